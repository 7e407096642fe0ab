//! What use leaves on a document: folds, scratches, scuffed corners.

use crate::canvas::{Canvas, Rgb, line_path};
use crate::rng::Rng;

/// Folds and scratches, some documents have them.
pub fn draw(canvas: &mut Canvas, rng: &mut Rng) {
    if rng.chance(0.1) {
        for _ in 0..rng.whole(1, 2) {
            fold(canvas, rng);
        }
    }
    if rng.chance(0.12) {
        for _ in 0..rng.whole(1, 7) {
            scratch(canvas, rng);
        }
    }
}

/// A line from edge to edge, dark on one side and light on the other.
fn fold(canvas: &mut Canvas, rng: &mut Rng) {
    let (w, h) = (canvas.width() as f32, canvas.height() as f32);
    let across = rng.chance(0.6);
    let (from, lean) = (rng.range(0.1, 0.9), rng.range(-0.05, 0.05));
    let thick = w * rng.log_range(0.0015, 0.006);
    let alpha = rng.range(0.1, 0.5);
    let tones: [(f32, Rgb); 2] = [(0.0, [40, 36, 32]), (thick, [255, 255, 255])];
    for (off, ink) in tones {
        let points = (0..=12).map(|k| {
            let t = k as f32 / 12.0;
            let side = from + lean * t + 0.002 * (t * 40.0 + from * 50.0).sin();
            if across {
                (t * w, side * h + off)
            } else {
                (side * w + off, t * h)
            }
        });
        if let Some(path) = line_path(points) {
            canvas.stroke(&path, ink, alpha, thick);
        }
    }
}

/// A fine light or dark line of any direction.
fn scratch(canvas: &mut Canvas, rng: &mut Rng) {
    let (w, h) = (canvas.width() as f32, canvas.height() as f32);
    let (x, y) = (rng.unit() * w, rng.unit() * h);
    let (long, turn) = (w * rng.log_range(0.03, 0.5), rng.range(-0.6, 0.6));
    let ink: Rgb = if rng.chance(0.7) {
        [250, 250, 250]
    } else {
        [60, 60, 60]
    };
    let points = [
        (x, y),
        (x + long * 0.5, y + long * turn * 0.45),
        (x + long, y + long * turn),
    ];
    if let Some(path) = line_path(points) {
        canvas.stroke(&path, ink, rng.range(0.15, 0.7), (w * 0.0012).max(0.5));
    }
}
