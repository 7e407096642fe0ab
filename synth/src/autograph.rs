//! Signatures: written words, hasty loops and flourishes, which are marks and not lines of print.

use crate::burin::smooth;
use crate::canvas::{Canvas, Rgb};
use crate::rng::Rng;
use tiny_skia::PathBuilder;

type Xy = (f32, f32);

/// How the pen joins letters: points from 0 to the letter's width; y 0 is the baseline, 1 the
/// height of small letters.
const LETTERS: [(f32, &[Xy]); 18] = [
    // a c d e g h i l m n o p r s t u v y
    (
        0.9,
        &[
            (0.8, 0.8),
            (0.3, 1.1),
            (0.0, 0.4),
            (0.3, -0.1),
            (0.75, 0.5),
            (0.8, 0.9),
            (0.75, 0.1),
            (0.95, 0.1),
        ],
    ),
    (
        0.8,
        &[(0.7, 0.8), (0.4, 1.1), (0.0, 0.5), (0.3, -0.1), (0.8, 0.15)],
    ),
    (
        0.9,
        &[
            (0.7, 0.8),
            (0.2, 1.0),
            (0.0, 0.3),
            (0.4, -0.1),
            (0.75, 0.9),
            (0.85, 2.1),
            (0.75, 0.2),
            (0.95, 0.1),
        ],
    ),
    (
        0.7,
        &[
            (0.05, 0.4),
            (0.6, 0.6),
            (0.5, 1.1),
            (0.1, 0.9),
            (0.1, 0.0),
            (0.5, -0.05),
            (0.75, 0.2),
        ],
    ),
    (
        0.9,
        &[
            (0.7, 0.8),
            (0.2, 1.1),
            (0.0, 0.3),
            (0.5, 0.0),
            (0.75, 0.9),
            (0.75, -0.9),
            (0.2, -1.2),
            (0.3, -0.5),
            (0.95, 0.1),
        ],
    ),
    (
        0.9,
        &[
            (0.1, 0.2),
            (0.35, 2.2),
            (0.1, 2.0),
            (0.15, 0.0),
            (0.3, 0.9),
            (0.65, 1.0),
            (0.65, 0.0),
            (0.95, 0.1),
        ],
    ),
    (0.4, &[(0.0, 0.2), (0.25, 1.0), (0.2, 0.0), (0.45, 0.15)]),
    (
        0.5,
        &[
            (0.0, 0.2),
            (0.45, 2.1),
            (0.15, 2.1),
            (0.15, 0.0),
            (0.55, 0.15),
        ],
    ),
    (
        1.3,
        &[
            (0.0, 0.9),
            (0.12, 0.0),
            (0.3, 1.1),
            (0.5, 0.8),
            (0.5, 0.0),
            (0.75, 1.1),
            (0.95, 0.8),
            (0.95, 0.0),
            (1.35, 0.15),
        ],
    ),
    (
        0.9,
        &[
            (0.0, 0.9),
            (0.12, 0.0),
            (0.4, 1.1),
            (0.65, 0.8),
            (0.6, 0.0),
            (0.95, 0.15),
        ],
    ),
    (
        0.8,
        &[
            (0.5, 1.0),
            (0.1, 1.0),
            (0.0, 0.1),
            (0.5, -0.1),
            (0.75, 0.6),
            (0.5, 1.1),
            (0.9, 0.9),
        ],
    ),
    (
        0.9,
        &[
            (0.0, 0.8),
            (0.15, 0.9),
            (0.05, -1.1),
            (0.2, 0.8),
            (0.6, 1.1),
            (0.75, 0.2),
            (0.3, -0.1),
            (0.95, 0.1),
        ],
    ),
    (
        0.6,
        &[
            (0.0, 0.2),
            (0.2, 1.2),
            (0.3, 0.9),
            (0.6, 0.9),
            (0.4, 0.0),
            (0.65, 0.15),
        ],
    ),
    (
        0.6,
        &[
            (0.0, 0.1),
            (0.45, 1.1),
            (0.2, 0.8),
            (0.55, 0.2),
            (0.1, -0.1),
            (0.65, 0.15),
        ],
    ),
    (
        0.5,
        &[
            (0.0, 0.3),
            (0.3, 1.9),
            (0.15, 0.1),
            (0.3, -0.1),
            (0.55, 0.2),
        ],
    ),
    (
        0.9,
        &[
            (0.0, 0.9),
            (0.1, -0.1),
            (0.5, 0.0),
            (0.7, 1.0),
            (0.65, 0.0),
            (0.95, 0.15),
        ],
    ),
    (
        0.8,
        &[
            (0.0, 0.9),
            (0.25, -0.1),
            (0.45, 0.1),
            (0.6, 1.0),
            (0.85, 0.9),
        ],
    ),
    (
        0.9,
        &[
            (0.0, 0.9),
            (0.15, 0.1),
            (0.6, 0.3),
            (0.7, 0.9),
            (0.5, -1.2),
            (0.1, -1.0),
            (0.95, 0.2),
        ],
    ),
];

/// Signs in a box (pixels), with ink as a pen gives it.
pub fn sign(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, rng: &mut Rng) {
    let hand = Hand::new(at, rng);
    let mut path = PathBuilder::new();
    match rng.weighted(&[0.45, 0.35, 0.2]) {
        0 => hand.words(&mut path, rng),
        1 => hand.loops(&mut path, rng),
        _ => hand.initials(&mut path, rng),
    }
    if rng.chance(0.4) {
        hand.flourish(&mut path, rng);
    }
    if let Some(path) = path.finish() {
        let wide = ((at[3] - at[1]) * rng.log_range(0.015, 0.05)).max(0.7);
        canvas.stroke(&path, ink, rng.range(0.6, 1.0), wide);
    }
}

/// A writer: size and lean of the letters, and where the line runs.
struct Hand {
    at: [f32; 4],
    start: Xy,
    small: f32,
    lean: f32,
    rise: f32,
    shake: f32,
}

impl Hand {
    fn new(at: [f32; 4], rng: &mut Rng) -> Self {
        let (w, h) = (at[2] - at[0], at[3] - at[1]);
        Self {
            at,
            start: (
                at[0] + w * rng.range(0.02, 0.12),
                at[1] + h * rng.range(0.55, 0.75),
            ),
            small: h * rng.range(0.14, 0.3),
            lean: rng.range(-0.1, 0.6),
            rise: rng.range(-0.12, 0.04),
            shake: rng.range(0.02, 0.16),
        }
    }

    /// A point of a letter on the paper, as an unsteady hand puts it.
    fn put(&self, x: f32, y: f32, rng: &mut Rng) -> Xy {
        let (x, y) = (
            x + self.shake * rng.bell(),
            y + self.shake * rng.bell() * 1.5,
        );
        (
            self.start.0 + self.small * (x + self.lean * y),
            self.start.1 - self.small * (y - self.rise * x),
        )
    }

    /// One or two words with great initials; hasty writers leave letters out.
    fn words(&self, path: &mut PathBuilder, rng: &mut Rng) {
        let end = (self.at[2] - self.start.0) / self.small;
        let squeeze = rng.range(0.6, 1.3);
        let mut x = 0.0;
        for _ in 0..rng.whole(1, 2) {
            let mut points = Vec::new();
            x = self.capital(&mut points, x, rng);
            for _ in 0..rng.whole(3, 9) {
                if x > end - 1.5 {
                    break;
                }
                let (wide, shape) = *rng.pick(&LETTERS);
                for (px, py) in shape {
                    points.push(self.put(x + px * squeeze, *py, rng));
                }
                x += wide * squeeze;
            }
            smooth(path, &points);
            x += rng.range(0.4, 1.2);
            if x > end - 2.5 {
                break;
            }
        }
    }

    /// A tall first letter of a few sweeps; gives where the next one begins.
    fn capital(&self, points: &mut Vec<Xy>, x: f32, rng: &mut Rng) -> f32 {
        let tall = rng.range(1.8, 3.0);
        let wide = rng.range(0.8, 1.8);
        for _ in 0..rng.whole(4, 7) {
            let (px, py) = (x + wide * rng.unit(), tall * rng.range(-0.1, 1.0));
            points.push(self.put(px, py, rng));
        }
        points.push(self.put(x + wide, 0.1, rng));
        x + wide
    }

    /// Waves that grow flatter towards their end.
    fn loops(&self, path: &mut PathBuilder, rng: &mut Rng) {
        let (count, tight) = (rng.whole(5, 16), rng.range(-0.5, 0.7));
        let step = (self.at[2] - self.start.0) / self.small * 0.85 / count as f32;
        let mut points = Vec::new();
        for n in 0..count {
            let x = n as f32 * step;
            let tall = if n == 0 || rng.chance(0.2) {
                rng.range(1.4, 2.8)
            } else {
                rng.range(0.3, 1.2) * (1.0 - 0.6 * n as f32 / count as f32)
            };
            let down = if rng.chance(0.12) { -1.2 } else { 0.0 };
            points.push(self.put(x + step * tight, tall, rng));
            points.push(self.put(x + step * 0.2, tall * 0.9, rng));
            points.push(self.put(x + step * 0.5, down, rng));
            points.push(self.put(x + step, 0.1, rng));
        }
        smooth(path, &points);
    }

    /// Two or three great letters, apart, each in strokes of its own, with dots.
    fn initials(&self, path: &mut PathBuilder, rng: &mut Rng) {
        let mut x = 0.0;
        for _ in 0..rng.whole(1, 3) {
            for _ in 0..rng.whole(1, 2) {
                let mut points = Vec::new();
                self.capital(&mut points, x, rng);
                smooth(path, &points);
            }
            x += rng.range(1.4, 2.6);
            if rng.chance(0.4) {
                let dot = [self.put(x - 0.3, 0.0, rng), self.put(x - 0.25, 0.05, rng)];
                smooth(path, &dot);
            }
        }
    }

    /// A stroke back under or through what was written.
    fn flourish(&self, path: &mut PathBuilder, rng: &mut Rng) {
        let end = (self.at[2] - self.start.0) / self.small * rng.range(0.5, 0.95);
        let low = rng.range(-1.0, 0.6);
        let points = [
            self.put(end, 0.2, rng),
            self.put(end + 0.8, low + 0.6, rng),
            self.put(end * 0.5, low, rng),
            self.put(end * rng.range(0.0, 0.3), low - 0.2, rng),
        ];
        smooth(path, &points);
    }
}
