//! Finds of a finder that takes what is bright for a document.

use image::RgbImage;

use super::look::look;
use super::maps::CELL;
use super::*;
use crate::error::Error;
use crate::geometry::Point;
use crate::model::Tensor;
use crate::upright::Lean;

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

/// A place 200 by 120 pixels large, and its card.
fn cut_out() -> (Found, Card) {
    let photo = photo(400, 300, [100, 80, 200, 120]);
    let found = Found {
        quad: Quad::rectangle(100.0, 80.0, 200.0, 120.0),
        score: 1.0,
    };
    let card = flatten(&photo, &found, 200.0, &Crew::alone()).unwrap();
    (found, card)
}

#[test]
fn a_frame_along_the_print_holds_all_that_the_card_showed() {
    let (found, card) = cut_out();
    let lean = |slope, fan| found.along(&card, Lean { slope, fan }).unwrap().quad;
    let level = lean(0.1, 0.0);
    assert!((level.slope() - 0.1).abs() < 1e-3);
    assert!(level.area() > found.quad.area());
    assert_eq!(level.centre().distance(found.quad.centre()).round(), 0.0);
    // Lines that run apart by 0.2 of their length: 20 pixels up along the upper edge, and as many down along the lower.
    let [tl, tr, br, bl] = lean(0.0, 0.2).0.map(|corner| corner.y.round());
    assert_eq!([tl, tr, br, bl], [80.0, 60.0, 220.0, 200.0]);
    assert_eq!(lean(0.0, -0.2).0[0].y.round(), 60.0);
}

#[test]
fn a_wider_place_shows_more_beyond_one_edge() {
    let (found, card) = cut_out();
    let wider = |edge| {
        found
            .wider(&card, edge, 0.1)
            .unwrap()
            .quad
            .bounds()
            .map(f32::round)
    };
    assert_eq!(wider(3), [80.0, 80.0, 300.0, 200.0]);
    assert_eq!(wider(0), [100.0, 68.0, 300.0, 200.0]);
    assert_eq!(wider(1), [100.0, 80.0, 320.0, 200.0]);
    assert_eq!(wider(2), [100.0, 80.0, 300.0, 212.0]);
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
