//! What decorates cards: flags, chips, emblems, holograms, signatures, fingerprints.

use crate::artwork::{Hex, Mark, Ornament};
use crate::autograph;
use crate::canvas::{Canvas, Rgb, hsv, line_path, oval_path, rect_path, round_path};
use crate::heraldry;
use crate::insignia;
use crate::rng::Rng;
use std::f32::consts::TAU;

/// Draws an ornament into its box (pixels).
pub fn draw(canvas: &mut Canvas, mark: &Mark, at: [f32; 4], rng: &mut Rng) {
    let inks: Vec<Rgb> = mark.inks.iter().map(|h: &Hex| h.0).collect();
    let ink = |n: usize, otherwise: Rgb| inks.get(n).copied().unwrap_or(otherwise);
    match mark.kind {
        Ornament::Panel => canvas.rect(
            at[0],
            at[1],
            at[2],
            at[3],
            ink(0, [255, 255, 255]),
            mark.alpha,
        ),
        Ornament::Rule => canvas.rect(
            at[0],
            at[1],
            at[2],
            at[3].max(at[1] + 1.0),
            ink(0, [60, 60, 60]),
            mark.alpha,
        ),
        Ornament::Flag => flag(canvas, at, &inks, mark.alpha),
        Ornament::Stars => {
            let field = Some(ink(0, [0, 51, 153]));
            insignia::stars(canvas, at, field, [255, 215, 0], mark.alpha);
        }
        Ornament::Ring => insignia::stars(canvas, at, None, ink(0, [255, 215, 0]), mark.alpha),
        Ornament::Chip => insignia::plate(canvas, at, ink(0, [206, 172, 92]), rng),
        Ornament::Emblem => heraldry::draw(canvas, at, ink(0, [120, 120, 120]), mark.alpha, rng),
        Ornament::Hologram => hologram(canvas, at, mark.alpha, rng),
        Ornament::Signature => autograph::sign(canvas, at, ink(0, [24, 24, 40]), rng),
        Ornament::Finger => finger(canvas, at, ink(0, [70, 60, 80]), mark.alpha, rng),
        Ornament::Logo => logo(canvas, at, ink(0, [150, 120, 40])),
        Ornament::Bands => bands(canvas, at, &inks, mark.alpha, rng),
        Ornament::Microprint => microprint(canvas, at, ink(0, [90, 90, 110]), mark.alpha, rng),
        Ornament::Rosette => insignia::rosette(canvas, at, ink(0, [90, 110, 140]), mark.alpha, rng),
        Ornament::Silhouette => {
            insignia::silhouette(canvas, at, ink(0, [120, 130, 140]), mark.alpha, rng);
        }
        Ornament::Kinegram => {
            insignia::kinegram(canvas, at, ink(0, [150, 160, 170]), mark.alpha, rng);
        }
        Ornament::Dots => insignia::dots(canvas, at, ink(0, [110, 110, 120]), mark.alpha, rng),
        Ornament::Punched => insignia::punched(canvas, at, ink(0, [70, 66, 60]), mark.alpha, rng),
        Ornament::Banner => {
            let inks = [0.0, 0.35, 0.7].map(|d| hsv(rng.unit() + d, 0.8, 0.8));
            insignia::flag(canvas, at, inks, mark.alpha, rng);
        }
        Ornament::Leaders => insignia::leaders(canvas, at, ink(0, [70, 70, 80]), mark.alpha),
        Ornament::Frame => frame(canvas, at, ink(0, [60, 60, 60]), mark.alpha),
    }
}

fn frame(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32) {
    if let Some(path) = rect_path(at[0], at[1], at[2], at[3]) {
        canvas.stroke(&path, ink, alpha, ((at[3] - at[1]) * 0.03).max(0.6));
    }
}

fn flag(canvas: &mut Canvas, at: [f32; 4], inks: &[Rgb], alpha: f32) {
    let count = inks.len().max(1) as f32;
    for (n, ink) in inks.iter().enumerate() {
        let high = (at[3] - at[1]) / count;
        canvas.rect(
            at[0],
            at[1] + n as f32 * high,
            at[2],
            at[1] + (n + 1) as f32 * high,
            *ink,
            alpha,
        );
    }
}

fn hologram(canvas: &mut Canvas, at: [f32; 4], alpha: f32, rng: &mut Rng) {
    let (cx, cy) = ((at[0] + at[2]) / 2.0, (at[1] + at[3]) / 2.0);
    let (rx, ry) = ((at[2] - at[0]) / 2.0, (at[3] - at[1]) / 2.0);
    let start = rng.unit();
    let (rays, round) = (rng.whole(10, 40), rng.chance(0.6));
    for ring in 0..9 {
        let r = 1.0 - ring as f32 / 9.0;
        let colour = hsv(start + ring as f32 * 0.11, 0.5, 1.0);
        let path = if round {
            oval_path(cx, cy, rx * r, ry * r)
        } else {
            round_path(cx - rx * r, cy - ry * r, cx + rx * r, cy + ry * r, rx * 0.1)
        };
        if let Some(path) = path {
            canvas.fill(&path, colour, alpha * 0.35);
            canvas.stroke(&path, [255, 255, 255], alpha * 0.7, rx * 0.02);
        }
    }
    for n in 0..rays {
        let t = n as f32 / rays as f32 * TAU;
        let tips = [
            (cx + rx * 0.2 * t.cos(), cy + ry * 0.2 * t.sin()),
            (cx + rx * 0.95 * t.cos(), cy + ry * 0.95 * t.sin()),
        ];
        if let Some(path) = line_path(tips) {
            canvas.stroke(
                &path,
                hsv(start + t / TAU, 0.6, 1.0),
                alpha * 0.5,
                rx * 0.025,
            );
        }
    }
}

fn finger(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let (cx, cy) = ((at[0] + at[2]) / 2.0, (at[1] + at[3]) / 2.0);
    let (rx, ry) = ((at[2] - at[0]) / 2.0, (at[3] - at[1]) / 2.0);
    let (a, b, phase) = (
        rng.whole(2, 4) as f32,
        rng.range(0.04, 0.12),
        rng.range(0.0, TAU),
    );
    for ring in 1..14 {
        let r = ring as f32 / 14.0;
        let gap = rng.below(40);
        let points = (0..=60).filter(|k| (k + gap) % 40 > 2).map(|k| {
            let t = k as f32 / 60.0 * TAU;
            let far = r * (1.0 + b * (a * t + phase + r * 3.0).sin());
            (
                cx + rx * far * t.cos() * 0.9,
                cy + ry * (far * t.sin() - 0.15 * r),
            )
        });
        if let Some(path) = line_path(points) {
            canvas.stroke(&path, ink, alpha * rng.range(0.5, 1.0), rx * 0.045);
        }
    }
}

fn logo(canvas: &mut Canvas, at: [f32; 4], ink: Rgb) {
    let (w, h) = (at[2] - at[0], at[3] - at[1]);
    let (cx, cy) = (at[0] + w / 2.0, at[1] + h / 2.0);
    if let Some(path) = rect_path(at[0], at[1], at[2], at[3]) {
        canvas.stroke(&path, ink, 1.0, h * 0.14);
    }
    canvas.rect(at[0], cy - h * 0.06, at[2], cy + h * 0.06, ink, 1.0);
    if let Some(path) = oval_path(cx, cy, h * 0.26, h * 0.26) {
        canvas.fill(&path, [245, 240, 225], 1.0);
        canvas.stroke(&path, ink, 1.0, h * 0.12);
    }
}

fn bands(canvas: &mut Canvas, at: [f32; 4], inks: &[Rgb], alpha: f32, rng: &mut Rng) {
    let (w, h) = (at[2] - at[0], at[3] - at[1]);
    let (waves, swing) = (rng.range(0.5, 1.6) * TAU, h * rng.range(0.04, 0.2));
    for (n, ink) in inks.iter().enumerate() {
        let high = h / inks.len() as f32;
        let top = at[1] + n as f32 * high;
        let curve = |x: f32| swing * (waves * x + n as f32).sin();
        let upper = (0..=24).map(|k| (at[0] + w * k as f32 / 24.0, top + curve(k as f32 / 24.0)));
        let lower = (0..=24).rev().map(|k| {
            (
                at[0] + w * k as f32 / 24.0,
                top + high + curve(k as f32 / 24.0),
            )
        });
        if let Some(path) = line_path(upper.chain(lower)) {
            canvas.fill(&path, *ink, alpha);
        }
    }
}

/// Rows of print too small to read.
fn microprint(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let size = ((at[3] - at[1]) * 0.6).max(0.8);
    let mut x = at[0];
    while x < at[2] {
        let wide = size * rng.range(0.25, 0.7);
        canvas.rect(
            x,
            at[1] + size * rng.range(0.0, 0.3),
            x + wide,
            at[1] + size,
            ink,
            alpha * rng.range(0.4, 0.9),
        );
        x += wide + size * if rng.chance(0.2) { 0.6 } else { 0.2 };
    }
}
