//! Things drawn straight onto a scene: mugs, coins, pens, cables, hands.

use crate::canvas::{Canvas, hsv, line_path, mix, oval_path};
use crate::rng::Rng;

/// Round and long things drawn straight onto a scene: mugs, coins, pens, cables.
pub fn clutter(canvas: &mut Canvas, rng: &mut Rng) {
    let (w, h) = (canvas.width() as f32, canvas.height() as f32);
    let (x, y, size) = (rng.unit() * w, rng.unit() * h, w.max(h));
    let colour = hsv(rng.unit(), rng.range(0.0, 0.9), rng.range(0.1, 1.0));
    match rng.below(4) {
        0 => {
            let r = size * rng.range(0.06, 0.2);
            for (scale, shade) in [(1.06, 0.5), (1.0, 0.0), (0.86, 0.35), (0.8, 0.75)] {
                if let Some(path) = oval_path(x, y, r * scale, r * scale * 0.96) {
                    canvas.fill(
                        &path,
                        mix(colour, [20, 10, 0], shade),
                        if scale > 1.0 { 0.35 } else { 1.0 },
                    );
                }
            }
        }
        1 => {
            let (r, gold) = (
                size * rng.range(0.012, 0.03),
                hsv(
                    rng.range(0.08, 0.14),
                    rng.range(0.1, 0.6),
                    rng.range(0.5, 0.9),
                ),
            );
            for scale in [1.0, 0.85] {
                if let Some(path) = oval_path(x, y, r * scale, r * scale) {
                    canvas.fill(&path, mix(gold, [0, 0, 0], 1.0 - scale), 1.0);
                }
            }
        }
        2 => {
            let (sin, cos) = rng.range(0.0, 6.3).sin_cos();
            let (long, wide) = (size * rng.range(0.15, 0.4), size * rng.range(0.008, 0.02));
            let ends = |off: f32| {
                [
                    (x - cos * long + off, y - sin * long + off),
                    (x + cos * long + off, y + sin * long + off),
                ]
            };
            for (off, ink, alpha) in [
                (wide * 0.7, [0, 0, 0], 0.3),
                (0.0, colour, 1.0),
                (-wide * 0.2, mix(colour, [255, 255, 255], 0.5), 0.5),
            ] {
                if let Some(path) = line_path(ends(off)) {
                    canvas.stroke(
                        &path,
                        ink,
                        alpha,
                        if off < 0.0 { wide * 0.25 } else { wide },
                    );
                }
            }
        }
        _ => {
            let points: Vec<(f32, f32)> = (0..30)
                .map(|k| {
                    let t = k as f32 / 29.0;
                    (x + (t - 0.5) * w, y + (t * 7.0).sin() * h * 0.1)
                })
                .collect();
            if let Some(path) = line_path(points) {
                canvas.stroke(&path, colour, 1.0, size * rng.range(0.003, 0.008));
            }
        }
    }
}

/// Fingers or a thumb reaching from a point towards another, `thick` pixels wide.
pub fn fingers(canvas: &mut Canvas, from: [f32; 2], to: [f32; 2], thick: f32, rng: &mut Rng) {
    let skin = *rng.pick(&[
        [240, 204, 180],
        [226, 180, 148],
        [196, 144, 108],
        [146, 100, 72],
        [100, 70, 52],
    ]);
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (-dy / length, dx / length);
    let count = if rng.chance(0.5) { 1 } else { rng.whole(2, 4) };
    for n in 0..count {
        let side = (n as f32 - (count - 1) as f32 / 2.0) * thick * 1.05;
        let short = 1.0 - 0.12 * (n as f32 - 1.0).abs();
        let tip = (
            from[0] + dx * short + nx * side,
            from[1] + dy * short + ny * side,
        );
        let root = (from[0] + nx * side * 1.3, from[1] + ny * side * 1.3);
        let Some(path) = line_path([root, tip]) else {
            continue;
        };
        canvas.stroke(&path, [0, 0, 0], 0.22, thick * 1.22);
        canvas.stroke(&path, mix(skin, [80, 30, 20], 0.35), 1.0, thick * 1.04);
        canvas.stroke(&path, skin, 1.0, thick * 0.9);
        canvas.stroke(&path, mix(skin, [255, 240, 230], 0.35), 0.5, thick * 0.4);
        for fold in [0.9f32, 1.0, 2.1, 2.25] {
            let (fx, fy) = (
                tip.0 - dx / length * thick * fold,
                tip.1 - dy / length * thick * fold,
            );
            let half = thick * rng.range(0.2, 0.4);
            let crease = [
                (fx - nx * half, fy - ny * half),
                (fx + nx * half, fy + ny * half),
            ];
            if let Some(path) = line_path(crease) {
                canvas.stroke(&path, mix(skin, [70, 25, 15], 0.5), 0.6, thick * 0.03);
            }
        }
        let (ux, uy) = (dx / length * thick * 0.22, dy / length * thick * 0.22);
        if let Some(nail) = oval_path(tip.0 + ux, tip.1 + uy, thick * 0.24, thick * 0.24) {
            canvas.fill(&nail, mix(skin, [255, 214, 210], 0.6), 0.9);
        }
    }
}
