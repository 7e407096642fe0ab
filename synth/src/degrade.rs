//! What lens, light, sensor and file formats do to a picture.

use crate::pixels::Pixels;
use crate::rng::Rng;
use std::sync::OnceLock;

/// Gaussian blur of this deviation in pixels.
pub fn blur(p: &mut Pixels, sigma: f32) {
    if sigma < 0.15 {
        return;
    }
    let reach = (2.6 * sigma).ceil() as usize;
    let mut kernel: Vec<f32> = (0..=reach)
        .map(|k| (-((k * k) as f32) / (2.0 * sigma * sigma)).exp())
        .collect();
    let sum = kernel[0] + 2.0 * kernel[1..].iter().sum::<f32>();
    kernel.iter_mut().for_each(|k| *k /= sum);
    blur_rows(p, &kernel);
    blur_columns(p, &kernel);
}

fn blur_rows(p: &mut Pixels, kernel: &[f32]) {
    let (reach, c) = (kernel.len() - 1, p.c);
    let mut padded = vec![0.0; (p.w + 2 * reach) * c];
    for row in p.v.chunks_exact_mut(p.w * c) {
        padded[reach * c..][..row.len()].copy_from_slice(row);
        for k in 0..reach {
            for channel in 0..c {
                padded[k * c + channel] = row[channel];
                padded[(reach + p.w + k) * c + channel] = row[(p.w - 1) * c + channel];
            }
        }
        let n = row.len();
        let centre = &padded[reach * c..][..n];
        row.iter_mut()
            .zip(centre)
            .for_each(|(to, from)| *to = kernel[0] * from);
        for (k, weight) in kernel.iter().enumerate().skip(1) {
            let (left, right) = (
                &padded[(reach - k) * c..][..n],
                &padded[(reach + k) * c..][..n],
            );
            for ((to, a), b) in row.iter_mut().zip(left).zip(right) {
                *to += weight * (a + b);
            }
        }
    }
}

fn blur_columns(p: &mut Pixels, kernel: &[f32]) {
    let stride = p.w * p.c;
    let from = p.v.clone();
    let row = |y: usize| &from[y * stride..][..stride];
    for (y, to) in p.v.chunks_exact_mut(stride).enumerate() {
        to.iter_mut()
            .zip(row(y))
            .for_each(|(t, f)| *t = kernel[0] * f);
        for (k, weight) in kernel.iter().enumerate().skip(1) {
            let (up, down) = (row(y.saturating_sub(k)), row((y + k).min(p.h - 1)));
            for ((t, a), b) in to.iter_mut().zip(up).zip(down) {
                *t += weight * (a + b);
            }
        }
    }
}

/// Motion blur: the mean along a stroke of this length and direction.
pub fn motion(p: &mut Pixels, length: f32, radians: f32) {
    let steps = (length.ceil() as usize).max(1) + 1;
    let from = p.v.clone();
    let (w, h, c) = (p.w as isize, p.h as isize, p.c);
    p.v.fill(0.0);
    for step in 0..steps {
        let t = (step as f32 / (steps - 1) as f32 - 0.5) * length;
        let (dx, dy) = (t * radians.cos(), t * radians.sin());
        let (x0, y0) = (dx.floor(), dy.floor());
        let (fx, fy) = (dx - x0, dy - y0);
        for (ox, oy, weight) in [
            (0, 0, (1.0 - fx) * (1.0 - fy)),
            (1, 0, fx * (1.0 - fy)),
            (0, 1, (1.0 - fx) * fy),
            (1, 1, fx * fy),
        ] {
            if weight < 1e-3 {
                continue;
            }
            let weight = weight / steps as f32;
            let (dx, dy) = (x0 as isize + ox, y0 as isize + oy);
            for y in 0..h {
                let row = &from[((y + dy).clamp(0, h - 1) * w) as usize * c..][..w as usize * c];
                let to = &mut p.v[(y * w) as usize * c..][..w as usize * c];
                add_shifted(to, row, dx, c, weight);
            }
        }
    }
}

// Adds a row moved sideways; its ends repeat.
fn add_shifted(to: &mut [f32], row: &[f32], dx: isize, c: usize, weight: f32) {
    let by = dx.unsigned_abs() * c;
    let inner = row.len().saturating_sub(by);
    let (from, onto) = if dx >= 0 { (by, 0) } else { (0, by) };
    let (from, onto) = (from.min(row.len()), onto.min(row.len()));
    let pairs = to[onto..onto + inner].iter_mut().zip(&row[from..]);
    pairs.for_each(|(t, f)| *t += weight * f);
    let (edge, rest) = if dx >= 0 {
        (&row[row.len() - c..], &mut to[inner..])
    } else {
        (&row[..c], &mut to[..onto])
    };
    for pixel in rest.chunks_exact_mut(c) {
        pixel
            .iter_mut()
            .zip(edge)
            .for_each(|(t, f)| *t += weight * f);
    }
}

/// Sensor noise: `even` everywhere, `shot` growing with the root of the light.
pub fn noise(p: &mut Pixels, even: f32, shot: f32, rng: &mut Rng) {
    for x in &mut p.v {
        let light = (x.max(0.0) * (1.0 / 255.0)).sqrt();
        *x += (even + shot * light) * rng.gauss();
    }
}

/// Unsharp mask, as cameras and scanners add it: halos round every stroke.
pub fn sharpen(p: &mut Pixels, amount: f32, sigma: f32) {
    let mut soft = p.clone();
    blur(&mut soft, sigma);
    for (x, s) in p.v.iter_mut().zip(&soft.v) {
        *x += amount * (*x - s);
    }
}

/// Gamma about white, then gain and lift.
pub fn tone(p: &mut Pixels, gamma: f32, gain: f32, lift: f32) {
    for x in &mut p.v {
        let light = x.clamp(0.0, 255.0) * (1.0 / 255.0);
        *x = 255.0 * light.powf(gamma) * gain + lift;
    }
}

/// Uneven light: multiplied across the picture, from one factor to another.
pub fn shade(p: &mut Pixels, radians: f32, from: f32, to: f32) {
    let (dx, dy) = (radians.cos(), radians.sin());
    let span = (dx.abs() * p.w as f32 + dy.abs() * p.h as f32).max(1.0);
    let start = (dx.min(0.0) * p.w as f32) + (dy.min(0.0) * p.h as f32);
    let (w, c) = (p.w, p.c);
    for (y, row) in p.v.chunks_exact_mut(w * c).enumerate() {
        for (x, pixel) in row.chunks_exact_mut(c).enumerate() {
            let t = (x as f32 * dx + y as f32 * dy - start) / span;
            let factor = from + (to - from) * t;
            pixel.iter_mut().for_each(|v| *v *= factor);
        }
    }
}

/// A soft bright streak or spot that washes out what lies under it, at most to `peak` of white.
pub fn glare(p: &mut Pixels, peak: f32, rng: &mut Rng) {
    let (w, h) = (p.w as f32, p.h as f32);
    let (cx, cy) = (rng.range(0.0, w), rng.range(-0.3 * h, 1.3 * h));
    let turn = rng.range(0.0, std::f32::consts::TAU);
    let (along, across) = (rng.range(0.8, 6.0) * h, rng.range(0.25, 1.2) * h);
    let (cos, sin) = (turn.cos(), turn.sin());
    let c = p.c;
    for (y, row) in p.v.chunks_exact_mut(p.w * c).enumerate() {
        for (x, pixel) in row.chunks_exact_mut(c).enumerate() {
            let (dx, dy) = (x as f32 - cx, y as f32 - cy);
            let (u, v) = (
                (dx * cos + dy * sin) / along,
                (dy * cos - dx * sin) / across,
            );
            let near = (1.0 - 0.25 * (u * u + v * v)).max(0.0);
            let wash = peak * near * near * near * near;
            for value in pixel {
                *value += (262.0 - *value) * wash;
            }
        }
    }
}

const LUMA: [u8; 64] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

fn cosines() -> &'static [[f32; 8]; 8] {
    static TABLE: OnceLock<[[f32; 8]; 8]> = OnceLock::new();
    TABLE.get_or_init(|| {
        std::array::from_fn(|k| {
            std::array::from_fn(|n| {
                let scale = if k == 0 { 0.125f32.sqrt() } else { 0.5 };
                scale * ((2 * n + 1) as f32 * k as f32 * std::f32::consts::PI / 16.0).cos()
            })
        })
    })
}

/// What JPEG at this quality (1 … 100) loses; `corner` is where the picture's 8 × 8 blocks begin.
///
/// RGB goes through YCbCr with chroma at half resolution. Nothing is encoded: blocks are
/// transformed, quantised and transformed back, which is the whole of the loss.
pub fn jpeg(p: &mut Pixels, quality: f32, corner: (usize, usize)) {
    let q = quality.clamp(1.0, 100.0);
    let scale = if q < 50.0 { 50.0 / q } else { 2.0 - q / 50.0 };
    let steps = LUMA.map(|step| (f32::from(step) * scale).clamp(1.0, 255.0).round());
    if p.c == 1 {
        quantise(&mut p.v, p.w, p.h, &steps, corner);
        return;
    }
    let coarse = steps.map(|step| (step * 1.4).min(255.0));
    let mut planes = split(p);
    quantise(&mut planes[0], p.w, p.h, &steps, corner);
    let (w, h) = (p.w.div_ceil(2), p.h.div_ceil(2));
    for plane in &mut planes[1..] {
        let whole = Pixels {
            w: p.w,
            h: p.h,
            c: 1,
            v: std::mem::take(plane),
        };
        let mut half = whole.resize(w, h, crate::pixels::Filter::Linear);
        quantise(&mut half.v, w, h, &coarse, (corner.0 / 2, corner.1 / 2));
        *plane = half.resize(p.w, p.h, crate::pixels::Filter::Linear).v;
    }
    join(p, &planes);
}

fn split(p: &Pixels) -> [Vec<f32>; 3] {
    let mut planes = [(); 3].map(|()| Vec::with_capacity(p.w * p.h));
    for rgb in p.v.chunks_exact(3) {
        let (r, g, b) = (rgb[0], rgb[1], rgb[2]);
        let y = 0.299 * r + 0.587 * g + 0.114 * b;
        planes[0].push(y);
        planes[1].push((b - y) * 0.564 + 128.0);
        planes[2].push((r - y) * 0.713 + 128.0);
    }
    planes
}

fn join(p: &mut Pixels, planes: &[Vec<f32>; 3]) {
    for (n, rgb) in p.v.chunks_exact_mut(3).enumerate() {
        let (y, cb, cr) = (planes[0][n], planes[1][n] - 128.0, planes[2][n] - 128.0);
        rgb[0] = y + 1.403 * cr;
        rgb[1] = y - 0.344 * cb - 0.714 * cr;
        rgb[2] = y + 1.773 * cb;
    }
}

fn quantise(v: &mut [f32], w: usize, h: usize, steps: &[f32; 64], corner: (usize, usize)) {
    let (left, top) = (corner.0 as isize % 8, corner.1 as isize % 8);
    let mut by = -((8 - top) % 8);
    while by < h as isize {
        let mut bx = -((8 - left) % 8);
        while bx < w as isize {
            block(v, w, h, (bx, by), steps);
            bx += 8;
        }
        by += 8;
    }
}

fn block(v: &mut [f32], w: usize, h: usize, (bx, by): (isize, isize), steps: &[f32; 64]) {
    let mut values = [[0.0f32; 8]; 8];
    for (y, row) in values.iter_mut().enumerate() {
        let from = (by + y as isize).clamp(0, h as isize - 1) as usize * w;
        for (x, value) in row.iter_mut().enumerate() {
            *value = v[from + (bx + x as isize).clamp(0, w as isize - 1) as usize] - 128.0;
        }
    }
    let mut waves = both_ways(&values, cosines(), false);
    for (row, steps) in waves.iter_mut().zip(steps.chunks_exact(8)) {
        for (wave, step) in row.iter_mut().zip(steps) {
            *wave = (*wave / step).round() * step;
        }
    }
    let values = both_ways(&waves, cosines(), true);
    for (y, row) in values.iter().enumerate() {
        let y = by + y as isize;
        if y < 0 || y >= h as isize {
            continue;
        }
        for (x, value) in row.iter().enumerate() {
            let x = bx + x as isize;
            if x >= 0 && x < w as isize {
                v[y as usize * w + x as usize] = value + 128.0;
            }
        }
    }
}

// C·V·Cᵗ, or back again Cᵗ·V·C.
fn both_ways(v: &[[f32; 8]; 8], table: &[[f32; 8]; 8], back: bool) -> [[f32; 8]; 8] {
    let at = |k: usize, n: usize| if back { table[n][k] } else { table[k][n] };
    let mut half = [[0.0f32; 8]; 8];
    for (k, row) in half.iter_mut().enumerate() {
        for (n, from) in v.iter().enumerate() {
            let weight = at(k, n);
            row.iter_mut().zip(from).for_each(|(t, f)| *t += weight * f);
        }
    }
    let mut out = [[0.0f32; 8]; 8];
    for (row, from) in out.iter_mut().zip(&half) {
        for (n, f) in from.iter().enumerate() {
            for (k, t) in row.iter_mut().enumerate() {
                *t += at(k, n) * f;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(c: usize) -> Pixels {
        let v = (0..37 * 21 * c)
            .map(|n| (n * 7 % 200) as f32 + 20.0)
            .collect();
        Pixels { w: 37, h: 21, c, v }
    }

    fn gap(a: &Pixels, b: &Pixels) -> f32 {
        let sum: f32 = a.v.iter().zip(&b.v).map(|(a, b)| (a - b).abs()).sum();
        sum / a.v.len() as f32
    }

    #[test]
    fn jpeg_loses_little_at_100_and_more_at_20() {
        let p = ramp(1);
        let (mut best, mut worst) = (p.clone(), p.clone());
        jpeg(&mut best, 100.0, (3, 5));
        jpeg(&mut worst, 20.0, (3, 5));
        assert!(gap(&p, &best) < 0.6, "{}", gap(&p, &best));
        assert!(gap(&p, &worst) > 5.0);
    }

    #[test]
    fn blurs_keep_the_mean() {
        for c in [1, 3] {
            let flat = Pixels::new(20, 12, c, 90.0);
            let (mut a, mut b) = (flat.clone(), flat.clone());
            blur(&mut a, 1.7);
            motion(&mut b, 5.5, 0.7);
            assert!(gap(&flat, &a) < 1e-2);
            assert!(gap(&flat, &b) < 1e-2);
        }
    }

    #[test]
    fn noise_is_the_same_for_the_same_seed() {
        let (mut a, mut b) = (ramp(3), ramp(3));
        noise(&mut a, 3.0, 2.0, &mut Rng::new(&[4]));
        noise(&mut b, 3.0, 2.0, &mut Rng::new(&[4]));
        assert_eq!(a.v, b.v);
    }
}
