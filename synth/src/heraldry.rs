//! Arms, eagles, seals, suns and wreaths of nobody.

use crate::burin::Burin;
use crate::canvas::{Canvas, Rgb};
use crate::rng::Rng;
use std::f32::consts::{PI, TAU};

/// Draws an emblem into a box (pixels): filled or in outline, with details as fine as print has them.
pub fn draw(canvas: &mut Canvas, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
    let mut burin = Burin::square(at);
    let width = burin.width(rng.log_range(0.02, 0.07));
    match rng.weighted(&[0.36, 0.26, 0.16, 0.1, 0.12]) {
        0 => arms(&mut burin, rng),
        1 => eagle(&mut burin, rng),
        2 => seal(&mut burin, rng),
        3 => sun(&mut burin, rng),
        _ => {
            wreath(&mut burin, rng);
            charge(&mut burin, (0.0, -0.1), 0.45, rng);
        }
    }
    burin.ink(canvas, ink, alpha, width);
}

/// A shield with what stands on, over, beside and under it.
fn arms(burin: &mut Burin, rng: &mut Rng) {
    let (top, low, half) = (
        rng.range(-0.55, -0.3),
        rng.range(0.5, 0.85),
        rng.range(0.4, 0.6),
    );
    shield(burin, [top, low, half], rng);
    if rng.chance(0.6) {
        crown(burin, (0.0, top - 0.08), half * rng.range(0.6, 1.0), rng);
    }
    match rng.below(3) {
        0 => wreath(burin, rng),
        1 => {
            for side in [-1.0, 1.0] {
                beast(burin, (side * (half + 0.22), 0.1), side, rng);
            }
        }
        _ => {}
    }
    if rng.chance(0.4) {
        ribbon(burin, low + 0.08, rng);
    }
}

fn shield(burin: &mut Burin, [top, low, half]: [f32; 3], rng: &mut Rng) {
    let belly = rng.range(0.3, 0.75);
    let turn = top + (low - top) * belly;
    let mut edge = vec![(-half, top), (half, top), (half, turn)];
    let steps = 6;
    for side in [1.0f32, -1.0] {
        for k in 1..steps {
            let t = k as f32 / steps as f32;
            let t = if side > 0.0 { t } else { 1.0 - t };
            let x = half * (t * PI / 2.0).cos();
            edge.push((side * x, turn + (low - turn) * (t * PI / 2.0).sin()));
        }
    }
    edge.push((-half, turn));
    burin.frame(&edge);
    let middle = (top + turn) / 2.0;
    match rng.below(6) {
        0 => burin.line(&[(0.0, top), (0.0, low)]),
        1 => burin.line(&[(-half, middle), (half, middle)]),
        2 => {
            burin.line(&[(0.0, top), (0.0, low)]);
            burin.line(&[(-half, middle + 0.1), (half, middle + 0.1)]);
            for (x, y) in [(-0.5, -0.3), (0.5, -0.3), (-0.5, 0.4), (0.5, 0.4)] {
                charge(burin, (x * half, middle + 0.1 + y * half), half * 0.34, rng);
            }
            return;
        }
        3 => {
            let bars = rng.whole(4, 8) as f32;
            for k in 1..bars as usize {
                let y = top + (turn - top) * k as f32 / bars;
                burin.line(&[(-half, y), (half, y)]);
            }
            return;
        }
        4 => burin.area(&[
            (-half, top),
            (half, top),
            (half, top + 0.2),
            (-half, top + 0.2),
        ]),
        _ => {}
    }
    charge(burin, (0.0, middle), half * 0.6, rng);
}

/// What stands in a field: star, cross, tower, tree, disc, waves or hills.
fn charge(burin: &mut Burin, (x, y): (f32, f32), r: f32, rng: &mut Rng) {
    let p = |dx: f32, dy: f32| (x + dx * r, y + dy * r);
    match rng.below(7) {
        0 => burin.star((x, y), r, rng.whole(5, 8) as usize, rng.range(0.35, 0.6)),
        1 => {
            burin.line(&[p(0.0, -1.0), p(0.0, 1.0)]);
            burin.line(&[p(-0.8, -0.2), p(0.8, -0.2)]);
        }
        2 => burin.area(
            &[
                (-0.6, 1.0),
                (-0.6, -0.9),
                (-0.3, -0.9),
                (-0.3, -0.5),
                (0.3, -0.5),
                (0.3, -0.9),
                (0.6, -0.9),
                (0.6, 1.0),
            ]
            .map(|(dx, dy)| p(dx, dy)),
        ),
        3 => {
            burin.line(&[p(0.0, 0.0), p(0.0, 1.0)]);
            for side in [-1.0, 1.0] {
                for k in 0..3 {
                    let h = k as f32 * 0.4;
                    burin.curve(&[
                        p(0.0, 0.4 - h),
                        p(side * 0.6, 0.1 - h),
                        p(side * 0.7, -0.3 - h),
                    ]);
                }
            }
        }
        4 => burin.disc((x, y), r * 0.8),
        5 => {
            for k in 0..3 {
                let h = k as f32 * 0.5 - 0.5;
                let wave: Vec<_> = (0..=8)
                    .map(|n| p(n as f32 * 0.25 - 1.0, h + 0.15 * (n as f32 * 1.6).sin()))
                    .collect();
                burin.line(&wave);
            }
        }
        _ => {
            burin.line(&[
                p(-1.0, 0.7),
                p(-0.4, -0.5),
                p(0.0, 0.2),
                p(0.4, -0.8),
                p(1.0, 0.7),
            ]);
            burin.line(&[p(-1.0, 0.8), p(1.0, 0.8)]);
        }
    }
}

fn crown(burin: &mut Burin, (x, y): (f32, f32), half: f32, rng: &mut Rng) {
    let (tips, tall) = (rng.whole(3, 7) as usize, rng.range(0.18, 0.34));
    let mut edge = vec![(x - half, y)];
    for k in 0..tips {
        let t = |n: f32| x - half + 2.0 * half * n / tips as f32;
        edge.push((t(k as f32 + 0.5), y - tall));
        edge.push((t(k as f32 + 1.0), y - tall * 0.4));
        burin.disc((t(k as f32 + 0.5), y - tall - 0.04), 0.045);
    }
    edge.push((x + half, y));
    burin.frame(&edge);
    burin.line(&[(x - half, y - 0.06), (x + half, y - 0.06)]);
}

/// Two branches of leaves about the middle.
fn wreath(burin: &mut Burin, rng: &mut Rng) {
    let (leaves, far) = (rng.whole(6, 12), rng.range(0.72, 0.9));
    let long = rng.range(0.12, 0.24);
    for side in [-1.0f32, 1.0] {
        let at = |t: f32| (side * far * t.sin(), far * t.cos());
        let stem: Vec<_> = (0..=10).map(|k| at(k as f32 * 0.26)).collect();
        burin.curve(&stem);
        for k in 1..=leaves {
            let t = k as f32 / leaves as f32 * 2.5;
            let (x, y) = at(t);
            for lean in [0.5f32, -0.6] {
                let along = t + PI / 2.0 + lean;
                let tip = (x + side * long * along.sin(), y + long * along.cos());
                let side_way = (
                    x + side * long * 0.5 * t.sin(),
                    y + long * 0.5 * along.cos(),
                );
                burin.blob(&[(x, y), side_way, tip]);
            }
        }
    }
}

/// A bird with spread wings, one head or two.
fn eagle(burin: &mut Burin, rng: &mut Rng) {
    let feathers = rng.whole(5, 9);
    let (spread, droop) = (rng.range(0.75, 1.0), rng.range(0.2, 0.7));
    for side in [-1.0f32, 1.0] {
        burin.curve(&[
            (side * 0.12, -0.3),
            (side * 0.45, -0.75),
            (side * spread, -0.55),
        ]);
        for k in 0..feathers {
            let t = k as f32 / feathers as f32;
            let (x, y) = (side * (0.2 + (spread - 0.2) * t), -0.38 - 0.25 * t);
            let end = (x + side * 0.1 * t, y + droop + 0.45 * (1.0 - t * 0.4));
            burin.blob(&[
                (x - 0.04, y),
                (x + side * 0.1, (y + end.1) / 2.0),
                end,
                (x + 0.04, y),
            ]);
        }
        burin.curve(&[(side * 0.1, 0.35), (side * 0.25, 0.55), (side * 0.3, 0.75)]);
        for toe in [-0.12, 0.0, 0.12] {
            burin.line(&[(side * 0.3, 0.75), (side * 0.3 + toe, 0.88)]);
        }
    }
    burin.blob(&[
        (0.0, -0.5),
        (0.24, -0.1),
        (0.12, 0.4),
        (0.0, 0.5),
        (-0.12, 0.4),
        (-0.24, -0.1),
        (0.0, -0.5),
    ]);
    for k in -2..=2 {
        let x = k as f32 * 0.11;
        burin.blob(&[
            (0.0, 0.35),
            (x + 0.06, 0.7),
            (x * 1.3, 0.97),
            (x - 0.06, 0.7),
            (0.0, 0.35),
        ]);
    }
    let heads: &[f32] = if rng.chance(0.3) {
        &[-1.0, 1.0]
    } else {
        &[1.0]
    };
    for side in heads {
        burin.disc((side * 0.1, -0.62), 0.12);
        burin.area(&[
            (side * 0.18, -0.7),
            (side * 0.36, -0.6),
            (side * 0.18, -0.56),
        ]);
    }
    if rng.chance(0.4) {
        crown(burin, (0.0, -0.78), 0.16, rng);
    }
}

/// An upright animal, facing the middle.
fn beast(burin: &mut Burin, (x, y): (f32, f32), side: f32, rng: &mut Rng) {
    let p = |dx: f32, dy: f32| (x + side * dx, y + dy);
    let fat = rng.range(0.06, 0.12);
    burin.blob(&[
        p(-fat, -0.4),
        p(0.1, -0.1),
        p(fat + 0.05, 0.4),
        p(-0.05, 0.5),
        p(-fat, 0.1),
        p(-fat, -0.4),
    ]);
    burin.disc(p(-0.06, -0.48), 0.11);
    for (height, reach) in [(-0.25, -0.24), (-0.05, -0.22), (0.35, -0.12)] {
        burin.curve(&[
            p(0.0, height),
            p(reach * 0.6, height + 0.06),
            p(reach, height - 0.08),
        ]);
    }
    burin.curve(&[p(0.1, 0.4), p(0.3, 0.3), p(0.2, 0.0), p(0.32, -0.2)]);
    burin.curve(&[p(0.02, 0.4), p(0.06, 0.6), p(-0.06, 0.75)]);
}

fn ribbon(burin: &mut Burin, y: f32, rng: &mut Rng) {
    let (half, sag) = (rng.range(0.5, 0.9), rng.range(-0.12, 0.14));
    for dy in [0.0, 0.14] {
        burin.curve(&[(-half, y + dy), (0.0, y + dy + sag), (half, y + dy)]);
    }
    for side in [-1.0, 1.0] {
        burin.line(&[
            (side * half, y),
            (side * (half + 0.1), y + 0.07),
            (side * half, y + 0.14),
        ]);
    }
    // A motto too small to read.
    let mut x = -half * 0.85;
    while x < half * 0.85 {
        let lift = y + 0.07 + sag * (1.0 - (x / half).powi(2)) * 0.5;
        burin.line(&[(x, lift - 0.03), (x + rng.range(-0.01, 0.02), lift + 0.03)]);
        x += rng.range(0.03, 0.08);
    }
}

/// Rings with ticks between them that look like letters from afar.
fn seal(burin: &mut Burin, rng: &mut Rng) {
    let inner = rng.range(0.6, 0.78);
    burin.ring((0.0, 0.0), 0.97, 0.97);
    burin.ring((0.0, 0.0), inner, inner);
    let mut t = 0.0;
    while t < TAU {
        let (near, far) = (inner + 0.06, 0.97 - 0.06);
        let lean = rng.range(-0.05, 0.05);
        burin.line(&[
            (near * t.cos(), near * t.sin()),
            (far * (t + lean).cos(), far * (t + lean).sin()),
        ]);
        t += rng.range(0.05, 0.16);
    }
    burin.within(inner * 0.85, |middle| match rng.below(3) {
        0 => eagle(middle, rng),
        1 => shield(middle, [-0.7, 0.8, 0.6], rng),
        _ => charge(middle, (0.0, 0.0), 0.8, rng),
    });
}

fn sun(burin: &mut Burin, rng: &mut Rng) {
    let (rays, r) = (rng.whole(8, 24), rng.range(0.25, 0.5));
    burin.disc((0.0, 0.0), r);
    for k in 0..rays {
        let t = k as f32 / rays as f32 * TAU;
        let (near, far) = (r + 0.06, if k % 2 == 0 { 0.97 } else { 0.75 });
        burin.line(&[
            (near * t.cos(), near * t.sin()),
            (far * t.cos(), far * t.sin()),
        ]);
    }
}
