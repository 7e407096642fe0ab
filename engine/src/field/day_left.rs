//! Days that no label names, told by their order: birth, issue, expiry.

use super::Reader;
use super::candidate::Candidate;
use super::left_over::LEFT_OVER;
use crate::name::FieldName;
use crate::place::LEVEL;
use crate::template::{FieldRule, Format};

/// Days that follow one another in time, and on the page.
const ORDER: [FieldName; 3] = [
    FieldName::DateOfBirth,
    FieldName::DateOfIssue,
    FieldName::DateOfExpiry,
];

impl Reader<'_> {
    /// The field's day, where as many days are left as fields that have none: in print they stand in the order of time.
    pub(super) fn day_left(
        &self,
        name: FieldName,
        rule: &FieldRule,
        taken: &[Candidate],
    ) -> Option<Candidate> {
        let untold = self.untold_days(name, taken);
        let mut days: Vec<Candidate> = untold
            .iter()
            .filter_map(|other| Some((*other, self.rule.fields.get(other)?)))
            .flat_map(|(other, rule)| self.free(other, rule, taken))
            .collect();
        days.sort_by(|a, b| a.reading.value.cmp(&b.reading.value));
        days.dedup_by(|a, b| a.reading.value == b.reading.value);
        let alone = untold.len() == 1;
        if alone {
            days.retain(|day| self.is_in_order(day, taken));
        }
        let in_order =
            || untold.iter().all(|name| ORDER.contains(name)) && self.follow_in_print(&days);
        if days.len() != untold.len() || !(alone || in_order()) {
            return None;
        }
        let at = untold.iter().position(|other| *other == name)?;
        // The same print may be another day in another field: years of two digits are.
        let print = self.page.whole(days[at].pieces.first()?.row);
        let day = self.candidate(name, rule, print, LEFT_OVER)?;
        (!day.is_claimed_by(taken) && self.is_in_order(&day, taken)).then_some(day)
    }

    /// The field, and the other fields of days of the side that nothing told, in the order of time.
    fn untold_days(&self, name: FieldName, taken: &[Candidate]) -> Vec<FieldName> {
        let days = self.rule.fields.iter();
        let days = days.filter(|(_, field)| field.format == Format::Date);
        let mut untold: Vec<FieldName> = days
            .map(|(other, _)| *other)
            .filter(|other| *other == name || self.day_of(*other, taken).is_none())
            .collect();
        untold.sort_by_key(|name| ORDER.iter().position(|day| day == name));
        untold
    }

    /// The day that print or the zone told of a field.
    fn day_of<'a>(&'a self, name: FieldName, taken: &'a [Candidate]) -> Option<&'a str> {
        let printed = taken.iter().map(|candidate| &candidate.reading);
        let printed = printed.filter(|reading| reading.name == name);
        let told = printed.chain(self.told.of_field(name)).next();
        told.map(|reading| reading.value.as_str())
    }

    /// Whether each of these is sure and stands under the one before it, or to its right.
    fn follow_in_print(&self, days: &[Candidate]) -> bool {
        let row = |day: &Candidate| day.pieces.first().map(|piece| &self.page.rows()[piece.row]);
        let follows = |pair: &[Candidate]| {
            let (Some(before), Some(after)) = (row(&pair[0]), row(&pair[1])) else {
                return false;
            };
            if after.is_level(before, LEVEL) {
                return after.bounds[0] > before.bounds[2];
            }
            after.middle() > before.middle()
        };
        days.iter().all(Candidate::is_sure) && days.windows(2).all(follows)
    }

    /// Whether a day stands among those that are told as its field's does.
    fn is_in_order(&self, day: &Candidate, taken: &[Candidate]) -> bool {
        let others = self.rule.fields.iter();
        let mut others = others
            .filter(|(name, field)| field.format == Format::Date && **name != day.reading.name)
            .map(|(name, _)| *name);
        let value = day.reading.value.as_str();
        let after = |name| self.day_of(name, taken).is_none_or(|other| other < value);
        let before = |name| self.day_of(name, taken).is_none_or(|other| value < other);
        match day.reading.name {
            FieldName::DateOfBirth => value < self.today.to_string().as_str() && others.all(before),
            FieldName::DateOfExpiry => others.all(after),
            _ => after(FieldName::DateOfBirth) && before(FieldName::DateOfExpiry),
        }
    }
}
