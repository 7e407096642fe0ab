//! Parts lines that a map has run together, one above another: tall marks and blur bridge narrow leading.

use std::collections::VecDeque;

use super::region::{Region, SPECK, THRESHOLD, components, of_labels};
use crate::median::median;

/// A region may be several lines where no more of what it spans is marked.
const FULL: f32 = 0.85;
/// Probabilities at which lines come apart, the lowest first.
const STEPS: [f32; 3] = [0.55, 0.65, 0.75];
/// A line is at least so long, as a share of all that hangs together, and so many times as long as it is high: marks
/// above letters and parts of large letters are not.
const LONG: f32 = 0.3;
const LINE: f32 = 2.0;
/// The thinner of two lines is so thick, as a share of the other.
const THIN: f32 = 0.4;
/// So many of the shorter line's columns lie above or below the other.
const SHARED: f32 = 0.5;

/// The regions of a map, those of several lines in parts.
pub(super) fn parted(regions: Vec<Region>, map: &[f32], wide: u32) -> Vec<Region> {
    let each = regions.into_iter();
    each.flat_map(|region| {
        let span = Span::of(&region);
        if region.cells as f32 > FULL * span.cells() {
            return vec![region];
        }
        let parts = Sheet::of(&region, &span, map, wide).parts();
        parts.iter().filter_map(Sheet::region).collect()
    })
    .collect()
}

/// From where to where a region reaches in each of its columns.
struct Span {
    first: u32,
    columns: Vec<(u32, u32)>,
}

impl Span {
    fn of(region: &Region) -> Self {
        let (first, columns) = region.columns();
        Self { first, columns }
    }

    fn heights(&self) -> impl Iterator<Item = f32> {
        let reached = self.columns.iter().filter(|(top, foot)| top <= foot);
        reached.map(|(top, foot)| (foot - top + 1) as f32)
    }

    /// How many cells it would have without a gap.
    fn cells(&self) -> f32 {
        self.heights().sum()
    }

    fn thickness(&self) -> f32 {
        median(self.heights()).unwrap_or(0.0)
    }

    fn is_a_line_of(&self, whole: &Sheet) -> bool {
        let long = self.columns.len() as f32;
        long >= LINE * self.thickness() && long >= LONG * whole.wide as f32
    }

    /// Whether all of it that shares columns with another lies on the same side of it, above or below.
    fn is_stacked_with(&self, other: &Self) -> bool {
        let first = self.first.max(other.first);
        let (ours, theirs) = (self.columns.iter(), other.columns.iter());
        let both = (ours.skip((first - self.first) as usize))
            .zip(theirs.skip((first - other.first) as usize));
        let shared: Vec<_> = both.collect();
        let above = shared.iter().filter(|(a, b)| a.1 < b.0).count();
        let below = shared.iter().filter(|(a, b)| b.1 < a.0).count();
        let shorter = self.columns.len().min(other.columns.len());
        let (one, two) = (self.thickness(), other.thickness());
        above.max(below) == shared.len()
            && shared.len() as f32 >= SHARED * shorter as f32
            && one.min(two) >= THIN * one.max(two)
    }
}

/// The cells of one region, and nothing else.
struct Sheet {
    left: u32,
    top: u32,
    wide: u32,
    /// Row by row; 0 where the region has no cell.
    cells: Vec<f32>,
}

impl Sheet {
    fn of(region: &Region, span: &Span, map: &[f32], wide: u32) -> Self {
        let (top, start, _) = region.rows[0];
        let (left, foot) = (span.first, region.rows[region.rows.len() - 1].0);
        let (from, to) = (left as usize, left as usize + span.columns.len());
        let rows = map.chunks_exact(wide as usize);
        let rows = rows.take(foot as usize + 1).skip(top as usize);
        let sheet = Self {
            left,
            top,
            wide: span.columns.len() as u32,
            cells: rows.flat_map(|row| &row[from..to]).copied().collect(),
        };
        let labels = components(&sheet.cells, sheet.wide, THRESHOLD);
        let own = labels[(start - left) as usize];
        sheet.of_label(&labels, own)
    }

    fn of_label(&self, labels: &[u32], own: u32) -> Self {
        let cells = self.cells.iter().zip(labels);
        let kept = cells.map(|(value, label)| if *label == own { *value } else { 0.0 });
        Self {
            cells: kept.collect(),
            ..*self
        }
    }

    /// The regions of its labelled cells.
    fn regions(&self, labels: &[u32]) -> Vec<Region> {
        of_labels(&self.cells, labels, self.wide, (self.left, self.top))
    }

    /// All its cells as one region.
    fn region(&self) -> Option<Region> {
        let all = self.cells.iter().map(|value| u32::from(*value > 0.0));
        self.regions(&all.collect::<Vec<_>>()).pop()
    }

    /// Its lines, if at some probability it falls into several; else itself.
    fn parts(self) -> Vec<Self> {
        for step in STEPS {
            let mut labels = components(&self.cells, self.wide, step);
            let lines: Vec<(u32, Span)> = (1..)
                .zip(self.regions(&labels))
                .filter(|(_, region)| region.cells >= SPECK)
                .map(|(label, region)| (label, Span::of(&region)))
                .filter(|(_, span)| span.is_a_line_of(&self))
                .collect();
            let stacked = |(at, (_, one)): (usize, &(u32, Span))| {
                lines[at + 1..]
                    .iter()
                    .any(|(_, other)| one.is_stacked_with(other))
            };
            if lines.iter().enumerate().any(stacked) {
                let seeds: Vec<u32> = lines.iter().map(|(label, _)| *label).collect();
                self.grow(&mut labels, &seeds);
                let parts = seeds.iter().map(|label| self.of_label(&labels, *label));
                return parts.flat_map(Self::parts).collect();
            }
        }
        vec![self]
    }

    /// Gives every cell the label of the seed that is nearest by way of cells.
    fn grow(&self, labels: &mut [u32], seeds: &[u32]) {
        let is_seed = |label: &u32| seeds.contains(label);
        labels
            .iter_mut()
            .filter(|label| !is_seed(label))
            .for_each(|label| *label = 0);
        let sown = (0..labels.len()).filter(|at| labels[*at] > 0);
        let mut queue: VecDeque<usize> = sown.collect();
        while let Some(at) = queue.pop_front() {
            for near in self.neighbours(at) {
                if labels[near] == 0 && self.cells[near] > 0.0 {
                    labels[near] = labels[at];
                    queue.push_back(near);
                }
            }
        }
    }

    fn neighbours(&self, at: usize) -> impl Iterator<Item = usize> {
        let wide = self.wide as usize;
        let (x, last) = (at % wide, self.cells.len());
        let left = (x > 0).then(|| at - 1);
        let right = (x + 1 < wide).then_some(at + 1);
        let (up, down) = (
            at.checked_sub(wide),
            Some(at + wide).filter(|at| *at < last),
        );
        [left, right, up, down].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::region::regions;

    const WIDE: u32 = 60;

    /// A map of bars: rows and columns from where to where, and how sure.
    fn map(bars: &[(std::ops::Range<u32>, std::ops::Range<u32>, f32)]) -> Vec<f32> {
        let cell = |at: u32| {
            let (x, y) = (at % WIDE, at / WIDE);
            let here = bars
                .iter()
                .filter(|(ys, xs, _)| ys.contains(&y) && xs.contains(&x));
            here.map(|(_, _, sure)| *sure).fold(0.0, f32::max)
        };
        (0..WIDE * 40).map(cell).collect()
    }

    fn found(map: &[f32]) -> Vec<Region> {
        parted(regions(map, WIDE), map, WIDE)
    }

    #[test]
    fn lines_that_a_bridge_joins_come_apart_and_keep_their_cells() {
        let three = [
            (4..8, 2..50, 0.95),
            (8..12, 10..14, 0.5),
            (12..16, 2..50, 0.95),
            (16..18, 30..33, 0.7),
            (18..22, 2..40, 0.9),
        ];
        let map = map(&three);
        assert_eq!(regions(&map, WIDE).len(), 1);
        let parts = found(&map);
        assert_eq!(parts.len(), 3);
        let cells: u32 = parts.iter().map(|region| region.cells).sum();
        assert_eq!(cells, regions(&map, WIDE)[0].cells);
        let first = |region: &Region| region.rows.iter().find(|row| row.2 - row.1 > 30).unwrap().0;
        let tops: Vec<u32> = parts.iter().map(first).collect();
        assert_eq!(tops, [4, 12, 18]);
    }

    #[test]
    fn words_of_one_row_a_large_letter_and_a_thick_line_stay_whole() {
        let row = [
            (4..8, 2..20, 0.95),
            (5..7, 20..24, 0.5),
            (4..8, 24..50, 0.95),
        ];
        let letter = [
            (4..10, 2..12, 0.9),
            (10..14, 2..5, 0.5),
            (14..20, 2..12, 0.9),
        ];
        let line = [(4..20, 2..50, 0.9)];
        for bars in [&row[..], &letter, &line] {
            assert_eq!(found(&map(bars)).len(), 1, "{bars:?}");
        }
    }
}
