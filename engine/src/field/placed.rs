//! Values whose labels nobody could read, told by where published cards print them.
//!
//! Series differ by millimetres and a photograph's corners by more, so the card is first laid on its template by the
//! values that their labels told, or by dates and numbers that stand in their places.

use std::ops::Range;

use super::candidate::{Candidate, Claim};
use super::{Reader, worthiest};
use crate::median::median;
use crate::name::FieldName;
use crate::page::is_near;
use crate::template::{Area, FieldRule};
use crate::value::proves_itself;

/// Values that lay the card on its template: by one alone it could be the wrong one.
const LAID_BY: usize = 2;
/// So far, in thousandths of the card, a value may begin from its place, and its middle may be above or below: the
/// next row is at least twice as far.
const REACH: (f32, f32) = (30.0, 20.0);
/// So far from their places dates and numbers are looked for before the card is laid: less than half way to the next row.
const SEARCH: (f32, f32) = (60.0, 42.0);
/// What such a place says of a value.
const PLACED: Claim = Claim {
    worth: 0.5,
    trust: 0.85,
};

/// A value's height over that of its place, against the usual share of it.
const ALIKE: Range<f32> = 0.55..1.55;
/// Places so far apart tell how much a card is stretched.
const APART: f32 = 120.0;

/// How a card lies on its template: where a place is found on it.
struct Lay {
    across: f32,
    down: f32,
    /// How much farther to the right for each thousandth across …
    spread: f32,
    /// … and how much farther down for each thousandth down.
    stretch: f32,
    /// The height of its values over those of their places.
    usual: f32,
}

impl Reader<'_> {
    /// Values of fields that no label told, each the only row in its place.
    pub(super) fn placed(&self, taken: &[Candidate]) -> Vec<Candidate> {
        let Some(lay) = self.laid(taken) else {
            return Vec::new();
        };
        let told = |name: &FieldName| taken.iter().any(|c| c.reading.name == *name);
        let missing = self.rule.fields.iter().filter(|(name, _)| !told(name));
        let found = missing.flat_map(|(name, field)| {
            let row = field.at.and_then(|at| self.only_row(at, &lay));
            let values = row.map(|row| self.variants(*name, field, self.page.whole(row), PLACED));
            values.unwrap_or_default()
        });
        let free = found.filter(|value| !value.is_claimed_by(taken));
        let mut found = worthiest(free.collect());
        found.retain(|value| self.may_be_told(value));
        found
    }

    /// How the card lies, by the values that labels told and by those whose format says what they are, each where the
    /// template has it.
    fn laid(&self, taken: &[Candidate]) -> Option<Lay> {
        let mut here = self.in_place();
        here.retain(|value| !value.is_claimed_by(taken));
        self.lay(taken.iter().chain(&here))
    }

    fn lay<'c>(&self, values: impl Iterator<Item = &'c Candidate> + Clone) -> Option<Lay> {
        let placed = values.filter_map(|value| {
            let at = self.rule.fields.get(&value.reading.name)?.at?;
            Some((at, value.pieces.first()?.row))
        });
        let usual = median(placed.clone().map(|(at, row)| self.page.fills(row, &at)))?;
        let seen = placed.map(|(at, row)| (at.begin(), self.page.place(row)));
        let seen: Vec<_> = seen.collect();
        let (over, beside): (Vec<_>, Vec<_>) = (seen.iter())
            .map(|(at, here)| ((at.1, here.1), (at.0, here.0)))
            .unzip();
        let (spread, stretch) = (growth(&beside), growth(&over));
        let lay = Lay {
            across: median(beside.iter().map(|(at, here)| here - at * (1.0 + spread)))?,
            down: median(over.iter().map(|(at, here)| here - at * (1.0 + stretch)))?,
            spread,
            stretch,
            usual,
        };
        let agree = seen.iter();
        let agree = agree.filter(|(at, here)| is_near(*here, lay.of(*at), REACH));
        (agree.count() >= LAID_BY).then_some(lay)
    }

    /// The dates and numbers that stand in their places.
    fn in_place(&self) -> Vec<Candidate> {
        let proven = |(_, field): &(&FieldName, &FieldRule)| proves_itself(field.format);
        let fields = self.rule.fields.iter();
        let found = fields.filter(proven).flat_map(|(name, field)| {
            let rows = 0..self.page.rows().len();
            let here = rows.filter(|row| {
                field
                    .at
                    .is_some_and(|at| self.page.begins_at(*row, at.begin(), SEARCH))
            });
            here.filter_map(|row| self.candidate(*name, field, self.page.whole(row), PLACED))
        });
        worthiest(found.collect())
    }

    /// The row that begins in a field's place and is as high as values are, if it is the only one.
    fn only_row(&self, at: Area, lay: &Lay) -> Option<usize> {
        let place = lay.of(at.begin());
        let mut here = (0..self.page.rows().len()).filter(|row| {
            let alike = ALIKE.contains(&(self.page.fills(*row, &at) / lay.usual));
            alike && self.page.begins_at(*row, place, REACH)
        });
        let row = here.next()?;
        here.next().is_none().then_some(row)
    }
}

impl Lay {
    /// Where a place of the template is found on the card.
    fn of(&self, (x, y): (f32, f32)) -> (f32, f32) {
        (
            x * (1.0 + self.spread) + self.across,
            y * (1.0 + self.stretch) + self.down,
        )
    }
}

/// How much farther apart places lie than those of the template, in one direction.
fn growth(seen: &[(f32, f32)]) -> f32 {
    let pairs = (seen.iter()).flat_map(|one| seen.iter().map(move |other| (one, other)));
    let far = pairs.filter(|(one, other)| other.0 - one.0 > APART);
    let growths = far.map(|(one, other)| (other.1 - one.1) / (other.0 - one.0) - 1.0);
    // Two could be a wrong one and a right one.
    median(growths)
        .filter(|_| seen.len() > LAID_BY)
        .unwrap_or(0.0)
}
