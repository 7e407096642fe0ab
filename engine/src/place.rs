//! What stands beside a label: to its right, under it or over it.

use crate::caption::{Caption, Captions};
use crate::columns::Column;
use crate::page::{Page, Piece, Row};
use crate::template::Place;

/// A stretch beside a label.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    pub(crate) piece: Piece,
    /// 1 for where a value stands, less for farther away.
    pub(crate) worth: f32,
}

/// How far under a label its value may begin, in heights of the label's line.
const REACH: f32 = 2.6;
/// What a height of distance under or over a label takes.
const FAR: f32 = 0.12;
/// What a height of distance to the right takes.
const FAR_RIGHT: f32 = 0.03;
/// Values are printed larger than labels: what is not this many times as high is doubtful.
const LARGER: f32 = 1.1;
/// Rows side by side are level when their middles are so many heights of the higher one apart …
pub(crate) const LEVEL: f32 = 0.5;
/// … or so many, on a page that lies askew or is bent, where nothing else can be meant.
const ASKEW: f32 = 1.0;
/// Stretches looked at in one direction.
const MOST: usize = 3;

/// The stretches beside a label in one direction, that are not fixed print, the nearest first.
pub(crate) fn beside(
    page: &Page<'_>,
    captions: &Captions,
    label: &Caption,
    place: Place,
) -> Vec<Near> {
    match place {
        Place::Right => to_the_right(page, captions, label),
        Place::Below => stacked(page, captions, label, 1.0),
        Place::Above => stacked(page, captions, label, -1.0),
    }
}

/// The rest of the label's own row, and the row to its right.
fn to_the_right(page: &Page<'_>, captions: &Captions, label: &Caption) -> Vec<Near> {
    let own = &page.rows()[label.row];
    let length = own.glyphs.len();
    let end = captions.next_start(label.row, label.end, length);
    let piece = page.piece(label.row, label.close.min(end), end);
    let mut near = vec![Near { piece, worth: 0.95 }];
    if end < length {
        return near;
    }
    // A line may be cut out with the gap behind it, up to the value, or with the beginning of the value's first letter.
    let rest = near[0].piece.text.chars().count();
    let last = if rest <= COLON { label.close } else { length };
    let (_, right) = own.edges(label.start, last);
    let Some((row, first)) = next_to(page, captions, label, right) else {
        return near;
    };
    let piece = page.whole(row);
    let colon = piece.text.chars().count() <= COLON;
    let worth = 0.9 - FAR_RIGHT * (first.bounds[0] - right) / own.height();
    near.push(Near { piece, worth });
    let behind = colon.then(|| touching(page, row)).flatten();
    near.extend(behind.map(|row| Near {
        piece: page.whole(row),
        worth: worth * BEHIND_A_COLON,
    }));
    near
}

/// A colon that the finder sees apart may be read as so many characters …
const COLON: usize = 2;
/// … and what stands behind it is so much less likely the value, for those may be the value as well.
const BEHIND_A_COLON: f32 = 0.95;

/// The row that begins where another ends, or within it: a colon may be seen apart and with its value as well.
fn touching(page: &Page<'_>, row: usize) -> Option<usize> {
    let own = &page.rows()[row];
    let touches = |other: &Row<'_>| {
        let gap = other.bounds[0] - own.bounds[2];
        let after = other.bounds[0] > own.bounds[0] && other.bounds[2] > own.bounds[2];
        after && gap < LEVEL * other.height() && other.is_level(own, LEVEL)
    };
    page.rows().iter().position(touches)
}

/// The row that follows a label of a row of its own, which ends at `right`.
fn next_to<'p>(
    page: &'p Page<'_>,
    captions: &Captions,
    label: &Caption,
    right: f32,
) -> Option<(usize, &'p Row<'p>)> {
    let own = &page.rows()[label.row];
    let follows = |other: &Row<'_>| {
        other.bounds[0] >= right - LEVEL * own.height() && other.bounds[2] > own.bounds[2]
    };
    let level = |heights: f32| {
        let rows = page.rows().iter().enumerate();
        rows.filter(move |(row, other)| {
            let said = *row != label.row && !page.whole(*row).text.is_empty();
            said && follows(other) && other.is_level(own, heights)
        })
    };
    let (row, value) = first_of(level(ASKEW))?;
    let rival = |(other, seen): (usize, &Row<'_>)| other != row && seen.bounds[0] < value.bounds[2];
    let plain = || !level(ASKEW).any(rival) && !has_another_label(page, captions, label, row);
    if value.is_level(own, LEVEL) || plain() {
        return Some((row, value));
    }
    first_of(level(LEVEL))
}

/// The row that begins farthest to the left.
fn first_of<'p>(rows: impl Iterator<Item = (usize, &'p Row<'p>)>) -> Option<(usize, &'p Row<'p>)> {
    rows.min_by(|a, b| a.1.bounds[0].total_cmp(&b.1.bounds[0]))
}

/// Whether another label could be the one to whose right a row stands.
fn has_another_label(page: &Page<'_>, captions: &Captions, label: &Caption, row: usize) -> bool {
    let value = &page.rows()[row];
    let rows = page.rows().iter().enumerate();
    let mut others = rows.filter(|(other, seen)| {
        let before = seen.bounds[0] < value.bounds[0] && seen.is_level(value, ASKEW);
        before && *other != row && *other != label.row
    });
    others.any(|(other, _)| captions.in_row(other).next().is_some())
}

/// Rows under a label (`down` 1) or over it (−1) that begin about where it does or overlap it.
fn stacked(page: &Page<'_>, captions: &Captions, label: &Caption, down: f32) -> Vec<Near> {
    let own = &page.rows()[label.row];
    let [_, top, _, bottom] = own.bounds;
    let column = Column::of(page, captions, label);
    let height = bottom - top;
    let mut rows: Vec<(f32, Piece)> = page
        .rows()
        .iter()
        .enumerate()
        .filter(|(row, _)| *row != label.row)
        .filter_map(|(row, other)| {
            let [l, t, r, b] = other.bounds;
            let gap = if down > 0.0 { t - bottom } else { top - b };
            let meets = l < column.right && r > column.left;
            let near = gap > -0.5 * height.min(b - t) && meets;
            let piece = near.then(|| column.part(page, row)).flatten();
            piece.map(|piece| (gap, piece))
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut near, mut reach, mut skipped) = (Vec::new(), REACH * height, 0.0);
    for (gap, piece) in rows {
        let (row, other) = (piece.row, &page.rows()[piece.row]);
        if gap > reach || near.len() == MOST {
            break;
        }
        if captions.cover(row, 0, other.glyphs.len()) {
            // The label in another language, or another label, whose value stands farther on.
            if captions
                .in_row(row)
                .any(|c| c.names.is_some() && c.names != label.names)
            {
                break;
            }
            reach += other.height();
            skipped += other.height();
            continue;
        }
        let (l, r) = other.edges(piece.start, piece.end());
        let aside = (l - column.left).abs().min((r - column.right).abs());
        let size = (other.height() / height / LARGER).clamp(0.6, 1.0);
        let away = (gap - skipped).max(0.0) / height + 0.2 * aside / height;
        near.push(Near {
            piece,
            worth: size * (1.0 - FAR * away).max(0.1),
        });
    }
    near
}
