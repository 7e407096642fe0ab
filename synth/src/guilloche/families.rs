//! The families of fine line patterns, each a set of curves over one tile.

use super::{Curve, SIDE};
use crate::canvas::{line_path, oval_path};
use crate::rng::Rng;
use std::f32::consts::TAU;

const S: f32 = SIDE as f32;

pub(super) fn curve(
    curves: &mut Vec<Curve>,
    width: f32,
    points: impl IntoIterator<Item = (f32, f32)>,
) {
    curves.push(Curve {
        path: line_path(points),
        width,
    });
}

/// A whole number of turns over the side keeps the pattern seamless.
fn turns(rng: &mut Rng, low: i64, high: i64) -> f32 {
    rng.whole(low, high) as f32 * TAU / S
}

pub(super) fn waves(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn rosettes(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn lattice(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn relief(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn dots(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn diagonals(rng: &mut Rng, curves: &mut Vec<Curve>) {
    let (count, width) = (rng.whole(60, 140), rng.range(0.8, 2.0));
    let slope = rng.whole(-2, 2) as f32;
    for i in 0..count * 3 {
        let x = (i - count) as f32 * S / count as f32;
        curve(curves, width, [(x, 0.0), (x + slope * S, S)]);
    }
}

pub(super) fn contours(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn fans(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn mesh(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn stars(rng: &mut Rng, curves: &mut Vec<Curve>) {
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

pub(super) fn braids(rng: &mut Rng, curves: &mut Vec<Curve>) {
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
