//! What is printed over and under a line beside its own letters.

use crate::fonts::Face;
use crate::frame::Frame;
use crate::ink::{Ink, Pen};
use crate::paper;
use crate::pixels::Pixels;
use crate::raster::Raster;
use crate::rng::Rng;
use crate::stranger;
use crate::stratum::{Plan, Stratum};
use anyhow::Result;

/// Ink is not even: engraving is grainy, old print is worn, cheap print is dotted.
pub(crate) fn texture(coverage: &mut [f32], plan: &mut Plan, rng: &mut Rng) {
    let strength = plan.severity * rng.range(0.1, 0.5);
    match rng.weighted(&[0.6, 0.14, 0.14, 0.12]) {
        0 => {}
        1 => {
            plan.tags.push("engraved");
            for c in coverage.iter_mut().filter(|c| **c > 0.0) {
                *c = (*c * (1.0 - strength * 0.9 * rng.unit())).max(0.0);
            }
        }
        2 => {
            let gamma = 1.0 + strength * 1.4;
            bend(coverage, gamma);
        }
        _ => {
            let gamma = 1.0 / (1.0 + strength * 1.6);
            bend(coverage, gamma);
        }
    }
}

// Only edges change: nothing and all stay what they are.
fn bend(coverage: &mut [f32], gamma: f32) {
    for c in coverage.iter_mut().filter(|c| **c > 0.0 && **c < 1.0) {
        *c = c.powf(gamma);
    }
}

/// What crosses the text: SPECIMEN and its kin, filled or in outline, the loops of a pen, or rings
/// and sweeping lines of the ground that are as dark as the text.
pub(crate) fn overprint(
    photo: &mut Pixels,
    faces: &[Face],
    plan: &mut Plan,
    sign: f32,
    rng: &mut Rng,
) -> Result<()> {
    if plan.has(Stratum::Clean) || !rng.chance(0.17) {
        return Ok(());
    }
    // Thin lines are often as dark as the text itself; whole letters are only tints.
    let (coverage, most) = match rng.below(14) {
        10..=13 => (sweeps(photo.w, photo.h, plan.cap, rng), 0.9),
        0 | 1 => (stranger::scribble(photo.w, photo.h, rng), 0.7),
        2..=5 => (letters(photo, faces, plan.cap, false, rng)?, 0.38),
        _ => (letters(photo, faces, plan.cap, true, rng)?, 0.95),
    };
    let depth = plan.contrast * rng.range(0.1, most) * plan.severity;
    let sign = if rng.chance(0.85) { sign } else { -sign };
    for (v, c) in photo.v.iter_mut().zip(&coverage) {
        *v += sign * depth * c;
    }
    plan.tags.push("overprint");
    Ok(())
}

/// What stands close before or behind a text and is none of its letters: bars, boxes, rules, rings.
pub(crate) fn figures(coverage: &mut [f32], frame: &Frame, ink: &Ink<'_>, rng: &mut Rng) {
    let (cap, bounds) = (frame.cap, ink.bounds());
    let gap = cap * rng.range(0.04, 0.5);
    let behind = rng.chance(0.7);
    let near = if behind {
        frame.left + bounds.x1 + gap
    } else {
        frame.left + bounds.x0 - gap
    };
    let wide = cap * rng.range(0.4, 1.6);
    let (left, right) = if behind {
        (near, near + wide)
    } else {
        (near - wide, near)
    };
    let top = frame.baseline - cap * rng.range(0.9, 1.4);
    let high = cap * rng.range(0.9, 1.8);
    let depth = rng.range(0.5, 1.0);
    let thick = (cap * rng.range(0.05, 0.16)).max(0.8);
    let apart = thick * rng.range(1.7, 3.5);
    let kind = rng.below(4);
    for (at, value) in coverage.iter_mut().enumerate() {
        let (x, y) = ((at % frame.w) as f32 + 0.5, (at / frame.w) as f32 + 0.5);
        if !(left..right).contains(&x) || !(top..top + high).contains(&y) {
            continue;
        }
        let (dx, dy) = (x - (left + right) * 0.5, y - top - high * 0.5);
        let inside = match kind {
            0 => (y - top) % apart < thick,
            1 => true,
            2 => (x - left) % (apart * 2.0) < thick,
            _ => (dx.hypot(dy) - wide * 0.4).abs() < thick * 0.5,
        };
        if inside {
            *value = value.max(depth);
        }
    }
}

// Coverage of a few arcs about one middle, far apart or close: rings and waves of the ground.
fn sweeps(w: usize, h: usize, cap: f32, rng: &mut Rng) -> Vec<f32> {
    let (wide, high) = (w as f32, h as f32);
    let (x, y) = (
        rng.range(-0.2, 1.2) * wide,
        high * 0.5 + rng.range(-4.0, 4.0) * cap,
    );
    let thick = (cap * rng.log_range(0.04, 0.2)).max(0.5);
    let apart = thick * rng.range(2.0, 6.0);
    let nearest = rng.range(0.5, 5.0) * cap;
    let squash = rng.range(0.5, 1.6);
    let rings = rng.whole(1, 4) as f32;
    let cover = |at: usize| {
        let (dx, dy) = (
            (at % w) as f32 + 0.5 - x,
            ((at / w) as f32 + 0.5 - y) * squash,
        );
        let out = dx.hypot(dy) - nearest;
        let ring = (out / apart).round().clamp(0.0, rings - 1.0);
        (0.5 + thick * 0.5 - (out - ring * apart).abs()).clamp(0.0, 1.0)
    };
    (0..w * h).map(cover).collect()
}

// Coverage of big letters at a slant; an outline is a thick letter less a thin one.
fn letters(
    photo: &Pixels,
    faces: &[Face],
    cap: f32,
    outline: bool,
    rng: &mut Rng,
) -> Result<Vec<f32>> {
    const WORDS: &[&str] = &[
        "SPECIMEN",
        "MUSTER",
        "ESPECIMEN",
        "SAMPLE",
        "SPÉCIMEN",
        "WZÓR",
        "VOID",
        "MINTA",
        "VZOR",
        "COPY",
        "REPUBLIC",
        "2024",
    ];
    let word = rng.word(WORDS);
    let fits: Vec<&Face> = faces.iter().filter(|f| f.lacks(word).is_none()).collect();
    if fits.is_empty() {
        return Ok(vec![0.0; photo.w * photo.h]);
    }
    let face = *rng.pick(&fits);
    let mut pen = Pen::new(cap * rng.range(2.5, 9.0));
    let turn = rng.range(-0.6, 0.6);
    let (cos, sin) = (turn.cos(), turn.sin());
    let x0 = rng.range(-1.0, 0.35) * photo.w as f32;
    let y0 = rng.range(0.4, 2.2) * photo.h as f32;
    let map = |x: f32, y: f32| (x0 + x * cos - y * sin, y0 + x * sin + y * cos);
    let cover = |pen: Pen| -> Result<Vec<f32>> {
        let mut raster = Raster::new(photo.w, photo.h);
        Ink::shape(word, face, pen)?.stamp(&mut raster, map);
        Ok(raster.coverage())
    };
    let thin = cover(pen)?;
    if !outline {
        return Ok(thin);
    }
    pen.weight = (cap * rng.range(0.03, 0.1)).max(0.35) / pen.px;
    let thick = cover(pen)?;
    Ok(thick
        .iter()
        .zip(thin)
        .map(|(thick, thin)| (thick - thin).max(0.0))
        .collect())
}

/// A form's line under or over the text, whole or dotted.
pub(crate) fn rules(photo: &mut Pixels, frame: &Frame, plan: &mut Plan, sign: f32, rng: &mut Rng) {
    if plan.has(Stratum::Clean) || !rng.chance(0.1) {
        return;
    }
    let below = rng.chance(0.7);
    let y = if below {
        frame.baseline + frame.cap * rng.range(0.18, 0.45)
    } else {
        frame.baseline - frame.cap * rng.range(1.2, 1.6)
    };
    let thick = (frame.cap * rng.range(0.03, 0.12)).max(0.4);
    let dotted = rng
        .chance(0.35)
        .then(|| (frame.cap * rng.range(0.15, 0.4)).max(1.6));
    let depth = sign * plan.contrast * rng.range(0.3, 0.9);
    paper::rule(photo, y, thick, depth, dotted, frame.tilt);
    plan.tags.push("rule");
}

/// The lines above and below reach into the crop: as large as the text or a small label, which
/// may touch the text itself.
pub(crate) fn neighbours(
    coverage: &mut [f32],
    frame: &Frame,
    pen: Pen,
    (face, faces): (&Face, &[&Face]),
    texts: &[String],
    rng: &mut Rng,
) -> Result<()> {
    for (n, text) in texts.iter().take(2).enumerate() {
        let room = if n == 0 { frame.top } else { frame.bottom };
        if !rng.chance(0.4) || room < 0.1 * frame.cap {
            continue;
        }
        let (mut pen, mut face) = (pen, face);
        if rng.chance(0.6) {
            let label = *rng.pick(faces);
            if label.lacks(text).is_none() {
                let size = rng.range(0.45, 0.95);
                pen = Pen::new(size * frame.cap / label.cap_height);
                face = label;
            }
        }
        let cap = pen.px * face.cap_height;
        let show = (room * rng.range(0.2, 1.1)).min(0.5 * cap);
        let ink = Ink::shape(text, face, pen)?;
        let shift = frame.left + rng.range(-0.5, 0.5) * frame.cap;
        let y = if n == 0 {
            show
        } else {
            frame.h as f32 - show + cap
        };
        let mut raster = Raster::new(frame.w, frame.h);
        let map = |x: f32, dy: f32| (x + shift, y + dy + frame.tilt * (x + shift - frame.middle));
        ink.stamp(&mut raster, map);
        let strength = rng.range(0.5, 1.0);
        for (c, other) in coverage.iter_mut().zip(raster.coverage()) {
            *c = c.max(other * strength);
        }
    }
    Ok(())
}
