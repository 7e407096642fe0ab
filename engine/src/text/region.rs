//! Connected cells of the finder's maps.

use image::{GrayImage, Luma};
use imageproc::region_labelling::{Connectivity, connected_components};

/// Probability from which a cell belongs to a line.
pub(super) const THRESHOLD: f32 = 0.45;
/// Fewer cells than this are specks: a full stop of the smallest print covers four.
pub(super) const SPECK: u32 = 6;

/// Connected cells of a map.
#[derive(Debug, Clone, Default)]
pub(super) struct Region {
    /// Row, first and last column.
    pub(super) rows: Vec<(u32, u32, u32)>,
    pub(super) cells: u32,
    pub(super) sum: f32,
}

impl Region {
    /// Takes up a cell; cells come row by row, from left to right.
    pub(super) fn add(&mut self, x: u32, y: u32, value: f32) {
        self.cells += 1;
        self.sum += value;
        match self.rows.last_mut() {
            Some(row) if row.0 == y => row.2 = x,
            _ => self.rows.push((y, x, x)),
        }
    }

    /// Its first column, and from which row to which it reaches in each.
    pub(super) fn columns(&self) -> (u32, Vec<(u32, u32)>) {
        let first = self.rows.iter().map(|row| row.1).min().unwrap_or(0);
        let last = self.rows.iter().map(|row| row.2).max().unwrap_or(0);
        let mut columns = vec![(u32::MAX, 0); (last - first + 1) as usize];
        for &(y, from, to) in &self.rows {
            for (top, foot) in &mut columns[(from - first) as usize..=(to - first) as usize] {
                *top = y.min(*top);
                *foot = y.max(*foot);
            }
        }
        (first, columns)
    }
}

/// The regions of a map that exceed the threshold.
pub(super) fn regions(map: &[f32], wide: u32) -> Vec<Region> {
    let rows = map.chunks_exact(wide as usize);
    let marked: Vec<bool> = rows.map(|row| row.iter().any(is_over)).collect();
    let mut regions: Vec<Region> = Vec::new();
    let mut top = 0;
    // No region reaches over an empty row; most kinds stand in few rows of a card, or in none.
    for band in marked.chunk_by(|above, below| above == below) {
        let foot = top + band.len();
        if band[0] {
            let cells = &map[top * wide as usize..foot * wide as usize];
            regions.extend(of_band(cells, wide, top as u32));
        }
        top = foot;
    }
    regions.retain(|region| region.cells >= SPECK);
    regions
}

fn is_over(value: &f32) -> bool {
    *value > THRESHOLD
}

/// The regions of some rows of a map, the first of which is its row `top`.
fn of_band(cells: &[f32], wide: u32, top: u32) -> Vec<Region> {
    let labels = components(cells, wide, THRESHOLD);
    of_labels(cells, &labels, wide, (0, top))
}

/// The regions of labelled cells, that of label 1 first; the first cell is that of a column and a row of the map.
pub(super) fn of_labels(
    cells: &[f32],
    labels: &[u32],
    wide: u32,
    (left, top): (u32, u32),
) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let labelled = labels.iter().zip(cells).enumerate();
    for (at, (label, value)) in labelled.filter(|(_, (label, _))| **label > 0) {
        let index = *label as usize - 1;
        if regions.len() <= index {
            regions.resize(index + 1, Region::default());
        }
        let at = at as u32;
        regions[index].add(left + at % wide, top + at / wide, *value);
    }
    regions
}

/// The component of each cell above a threshold, from 1; 0 of the others.
pub(super) fn components(cells: &[f32], wide: u32, threshold: f32) -> Vec<u32> {
    let over = cells.iter().map(|value| u8::from(*value > threshold));
    let over = GrayImage::from_raw(wide, cells.len() as u32 / wide, over.collect());
    over.map_or_else(Vec::new, |over| {
        connected_components(&over, Connectivity::Eight, Luma([0])).into_raw()
    })
}
