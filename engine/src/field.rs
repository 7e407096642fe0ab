//! Reads the fields of a matched card.
//!
//! Every field makes candidates: text beside its labels, in its box, or equal to what the machine readable
//! zone has. The worthiest are taken first, and a stretch of print fills one field only.

use mrz::Day;

use crate::caption::{Caption, Captions};
use crate::document::{Check, Source};
use crate::fuzzy::Folded;
use crate::geometry::Quad;
use crate::law;
use crate::name::FieldName;
use crate::page::{Page, Piece};
use crate::place::{self, Near};
use crate::split;
use crate::template::{FieldRule, Format, Place, SideRule};
use crate::told::Told;
use crate::value::{normalise, proves_itself};

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
    /// Where it stands, in card pixels.
    pub(crate) quad: Quad,
}

/// A reading and what speaks for it.
struct Candidate {
    /// Higher is better; above 1 only where the zone agrees.
    worth: f32,
    /// The stretches of print that it takes: row, first character, one after the last.
    takes: Vec<(usize, usize, usize)>,
    /// What stands in its rows, the value among it.
    pieces: Vec<Piece>,
    /// Whether its format or the zone says that it is nothing else.
    proven: bool,
    reading: Reading,
}

/// What a place says of a value that stands in it.
#[derive(Clone, Copy)]
struct Claim {
    /// How likely the field's value stands there; below 1 where another place is likelier.
    worth: f32,
    /// What is left of the value's confidence: another field's value may stand there.
    trust: f32,
}

impl Claim {
    /// The claim of a place that is less likely by a factor.
    fn weakened(self, by: f32) -> Self {
        Self {
            worth: self.worth * by,
            ..self
        }
    }
}

/// The field's box, worth half of a place under its label.
const IN_THE_BOX: Claim = Claim {
    worth: 0.5,
    trust: 1.0,
};
/// No place at all: the value itself has to say whose it is.
const ANYWHERE: Claim = Claim {
    worth: 0.0,
    trust: 1.0,
};
/// Nothing names the value, and it is the only one that can be meant.
const LEFT_OVER: Claim = Claim {
    worth: 0.0,
    trust: 0.7,
};
/// What is left of the worth when the text could as well be another field's.
const UNPROVEN: f32 = 0.8;
/// What is left of the worth for each place less likely than the first.
const SECOND_PLACE: f32 = 0.9;
/// The worth of saying what the zone says.
const AGREES: f32 = 1.0;
/// A label this like needs no doubt; one at the least likeness halves the confidence of its value.
const CLEAR_LABEL: f32 = 0.85;
const UNCLEAR_LABEL: f32 = 0.7;
/// A row that is less sure than this does not go on with a value.
const LEGIBLE: f32 = 0.5;
/// A value that is less sure than this is not told. What no format proves is wrong six times in seven below its
/// floor, on published specimens.
const FLOOR: f32 = 0.3;
const UNPROVEN_FLOOR: f32 = 0.55;

/// Every field that the print of a side shows.
pub(crate) fn read(rule: &SideRule, page: &Page<'_>, told: &Told, today: Day) -> Vec<Reading> {
    let captions = Captions::of(page, rule);
    let reader = Reader {
        page,
        captions: &captions,
        told,
        today,
    };
    let fields = rule.fields.iter();
    let candidates = fields.flat_map(|(name, field)| reader.candidates(*name, field));
    let mut taken = worthiest(candidates.collect());
    taken.retain(Candidate::is_sure);
    for name in &rule.left_over {
        let field = rule.fields.get(name);
        let found = field.and_then(|field| reader.left_over(*name, field, &taken));
        taken.extend(found);
    }
    let own: Vec<FieldName> = taken
        .iter()
        .map(|candidate| candidate.reading.name)
        .collect();
    let readings = taken.into_iter().flat_map(|candidate| {
        let Candidate {
            reading, pieces, ..
        } = candidate;
        match rule.fields.get(&reading.name) {
            Some(rule) => split::parts(page, rule, reading, &pieces, &own, today),
            None => vec![reading],
        }
    });
    readings.collect()
}

/// One candidate a field, and none that shares its print with a worthier one.
fn worthiest(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let mut taken: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if !taken.iter().any(|other| candidate.excludes(other)) {
            taken.push(candidate);
        }
    }
    taken
}

impl Candidate {
    /// Whether it may be told. It competes all the same: the next best would be farther from the label.
    fn is_sure(&self) -> bool {
        let floor = if self.proven { FLOOR } else { UNPROVEN_FLOOR };
        self.reading.confidence >= floor
    }

    fn excludes(&self, other: &Self) -> bool {
        let share = |(row, start, end): &(usize, usize, usize)| {
            let mut theirs = other.takes.iter();
            theirs.any(|(r, s, e)| r == row && s < end && start < e)
        };
        self.reading.name == other.reading.name || self.takes.iter().any(share)
    }
}

struct Reader<'a> {
    page: &'a Page<'a>,
    captions: &'a Captions,
    told: &'a Told,
    today: Day,
}

impl Reader<'_> {
    fn candidates(&self, name: FieldName, rule: &FieldRule) -> Vec<Candidate> {
        let mut all = self.labelled(name, rule);
        all.extend(self.boxed(name, rule));
        all.extend(self.told(name, rule));
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
        for Near { piece, worth } in place::beside(self.page, self.captions, caption, place) {
            let row = piece.row;
            if !self.is_in_bounds(rule, row) {
                continue;
            }
            let claim = claim.weakened(worth);
            let variants = self.variants(name, rule, piece, claim);
            // An address begins in the nearest row, whatever the size of its print.
            let rows = rule.lines > 2 || !rule.parts.is_empty();
            let begun = rows && place == Place::Below && !variants.is_empty();
            all.extend(variants);
            if begun {
                break;
            }
            if place == Place::Above {
                all.extend(self.upward(name, rule, row, claim));
            }
        }
        all
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
        self.longer(name, rule, &first, row)
    }

    /// The values in the field's own box; beside labels, only such as cannot be anything else.
    fn boxed(&self, name: FieldName, rule: &FieldRule) -> Vec<Candidate> {
        let trusted = rule.labels.is_empty() || proves_itself(rule.format);
        let Some(area) = rule.area.as_ref().filter(|_| trusted) else {
            return Vec::new();
        };
        let rows = self.page.rows().iter().enumerate();
        let inside = rows.filter(|(_, row)| self.page.is_inside(row, area));
        inside
            .flat_map(|(row, _)| self.variants(name, rule, self.page.whole(row), IN_THE_BOX))
            .collect()
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

    /// The value in a place as it is, and with the rows that go on with it.
    fn variants(
        &self,
        name: FieldName,
        rule: &FieldRule,
        piece: Piece,
        claim: Claim,
    ) -> Vec<Candidate> {
        let mut row = piece.row;
        let Some(first) = self.candidate(name, rule, piece, claim) else {
            return Vec::new();
        };
        let mut all = vec![first];
        while let Some(next) = self.page.next(row).filter(|_| all.len() < rule.lines) {
            let Some(longer) = self.longer(name, rule, &all[all.len() - 1], next) else {
                break;
            };
            all.push(longer);
            row = next;
        }
        all
    }

    /// A candidate with one more row.
    fn longer(
        &self,
        name: FieldName,
        rule: &FieldRule,
        shorter: &Candidate,
        row: usize,
    ) -> Option<Candidate> {
        let piece = self.page.whole(row);
        let seen = piece.confidence(self.page);
        if self.is_fixed(&piece) || is_number(&piece.text) || seen < LEGIBLE {
            return None;
        }
        let (text, value) = normalise(name, rule, &piece.text, self.today)?;
        let before = &shorter.reading;
        let mut takes = shorter.takes.clone();
        takes.push((piece.row, piece.start, piece.end()));
        let confidence = before.confidence.min(seen);
        let mut pieces = shorter.pieces.clone();
        pieces.push(piece);
        Some(Candidate {
            // More of a value is better than less of it, and no more than that.
            worth: shorter.worth + 0.001,
            takes,
            pieces,
            proven: shorter.proven,
            reading: Reading {
                text: [before.text.as_str(), &text].join(&rule.join),
                value: [before.value.as_str(), &value].join(&rule.join),
                confidence,
                ..before.clone()
            },
        })
    }

    /// The value of one stretch, if it is of the field's format and no fixed print.
    fn candidate(
        &self,
        name: FieldName,
        rule: &FieldRule,
        piece: Piece,
        claim: Claim,
    ) -> Option<Candidate> {
        let piece = split::unmarked(rule, until(rule, piece))?;
        if self.is_fixed(&piece) {
            return None;
        }
        let (text, value) = normalise(name, rule, &piece.text, self.today)?;
        let (start, end) = stretch(&piece, &text);
        let seen = self.page.piece(piece.row, start, end).confidence(self.page);
        let agrees = self.told.agrees(name, &value) == Some(true);
        let proven = proves_itself(rule.format);
        let format = if proven { 1.0 } else { UNPROVEN };
        let checks = rule.laws.iter().map(|law| law::check(*law, &value));
        Some(Candidate {
            worth: claim.worth * format * (0.4 + 0.6 * seen) + if agrees { AGREES } else { 0.0 },
            takes: vec![(piece.row, start, end)],
            proven: proven || agrees,
            reading: Reading {
                name,
                text,
                checks: checks.collect(),
                value,
                confidence: if agrees { seen } else { seen * claim.trust },
                source: Source::Print,
                quad: self.page.rows()[piece.row].quad,
            },
            pieces: vec![piece],
        })
    }

    /// The only value on the page that can be this field's although no label names it: the one day between birth
    /// and expiry that no other field claims, or the one height with its unit.
    fn left_over(
        &self,
        name: FieldName,
        rule: &FieldRule,
        taken: &[Candidate],
    ) -> Option<Candidate> {
        if taken.iter().any(|candidate| candidate.reading.name == name) {
            return None;
        }
        let rows = 0..self.page.rows().len();
        let all =
            rows.filter_map(|row| self.candidate(name, rule, self.page.whole(row), LEFT_OVER));
        let mut free = all.filter(|value| {
            let claimed = taken.iter().any(|other| value.excludes(other));
            !claimed && self.can_stand_alone(rule, &value.reading, taken)
        });
        free.next().filter(|_| free.next().is_none())
    }

    fn can_stand_alone(&self, rule: &FieldRule, value: &Reading, taken: &[Candidate]) -> bool {
        let day = |name| {
            let printed = taken.iter().find(|c| c.reading.name == name);
            let printed = printed.map(|candidate| candidate.reading.value.as_str());
            printed.or_else(|| Some(self.told.of_field(name)?.value.as_str()))
        };
        match rule.format {
            Format::Height => value.text.to_lowercase().contains("cm"),
            _ => day(FieldName::DateOfBirth)
                .zip(day(FieldName::DateOfExpiry))
                .is_some_and(|(birth, expiry)| *birth < *value.value && *value.value < *expiry),
        }
    }

    fn is_fixed(&self, piece: &Piece) -> bool {
        piece.text.is_empty() || self.captions.cover(piece.row, piece.start, piece.end())
    }
}

/// What stands before the words that end the value.
fn until(rule: &FieldRule, piece: Piece) -> Piece {
    if rule.until.is_empty() {
        return piece;
    }
    let folded = Folded::new(&piece.text);
    let words = rule.until.iter();
    let ends = words.filter_map(|word| folded.find(&Folded::new(word)));
    match ends.map(|hit| hit.start).min() {
        Some(end) => piece.shortened(end),
        None => piece,
    }
}

/// 1 for a clear label, half of it for one that is barely like the words.
fn clearness(caption: &Caption) -> f32 {
    let clear = (caption.likeness - UNCLEAR_LABEL) / (CLEAR_LABEL - UNCLEAR_LABEL);
    0.5 + 0.5 * clear.clamp(0.0, 1.0)
}

/// Where in its row the part of a piece stands that is the value.
fn stretch(piece: &Piece, text: &str) -> (usize, usize) {
    let before = piece.text.find(text).map_or("", |at| &piece.text[..at]);
    let start = piece.start + before.chars().count();
    (start, (start + text.chars().count()).min(piece.end()))
}

/// Whether a row is plainly another kind of value than a name or an address goes on with.
fn is_number(text: &str) -> bool {
    let (digits, others): (Vec<char>, Vec<char>) = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .partition(char::is_ascii_digit);
    digits.len() > 2 && others.is_empty()
}

#[cfg(test)]
mod tests;
