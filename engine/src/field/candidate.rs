//! One value that a field could have, and what speaks for it.

use super::own::OWN;
use super::{Reader, Reading};
use crate::document::Source;
use crate::fuzzy::Folded;
use crate::law;
use crate::name::FieldName;
use crate::page::Piece;
use crate::split;
use crate::template::{FieldRule, Format};
use crate::value::{normalise, proves_itself};

/// A reading and what speaks for it.
pub(super) struct Candidate {
    /// Higher is better; above 1 only where the zone agrees.
    pub(super) worth: f32,
    /// The stretches of print that it takes.
    pub(super) takes: Vec<Take>,
    /// What stands in its rows, the value among it.
    pub(super) pieces: Vec<Piece>,
    /// Whether its format or the zone says that it is nothing else.
    pub(super) proven: bool,
    /// Whether a valid zone spells this: marks alone can be wrong, and those are judged beside the zone.
    pub(super) spelt: bool,
    /// Whether a row that nobody could read goes on with it.
    pub(super) unfinished: bool,
    pub(super) reading: Reading,
}

/// What a place says of a value that stands in it.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    /// How likely the field's value stands there; below 1 where another place is likelier.
    pub(super) worth: f32,
    /// What is left of the value's confidence: another field's value may stand there.
    pub(super) trust: f32,
}

impl Claim {
    /// The claim of a place that is less likely by a factor.
    pub(super) fn weakened(self, by: f32) -> Self {
        Self {
            worth: self.worth * by,
            ..self
        }
    }
}

/// What is left of the worth when the text could as well be another field's.
const UNPROVEN: f32 = 0.8;
/// More of a value is better than less of it, and no more than that.
pub(super) const MORE: f32 = 0.001;
/// The worth of saying what the zone says.
pub(super) const AGREES: f32 = 1.0;
/// A row that is less sure than this does not go on with a value.
pub(super) const LEGIBLE: f32 = 0.5;
/// A value that is less sure than this is not told: of what a format proves, and what was read at .3 to .4, half is wrong
/// on drawn pictures. What no format proves is wrong six times in seven below its floor, on published specimens.
const FLOOR: f32 = 0.4;
const UNPROVEN_FLOOR: f32 = 0.55;

/// A stretch of print: row, first character, one after the last.
pub(super) type Take = (usize, usize, usize);

/// What a value goes on with.
pub(super) struct Addition {
    /// Its text may be that of several stretches.
    pub(super) piece: Piece,
    pub(super) takes: Vec<Take>,
    /// How sure the least sure character of them is.
    pub(super) seen: f32,
}

impl Candidate {
    /// Whether it may be told. It competes all the same: the next best would be farther from the label.
    pub(super) fn is_sure(&self) -> bool {
        let sure = self.spelt || self.reading.confidence >= floor(self.proven);
        sure && !self.unfinished && !self.is_torn()
    }

    /// Whether something was plainly lost or taken for another: a bracket closes that none opened, a given name begins
    /// with a small letter, or an address ends in a comma.
    fn is_torn(&self) -> bool {
        let text = &self.reading.text;
        let count = |sign| text.matches(sign).count();
        let first = text.chars().find(|c| c.is_alphabetic());
        let small = first.is_some_and(char::is_lowercase);
        count('(') != count(')')
            || (text.ends_with(',') && self.reading.name == FieldName::Address)
            || (small && self.reading.name == FieldName::GivenNames)
    }

    /// The same, when it is more of a value that alone is worth so much.
    pub(super) fn worth_more_than(self, alone: f32) -> Self {
        Self {
            worth: self.worth.max(alone + MORE),
            ..self
        }
    }

    /// Whether values that are told leave no room for it: its field or its print is one of theirs.
    pub(super) fn is_claimed_by(&self, taken: &[Self]) -> bool {
        taken.iter().any(|other| self.excludes(other))
    }

    fn excludes(&self, other: &Self) -> bool {
        let share = |(row, start, end): &Take| {
            let mut theirs = other.takes.iter();
            theirs.any(|(r, s, e)| r == row && s < end && start < e)
        };
        self.reading.name == other.reading.name || self.takes.iter().any(share)
    }
}

impl Reader<'_> {
    /// The value in a place as it is, and with the rows that go on with it.
    pub(super) fn variants(
        &self,
        name: FieldName,
        rule: &FieldRule,
        piece: Piece,
        claim: Claim,
    ) -> Vec<Candidate> {
        let across = self.across(name, rule, &piece, claim);
        let alone = self.candidate(name, rule, piece, claim);
        let wider = alone.as_ref().and_then(|alone| self.wider(rule, alone));
        let firsts = [alone, wider].into_iter().flatten();
        let mut all: Vec<Candidate> = across.into_iter().collect();
        all.extend(firsts.flat_map(|first| self.downward(name, rule, first)));
        all
    }

    /// A stretch of print as what a value goes on with.
    pub(super) fn addition(&self, piece: Piece) -> Addition {
        Addition {
            takes: vec![(piece.row, piece.start, piece.end())],
            seen: piece.confidence(self.page),
            piece,
        }
    }

    /// A candidate with what stands in one more row.
    pub(super) fn longer(
        &self,
        name: FieldName,
        rule: &FieldRule,
        shorter: &Candidate,
        more: Addition,
    ) -> Option<Candidate> {
        let (text, value) = normalise(name, rule, &more.piece.text, self.today)?;
        let before = &shorter.reading;
        let worth = MORE * (1.0 + more.takes.len() as f32) / 2.0;
        let takes = shorter.takes.iter().copied();
        let mut pieces = shorter.pieces.clone();
        pieces.push(more.piece);
        Some(Candidate {
            worth: shorter.worth + worth,
            takes: takes.chain(more.takes).collect(),
            pieces,
            proven: shorter.proven,
            spelt: false,
            unfinished: false,
            reading: Reading {
                text: [before.text.as_str(), &text].join(&rule.join),
                value: [before.value.as_str(), &value].join(&rule.join),
                confidence: before.confidence.min(more.seen),
                ..before.clone()
            },
        })
    }

    /// The value of one stretch, if it is of the field's format and no fixed print.
    pub(super) fn candidate(
        &self,
        name: FieldName,
        rule: &FieldRule,
        piece: Piece,
        claim: Claim,
    ) -> Option<Candidate> {
        let bracket = matches!(self.sign_before(&piece), Some((_, '[' | '(')));
        let piece = split::unmarked(rule, until(rule, piece), bracket)?;
        let piece = self.opened(piece);
        if self.is_fixed(&piece) {
            return None;
        }
        let piece = self.with_commas(rule, piece);
        let (piece, share) = self.respelt(name, rule, &piece).unwrap_or((piece, 1.0));
        let (piece, share, ruled_out) = match self.untied(rule, &piece) {
            Some((lawful, share, dissent)) => (lawful, share, Some(dissent)),
            None => (piece, share, None),
        };
        let own = normalise(name, rule, &piece.text, self.today);
        let (text, value) = own.or_else(|| self.as_the_zone_has_it(name, &piece.text))?;
        let owner = self.owner(&text);
        let anothers =
            owner.is_some_and(|owner| owner != name) || self.is_anothers_number(name, rule, &text);
        if anothers || self.is_the_states_code(name, &value) {
            return None;
        }
        let (start, end) = stretch(&piece, &text);
        if self.may_lack_its_beginning(rule, piece.row, start, &text) {
            return None;
        }
        // What is left of a row before its day may be the day's label.
        if self.captions.cover(piece.row, start, end) {
            return None;
        }
        let seen = self.page.piece(piece.row, start, end).confidence(self.page);
        let seen = sure_of_both(seen, self.said_again(piece.row, &text)).min(share);
        let agrees = self.told.agrees(name, &value) == Some(true);
        let proven = proves_itself(rule.format);
        let format = if proven { 1.0 } else { UNPROVEN };
        let own = if owner.is_some() { OWN } else { 0.0 };
        let worth = claim.worth * format * (0.4 + 0.6 * seen) + own;
        Some(Candidate {
            worth: worth + if agrees { AGREES } else { 0.0 },
            takes: vec![(piece.row, start, end)],
            proven: proven || agrees,
            spelt: agrees && self.told.proven && is_spelt(name),
            unfinished: false,
            reading: Reading {
                name,
                checks: law::checks(rule, &text, &value),
                ruled_out,
                text,
                value,
                confidence: if agrees { seen } else { seen * claim.trust },
                source: Source::Print,
                quad: self.page.rows()[piece.row].quad,
            },
            pieces: vec![piece],
        })
    }

    /// Whether words are nothing but a number of another field that obeys its laws.
    fn is_anothers_number(&self, name: FieldName, rule: &FieldRule, text: &str) -> bool {
        let mut numbers = self.rule.fields.iter().filter(|(other, field)| {
            **other != name && field.format == Format::Number && !field.laws.is_empty()
        });
        !proves_itself(rule.format)
            && numbers.any(|(other, field)| law::is_lawful(*other, field, text, self.today))
    }

    pub(super) fn is_fixed(&self, piece: &Piece) -> bool {
        piece.text.is_empty() || self.captions.cover(piece.row, piece.start, piece.end())
    }
}

/// How sure a value must be to be told, where its format, its digit or the zone proves it and where nothing does.
pub(crate) fn floor(proven: bool) -> f32 {
    if proven { FLOOR } else { UNPROVEN_FLOOR }
}

/// How sure two readings of the same are together: it is wrong where both are.
fn sure_of_both(one: f32, other: f32) -> f32 {
    1.0 - (1.0 - one) * (1.0 - other)
}

/// Whether a zone has all letters of a field's print, if not its marks: of a nationality by the words that its state has.
fn is_spelt(name: FieldName) -> bool {
    use FieldName::{GivenNames, Nationality, Surname};
    matches!(name, Surname | GivenNames | Nationality)
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

/// Where in its row the part of a piece stands that is the value.
fn stretch(piece: &Piece, text: &str) -> (usize, usize) {
    let before = piece.text.find(text).map_or("", |at| &piece.text[..at]);
    let start = piece.start + before.chars().count();
    (start, (start + text.chars().count()).min(piece.end()))
}
