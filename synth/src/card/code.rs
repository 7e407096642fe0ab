//! Puts bar codes on a card.

use super::Press;
use crate::artwork::{Barcode, Code};
use crate::barcode::Modules;
use crate::canvas::Canvas;
use crate::person::printed;
use crate::rng::Rng;
use crate::truth::{Quad, boxed};
use crate::{barcode, pdf417};
use anyhow::Result;

impl Press<'_> {
    pub(super) fn barcode(&mut self, code: &Barcode, rng: &mut Rng) -> Result<()> {
        let at = self.pixels(code.at, rng);
        let text = printed(self.order.person, &code.print)?;
        let modules = match code.kind {
            Code::Qr => barcode::qr(&text)?,
            Code::Pdf417 => pdf417::encode(&barcode::bytes(&text), code.columns)?,
            Code::Code128 => barcode::code128(&text)?,
        };
        let quad = blacken(
            &mut self.canvas,
            &modules,
            at,
            code.kind == Code::Qr,
            code.turn,
        );
        self.truth.barcodes.push(quad);
        Ok(())
    }
}

/// Prints a bar code into a box, square if it must be, on its quiet white; gives its quad.
fn blacken(canvas: &mut Canvas, code: &Modules, at: [f32; 4], square: bool, turn: u8) -> Quad {
    let (mut w, mut h) = (at[2] - at[0], at[3] - at[1]);
    if square {
        w = w.min(h);
        h = w;
    }
    let quiet = w.min(h) * 0.05;
    canvas.rect(
        at[0] - quiet,
        at[1] - quiet,
        at[0] + w + quiet,
        at[1] + h + quiet,
        [250, 250, 250],
        0.85,
    );
    let turned = turn % 2 == 1;
    let (columns, rows) = if turned {
        (code.height, code.width)
    } else {
        (code.width, code.height)
    };
    let (mw, mh) = (w / columns as f32, h / rows as f32);
    let dark = |x: usize, y: usize| {
        let place = if turned {
            (rows - 1 - y) + x * code.width
        } else {
            x + y * code.width
        };
        code.dark.get(place).copied().unwrap_or(false)
    };
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let run = (x..columns).take_while(|k| dark(*k, y)).count();
            if run > 0 {
                let (left, top) = (at[0] + x as f32 * mw, at[1] + y as f32 * mh);
                canvas.rect(
                    left,
                    top,
                    left + run as f32 * mw,
                    top + mh,
                    [16, 16, 18],
                    1.0,
                );
            }
            x += run.max(1);
        }
    }
    boxed(at[0], at[1], at[0] + w, at[1] + h)
}
