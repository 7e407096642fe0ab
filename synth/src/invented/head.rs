//! What stands above and below an invented document's entries: titles and the machine readable zone.

use super::{CARD, Maker, PASSPORT, STATE, mark, place};
use crate::artwork::{Align, Hex, Ornament, Print, Side, Size, Zone};
use crate::canvas::{Rgb, hsv, mix};
use crate::rng::Rng;
use crate::zone::Format;

/// The style of titles on a dark band.
const BRIGHT: &str = "bright";

impl Maker {
    /// Puts the title on; gives where the body may begin.
    pub(super) fn header(&mut self, side: &mut Side, visa: bool, rng: &mut Rng) -> f32 {
        let title = self.words(if self.size == Size::Id3 {
            PASSPORT
        } else {
            CARD
        });
        let state = self.words(STATE);
        let band = rng.range(0.08, 0.17);
        let mut style = "title";
        if rng.chance(0.3) {
            let (dark, alpha) = (
                hsv(self.hue, rng.range(0.3, 0.9), rng.range(0.3, 0.95)),
                rng.range(0.5, 1.0),
            );
            let band = place(0.0, 0.0, 1.0, band);
            side.mark.push(mark(Ornament::Panel, band, &[dark], alpha));
            // Print on a dark band is light, or nobody could read it.
            if light(mix([255, 255, 255], dark, alpha)) < 150.0
                && let Some(mut bright) = self.styles.get("title").cloned()
            {
                bright.ink = Hex(hsv(self.hue, 0.05, rng.range(0.9, 1.0)));
                self.styles.insert(BRIGHT.to_owned(), bright);
                style = BRIGHT;
            }
        }
        if rng.chance(0.3) {
            let inks = [0.0, 0.33, 0.66].map(|d| hsv(self.hue + d, 0.8, 0.8));
            side.mark.push(mark(
                *rng.pick(&[Ornament::Stars, Ornament::Flag, Ornament::Banner]),
                place(0.03, 0.03, 0.13, band.max(0.1)),
                &inks[..rng.below(3) + 1],
                1.0,
            ));
        }
        if rng.chance(0.4) {
            let x = rng.range(0.1, 0.9);
            side.mark.push(mark(
                Ornament::Emblem,
                place((x - 0.04).max(0.0), 0.01, (x + 0.04).min(1.0), band + 0.02),
                &[hsv(self.hue, 0.5, 0.5)],
                rng.range(0.3, 0.9),
            ));
        }
        if rng.chance(0.25) && !visa {
            side.mark.push(mark(
                Ornament::Logo,
                place(0.87, 0.03, 0.95, 0.1),
                &[[140, 110, 40]],
                1.0,
            ));
        }
        let indent = if side
            .mark
            .iter()
            .any(|m| matches!(m.kind, Ornament::Flag | Ornament::Stars | Ornament::Banner))
        {
            0.15
        } else {
            rng.range(0.025, 0.08)
        };
        let half = band * 0.5;
        let texts = if visa {
            vec!["VISA".to_owned()]
        } else if rng.chance(0.2) {
            vec![title]
        } else {
            vec![state, title]
        };
        if self.size == Size::Id3 && rng.chance(0.25) {
            side.print.push(Print {
                text: texts.last().cloned().unwrap_or_default().replace('\n', " "),
                at: place(0.01, 0.12, 0.045, 0.66),
                style: "title".to_owned(),
                turn: 1,
                chance: 1.0,
            });
        }
        if !visa && rng.chance(0.18) {
            self.parted(side, style, indent, half, rng);
            return band + rng.range(0.01, 0.05);
        }
        for (n, text) in texts.iter().enumerate() {
            let (y, high) = (0.012 + n as f32 * half, half * rng.range(0.7, 1.05));
            side.print.push(Print {
                text: text.replace('\n', " "),
                at: place(indent, y, rng.range(0.75, 0.96), y + high),
                style: style.to_owned(),
                turn: 0,
                chance: 1.0,
            });
        }
        band + rng.range(0.01, 0.05)
    }

    /// Titles on both sides of the arms: the state's name ends there, the document's begins.
    fn parted(&mut self, side: &mut Side, style: &str, indent: f32, half: f32, rng: &mut Rng) {
        let flush = format!("{style}-end");
        if let Some(mut end) = self.styles.get(style).cloned() {
            end.align = Align::Right;
            self.styles.insert(flush.clone(), end);
        }
        let x = rng.range(0.42, 0.55);
        let arms = place(x - 0.035, 0.012, x + 0.035, 2.0 * half);
        let ink = hsv(rng.unit(), rng.range(0.2, 0.9), rng.range(0.2, 0.7));
        side.mark.push(mark(Ornament::Emblem, arms, &[ink], 0.95));
        let high = half * rng.range(0.6, 0.95);
        for (n, tongue) in self.tongues.iter().take(2).enumerate() {
            let y = 0.014 + n as f32 * half;
            let columns = [
                (STATE, place(indent, y, x - 0.045, y + high), flush.as_str()),
                (CARD, place(x + 0.045, y, 0.86, y + high), style),
            ];
            for (word, at, style) in columns {
                side.print.push(Print {
                    text: tongue.get(word).cloned().unwrap_or_default(),
                    at,
                    style: style.to_owned(),
                    turn: 0,
                    chance: 1.0,
                });
            }
        }
    }

    /// Puts the machine readable zone on; gives where it begins.
    pub(super) fn zone(&self, side: &mut Side, rng: &mut Rng) -> f32 {
        let (format, rows, code) = match self.size {
            Size::Id1 => (Format::Td1, 3, *rng.pick(&["ID", "I<", "IC", "AR", "C<"])),
            Size::Id2 => (Format::Td2, 2, *rng.pick(&["I<", "ID", "PT"])),
            Size::MrvA => (Format::MrvA, 2, *rng.pick(&["V<", "VC"])),
            Size::MrvB => (Format::MrvB, 2, *rng.pick(&["V<", "VD"])),
            _ => (Format::Td3, 2, *rng.pick(&["P<", "P<", "PP", "PO", "PD"])),
        };
        let high = if rows == 3 {
            rng.range(0.047, 0.06)
        } else {
            rng.range(0.031, 0.042)
        };
        let gap = if rows == 3 {
            rng.range(0.074, 0.09)
        } else {
            rng.range(0.066, 0.085)
        };
        let last = rng.range(0.9, 0.955);
        let lines: Vec<[f32; 2]> = (0..rows)
            .map(|n| {
                let y1 = last - (rows - 1 - n) as f32 * gap;
                [y1 - high, y1]
            })
            .collect();
        let x = [rng.range(0.03, 0.065), rng.range(0.93, 0.965)];
        let strip = rng
            .chance(0.5)
            .then(|| Hex(mix(hsv(self.hue, 0.1, 1.0), [255, 255, 255], rng.unit())));
        let top = lines.first().map_or(0.8, |l| l[0]) - rng.range(0.02, 0.05);
        side.mrz = Some(Zone {
            format,
            code: code.to_owned(),
            state: "{nationality}".to_owned(),
            number: "{document_number}".to_owned(),
            optional: if rng.chance(0.5) {
                "{personal_number}".to_owned()
            } else {
                String::new()
            },
            second: String::new(),
            sex: "{sex}".to_owned(),
            x,
            lines,
            strip,
        });
        top
    }
}

/// How light a colour looks, 0–255.
fn light(colour: Rgb) -> f32 {
    f32::from(colour[0]) * 0.3 + f32::from(colour[1]) * 0.59 + f32::from(colour[2]) * 0.11
}
