//! Places in a photo where documents may lie.

use std::ops::Range;

use super::Card;
use crate::geometry::{Point, Quad};
use crate::photo::Photo;
use crate::upright::Lean;

/// From this score on, corners lay within 2 % of the truth on drawn photos.
const SURE: f32 = 0.5;
/// Width over height of a page of a form, letter or A4, upright.
const PAGE: Range<f32> = 0.66..0.9;
/// Below this height in pixels the print of a page cannot be read at any size.
const LEAST_PAGE: f32 = 800.0;

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

    /// Whether it is a page of a form, in pixels enough that more of them could tell more.
    pub(crate) fn is_page(&self) -> bool {
        let (width, height) = (self.quad.width(), self.quad.height());
        height > LEAST_PAGE && PAGE.contains(&(width / height))
    }

    /// The same place read after `quarters` quarter turns: its first corner moves on clockwise.
    pub(crate) fn turned(mut self, quarters: usize) -> Self {
        self.quad.0.rotate_left(quarters % 4);
        self
    }

    /// The same place with more of the photo beyond one of the edges of `card`: above, right, below or left of it.
    pub(crate) fn wider(self, card: &Card, edge: usize, share: f32) -> Option<Self> {
        let (width, height) = card.size();
        let mut corners = Quad::rectangle(0.0, 0.0, width, height).0;
        let (dx, dy) = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)][edge];
        for corner in [edge, (edge + 1) % 4] {
            corners[corner].x += dx * share * width;
            corners[corner].y += dy * share * height;
        }
        let quad = Quad(corners).through(&card.to_photo)?;
        Some(Self { quad, ..self })
    }

    /// The same place in a frame that lies along the print: all that `card` shows, whose print leans.
    pub(crate) fn along(self, card: &Card, Lean { slope, fan }: Lean) -> Option<Self> {
        let (width, height) = card.size();
        let length = slope.hypot(1.0);
        let (cos, sin) = (1.0 / length, slope / length);
        let level = |p: Point| Point::new(p.x * cos + p.y * sin, p.y * cos - p.x * sin);
        let back = |p: Point| Point::new(p.x * cos - p.y * sin, p.x * sin + p.y * cos);
        let corners = Quad::rectangle(0.0, 0.0, width, height).0;
        let [left, top, right, bottom] = Quad(corners.map(level)).bounds();
        let mut frame = Quad::rectangle(left, top, right - left, bottom - top);
        // Lines that run apart to the right need room there, else to the left.
        let (upper, lower) = if fan > 0.0 { (1, 2) } else { (0, 3) };
        let room = fan.abs() / 2.0 * (right - left);
        frame.0[upper].y -= room;
        frame.0[lower].y += room;
        let quad = Quad(frame.0.map(back)).through(&card.to_photo)?;
        Some(Self { quad, ..self })
    }
}

/// The finds, the most certain first, each place once.
pub(super) fn distinct(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if !kept.iter().any(|other| same_place(other, &one)) {
            kept.push(one);
        }
    }
    kept
}

/// Whether two finds are one document: the centre of one lies well inside the other.
pub(super) fn same_place(one: &Found, other: &Found) -> bool {
    let apart = one.quad.centre().distance(other.quad.centre());
    let shorter = |found: &Found| found.quad.width().min(found.quad.height());
    apart < 0.4 * shorter(one).max(shorter(other))
}
