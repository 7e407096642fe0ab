//! Values that no label names and that can be one field's only.

use super::candidate::{Candidate, Claim, floor};
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
/// … and of one that obeys a law.
const LAWFUL: usize = 11;

impl Reader<'_> {
    /// The only value on the page that can be this field's although no label names it: the day that is left where all
    /// other days of the side are told, the one height with its unit, blood group or long lawful number, or the words
    /// that stand where a data page has them.
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
        let rows = 0..self.page.rows().len();
        let all =
            rows.filter_map(|row| self.candidate(name, rule, self.page.whole(row), LEFT_OVER));
        let mut free = all.filter(|value| {
            !value.is_claimed_by(taken) && self.can_stand_alone(rule, value, taken)
        });
        let first = free.next()?;
        free.all(|other| other.reading.value == first.reading.value)
            .then_some(first)
    }

    fn can_stand_alone(&self, rule: &FieldRule, value: &Candidate, taken: &[Candidate]) -> bool {
        let whole = self.fills_its_row(value);
        let reading = &value.reading;
        match rule.format {
            Format::Height => reading.text.to_lowercase().contains("cm"),
            Format::Blood => whole,
            Format::Classes => whole && are_classes(&reading.text),
            // Where labels cannot be read, a shape does not prove each of its characters.
            Format::Number => whole && is_no_chance(reading) && reading.confidence >= floor(false),
            Format::Date => self.is_the_day_left(reading, taken),
            _ => false,
        }
    }

    /// Whether all other days of the side are told, and this one stands among them as its field's does.
    fn is_the_day_left(&self, value: &Reading, taken: &[Candidate]) -> bool {
        let told = |name: FieldName| {
            let printed = taken.iter().map(|candidate| &candidate.reading);
            let printed = printed.filter(|reading| reading.name == name);
            let told = printed.chain(self.told.of_field(name)).next();
            told.map(|reading| reading.value.as_str())
        };
        let days = self.rule.fields.iter();
        let mut others = days
            .filter(|(name, field)| field.format == Format::Date && **name != value.name)
            .map(|(name, _)| *name);
        if !others.clone().all(|name| told(name).is_some()) {
            return false;
        }
        let day = value.value.as_str();
        let after = |name| told(name).is_none_or(|other| other < day);
        let before = |name| told(name).is_none_or(|other| day < other);
        match value.name {
            FieldName::DateOfBirth => day < self.today.to_string().as_str() && others.all(before),
            FieldName::DateOfExpiry => others.all(after),
            _ => after(FieldName::DateOfBirth) && before(FieldName::DateOfExpiry),
        }
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

/// Whether a number breaks no law, and is longer than one that has its shape by chance.
fn is_no_chance(number: &Reading) -> bool {
    let least = if number.checks.is_empty() {
        LONG
    } else {
        LAWFUL
    };
    signs(&number.text) >= least && number.checks.iter().all(|check| check.ok)
}
