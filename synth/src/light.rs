//! Uneven light, shadows and glare over a picture.

use crate::camera::Picture;
use crate::rng::Rng;

/// Pixels between the points at which light is worked out.
const CELL: usize = 8;

/// Light on a coarse grid: a gain and an addition for each channel.
pub struct Light {
    columns: usize,
    rows: usize,
    gain: Vec<[f32; 3]>,
    add: Vec<f32>,
}

impl Light {
    /// Even light for a picture.
    #[must_use]
    pub fn even(w: usize, h: usize) -> Self {
        let (columns, rows) = (w / CELL + 2, h / CELL + 2);
        Self {
            columns,
            rows,
            gain: vec![[1.0; 3]; columns * rows],
            add: vec![0.0; columns * rows],
        }
    }

    fn each(&mut self, mut act: impl FnMut(f32, f32, &mut [f32; 3], &mut f32)) {
        let (w, h) = ((self.columns - 1) as f32, (self.rows - 1) as f32);
        for (n, (gain, add)) in self.gain.iter_mut().zip(&mut self.add).enumerate() {
            act(
                (n % self.columns) as f32 / w,
                (n / self.columns) as f32 / h,
                gain,
                add,
            );
        }
    }

    /// A slope of brightness across the picture, with a colour at each end.
    pub fn slope(&mut self, rng: &mut Rng, deep: f32) {
        let (sin, cos) = rng.range(0.0, std::f32::consts::TAU).sin_cos();
        let tint = [(); 3].map(|()| rng.range(-0.07, 0.07) * deep * 2.0);
        let low = 1.0 - deep * rng.unit();
        self.each(|x, y, gain, _| {
            let t = ((x - 0.5) * cos + (y - 0.5) * sin) * 0.7 + 0.5;
            for (g, tint) in gain.iter_mut().zip(tint) {
                *g *= low + (1.0 - low) * t + tint * (1.0 - t);
            }
        });
    }

    /// A lamp's pool of light.
    pub fn pool(&mut self, rng: &mut Rng, deep: f32) {
        let (cx, cy, r) = (
            rng.range(0.1, 0.9),
            rng.range(0.1, 0.9),
            rng.range(0.3, 0.9),
        );
        self.each(|x, y, gain, _| {
            let d = ((x - cx).powi(2) + (y - cy).powi(2)) / (r * r);
            gain.iter_mut()
                .for_each(|g| *g *= 1.0 - deep * (1.0 - (-d).exp()));
        });
    }

    /// A shadow with a straight or bent edge, soft or sharp.
    pub fn shadow(&mut self, rng: &mut Rng, dark: f32) {
        let (sin, cos) = rng.range(0.0, std::f32::consts::TAU).sin_cos();
        let (cx, cy) = (rng.range(0.15, 0.85), rng.range(0.15, 0.85));
        let (soft, bend) = (rng.log_range(0.01, 0.15), rng.range(-1.2, 1.2));
        let band = if rng.chance(0.4) {
            rng.range(0.08, 0.3)
        } else {
            9.0
        };
        self.each(|x, y, gain, _| {
            let (u, v) = (
                (x - cx) * cos + (y - cy) * sin,
                (y - cy) * cos - (x - cx) * sin,
            );
            let far = u + bend * v * v;
            let inside =
                (far / soft + 0.5).clamp(0.0, 1.0) * ((band - far) / soft + 0.5).clamp(0.0, 1.0);
            gain.iter_mut().for_each(|g| *g *= 1.0 - dark * inside);
        });
    }

    /// A bright reflection: a spot, or a streak.
    pub fn glare(&mut self, rng: &mut Rng, peak: f32) {
        let (cx, cy) = (rng.range(0.1, 0.9), rng.range(0.1, 0.9));
        let (long, wide) = if rng.chance(0.5) {
            (rng.range(0.05, 0.2), rng.range(0.03, 0.12))
        } else {
            (rng.range(0.3, 1.0), rng.range(0.01, 0.05))
        };
        let (sin, cos) = rng.range(0.0, std::f32::consts::TAU).sin_cos();
        let sharp = rng.range(1.0, 3.0);
        self.each(|x, y, _, add| {
            let (u, v) = (
                ((x - cx) * cos + (y - cy) * sin) / long,
                ((y - cy) * cos - (x - cx) * sin) / wide,
            );
            let d = (u * u + v * v).powf(sharp);
            *add += peak * (-d).exp();
        });
    }

    /// Darkening towards the corners.
    pub fn vignette(&mut self, deep: f32) {
        self.each(|x, y, gain, _| {
            let d = (x - 0.5).powi(2) + (y - 0.5).powi(2);
            gain.iter_mut().for_each(|g| *g *= 1.0 - deep * d * 2.0);
        });
    }

    /// Lights a picture.
    pub fn shine(&self, picture: &mut Picture) {
        let width = picture.w;
        let mut cells = vec![[0i32; 4]; self.columns];
        for (y, line) in picture.rgb.chunks_exact_mut(width * 3).enumerate() {
            let (row, t) = (y / CELL, (y % CELL) as f32 / CELL as f32);
            for (x, cell) in cells.iter_mut().enumerate() {
                let (a, b) = (row * self.columns + x, (row + 1) * self.columns + x);
                let (ga, gb) = (self.gain[a], self.gain[b]);
                for c in 0..3 {
                    cell[c] = ((ga[c] + (gb[c] - ga[c]) * t) * 4096.0) as i32;
                }
                cell[3] = ((self.add[a] + (self.add[b] - self.add[a]) * t) * 4096.0) as i32;
            }
            for (run, pair) in line.chunks_mut(CELL * 3).zip(cells.windows(2)) {
                let step: [i32; 4] = [0, 1, 2, 3].map(|c| (pair[1][c] - pair[0][c]) / CELL as i32);
                let mut now = pair[0];
                for p in run.chunks_exact_mut(3) {
                    for c in 0..3 {
                        p[c] = ((i32::from(p[c]) * now[c] + now[3]) >> 12).clamp(0, 255) as u8;
                    }
                    now.iter_mut().zip(step).for_each(|(n, s)| *n += s);
                }
            }
        }
    }
}
