//! Things that lie about near documents, and must not be taken for one.

mod carried;
mod loose;
mod page;

use crate::artwork::{Align, Letters};
use crate::canvas::{Canvas, Rgb, hsv, mix, oval_path, rect_path, round_path};
use crate::lettering::Setting;
use crate::rng::Rng;
use crate::world::World;
use crate::{lettering, typecase};
use anyhow::Result;
pub use carried::{bank_card, cover};
pub use loose::{clutter, fingers};
pub use page::page;

/// A flat thing, as a sheet of its own with round corners.
pub struct Prop {
    /// Its picture.
    pub canvas: Canvas,
    /// Radius of its corners in pixels.
    pub round: f32,
}

const WORDS: [&str; 36] = [
    "the",
    "of",
    "Rechnung",
    "invoice",
    "total",
    "and",
    "fecha",
    "para",
    "les",
    "une",
    "service",
    "Lieferung",
    "account",
    "number",
    "please",
    "within",
    "thank",
    "you",
    "customer",
    "datum",
    "adresse",
    "amount",
    "due",
    "Sehr",
    "geehrte",
    "Damen",
    "und",
    "Herren",
    "payment",
    "order",
    "2024",
    "17",
    "EUR",
    "por",
    "la",
    "contrato",
];

fn setting(letters: Letters, ink: Rgb, align: Align) -> Setting {
    Setting {
        letters,
        ink,
        alpha: 0.95,
        cap: 0.0,
        spacing: 0.0,
        align,
        weight: 0.0,
    }
}

fn write(
    canvas: &mut Canvas,
    world: World,
    text: &str,
    at: [f32; 4],
    how: &Setting,
    rng: &mut Rng,
) -> Result<()> {
    let runs = typecase::of(world)?.runs(how.letters, rng.bits(), text)?;
    lettering::set(canvas, &runs, at, how, 0).map(|_| ())
}

/// So many words that mean nothing together.
pub fn sentence(rng: &mut Rng, words: usize) -> String {
    (0..words)
        .map(|_| *rng.pick(&WORDS))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A sheet that fills nothing: a photograph of a landscape, a blank card, a screen.
#[must_use]
pub fn blank(w: usize, h: usize, rng: &mut Rng) -> Prop {
    let hue = rng.unit();
    let mut canvas = Canvas::new(w, h, hsv(hue, 0.2, 0.9));
    let stops: Vec<Rgb> = (0..rng.whole(1, 4))
        .map(|n| {
            hsv(
                hue + n as f32 * 0.13,
                rng.range(0.0, 0.7),
                rng.range(0.2, 1.0),
            )
        })
        .collect();
    canvas.gradient(&stops, rng.range(0.0, 6.0), 1.0);
    for _ in 0..rng.below(14) {
        let (x, y) = (rng.unit() * w as f32, rng.unit() * h as f32);
        let (a, b) = (
            rng.log_range(0.02, 0.4) * w as f32,
            rng.log_range(0.02, 0.4) * h as f32,
        );
        let path = if rng.chance(0.5) {
            oval_path(x, y, a, b)
        } else {
            rect_path(x - a, y - b, x + a, y + b)
        };
        if let Some(path) = path {
            canvas.fill(
                &path,
                hsv(rng.unit(), rng.unit(), rng.unit()),
                rng.range(0.3, 1.0),
            );
        }
    }
    Prop { canvas, round: 0.0 }
}

/// A portrait photograph, alone.
#[must_use]
pub fn portrait(w: usize, rng: &mut Rng) -> Prop {
    let woman = rng.chance(0.5);
    let looks = crate::face::Looks::new(rng, woman);
    Prop {
        canvas: crate::face::draw(&looks, w, w * 9 / 7),
        round: 0.0,
    }
}

/// A keyboard's part, seen from above.
#[must_use]
pub fn keyboard(w: usize, h: usize, rng: &mut Rng) -> Prop {
    let base = hsv(rng.unit(), 0.05, rng.range(0.1, 0.95));
    let key = if base[0] > 128 {
        mix(base, [255, 255, 255], 0.6)
    } else {
        mix(base, [0, 0, 0], 0.5)
    };
    let ink: Rgb = if key[0] > 128 {
        [40, 40, 40]
    } else {
        [220, 220, 220]
    };
    let mut canvas = Canvas::new(w, h, base);
    let size = w as f32 / rng.range(8.0, 15.0);
    let rows = (h as f32 / size) as usize + 1;
    for row in 0..rows {
        let mut x = -(row as f32 * 0.3 % 1.0) * size;
        while x < w as f32 {
            let long = size * if rng.chance(0.08) { 2.2 } else { 1.0 };
            let y = row as f32 * size;
            if let Some(path) = round_path(
                x + size * 0.06,
                y + size * 0.06,
                x + long - size * 0.06,
                y + size * 0.94,
                size * 0.12,
            ) {
                canvas.fill(&path, key, 1.0);
                canvas.stroke(&path, mix(key, [0, 0, 0], 0.4), 0.8, size * 0.03);
            }
            canvas.rect(
                x + size * 0.25,
                y + size * 0.25,
                x + size * rng.range(0.35, 0.5),
                y + size * 0.5,
                ink,
                0.8,
            );
            x += long;
        }
    }
    Prop { canvas, round: 0.0 }
}
