//! Draws one side of a document for one holder, with its truth.

mod code;
mod picture;
mod print;
mod stray;

use crate::artwork::{Artwork, Ornament, Place, Side};
use crate::canvas::Canvas;
use crate::face::Looks;
use crate::person::Person;
use crate::rng::Rng;
use crate::truth::{CardTruth, TextLine, boxed, joined};
use crate::typecase;
use crate::typecase::Typecase;
use crate::world::World;
use anyhow::Result;

/// Share of cards with SPECIMEN or the like printed over them.
const OVERPRINT: f32 = 0.12;

/// A flat, upright card.
#[derive(Clone)]
pub struct Drawn {
    /// Its picture, edge to edge.
    pub canvas: Canvas,
    /// What it shows, in the picture's pixels.
    pub truth: CardTruth,
    /// Radius of its corners in pixels.
    pub round: f32,
}

/// What is drawn.
pub struct Order<'a> {
    /// The document.
    pub art: &'a Artwork,
    /// Its back rather than its front.
    pub back: bool,
    /// The holder.
    pub person: &'a Person,
    /// The holder's face.
    pub looks: &'a Looks,
    /// Whose fonts and patterns are used.
    pub world: World,
    /// Pixels along the card's width.
    pub width: usize,
    /// How much stands on the card that no layout tells: 1 for training, 0 for clean documents.
    pub stray: f32,
}

/// Draws a card; every random choice comes from `rng`.
pub fn draw(order: &Order<'_>, rng: &mut Rng) -> Result<Drawn> {
    let (mm_w, mm_h) = order.art.size.mm();
    let (width, height) = (
        order.width as f32,
        (order.width as f32 * mm_h / mm_w).round(),
    );
    let mut press = Press {
        order,
        case: typecase::of(order.world)?,
        canvas: Canvas::new(order.width, height as usize, [255, 255, 255]),
        lines: Vec::new(),
        truth: CardTruth {
            side: if order.back { "back" } else { "front" }.to_owned(),
            quad: boxed(0.0, 0.0, width, height),
            ..CardTruth::default()
        },
        size: (width, height),
        shift: (rng.range(-0.004, 0.004), rng.range(-0.005, 0.005)),
        swell: rng.range(0.93, 1.07),
        faces: rng.bits(),
        weight: if rng.chance(0.3) {
            rng.range(0.0, 0.02)
        } else {
            0.0
        },
    };
    if !order.art.document.is_empty() {
        press.truth.document = Some(format!("{}/{}", order.art.document, press.truth.side));
    }
    press.side(order.art.side(order.back)?, rng)?;
    press.truth.lines = joined(std::mem::take(&mut press.lines));
    Ok(Drawn {
        canvas: press.canvas,
        truth: press.truth,
        round: order.art.size.round() / mm_w * width,
    })
}

struct Press<'a> {
    order: &'a Order<'a>,
    case: &'static Typecase,
    canvas: Canvas,
    lines: Vec<TextLine>,
    truth: CardTruth,
    size: (f32, f32),
    shift: (f32, f32),
    swell: f32,
    faces: u64,
    weight: f32,
}

impl Press<'_> {
    fn side(&mut self, side: &Side, rng: &mut Rng) -> Result<()> {
        self.ground(side, rng);
        self.below(rng)?;
        let over = |k: Ornament| matches!(k, Ornament::Hologram | Ornament::Signature);
        for mark in side.mark.iter().filter(|m| !over(m.kind)) {
            let at = self.pixels(mark.at, rng);
            crate::ornament::draw(&mut self.canvas, mark, at, rng);
        }
        for portrait in &side.portrait {
            self.portrait(portrait, rng);
        }
        for print in &side.print {
            self.print(print, rng)?;
        }
        for entry in &side.field {
            self.field(entry, rng)?;
        }
        if let Some(zone) = &side.mrz {
            self.zone(zone, rng)?;
        }
        for code in &side.barcode {
            self.barcode(code, rng)?;
        }
        for mark in side.mark.iter().filter(|m| over(m.kind)) {
            let at = self.pixels(mark.at, rng);
            crate::ornament::draw(&mut self.canvas, mark, at, rng);
        }
        self.beside(rng)?;
        if rng.chance(OVERPRINT * self.order.stray) {
            self.overprint(rng)?;
        }
        Ok(())
    }

    fn pixels(&self, place: Place, rng: &mut Rng) -> [f32; 4] {
        let (w, h) = self.size;
        let (dx, dy) = (
            self.shift.0 + rng.range(-0.002, 0.002),
            self.shift.1 + rng.range(-0.003, 0.003),
        );
        let b = place.0;
        [
            (b[0] + dx) * w,
            (b[1] + dy) * h,
            (b[2] + dx) * w,
            (b[3] + dy) * h,
        ]
    }
}
