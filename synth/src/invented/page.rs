//! Invented pages: forms, bills and letters of some office that print their holder's values.

use super::{CARD, Maker, STATE, mark, place};
use crate::artwork::{Barcode, Code, Ground, Hex, Ornament, Portrait, Print, Side, Tone};
use crate::canvas::hsv;
use crate::prop::sentence;
use crate::rng::Rng;

/// Shares of a page's blocks: entries, sentences, a code, a heading under a rule, a portrait, nothing.
const BLOCKS: [f32; 6] = [0.5, 0.2, 0.1, 0.1, 0.02, 0.08];
/// The foot of the last block.
const FLOOR: f32 = 0.96;

impl Maker {
    /// A page from its letterhead to its foot, block by block, in one column or two.
    pub(super) fn page(&self, rng: &mut Rng) -> Side {
        let mut side = Side::bare(self.paper(rng));
        let margin = rng.range(0.04, 0.12);
        let mut top = self.letterhead(&mut side, margin, rng);
        while top < FLOOR - 0.05 {
            let foot = (top + rng.range(0.04, 0.2)).min(FLOOR);
            let parted = if rng.chance(0.35) {
                rng.range(0.4, 0.6)
            } else {
                1.0 - margin
            };
            self.block(&mut side, [margin, top, parted - 0.02, foot], rng);
            if parted < 0.7 {
                self.block(&mut side, [parted, top, 1.0 - margin, foot], rng);
            }
            top = foot + rng.range(0.0, 0.03);
        }
        side
    }

    fn paper(&self, rng: &mut Rng) -> Ground {
        let pale = Hex(hsv(self.hue, rng.range(0.0, 0.06), rng.range(0.93, 1.0)));
        Ground {
            stops: vec![pale],
            angle: 0.0,
            lines: vec![Hex(hsv(self.hue, 0.1, 0.9))],
            alpha: if rng.chance(0.5) {
                0.0
            } else {
                rng.range(0.05, 0.3)
            },
            layers: 1,
        }
    }

    /// The office's sign and what the page is; gives where the first block may begin.
    fn letterhead(&self, side: &mut Side, margin: f32, rng: &mut Rng) -> f32 {
        let deep = rng.range(0.05, 0.12);
        let ink = hsv(rng.unit(), rng.range(0.3, 0.9), rng.range(0.3, 0.8));
        if rng.chance(0.25) {
            let inks = [0.0, 0.3, 0.6].map(|shift| hsv(self.hue + shift, 0.7, 0.8));
            let band = place(0.0, 0.02, 1.0, rng.range(0.035, 0.06));
            side.mark.push(mark(Ornament::Banner, band, &inks, 1.0));
        }
        if rng.chance(0.75) {
            let kind = *rng.pick(&[Ornament::Logo, Ornament::Emblem, Ornament::Flag]);
            let sign = place(margin, 0.03, margin + rng.range(0.06, 0.16), 0.03 + deep);
            side.mark.push(mark(kind, sign, &[ink], 1.0));
        }
        let left = rng.range(0.2, 0.45);
        for (row, text) in [self.words(STATE), self.words(CARD)].iter().enumerate() {
            let top = 0.03 + row as f32 * deep * 0.5;
            let foot = top + deep * rng.range(0.15, 0.4);
            put(
                side,
                text.replace('\n', " "),
                [left, top, 0.96, foot],
                "title",
            );
        }
        0.04 + deep
    }

    fn block(&self, side: &mut Side, at: [f32; 4], rng: &mut Rng) {
        let [left, top, right, foot] = at;
        match rng.weighted(&BLOCKS) {
            0 => self.rows(side, [left, right], [top, foot], rng.chance(0.4), rng),
            1 => self.sentences(side, at, rng),
            2 => self.code(side, at, rng),
            3 => {
                let rule = place(left, top, right, top + 0.0015);
                side.mark
                    .push(mark(Ornament::Rule, rule, &[[80, 80, 90]], 0.9));
                let words = sentence(rng, 2).to_uppercase();
                put(
                    side,
                    words,
                    [left, top + 0.006, right, top + 0.018],
                    "label",
                );
            }
            4 => side.portrait.push(Portrait {
                at: place(left, top, left + 0.14, top + 0.13),
                tone: Tone::Colour,
                ground: None,
                ink: None,
            }),
            _ => {}
        }
    }

    fn sentences(&self, side: &mut Side, [left, top, right, foot]: [f32; 4], rng: &mut Rng) {
        let high = rng.range(2.6, 4.2) / self.size.mm().1;
        let style = rng.word(&["label", "value"]);
        let mut y = top;
        while y + high < foot {
            let words = 1 + rng.below(9);
            let text = sentence(rng, words);
            put(side, text, [left, y, right, y + high], style);
            y += high * rng.range(1.1, 1.8);
        }
    }

    fn code(&self, side: &mut Side, [left, top, right, foot]: [f32; 4], rng: &mut Rng) {
        let kind = *rng.pick(&[Code::Qr, Code::Code128, Code::Pdf417]);
        let (wide, high) = match kind {
            Code::Qr => (0.16, 0.16 * self.aspect()),
            _ => (rng.range(0.25, 0.5), rng.range(0.02, 0.06)),
        };
        // Rows of bars hold no accents.
        let print = match kind {
            Code::Code128 => "{document_number}",
            _ => "{document_number};{surname};{given_names}",
        };
        side.barcode.push(Barcode {
            at: place(
                left,
                top,
                (left + wide).min(right),
                (top + high).min(foot.max(top + 0.02)),
            ),
            kind,
            print: print.to_owned(),
            columns: rng.whole(4, 10) as u8,
            turn: 0,
        });
    }
}

fn put(side: &mut Side, text: String, [x0, y0, x1, y1]: [f32; 4], style: &str) {
    side.print.push(Print {
        text,
        at: place(x0, y0, x1, y1),
        style: style.to_owned(),
        turn: 0,
        chance: 1.0,
    });
}

#[cfg(test)]
mod tests {
    use crate::artwork::Size;
    use crate::flat::some_side;
    use crate::invented::invent;
    use crate::rng::Rng;
    use crate::world::World;

    #[test]
    fn pages_of_any_look_can_be_drawn_and_hold_lines() {
        for seed in 0..24 {
            let mut rng = Rng::new(&[seed]);
            let art = invent(&mut rng, World::Train, Size::A4).expect("a page");
            let drawn = some_side(&art, false, World::Train, 400, 0.0, &mut rng).expect("ink");
            let [_, _, [wide, high], _] = drawn.truth.quad;
            assert!(high > wide && drawn.truth.lines.len() > 4, "page {seed}");
        }
    }
}
