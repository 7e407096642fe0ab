//! The printed ground that lies under a line: tints, guilloche, screens, microprint, rules.

use crate::pixels::Pixels;
use crate::rng::Rng;
use crate::world::World;

/// Kinds of security print; each belongs to one world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motif {
    /// Families of fine waving lines.
    Waves,
    /// A screen of dots.
    Dots,
    /// Slanted parallel lines.
    Hatch,
    /// Rows of tiny broken strokes that stand for microprint.
    Microprint,
    /// Rings about a far centre.
    Rings,
    /// Two waving families across each other.
    Mesh,
    /// Rows of short dashes, each row moved against the last.
    Bricks,
}

const TRAIN: [Motif; 5] = [
    Motif::Waves,
    Motif::Dots,
    Motif::Hatch,
    Motif::Microprint,
    Motif::Rings,
];
const TEST: [Motif; 5] = [
    Motif::Waves,
    Motif::Mesh,
    Motif::Bricks,
    Motif::Dots,
    Motif::Hatch,
];

/// How busy a ground is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Busy {
    /// Grey level of the paper.
    pub level: f32,
    /// Depth of the patterns in grey levels; legibility bounds it.
    pub depth: f32,
    /// Cap height of the text, the measure of every size here.
    pub cap: f32,
    /// How many patterns lie on each other.
    pub motifs: usize,
}

/// Draws a ground of this size.
pub fn lay(w: usize, h: usize, busy: Busy, world: World, rng: &mut Rng) -> Pixels {
    let mut paper = Pixels::new(w, h, 1, busy.level);
    tint(&mut paper, busy, rng);
    let motifs = match world {
        World::Train => TRAIN,
        World::Test => TEST,
    };
    for _ in 0..busy.motifs {
        let depth = busy.depth * rng.range(0.25, 1.0);
        print(&mut paper, *rng.pick(&motifs), depth, busy.cap, rng);
    }
    paper
}

// Slow changes of tint: a gradient, soft blotches, sometimes a step where a band begins.
fn tint(p: &mut Pixels, busy: Busy, rng: &mut Rng) {
    let (w, h) = (p.w as f32, p.h as f32);
    let soft = busy.depth * rng.range(0.0, 0.7);
    let (fx, fy) = (rng.range(0.3, 2.2) / h, rng.range(0.2, 1.4) / h);
    let (px, py) = (rng.range(0.0, 6.3), rng.range(0.0, 6.3));
    let slope = busy.depth * rng.bell();
    let columns: Vec<f32> = (0..p.w)
        .map(|x| soft * 0.5 * (x as f32 * fx * 3.0 + px).sin() + slope * (x as f32 / w - 0.5))
        .collect();
    let step = rng
        .chance(0.12)
        .then(|| (rng.below(p.w), busy.depth * rng.range(-1.0, 1.0)));
    for (y, row) in p.v.chunks_exact_mut(p.w).enumerate() {
        let lift = soft * 0.5 * (y as f32 * fy * 3.0 + py).sin();
        for (x, v) in row.iter_mut().enumerate() {
            *v += lift + columns[x];
            if let Some((from, depth)) = step.filter(|(from, _)| x >= *from) {
                *v += depth * ((x - from) as f32 + 0.5).min(1.0);
            }
        }
    }
}

// Coverage of a line of half-width `half` at distance `d` from its middle, in pixels.
fn line(d: f32, half: f32) -> f32 {
    (half - d + 0.5).clamp(0.0, 1.0).min(2.0 * half)
}

fn saw(x: f32) -> f32 {
    let f = x - x.floor();
    f.min(1.0 - f)
}

// A sine per column, so that no pixel needs its own.
fn swing(w: usize, amplitude: f32, period: f32, rng: &mut Rng) -> Vec<f32> {
    let (k, phase) = (std::f32::consts::TAU / period, rng.range(0.0, 6.3));
    let second = rng.range(0.0, 0.6);
    (0..w)
        .map(|x| {
            let a = x as f32 * k + phase;
            amplitude * (a.sin() + second * (a * 2.3).sin())
        })
        .collect()
}

fn print(p: &mut Pixels, motif: Motif, depth: f32, cap: f32, rng: &mut Rng) {
    let sign = if rng.chance(0.85) { -1.0 } else { 1.0 };
    let depth = depth * sign;
    match motif {
        Motif::Waves => waves(p, depth, cap, rng),
        Motif::Mesh => {
            waves(p, depth * 0.7, cap, rng);
            waves(p, depth * 0.7, cap, rng);
        }
        Motif::Dots => dots(p, depth, cap, rng),
        Motif::Hatch => hatch(p, depth, cap, rng),
        Motif::Microprint => strokes(p, depth, cap, true, rng),
        Motif::Bricks => strokes(p, depth, cap, false, rng),
        Motif::Rings => rings(p, depth, cap, rng),
    }
}

fn waves(p: &mut Pixels, depth: f32, cap: f32, rng: &mut Rng) {
    let pitch = cap * rng.log_range(0.12, 1.1);
    let half = (pitch * rng.range(0.08, 0.3)).max(0.12);
    let (amplitude, period) = (cap * rng.range(0.0, 1.3), cap * rng.log_range(1.0, 14.0));
    let offset = swing(p.w, amplitude, period, rng);
    let beat = swing(p.w, 0.35, cap * rng.range(3.0, 20.0), rng);
    let slope = rng.bell() * 0.7;
    for (y, row) in p.v.chunks_exact_mut(p.w).enumerate() {
        for (x, v) in row.iter_mut().enumerate() {
            let at = (y as f32 + offset[x] + slope * x as f32) / pitch;
            *v += depth * (1.0 + beat[x]) * line(saw(at) * pitch, half);
        }
    }
}

fn hatch(p: &mut Pixels, depth: f32, cap: f32, rng: &mut Rng) {
    let pitch = (cap * rng.log_range(0.12, 0.9)).max(1.2);
    let half = (pitch * rng.range(0.1, 0.3)).max(0.15);
    let turn = rng.range(0.0, std::f32::consts::PI);
    let (cos, sin) = (turn.cos() / pitch, turn.sin() / pitch);
    for (y, row) in p.v.chunks_exact_mut(p.w).enumerate() {
        for (x, v) in row.iter_mut().enumerate() {
            *v += depth * line(saw(x as f32 * cos + y as f32 * sin) * pitch, half);
        }
    }
}

fn dots(p: &mut Pixels, depth: f32, cap: f32, rng: &mut Rng) {
    let pitch = (cap * rng.log_range(0.12, 0.7)).max(1.3);
    let radius = pitch * rng.range(0.18, 0.42);
    let turn = rng.range(0.0, std::f32::consts::FRAC_PI_2);
    let (cos, sin) = (turn.cos() / pitch, turn.sin() / pitch);
    let bend = swing(p.w, rng.range(0.0, 0.8), cap * rng.range(2.0, 10.0), rng);
    for (y, row) in p.v.chunks_exact_mut(p.w).enumerate() {
        for (x, v) in row.iter_mut().enumerate() {
            let (fx, fy) = (x as f32, y as f32);
            let (a, b) = (saw(fx * cos + fy * sin), saw(fy * cos - fx * sin + bend[x]));
            let d = (a * a + b * b).sqrt() * pitch;
            *v += depth * (radius - d + 0.5).clamp(0.0, 1.0).min(radius * 2.0);
        }
    }
}

// Rows of strokes, broken at random (microprint seen from afar) or evenly (bricks).
fn strokes(p: &mut Pixels, depth: f32, cap: f32, broken: bool, rng: &mut Rng) {
    let pitch = (cap * rng.range(0.25, 1.2)).max(2.0);
    let tall = (pitch * rng.range(0.2, 0.6)).max(0.6);
    let cell = (tall * rng.range(0.35, 0.9)).max(0.7);
    let offset = swing(
        p.w,
        cap * rng.range(0.0, 0.6),
        cap * rng.range(4.0, 20.0),
        rng,
    );
    let key = rng.bits();
    for (y, row) in p.v.chunks_exact_mut(p.w).enumerate() {
        for (x, v) in row.iter_mut().enumerate() {
            let at = (y as f32 + offset[x]) / pitch + 64.0;
            let which = at.floor();
            let inside = line((at - which - 0.5).abs() * pitch, tall * 0.5);
            if inside <= 0.0 {
                continue;
            }
            let along = x as f32 / cell + which * 0.37;
            let amount = if broken {
                let hash = key ^ (along as u64).wrapping_mul(0x9E37_79B9) ^ ((which as u64) << 40);
                (hash.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 56) as f32 * (1.3 / 255.0)
            } else {
                f32::from(!(along as u64).is_multiple_of(4))
            };
            *v += depth * inside * amount;
        }
    }
}

fn rings(p: &mut Pixels, depth: f32, cap: f32, rng: &mut Rng) {
    let pitch = (cap * rng.log_range(0.15, 0.9)).max(1.2);
    let half = (pitch * rng.range(0.1, 0.3)).max(0.15);
    let (w, h) = (p.w as f32, p.h as f32);
    let (cx, cy) = (rng.range(-0.3 * w, 1.3 * w), rng.range(-4.0 * h, 5.0 * h));
    let wobble = swing(
        p.w,
        cap * rng.range(0.0, 0.5),
        cap * rng.range(1.0, 6.0),
        rng,
    );
    for (y, row) in p.v.chunks_exact_mut(p.w).enumerate() {
        let dy = y as f32 - cy;
        for (x, v) in row.iter_mut().enumerate() {
            let dx = x as f32 - cx;
            let r = (dx * dx + dy * dy).sqrt() + wobble[x];
            *v += depth * line(saw(r / pitch) * pitch, half);
        }
    }
}

/// A rule under, over or beside the text: a table's or a form's line, whole or dotted.
pub fn rule(p: &mut Pixels, y: f32, thick: f32, depth: f32, dotted: Option<f32>, slope: f32) {
    let (w, middle) = (p.w, p.w as f32 * 0.5);
    for (row_y, row) in p.v.chunks_exact_mut(w).enumerate() {
        for (x, v) in row.iter_mut().enumerate() {
            let d = (row_y as f32 + 0.5 - y - slope * (x as f32 - middle)).abs();
            let mut cover = line(d, thick * 0.5);
            if let Some(pitch) = dotted {
                cover *= line(saw(x as f32 / pitch) * pitch, pitch * 0.22);
            }
            *v += depth * cover;
        }
    }
}
