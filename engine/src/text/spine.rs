//! Follows the middle of a long region, so that what has grown onto its edges does not tilt or thicken it.

use super::rectangle::Rectangle;
use super::region::Region;
use crate::geometry::Point;
use crate::median::median;

/// Slices whose middle is farther off the spine than this share of the usual thickness are growths.
const OFF: f32 = 0.6;
/// A slice thinner or thicker than the usual one by this factor is no part of the line's ends.
const ODD: f32 = 2.0;

/// From this aspect on, a region has a spine to follow.
pub(super) const LONG: f32 = 3.0;

/// One column, or row, of a region: where it is, and from where to where the region reaches there.
#[derive(Debug, Clone, Copy)]
struct Slice {
    at: f32,
    middle: f32,
    thickness: f32,
}

/// The rectangle about the straight spine of a region; `None` when it has none.
///
/// The rectangle goes through the centres of cells.
pub(super) fn straight(region: &Region) -> Option<Rectangle> {
    let rows = &region.rows;
    let wide = rows.iter().map(|row| row.2).max()? - rows.iter().map(|row| row.1).min()?;
    let high = rows.last()?.0 - rows.first()?.0;
    let lies = wide >= high;
    let mut slices = if lies { columns(region) } else { upright(rows) };
    let usual = median(slices.iter().map(|slice| slice.thickness))?;
    let (mut offset, mut slope) = fit(&slices)?;
    for _ in 0..3 {
        let near = |slice: &Slice| {
            let off = slice.middle - offset - slope * slice.at;
            off.abs() < OFF * usual.max(1.0) && slice.thickness < ODD * usual
        };
        let kept: Vec<Slice> = slices.iter().copied().filter(near).collect();
        if kept.len() < 4 || 2 * kept.len() < slices.len() {
            break;
        }
        (offset, slope) = fit(&kept)?;
        slices = kept;
    }
    // Ends that taper off belong to the line, specks beyond them do not.
    let thick = median(slices.iter().map(|slice| slice.thickness))?;
    let whole = slices.iter().filter(|slice| slice.thickness * ODD > thick);
    let (first, last) = whole.fold((f32::MAX, f32::MIN), |(a, b), slice| {
        (a.min(slice.at), b.max(slice.at))
    });
    let length = (1.0 + slope * slope).sqrt();
    let centre = (first + last) / 2.0;
    let (x, y) = (centre, offset + slope * centre);
    let (ux, uy) = (1.0 / length, slope / length);
    (last > first).then(|| Rectangle {
        middle: if lies {
            Point::new(x, y)
        } else {
            Point::new(y, x)
        },
        along: if lies {
            Point::new(ux, uy)
        } else {
            Point::new(uy, ux)
        },
        wide: (last - first) * length,
        high: (thick - 1.0).max(0.0) / length,
    })
}

/// The direction in which most of the long spines lie that do not run down.
pub(super) fn direction<'a>(spines: impl Iterator<Item = &'a Rectangle>) -> Point {
    let long = spines.filter(|spine| spine.wide > LONG * spine.high);
    let lying = long
        .map(|spine| spine.along)
        .filter(|along| along.x.abs() > along.y.abs());
    let slope = median(lying.map(|along| along.y / along.x)).unwrap_or(0.0);
    let length = slope.hypot(1.0);
    Point::new(1.0 / length, slope / length)
}

/// The region's columns.
fn columns(region: &Region) -> Vec<Slice> {
    let (first, reach) = region.columns();
    let columns = reach.into_iter().zip(first..);
    columns
        .filter(|((top, bottom), _)| top <= bottom)
        .map(|((top, bottom), x)| slice(x, top, bottom))
        .collect()
}

/// The region's rows.
fn upright(rows: &[(u32, u32, u32)]) -> Vec<Slice> {
    rows.iter()
        .map(|&(y, from, to)| slice(y, from, to))
        .collect()
}

fn slice(at: u32, from: u32, to: u32) -> Slice {
    Slice {
        at: at as f32 + 0.5,
        middle: (from + to + 1) as f32 / 2.0,
        thickness: (to - from + 1) as f32,
    }
}

/// The line through the slices' middles, by least squares: offset and slope.
fn fit(slices: &[Slice]) -> Option<(f32, f32)> {
    let count = slices.len() as f32;
    let mean = |value: fn(&Slice) -> f32| slices.iter().map(value).sum::<f32>() / count;
    let (at, middle) = (mean(|s| s.at), mean(|s| s.middle));
    let spread: f32 = slices.iter().map(|s| (s.at - at) * (s.at - at)).sum();
    let common: f32 = slices
        .iter()
        .map(|s| (s.at - at) * (s.middle - middle))
        .sum();
    let slope = common / spread;
    (spread > 0.0).then_some((middle - slope * at, slope))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growth_at_one_end_changes_nothing() {
        let mut rows: Vec<(u32, u32, u32)> = (50..58).map(|y| (y, 20, 219)).collect();
        rows.extend((58..80).map(|y| (y, 20, 32)));
        let region = Region {
            rows,
            ..Region::default()
        };
        let line = straight(&region).unwrap();
        assert!((line.high - 7.0).abs() < 1.1, "{line:?}");
        assert!(line.along.y.abs() < 0.01, "{line:?}");
        assert!((line.middle.y - 54.0).abs() < 0.6, "{line:?}");
    }
}
