//! Reads the fields of a matched card.
//!
//! Every field makes candidates: text beside its labels, in its box, or equal to what the machine readable
//! zone has. The worthiest are taken first, and a stretch of print fills one field only.

mod across;
mod candidate;
mod day_left;
mod downward;
mod left_over;
mod own;
mod placed;
mod respell;
mod standing;
mod twins;
mod witness;

use mrz::Day;

use crate::caption::{Caption, Captions};
use crate::document::{Check, Dissent, Source};
use crate::geometry::Quad;
use crate::name::FieldName;
use crate::page::Page;
use crate::place::{self, Near};
use crate::split;
use crate::template::{FieldRule, Format, Place, SideRule};
use crate::told::Told;
use crate::value::proves_itself;
pub(crate) use candidate::floor;
use candidate::{AGREES, Candidate, Claim};
pub(crate) use own::owner;

/// One reading of one field from one source.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// Which field.
    pub(crate) name: FieldName,
    /// As printed, rows joined.
    pub(crate) text: String,
    /// Normalised.
    pub(crate) value: String,
    /// How sure the engine is of the value, 0–1.
    pub(crate) confidence: f32,
    /// Where it was read.
    pub(crate) source: Source,
    /// The laws that the value was held against.
    pub(crate) checks: Vec<Check>,
    /// What was read likeliest, where a law broke the tie against it.
    pub(crate) ruled_out: Option<Dissent>,
    /// Where it stands, in card pixels.
    pub(crate) quad: Quad,
}

/// The field's box, worth half of a place under its label.
const IN_THE_BOX: Claim = Claim {
    worth: 0.5,
    trust: 1.0,
};
/// The field's box, where its label was not read.
const UNNAMED: Claim = Claim {
    worth: 0.5,
    trust: 0.85,
};
/// No place at all: the value itself has to say whose it is.
const ANYWHERE: Claim = Claim {
    worth: 0.0,
    trust: 1.0,
};
/// What is left of the worth for each place less likely than the first.
const SECOND_PLACE: f32 = 0.9;
/// A value that is surer than this stands in its place, even if it is not told.
const STANDS: f32 = 0.3;
/// A row that is less than so many times as high as the next is in smaller print.
const SMALLER: f32 = 0.85;
/// A label this like needs no doubt; one at the least likeness halves the confidence of its value.
const CLEAR_LABEL: f32 = 0.85;
const UNCLEAR_LABEL: f32 = 0.7;

/// Every field that the print of a side shows.
pub(crate) fn read(rule: &SideRule, page: &Page<'_>, told: &Told, today: Day) -> Vec<Reading> {
    let captions = Captions::of(page, rule);
    let reader = Reader {
        rule,
        page,
        captions: &captions,
        told,
        today,
    };
    let fields = rule.fields.iter();
    let candidates = fields.flat_map(|(name, field)| reader.candidates(*name, field));
    let taken = worthiest(candidates.collect());
    let (mut taken, unsure): (Vec<_>, Vec<_>) =
        (taken.into_iter()).partition(|value| reader.may_be_told(value));
    taken.extend(reader.placed(&taken));
    for name in &rule.left_over {
        let field = rule.fields.get(name);
        let found = field.and_then(|field| reader.left_over(*name, field, &taken));
        taken.extend(found.filter(|value| reader.may_be_told(value)));
    }
    let own: Vec<FieldName> = taken
        .iter()
        .map(|candidate| candidate.reading.name)
        .collect();
    let sure_parts = unsure.into_iter().flat_map(|whole| {
        let name = whole.reading.name;
        let mut parts = reader.fallen_apart(whole, &own);
        parts.retain(|part| {
            let sure = part.confidence >= floor(false);
            sure && part.name != name && !own.contains(&part.name)
        });
        parts
    });
    let sure_parts: Vec<Reading> = sure_parts.collect();
    let readings = taken.into_iter();
    let readings = readings.flat_map(|value| reader.fallen_apart(value, &own));
    readings.chain(sure_parts).collect()
}

/// One candidate a field, and none that shares its print with a worthier one.
fn worthiest(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let mut taken: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if !candidate.is_claimed_by(&taken) {
            taken.push(candidate);
        }
    }
    taken
}

struct Reader<'a> {
    rule: &'a SideRule,
    page: &'a Page<'a>,
    captions: &'a Captions,
    told: &'a Told,
    today: Day,
}

impl Reader<'_> {
    /// The reading of a value and those of the fields that it falls into.
    fn fallen_apart(&self, value: Candidate, own: &[FieldName]) -> Vec<Reading> {
        let Candidate {
            reading, pieces, ..
        } = value;
        match self.rule.fields.get(&reading.name) {
            Some(rule) => split::parts(self.page, rule, reading, &pieces, own, self.today),
            None => vec![reading],
        }
    }

    /// Whether a value is sure and has what every whole one of its field has: the last row of an address may not have
    /// been read.
    fn may_be_told(&self, value: &Candidate) -> bool {
        let rule = self.rule.fields.get(&value.reading.name);
        let is_whole = rule.is_none_or(|rule| {
            let has = |word: &String| value.reading.text.contains(word.as_str());
            rule.needs.is_empty() || rule.needs.iter().any(has)
        });
        value.is_sure() && is_whole
    }

    fn candidates(&self, name: FieldName, rule: &FieldRule) -> Vec<Candidate> {
        let mut all = self.labelled(name, rule);
        all.extend(self.boxed(name, rule));
        all.extend(self.told(name, rule));
        all.extend(self.own(name, rule));
        all
    }

    /// The values beside the field's labels.
    fn labelled(&self, name: FieldName, rule: &FieldRule) -> Vec<Candidate> {
        let mut all = Vec::new();
        for caption in self.captions.naming(name) {
            let trust = clearness(caption);
            let mut claim = Claim {
                worth: trust,
                trust,
            };
            for place in &rule.value {
                all.extend(self.beside(name, rule, caption, *place, claim));
                claim = claim.weakened(SECOND_PLACE);
            }
        }
        all
    }

    /// The values in one direction of a label.
    fn beside(
        &self,
        name: FieldName,
        rule: &FieldRule,
        caption: &Caption,
        place: Place,
        claim: Claim,
    ) -> Vec<Candidate> {
        let mut all = Vec::new();
        let mut nearer: Option<usize> = None;
        for Near { piece, worth } in place::beside(self.page, self.captions, caption, place) {
            let row = piece.row;
            let is_hidden = nearer.is_some_and(|nearer| self.is_alike(nearer, row));
            if !self.is_in_bounds(rule, row) || is_hidden {
                continue;
            }
            let claim = claim.weakened(worth);
            let variants = self.variants(name, rule, piece, claim);
            // An address begins in the nearest row, whatever the size of its print.
            let rows = rule.lines > 2 || !rule.parts.is_empty();
            let begun = rows && place == Place::Below && !variants.is_empty();
            if place == Place::Below && variants.iter().any(|value| self.stands(value)) {
                nearer = nearer.or(Some(row));
            }
            let alone = variants.first().map_or(0.0, |first| first.worth);
            all.extend(variants);
            if begun {
                break;
            }
            if place == Place::Above {
                let upward = self.upward(name, rule, row, claim);
                all.extend(upward.map(|more| more.worth_more_than(alone)));
            }
        }
        all
    }

    /// Whether a value could be read at all, be it too badly to be told: what stands behind it is another field's.
    fn stands(&self, value: &Candidate) -> bool {
        !value.proven && value.reading.confidence >= STANDS
    }

    /// Whether two rows are printed in about one size; a label in another language is smaller than the value.
    fn is_alike(&self, row: usize, other: usize) -> bool {
        let height = |row: usize| self.page.rows()[row].height();
        height(row) > SMALLER * height(other)
    }

    /// Whether a row is where the field's box allows it, if the field has one.
    fn is_in_bounds(&self, rule: &FieldRule, row: usize) -> bool {
        let row = &self.page.rows()[row];
        let area = rule.area.as_ref();
        area.is_none_or(|area| self.page.is_inside(row, area))
    }

    /// The value that ends in a row and begins in the row over it.
    fn upward(
        &self,
        name: FieldName,
        rule: &FieldRule,
        row: usize,
        claim: Claim,
    ) -> Option<Candidate> {
        let over = self.page.previous(row).filter(|_| rule.lines > 1)?;
        let first = self.candidate(name, rule, self.page.whole(over), claim)?;
        let more = self.addition(self.goes_on(rule, row)?);
        self.longer(name, rule, &first, more)
    }

    /// The values in the field's own box; beside labels, only such as cannot be anything else, or the only one where
    /// no label was read.
    fn boxed(&self, name: FieldName, rule: &FieldRule) -> Vec<Candidate> {
        let Some(area) = rule.area.as_ref() else {
            return Vec::new();
        };
        let rows = self.page.rows().iter().enumerate();
        let inside = rows.filter(|(_, row)| self.page.is_inside(row, area));
        // Of a value in several rows the first begins it.
        let begins = |row: usize| {
            let over = self.page.previous(row).filter(|_| rule.lines > 1);
            !over.is_some_and(|over| self.page.is_inside(&self.page.rows()[over], area))
        };
        let inside = inside.filter(|(row, _)| begins(*row));
        let inside = inside.map(|(row, _)| self.page.whole(row));
        if rule.labels.is_empty() || proves_itself(rule.format) {
            return inside
                .flat_map(|piece| self.variants(name, rule, piece, IN_THE_BOX))
                .collect();
        }
        // Marks over and under Thai letters are read too badly for a place that nothing names.
        if rule.format == Format::Thai || self.captions.naming(name).next().is_some() {
            return Vec::new();
        }
        let alone = inside.filter_map(|piece| self.candidate(name, rule, piece, UNNAMED));
        let alone: Vec<Candidate> = alone.collect();
        if alone.len() == 1 { alone } else { Vec::new() }
    }

    /// The rows that say what the zone says of this field, wherever they stand.
    fn told(&self, name: FieldName, rule: &FieldRule) -> Vec<Candidate> {
        let known = self.told.agrees(name, "").is_some();
        let rows = if known { self.page.rows().len() } else { 0 };
        // A letter alone says nothing; a sex in two languages, `N/F`, is nothing else.
        let telling =
            |row: &usize| name != FieldName::Sex || self.page.whole(*row).text.contains('/');
        (0..rows)
            .filter(telling)
            .filter_map(|row| self.candidate(name, rule, self.page.whole(row), ANYWHERE))
            .filter(|candidate| candidate.worth >= AGREES)
            .collect()
    }
}

/// 1 for a clear label, half of it for one that is barely like the words.
fn clearness(caption: &Caption) -> f32 {
    let clear = (caption.likeness - UNCLEAR_LABEL) / (CLEAR_LABEL - UNCLEAR_LABEL);
    0.5 + 0.5 * clear.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
