//! Hair behind a head, on it and over its shoulders.

use super::{Frame, Looks, oval, strand};
use crate::canvas::{Canvas, mix};
use crate::rng::Rng;
use tiny_skia::PathBuilder;

/// Long hair over the shoulders, in single strands.
pub(super) fn loose_hair(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    if looks.cut < 4 || rng.chance(0.4) {
        return;
    }
    let light = mix(looks.hair, [255, 240, 220], 0.35);
    let dark = mix(looks.hair, [0, 0, 0], 0.35);
    let low = rng.range(1.2, 2.2);
    for n in 0..18 {
        let side = if n % 2 == 0 { -1.0 } else { 1.0 };
        let (x, end) = (rng.range(0.75, 1.15), rng.range(0.5, 1.4));
        strand(
            sheet,
            f,
            &[
                (side * x, -0.3),
                (side * (x + 0.1), 0.5),
                (side * end, low * rng.range(0.8, 1.1)),
            ],
            if rng.chance(0.5) { light } else { dark },
            0.8,
            rng.range(0.03, 0.1),
        );
    }
}

pub(super) fn back_hair(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    let dark = mix(looks.hair, [0, 0, 0], 0.2);
    match looks.cut {
        0 => {}
        1 | 2 => oval(sheet, f, [0.0, -0.25, 1.14, 1.0], dark, 1.0),
        3 => {
            for _ in 0..40 {
                let t = rng.range(2.8, 6.6);
                oval(
                    sheet,
                    f,
                    [t.cos() * 1.05, -0.25 + t.sin() * 0.95, 0.24, 0.2],
                    dark,
                    1.0,
                );
            }
        }
        4 => {
            oval(sheet, f, [0.0, -0.15, 1.2, 1.1], dark, 1.0);
            for side in [-1.0, 1.0] {
                oval(sheet, f, [side * 0.85, 0.75, 0.42, 1.0], dark, 1.0);
            }
        }
        _ => {
            oval(sheet, f, [0.0, -0.2, 1.16, 1.05], dark, 1.0);
            oval(sheet, f, [0.0, -1.12, 0.5, 0.36], dark, 1.0);
        }
    }
}

pub(super) fn front_hair(sheet: &mut Canvas, looks: &Looks, f: &Frame, rng: &mut Rng) {
    if looks.cut == 0 {
        return;
    }
    let mut b = PathBuilder::new();
    let (low, part) = (-1.0 + looks.fringe, rng.range(-0.5, 0.5));
    let start = f.at(-1.06, -0.1);
    b.move_to(start.0, start.1);
    for (one, two, to) in [
        ((-1.2, -0.9), (-0.6, -1.25), (0.0, -1.22)),
        ((0.6, -1.25), (1.2, -0.9), (1.06, -0.1)),
        ((0.98, -0.4), (0.8, low), (part, low)),
        ((-0.8, low), (-0.98, -0.4), (-1.06, -0.1)),
    ] {
        let (one, two, to) = (f.at(one.0, one.1), f.at(two.0, two.1), f.at(to.0, to.1));
        b.cubic_to(one.0, one.1, two.0, two.1, to.0, to.1);
    }
    b.close();
    if let Some(path) = b.finish() {
        sheet.fill(&path, looks.hair, 1.0);
    }
    for _ in 0..26 {
        let x = rng.range(-0.95, 0.95);
        let shine = if rng.chance(0.5) {
            mix(looks.hair, [255, 240, 220], 0.25)
        } else {
            mix(looks.hair, [0, 0, 0], 0.3)
        };
        strand(
            sheet,
            f,
            &[
                (x * 0.6, -1.18 + 0.1 * x * x),
                (x * 0.9, -1.0 + 0.2 * x * x),
                (x, low - 0.03 + 0.4 * x * x),
            ],
            shine,
            0.4,
            0.03,
        );
    }
}
