//! Puts the ground and the portraits on a card.

use super::Press;
use crate::artwork::{Portrait, Side, Tone};
use crate::canvas::{Canvas, Rgb, hsv, mix};
use crate::guilloche::Laying;
use crate::rng::Rng;
use crate::truth::boxed;
use crate::{face, guilloche};
use tiny_skia::Transform;

impl Press<'_> {
    pub(super) fn ground(&mut self, side: &Side, rng: &mut Rng) {
        let ground = &side.ground;
        let tint = |c: Rgb, rng: &mut Rng| mix(c, hsv(rng.unit(), 0.4, 0.9), rng.range(0.0, 0.06));
        let stops: Vec<Rgb> = ground.stops.iter().map(|h| tint(h.0, rng)).collect();
        if let [only] = stops[..] {
            self.canvas = Canvas::new(self.canvas.width(), self.canvas.height(), only);
        } else {
            self.canvas.gradient(&stops, ground.angle.to_radians(), 1.0);
        }
        let (w, h) = (self.canvas.width(), self.canvas.height());
        for _ in 0..if ground.alpha > 0.0 { ground.layers } else { 0 } {
            let laying = Laying {
                inks: ground.lines.iter().map(|h| tint(h.0, rng)).collect(),
                alpha: ground.alpha * rng.range(0.6, 1.3),
                span: rng.range(0.45, 1.1),
                shift: (rng.unit(), rng.unit()),
            };
            guilloche::lay(
                &mut self.canvas,
                [0, 0, w, h],
                guilloche::pick(self.order.world, rng),
                &laying,
            );
        }
    }

    pub(super) fn portrait(&mut self, portrait: &Portrait, rng: &mut Rng) {
        let at = self.pixels(portrait.at, rng);
        let looks = match portrait.ground {
            Some(ground) => self.order.looks.clone().before(ground.0),
            None => self.order.looks.clone(),
        };
        let (w, h) = (at[2] - at[0], at[3] - at[1]);
        // Heads are drawn at most this high: above it nothing is gained but time.
        let scale = (420.0 / h).min(1.0);
        let mut sheet = face::draw(&looks, (w * scale) as usize, (h * scale) as usize);
        let alpha = match portrait.tone {
            Tone::Colour => 1.0,
            Tone::Grey => {
                face::engrave(&mut sheet, [30, 30, 34], [226, 226, 224]);
                rng.range(0.75, 1.0)
            }
            Tone::Ghost => {
                face::engrave(
                    &mut sheet,
                    portrait.ink.map_or([110, 110, 130], |i| i.0),
                    [236, 236, 236],
                );
                if rng.chance(0.3 * self.order.stray) {
                    face::screen(&mut sheet, rng.whole(3, 7) as usize);
                }
                rng.range(0.3, 0.6)
            }
        };
        let put = Transform::from_scale(1.0 / scale, 1.0 / scale).post_translate(at[0], at[1]);
        if portrait.tone != Tone::Colour && rng.chance(0.35 * self.order.stray) {
            self.canvas.place_like_ink(&sheet.map, put, alpha);
        } else {
            self.canvas.place(&sheet.map, put, alpha);
        }
        if portrait.tone != Tone::Ghost && self.truth.portrait.is_none() {
            self.truth.portrait = Some(boxed(at[0], at[1], at[2], at[3]));
        }
    }
}
