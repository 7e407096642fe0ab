//! What must be answered with nothing: other scripts, scribbles, bars, bare grounds.

use crate::corpus::Corpus;
use crate::phrase::Phrase;
use crate::pixels::Pixels;
use crate::raster::Raster;
use crate::rng::Rng;

/// A phrase in a script that is not read; its truth is empty. Blank where marks take its place.
pub fn phrase(corpus: &Corpus, rng: &mut Rng) -> Phrase {
    let script = rng.pick::<Vec<String>>(&corpus.strangers);
    let print = if rng.chance(0.2) {
        " ".to_owned()
    } else {
        words(script, rng)
    };
    Phrase {
        print,
        truth: String::new(),
        neighbours: vec![words(script, rng)],
    }
}

fn words(script: &[String], rng: &mut Rng) -> String {
    let n = rng.whole(1, 3);
    let words: Vec<&str> = (0..n)
        .map(|_| rng.pick::<String>(script).as_str())
        .collect();
    let mut text = words.join(" ");
    if rng.chance(0.25) {
        text = text
            .chars()
            .skip(rng.below(4))
            .collect::<String>()
            .trim()
            .to_owned();
    }
    if text.is_empty() {
        words.concat()
    } else {
        text
    }
}

/// Marks that are no letters: a scribble, a row of bars, or nothing at all. Coverage of the crop.
pub fn marks(w: usize, h: usize, rng: &mut Rng) -> Vec<f32> {
    match rng.below(3) {
        0 => scribble(w, h, rng),
        1 => bars(w, h, rng),
        _ => vec![0.0; w * h],
    }
}

/// The width of a crop that holds only marks, as a multiple of its height.
pub fn aspect(rng: &mut Rng) -> f32 {
    rng.log_range(1.0, 12.0)
}

/// Coverage of a pen's loops across a crop.
pub fn scribble(w: usize, h: usize, rng: &mut Rng) -> Vec<f32> {
    let mut raster = Raster::new(w, h);
    let tall = h as f32;
    let thick = tall * rng.range(0.02, 0.06);
    let steps = 40 + (w * 3 / h.max(1)) * 12;
    let speed = w as f32 / steps as f32;
    let (mut turn, mut x, mut y) = (rng.range(0.0, 6.3), tall * 0.2, tall * rng.range(0.3, 0.7));
    let mut swing = rng.range(0.5, 1.1);
    for _ in 0..steps {
        turn += swing;
        if rng.chance(0.15) {
            swing = rng.range(-1.2, 1.2);
        }
        let dx = speed * 0.9 + turn.cos() * tall * 0.14;
        let dy = turn.sin() * tall * 0.2 + (tall * 0.5 - y) * 0.08;
        stroke(&mut raster, (x, y), (x + dx, y + dy), thick);
        x += dx;
        y += dy;
    }
    raster.coverage()
}

fn stroke(raster: &mut Raster, a: (f32, f32), b: (f32, f32), half: f32) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let long = (dx * dx + dy * dy).sqrt().max(1e-3);
    let (nx, ny) = (-dy / long * half, dx / long * half);
    let corners = [
        (a.0 + nx, a.1 + ny),
        (b.0 + nx, b.1 + ny),
        (b.0 - nx, b.1 - ny),
        (a.0 - nx, a.1 - ny),
    ];
    for n in 0..4 {
        raster.line(corners[n], corners[(n + 1) % 4]);
    }
}

fn bars(w: usize, h: usize, rng: &mut Rng) -> Vec<f32> {
    let mut raster = Raster::new(w, h);
    let (top, bottom) = (
        h as f32 * rng.range(-0.2, 0.3),
        h as f32 * rng.range(0.7, 1.2),
    );
    let unit = h as f32 * rng.range(0.03, 0.12);
    let mut x = unit * 4.0;
    while x < w as f32 - unit * 4.0 {
        let wide = unit * rng.whole(1, 4) as f32;
        for (a, b) in [
            ((x, top), (x, bottom)),
            ((x + wide, bottom), (x + wide, top)),
        ] {
            raster.line(a, b);
        }
        x += wide + unit * rng.whole(1, 4) as f32;
    }
    raster.coverage()
}

/// A crop of texture alone: part of a portrait, an emblem, a chip, seen as soft blots.
pub fn blots(photo: &mut Pixels, depth: f32, rng: &mut Rng) {
    let (w, h) = (photo.w as f32, photo.h as f32);
    for _ in 0..rng.whole(3, 14) {
        let (cx, cy, r) = (
            rng.range(0.0, w),
            rng.range(0.0, h),
            h * rng.log_range(0.08, 0.9),
        );
        let lift = depth * rng.range(-1.0, 0.6);
        let wide = photo.w;
        for (y, row) in photo.v.chunks_exact_mut(wide).enumerate() {
            for (x, v) in row.iter_mut().enumerate() {
                let (dx, dy) = (x as f32 - cx, y as f32 - cy);
                let near = (1.4 - (dx * dx + dy * dy) / (r * r)).clamp(0.0, 1.0);
                *v += lift * near;
            }
        }
    }
}
