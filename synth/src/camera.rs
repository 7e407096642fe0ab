//! What lens, sensor and file do to a picture.

use crate::canvas::Canvas;
use crate::rng::Rng;
use anyhow::{Context, Result};
use std::sync::OnceLock;

/// An RGB picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Pixels across.
    pub w: usize,
    /// Pixels down.
    pub h: usize,
    /// Row by row, three bytes a pixel.
    pub rgb: Vec<u8>,
}

impl Picture {
    /// A sheet's picture.
    #[must_use]
    pub fn of(canvas: &Canvas) -> Self {
        Self {
            w: canvas.width(),
            h: canvas.height(),
            rgb: canvas.rgb(),
        }
    }

    /// The picture as a sheet to draw on.
    #[must_use]
    pub fn canvas(&self) -> Canvas {
        let mut sheet = Canvas::new(self.w, self.h, [0, 0, 0]);
        for (to, from) in sheet
            .map
            .data_mut()
            .chunks_exact_mut(4)
            .zip(self.rgb.chunks_exact(3))
        {
            to[..3].copy_from_slice(from);
        }
        sheet
    }

    fn row(&self) -> usize {
        self.w * 3
    }

    /// Defocus of about this deviation in pixels.
    pub fn blur(&mut self, sigma: f32) {
        if sigma > 2.2 {
            let (w, h) = (self.w, self.h);
            let mut half = self.resized((w / 2).max(1), (h / 2).max(1));
            half.blur(sigma / 2.0);
            *self = half.resized(w, h);
            return;
        }
        // One pass of 1-2-1 has variance one half.
        for _ in 0..(sigma * sigma * 2.0).round() as usize {
            self.soften();
        }
    }

    fn soften(&mut self) {
        let row = self.row();
        if self.w < 3 || self.h < 3 {
            return;
        }
        let mut out = self.rgb.clone();
        for y in 0..self.h {
            let up = &self.rgb[y.saturating_sub(1) * row..][..row];
            let here = &self.rgb[y * row..][..row];
            let down = &self.rgb[(y + 1).min(self.h - 1) * row..][..row];
            let to = &mut out[y * row..][..row];
            for (((o, u), h), d) in to.iter_mut().zip(up).zip(here).zip(down) {
                *o = ((u16::from(*u) + 2 * u16::from(*h) + u16::from(*d) + 2) >> 2) as u8;
            }
        }
        for (to, from) in self.rgb.chunks_exact_mut(row).zip(out.chunks_exact(row)) {
            let (left, here, right) = (&from[..row - 6], &from[3..row - 3], &from[6..]);
            for (((o, l), h), r) in to[3..row - 3].iter_mut().zip(left).zip(here).zip(right) {
                *o = ((u16::from(*l) + 2 * u16::from(*h) + u16::from(*r) + 2) >> 2) as u8;
            }
        }
    }

    /// Motion over a length in pixels in a direction.
    pub fn motion(&mut self, length: f32, radians: f32) {
        let steps = (length.ceil() as usize).clamp(2, 24);
        let mut sums = vec![0u16; self.rgb.len()];
        for step in 0..steps {
            let t = (step as f32 / (steps - 1) as f32 - 0.5) * length;
            let (dx, dy) = (
                (t * radians.cos()).round() as isize,
                (t * radians.sin()).round() as isize,
            );
            self.add_shifted(&mut sums, dx, dy);
        }
        let scale = 65_536 / steps as u32;
        self.rgb
            .iter_mut()
            .zip(&sums)
            .for_each(|(p, s)| *p = ((u32::from(*s) * scale) >> 16) as u8);
    }

    fn add_shifted(&self, sums: &mut [u16], dx: isize, dy: isize) {
        let row = self.row();
        for (y, to) in sums.chunks_exact_mut(row).enumerate() {
            let from = (y as isize + dy).clamp(0, self.h as isize - 1) as usize * row;
            let source = &self.rgb[from..from + row];
            let cut = (dx.unsigned_abs() * 3).min(row - 3);
            let (a, b) = if dx >= 0 { (cut, 0) } else { (0, cut) };
            let n = row - cut;
            to[b..b + n]
                .iter_mut()
                .zip(&source[a..a + n])
                .for_each(|(t, s)| *t += u16::from(*s));
            let (rest, edge) = if dx >= 0 {
                (&mut to[n..], &source[row - 3..])
            } else {
                (&mut to[..cut], &source[..3])
            };
            rest.iter_mut()
                .zip(edge.iter().cycle())
                .for_each(|(t, s)| *t += u16::from(*s));
        }
    }

    /// Sensor noise of a deviation in levels, mostly in lightness.
    pub fn noise(&mut self, deviation: f32, rng: &mut Rng) {
        let grain = grain();
        let gain = (deviation * 8.0) as i32;
        let row = self.row();
        for line in self.rgb.chunks_exact_mut(row) {
            let (mut at, mut tint) = (rng.below(grain.len() - 1), rng.below(grain.len() - 1));
            for p in line.chunks_exact_mut(3) {
                at = (at + 1) & (grain.len() - 1);
                let common = i32::from(grain[at]) * gain;
                for c in p {
                    tint = (tint + 1) & (grain.len() - 1);
                    let push = (common + i32::from(grain[tint]) * gain / 2) >> 8;
                    *c = (i32::from(*c) + push).clamp(0, 255) as u8;
                }
            }
        }
    }

    /// Contrast about mid-grey, brightness added, and a gain for each channel.
    pub fn tone(&mut self, contrast: f32, lift: f32, gamma: f32, gains: [f32; 3]) {
        let tables = gains.map(|g| {
            let mut table = [0u8; 256];
            for (level, out) in table.iter_mut().enumerate() {
                let bent = (level as f32 / 255.0).powf(gamma) * 255.0;
                *out = (((bent - 128.0) * contrast + 128.0) * g + lift).clamp(0.0, 255.0) as u8;
            }
            table
        });
        for p in self.rgb.chunks_exact_mut(3) {
            p.iter_mut()
                .zip(&tables)
                .for_each(|(c, t)| *c = t[usize::from(*c)]);
        }
    }

    /// Colour taken out by a share 0–1.
    pub fn fade(&mut self, share: f32) {
        let keep = 1.0 - share;
        for p in self.rgb.chunks_exact_mut(3) {
            let grey = 0.3 * f32::from(p[0]) + 0.59 * f32::from(p[1]) + 0.11 * f32::from(p[2]);
            p.iter_mut()
                .for_each(|c| *c = (f32::from(*c) * keep + grey * share) as u8);
        }
    }

    /// A photocopier's grey, almost black and white.
    pub fn copied(&mut self, level: f32, steep: f32) {
        self.fade(1.0);
        self.tone(
            steep,
            (128.0 - level) * (steep - 1.0).max(0.3),
            1.0,
            [1.0; 3],
        );
    }

    /// The same picture at another size, by area when it shrinks.
    #[must_use]
    pub fn resized(&self, w: usize, h: usize) -> Self {
        if w == self.w && h == self.h {
            return self.clone();
        }
        if w * 2 == self.w / 2 * 2 && h * 2 == self.h / 2 * 2 {
            return self.halved();
        }
        let mut from = None;
        while from.as_ref().unwrap_or(self).w >= w * 2 && from.as_ref().unwrap_or(self).h >= h * 2 {
            from = Some(from.as_ref().unwrap_or(self).halved());
        }
        from.as_ref().unwrap_or(self).bilinear(w, h)
    }

    fn halved(&self) -> Self {
        let (w, h, row) = (self.w / 2, self.h / 2, self.row());
        let mut rgb = Vec::with_capacity(w * h * 3);
        for y in 0..h {
            let (a, b) = (
                &self.rgb[2 * y * row..][..w * 6],
                &self.rgb[(2 * y + 1) * row..][..w * 6],
            );
            for (p, q) in a.chunks_exact(6).zip(b.chunks_exact(6)) {
                rgb.extend((0..3).map(|c| {
                    ((u16::from(p[c])
                        + u16::from(p[c + 3])
                        + u16::from(q[c])
                        + u16::from(q[c + 3])
                        + 2)
                        >> 2) as u8
                }));
            }
        }
        Self { w, h, rgb }
    }

    fn bilinear(&self, w: usize, h: usize) -> Self {
        let taps = |from: usize, to: usize| -> Vec<(usize, usize, u32)> {
            (0..to)
                .map(|i| {
                    let at = ((i as f32 + 0.5) * from as f32 / to as f32 - 0.5)
                        .clamp(0.0, from as f32 - 1.0);
                    (
                        at as usize,
                        (at as usize + 1).min(from - 1),
                        (at.fract() * 256.0) as u32,
                    )
                })
                .collect()
        };
        let (xs, row) = (taps(self.w, w), self.row());
        let mut rgb = Vec::with_capacity(w * h * 3);
        for (y0, y1, ty) in taps(self.h, h) {
            let (a, b) = (&self.rgb[y0 * row..][..row], &self.rgb[y1 * row..][..row]);
            for (x0, x1, tx) in &xs {
                for c in 0..3 {
                    let of = |line: &[u8]| {
                        u32::from(line[x0 * 3 + c]) * (256 - tx) + u32::from(line[x1 * 3 + c]) * tx
                    };
                    rgb.push(((of(a) * (256 - ty) + of(b) * ty + 32_768) >> 16) as u8);
                }
            }
        }
        Self { w, h, rgb }
    }

    /// Fine stripes of a screen photographed.
    pub fn moire(&mut self, rng: &mut Rng) {
        let (a, b, deep) = (
            rng.range(0.35, 1.4),
            rng.range(-0.6, 0.6),
            rng.range(4.0, 22.0),
        );
        let (bend, row) = (rng.range(-0.0004, 0.0004), self.row());
        let wave: Vec<i16> = (0..256)
            .map(|k| ((k as f32 / 256.0 * std::f32::consts::TAU).sin() * deep) as i16)
            .collect();
        for (y, line) in self.rgb.chunks_exact_mut(row).enumerate() {
            let start = y as f32 * (b + bend * y as f32);
            for (x, p) in line.chunks_exact_mut(3).enumerate() {
                let place = ((start + x as f32 * a) * 40.7) as i32 as usize & 255;
                for (c, v) in p.iter_mut().enumerate() {
                    *v = (i16::from(*v) + wave[(place + 85 * c) & 255]).clamp(0, 255) as u8;
                }
            }
        }
    }

    /// The marks of a JPEG file of this quality.
    pub fn jpeg(&mut self, quality: u8) -> Result<()> {
        let bytes = self.encoded(quality)?;
        let read = image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg)
            .context("a JPEG just written does not read")?;
        self.rgb = read.into_rgb8().into_raw();
        Ok(())
    }

    /// The picture as a JPEG file.
    pub fn encoded(&self, quality: u8) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(self.rgb.len() / 8);
        let encoder = jpeg_encoder::Encoder::new(&mut out, quality.clamp(1, 100));
        encoder
            .encode(
                &self.rgb,
                u16::try_from(self.w)?,
                u16::try_from(self.h)?,
                jpeg_encoder::ColorType::Rgb,
            )
            .context("a picture could not be written as JPEG")?;
        Ok(out)
    }

    /// Quarter turns clockwise.
    #[must_use]
    pub fn turned(&self, turns: u8) -> Self {
        let (w, h) = if turns % 2 == 1 {
            (self.h, self.w)
        } else {
            (self.w, self.h)
        };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..h {
            for x in 0..w {
                let (fx, fy) = match turns % 4 {
                    1 => (y, self.h - 1 - x),
                    2 => (self.w - 1 - x, self.h - 1 - y),
                    3 => (self.w - 1 - y, x),
                    _ => (x, y),
                };
                rgb.extend_from_slice(&self.rgb[(fy * self.w + fx) * 3..][..3]);
            }
        }
        Self { w, h, rgb }
    }
}

/// Random levels of deviation 32, a power of two of them.
fn grain() -> &'static [i8] {
    static MADE: OnceLock<Vec<i8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut rng = Rng::new(&[0x6772_6169]);
        (0..1 << 16)
            .map(|_| (rng.gauss() * 32.0).clamp(-127.0, 127.0) as i8)
            .collect()
    })
}
