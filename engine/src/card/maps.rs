//! The card finder's answer for one picture.

use super::Found;
use super::corners::{self, Bump};
use crate::error::{Error, Stage};
use crate::geometry::{Point, Quad};
use crate::model::{Tensor, output};

/// The finder's output is at a quarter of its input.
pub(super) const CELL: f32 = 4.0;
/// A centre below this is no document (the model's card: peaks of nothing stay below 0.1).
const PEAK: f32 = 0.3;
/// A bump in a corner's map below this says nothing.
const CORNER: f32 = 0.15;

/// The maps of one picture, each cell `CELL` input pixels wide.
pub(super) struct Maps {
    corners: Vec<f32>,
    centre: Vec<f32>,
    offsets: Vec<f32>,
    score: f32,
    cells: usize,
}

impl Maps {
    /// The finder's outputs, if they have the shapes that the model's card names.
    pub(super) fn new(outputs: Vec<Tensor>, cells: usize) -> Result<Self, Error> {
        let map = |at: usize, channels: usize| {
            output(&outputs, at, &[1, channels, cells, cells], Stage::Card)
                .map(|tensor| tensor.data.clone())
        };
        Ok(Self {
            corners: map(0, 4)?,
            centre: map(2, 1)?,
            offsets: map(3, 8)?,
            score: output(&outputs, 4, &[1], Stage::Card)?.data[0],
            cells,
        })
    }

    /// Every document that has a centre, in input pixels.
    pub(super) fn documents(&self) -> Vec<Found> {
        let area = self.cells * self.cells;
        let bumps: [Vec<Bump>; 4] =
            std::array::from_fn(|k| self.bumps(&self.corners[k * area..(k + 1) * area]));
        let document = |at: usize| {
            let rough = Quad(std::array::from_fn(|corner| self.rough(at, corner)));
            let (quad, height) = corners::settle(&rough, self.place(at), &bumps);
            let score = self.centre[at] * height * self.score.clamp(0.0, 1.0).sqrt();
            score.is_finite().then_some(Found { quad, score })
        };
        let peaks = self.peaks(&self.centre, PEAK);
        peaks.into_iter().filter_map(document).collect()
    }

    /// Cells of a map above a value that no neighbour exceeds.
    fn peaks(&self, map: &[f32], above: f32) -> Vec<usize> {
        (0..map.len())
            .filter(|&at| map[at] > above && self.around(at, 1).all(|near| map[near] <= map[at]))
            .collect()
    }

    /// The cells within so many rows and columns of a cell, itself among them.
    fn around(&self, at: usize, reach: usize) -> impl Iterator<Item = usize> {
        let (cells, x, y) = (self.cells, at % self.cells, at / self.cells);
        let span = move |v: usize| v.saturating_sub(reach)..=(v + reach).min(cells - 1);
        span(y).flat_map(move |row| span(x).map(move |column| row * cells + column))
    }

    /// The bumps of a corner's map: the centroid about each of its peaks.
    fn bumps(&self, map: &[f32]) -> Vec<Bump> {
        let bump = |at: usize| {
            let (mut sum, mut weight) = (Point::default(), 0.0);
            for near in self.around(at, 2) {
                let place = self.place(near);
                sum.x += place.x * map[near];
                sum.y += place.y * map[near];
                weight += map[near];
            }
            Bump {
                place: Point::new(sum.x / weight, sum.y / weight),
                height: map[at],
            }
        };
        self.peaks(map, CORNER).into_iter().map(bump).collect()
    }

    /// Where the cells about a centre say that a corner is, on the mean.
    fn rough(&self, centre: usize, corner: usize) -> Point {
        let area = self.cells * self.cells;
        let side = self.cells as f32 * CELL;
        let (mut sum, mut count) = (Point::default(), 0.0);
        for at in self.around(centre, 1) {
            let place = self.place(at);
            sum.x += place.x + self.offsets[2 * corner * area + at] * side;
            sum.y += place.y + self.offsets[(2 * corner + 1) * area + at] * side;
            count += 1.0;
        }
        Point::new(sum.x / count, sum.y / count)
    }

    /// The middle of a cell in input pixels.
    fn place(&self, at: usize) -> Point {
        let (x, y) = (at % self.cells, at / self.cells);
        Point::new((x as f32 + 0.5) * CELL, (y as f32 + 0.5) * CELL)
    }
}
