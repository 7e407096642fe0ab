//! What documents lie on: wood, cloth, stone and the like, drawn once a world and kept.

use crate::canvas::{Canvas, Rgb, hsv, mix};
use crate::rng::Rng;
use crate::world::World;
use std::f32::consts::TAU;
use std::sync::OnceLock;

/// Pixels along a tile; a power of two, so that it repeats by a mask.
const SIDE: usize = 512;
/// Tiles kept for each world.
const KEPT: usize = 24;

type Family = fn(&mut Rng, &Field) -> Vec<f32>;

const TRAIN: [Family; 6] = [wood, cloth, speckle, cloudy, carpet, leather];
const TEST: [Family; 4] = [planks, denim, marble, ceramic];

/// A surface's lightness, −1 to 1.
struct Tile(Vec<i8>);

/// Smooth noise that repeats over the tile.
struct Field(Vec<f32>);

impl Field {
    fn new(rng: &mut Rng) -> Self {
        Self((0..64 * 64).map(|_| rng.range(-1.0, 1.0)).collect())
    }

    /// Noise at a place counted in cells of the lattice.
    fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x.rem_euclid(64.0), y.rem_euclid(64.0));
        let (x0, y0) = (x as usize & 63, y as usize & 63);
        let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
        let (tx, ty) = (smooth(x.fract()), smooth(y.fract()));
        let p = |x: usize, y: usize| self.0[(y & 63) * 64 + (x & 63)];
        let top = p(x0, y0) * (1.0 - tx) + p(x0 + 1, y0) * tx;
        let low = p(x0, y0 + 1) * (1.0 - tx) + p(x0 + 1, y0 + 1) * tx;
        top * (1.0 - ty) + low * ty
    }
}

fn each(mut level: impl FnMut(f32, f32) -> f32) -> Vec<f32> {
    let mut out = Vec::with_capacity(SIDE * SIDE);
    for y in 0..SIDE {
        for x in 0..SIDE {
            out.push(level(x as f32 / SIDE as f32, y as f32 / SIDE as f32));
        }
    }
    out
}

fn wood(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let (rings, wild) = (rng.whole(4, 12) as f32, rng.range(0.1, 0.6));
    each(|x, y| {
        ((y * rings + wild * f.at(x * 4.0, y * 16.0)) * TAU).sin() * 0.45
            + f.at(x * 8.0, y * 64.0 * 2.0) * 0.35
    })
}

fn cloth(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let threads = rng.whole(40, 110) as f32;
    each(|x, y| {
        (x * threads * TAU).sin() * (y * threads * TAU).sin() * 0.5 + f.at(x * 4.0, y * 4.0) * 0.3
    })
}

fn speckle(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let rough = rng.range(0.1, 0.9);
    let mut own = Rng::new(&[rng.bits()]);
    each(|x, y| own.bell() * rough + f.at(x * 32.0, y * 32.0) * 0.4)
}

fn cloudy(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let fine = rng.range(0.05, 0.4);
    each(|x, y| f.at(x * 4.0, y * 4.0) * 0.5 + f.at(x * 32.0, y * 32.0) * fine)
}

fn carpet(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let mut own = Rng::new(&[rng.bits()]);
    let stripes = rng.whole(0, 8) as f32;
    each(|x, y| {
        own.bell() * 0.6
            + (x * stripes * TAU).sin().signum() * 0.25
            + f.at(x * 16.0, y * 16.0) * 0.3
    })
}

fn leather(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let grain = rng.whole(32, 64) as f32;
    each(|x, y| {
        -(1.0 - (f.at(x * grain, y * grain).abs() * 3.0).min(1.0)) * 0.7
            + f.at(x * 8.0, y * 8.0) * 0.2
    })
}

fn planks(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let count = rng.whole(3, 7) as f32;
    each(|x, y| {
        let seam = if (y * count).fract() < 0.03 {
            -1.0
        } else {
            0.0
        };
        seam + f.at((y * count).floor() * 7.3, 1.0) * 0.4 + f.at(x * 8.0, y * 128.0) * 0.35
    })
}

fn denim(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let threads = rng.whole(40, 90) as f32;
    each(|x, y| ((x + y) * threads * TAU).sin() * 0.45 + f.at(x * 64.0, y * 16.0) * 0.35)
}

fn marble(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let veins = rng.whole(2, 5) as f32;
    each(|x, y| {
        -(1.0
            - (((x * veins + y * 2.0) * TAU + 5.0 * f.at(x * 8.0, y * 8.0))
                .sin()
                .abs()
                * 4.0)
                .min(1.0))
            * 0.8
            + f.at(x * 16.0, y * 16.0) * 0.15
    })
}

fn ceramic(rng: &mut Rng, f: &Field) -> Vec<f32> {
    let count = rng.whole(3, 9) as f32;
    each(|x, y| {
        let joint = (x * count).fract().min((y * count).fract()) < 0.04;
        if joint {
            -0.9
        } else {
            f.at((x * count).floor() * 5.1, (y * count).floor() * 3.7) * 0.25
                + f.at(x * 32.0, y * 32.0) * 0.1
        }
    })
}

fn tile(world: World, place: usize) -> &'static Tile {
    static MADE: [[OnceLock<Tile>; KEPT]; 2] = [const { [const { OnceLock::new() }; KEPT] }; 2];
    MADE[usize::from(world == World::Test)][place].get_or_init(|| {
        let mut rng = Rng::new(&[world.salt(), 0x7375_7266, place as u64]);
        let families: &[Family] = if world == World::Train { &TRAIN } else { &TEST };
        let field = Field::new(&mut rng);
        let levels = families[place % families.len()](&mut rng, &field);
        Tile(
            levels
                .iter()
                .map(|v| (v.clamp(-1.0, 1.0) * 127.0) as i8)
                .collect(),
        )
    })
}

/// Colours that desks, cloths and papers have.
fn colours(rng: &mut Rng) -> [Rgb; 2] {
    let base = match rng.below(6) {
        0 => hsv(
            rng.range(0.05, 0.1),
            rng.range(0.3, 0.7),
            rng.range(0.25, 0.85),
        ),
        1 => hsv(rng.unit(), rng.range(0.0, 0.08), rng.range(0.75, 1.0)),
        2 => hsv(rng.unit(), rng.range(0.0, 0.15), rng.range(0.04, 0.3)),
        3 => hsv(rng.unit(), rng.range(0.0, 0.12), rng.range(0.3, 0.75)),
        _ => hsv(rng.unit(), rng.range(0.15, 0.8), rng.range(0.2, 0.9)),
    };
    let deep = rng.range(0.08, 0.6);
    [
        mix(base, [0, 0, 0], deep),
        mix(base, [255, 255, 255], deep * 0.5),
    ]
}

/// A surface that fills a picture, at a random scale and turn.
#[must_use]
pub fn fill(world: World, w: usize, h: usize, rng: &mut Rng) -> Canvas {
    let [dark, light] = colours(rng);
    let mut canvas = Canvas::new(w, h, mix(dark, light, 0.6));
    if rng.chance(0.12) {
        return canvas;
    }
    let table: Vec<Rgb> = (0..256)
        .map(|v| mix(dark, light, v as f32 / 255.0))
        .collect();
    let tile = tile(world, rng.below(KEPT));
    let step = rng.log_range(0.25, 1.6) * 1000.0 / w.max(h) as f32;
    let (sin, cos) = rng.range(0.0, TAU).sin_cos();
    let (du, dv) = (
        (cos * step * 65_536.0) as i32,
        (sin * step * 65_536.0) as i32,
    );
    let mask = SIDE - 1;
    for (y, row) in canvas.map.data_mut().chunks_exact_mut(w * 4).enumerate() {
        let (mut u, mut v) = ((y as i32).wrapping_mul(-dv), (y as i32).wrapping_mul(du));
        for p in row.chunks_exact_mut(4) {
            let at = ((v >> 16) as usize & mask) * SIDE + ((u >> 16) as usize & mask);
            p[..3].copy_from_slice(&table[(i16::from(tile.0[at]) + 128) as usize]);
            u = u.wrapping_add(du);
            v = v.wrapping_add(dv);
        }
    }
    canvas
}
