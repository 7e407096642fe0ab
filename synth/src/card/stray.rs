//! What no layout tells: figures, words of the ground and short entries wherever a card has room.

use super::Press;
use crate::artwork::{Align, Hex, Letters, Mark, Ornament, Place};
use crate::canvas::{Rgb, hsv};
use crate::lettering::{self, Setting};
use crate::rng::Rng;
use crate::truth::Quad;
use crate::wear;
use anyhow::Result;

/// Figures that lie in free places, none of them print, as often as they are drawn.
const FIGURES: [(Ornament, f32); 12] = [
    (Ornament::Emblem, 3.0),
    (Ornament::Signature, 3.0),
    (Ornament::Rosette, 1.0),
    (Ornament::Silhouette, 1.0),
    (Ornament::Kinegram, 1.5),
    (Ornament::Dots, 1.0),
    (Ornament::Punched, 1.0),
    (Ornament::Logo, 1.0),
    (Ornament::Chip, 0.6),
    (Ornament::Ring, 0.8),
    (Ornament::Banner, 1.0),
    (Ornament::Finger, 0.5),
];

/// Words that repeat themselves in the ground of a document.
const GROUND: [&str; 8] = [
    "UTOPIA", "REPUBLIC", "AUSTRAL", "EUROPA", "PAX", "LIBERTAD", "STATE", "NORD",
];

/// Labels of short entries.
const LABELS: [&str; 16] = [
    "Sex",
    "Sexo",
    "Typ",
    "Type / Tipo",
    "Code",
    "Cat.",
    "G.S. RH",
    "No.",
    "Taille",
    "Eyes",
    "CAN",
    "Kl.",
    "Geschl.",
    "Kön",
    "Estado",
    "Ex.",
];

/// Entries of one letter, one word, two figures: the print that finders miss.
const SHORT: [&str; 28] = [
    "F", "M", "X", "P", "V", "A", "B", "K", "1", "4", "01", "15", "73", "98", "AB", "PA", "ID",
    "O+", "A-", "M/M", "F/F", "Sí", "NO", "172", "1.74", "EU", "C1", "XXA",
];

impl Press<'_> {
    /// What lies in the ground, faint, under all print.
    pub(super) fn below(&mut self, rng: &mut Rng) -> Result<()> {
        if rng.chance(0.22 * self.order.stray) {
            let kind = *rng.pick(&[
                Ornament::Emblem,
                Ornament::Silhouette,
                Ornament::Rosette,
                Ornament::Dots,
            ]);
            let at = self.somewhere(rng.range(0.2, 0.6), rng.range(0.2, 0.7), rng);
            let ink = hsv(rng.unit(), rng.range(0.1, 0.6), rng.range(0.4, 0.8));
            self.figure(kind, at, ink, rng.range(0.05, 0.28), rng);
        }
        if rng.chance(0.2 * self.order.stray) {
            self.ground_words(rng)?;
        }
        Ok(())
    }

    /// What stands in the places that the layout left free.
    pub(super) fn beside(&mut self, rng: &mut Rng) -> Result<()> {
        if rng.chance(0.5 * self.order.stray) {
            for _ in 0..rng.whole(1, 3) {
                self.short_entry(rng)?;
            }
        }
        if rng.chance(0.55 * self.order.stray) {
            for _ in 0..rng.whole(1, 3) {
                self.free_figure(rng);
            }
        }
        if rng.chance(0.1 * self.order.stray) {
            let y = self.size.1 * rng.range(0.1, 0.9);
            let high = self.size.1 * rng.range(0.008, 0.02);
            let ink = hsv(rng.unit(), 0.3, rng.range(0.3, 0.8));
            self.figure(
                Ornament::Microprint,
                [0.0, y, self.size.0, y + high],
                ink,
                0.5,
                rng,
            );
        }
        if rng.chance(self.order.stray) {
            wear::draw(&mut self.canvas, rng);
        }
        Ok(())
    }

    fn figure(&mut self, kind: Ornament, at: [f32; 4], ink: Rgb, alpha: f32, rng: &mut Rng) {
        let mark = Mark {
            kind,
            at: Place([0.0, 0.0, 1.0, 1.0]),
            inks: vec![Hex(ink)],
            alpha,
        };
        crate::ornament::draw(&mut self.canvas, &mark, at, rng);
    }

    fn free_figure(&mut self, rng: &mut Rng) {
        let kind = FIGURES[rng.weighted(&FIGURES.map(|f| f.1))].0;
        let (w, h) = match kind {
            Ornament::Signature => (rng.range(0.12, 0.34), rng.range(0.08, 0.18)),
            Ornament::Punched => (rng.range(0.15, 0.4), rng.range(0.03, 0.06)),
            Ornament::Logo => (0.08, 0.07),
            Ornament::Banner | Ornament::Chip => (rng.range(0.05, 0.13), rng.range(0.05, 0.16)),
            _ => {
                let side = rng.range(0.07, 0.2);
                (side, side * self.size.0 / self.size.1)
            }
        };
        let Some(at) = self.free(w, h, rng) else {
            return;
        };
        let ink = match kind {
            Ornament::Chip => [206, 172, 92],
            _ if rng.chance(0.4) => [30, 30, 36],
            _ => hsv(rng.unit(), rng.range(0.2, 0.9), rng.range(0.2, 0.7)),
        };
        let alpha = if rng.chance(0.5) {
            0.95
        } else {
            rng.range(0.3, 0.9)
        };
        self.figure(kind, at, ink, alpha, rng);
        if kind == Ornament::Signature && rng.chance(0.4) {
            let y = at[1] + (at[3] - at[1]) * rng.range(0.65, 0.95);
            self.figure(Ornament::Rule, [at[0], y, at[2], y + 1.0], ink, 0.8, rng);
        }
    }

    /// A box of a size anywhere on the card.
    fn somewhere(&self, w: f32, h: f32, rng: &mut Rng) -> [f32; 4] {
        let (x, y) = (rng.unit() * (0.98 - w), rng.unit() * (0.98 - h));
        let (wide, high) = self.size;
        [
            (x + 0.01) * wide,
            (y + 0.01) * high,
            (x + 0.01 + w) * wide,
            (y + 0.01 + h) * high,
        ]
    }

    /// A box of a size (shares of the card) in which nothing stands yet.
    fn free(&self, w: f32, h: f32, rng: &mut Rng) -> Option<[f32; 4]> {
        (0..10)
            .map(|_| self.somewhere(w, h, rng))
            .find(|at| self.clear(*at))
    }

    fn clear(&self, at: [f32; 4]) -> bool {
        let margin = self.size.0 * 0.006;
        let off = |quad: &Quad| {
            let low = |i: usize| quad.iter().map(|p| p[i]).fold(f32::MAX, f32::min) - margin;
            let high = |i: usize| quad.iter().map(|p| p[i]).fold(f32::MIN, f32::max) + margin;
            at[2] < low(0) || high(0) < at[0] || at[3] < low(1) || high(1) < at[1]
        };
        self.lines.iter().all(|line| off(&line.quad))
            && self.truth.barcodes.iter().all(off)
            && self.truth.portrait.iter().all(off)
    }

    /// A label and a value of very few letters, close to each other or far apart.
    fn short_entry(&mut self, rng: &mut Rng) -> Result<()> {
        let style = *rng.pick(&["value", "value", "number", "label"]);
        if !self.order.art.style.contains_key(style) {
            return Ok(());
        }
        let high = rng.range(0.028, 0.055);
        let far = if rng.chance(0.3) {
            rng.range(0.05, 0.2)
        } else {
            0.0
        };
        let label_high = rng.range(0.016, 0.03);
        let gap = rng.range(0.0, 0.02);
        let (w, h) = if far > 0.0 {
            (0.08 + far + 0.06, high)
        } else {
            (0.1, label_high + gap + high)
        };
        let Some(at) = self.free(w, h, rng) else {
            return Ok(());
        };
        let (wide, tall) = self.size;
        if rng.chance(0.75) && self.order.art.style.contains_key("label") {
            let label = [at[0], at[1], at[0] + 0.08 * wide, at[1] + label_high * tall];
            self.set(rng.word(&LABELS), label, "label", 0)?;
        }
        let at = if far > 0.0 {
            [at[0] + (0.08 + far) * wide, at[1], at[2], at[3]]
        } else {
            [at[0], at[3] - high * tall, at[2], at[3]]
        };
        self.set(rng.word(&SHORT), at, style, 0).map(|_| ())
    }

    /// Rows of one word again and again, in the tints of the ground: no print of this holder.
    fn ground_words(&mut self, rng: &mut Rng) -> Result<()> {
        let at = self.somewhere(rng.range(0.2, 0.7), rng.range(0.15, 0.5), rng);
        let word = rng.word(&GROUND);
        let joint = rng.word(&["", " ", " · ", "  "]);
        let letters = *rng.pick(&[Letters::Sans, Letters::SansBold, Letters::Narrow]);
        // Some documents have their state's name in letters as high as two lines of print.
        let cap = self.size.1
            * if rng.chance(0.2) {
                rng.range(0.08, 0.2)
            } else {
                rng.range(0.012, 0.035)
            };
        let count = ((at[2] - at[0]) / (cap * 0.9 * word.len() as f32)) as usize + 1;
        let text = [word; 24][..count.min(24)].join(joint);
        let face = self.case.face(letters, rng.bits(), &text)?;
        let how = Setting {
            letters,
            ink: hsv(rng.unit(), rng.range(0.1, 0.7), rng.range(0.6, 1.0)),
            alpha: rng.range(0.12, if cap > self.size.1 * 0.05 { 0.25 } else { 0.6 }),
            cap,
            spacing: rng.range(0.0, 0.4),
            align: Align::Left,
            weight: 0.0,
        };
        let step = cap * rng.range(1.15, 2.2);
        let slide = cap * rng.range(-3.0, 3.0);
        let ink = lettering::shaped(&text, face, &how)?;
        for row in 0..(((at[3] - at[1]) / step) as usize).min(14) {
            let x = at[0] + slide * (row as f32 * 0.7).sin();
            let origin = [x, at[1] + (row + 1) as f32 * step];
            lettering::stamp(&mut self.canvas, &ink, origin, 0.0, &how);
        }
        Ok(())
    }
}
