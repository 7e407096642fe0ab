//! Points, quadrilaterals and the homographies between them.

use serde::{Deserialize, Serialize};

/// A point in pixels, x to the right, y down; the frame is that of the type it sits in.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "[f32; 2]", into = "[f32; 2]")]
pub struct Point {
    /// Pixels from the left edge.
    pub x: f32,
    /// Pixels from the top edge.
    pub y: f32,
}

impl Point {
    /// A point from its coordinates.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The Euclidean distance to `other`.
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point a share `t` of the way to `other`.
    pub fn toward(self, other: Self, t: f32) -> Self {
        Self::new(
            self.x + (other.x - self.x) * t,
            self.y + (other.y - self.y) * t,
        )
    }
}

impl From<[f32; 2]> for Point {
    fn from([x, y]: [f32; 2]) -> Self {
        Self { x, y }
    }
}

impl From<Point> for [f32; 2] {
    fn from(point: Point) -> Self {
        [point.x, point.y]
    }
}

/// Four corners in reading order: top left, top right, bottom right, bottom left *of what they bound*.
///
/// A quad of an upside-down card begins at the photo's bottom right: the order carries the orientation.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quad(pub [Point; 4]);

impl Quad {
    /// The upright rectangle from `(x, y)`, `width` by `height`.
    pub fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self([
            Point::new(x, y),
            Point::new(x + width, y),
            Point::new(x + width, y + height),
            Point::new(x, y + height),
        ])
    }

    /// The mean length of the top and bottom edges.
    pub fn width(&self) -> f32 {
        let [tl, tr, br, bl] = self.0;
        (tl.distance(tr) + bl.distance(br)) / 2.0
    }

    /// The mean length of the left and right edges.
    pub fn height(&self) -> f32 {
        let [tl, tr, br, bl] = self.0;
        (tl.distance(bl) + tr.distance(br)) / 2.0
    }

    /// How far its upper edge runs down for each pixel to the right; steep where it runs down alone.
    pub(crate) fn slope(&self) -> f32 {
        let [from, to, ..] = self.0;
        (to.y - from.y) / (to.x - from.x).abs().max(1.0)
    }

    /// Whether it runs down or up more than across.
    pub(crate) fn is_steep(&self) -> bool {
        self.slope().abs() > 1.0
    }

    /// The same, its corners named as if it stood on its head.
    pub(crate) fn upside_down(&self) -> Self {
        let [tl, tr, br, bl] = self.0;
        Self([br, bl, tl, tr])
    }

    /// The same with what runs down by `slope` laid level, turned about the column `about`.
    pub(crate) fn levelled(&self, slope: f32, about: f32) -> Self {
        let level = |corner: Point| Point::new(corner.x, corner.y - slope * (corner.x - about));
        Self(self.0.map(level))
    }

    /// The mean of the corners.
    pub fn centre(&self) -> Point {
        let sum = self
            .0
            .iter()
            .fold(Point::default(), |a, p| Point::new(a.x + p.x, a.y + p.y));
        Point::new(sum.x / 4.0, sum.y / 4.0)
    }

    /// The area, positive when the corners run clockwise on the screen.
    pub fn area(&self) -> f32 {
        let twice: f32 = (0..4)
            .map(|i| {
                let (a, b) = (self.0[i], self.0[(i + 1) % 4]);
                a.x * b.y - b.x * a.y
            })
            .sum();
        twice / 2.0
    }

    /// Whether a point lies within.
    pub(crate) fn holds(&self, point: Point) -> bool {
        (0..4).all(|at| {
            let [a, b] = [self.0[at], self.0[(at + 1) % 4]];
            (b.x - a.x) * (point.y - a.y) > (b.y - a.y) * (point.x - a.x)
        })
    }

    /// How much of it lies on another, by places spread over it.
    pub(crate) fn share_on(&self, other: &Self) -> f32 {
        const SPREAD: [f32; 4] = [0.1, 0.35, 0.65, 0.9];
        let [tl, tr, br, bl] = self.0;
        let rows = SPREAD.map(|down| (tl.toward(bl, down), tr.toward(br, down)));
        let places = rows
            .into_iter()
            .flat_map(|(left, right)| SPREAD.map(|t| left.toward(right, t)));
        let count = (SPREAD.len() * SPREAD.len()) as f32;
        places.filter(|place| other.holds(*place)).count() as f32 / count
    }

    /// The upright box around the corners: left, top, right, bottom.
    pub fn bounds(&self) -> [f32; 4] {
        let start = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        self.0.iter().fold(start, |[l, t, r, b], p| {
            [l.min(p.x), t.min(p.y), r.max(p.x), b.max(p.y)]
        })
    }

    /// The same corners seen through `homography`; `None` when one goes to infinity.
    pub fn through(&self, homography: &Homography) -> Option<Self> {
        let mut corners = [Point::default(); 4];
        for (to, from) in corners.iter_mut().zip(self.0) {
            *to = homography.apply(from)?;
        }
        Some(Self(corners))
    }
}

/// A projective map of the plane, row-major, acting on column vectors `(x, y, 1)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homography([f64; 9]);

impl Homography {
    /// The map that leaves every point where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    /// The map that takes the corners of `from` to those of `to`; `None` when three corners are in line.
    pub fn between(from: &Quad, to: &Quad) -> Option<Self> {
        let unit_to_from = Self::from_unit_square(from)?;
        let unit_to_to = Self::from_unit_square(to)?;
        Some(unit_to_to.after(&unit_to_from.inverse()?))
    }

    /// The map from the square (0,0)–(1,1) to `quad` (Heckbert 1989, section 2.2).
    fn from_unit_square(quad: &Quad) -> Option<Self> {
        let [p0, p1, p2, p3] = quad.0.map(|p| (f64::from(p.x), f64::from(p.y)));
        let (sx, sy) = (p0.0 - p1.0 + p2.0 - p3.0, p0.1 - p1.1 + p2.1 - p3.1);
        let (dx1, dy1) = (p1.0 - p2.0, p1.1 - p2.1);
        let (dx2, dy2) = (p3.0 - p2.0, p3.1 - p2.1);
        let det = dx1 * dy2 - dx2 * dy1;
        if det.abs() < 1e-9 {
            return None;
        }
        let g = (sx * dy2 - dx2 * sy) / det;
        let h = (dx1 * sy - sx * dy1) / det;
        Some(Self([
            p1.0 - p0.0 + g * p1.0,
            p3.0 - p0.0 + h * p3.0,
            p0.0,
            p1.1 - p0.1 + g * p1.1,
            p3.1 - p0.1 + h * p3.1,
            p0.1,
            g,
            h,
            1.0,
        ]))
    }

    /// The map that undoes this one; `None` when there is none.
    pub fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        if det.abs() < 1e-12 {
            return None;
        }
        let adjugate = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        Some(Self(adjugate.map(|v| v / det)))
    }

    /// First `other`, then this one.
    pub fn after(&self, other: &Self) -> Self {
        let (m, n) = (&self.0, &other.0);
        let mut product = [0.0; 9];
        for (at, value) in product.iter_mut().enumerate() {
            let (row, column) = (at / 3 * 3, at % 3);
            *value = (0..3).map(|k| m[row + k] * n[k * 3 + column]).sum();
        }
        Self(product)
    }

    /// Where `point` lands; `None` when it goes to infinity.
    pub fn apply(&self, point: Point) -> Option<Point> {
        let m = &self.0;
        let (x, y) = (f64::from(point.x), f64::from(point.y));
        let w = m[6] * x + m[7] * y + m[8];
        if w.abs() < 1e-9 {
            return None;
        }
        let [x, y] = [
            (m[0] * x + m[1] * y + m[2]) / w,
            (m[3] * x + m[4] * y + m[5]) / w,
        ];
        Some(Point::new(x as f32, y as f32))
    }

    /// Where `start` lands and the points after it, each `step` to the right of the one before.
    ///
    /// For rows of pixels: many times cheaper than each alone, exact to a hundredth of a pixel. What goes to
    /// infinity has no place that is a number.
    pub(crate) fn along(&self, start: Point, step: f32, places: &mut [Point]) {
        let m = self.0;
        let (left, y, step) = (f64::from(start.x), f64::from(start.y), f64::from(step));
        let begin = |row: usize| (m[row] * left + m[row + 1] * y + m[row + 2]) as f32;
        let slope = |row: usize| (m[row] * step) as f32;
        let ([x0, y0, w0], [dx, dy, dw]) = ([0, 3, 6].map(begin), [0, 3, 6].map(slope));
        // 32 bits, for the wider conversion is done one by one.
        for (at, place) in (0_i32..).zip(places) {
            let at = at as f32;
            let w = w0 + at * dw;
            *place = Point::new((x0 + at * dx) / w, (y0 + at * dy) / w);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_lands_where_its_points_do() {
        let flat = Quad::rectangle(0.0, 0.0, 900.0, 600.0);
        let far = Quad(
            [
                (3010.0, 2900.0),
                (7950.0, 2405.0),
                (8040.0, 6100.0),
                (2990.0, 5800.0),
            ]
            .map(|(x, y)| Point::new(x, y)),
        );
        let map = Homography::between(&flat, &far).unwrap();
        let mut places = [Point::new(0.0, 0.0); 900];
        map.along(Point::new(0.5, 411.5), 1.0, &mut places);
        for (at, place) in places.into_iter().enumerate() {
            let alone = map.apply(Point::new(at as f32 + 0.5, 411.5)).unwrap();
            assert!(place.distance(alone) < 0.01, "{place:?} is not {alone:?}");
        }
    }

    #[test]
    fn a_quad_holds_what_lies_within() {
        let quad = skewed();
        assert!(quad.holds(quad.centre()) && !quad.holds(Point::new(5.0, 40.0)));
        assert!(quad.upside_down().holds(quad.centre()));
        let left_half = Quad::rectangle(0.0, 0.0, 50.0, 20.0);
        let line = Quad::rectangle(0.0, 0.0, 100.0, 20.0);
        assert_eq!(
            (left_half.share_on(&line), line.share_on(&left_half)),
            (1.0, 0.5)
        );
    }

    fn skewed() -> Quad {
        Quad([
            Point::new(10.0, 12.0),
            Point::new(90.0, 5.0),
            Point::new(99.0, 60.0),
            Point::new(3.0, 71.0),
        ])
    }

    #[test]
    fn corners_go_to_corners_and_back() {
        let card = Quad::rectangle(0.0, 0.0, 856.0, 540.0);
        let there = Homography::between(&card, &skewed()).unwrap();
        let back = there.inverse().unwrap();
        for (from, to) in card.0.iter().zip(skewed().0) {
            let landed = there.apply(*from).unwrap();
            assert!(landed.distance(to) < 1e-3, "{landed:?} is not {to:?}");
            assert!(back.apply(landed).unwrap().distance(*from) < 1e-2);
        }
    }

    #[test]
    fn a_flattened_triangle_has_no_homography() {
        let mut quad = skewed();
        quad.0[1] = quad.0[0].toward(quad.0[2], 0.5);
        quad.0[3] = quad.0[1];
        assert_eq!(
            Homography::between(&Quad::rectangle(0.0, 0.0, 1.0, 1.0), &quad),
            None
        );
    }

    #[test]
    fn area_is_positive_for_reading_order_and_negative_for_a_mirror() {
        assert_eq!(Quad::rectangle(1.0, 1.0, 4.0, 3.0).area(), 12.0);
        let [tl, tr, br, bl] = Quad::rectangle(1.0, 1.0, 4.0, 3.0).0;
        assert_eq!(Quad([tr, tl, bl, br]).area(), -12.0);
    }
}
