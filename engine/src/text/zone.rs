//! Makes whole rows of the machine readable lines that the finder saw in pieces.

use super::{Patch, PatchKind};
use crate::geometry::{Homography, Point, Quad};

/// Pieces belong to one row when their middles differ by less than this share of a line's height.
const SAME_ROW: f32 = 0.5;
/// Rows belong to one zone when they are at most this many heights apart: rows are 2.2 heights apart.
const SAME_ZONE: f32 = 4.5;
/// Pieces of one row have at most this many heights of fillers between them that the finder missed.
const LARGEST_GAP: f32 = 12.0;
/// The shortest row, 30 characters, is 25 heights wide; less than this is large print or a stray.
const NARROWEST: f32 = 8.0;
/// Pieces of one row, and rows of one zone, differ in height by less than this.
const LIKE: f32 = 1.7;

/// Joins the pieces of each machine readable row, gives the rows of a zone the same ends, since they have
/// the same number of characters, and drops print that was found in the same place.
pub(super) fn straighten(patches: Vec<Patch>) -> Vec<Patch> {
    let (pieces, mut others): (Vec<_>, Vec<_>) = patches
        .into_iter()
        .partition(|patch| patch.kind == PatchKind::Mrz);
    let Some(axis) = direction(&pieces) else {
        return others;
    };
    let (mut rows, strays): (Vec<_>, Vec<_>) = rows(pieces, axis)
        .into_iter()
        .partition(|row| row.quad.width() > NARROWEST * row.quad.height());
    level(&mut rows, axis);
    others.extend(strays.into_iter().map(|stray| Patch {
        kind: PatchKind::Text,
        ..stray
    }));
    others.retain(|patch| {
        patch.kind != PatchKind::Text || !rows.iter().any(|row| covers(row, patch))
    });
    others.extend(rows);
    others
}

/// The direction in which the lines run, as a unit vector; long ones count most.
fn direction(pieces: &[Patch]) -> Option<Point> {
    let sum = pieces.iter().fold(Point::default(), |sum, piece| {
        let [tl, tr, br, bl] = piece.quad.0;
        Point::new(
            sum.x + tr.x - tl.x + br.x - bl.x,
            sum.y + tr.y - tl.y + br.y - bl.y,
        )
    });
    let length = sum.x.hypot(sum.y);
    (length > 0.0).then(|| Point::new(sum.x / length, sum.y / length))
}

/// How far along and across the lines a point lies.
fn place(point: Point, axis: Point) -> Point {
    Point::new(
        point.x * axis.x + point.y * axis.y,
        point.y * axis.x - point.x * axis.y,
    )
}

/// The pieces joined into rows, from the top. Long pieces come first: they know their row's slope best.
fn rows(mut pieces: Vec<Patch>, axis: Point) -> Vec<Patch> {
    pieces.sort_by(|a, b| b.quad.width().total_cmp(&a.quad.width()));
    let mut rows: Vec<Patch> = Vec::new();
    for piece in pieces {
        match rows
            .iter_mut()
            .find_map(|row| joined(row, &piece).map(|whole| (row, whole)))
        {
            Some((row, whole)) => *row = whole,
            None => rows.push(piece),
        }
    }
    rows.sort_by(|a, b| {
        let across = |patch: &Patch| place(patch.quad.centre(), axis).y;
        across(a).total_cmp(&across(b))
    });
    rows
}

/// The row extended over `piece`, if `piece` lies on its line and near one of its ends.
fn joined(row: &Patch, piece: &Patch) -> Option<Patch> {
    let (a, b) = (row.quad.height(), piece.quad.height());
    if a.max(b) > LIKE * a.min(b) {
        return None;
    }
    let whole = Quad::rectangle(0.0, 0.0, 1.0, 1.0);
    let onto = Homography::between(&row.quad, &whole)?;
    let [tl, tr, br, bl] = piece.quad.0;
    let start = onto.apply(tl.toward(bl, 0.5))?;
    let end = onto.apply(tr.toward(br, 0.5))?;
    let reach = LARGEST_GAP * a / row.quad.width();
    let level = |at: Point| (at.y - 0.5).abs() < SAME_ROW;
    if !level(start) || !level(end) || end.x < -reach || start.x > 1.0 + reach {
        return None;
    }
    Some(Patch {
        quad: stretched(&row.quad, start.x.min(0.0), end.x.max(1.0))?,
        score: row.score.min(piece.score),
        ..*row
    })
}

/// Extends the rows of each zone to the zone's own ends.
fn level(rows: &mut [Patch], axis: Point) {
    let ends = |patch: &Patch| {
        let [tl, tr, br, bl] = patch.quad.0;
        [
            place(tl.toward(bl, 0.5), axis).x,
            place(tr.toward(br, 0.5), axis).x,
        ]
    };
    let before: Vec<Patch> = rows.to_vec();
    for row in rows.iter_mut() {
        let near = before.iter().filter(|other| neighbours(row, other, axis));
        let [left, right] = near
            .map(ends)
            .fold(ends(row), |[l, r], [a, b]| [l.min(a), r.max(b)]);
        let [start, end] = ends(row);
        let width = (end - start).max(1.0);
        let (from, to) = ((left - start) / width, (right - start) / width);
        // Below half a character there is nothing to gain.
        let little = 0.5 * row.quad.height() / width;
        if from < -little || to > 1.0 + little {
            row.quad = stretched(&row.quad, from, to).unwrap_or(row.quad);
        }
    }
}

/// Whether two rows are of one zone: near each other, of like height, and above one another.
fn neighbours(row: &Patch, other: &Patch, axis: Point) -> bool {
    let (a, b) = (row.quad.height(), other.quad.height());
    let (one, two) = (
        place(row.quad.centre(), axis),
        place(other.quad.centre(), axis),
    );
    let wide = row.quad.width().max(other.quad.width());
    (one.y - two.y).abs() < SAME_ZONE * a.min(b)
        && a.max(b) < LIKE * a.min(b)
        && (one.x - two.x).abs() < 0.5 * wide
        && other.quad.width() > 0.5 * row.quad.width()
}

/// The part `from..to` of a quad's width, where 0..1 is all of it.
fn stretched(quad: &Quad, from: f32, to: f32) -> Option<Quad> {
    let whole = Quad::rectangle(0.0, 0.0, 1.0, 1.0);
    Quad::rectangle(from, 0.0, to - from, 1.0).through(&Homography::between(&whole, quad)?)
}

/// Whether the middle of `patch` lies on `row`.
fn covers(row: &Patch, patch: &Patch) -> bool {
    let whole = Quad::rectangle(0.0, 0.0, 1.0, 1.0);
    let inside =
        Homography::between(&row.quad, &whole).and_then(|onto| onto.apply(patch.quad.centre()));
    inside.is_some_and(|at| (0.0..1.0).contains(&at.x) && (0.1..0.9).contains(&at.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x: f32, y: f32, width: f32) -> Patch {
        Patch {
            quad: Quad::rectangle(x, y, width, 20.0),
            kind: PatchKind::Mrz,
            score: 0.9,
        }
    }

    #[test]
    fn pieces_of_a_row_are_joined_and_rows_share_their_ends() {
        let print = Patch {
            kind: PatchKind::Text,
            ..piece(60.0, 101.0, 50.0)
        };
        let found = vec![
            piece(700.0, 101.0, 280.0),
            piece(30.0, 100.0, 500.0),
            piece(32.0, 144.0, 800.0),
            print,
        ];
        let zone = straighten(found);
        assert_eq!(zone.len(), 2);
        for row in &zone {
            let [left, _, right, _] = row.quad.bounds();
            assert!(
                (left - 30.0).abs() < 2.5 && (right - 980.0).abs() < 2.5,
                "{:?}",
                row.quad
            );
        }
    }

    #[test]
    fn zones_of_two_cards_stay_apart() {
        let zone = straighten(vec![piece(30.0, 100.0, 400.0), piece(30.0, 600.0, 800.0)]);
        assert!((zone[0].quad.width() - 400.0).abs() < 1.0);
    }
}
