//! Shoulders and what they wear.

use super::{Frame, Looks, oval, strand};
use crate::canvas::{Canvas, mix};
use crate::rng::Rng;
use tiny_skia::PathBuilder;

/// Collars, ties, lapels, stripes and chains, whose edges look like strokes of letters.
pub(super) fn clothes(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    let light = mix(looks.coat, [255, 255, 255], rng.range(0.3, 0.9));
    let dark = mix(looks.coat, [0, 0, 0], rng.range(0.3, 0.9));
    let ink = if rng.chance(0.5) { light } else { dark };
    let width = rng.range(0.03, 0.09);
    match rng.below(5) {
        0 => {
            for side in [-1.0, 1.0] {
                strand(
                    sheet,
                    f,
                    &[
                        (side * 0.5, 1.2),
                        (0.0, 1.75),
                        (side * 0.75, 1.5),
                        (side * 0.5, 1.2),
                    ],
                    ink,
                    0.9,
                    width,
                );
                strand(
                    sheet,
                    f,
                    &[(side * 0.75, 1.4), (side * 0.3, 2.4)],
                    dark,
                    0.8,
                    width,
                );
            }
        }
        1 => {
            for (a, b) in [
                ((-0.12, 1.5), (-0.2, 2.6)),
                ((0.12, 1.5), (0.2, 2.6)),
                ((-0.15, 1.5), (0.15, 1.5)),
            ] {
                strand(sheet, f, &[a, b], ink, 0.9, width);
            }
            for n in 0..4 {
                let y = 1.6 + n as f32 * 0.2;
                strand(sheet, f, &[(-0.15, y), (0.15, y + 0.1)], light, 0.9, width);
            }
        }
        2 => {
            let (step, lean) = (rng.range(0.12, 0.35), rng.range(-0.3, 0.3));
            let mut x = -2.2;
            while x < 2.2 {
                strand(
                    sheet,
                    f,
                    &[(x, 1.75), (x + lean, 2.6)],
                    ink,
                    0.7,
                    width * 0.7,
                );
                x += step;
            }
        }
        3 => {
            let drop = rng.range(1.45, 1.9);
            let chain: Vec<(f32, f32)> = (0..=10)
                .map(|k| {
                    let x = k as f32 / 5.0 - 1.0;
                    (x * 0.6, drop - (drop - 1.15) * x * x)
                })
                .collect();
            strand(sheet, f, &chain, ink, 0.9, width * 0.6);
            oval(sheet, f, [0.0, drop, 0.07, 0.07], ink, 0.9);
        }
        _ => {}
    }
}

pub(super) fn body(sheet: &mut Canvas, looks: &Looks, f: &Frame, w: f32, h: f32) {
    let mut b = PathBuilder::new();
    let top = f.at(0.0, 1.32).1;
    b.move_to(f.cx - f.rx * 2.3, h + 2.0);
    b.cubic_to(
        f.cx - f.rx * 2.2,
        top + 0.05 * h,
        f.cx - f.rx * 1.1,
        top,
        f.cx - f.rx * 0.55,
        top - 0.05 * h,
    );
    b.line_to(f.cx + f.rx * 0.55, top - 0.05 * h);
    b.cubic_to(
        f.cx + f.rx * 1.1,
        top,
        f.cx + f.rx * 2.2,
        top + 0.05 * h,
        f.cx + f.rx * 2.3,
        h + 2.0,
    );
    b.close();
    let Some(path) = b.finish() else { return };
    sheet.fill(&path, looks.coat, 1.0);
    sheet.stroke(&path, mix(looks.coat, [0, 0, 0], 0.4), 0.5, w * 0.01);
    let neck = mix(looks.skin, [60, 30, 20], 0.22);
    oval(sheet, f, [0.0, 1.0, 0.52, 0.52], neck, 1.0);
    oval(sheet, f, [0.0, 1.36, 0.42, 0.16], neck, 1.0);
}
