//! Words whose label nobody could read, told by where they stand on a data page.
//!
//! ICAO 9303 sets the order of a passport's data page: birth and sex, then the place of birth, then issue and expiry,
//! then the authority, or in its place the office of issue. Values are printed in one size, each under a label in a smaller one.

use std::ops::Range;

use super::Reader;
use super::candidate::{Candidate, Claim, LEGIBLE};
use crate::median::median;
use crate::name::FieldName;
use crate::page::Row;
use crate::place::LEVEL;
use crate::template::FieldRule;

/// What such a place says of a value.
const STANDING: Claim = Claim {
    worth: 0.0,
    trust: 0.85,
};
/// A value's height over the usual one of values.
pub(super) const ALIKE: Range<f32> = 0.75..1.4;
/// A label is at most this high, in heights of its value …
const SMALL: f32 = 0.85;
/// … ends no farther above it than this …
const ABOVE: f32 = 0.9;
/// … and begins no farther from where it begins, or runs over it: the lines of two labels may be one.
const BESIDE: f32 = 2.0;
/// Words of one value are less than this apart, in heights.
const SPACE: f32 = 1.2;
/// Fewer letters are a code, a class or a blood group.
const LETTERS: usize = 4;

impl Reader<'_> {
    /// The only words where a data page has this field's.
    pub(super) fn standing(
        &self,
        name: FieldName,
        rule: &FieldRule,
        taken: &[Candidate],
    ) -> Option<Candidate> {
        let usual = self.usual_height(taken)?;
        let (top, foot) = self.band(name, taken)?;
        let band = top - LEVEL * usual..foot - LEVEL * usual;
        let rows = self.page.rows().iter().enumerate().filter(|(row, at)| {
            band.contains(&at.middle())
                && ALIKE.contains(&(at.height() / usual))
                && self.begins(*row)
                && !self.goes_on_from_the_left(*row)
        });
        let values = rows.filter_map(|(row, _)| {
            let whole = self.page.whole(row);
            let value = self.variants(name, rule, whole, STANDING).pop()?;
            Some((row, value))
        });
        let free = values.filter(|(_, value)| {
            !value.is_claimed_by(taken)
                && self.may_be_told(value)
                && self.is_news(&value.reading.value)
        });
        // Beside one under a label, what has none is a stamp or a line of the ground.
        let (under, bare): (Vec<_>, Vec<_>) = free.partition(|(row, _)| self.has_a_label(*row));
        let mut all = if under.is_empty() { bare } else { under };
        let (_, value) = all.pop()?;
        all.is_empty().then_some(value)
    }

    /// From which height on the page the field stands, and up to which.
    fn band(&self, name: FieldName, taken: &[Candidate]) -> Option<(f32, f32)> {
        let no_birth = !self.rule.fields.contains_key(&FieldName::DateOfBirth);
        if name == FieldName::PlaceOfBirth && no_birth {
            return Some((f32::MIN, f32::MAX));
        }
        let at = |name| {
            let mut all = taken.iter();
            let found = all.find(|candidate| candidate.reading.name == name)?;
            Some(self.page.rows()[found.pieces.first()?.row].middle())
        };
        let days = [FieldName::DateOfIssue, FieldName::DateOfExpiry].map(at);
        let issued = days.into_iter().flatten().reduce(f32::min)?;
        match name {
            FieldName::PlaceOfBirth => Some((at(FieldName::DateOfBirth)?, issued)),
            FieldName::Authority | FieldName::PlaceOfIssue => Some((issued, f32::MAX)),
            _ => None,
        }
    }

    /// The height in which this page prints its values, by those that are proven if there are any.
    pub(super) fn usual_height(&self, taken: &[Candidate]) -> Option<f32> {
        let any_proven = taken.iter().any(|candidate| candidate.proven);
        let sure = taken.iter().filter(|value| value.proven || !any_proven);
        let rows = sure.filter_map(|candidate| candidate.pieces.first());
        median(rows.map(|piece| self.page.rows()[piece.row].height()))
    }

    /// Whether what stands closely over a row may be a label, or nothing does: a second row of a value begins none.
    pub(super) fn begins(&self, row: usize) -> bool {
        self.has_a_label(row) || self.over(row).next().is_none()
    }

    /// Whether smaller or fixed print, or such as nobody could read, stands closely over a row.
    fn has_a_label(&self, row: usize) -> bool {
        let own = self.page.rows()[row].height();
        self.over(row).any(|(other, seen)| {
            let fixed = self.captions.cover(other, 0, seen.glyphs.len());
            let unread = self.page.whole(other).confidence(self.page) < LEGIBLE;
            seen.height() < SMALL * own || fixed || unread
        })
    }

    /// The rows that stand closely over another.
    fn over(&self, row: usize) -> impl Iterator<Item = (usize, &Row<'_>)> {
        let [left, top, right, _] = self.page.rows()[row].bounds;
        let own = self.page.rows()[row].height();
        let rows = self.page.rows().iter().enumerate();
        rows.filter(move |(other, seen)| {
            let gap = top - seen.bounds[3];
            let [from, _, to, _] = seen.bounds;
            let beside = (from < right && to > left) || (from - left).abs() < BESIDE * own;
            *other != row && (-LEVEL * own..ABOVE * own).contains(&gap) && beside
        })
    }

    /// Whether a row goes on with one that ends closely left of it: `INSTITUTO NACIONAL` and `ELECTORAL`.
    fn goes_on_from_the_left(&self, row: usize) -> bool {
        let own = &self.page.rows()[row];
        self.page.rows().iter().any(|other| {
            let gap = own.bounds[0] - other.bounds[2];
            (-LEVEL * own.height()..SPACE * own.height()).contains(&gap)
                && other.bounds[0] < own.bounds[0]
                && other.is_level(own, LEVEL)
        })
    }

    /// Whether words say something that the zone has not said: names and states stand here and there. Digits in them
    /// are a sign of print that stands on its head.
    fn is_news(&self, value: &str) -> bool {
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        let plain = !value.chars().any(|c| c.is_ascii_digit());
        let known = self.told.readings.iter().any(|told| {
            self.told.agrees(told.name, value) == Some(true) && told.name != FieldName::Nationality
        });
        plain && letters >= LETTERS && !known
    }
}
