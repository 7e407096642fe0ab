//! Values that no label names and that can be one field's only.

use super::Reader;
use super::candidate::{Candidate, Claim, floor};
use crate::name::FieldName;
use crate::template::{FieldRule, Format};

/// Nothing names the value, and it is the only one that can be meant.
pub(super) const LEFT_OVER: Claim = Claim {
    worth: 0.0,
    trust: 0.7,
};
/// Letters and digits of a number that is none by chance.
const LONG: usize = 13;

impl Reader<'_> {
    /// The only value on the page that can be this field's although no label names it: the one day between birth
    /// and expiry that no other field claims, the birth where the side has no other day, the one height with its unit, blood group or long lawful number, or the
    /// words that stand where a data page has them.
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
            let claimed = taken.iter().any(|other| value.excludes(other));
            !claimed && self.can_stand_alone(rule, value, taken)
        });
        free.next().filter(|_| free.next().is_none())
    }

    fn can_stand_alone(&self, rule: &FieldRule, value: &Candidate, taken: &[Candidate]) -> bool {
        let day = |name| {
            let printed = taken.iter().find(|c| c.reading.name == name);
            let printed = printed.map(|candidate| candidate.reading.value.as_str());
            printed.or_else(|| Some(self.told.of_field(name)?.value.as_str()))
        };
        let (value, whole) = (&value.reading, self.fills_its_row(value));
        match rule.format {
            Format::Height => value.text.to_lowercase().contains("cm"),
            Format::Blood => whole,
            Format::Number => {
                let lawful = value.checks.iter().all(|check| check.ok);
                let long = value.value.chars().count() >= LONG;
                // Where labels cannot be read, a shape does not prove each of its characters.
                whole && lawful && long && value.confidence >= floor(false)
            }
            Format::Date if self.prints_one_day() => value.value < self.today.to_string(),
            Format::Date => day(FieldName::DateOfBirth)
                .zip(day(FieldName::DateOfExpiry))
                .is_some_and(|(birth, expiry)| *birth < *value.value && *value.value < *expiry),
            _ => false,
        }
    }

    /// Whether the side has one day alone: that of the birth.
    fn prints_one_day(&self) -> bool {
        let fields = self.rule.fields.iter();
        let mut days = fields.filter(|(_, field)| field.format == Format::Date);
        days.next()
            .is_some_and(|(name, _)| *name == FieldName::DateOfBirth)
            && days.next().is_none()
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
