//! Finds documents in a photo and flattens them.

use image::RgbImage;

use crate::crew::Crew;
use crate::error::{Error, ErrorKind, Stage};
use crate::geometry::{Homography, Point, Quad};
use crate::model::{Model, Tensor, output};
use crate::photo::Photo;
use crate::warp;

/// A document cut from the full-resolution photo: upright and flat.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// The pixels.
    pub(crate) pixels: RgbImage,
    /// Corners in the photo, in reading order.
    pub(crate) quad: Quad,
    /// From card pixels to photo pixels.
    pub(crate) to_photo: Homography,
    /// How sure the finder is that this is a document, 0–1.
    pub(crate) score: f32,
}

/// A place in the photo where a document may lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Corners in the photo, in reading order.
    pub(crate) quad: Quad,
    /// How sure the finder is, 0–1.
    pub(crate) score: f32,
}

impl Found {
    /// The whole photo, taken for a document when the finder sees none: many pictures are cropped to it.
    pub(crate) fn whole(photo: &Photo) -> Self {
        let (width, height) = photo.pixels.dimensions();
        Self {
            quad: Quad::rectangle(0.0, 0.0, width as f32, height as f32),
            score: 0.0,
        }
    }

    /// Whether the finder alone is to be trusted.
    pub(crate) fn is_sure(&self) -> bool {
        self.score > SURE
    }

    /// The same place read after `quarters` quarter turns: its first corner moves on clockwise.
    pub(crate) fn turned(mut self, quarters: usize) -> Self {
        self.quad.0.rotate_left(quarters % 4);
        self
    }
}

/// The finder's output is at a quarter of its input.
const CELL: f32 = 4.0;
/// Share of the input's side that the photo's longest side fills; the margin holds corners that lie on
/// the photo's border or just outside. 272 / 320, as in training.
const FILLED: f32 = 0.85;
/// A centre below this is no document (the model's card: peaks of nothing stay below 0.1).
const PEAK: f32 = 0.3;
/// From this score on, corners lay within 2 % of the truth on drawn photos.
const SURE: f32 = 0.5;
/// A corner map whose best cell is below this says nothing; the offsets stand.
const CORNER: f32 = 0.2;
/// How far, in cells, a corner may lie from where the centre's offsets put it.
const REACH: f32 = 6.0;
/// Longest side of a card in pixels: ID-1 at 380 dpi, in which a PDF417's modules are 2.5 pixels.
const LONGEST: f32 = 1280.0;
/// Shortest width that the text finder reads well; smaller documents are enlarged to it.
const NARROWEST: f32 = 900.0;

/// Every document in `photo`, the most certain first, at most `most`.
pub(crate) fn find(photo: &Photo, finder: &dyn Model, most: usize) -> Result<Vec<Found>, Error> {
    let side = finder.input()[3].unwrap_or(320);
    let (input, frame) = letterbox(photo, side).ok_or_else(|| {
        let message = "the photo cannot be scaled down; send it in another size";
        Error::new(ErrorKind::Input, Stage::Card, message)
    })?;
    let maps = Maps::new(finder.run(input)?, side / CELL as usize)?;
    let mut found: Vec<Found> = maps
        .peaks()
        .into_iter()
        .filter_map(|(x, y, peak)| maps.document(x, y, peak))
        .map(|found| frame.to_photo(found))
        .filter(|found| found.quad.area() > 0.0 && convex(&found.quad))
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if kept.len() < most && !kept.iter().any(|other| same_place(other, &one)) {
            kept.push(one);
        }
    }
    Ok(kept)
}

/// Cuts `found` out of the photo, flat, upright, and never larger than the photo shows it unless it
/// would be too small to search.
pub(crate) fn flatten(photo: &Photo, found: &Found, crew: &Crew) -> Option<Card> {
    let (width, height) = (found.quad.width(), found.quad.height());
    if width < 8.0 || height < 8.0 {
        return None;
    }
    let scale = (LONGEST / width.max(height)).min((NARROWEST / width).max(1.0));
    let size = (width * scale, height * scale);
    let size = (
        size.0.round().max(2.0) as u32,
        size.1.round().max(2.0) as u32,
    );
    let (pixels, to_photo) = warp::flatten(crew, &photo.pixels, &found.quad, size)?;
    Some(Card {
        pixels,
        quad: found.quad,
        to_photo,
        score: found.score,
    })
}

/// How the photo lies in the finder's input.
struct Frame {
    left: f32,
    top: f32,
    photo_per_input: f32,
}

impl Frame {
    fn to_photo(&self, mut found: Found) -> Found {
        for corner in &mut found.quad.0 {
            corner.x = (corner.x - self.left) * self.photo_per_input;
            corner.y = (corner.y - self.top) * self.photo_per_input;
        }
        found
    }
}

/// The photo in the middle of a square, its aspect kept: RGB, (value − 127.5) / 64.
fn letterbox(photo: &Photo, side: usize) -> Option<(Tensor, Frame)> {
    let (width, height) = photo.pixels.dimensions();
    let (width, height) = (width as f32, height as f32);
    let scale = (side as f32 * FILLED).round() / width.max(height);
    let small = |length: f32| ((length * scale).round() as u32).max(1);
    let (wide, high) = (small(width), small(height));
    let area = [0.0, 0.0, width, height];
    let small = warp::resize(&photo.pixels, area, wide, high)?;
    let (left, top) = ((side - wide as usize) / 2, (side - high as usize) / 2);
    let mut input = Tensor::zeros(&[1, 3, side, side]);
    for (x, y, pixel) in small.enumerate_pixels() {
        let at = (top + y as usize) * side + left + x as usize;
        for (channel, value) in pixel.0.into_iter().enumerate() {
            input.data[channel * side * side + at] = (f32::from(value) - 127.5) / 64.0;
        }
    }
    let frame = Frame {
        left: left as f32,
        top: top as f32,
        photo_per_input: width / wide as f32,
    };
    Some((input, frame))
}

/// The finder's answer for one photo.
struct Maps {
    corners: Vec<f32>,
    centre: Vec<f32>,
    offsets: Vec<f32>,
    score: f32,
    cells: usize,
}

impl Maps {
    fn new(outputs: Vec<Tensor>, cells: usize) -> Result<Self, Error> {
        let map = |at: usize, channels: usize| {
            output(&outputs, at, &[1, channels, cells, cells], Stage::Card)
                .map(|tensor| tensor.data)
        };
        Ok(Self {
            corners: map(0, 4)?,
            centre: map(2, 1)?,
            offsets: map(3, 8)?,
            score: output(&outputs, 4, &[1], Stage::Card)?.data[0],
            cells,
        })
    }

    /// Cells of `centre` that no neighbour exceeds: column, row, probability.
    fn peaks(&self) -> Vec<(usize, usize, f32)> {
        let inner = 1..self.cells - 1;
        let cells = inner
            .clone()
            .flat_map(|y| inner.clone().map(move |x| (x, y)));
        cells
            .map(|(x, y)| (x, y, self.centre[y * self.cells + x]))
            .filter(|&(x, y, peak)| {
                peak > PEAK && self.around(x, y).all(|at| self.centre[at] <= peak)
            })
            .collect()
    }

    /// The nine cells about an inner cell.
    fn around(&self, x: usize, y: usize) -> impl Iterator<Item = usize> {
        let cells = self.cells;
        (0..9).map(move |k| (y + k / 3 - 1) * cells + x + k % 3 - 1)
    }

    /// The document whose centre is at a peak, in input pixels.
    fn document(&self, x: usize, y: usize, peak: f32) -> Option<Found> {
        let area = self.cells * self.cells;
        let mut quad = Quad::default();
        let mut certainty = 0.0;
        for corner in 0..4 {
            let rough = self.rough(x, y, corner);
            let map = &self.corners[corner * area..(corner + 1) * area];
            let (place, best) = self.refine(map, rough);
            certainty += best / 4.0;
            quad.0[corner] = place;
        }
        let score = peak * certainty * self.score.clamp(0.0, 1.0).sqrt();
        score.is_finite().then_some(Found { quad, score })
    }

    /// Where the nine cells about the centre say that a corner is, on the mean.
    fn rough(&self, x: usize, y: usize, corner: usize) -> Point {
        let area = self.cells * self.cells;
        let side = self.cells as f32 * CELL;
        let mut mean = Point::default();
        for at in self.around(x, y) {
            let place = self.place(at);
            mean.x += (place.x + self.offsets[2 * corner * area + at] * side) / 9.0;
            mean.y += (place.y + self.offsets[(2 * corner + 1) * area + at] * side) / 9.0;
        }
        mean
    }

    /// The centroid of the best cell's surroundings within reach of `rough`, with that cell's
    /// probability; `rough` itself when the map is silent there.
    fn refine(&self, map: &[f32], rough: Point) -> (Point, f32) {
        let within = |at: &usize| self.place(*at).distance(rough) < REACH * CELL;
        let best = (0..map.len())
            .filter(within)
            .max_by(|&a, &b| map[a].total_cmp(&map[b]));
        let Some(best) = best.filter(|&at| map[at] > CORNER) else {
            return (rough, best.map_or(0.0, |at| map[at]));
        };
        let (bx, by) = (best % self.cells, best / self.cells);
        let last = self.cells - 1;
        let (mut sum, mut weight) = (Point::default(), 0.0);
        for row in by.saturating_sub(2)..=(by + 2).min(last) {
            for column in bx.saturating_sub(2)..=(bx + 2).min(last) {
                let at = row * self.cells + column;
                let place = self.place(at);
                sum.x += place.x * map[at];
                sum.y += place.y * map[at];
                weight += map[at];
            }
        }
        (Point::new(sum.x / weight, sum.y / weight), map[best])
    }

    /// The middle of a cell in input pixels.
    fn place(&self, at: usize) -> Point {
        let (x, y) = (at % self.cells, at / self.cells);
        Point::new((x as f32 + 0.5) * CELL, (y as f32 + 0.5) * CELL)
    }
}

/// Whether each corner turns the same way: what perspective can make of a rectangle.
fn convex(quad: &Quad) -> bool {
    (0..4).all(|at| {
        let [a, b, c] = [0, 1, 2].map(|step| quad.0[(at + step) % 4]);
        (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 0.0
    })
}

/// Whether two finds are one document: the centre of one lies well inside the other.
fn same_place(one: &Found, other: &Found) -> bool {
    let apart = one.quad.centre().distance(other.quad.centre());
    let shorter = |found: &Found| found.quad.width().min(found.quad.height());
    apart < 0.4 * shorter(one).max(shorter(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says that a document lies at a fixed quad of its input.
    struct Pointing(Quad);

    impl Model for Pointing {
        fn input(&self) -> [Option<usize>; 4] {
            [None, Some(3), Some(320), Some(320)]
        }

        fn run(&self, _: Tensor) -> Result<Vec<Tensor>, Error> {
            let mut corners = Tensor::zeros(&[1, 4, 80, 80]);
            let mut centre = Tensor::zeros(&[1, 1, 80, 80]);
            let mut offsets = Tensor::zeros(&[1, 8, 80, 80]);
            let cell = |p: Point| ((p.y / CELL) as usize) * 80 + (p.x / CELL) as usize;
            centre.data[cell(self.0.centre())] = 0.9;
            for (k, corner) in self.0.0.iter().enumerate() {
                corners.data[k * 6400 + cell(*corner)] = 0.8;
                for at in 0..6400 {
                    let (x, y) = ((at % 80) as f32 + 0.5, (at / 80) as f32 + 0.5);
                    offsets.data[2 * k * 6400 + at] = (corner.x - x * CELL) / 320.0;
                    offsets.data[(2 * k + 1) * 6400 + at] = (corner.y - y * CELL) / 320.0;
                }
            }
            let score = Tensor {
                shape: vec![1],
                data: vec![1.0],
            };
            Ok(vec![
                corners,
                Tensor::zeros(&[1, 1, 80, 80]),
                centre,
                offsets,
                score,
            ])
        }
    }

    #[test]
    fn a_document_comes_back_in_photo_pixels() {
        // 2720 pixels on 272: ten photo pixels an input pixel; 24 left, 92 above.
        let photo = Photo {
            pixels: RgbImage::new(2720, 1360),
            expected: None,
        };
        let seen = Quad::rectangle(66.0, 110.0, 160.0, 100.0);
        let found = find(&photo, &Pointing(seen), 4).unwrap();
        assert_eq!(found.len(), 1);
        assert!((found[0].score - 0.72).abs() < 1e-3);
        let expected = Quad::rectangle(420.0, 180.0, 1600.0, 1000.0);
        for (is, should) in found[0].quad.0.iter().zip(expected.0) {
            assert!(is.distance(should) < 1.0, "{is:?} is not {should:?}");
        }
    }

    #[test]
    fn a_quarter_turn_begins_at_the_next_corner() {
        let quad = Quad::rectangle(0.0, 0.0, 4.0, 2.0);
        let turned = Found { quad, score: 1.0 }.turned(1);
        assert_eq!(turned.quad.0[0], quad.0[1]);
        assert_eq!(turned.turned(3).quad, quad);
    }
}
