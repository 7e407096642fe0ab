//! Values whose labels nobody could read, told by where published cards print them.
//!
//! Series differ by millimetres and a photograph's corners by more, so the card is first laid on its template by the
//! values that their labels told.

use super::candidate::{Candidate, Claim};
use super::standing::ALIKE;
use super::{Reader, worthiest};
use crate::median::median;
use crate::name::FieldName;
use crate::template::{Area, SideRule};

/// Values that lay the card on its template: by one alone it could be the wrong one.
const LAID_BY: usize = 2;
/// So far, in thousandths of the card, a value may begin from its place, and its middle may be above or below: the
/// next row is at least twice as far.
const REACH: (f32, f32) = (30.0, 20.0);
/// What such a place says of a value.
const PLACED: Claim = Claim {
    worth: 0.5,
    trust: 0.85,
};

impl Reader<'_> {
    /// Values of fields that no label told, each the only row in its place.
    pub(super) fn placed(&self, rule: &SideRule, taken: &[Candidate]) -> Vec<Candidate> {
        let Some((shift, usual)) = self.shift(rule, taken).zip(self.usual_height(taken)) else {
            return Vec::new();
        };
        let told = |name: &FieldName| taken.iter().any(|c| c.reading.name == *name);
        let missing = rule.fields.iter().filter(|(name, _)| !told(name));
        let found = missing.flat_map(|(name, field)| {
            let place = field.at.map(|at| moved(begin(at), shift));
            place
                .and_then(|place| self.only_row(place, usual))
                .map_or_else(Vec::new, |row| {
                    self.variants(*name, field, self.page.whole(row), PLACED)
                })
        });
        let free = found.filter(|value| !taken.iter().any(|other| value.excludes(other)));
        let mut found = worthiest(free.collect());
        found.retain(Candidate::is_sure);
        found
    }

    /// How far the card's values stand from their places, by those that labels told.
    fn shift(&self, rule: &SideRule, taken: &[Candidate]) -> Option<(f32, f32)> {
        let offs = taken.iter().filter_map(|candidate| {
            let at = rule.fields.get(&candidate.reading.name)?.at?;
            let seen = self.page.place(candidate.pieces.first()?.row);
            let (x, y) = begin(at);
            Some((seen.0 - x, seen.1 - y))
        });
        let (across, down): (Vec<f32>, Vec<f32>) = offs.unzip();
        let shift = median(across.iter().copied()).zip(median(down.into_iter()));
        shift.filter(|_| across.len() >= LAID_BY)
    }

    /// The row that begins at a place and is as high as values are, if it is the only one.
    fn only_row(&self, place: (f32, f32), usual: f32) -> Option<usize> {
        let rows = self.page.rows().iter().enumerate();
        let mut here = rows.filter(|(row, seen)| {
            let (x, y) = self.page.place(*row);
            (x - place.0).abs() < REACH.0
                && (y - place.1).abs() < REACH.1
                && ALIKE.contains(&(seen.height() / usual))
        });
        let (row, _) = here.next()?;
        here.next().is_none().then_some(row)
    }
}

/// Where a value begins, and its middle.
fn begin(at: Area) -> (f32, f32) {
    let [left, top, _, bottom] = at.0.map(|edge| edge as f32);
    (left, (top + bottom) / 2.0)
}

fn moved(place: (f32, f32), by: (f32, f32)) -> (f32, f32) {
    (place.0 + by.0, place.1 + by.1)
}
