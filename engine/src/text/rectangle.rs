//! Rectangles at any angle around what was found, in cells of the finder's map.

use crate::geometry::{Point, Quad};

/// A rectangle at any angle, in cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rectangle {
    pub(super) middle: Point,
    /// Unit vector along `wide`.
    pub(super) along: Point,
    pub(super) wide: f32,
    pub(super) high: f32,
}

impl Rectangle {
    /// Moves each side outward.
    pub(super) fn grow(&mut self, by: f32) {
        self.wide += 2.0 * by;
        self.high += 2.0 * by;
    }

    /// Whether its longer side stands across a direction rather than along it.
    pub(super) fn runs_across(&self, direction: Point) -> bool {
        let along = self.along.x * direction.x + self.along.y * direction.y;
        (along.abs() < std::f32::consts::FRAC_1_SQRT_2) == (self.wide >= self.high)
    }

    /// The corners in reading order: a line reads along its longer side, left to right or, when it is
    /// steep, top to bottom; anything else stands as upright as it can.
    pub(super) fn quad(&self, line: bool) -> Quad {
        let (mut along, mut wide, mut high) = (self.along, self.wide, self.high);
        let upright = along.x.abs() >= along.y.abs();
        if (line && wide < high) || (!line && !upright) {
            along = Point::new(-along.y, along.x);
            (wide, high) = (high, wide);
        }
        let steep = along.x.abs() < along.y.abs();
        if (steep && along.y < 0.0) || (!steep && along.x < 0.0) {
            along = Point::new(-along.x, -along.y);
        }
        let corner = |x: f32, y: f32| {
            let (dx, dy) = (x * wide / 2.0, y * high / 2.0);
            Point::new(
                self.middle.x + along.x * dx - along.y * dy,
                self.middle.y + along.y * dx + along.x * dy,
            )
        };
        Quad([
            corner(-1.0, -1.0),
            corner(1.0, -1.0),
            corner(1.0, 1.0),
            corner(-1.0, 1.0),
        ])
    }
}

/// The hull of the cells' centres.
pub(super) fn hull(rows: &[(u32, u32, u32)]) -> Vec<Point> {
    let ends = rows.iter().flat_map(|&(y, first, last)| {
        [first, last].map(|x| imageproc::point::Point::new(x as i32, y as i32))
    });
    let hull = imageproc::geometry::convex_hull(ends.collect::<Vec<_>>());
    hull.iter()
        .map(|p| Point::new(p.x as f32 + 0.5, p.y as f32 + 0.5))
        .collect()
}

/// The smallest rectangle around a hull: one side lies along one of its edges.
pub(super) fn smallest(hull: &[Point]) -> Option<Rectangle> {
    let edges = (0..hull.len()).map(|at| (hull[at], hull[(at + 1) % hull.len()]));
    edges
        .map(|(a, b)| {
            let length = a.distance(b);
            if length > 0.0 {
                Point::new((b.x - a.x) / length, (b.y - a.y) / length)
            } else {
                Point::new(1.0, 0.0)
            }
        })
        .map(|along| around(hull, along))
        .min_by(|a, b| (a.wide * a.high).total_cmp(&(b.wide * b.high)))
}

/// The rectangle around `points` with a side along a unit vector.
pub(super) fn around(points: &[Point], along: Point) -> Rectangle {
    let mut low = Point::new(f32::MAX, f32::MAX);
    let mut top = Point::new(f32::MIN, f32::MIN);
    for point in points {
        let (u, v) = (
            point.x * along.x + point.y * along.y,
            point.y * along.x - point.x * along.y,
        );
        low = Point::new(low.x.min(u), low.y.min(v));
        top = Point::new(top.x.max(u), top.y.max(v));
    }
    let (u, v) = ((low.x + top.x) / 2.0, (low.y + top.y) / 2.0);
    Rectangle {
        middle: Point::new(u * along.x - v * along.y, u * along.y + v * along.x),
        along,
        wide: top.x - low.x,
        high: top.y - low.y,
    }
}
