//! Values that no label names and that can be one field's only.

use super::candidate::{Candidate, Claim, floor};
use super::standing::ALIKE;
use super::{Reader, Reading};
use crate::name::FieldName;
use crate::template::{FieldRule, Format};
use crate::value::signs;

/// Nothing names the value, and it is the only one that can be meant.
pub(super) const LEFT_OVER: Claim = Claim {
    worth: 0.0,
    trust: 0.7,
};
/// Letters and digits of a number that is none by chance …
const LONG: usize = 13;
/// … and of one that obeys a law, or a shorter one that does where every sign of it is plain.
const LAWFUL: usize = 11;
const SHORT: usize = 9;
const PLAIN: f32 = 0.9;

impl Reader<'_> {
    /// The only value on the page that can be this field's although no label names it: a day by its order, words by where
    /// they stand, and else the one that can be nothing else.
    pub(super) fn left_over(
        &self,
        name: FieldName,
        rule: &FieldRule,
        taken: &[Candidate],
    ) -> Option<Candidate> {
        if taken.iter().any(|candidate| candidate.reading.name == name) {
            return None;
        }
        if matches!(rule.format, Format::Words | Format::Text) {
            return self.standing(name, rule, taken);
        }
        if rule.format == Format::Date {
            return self.day_left(name, rule, taken);
        }
        let free = self.free(name, rule, taken);
        let mut free = free.filter(|value| self.can_stand_alone(rule, value, taken));
        let first = free.next()?;
        free.all(|other| other.reading.value == first.reading.value)
            .then_some(first)
    }

    /// The values of a field's format, anywhere on the page, that no other field has taken.
    pub(super) fn free<'a>(
        &'a self,
        name: FieldName,
        rule: &'a FieldRule,
        taken: &'a [Candidate],
    ) -> impl Iterator<Item = Candidate> + 'a {
        let rows = 0..self.page.rows().len();
        let all =
            rows.filter_map(move |row| self.candidate(name, rule, self.page.whole(row), LEFT_OVER));
        all.filter(|value| !value.is_claimed_by(taken))
    }

    fn can_stand_alone(&self, rule: &FieldRule, value: &Candidate, taken: &[Candidate]) -> bool {
        let whole = self.fills_its_row(value);
        let reading = &value.reading;
        let plain = is_plain(reading);
        match rule.format {
            Format::Height => {
                let metres = reading.text.contains(['.', ',']) && plain && whole;
                reading.text.to_lowercase().contains("cm") || metres
            }
            Format::Sex => whole && plain && self.stands_like(value, taken),
            Format::Name => whole && plain && self.is_printed_twice(value),
            Format::Year => whole && plain && self.is_no_others(value, taken),
            Format::Blood | Format::Choice => whole,
            Format::Classes => whole && are_classes(&reading.text),
            // Where labels cannot be read, a shape does not prove each of its characters.
            Format::Number => whole && is_no_chance(reading) && reading.confidence >= floor(false),
            _ => false,
        }
    }

    /// Whether a value is as high as the others of the page and stands as one does under its label.
    fn stands_like(&self, value: &Candidate, taken: &[Candidate]) -> bool {
        let (Some(piece), Some(usual)) = (value.pieces.first(), self.usual_height(taken)) else {
            return false;
        };
        let height = self.page.rows()[piece.row].height();
        ALIKE.contains(&(height / usual)) && self.begins(piece.row)
    }

    /// Whether the words of a value stand in another row too: names do, on a letter that has a card to cut out.
    fn is_printed_twice(&self, value: &Candidate) -> bool {
        let text = &value.reading.text;
        let row = value.pieces.first().map(|piece| piece.row);
        let again = row.map_or(0.0, |row| self.said_again(row, text));
        text.contains(' ') && again >= PLAIN
    }

    /// Whether no other field of the side that nothing told could have this value.
    fn is_no_others(&self, value: &Candidate, taken: &[Candidate]) -> bool {
        let told = |name: FieldName| taken.iter().any(|other| other.reading.name == name);
        let mut others = (self.rule.fields.iter())
            .filter(|(name, _)| **name != value.reading.name && !told(**name));
        let Some(piece) = value.pieces.first() else {
            return false;
        };
        !others.any(|(name, field)| {
            let whole = self.page.whole(piece.row);
            let digits = matches!(field.format, Format::Number | Format::Year | Format::Date);
            digits && self.candidate(*name, field, whole, LEFT_OVER).is_some()
        })
    }

    /// Whether nothing stands in a value's row but the value.
    fn fills_its_row(&self, value: &Candidate) -> bool {
        let whole = |(row, start, end): &(usize, usize, usize)| {
            let print = self.page.whole(*row);
            (*start, *end) == (print.start, print.end())
        };
        value.takes.iter().all(whole)
    }
}

/// The classes of vehicles by the European model, and Germany's own two.
const CLASSES: [&str; 17] = [
    "AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE", "L",
    "T",
];

/// Whether a text is a list of classes and nothing else; one alone is any letter.
fn are_classes(text: &str) -> bool {
    let mut classes = text.split(['-', '/', ' ']).filter(|word| !word.is_empty());
    text.contains(['-', '/']) && classes.all(|class| CLASSES.contains(&class))
}

/// Whether each sign of a value that nothing names was plainly read.
fn is_plain(reading: &Reading) -> bool {
    reading.confidence >= PLAIN * LEFT_OVER.trust
}

/// Whether a number breaks no law, and is longer than one that has its shape by chance.
fn is_no_chance(number: &Reading) -> bool {
    let least = match (number.checks.is_empty(), is_plain(number)) {
        (true, _) => LONG,
        (false, false) => LAWFUL,
        (false, true) => SHORT,
    };
    signs(&number.text) >= least && number.checks.iter().all(|check| check.ok)
}
