//! Photographs and scans of documents, and pictures of none.

mod scan;
mod scene;

use crate::artwork::Artwork;
use crate::camera::Picture;
use crate::canvas::Canvas;
use crate::card::Drawn;
use crate::flat::{some_card, some_side};
use crate::prop::Prop;
use crate::rng::Rng;
use crate::truth::CardTruth;
use crate::world::World;
use crate::{prop, spread};
use anyhow::Result;
use scan::{both_sides, filled, scan, scanned_spread};
use scene::laid;
use std::ops::Range;

/// One photograph.
pub struct Photo {
    /// The picture.
    pub picture: Picture,
    /// The documents in it; none in a nothing-picture.
    pub documents: Vec<CardTruth>,
    /// How it was made, and what was done to it.
    pub tags: Vec<&'static str>,
}

/// What photographs are drawn as.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The world they come from.
    pub world: World,
    /// Width of a landscape photograph.
    pub width: usize,
    /// Its height; a portrait photograph has them swapped, a scan has its document's own shape.
    pub height: usize,
    /// How much lens, light and hands may spoil, 1 for all that training wants.
    pub harsh: f32,
}

impl Frame {
    /// The width at which to draw what spans this share of a photograph.
    fn width_of(&self, fill: f32) -> usize {
        (self.long() as f32 * fill * 0.85).max(220.0) as usize
    }

    fn long(&self) -> usize {
        self.width.max(self.height)
    }
}

/// Width over height of a passport's data page; cards are wider, letters are taller than wide.
const PASSPORT: Range<f32> = 1.3..1.45;
/// Shares of scans, two sides on a page, scanned spreads, photographs, nothing-pictures.
const SHARES: [f32; 5] = [0.28, 0.10, 0.09, 0.42, 0.11];

/// Draws the photograph of this number.
pub fn draw(frame: Frame, seed: u64, index: u64) -> Result<Photo> {
    let mut rng = Rng::new(&[frame.world.salt(), 0x7068_6f74, seed, index]);
    let rng = &mut rng;
    match rng.weighted(&SHARES) {
        0 => scan(frame, rng),
        1 => both_sides(frame, rng),
        2 => scanned_spread(frame, rng),
        3 => photograph(frame, rng),
        _ => nothing(frame, rng),
    }
}

/// A low resolution as often as a high one: widths that documents are rendered at.
fn resolution(frame: Frame, rng: &mut Rng) -> usize {
    rng.log_range(230.0, frame.long() as f32 * 1.25) as usize
}

/// A flat thing with the documents on it.
struct Sheet {
    canvas: Canvas,
    truths: Vec<CardTruth>,
    round: f32,
    /// Share of a photograph that it spans.
    fill: f32,
}

impl Sheet {
    fn bare(prop: Prop) -> Self {
        Self {
            canvas: prop.canvas,
            truths: Vec::new(),
            round: prop.round,
            fill: 0.6,
        }
    }

    fn size(&self) -> (f32, f32) {
        (self.canvas.width() as f32, self.canvas.height() as f32)
    }
}

/// Documents lying somewhere, seen by a hand-held camera.
fn photograph(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let mut sheets = Vec::new();
    let several = rng.chance(0.16);
    for _ in 0..if several { rng.whole(2, 3) } else { 1 } {
        let fill = match rng.weighted(&[if several { 0.0 } else { 0.8 }, 0.2]) {
            0 => rng.range(0.5, 1.04),
            _ => rng.range(0.25, 0.55),
        };
        let drawn = some_card(frame.world, frame.width_of(fill), rng)?;
        sheets.push(carried(drawn, fill, frame.world, rng)?);
    }
    laid(frame, sheets, rng)
}

/// A card as it is; a passport's page often in its open booklet.
fn carried(drawn: Drawn, fill: f32, world: World, rng: &mut Rng) -> Result<Sheet> {
    let passport = PASSPORT.contains(&(drawn.truth.quad[2][0] / drawn.truth.quad[2][1]));
    let (canvas, truth, round) = if passport && rng.chance(0.6) {
        spread::open(drawn, world, rng)?
    } else {
        (drawn.canvas, drawn.truth, drawn.round)
    };
    Ok(Sheet {
        canvas,
        truths: vec![truth],
        round,
        fill,
    })
}

/// A photograph of one side of a given document, large enough to be read.
pub fn of_side(frame: Frame, art: &Artwork, back: bool, rng: &mut Rng) -> Result<Photo> {
    let fill = rng.range(0.88, 1.0);
    let drawn = some_side(art, back, frame.world, frame.width_of(fill), 0.0, rng)?;
    let open = rng.chance(0.3);
    let sheet = if open {
        carried(drawn, fill, frame.world, rng)?
    } else {
        Sheet {
            round: drawn.round,
            canvas: drawn.canvas,
            truths: vec![drawn.truth],
            fill,
        }
    };
    laid(frame, vec![sheet], rng)
}

/// A picture that must give no document.
pub fn of_nothing(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    nothing(frame, rng)
}

fn some_prop(world: World, w: usize, rng: &mut Rng) -> Result<Prop> {
    Ok(match rng.weighted(&[0.34, 0.26, 0.12, 0.12, 0.1, 0.06]) {
        0 => prop::page(world, w, w * 7 / 5, rng)?,
        1 => prop::bank_card(world, w, rng)?,
        2 => prop::cover(world, w, rng)?,
        3 => prop::keyboard(w, w / 2, rng),
        4 => prop::blank(w, w * 2 / 3, rng),
        _ => prop::portrait(w / 2, rng),
    })
}

/// A picture that must give no document.
fn nothing(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let long = frame.long();
    let mut photo = match rng.below(5) {
        0 => {
            let page = prop::page(frame.world, long * 5 / 7, long, rng)?;
            filled(frame, Sheet::bare(page), rng)?
        }
        1 => {
            let thing = some_prop(frame.world, long, rng)?;
            filled(frame, Sheet::bare(thing), rng)?
        }
        2 | 3 => {
            let mut things = Vec::new();
            for _ in 0..rng.whole(1, 3) {
                things.push(Sheet::bare(some_prop(frame.world, long * 3 / 4, rng)?));
            }
            laid(frame, things, rng)?
        }
        _ => laid(frame, Vec::new(), rng)?,
    };
    photo.tags.push("nothing");
    Ok(photo)
}
