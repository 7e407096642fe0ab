//! How the rows of a card stand, against where a layout prints its values.

use crate::page::Page;
use crate::template::{Area, SideRule};

/// Fewer places than this are no pattern.
const FEWEST: usize = 5;
/// So far, in thousandths of the card, all values may lie from their places: the frame may be off by millimetres …
const SHIFT: (f32, f32) = (60.0, 42.0);
/// … and so far each from its own once all are shifted.
const REACH: (f32, f32) = (22.0, 14.0);
/// A value's height over that of its place: a label is half as high.
const ALIKE: std::ops::Range<f32> = 0.6..1.8;

/// The share of the places of a side's values in which a row begins that is as high as a value, the card shifted as fits
/// best; none for a layout with few places.
pub(super) fn kept(rule: &SideRule, page: &Page<'_>) -> Option<f32> {
    let places: Vec<Area> = rule.fields.values().filter_map(|field| field.at).collect();
    if places.len() < FEWEST {
        return None;
    }
    let shifts = places.iter().flat_map(|place| {
        let rows = 0..page.rows().len();
        let here = rows.filter(move |row| page.begins_at(*row, place.begin(), SHIFT));
        here.map(|row| {
            let (begun, middle) = page.place(row);
            (begun - place.begin().0, middle - place.begin().1)
        })
    });
    let most = shifts.map(|shift| {
        let held = places.iter().filter(|place| is_held(place, shift, page));
        held.count()
    });
    Some(most.max().unwrap_or(0) as f32 / places.len() as f32)
}

/// Whether a row that is as high as a value begins in a place of a card that is shifted so.
fn is_held(place: &Area, shift: (f32, f32), page: &Page<'_>) -> bool {
    let begin = (place.begin().0 + shift.0, place.begin().1 + shift.1);
    (0..page.rows().len())
        .any(|row| page.begins_at(row, begin, REACH) && ALIKE.contains(&page.fills(row, place)))
}
