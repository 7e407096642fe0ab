//! Small figures that stand on documents and are no print: chip plates, rosettes, silhouettes, dots, holes.

use crate::burin::Burin;
use crate::canvas::{Canvas, Rgb, mix, oval_path, round_path};
use crate::rng::Rng;
use std::f32::consts::{PI, TAU};
use tiny_skia::PathBuilder;

/// A chip's plate: contacts parted by grooves about a middle.
pub(crate) fn plate(canvas: &mut Canvas, at: [f32; 4], metal: Rgb, rng: &mut Rng) {
    let w = at[2] - at[0];
    let Some(body) = round_path(at[0], at[1], at[2], at[3], w * rng.range(0.05, 0.2)) else {
        return;
    };
    let metal = if rng.chance(0.3) {
        mix(metal, [205, 206, 208], 0.85)
    } else {
        metal
    };
    let dark = mix(metal, [50, 35, 5], rng.range(0.3, 0.7));
    canvas.fill(&body, metal, 1.0);
    canvas.stroke(&body, dark, 0.8, w * 0.02);
    let mut burin = Burin::new(at);
    let rows = rng.whole(3, 4) as f32;
    let (inner, tall) = (rng.range(0.25, 0.5), rng.range(0.3, 0.7));
    for k in 1..rows as usize {
        let y = k as f32 / rows * 2.0 - 1.0;
        for side in [-1.0, 1.0] {
            burin.line(&[(side, y), (side * inner, y * tall * 1.2)]);
        }
    }
    if rng.chance(0.5) {
        burin.line(&[(0.0, -1.0), (0.0, -tall)]);
        burin.line(&[(0.0, 1.0), (0.0, tall)]);
    }
    if rng.chance(0.6) {
        burin.frame(&[
            (-inner, -tall),
            (inner, -tall),
            (inner, tall),
            (-inner, tall),
        ]);
    } else {
        burin.ring((0.0, 0.0), inner, tall);
    }
    let width = burin.width(rng.range(0.03, 0.07));
    burin.ink(canvas, dark, 0.85, width);
}

/// The stars of a union in a ring, with or without the field behind them.
pub(crate) fn stars(canvas: &mut Canvas, at: [f32; 4], field: Option<Rgb>, ink: Rgb, alpha: f32) {
    if let Some(field) = field {
        canvas.rect(at[0], at[1], at[2], at[3], field, alpha);
    }
    let mut burin = Burin::square(at);
    for n in 0..12 {
        let t = n as f32 / 12.0 * TAU;
        burin.star((0.72 * t.cos(), 0.72 * t.sin()), 0.15, 5, 0.42);
    }
    burin.ink(canvas, ink, alpha, 1.0);
}

/// A flag of nobody: bands, a cross, a disc or a corner field.
pub(crate) fn flag(canvas: &mut Canvas, at: [f32; 4], inks: [Rgb; 3], alpha: f32, rng: &mut Rng) {
    let (w, h) = (at[2] - at[0], at[3] - at[1]);
    let kind = rng.below(5);
    let bands = |canvas: &mut Canvas, upright: bool| {
        for (n, ink) in inks.iter().enumerate() {
            let (from, to) = (n as f32 / 3.0, (n + 1) as f32 / 3.0);
            if upright {
                canvas.rect(at[0] + w * from, at[1], at[0] + w * to, at[3], *ink, alpha);
            } else {
                canvas.rect(at[0], at[1] + h * from, at[2], at[1] + h * to, *ink, alpha);
            }
        }
    };
    match kind {
        0 => bands(canvas, true),
        1 => bands(canvas, false),
        2 => {
            canvas.rect(at[0], at[1], at[2], at[3], inks[0], alpha);
            canvas.rect(
                at[0],
                at[1] + h * 0.4,
                at[2],
                at[1] + h * 0.6,
                inks[1],
                alpha,
            );
            let x = at[0] + w * rng.range(0.28, 0.45);
            canvas.rect(x, at[1], x + h * 0.2, at[3], inks[1], alpha);
        }
        3 => {
            canvas.rect(at[0], at[1], at[2], at[3], inks[0], alpha);
            if let Some(path) = oval_path(at[0] + w / 2.0, at[1] + h / 2.0, h * 0.3, h * 0.3) {
                canvas.fill(&path, inks[1], alpha);
            }
        }
        _ => {
            bands(canvas, false);
            canvas.rect(
                at[0],
                at[1],
                at[0] + w * 0.4,
                at[1] + h * 0.5,
                inks[2],
                alpha,
            );
            let mut burin = Burin::square([at[0], at[1], at[0] + w * 0.4, at[1] + h * 0.5]);
            burin.star((0.0, 0.0), 0.7, 5, 0.42);
            burin.ink(canvas, [255, 255, 255], alpha, 1.0);
        }
    }
}

/// A flower of fine lines about a middle.
pub(crate) fn rosette(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let mut burin = Burin::square(at);
    let (petals, deep) = (rng.whole(5, 18) as f32, rng.range(0.1, 0.45));
    let (sheaves, twist) = (rng.whole(2, 5), rng.range(0.1, 0.8));
    for sheaf in 0..sheaves {
        let r = 0.95 - 0.16 * sheaf as f32;
        let points: Vec<_> = (0..=120)
            .map(|k| {
                let t = k as f32 / 120.0 * TAU;
                let far = r * (1.0 - deep + deep * (petals * t + twist * sheaf as f32).cos());
                (far * t.cos(), far * t.sin())
            })
            .collect();
        burin.line(&points);
    }
    let width = burin.width(rng.range(0.01, 0.03));
    burin.ink(canvas, ink, alpha, width);
}

/// A figure in one tone: a bust, a bird, a house with columns, a land's outline, hills.
pub(crate) fn silhouette(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let mut burin = Burin::new(at);
    match rng.below(5) {
        0 => {
            burin.disc((0.0, -0.4), 0.4);
            burin.blob(&[
                (-0.9, 1.0),
                (-0.8, 0.2),
                (0.0, -0.05),
                (0.8, 0.2),
                (0.9, 1.0),
            ]);
        }
        1 => {
            for side in [-1.0, 1.0] {
                burin.blob(&[
                    (0.0, 0.0),
                    (side * 0.4, -0.8),
                    (side, -0.5),
                    (side * 0.5, -0.2),
                    (0.0, 0.2),
                ]);
            }
            burin.blob(&[
                (0.0, -0.4),
                (0.2, 0.1),
                (0.0, 0.9),
                (-0.2, 0.1),
                (0.0, -0.4),
            ]);
        }
        2 => {
            burin.area(&[(-1.0, -0.4), (0.0, -1.0), (1.0, -0.4)]);
            let columns = rng.whole(4, 8) as usize;
            for k in 0..columns {
                let x = -0.9 + 1.75 * k as f32 / (columns - 1) as f32;
                burin.area(&[(x, -0.3), (x + 0.1, -0.3), (x + 0.1, 0.7), (x, 0.7)]);
            }
            burin.area(&[(-1.0, 0.8), (1.0, 0.8), (1.0, 1.0), (-1.0, 1.0)]);
        }
        3 => {
            let coast: Vec<_> = (0..24)
                .map(|k| {
                    let (t, r) = (k as f32 / 24.0 * TAU, rng.range(0.4, 1.0));
                    (r * t.cos(), r * t.sin())
                })
                .collect();
            burin.blob(&coast);
        }
        _ => {
            let mut ridge: Vec<_> = (0..=8)
                .map(|k| (k as f32 / 4.0 - 1.0, rng.range(-0.8, 0.5)))
                .collect();
            ridge.extend([(1.0, 1.0), (-1.0, 1.0)]);
            burin.area(&ridge);
        }
    }
    burin.ink(canvas, ink, alpha, 1.0);
}

/// A field of dots: even, growing, or in rows that could be leaders of a form.
pub(crate) fn dots(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let (w, h) = (at[2] - at[0], at[3] - at[1]);
    let step = (h / rng.whole(4, 12) as f32).max(2.2);
    let (least, most) = (rng.range(0.12, 0.3), rng.range(0.2, 0.45));
    let brick = rng.chance(0.5);
    let mut b = PathBuilder::new();
    let (rows, columns) = ((h / step) as usize, ((w / step) as usize).min(60));
    for row in 0..rows {
        for column in 0..columns {
            let odd = if brick && row % 2 == 1 { 0.5 } else { 0.0 };
            let (x, y) = (
                at[0] + (column as f32 + odd) * step,
                at[1] + row as f32 * step,
            );
            let r = step * (least + (most - least) * column as f32 / columns as f32);
            diamond(&mut b, x, y, r);
        }
    }
    if let Some(path) = b.finish() {
        canvas.fill(&path, ink, alpha);
    }
}

/// The dotted line of a form, on which a value stands.
pub(crate) fn leaders(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32) {
    let step = (at[3] - at[1]).max(2.0);
    let mut b = PathBuilder::new();
    for k in 0..(((at[2] - at[0]) / step) as usize).min(160) {
        diamond(&mut b, at[0] + k as f32 * step, at[3], step * 0.28);
    }
    if let Some(path) = b.finish() {
        canvas.fill(&path, ink, alpha);
    }
}

/// A dot as print renders it when it is small: four corners are enough.
fn diamond(b: &mut PathBuilder, x: f32, y: f32, r: f32) {
    b.move_to(x - r, y);
    b.line_to(x, y - r);
    b.line_to(x + r, y);
    b.line_to(x, y + r);
    b.close();
}

/// Rows of five dots a digit, from its top, as needles punch them.
const HOLES: [[u8; 7]; 10] = [
    [14, 17, 17, 17, 17, 17, 14],
    [4, 12, 4, 4, 4, 4, 14],
    [14, 17, 1, 2, 4, 8, 31],
    [31, 2, 4, 2, 1, 17, 14],
    [2, 6, 10, 18, 31, 2, 2],
    [31, 16, 30, 1, 1, 17, 14],
    [6, 8, 16, 30, 17, 17, 14],
    [31, 1, 2, 4, 8, 8, 8],
    [14, 17, 17, 14, 17, 17, 14],
    [14, 17, 17, 15, 1, 2, 12],
];

/// A number punched through the paper: rings of shade about light holes.
pub(crate) fn punched(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let (w, h) = (at[2] - at[0], at[3] - at[1]);
    let step = h / 7.0;
    let count = ((w / (step * 6.5)) as usize).clamp(1, 9);
    let (mut shade, mut light) = (PathBuilder::new(), PathBuilder::new());
    for place in 0..count {
        let rows = rng.pick(&HOLES);
        for (n, row) in rows.iter().enumerate() {
            for column in 0..5u8 {
                if row >> (4 - column) & 1 == 0 {
                    continue;
                }
                let x = at[0] + (place as f32 * 6.5 + f32::from(column)) * step;
                let y = at[1] + (n as f32 + 0.5) * step;
                diamond(&mut shade, x, y, step * 0.5);
                diamond(&mut light, x + step * 0.1, y + step * 0.1, step * 0.26);
            }
        }
    }
    if let Some(path) = shade.finish() {
        canvas.fill(&path, ink, alpha);
    }
    if let Some(path) = light.finish() {
        canvas.fill(&path, [250, 250, 250], alpha);
    }
}

/// A patch that changes with the light: figures within figures in two tones.
pub(crate) fn kinegram(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let mut lines = Burin::new(at);
    let (rays, bent) = (rng.whole(12, 40), rng.range(-0.6, 0.6));
    for n in 0..rays {
        let t = n as f32 / rays as f32 * TAU;
        lines.curve(&[
            (0.25 * t.cos(), 0.25 * t.sin()),
            (0.6 * (t + bent).cos(), 0.6 * (t + bent).sin()),
            (0.95 * t.cos(), 0.95 * t.sin()),
        ]);
    }
    for ring in 0..rng.whole(1, 4) {
        let r = 0.95 - 0.18 * ring as f32;
        lines.ring((0.0, 0.0), r, r);
    }
    let width = lines.width(rng.range(0.015, 0.05));
    lines.ink(
        canvas,
        mix(ink, [255, 255, 255], rng.range(0.0, 0.8)),
        alpha,
        width,
    );
    let mut middle = Burin::square(at);
    middle.within(0.5, |b| match rng.below(3) {
        0 => b.star((0.0, 0.0), 0.9, rng.whole(4, 9) as usize, 0.4),
        1 => b.frame(&[(-0.7, -0.7), (0.7, -0.7), (0.7, 0.7), (-0.7, 0.7)]),
        _ => {
            for k in 0..5 {
                let t = k as f32 / 5.0 * PI;
                b.line(&[(t.cos(), t.sin()), (-t.cos(), -t.sin())]);
            }
        }
    });
    let width = middle.width(0.08);
    middle.ink(canvas, ink, alpha, width);
}
