//! Fine line patterns of security print, drawn once a world and kept as coverage.

use std::f32::consts::TAU;
use std::sync::OnceLock;

use crate::canvas::{Canvas, Rgb, line_path, mix, oval_path};
use crate::rng::Rng;
use crate::world::World;
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

const S: f32 = SIDE as f32;

fn curve(curves: &mut Vec<Curve>, width: f32, points: impl IntoIterator<Item = (f32, f32)>) {
    curves.push(Curve {
        path: line_path(points),
        width,
    });
}

/// A whole number of turns over the side keeps the pattern seamless.
fn turns(rng: &mut Rng, low: i64, high: i64) -> f32 {
    rng.whole(low, high) as f32 * TAU / S
}

fn waves(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let (count, width) = (rng.whole(24, 90), rng.range(0.8, 1.6));
    let (a, b) = (turns(rng, 2, 9), turns(rng, 1, 4));
    let (high, swell, twist) = (
        rng.range(8.0, 60.0),
        rng.range(0.2, 1.0),
        rng.range(0.0, 0.3),
    );
    for i in 0..count {
        let y = (i as f32 + 0.5) * S / count as f32;
        let phase = i as f32 * twist;
        let at = |x: f32| {
            y + high * (a * x + phase).sin() * (1.0 - swell + swell * (b * x + phase * 0.5).cos())
        };
        curve(
            curves,
            width,
            (0..=128).map(|k| (k as f32 * 8.0, at(k as f32 * 8.0))),
        );
    }
}

fn rosettes(rng: &mut Rng, curves: &mut Vec<Curve>) {
    for _ in 0..rng.whole(3, 8) {
        let (cx, cy, big) = (rng.range(0.0, S), rng.range(0.0, S), rng.range(90.0, 330.0));
        let (petals, deep) = (rng.whole(5, 24) as f32, rng.range(0.08, 0.45));
        let width = rng.range(0.8, 1.5);
        for ring in 0..rng.whole(4, 16) {
            let r = big * (1.0 - ring as f32 * 0.055);
            let turn = ring as f32 * 0.09;
            let at = |t: f32| {
                let far = r * (1.0 - deep + deep * (petals * t + turn * petals).cos());
                (cx + far * t.cos(), cy + far * t.sin())
            };
            curve(curves, width, (0..=360).map(|k| at(k as f32 / 360.0 * TAU)));
        }
    }
}

fn lattice(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let (count, width) = (rng.whole(18, 50), rng.range(0.8, 1.4));
    let (a, high) = (turns(rng, 2, 7), rng.range(6.0, 40.0));
    for i in 0..count {
        let at = (i as f32 + 0.5) * S / count as f32;
        let run = move |k: usize| {
            (
                k as f32 * 8.0,
                at + high * (a * k as f32 * 8.0 + i as f32 * 0.2).sin(),
            )
        };
        curve(curves, width, (0..=128).map(run));
        curve(
            curves,
            width,
            (0..=128).map(move |k| {
                let (x, y) = run(k);
                (y, x)
            }),
        );
    }
}

fn relief(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let count = rng.whole(70, 150);
    let bumps: Vec<[f32; 4]> = (0..rng.whole(2, 6))
        .map(|_| {
            [
                rng.range(100.0, 900.0),
                rng.range(100.0, 900.0),
                rng.range(60.0, 220.0),
                rng.range(-18.0, 18.0),
            ]
        })
        .collect();
    let push = |x: f32, y: f32| {
        bumps
            .iter()
            .map(|b| b[3] * (-((x - b[0]).powi(2) + (y - b[1]).powi(2)) / (b[2] * b[2])).exp())
            .sum::<f32>()
    };
    let width = rng.range(0.9, 1.8);
    for i in 0..count {
        let y = (i as f32 + 0.5) * S / count as f32;
        curve(
            curves,
            width,
            (0..=128).map(|k| (k as f32 * 8.0, y + push(k as f32 * 8.0, y))),
        );
    }
}

fn dots(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let (gap, size) = (rng.range(9.0, 22.0), rng.range(1.2, 3.2));
    let count = (S / gap) as usize;
    for y in 0..count {
        for x in 0..count {
            let odd = (y % 2) as f32 * gap / 2.0;
            let (cx, cy) = (x as f32 * gap + odd, y as f32 * gap);
            curves.push(Curve {
                path: oval_path(cx, cy, size * 0.4, size * 0.4),
                width: size,
            });
        }
    }
}

fn diagonals(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let (count, width) = (rng.whole(60, 140), rng.range(0.8, 2.0));
    let slope = rng.whole(-2, 2) as f32;
    for i in 0..count * 3 {
        let x = (i - count) as f32 * S / count as f32;
        curve(curves, width, [(x, 0.0), (x + slope * S, S)]);
    }
}

fn contours(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let tones: Vec<[f32; 3]> = (0..5)
        .map(|_| [turns(rng, 1, 4), turns(rng, 1, 4), rng.range(0.0, TAU)])
        .collect();
    let drift = |x: f32, y: f32| {
        tones
            .iter()
            .map(|t| (t[0] * x + t[1] * y + t[2]).sin())
            .sum::<f32>()
    };
    let (width, high) = (rng.range(0.8, 1.4), rng.range(8.0, 30.0));
    for i in 0..90 {
        let y = i as f32 * S / 90.0;
        curve(
            curves,
            width,
            (0..=128).map(|k| (k as f32 * 8.0, y + high * drift(k as f32 * 8.0, y))),
        );
    }
}

fn fans(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let gap = rng.range(9.0, 24.0);
    let width = rng.range(0.8, 1.5);
    for row in 0..5 {
        for column in 0..4 {
            let (cx, cy) = (
                (column as f32 + 0.5 * (row % 2) as f32) * S / 4.0,
                row as f32 * S / 4.0,
            );
            for ring in 1..((S / 5.0 / gap) as usize) {
                let r = ring as f32 * gap;
                let wobble = |t: f32| r * (1.0 + 0.06 * (9.0 * t).sin());
                curve(
                    curves,
                    width,
                    (0..=90).map(|k| {
                        let t = k as f32 / 90.0 * TAU;
                        (cx + wobble(t) * t.cos(), cy + wobble(t) * t.sin())
                    }),
                );
            }
        }
    }
}

fn mesh(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let cell = S / rng.whole(18, 44) as f32;
    let width = rng.range(0.8, 1.6);
    for y in 0..(S / cell / 0.866) as usize + 1 {
        for x in 0..(S / cell) as usize + 1 {
            let (cx, cy) = (
                (x as f32 + 0.5 * (y % 2) as f32) * cell,
                y as f32 * cell * 0.866,
            );
            curve(
                curves,
                width,
                (0..=6).map(|k| {
                    let t = (k as f32 + 0.5) / 6.0 * TAU;
                    (cx + cell * 0.5 * t.cos(), cy + cell * 0.5 * t.sin())
                }),
            );
        }
    }
}

fn stars(rng: &mut Rng, curves: &mut Vec<Curve>) {
    for _ in 0..rng.whole(3, 7) {
        let (cx, cy, big) = (
            rng.range(0.0, S),
            rng.range(0.0, S),
            rng.range(120.0, 360.0),
        );
        let (lobes, ratio) = (rng.whole(7, 31) as f32, rng.range(0.3, 0.9));
        let at = |t: f32| {
            (
                cx + big * (t.cos() + ratio * (lobes * t).cos()) / 2.0,
                cy + big * (t.sin() - ratio * (lobes * t).sin()) / 2.0,
            )
        };
        curve(
            curves,
            rng.range(0.8, 1.4),
            (0..=1400).map(|k| at(k as f32 / 1400.0 * TAU)),
        );
    }
}

fn braids(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let rows = rng.whole(8, 22);
    let (a, width) = (turns(rng, 4, 14), rng.range(0.8, 1.5));
    for i in 0..rows {
        let y = (i as f32 + 0.5) * S / rows as f32;
        for strand in 0..6 {
            let phase = strand as f32 * TAU / 6.0;
            curve(
                curves,
                width,
                (0..=256).map(|k| {
                    let x = k as f32 * 4.0;
                    (
                        x,
                        y + S / rows as f32 * 0.55 * (a * x + phase).sin() * (0.4 * a * x).cos(),
                    )
                }),
            );
        }
    }
}
