//! Fine line patterns of security print, drawn once a world and kept as coverage.

mod families;

use crate::canvas::{Canvas, Rgb, mix};
use crate::rng::Rng;
use crate::world::World;
use families::{
    braids, contours, diagonals, dots, fans, lattice, mesh, relief, rosettes, stars, waves,
};
use std::sync::OnceLock;
use tiny_skia::Path;

/// Pixels along the side of a pattern at its finest.
const SIDE: usize = 1024;

/// Patterns kept for each world: more variety than a batch shows, at a megabyte each.
const KEPT: usize = 28;

/// A pattern at full, half and quarter size, so that it can be shrunk without sparkle.
pub struct Pattern {
    levels: Vec<Vec<u8>>,
}

type Family = fn(&mut Rng, &mut Vec<Curve>);

/// A curve of the pattern: its path and its stroke.
struct Curve {
    path: Option<Path>,
    width: f32,
}

/// Families by world: none is in both.
const TRAIN: [(&str, Family); 7] = [
    ("waves", waves),
    ("rosettes", rosettes),
    ("lattice", lattice),
    ("relief", relief),
    ("dots", dots),
    ("diagonals", diagonals),
    ("contours", contours),
];

const TEST: [(&str, Family); 4] = [
    ("fans", fans),
    ("mesh", mesh),
    ("stars", stars),
    ("braids", braids),
];

/// One of the world's patterns.
pub fn pick(world: World, rng: &mut Rng) -> &'static Pattern {
    static MADE: [[OnceLock<Pattern>; KEPT]; 2] = [const { [const { OnceLock::new() }; KEPT] }; 2];
    let place = rng.below(KEPT);
    let families: &[(&str, Family)] = if world == World::Train { &TRAIN } else { &TEST };
    MADE[usize::from(world == World::Test)][place].get_or_init(|| {
        let mut own = Rng::new(&[world.salt(), 0x6775_696c, place as u64]);
        let (_, family) = families[place % families.len()];
        make(family, &mut own)
    })
}

fn make(family: Family, rng: &mut Rng) -> Pattern {
    let mut curves = Vec::new();
    family(rng, &mut curves);
    let mut sheet = Canvas::new(SIDE, SIDE, [0, 0, 0]);
    for curve in &curves {
        if let Some(path) = &curve.path {
            sheet.stroke(path, [255, 255, 255], 1.0, curve.width);
        }
    }
    let full: Vec<u8> = sheet.map.data().chunks_exact(4).map(|p| p[0]).collect();
    let half = halved(&full, SIDE);
    let quarter = halved(&half, SIDE / 2);
    Pattern {
        levels: vec![full, half, quarter],
    }
}

fn halved(from: &[u8], side: usize) -> Vec<u8> {
    let half = side / 2;
    let mut out = Vec::with_capacity(half * half);
    for y in 0..half {
        for x in 0..half {
            let i = 2 * y * side + 2 * x;
            let sum = [i, i + 1, i + side, i + side + 1]
                .iter()
                .map(|i| u32::from(from[*i]))
                .sum::<u32>();
            out.push((sum / 4) as u8);
        }
    }
    out
}

/// How a pattern lies on a sheet.
#[derive(Clone, Debug)]
pub struct Laying {
    /// Colours of its lines from left to right.
    pub inks: Vec<Rgb>,
    /// Opacity of its lines, 0–1.
    pub alpha: f32,
    /// Widths of the sheet that one side of the pattern spans.
    pub span: f32,
    /// Where the pattern begins, in its own sides.
    pub shift: (f32, f32),
}

/// Inks a pattern over a rectangle (pixels) of a sheet.
pub fn lay(canvas: &mut Canvas, area: [usize; 4], pattern: &Pattern, laying: &Laying) {
    let (w, h) = (canvas.width(), canvas.height());
    let [x0, y0, x1, y1] = [
        area[0].min(w),
        area[1].min(h),
        area[2].min(w),
        area[3].min(h),
    ];
    if x0 >= x1 || y0 >= y1 {
        return;
    }
    let step = SIDE as f32 / (laying.span * w as f32);
    let level = if step > 3.0 {
        2
    } else {
        usize::from(step > 1.5)
    };
    let side = SIDE >> level;
    let step = step / (1 << level) as f32;
    let from = &pattern.levels[level];
    let inks: Vec<Rgb> = (x0..x1)
        .map(|x| along(&laying.inks, x as f32 / w as f32))
        .collect();
    let strength = (laying.alpha.clamp(0.0, 1.0) * 256.0) as u32;
    let data = canvas.map.data_mut();
    for y in y0..y1 {
        let fy = y as f32 * step + laying.shift.1 * side as f32;
        let row = fy as usize % side;
        let (near, next, ty) = (
            row * side,
            (row + 1) % side * side,
            (fy.fract() * 256.0) as u32,
        );
        let pixels = data[(y * w + x0) * 4..(y * w + x1) * 4].chunks_exact_mut(4);
        let mut fx = ((x0 as f32 * step + laying.shift.0 * side as f32) * 65_536.0) as u64;
        let stride = (step * 65_536.0) as u64;
        for (pixel, ink) in pixels.zip(&inks) {
            let cover = sample(from, [near, next], side, fx, ty);
            fx += stride;
            if cover > 0 {
                blend(pixel, ink, (cover * strength) >> 8);
            }
        }
    }
}

fn sample(from: &[u8], rows: [usize; 2], side: usize, fx: u64, ty: u32) -> u32 {
    let (x, tx) = ((fx >> 16) as usize & (side - 1), (fx >> 8 & 255) as u32);
    let x1 = (x + 1) & (side - 1);
    let of = |row: usize| u32::from(from[row + x]) * (256 - tx) + u32::from(from[row + x1]) * tx;
    (of(rows[0]) * (256 - ty) + of(rows[1]) * ty) >> 16
}

fn blend(pixel: &mut [u8], ink: &Rgb, weight: u32) {
    for (p, i) in pixel.iter_mut().zip(ink) {
        *p = ((u32::from(*p) * (255 - weight) + u32::from(*i) * weight) / 255) as u8;
    }
}

/// The colour at a place 0–1 of a row of colours.
#[must_use]
pub fn along(inks: &[Rgb], t: f32) -> Rgb {
    let place = t.clamp(0.0, 1.0) * inks.len().saturating_sub(1) as f32;
    let first = place as usize;
    match (inks.get(first), inks.get(first + 1)) {
        (Some(a), Some(b)) => mix(*a, *b, place.fract()),
        (Some(a), None) => *a,
        _ => [128, 128, 128],
    }
}
