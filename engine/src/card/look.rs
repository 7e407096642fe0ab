//! Looks at a photo, or at a part of it from near, for documents.

use super::Found;
use super::found::{distinct, same_place};
use super::maps::{CELL, Maps};
use crate::error::{Error, ErrorKind, Stage};
use crate::geometry::Quad;
use crate::model::{Model, Tensor};
use crate::photo::Photo;
use crate::warp;

/// Share of the input's side that the photo's longest side fills; the margin holds corners that lie on
/// the photo's border or just outside. 272 / 320, as in training.
const FILLED: f32 = 0.85;
/// A second look takes in so much more than the find's longest side, on each side: as in training.
const SLACK: f32 = 0.2;
/// By how much a second look must be nearer: less shows the same pixels again.
const NEARER: f32 = 1.05;

/// Every document in a part of the photo, `[left, top, right, bottom]`, the most certain first.
pub(super) fn look(photo: &Photo, finder: &dyn Model, area: [f32; 4]) -> Result<Vec<Found>, Error> {
    let side = finder.input()[3].unwrap_or(320);
    let (input, frame) = letterbox(photo, area, side).ok_or_else(|| {
        let message = "the photo cannot be scaled down; send it in another size";
        Error::new(ErrorKind::Input, Stage::Card, message)
    })?;
    let maps = Maps::new(finder.run(input)?, side / CELL as usize)?;
    let found = maps.documents().into_iter();
    let found = found
        .map(|found| frame.to_photo(found))
        .filter(|found| found.quad.area() > 0.0 && convex(&found.quad))
        .collect();
    Ok(distinct(found))
}

/// What a look from near makes of a find; the find itself where that look sees something else.
pub(super) fn again(photo: &Photo, finder: &dyn Model, find: &Found) -> Result<Found, Error> {
    let Some(area) = about(photo, &find.quad) else {
        return Ok(*find);
    };
    let alike = |other: &Found| {
        let ratio = other.quad.area() / find.quad.area();
        same_place(find, other) && (0.5..=2.0).contains(&ratio)
    };
    let apart = |other: &Found| other.quad.centre().distance(find.quad.centre());
    let seen = look(photo, finder, area)?.into_iter().filter(alike);
    let nearest = seen.min_by(|a, b| apart(a).total_cmp(&apart(b)));
    Ok(nearest.map_or(*find, |near| Found {
        quad: near.quad,
        score: near.score.max(find.score),
    }))
}

/// The part of the photo about a find that a second look is taken of, if it is nearer than the photo.
fn about(photo: &Photo, quad: &Quad) -> Option<[f32; 4]> {
    let (width, height) = photo.pixels.dimensions();
    let [left, top, right, bottom] = quad.bounds();
    let slack = (right - left).max(bottom - top) * SLACK;
    let area = [
        (left - slack).max(0.0),
        (top - slack).max(0.0),
        (right + slack).min(width as f32),
        (bottom + slack).min(height as f32),
    ];
    let (wide, high) = (area[2] - area[0], area[3] - area[1]);
    let nearer = width.max(height) as f32 / wide.max(high) >= NEARER;
    (nearer && wide.min(high) >= 16.0).then_some(area)
}

/// How a part of the photo lies in the finder's input.
struct Frame {
    left: f32,
    top: f32,
    origin: (f32, f32),
    photo_per_input: (f32, f32),
}

impl Frame {
    fn to_photo(&self, mut found: Found) -> Found {
        for corner in &mut found.quad.0 {
            corner.x = (corner.x - self.left) * self.photo_per_input.0 + self.origin.0;
            corner.y = (corner.y - self.top) * self.photo_per_input.1 + self.origin.1;
        }
        found
    }
}

/// A part of the photo in the middle of a square, its aspect kept: RGB, (value − 127.5) / 64.
fn letterbox(photo: &Photo, area: [f32; 4], side: usize) -> Option<(Tensor, Frame)> {
    let (width, height) = (area[2] - area[0], area[3] - area[1]);
    let scale = (side as f32 * FILLED).round() / width.max(height);
    let small = |length: f32| ((length * scale).round() as u32).max(1);
    let (wide, high) = (small(width), small(height));
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
        origin: (area[0], area[1]),
        photo_per_input: (width / wide as f32, height / high as f32),
    };
    Some((input, frame))
}

/// Whether each corner turns the same way: what perspective can make of a rectangle.
fn convex(quad: &Quad) -> bool {
    (0..4).all(|at| {
        let [a, b, c] = [0, 1, 2].map(|step| quad.0[(at + step) % 4]);
        (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 0.0
    })
}
