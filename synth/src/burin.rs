//! Line drawings in a box of their own: shapes told from −1 to 1, gathered, then inked at once.

use crate::canvas::{Canvas, Rgb};
use std::f32::consts::TAU;
use tiny_skia::PathBuilder;

type Xy = (f32, f32);

/// Strokes and areas that will lie in one box.
pub struct Burin {
    middle: Xy,
    reach: Xy,
    lines: PathBuilder,
    areas: PathBuilder,
}

impl Burin {
    /// An empty drawing for a box in pixels.
    #[must_use]
    pub fn new(at: [f32; 4]) -> Self {
        Self {
            middle: ((at[0] + at[2]) / 2.0, (at[1] + at[3]) / 2.0),
            reach: ((at[2] - at[0]) / 2.0, (at[3] - at[1]) / 2.0),
            lines: PathBuilder::new(),
            areas: PathBuilder::new(),
        }
    }

    /// An empty drawing for the largest square in the middle of a box.
    #[must_use]
    pub fn square(at: [f32; 4]) -> Self {
        let mut one = Self::new(at);
        let least = one.reach.0.min(one.reach.1);
        one.reach = (least, least);
        one
    }

    /// Draws at a share of the size, about the same middle.
    pub fn within(&mut self, share: f32, draw: impl FnOnce(&mut Self)) {
        let whole = self.reach;
        self.reach = (whole.0 * share, whole.1 * share);
        draw(self);
        self.reach = whole;
    }

    fn put(&self, (x, y): Xy) -> Xy {
        (
            self.middle.0 + x * self.reach.0,
            self.middle.1 + y * self.reach.1,
        )
    }

    /// An open line through points.
    pub fn line(&mut self, points: &[Xy]) {
        for (n, point) in points.iter().enumerate() {
            let (x, y) = self.put(*point);
            if n == 0 {
                self.lines.move_to(x, y);
            } else {
                self.lines.line_to(x, y);
            }
        }
    }

    /// A smooth line that begins and ends at its outer points and is drawn towards those between.
    pub fn curve(&mut self, points: &[Xy]) {
        let at: Vec<Xy> = points.iter().map(|p| self.put(*p)).collect();
        smooth(&mut self.lines, &at);
    }

    /// A closed smooth area.
    pub fn blob(&mut self, points: &[Xy]) {
        let at: Vec<Xy> = points.iter().map(|p| self.put(*p)).collect();
        smooth(&mut self.areas, &at);
        self.areas.close();
    }

    /// A closed area with corners.
    pub fn area(&mut self, points: &[Xy]) {
        for (n, point) in points.iter().enumerate() {
            let (x, y) = self.put(*point);
            if n == 0 {
                self.areas.move_to(x, y);
            } else {
                self.areas.line_to(x, y);
            }
        }
        self.areas.close();
    }

    /// The outline of an area with corners.
    pub fn frame(&mut self, points: &[Xy]) {
        self.line(points);
        self.lines.close();
    }

    /// A ring.
    pub fn ring(&mut self, (x, y): Xy, rx: f32, ry: f32) {
        let points: Vec<Xy> = (0..=20)
            .map(|k| {
                let t = k as f32 / 20.0 * TAU;
                (x + rx * t.cos(), y + ry * t.sin())
            })
            .collect();
        self.curve(&points);
    }

    /// A disc.
    pub fn disc(&mut self, (x, y): Xy, r: f32) {
        let (x, y) = self.put((x, y));
        let r = r * self.reach.0.min(self.reach.1);
        if let Some(box_) = tiny_skia::Rect::from_ltrb(x - r, y - r, x + r, y + r) {
            self.areas.push_oval(box_);
        }
    }

    /// A star of some points.
    pub fn star(&mut self, (x, y): Xy, r: f32, points: usize, deep: f32) {
        let corners: Vec<Xy> = (0..points * 2)
            .map(|k| {
                let t = k as f32 / (points * 2) as f32 * TAU - TAU / 4.0;
                let far = if k % 2 == 0 { r } else { r * deep };
                (x + far * t.cos(), y + far * t.sin())
            })
            .collect();
        self.area(&corners);
    }

    /// Inks all that was gathered, its lines `width` pixels wide.
    pub fn ink(self, canvas: &mut Canvas, ink: Rgb, alpha: f32, width: f32) {
        if let Some(path) = self.areas.finish() {
            canvas.fill(&path, ink, alpha);
        }
        if let Some(path) = self.lines.finish() {
            canvas.stroke(&path, ink, alpha, width);
        }
    }

    /// The width of a line that is this share of the box's half side, never finer than a hair.
    #[must_use]
    pub fn width(&self, share: f32) -> f32 {
        (self.reach.0.min(self.reach.1) * share).max(0.6)
    }
}

/// Goes through the middles of neighbouring points, each point drawing the line towards it.
pub(crate) fn smooth(into: &mut PathBuilder, at: &[Xy]) {
    let [first, middle @ .., last] = at else {
        return;
    };
    into.move_to(first.0, first.1);
    for (n, point) in middle.iter().enumerate() {
        let to = match middle.get(n + 1) {
            Some(next) => ((point.0 + next.0) / 2.0, (point.1 + next.1) / 2.0),
            None => *last,
        };
        into.quad_to(point.0, point.1, to.0, to.1);
    }
    if middle.is_empty() {
        into.line_to(last.0, last.1);
    }
}
