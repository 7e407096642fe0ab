//! Plane projective maps, and drawing a flat sheet through one.

use crate::canvas::Canvas;
use crate::truth::{Quad, Xy};

/// A 3×3 map of the plane, row by row, with its last element 1.
#[derive(Clone, Copy, Debug)]
pub struct Homography([f64; 9]);

impl Homography {
    /// The map that leaves every point.
    pub const IDENTITY: Homography = Homography([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    /// The map of a rectangle's corners onto a quad's; a degenerate quad gives nothing.
    #[must_use]
    pub fn onto(width: f32, height: f32, quad: &Quad) -> Option<Self> {
        let [p0, p1, p2, p3] = quad.map(|p| [f64::from(p[0]), f64::from(p[1])]);
        let (d1, d2) = (
            [p1[0] - p2[0], p1[1] - p2[1]],
            [p3[0] - p2[0], p3[1] - p2[1]],
        );
        let s = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
        let det = d1[0] * d2[1] - d2[0] * d1[1];
        if det.abs() < 1e-6 {
            return None;
        }
        let g = (s[0] * d2[1] - d2[0] * s[1]) / det;
        let h = (d1[0] * s[1] - s[0] * d1[1]) / det;
        let (w, l) = (f64::from(width), f64::from(height));
        Some(Self([
            (p1[0] - p0[0] + g * p1[0]) / w,
            (p3[0] - p0[0] + h * p3[0]) / l,
            p0[0],
            (p1[1] - p0[1] + g * p1[1]) / w,
            (p3[1] - p0[1] + h * p3[1]) / l,
            p0[1],
            g / w,
            h / l,
            1.0,
        ]))
    }

    /// Where a point goes.
    #[must_use]
    pub fn apply(&self, [x, y]: Xy) -> Xy {
        let (m, x, y) = (&self.0, f64::from(x), f64::from(y));
        let z = m[6] * x + m[7] * y + m[8];
        [
            ((m[0] * x + m[1] * y + m[2]) / z) as f32,
            ((m[3] * x + m[4] * y + m[5]) / z) as f32,
        ]
    }

    /// The map back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let m = &self.0;
        let c = [
            m[4] * m[8] - m[5] * m[7],
            m[2] * m[7] - m[1] * m[8],
            m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8],
            m[0] * m[8] - m[2] * m[6],
            m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6],
            m[1] * m[6] - m[0] * m[7],
            m[0] * m[4] - m[1] * m[3],
        ];
        Self(c.map(|v| v / c[8]))
    }

    /// This map, then another.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut out = [0.0; 9];
        for (i, cell) in out.iter_mut().enumerate() {
            *cell = (0..3)
                .map(|k| next.0[i / 3 * 3 + k] * self.0[k * 3 + i % 3])
                .sum();
        }
        Self(out.map(|v| v / out[8]))
    }

    /// The same map for a source drawn `scale` times larger.
    #[must_use]
    pub fn enlarged(&self, scale: f32) -> Self {
        let s = f64::from(scale);
        let m = &self.0;
        Self([
            m[0] / s,
            m[1] / s,
            m[2],
            m[3] / s,
            m[4] / s,
            m[5],
            m[6] / s,
            m[7] / s,
            m[8],
        ])
    }
}

/// Draws a sheet onto another through a homography, with its edges softened over a pixel.
///
/// `round` is the radius of the sheet's corners in its own pixels; what lies outside them is not drawn.
pub fn project(onto: &mut Canvas, sheet: &Canvas, map: &Homography, round: f32) {
    let (sw, sh) = (sheet.width() as f32, sheet.height() as f32);
    let back = map.inverse();
    let corners = [[0.0, 0.0], [sw, 0.0], [sw, sh], [0.0, sh]].map(|p| map.apply(p));
    let (w, h) = (onto.width(), onto.height());
    let low = |i: usize| corners.iter().map(|c| c[i]).fold(f32::MAX, f32::min) - 1.0;
    let high = |i: usize| corners.iter().map(|c| c[i]).fold(f32::MIN, f32::max) + 2.0;
    let (x0, x1) = (
        low(0).clamp(0.0, w as f32) as usize,
        high(0).clamp(0.0, w as f32) as usize,
    );
    let (y0, y1) = (
        low(1).clamp(0.0, h as f32) as usize,
        high(1).clamp(0.0, h as f32) as usize,
    );
    let source = Texels::of(sheet);
    let edge = Edge {
        w: sw,
        h: sh,
        round,
        scale: longest(&corners) / sw.max(sh),
    };
    let m = back.0.map(|v| v as f32);
    for (y, row) in onto
        .map
        .data_mut()
        .chunks_exact_mut(w * 4)
        .enumerate()
        .take(y1)
        .skip(y0)
    {
        let Some((left, right)) = span(&corners, y as f32 + 0.5) else {
            continue;
        };
        let (from, to) = (
            left.clamp(x0 as f32, x1 as f32) as usize,
            right.clamp(x0 as f32, x1 as f32) as usize,
        );
        let fy = y as f32 + 0.5;
        let place = |x: usize| {
            let fx = x as f32 + 0.5;
            let z = 1.0 / (m[6] * fx + m[7] * fy + m[8]);
            (
                (m[0] * fx + m[1] * fy + m[2]) * z,
                (m[3] * fx + m[4] * fy + m[5]) * z,
            )
        };
        let mut x = from;
        while x < to {
            let end = (x + RUN).min(to);
            let (a, b) = (place(x), place(end));
            let run = &mut row[x * 4..end * 4];
            if edge.within(a) && edge.within(b) {
                source.run(run, a, b);
            } else {
                source.rim(run, a, b, &edge);
            }
            x = end;
        }
    }
}

/// Pixels between exact divisions; between them the map is taken as straight.
const RUN: usize = 12;

/// Where a row crosses a quad, a pixel and a half wider on both sides.
fn span(quad: &Quad, y: f32) -> Option<(f32, f32)> {
    let (mut low, mut high) = (f32::MAX, f32::MIN);
    for i in 0..4 {
        let (a, b) = (quad[i], quad[(i + 1) % 4]);
        let (top, end) = if a[1] < b[1] { (a, b) } else { (b, a) };
        if y < top[1] - 1.0 || y > end[1] + 1.0 {
            continue;
        }
        let slope = (end[0] - top[0]) / (end[1] - top[1]).max(0.01);
        for y in [y - 1.0, y + 1.0] {
            let x = top[0] + (y.clamp(top[1], end[1]) - top[1]) * slope;
            low = low.min(x);
            high = high.max(x);
        }
    }
    (low < high).then_some((low - 1.5, high + 2.5))
}

/// A sheet's pixels as packed words, for sampling between them.
struct Texels {
    w: usize,
    h: usize,
    words: Vec<u32>,
}

impl Texels {
    fn of(sheet: &Canvas) -> Self {
        let words = sheet
            .map
            .data()
            .chunks_exact(4)
            .map(|p| u32::from_le_bytes([p[0], p[1], p[2], 255]))
            .collect();
        Self {
            w: sheet.width(),
            h: sheet.height(),
            words,
        }
    }

    /// Samples a straight run that lies wholly inside the sheet.
    fn run(&self, out: &mut [u8], a: (f32, f32), b: (f32, f32)) {
        let (mut u, mut v, du, dv) = steps(a, b, out.len() / 4);
        for p in out.chunks_exact_mut(4) {
            p.copy_from_slice(&self.at(u, v).to_le_bytes());
            u += du;
            v += dv;
        }
    }

    /// Samples a run that touches the sheet's rim.
    fn rim(&self, out: &mut [u8], a: (f32, f32), b: (f32, f32), edge: &Edge) {
        let count = out.len() / 4;
        for (n, p) in out.chunks_exact_mut(4).enumerate() {
            let t = n as f32 / count as f32;
            let (u, v) = (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
            let cover = edge.cover(u, v);
            if cover > 0 {
                let (w, h) = (
                    (self.w as f32 - 1.002).max(0.0),
                    (self.h as f32 - 1.002).max(0.0),
                );
                let (u, v) = ((u - 0.5).clamp(0.0, w), (v - 0.5).clamp(0.0, h));
                let word = self
                    .at((u * 65_536.0) as i64, (v * 65_536.0) as i64)
                    .to_le_bytes();
                for (o, c) in p.iter_mut().zip(word) {
                    *o = ((u32::from(*o) * (256 - cover) + u32::from(c) * cover) >> 8) as u8;
                }
            }
        }
    }

    /// The colour between four pixels, at a place in 65,536ths.
    fn at(&self, u: i64, v: i64) -> u32 {
        let (x, y) = ((u >> 16) as usize, (v >> 16) as usize);
        let (tx, ty) = ((u >> 8 & 255) as u32, (v >> 8 & 255) as u32);
        let i = y * self.w + x;
        match (
            self.words.get(i..i + 2),
            self.words.get(i + self.w..i + self.w + 2),
        ) {
            (Some([a, b]), Some([c, d])) => blend(blend(*a, *b, tx), blend(*c, *d, tx), ty),
            _ => self.words.get(i).copied().unwrap_or(0),
        }
    }
}

/// Where a run starts and how it steps, in 65,536ths.
fn steps(a: (f32, f32), b: (f32, f32), count: usize) -> (i64, i64, i64, i64) {
    let fixed = |x: f32| (x * 65_536.0) as i64;
    let step = |from: f32, to: f32| fixed((to - from) / count as f32);
    (
        fixed(a.0 - 0.5),
        fixed(a.1 - 0.5),
        step(a.0, b.0),
        step(a.1, b.1),
    )
}

/// Two packed colours mixed, `t` of 256 parts of the second.
fn blend(a: u32, b: u32, t: u32) -> u32 {
    const ODD: u32 = 0x00FF_00FF;
    let even = ((a & ODD) * (256 - t) + (b & ODD) * t) >> 8 & ODD;
    let odd = ((a >> 8 & ODD) * (256 - t) + (b >> 8 & ODD) * t) & !ODD;
    even | odd
}

fn longest(quad: &Quad) -> f32 {
    (0..4)
        .map(|i| distance(quad[i], quad[(i + 1) % 4]))
        .fold(0.0, f32::max)
}

/// The distance between two points.
#[must_use]
pub fn distance(a: Xy, b: Xy) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// A sheet's outline, for the coverage of its outermost pixels.
struct Edge {
    w: f32,
    h: f32,
    round: f32,
    scale: f32,
}

impl Edge {
    /// True where the sheet covers wholly, its corners aside.
    fn within(&self, (u, v): (f32, f32)) -> bool {
        let rim = self.round.max(2.0) + 1.0;
        let (near, far) = (u.min(self.w - u), v.min(self.h - v));
        near > 2.5 && far > 2.5 && (near > rim || far > rim)
    }

    /// Coverage 0–256 at a place of the sheet.
    fn cover(&self, u: f32, v: f32) -> u32 {
        let (dx, dy) = (u.min(self.w - u), v.min(self.h - v));
        let inside = if dx < self.round && dy < self.round {
            self.round - (self.round - dx).hypot(self.round - dy)
        } else {
            dx.min(dy)
        };
        if inside > 2.0 {
            return 256;
        }
        ((inside * self.scale + 0.5).clamp(0.0, 1.0) * 256.0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::Homography;

    #[test]
    fn maps_corners_onto_corners_and_back() -> Result<(), &'static str> {
        let quad = [[10.0, 20.0], [200.0, 40.0], [190.0, 150.0], [5.0, 120.0]];
        let map = Homography::onto(100.0, 60.0, &quad).ok_or("degenerate")?;
        let corners = [[0.0, 0.0], [100.0, 0.0], [100.0, 60.0], [0.0, 60.0]];
        for (from, to) in corners.iter().zip(quad) {
            let there = map.apply(*from);
            assert!((there[0] - to[0]).abs() < 1e-2 && (there[1] - to[1]).abs() < 1e-2);
            let back = map.inverse().apply(there);
            assert!((back[0] - from[0]).abs() < 1e-2 && (back[1] - from[1]).abs() < 1e-2);
        }
        let twice = map.then(&map.inverse()).apply([30.0, 30.0]);
        assert!((twice[0] - 30.0).abs() < 1e-2);
        Ok(())
    }
}
