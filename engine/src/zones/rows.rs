//! Which lines of a card could be rows of an MRZ, and which rows lie in one stack.

use mrz::FILLER;

use super::strip::{Axis, Strip, symbol};
use crate::read::Line;
use crate::text::PatchKind;

/// Fewest symbols of a printed line that could be an MRZ row: the shortest full row has 30.
const FEWEST: usize = 24;
/// A gap between two pieces of one row, in row heights: four characters at OCR-B's pitch.
const WIDEST_GAP: f32 = 5.0;

/// Row heights between the middles of neighbouring rows: ICAO prints them 2.1 to 2.6 capitals apart.
const SPACING: std::ops::Range<f32> = 0.7..3.6;

/// The rows of a card, from the top, the pieces of one row joined.
pub(super) fn find(lines: &[Line]) -> Vec<Strip> {
    let likely: Vec<&Line> = lines.iter().filter(|line| is_likely(line)).collect();
    let axis = Axis::of(likely.iter().map(|line| &line.patch.quad));
    let mut pieces: Vec<Strip> = likely
        .iter()
        .filter_map(|line| Strip::of(line, &axis))
        .collect();
    pieces.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut rows: Vec<Strip> = Vec::new();
    for piece in pieces {
        match rows.iter().position(|row| beside(row, &piece, &axis)) {
            Some(at) => {
                let row = rows.swap_remove(at);
                rows.push(row.join(&piece));
            }
            None if rows.iter().any(|row| same(row, &piece, &axis)) => {}
            None => rows.push(piece),
        }
    }
    rows.sort_by(|a, b| down(a, &axis).total_cmp(&down(b, &axis)));
    rows
}

/// Every run of one to three rows that could be a zone, the longest first.
pub(super) fn stacks(rows: &[Strip]) -> Vec<&[Strip]> {
    let axis = Axis::of(rows.iter().map(|row| &row.quad));
    let mut stacks: Vec<&[Strip]> = Vec::new();
    for count in [3, 2, 1] {
        let runs = rows.windows(count);
        stacks.extend(runs.filter(|run| {
            run.windows(2)
                .all(|pair| stacked(&pair[0], &pair[1], &axis))
        }));
    }
    stacks
}

fn is_likely(line: &Line) -> bool {
    match line.patch.kind {
        PatchKind::Mrz => true,
        PatchKind::Text => {
            let symbols = line
                .text
                .bytes()
                .filter(|byte| symbol(*byte).is_some())
                .count();
            let fillers = line.text.bytes().filter(|byte| *byte == FILLER).count();
            let others = line.text.chars().filter(|c| *c != ' ').count() - symbols;
            symbols >= FEWEST && fillers >= 2 && others * 10 <= symbols
        }
        PatchKind::Portrait | PatchKind::Barcode => false,
    }
}

fn down(strip: &Strip, axis: &Axis) -> f32 {
    axis.across(strip.quad.centre())
}

/// Whether two strips lie on one height and are of one size.
fn level(a: &Strip, b: &Strip, axis: &Axis) -> bool {
    let (low, high) = (
        a.quad.height().min(b.quad.height()),
        a.quad.height().max(b.quad.height()),
    );
    // Where the pieces meet, so that a slope between them does not count.
    let ([_, atr, abr, _], [btl, _, _, bbl]) = (a.quad.0, b.quad.0);
    let apart = axis.across(atr.toward(abr, 0.5)) - axis.across(btl.toward(bbl, 0.5));
    let middles = down(a, axis) - down(b, axis);
    apart.abs().min(middles.abs()) < 0.4 * low && high < 1.7 * low
}

fn beside(left: &Strip, right: &Strip, axis: &Axis) -> bool {
    let gap = right.start - left.end();
    let height = left.quad.height();
    level(left, right, axis) && gap > -0.8 * height && gap < WIDEST_GAP * height
}

/// Whether the second strip shows again what the first shows.
fn same(a: &Strip, b: &Strip, axis: &Axis) -> bool {
    let overlap = a.end().min(b.end()) - a.start.max(b.start);
    (down(a, axis) - down(b, axis)).abs() < 0.5 * a.quad.height()
        && overlap > 0.5 * (b.end() - b.start)
}

fn stacked(upper: &Strip, lower: &Strip, axis: &Axis) -> bool {
    let height = (upper.quad.height() + lower.quad.height()) / 2.0;
    let apart = (down(lower, axis) - down(upper, axis)) / height;
    let overlap = upper.end().min(lower.end()) - upper.start.max(lower.start);
    SPACING.contains(&apart) && overlap > 0.0
}
