//! Finds documents in a photo and flattens them.

use std::ops::Range;

use image::GrayImage;

use crate::crew::Crew;
use crate::error::{Error, ErrorKind, Stage};
use crate::geometry::{Homography, Point, Quad};
use crate::model::{Model, Tensor};
use crate::photo::Photo;
use crate::warp::{self, Ground};

mod corners;
mod maps;

/// A document cut from the full-resolution photo: upright and flat.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// Its luminance: no model and no measure asks for colours.
    pub(crate) grey: GrayImage,
    /// What it was cut from; its lines are cut from there too, so that no detail is lost between.
    pub(crate) ground: Ground,
    /// Corners in the photo, in reading order.
    pub(crate) quad: Quad,
    /// From card pixels to photo pixels.
    pub(crate) to_photo: Homography,
    /// How sure the finder is that this is a document, 0–1.
    pub(crate) score: f32,
}

impl Card {
    /// Width and height in its own pixels.
    pub(crate) fn size(&self) -> (f32, f32) {
        let (width, height) = self.grey.dimensions();
        (width as f32, height as f32)
    }
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

    /// The same place in a frame that lies along the print: all that `card` shows, whose print runs down by `slope`
    /// pixels for each to the right.
    pub(crate) fn along(self, card: &Card, slope: f32) -> Option<Self> {
        let (width, height) = card.size();
        let length = slope.hypot(1.0);
        let (cos, sin) = (1.0 / length, slope / length);
        let level = |p: Point| Point::new(p.x * cos + p.y * sin, p.y * cos - p.x * sin);
        let back = |p: Point| Point::new(p.x * cos - p.y * sin, p.x * sin + p.y * cos);
        let corners = Quad::rectangle(0.0, 0.0, width, height).0;
        let [left, top, right, bottom] = Quad(corners.map(level)).bounds();
        let frame = Quad::rectangle(left, top, right - left, bottom - top);
        let quad = Quad(frame.0.map(back)).through(&card.to_photo)?;
        Some(Self { quad, ..self })
    }
}

/// The finder's output is at a quarter of its input.
const CELL: f32 = 4.0;
/// Share of the input's side that the photo's longest side fills; the margin holds corners that lie on
/// the photo's border or just outside. 272 / 320, as in training.
const FILLED: f32 = 0.85;
/// From this score on, corners lay within 2 % of the truth on drawn photos.
const SURE: f32 = 0.5;
/// A second look takes in so much more than the find's longest side, on each side: as in training.
const SLACK: f32 = 0.2;
/// By how much a second look must be nearer: less shows the same pixels again.
const NEARER: f32 = 1.05;
/// Longest side of a card in pixels: ID-1 at 380 dpi, in which a PDF417's modules are 2.5 pixels.
const LONGEST: f32 = 1280.0;
/// The same of what is searched at more, as a share of the width at which it is.
const SEARCHED: f32 = 1.2;
/// Width over height of a page of a form, letter or A4, upright.
const PAGE: Range<f32> = 0.66..0.9;
/// Below this height in pixels the print of a page cannot be read at any size.
const LEAST_PAGE: f32 = 800.0;
/// Widths of a card, as shares of the width at which it is searched: smaller documents are enlarged to the first,
/// larger ones keep more pixels for their barcodes and for the ink of the zone's characters.
const WIDTHS: (f32, f32) = (1.08, 1.54);

/// Every document in `photo`, the most certain first, at most `most`.
///
/// If `twice`, each find is looked at a second time from near: small cards gain pixels, and their corners precision.
/// A machine readable zone alone is found without.
pub(crate) fn find(
    photo: &Photo,
    finder: &dyn Model,
    most: usize,
    twice: bool,
) -> Result<Vec<Found>, Error> {
    let (width, height) = photo.pixels.dimensions();
    let mut kept = look(photo, finder, [0.0, 0.0, width as f32, height as f32])?;
    kept.truncate(most);
    for find in kept.iter_mut().filter(|_| twice) {
        *find = again(photo, finder, find)?;
    }
    Ok(distinct(kept))
}

/// Every document in a part of the photo, `[left, top, right, bottom]`, the most certain first.
fn look(photo: &Photo, finder: &dyn Model, area: [f32; 4]) -> Result<Vec<Found>, Error> {
    let side = finder.input()[3].unwrap_or(320);
    let (input, frame) = letterbox(photo, area, side).ok_or_else(|| {
        let message = "the photo cannot be scaled down; send it in another size";
        Error::new(ErrorKind::Input, Stage::Card, message)
    })?;
    let maps = maps::Maps::new(finder.run(input)?, side / CELL as usize)?;
    let found = maps.documents().into_iter();
    let found = found
        .map(|found| frame.to_photo(found))
        .filter(|found| found.quad.area() > 0.0 && convex(&found.quad))
        .collect();
    Ok(distinct(found))
}

/// What a look from near makes of a find; the find itself where that look sees something else.
fn again(photo: &Photo, finder: &dyn Model, find: &Found) -> Result<Found, Error> {
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

/// The finds, the most certain first, each place once.
fn distinct(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if !kept.iter().any(|other| same_place(other, &one)) {
            kept.push(one);
        }
    }
    kept
}

/// Cuts `found` out of the photo, flat, upright, and never larger than the photo shows it unless it
/// would be too small to search at `searched` pixels.
pub(crate) fn flatten(photo: &Photo, found: &Found, searched: f32, crew: &Crew) -> Option<Card> {
    let (width, height) = (found.quad.width(), found.quad.height());
    if width < 8.0 || height < 8.0 {
        return None;
    }
    let longest = LONGEST.min(WIDTHS.1 * searched).max(SEARCHED * searched);
    let scale = (longest / width.max(height)).min((WIDTHS.0 * searched / width).max(1.0));
    let size = (width * scale, height * scale);
    let size = (
        size.0.round().max(2.0) as u32,
        size.1.round().max(2.0) as u32,
    );
    let ground = Ground::under(crew, &photo.pixels, &found.quad);
    let (grey, to_photo) = ground.flatten(crew, &found.quad, size)?;
    Some(Card {
        grey,
        ground,
        quad: found.quad,
        to_photo,
        score: found.score,
    })
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

/// Whether two finds are one document: the centre of one lies well inside the other.
fn same_place(one: &Found, other: &Found) -> bool {
    let apart = one.quad.centre().distance(other.quad.centre());
    let shorter = |found: &Found| found.quad.width().min(found.quad.height());
    apart < 0.4 * shorter(one).max(shorter(other))
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    use crate::geometry::Point;
    use crate::model::Tensor;

    /// Takes what is bright in its input for a document.
    struct Bright;

    impl Bright {
        /// The box of the bright pixels, in input pixels.
        fn seen(input: &Tensor) -> Quad {
            let bright = (0..320 * 320).filter(|&at| input.data[at] > 0.5);
            let start = [320.0, 320.0, 0.0, 0.0];
            let [l, t, r, b] = bright.fold(start, |[l, t, r, b]: [f32; 4], at| {
                let (x, y) = ((at % 320) as f32, (at / 320) as f32);
                [l.min(x), t.min(y), r.max(x + 1.0), b.max(y + 1.0)]
            });
            Quad::rectangle(l, t, (r - l).max(0.0), (b - t).max(0.0))
        }
    }

    impl Model for Bright {
        fn input(&self) -> [Option<usize>; 4] {
            [None, Some(3), Some(320), Some(320)]
        }

        fn run(&self, input: Tensor) -> Result<Vec<Tensor>, Error> {
            let quad = Self::seen(&input);
            let shown = if quad.area() > 0.0 { 1.0 } else { 0.0 };
            let mut corners = Tensor::zeros(&[1, 4, 80, 80]);
            let mut centre = Tensor::zeros(&[1, 1, 80, 80]);
            let mut offsets = Tensor::zeros(&[1, 8, 80, 80]);
            let bump = |at: usize, of: Point| {
                let place = Point::new((at % 80) as f32 * 4.0 + 2.0, (at / 80) as f32 * 4.0 + 2.0);
                let cells = place.distance(of) / CELL;
                (place, shown * 0.9 * (-cells * cells / 4.5).exp())
            };
            for at in 0..6400 {
                centre.data[at] = bump(at, quad.centre()).1;
                for (k, corner) in quad.0.iter().enumerate() {
                    let (place, height) = bump(at, *corner);
                    corners.data[k * 6400 + at] = height;
                    offsets.data[2 * k * 6400 + at] = (corner.x - place.x) / 320.0;
                    offsets.data[(2 * k + 1) * 6400 + at] = (corner.y - place.y) / 320.0;
                }
            }
            let mut score = Tensor::zeros(&[1]);
            score.data[0] = 1.0;
            let mask = Tensor::zeros(&[1, 1, 80, 80]);
            Ok(vec![corners, mask, centre, offsets, score])
        }
    }

    #[test]
    fn a_frame_along_the_print_holds_all_that_the_card_showed() {
        let photo = photo(400, 300, [100, 80, 200, 120]);
        let found = Found {
            quad: Quad::rectangle(100.0, 80.0, 200.0, 120.0),
            score: 1.0,
        };
        let card = flatten(&photo, &found, 200.0, &Crew::alone()).unwrap();
        let level = found.along(&card, 0.1).unwrap().quad;
        assert!((level.slope() - 0.1).abs() < 1e-3);
        assert!(level.area() > found.quad.area());
        assert_eq!(level.centre().distance(found.quad.centre()).round(), 0.0);
    }

    /// A dark photo with one bright box: left, top, width, height.
    fn photo(width: u32, height: u32, [l, t, w, h]: [u32; 4]) -> Photo {
        let inside = |x: u32, y: u32| (l..l + w).contains(&x) && (t..t + h).contains(&y);
        let shade = |x, y| image::Rgb([if inside(x, y) { 250 } else { 5 }; 3]);
        Photo {
            pixels: RgbImage::from_fn(width, height, shade),
        }
    }

    fn farthest(found: &Found, from: &Quad) -> f32 {
        let pairs = found.quad.0.iter().zip(from.0);
        pairs.fold(0.0, |far, (is, should)| far.max(is.distance(should)))
    }

    #[test]
    fn a_document_comes_back_in_photo_pixels() {
        let photo = photo(2720, 1360, [420, 180, 1600, 1000]);
        let found = find(&photo, &Bright, 4, true).unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].score > 0.5, "{}", found[0].score);
        let far = farthest(&found[0], &Quad::rectangle(420.0, 180.0, 1600.0, 1000.0));
        assert!(far < 9.0, "{far} pixels off");
    }

    #[test]
    fn a_second_look_places_a_small_card_exactly() {
        let photo = photo(2720, 1360, [424, 184, 163, 104]);
        let truth = Quad::rectangle(424.0, 184.0, 163.0, 104.0);
        let once = look(&photo, &Bright, [0.0, 0.0, 2720.0, 1360.0]).unwrap();
        let (once, twice) = (&once[0], &find(&photo, &Bright, 4, true).unwrap()[0]);
        assert!(
            farthest(once, &truth) > 4.0,
            "one look is as good: {once:?}"
        );
        assert!(farthest(twice, &truth) < 2.0, "{twice:?} is not {truth:?}");
    }

    #[test]
    fn a_dark_photo_holds_nothing() {
        let photo = photo(640, 480, [0, 0, 0, 0]);
        let empty = find(&photo, &Bright, 4, true).unwrap();
        assert!(empty.is_empty(), "{empty:?}");
    }

    #[test]
    fn a_quarter_turn_begins_at_the_next_corner() {
        let quad = Quad::rectangle(0.0, 0.0, 4.0, 2.0);
        let turned = Found { quad, score: 1.0 }.turned(1);
        assert_eq!(turned.quad.0[0], quad.0[1]);
        assert_eq!(turned.turned(3).quad, quad);
    }
}
