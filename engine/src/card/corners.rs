//! Settles which of the corners seen belong to one document.

use crate::geometry::{Point, Quad};

/// A place where a corner's map says that there is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bump {
    /// In input pixels.
    pub(super) place: Point,
    /// The map's highest value there.
    pub(super) height: f32,
}

/// How far a rough corner strays (σ): so many pixels (a cell) and so much of the document's diagonal.
/// Measured on drawn test photos: 8–25 % find as much, 4 % and 40 % less.
const ASTRAY: (f32, f32) = (4.0, 0.15);
/// How far from the centre's peak the diagonals cross (σ), likewise.
const CROSSING: (f32, f32) = (2.8, 0.05);
/// Bumps a corner that are weighed.
const OFFERED: usize = 4;
/// What a rough corner weighs where its map is silent.
const SILENT: f32 = 0.02;
/// Smaller quads are turned inside out or empty, in square pixels: four cells.
const SMALLEST: f32 = 64.0;

/// Of the bumps near each rough corner the four whose diagonals cross nearest to `centre`; with their
/// mean height.
pub(super) fn settle(rough: &Quad, centre: Point, bumps: &[Vec<Bump>; 4]) -> (Quad, f32) {
    let [tl, tr, br, bl] = rough.0;
    let size = (tl.distance(br) + tr.distance(bl)) / 2.0;
    let offered: [Vec<Offer>; 4] =
        std::array::from_fn(|k| offers(rough.0[k], &bumps[k], ASTRAY.0 + ASTRAY.1 * size));
    let reach = CROSSING.0 + CROSSING.1 * size;
    let mut best = (-1.0, *rough, 0.0);
    for a in &offered[0] {
        for b in &offered[1] {
            for c in &offered[2] {
                for d in &offered[3] {
                    let four = [a, b, c, d];
                    let quad = Quad(four.map(|offer| offer.place));
                    if quad.area() <= SMALLEST {
                        continue;
                    }
                    let weight: f32 = four.iter().map(|offer| offer.weight).product();
                    let value = weight * near(crossing(&quad).distance(centre), reach);
                    if value > best.0 {
                        let height = four.iter().map(|offer| offer.height).sum::<f32>() / 4.0;
                        best = (value, quad, height);
                    }
                }
            }
        }
    }
    (best.1, best.2)
}

/// A place for one corner.
struct Offer {
    place: Point,
    height: f32,
    weight: f32,
}

/// The best bumps for a corner, and the rough place itself.
fn offers(rough: Point, bumps: &[Bump], astray: f32) -> Vec<Offer> {
    let mut all: Vec<Offer> = bumps
        .iter()
        .map(|bump| Offer {
            place: bump.place,
            height: bump.height,
            weight: bump.height * near(bump.place.distance(rough), astray),
        })
        .collect();
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    all.truncate(OFFERED);
    all.push(Offer {
        place: rough,
        height: 0.0,
        weight: SILENT,
    });
    all
}

/// How well a distance fits one that is expected to be nothing, give or take `sigma`.
fn near(distance: f32, sigma: f32) -> f32 {
    (-distance * distance / (2.0 * sigma * sigma)).exp()
}

/// Where the diagonals cross; the mean of the corners where they are parallel.
fn crossing(quad: &Quad) -> Point {
    let [a, b, c, d] = quad.0;
    let (r, s) = ((c.x - a.x, c.y - a.y), (d.x - b.x, d.y - b.y));
    let bottom = r.0 * s.1 - r.1 * s.0;
    if bottom.abs() < 1e-6 {
        return quad.centre();
    }
    a.toward(c, ((b.x - a.x) * s.1 - (b.y - a.y) * s.0) / bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bump(x: f32, y: f32, height: f32) -> Bump {
        Bump {
            place: Point::new(x, y),
            height,
        }
    }

    #[test]
    fn diagonals_that_cross_elsewhere_belong_to_another_document() {
        let truth = Quad::rectangle(100.0, 100.0, 120.0, 80.0);
        let mut bumps = truth.0.map(|p| vec![bump(p.x, p.y, 0.6)]);
        // A neighbour's corner is brighter, and as near to the rough place.
        bumps[0].push(bump(100.0, 140.0, 0.9));
        let mut rough = truth;
        rough.0[0].y = 120.0;
        let (quad, height) = settle(&rough, truth.centre(), &bumps);
        assert_eq!(quad, truth);
        assert!((height - 0.6).abs() < 1e-6);
        // Were the centre where the other's diagonals cross, the other would be right.
        let other = Quad([Point::new(100.0, 140.0), truth.0[1], truth.0[2], truth.0[3]]);
        assert_eq!(settle(&rough, crossing(&other), &bumps).0, other);
    }

    #[test]
    fn a_silent_map_leaves_the_rough_corner() {
        let truth = Quad::rectangle(100.0, 100.0, 120.0, 80.0);
        let mut bumps = truth.0.map(|p| vec![bump(p.x, p.y, 0.8)]);
        bumps[2].clear();
        let (quad, height) = settle(&truth, truth.centre(), &bumps);
        assert_eq!(quad, truth);
        assert!((height - 0.6).abs() < 1e-6);
    }
}
