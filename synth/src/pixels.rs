//! A picture in floating point, for as long as light and lens act on it.

/// Interleaved samples, nominally 0 … 255, of a grey (`c` = 1) or RGB (`c` = 3) picture.
#[derive(Clone, Debug)]
pub struct Pixels {
    /// Width.
    pub w: usize,
    /// Height.
    pub h: usize,
    /// Channels.
    pub c: usize,
    /// Row by row, channels interleaved.
    pub v: Vec<f32>,
}

/// How a picture is resampled when it grows; when it shrinks, each filter widens to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Nearest neighbour.
    Nearest,
    /// Triangle.
    Linear,
    /// Catmull–Rom.
    Cubic,
    /// Lanczos with three lobes.
    Lanczos,
}

impl Filter {
    fn reach(self) -> f32 {
        match self {
            Filter::Nearest => 0.5,
            Filter::Linear => 1.0,
            Filter::Cubic => 2.0,
            Filter::Lanczos => 3.0,
        }
    }

    fn weigh(self, x: f32) -> f32 {
        let x = x.abs();
        match self {
            Filter::Nearest => f32::from(x <= 0.5),
            Filter::Linear => (1.0 - x).max(0.0),
            Filter::Cubic if x < 1.0 => (1.5 * x - 2.5) * x * x + 1.0,
            Filter::Cubic if x < 2.0 => ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0,
            Filter::Lanczos if x < 1e-4 => 1.0,
            Filter::Lanczos if x < 3.0 => {
                let a = std::f32::consts::PI * x;
                3.0 * a.sin() * (a / 3.0).sin() / (a * a)
            }
            Filter::Cubic | Filter::Lanczos => 0.0,
        }
    }
}

// For each target sample: its first source sample and the weights from there on.
struct Taps {
    first: Vec<usize>,
    weights: Vec<f32>,
    each: usize,
}

fn taps(from: usize, to: usize, filter: Filter) -> Taps {
    let scale = from as f32 / to as f32;
    let widen = if filter == Filter::Nearest {
        1.0
    } else {
        scale.max(1.0)
    };
    let reach = filter.reach() * widen;
    let each = ((2.0 * reach).ceil() as usize + 1).min(from);
    let (mut first, mut weights) = (Vec::with_capacity(to), vec![0.0; each * to]);
    for (n, mine) in weights.chunks_exact_mut(each).enumerate() {
        let centre = (n as f32 + 0.5) * scale - 0.5;
        let start = ((centre - reach).ceil().max(0.0) as usize).min(from - each);
        let mut sum = 0.0;
        for (k, weight) in mine.iter_mut().enumerate() {
            *weight = filter.weigh(((start + k) as f32 - centre) / widen);
            sum += *weight;
        }
        if sum.abs() < 1e-6 {
            mine[(centre.round().max(0.0) as usize)
                .saturating_sub(start)
                .min(each - 1)] = 1.0;
            sum = 1.0;
        }
        mine.iter_mut().for_each(|weight| *weight /= sum);
        first.push(start);
    }
    Taps {
        first,
        weights,
        each,
    }
}

impl Pixels {
    /// A picture of one level.
    pub fn new(w: usize, h: usize, c: usize, level: f32) -> Pixels {
        Pixels {
            w,
            h,
            c,
            v: vec![level; w * h * c],
        }
    }

    /// From bytes, row by row, channels interleaved.
    pub fn from_bytes(w: usize, h: usize, c: usize, bytes: &[u8]) -> Pixels {
        let v = bytes.iter().map(|b| f32::from(*b)).collect();
        Pixels { w, h, c, v }
    }

    /// To bytes, rounded and clipped.
    pub fn bytes(&self) -> Vec<u8> {
        self.v.iter().map(|x| (x + 0.5) as u8).collect()
    }

    /// Clips every sample to 0 … 255, as a sensor or a file does.
    pub fn clip(&mut self) {
        for x in &mut self.v {
            *x = x.clamp(0.0, 255.0);
        }
    }

    /// The picture at another size.
    pub fn resize(&self, w: usize, h: usize, filter: Filter) -> Pixels {
        if (w, h) == (self.w, self.h) {
            return self.clone();
        }
        let tall = self.resize_rows(h, filter);
        tall.resize_columns(w, filter)
    }

    fn resize_rows(&self, h: usize, filter: Filter) -> Pixels {
        if h == self.h {
            return self.clone();
        }
        let taps = taps(self.h, h, filter);
        let stride = self.w * self.c;
        let mut out = Pixels::new(self.w, h, self.c, 0.0);
        for (y, to) in out.v.chunks_exact_mut(stride).enumerate() {
            for k in 0..taps.each {
                let weight = taps.weights[y * taps.each + k];
                if weight == 0.0 {
                    continue;
                }
                let from = &self.v[(taps.first[y] + k) * stride..][..stride];
                to.iter_mut().zip(from).for_each(|(t, f)| *t += weight * f);
            }
        }
        out
    }

    fn resize_columns(&self, w: usize, filter: Filter) -> Pixels {
        if w == self.w {
            return self.clone();
        }
        let taps = taps(self.w, w, filter);
        let c = self.c;
        let mut out = Pixels::new(w, self.h, c, 0.0);
        let rows = self.v.chunks_exact(self.w * c);
        for (from, to) in rows.zip(out.v.chunks_exact_mut(w * c)) {
            if c == 1 {
                let weights = taps.weights.chunks_exact(taps.each);
                for ((to, weights), first) in to.iter_mut().zip(weights).zip(&taps.first) {
                    let near = &from[*first..*first + taps.each];
                    *to = weights.iter().zip(near).map(|(weight, f)| weight * f).sum();
                }
                continue;
            }
            for (x, to) in to.chunks_exact_mut(c).enumerate() {
                let weights = &taps.weights[x * taps.each..][..taps.each];
                let from = &from[taps.first[x] * c..];
                for (weight, from) in weights.iter().zip(from.chunks_exact(c)) {
                    to.iter_mut().zip(from).for_each(|(t, f)| *t += weight * f);
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Pixels};

    #[test]
    fn a_flat_picture_stays_flat_at_every_size() {
        let flat = Pixels::new(13, 9, 3, 77.0);
        for filter in [
            Filter::Nearest,
            Filter::Linear,
            Filter::Cubic,
            Filter::Lanczos,
        ] {
            for (w, h) in [(5, 4), (13, 9), (31, 32), (1, 1)] {
                let out = flat.resize(w, h, filter);
                assert!(
                    out.v.iter().all(|x| (x - 77.0).abs() < 1e-2),
                    "{filter:?} {w}x{h}"
                );
            }
        }
    }
}
