//! What decorates an invented document beside its entries.

use super::{Maker, SIGNATURE, mark, place};
use crate::artwork::{Barcode, Code, Hex, Ornament, Portrait, Print, Side, Size, Tone};
use crate::canvas::hsv;
use crate::rng::Rng;

impl Maker {
    /// A bar code of one row with its number under it, near the print.
    pub(super) fn stripes(&self, side: &mut Side, rng: &mut Rng) {
        let (w, h) = (rng.range(0.2, 0.42), rng.range(0.05, 0.1));
        let (x, y) = (rng.range(0.03, 0.96 - w), rng.range(0.75, 0.85));
        side.barcode.push(Barcode {
            at: place(x, y, x + w, y + h),
            kind: Code::Code128,
            print: "{document_number}".to_owned(),
            columns: 1,
            turn: 0,
        });
        side.print.push(Print {
            text: "{document_number}".to_owned(),
            at: place(x + 0.02, y + h + 0.005, x + w, y + h + 0.04),
            style: "label".to_owned(),
            turn: 0,
            chance: 1.0,
        });
    }

    pub(super) fn trimmings(&self, side: &mut Side, y: [f32; 2], x: [f32; 2], rng: &mut Rng) {
        let ink = |rng: &mut Rng| hsv(rng.unit(), 0.4, 0.6);
        if rng.chance(0.45) {
            let (gx, gy, w) = (
                rng.range(0.6, 0.88),
                rng.range(y[0], (y[1] - 0.2).max(y[0] + 0.01)),
                rng.range(0.07, 0.14),
            );
            side.portrait.push(Portrait {
                at: place(gx, gy, gx + w, gy + w * 1.3 * self.aspect()),
                tone: Tone::Ghost,
                ground: None,
                ink: Some(Hex(ink(rng))),
            });
        }
        if rng.chance(0.6) {
            let (sx, sy) = (
                rng.range(x[0], (x[1] - 0.25).max(x[0] + 0.01)),
                rng.range(y[1] - 0.16, y[1] - 0.1),
            );
            side.mark.push(mark(
                Ornament::Signature,
                place(
                    sx,
                    sy,
                    sx + rng.range(0.16, 0.3),
                    sy + rng.range(0.08, 0.14),
                ),
                &[[20, 20, 40]],
                1.0,
            ));
            if rng.chance(0.6) {
                side.print.push(Print {
                    text: self.words(SIGNATURE).replace('\n', " "),
                    at: place(sx, sy + 0.11, sx + 0.3, sy + 0.135),
                    style: "label".to_owned(),
                    turn: 0,
                    chance: 1.0,
                });
            }
        }
        if rng.chance(0.35) {
            let (hx, hy, r) = (
                rng.range(0.15, 0.85),
                rng.range(0.15, 0.65),
                rng.range(0.06, 0.18),
            );
            side.mark.push(mark(
                Ornament::Hologram,
                place(hx, hy, hx + r, hy + r * self.aspect()),
                &[],
                rng.range(0.15, 0.6),
            ));
        }
        if rng.chance(0.3) {
            let (ex, ey, r) = (
                rng.range(0.3, 0.7),
                rng.range(0.2, 0.5),
                rng.range(0.1, 0.3),
            );
            side.mark.insert(
                0,
                mark(
                    Ornament::Emblem,
                    place(ex, ey, ex + r, ey + r * self.aspect()),
                    &[ink(rng)],
                    rng.range(0.08, 0.3),
                ),
            );
        }
        if rng.chance(0.3) {
            let inks = [0.0, 0.2, 0.4].map(|d| hsv(self.hue + d, 0.35, 0.95));
            side.mark.insert(
                0,
                mark(
                    Ornament::Bands,
                    place(0.0, rng.range(0.1, 0.5), 1.0, rng.range(0.6, 0.95)),
                    &inks,
                    rng.range(0.1, 0.4),
                ),
            );
        }
        if rng.chance(0.25) {
            let my = rng.range(y[0], y[1] - 0.03);
            side.mark.push(mark(
                Ornament::Microprint,
                place(x[0], my, x[1], my + 0.012),
                &[ink(rng)],
                0.6,
            ));
        }
        if rng.chance(0.3) {
            let up = rng.range(0.2, 0.5);
            side.print.push(Print {
                text: "{document_number}".to_owned(),
                at: place(0.985 - rng.range(0.03, 0.055), up, 0.985, up + 0.35),
                style: (*rng.pick(&["label", "number", "title"])).to_owned(),
                turn: if rng.chance(0.5) { 1 } else { 3 },
                chance: 1.0,
            });
        }
        if rng.chance(0.2) && self.size == Size::Id1 {
            let cy = rng.range(0.25, 0.5);
            side.mark.push(mark(
                Ornament::Chip,
                place(0.8, cy, 0.94, cy + 0.2),
                &[[206, 172, 92]],
                1.0,
            ));
        }
    }
}
