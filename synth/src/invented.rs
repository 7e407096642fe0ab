//! Documents of no country: layouts, labels, colours and fields drawn at random.

use crate::artwork::{
    Align, Artwork, Barcode, Code, Entry, Ground, Hex, Letters, Mark, Ornament, Place, Portrait,
    Print, Side, Size, Style, Tone, Zone,
};
use crate::canvas::{Rgb, hsv, mix};
use crate::person::countries;
use crate::rng::Rng;
use crate::world::World;
use crate::zone::Format;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const LABELS: &str = include_str!("../labels.toml");
/// Languages that only the test world prints.
const HELD_OUT: [&str; 7] = ["it", "cs", "lt", "mt", "el", "ja", "ka"];

type Words = BTreeMap<String, Vec<String>>;

fn words() -> Result<&'static Words> {
    static READ: OnceLock<Words> = OnceLock::new();
    if let Some(list) = READ.get() {
        return Ok(list);
    }
    let rows: BTreeMap<String, String> =
        toml::from_str(LABELS).context("synth/labels.toml does not parse")?;
    let cut = |row: String| row.split(';').map(str::to_owned).collect();
    Ok(READ.get_or_init(|| rows.into_iter().map(|(k, v)| (k, cut(v))).collect()))
}

/// Fields in the order of `labels.toml`, with the patterns that print them.
const FIELDS: [(&str, &str); 13] = [
    ("surname", "{surname}"),
    ("given_names", "{given_names}"),
    ("sex", "{sex}"),
    ("nationality", "{nationality}"),
    ("date_of_birth", "{date_of_birth}"),
    ("place_of_birth", "{place_of_birth}"),
    ("document_number", "{document_number}"),
    ("personal_number", "{personal_number}"),
    ("date_of_issue", "{date_of_issue}"),
    ("date_of_expiry", "{date_of_expiry}"),
    ("authority", "{authority}"),
    ("height", "{height} cm"),
    ("address", "{street}, {postal_code} {city}"),
];
/// The style of titles on a dark band.
const BRIGHT: &str = "bright";
const SIGNATURE: usize = 13;
const CARD: usize = 14;
const PASSPORT: usize = 15;
const STATE: usize = 16;

/// Sizes as often as they are met.
pub fn some_size(rng: &mut Rng) -> Size {
    match rng.weighted(&[0.48, 0.08, 0.34, 0.05, 0.05]) {
        0 => Size::Id1,
        1 => Size::Id2,
        2 => Size::Id3,
        3 => Size::MrvA,
        _ => Size::MrvB,
    }
}

/// Invents the looks of a document of a size.
pub fn invent(rng: &mut Rng, world: World, size: Size) -> Result<Artwork> {
    let mut maker = Maker::new(rng, world, size)?;
    let front = maker.front(rng);
    let back = (size == Size::Id1).then(|| maker.back(rng));
    let codes: Vec<&String> = countries()?.keys().collect();
    Ok(Artwork {
        document: String::new(),
        country: (*rng.pick(&codes)).clone(),
        size,
        world,
        style: maker.styles,
        front,
        back,
    })
}

struct Maker {
    tongues: Vec<Vec<String>>,
    joint: &'static str,
    stacked: bool,
    styles: BTreeMap<String, Style>,
    size: Size,
    hue: f32,
    dates: &'static str,
    upper: bool,
    beside: bool,
    numbered: bool,
    mrz_front: bool,
    /// How far values are moved up into their labels, in heights of a label's box.
    snug: f32,
    /// How the places of values are marked.
    form: Form,
    /// Columns are as narrow as their values, so that neighbours stand close.
    tight: bool,
    /// Values of the last column end at its right edge, as do their labels.
    flush: bool,
}

/// What marks the place of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Nothing.
    Open,
    /// A light field behind it.
    Field,
    /// A field in a frame.
    Boxed,
    /// A rule under each row.
    Ruled,
    /// A grid about all entries.
    Table,
    /// A dotted line under it.
    Leaders,
}

/// Labels and values of very few letters, which finders miss.
const SHORT: [(&str, &[&str]); 8] = [
    ("Type / Typ", &["P", "PA", "ID", "V", "C"]),
    ("Sex / Sexo", &["F", "M", "X", "M/M", "Ž/F"]),
    ("Cat.", &["A", "B", "C1", "D", "AM"]),
    ("G.S. RH", &["O+", "A-", "AB+"]),
    ("No.", &["1", "2", "15", "73", "04"]),
    ("Code", &["EU", "XXA", "UTO", "D"]),
    ("Est.", &["S", "C", "V", "SI", "NO"]),
    ("Ex.", &["A", "B", "01", "99"]),
];

impl Maker {
    fn new(rng: &mut Rng, world: World, size: Size) -> Result<Self> {
        let all = words()?;
        let ours: Vec<&String> = all
            .keys()
            .filter(|k| HELD_OUT.contains(&k.as_str()) == (world == World::Test))
            .collect();
        let tongues = (0..rng.weighted(&[0.0, 0.45, 0.4, 0.15]))
            .map(|_| all.get(*rng.pick(&ours)).cloned().unwrap_or_default())
            .collect();
        let hue = rng.unit();
        let english = all.get("en").cloned().unwrap_or_default();
        let mut tongues: Vec<Vec<String>> = tongues;
        if rng.chance(0.6) {
            tongues.push(english);
        }
        tongues.dedup();
        Ok(Self {
            tongues,
            joint: *rng.pick(&[" / ", "/", " · ", " - ", " "]),
            stacked: rng.chance(0.12),
            styles: styles(rng, hue, size),
            size,
            hue,
            dates: *rng.pick(&[
                "dd.mm.yyyy",
                "dd/mm/yyyy",
                "dd MMM yyyy",
                "dd MMM/MMM yyyy@fr,en",
                "yyyy-mm-dd",
                "dd-mm-yyyy",
                "dd MMM yy",
                "dd mm yyyy",
                "dd.mm.yy",
                "MMM dd, yyyy@full",
                "dd  mm  yyyy",
                "dd   MMM   yyyy",
                "dd MMM / MMM yyyy@fr,en",
            ]),
            upper: rng.chance(0.65),
            beside: rng.chance(0.14),
            numbered: rng.chance(0.12),
            mrz_front: size != Size::Id1 || rng.chance(0.12),
            // Many passports print the value so close that it touches its label.
            snug: if rng.chance(0.35) {
                rng.range(0.1, 0.6)
            } else {
                0.0
            },
            form: match rng.weighted(&[0.58, 0.08, 0.08, 0.12, 0.08, 0.06]) {
                1 => Form::Field,
                2 => Form::Boxed,
                3 => Form::Ruled,
                4 => Form::Table,
                5 => Form::Leaders,
                _ => Form::Open,
            },
            tight: rng.chance(0.3),
            flush: rng.chance(0.2),
        })
    }

    fn words(&self, at: usize) -> String {
        let mut all: Vec<&str> = self
            .tongues
            .iter()
            .filter_map(|t| t.get(at))
            .map(String::as_str)
            .collect();
        all.dedup();
        all.join(if self.stacked { "\n" } else { self.joint })
    }

    fn front(&mut self, rng: &mut Rng) -> Side {
        let mut side = Side {
            ground: self.ground(rng),
            mark: Vec::new(),
            portrait: Vec::new(),
            print: Vec::new(),
            field: Vec::new(),
            mrz: None,
            barcode: Vec::new(),
        };
        let floor = if self.mrz_front {
            self.zone(&mut side, rng)
        } else {
            0.96
        };
        let visa = matches!(self.size, Size::MrvA | Size::MrvB);
        let ceiling = self.header(&mut side, visa, rng);
        let left = !rng.chance(0.13);
        let (pw, ph) = (
            rng.range(0.2, 0.36),
            (floor - ceiling) * rng.range(0.6, 0.98),
        );
        let tall = (pw * 1.3 * self.aspect()).min(ph);
        let wide = tall / self.aspect() / 1.3;
        let x0 = if left {
            rng.range(0.02, 0.07)
        } else {
            0.97 - wide - rng.range(0.0, 0.04)
        };
        let y0 = ceiling + rng.unit() * (floor - ceiling - tall).max(0.0) * 0.8;
        side.portrait.push(Portrait {
            at: place(x0, y0, x0 + wide, y0 + tall),
            tone: if rng.chance(0.5) {
                Tone::Grey
            } else {
                Tone::Colour
            },
            ground: None,
            ink: None,
        });
        let edge = if left {
            [x0 + wide + rng.range(0.02, 0.05), 0.975]
        } else {
            [rng.range(0.025, 0.06), x0 - 0.02]
        };
        let striped = !self.mrz_front && rng.chance(0.12);
        if striped {
            self.stripes(&mut side, rng);
        }
        let low = if striped { 0.73 } else { floor - 0.01 };
        self.rows(&mut side, edge, [ceiling + 0.01, low], false, rng);
        self.trimmings(&mut side, [ceiling, floor], edge, rng);
        side
    }

    /// A bar code of one row with its number under it, near the print.
    fn stripes(&self, side: &mut Side, rng: &mut Rng) {
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

    fn back(&mut self, rng: &mut Rng) -> Side {
        let mut side = Side {
            ground: self.ground(rng),
            mark: Vec::new(),
            portrait: Vec::new(),
            print: Vec::new(),
            field: Vec::new(),
            mrz: None,
            barcode: Vec::new(),
        };
        let floor = if !self.mrz_front && rng.chance(0.75) {
            self.zone(&mut side, rng)
        } else {
            0.95
        };
        let mut edge = [rng.range(0.03, 0.08), rng.range(0.6, 0.97)];
        if rng.chance(0.45) {
            let kind = if rng.chance(0.6) {
                Code::Qr
            } else {
                Code::Pdf417
            };
            let (w, h) = if kind == Code::Qr {
                (rng.range(0.12, 0.24), 0.0)
            } else {
                (rng.range(0.4, 0.8), rng.range(0.1, 0.2))
            };
            let high = if kind == Code::Qr {
                w * self.aspect()
            } else {
                h
            };
            let x = rng.range(0.03, 0.95 - w);
            let y = if kind == Code::Qr {
                rng.range(0.04, (floor - high).max(0.06))
            } else {
                (floor - high - 0.03).max(0.05)
            };
            side.barcode.push(Barcode {
                at: place(x, y, x + w, y + high),
                kind,
                print: "{document_number};{surname};{given_names};{date_of_birth};{code}"
                    .to_owned(),
                columns: rng.whole(4, 12) as u8,
                turn: 0,
            });
            if kind == Code::Qr && x > 0.5 {
                edge[1] = edge[1].min(x - 0.02);
            } else if kind == Code::Qr {
                edge = [x + w + 0.03, 0.97];
            }
        }
        let bottom = side
            .barcode
            .iter()
            .filter(|b| b.kind == Code::Pdf417)
            .map(|b| b.at.0[1])
            .fold(floor, f32::min);
        self.rows(&mut side, edge, [0.04, bottom - 0.02], true, rng);
        if rng.chance(0.35) {
            let (x, y) = (rng.range(0.05, 0.8), rng.range(0.1, 0.4));
            side.mark.push(mark(
                Ornament::Chip,
                place(x, y, x + 0.14, y + 0.2),
                &[[206, 172, 92]],
                1.0,
            ));
        }
        side
    }

    fn aspect(&self) -> f32 {
        let (w, h) = self.size.mm();
        w / h
    }

    fn ground(&self, rng: &mut Rng) -> Ground {
        let pale =
            |rng: &mut Rng, hue: f32| Hex(hsv(hue, rng.range(0.02, 0.22), rng.range(0.86, 1.0)));
        let stops = match rng.below(4) {
            0 => vec![Hex([252, 252, 250])],
            1 => vec![pale(rng, self.hue)],
            _ => (0..rng.whole(2, 4))
                .map(|n| {
                    let hue = self.hue + n as f32 * rng.range(-0.15, 0.25);
                    pale(rng, hue)
                })
                .collect(),
        };
        let lines = (0..rng.whole(1, 4))
            .map(|n| {
                Hex(hsv(
                    self.hue + n as f32 * 0.17,
                    rng.range(0.15, 0.6),
                    rng.range(0.45, 0.85),
                ))
            })
            .collect();
        Ground {
            stops,
            angle: *rng.pick(&[0.0, 90.0, 30.0, 150.0]),
            lines,
            alpha: if rng.chance(0.12) {
                0.0
            } else {
                rng.range(0.1, 0.55)
            },
            layers: rng.whole(1, 3) as u8,
        }
    }

    /// Puts the title on; gives where the body may begin.
    fn header(&mut self, side: &mut Side, visa: bool, rng: &mut Rng) -> f32 {
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

    /// Puts the machine readable zone on; gives where it begins.
    fn zone(&self, side: &mut Side, rng: &mut Rng) -> f32 {
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

    /// Fills a rectangle with labelled values.
    fn rows(&self, side: &mut Side, x: [f32; 2], y: [f32; 2], back: bool, rng: &mut Rng) {
        let mut order: Vec<usize> = if back {
            vec![12, 10, 11, 5, 7, 8]
        } else {
            (0..12).collect()
        };
        if rng.chance(0.4) {
            let (a, b) = (rng.below(order.len()), rng.below(order.len()));
            order.swap(a, b);
        }
        let mm = self.size.mm().1;
        // Printed sizes of real cards: labels 1.0–1.5 mm, values 1.6–2.6 mm high with their leading.
        let (small, big) = (rng.range(1.35, 2.1) / mm, rng.range(2.3, 3.5) / mm);
        let step = if self.beside {
            big * 1.25
        } else {
            small * if self.stacked { 2.0 } else { 1.0 } + big + rng.range(0.2, 1.2) / mm
        };
        let mut row_y = y[0] + rng.unit() * 0.03;
        let mut places = order.into_iter().peekable();
        while row_y + step < y[1] && places.peek().is_some() {
            let columns = if places.peek().is_some_and(|p| matches!(p, 2..=4 | 6..=11)) {
                rng.whole(1, 3)
            } else {
                1
            };
            let mut left = x[0];
            for column in 0..columns {
                let even = (x[1] - left) / (columns - column) as f32;
                let short = columns > 1 && rng.chance(0.25);
                let wide = match places.peek() {
                    _ if short => even * rng.range(0.3, 0.8),
                    Some(field) if self.tight => self.width_of(*field, even),
                    _ => even,
                };
                let at = [left, row_y, left + wide - 0.014, row_y + step];
                if short {
                    self.short(side, at, [small, big], rng);
                } else if let Some(field) = places.next() {
                    let last = column > 0 && column + 1 == columns;
                    self.entry(side, field, at, [small, big], self.flush && last, rng);
                }
                if self.form == Form::Table {
                    let cell = place(left - 0.006, row_y, left + wide - 0.006, row_y + step);
                    side.mark
                        .push(mark(Ornament::Frame, cell, &[[90, 90, 100]], 0.8));
                }
                left += wide;
            }
            if self.form == Form::Ruled {
                let line = place(x[0], row_y + step - 0.004, x[1], row_y + step - 0.003);
                side.mark
                    .push(mark(Ornament::Rule, line, &[[90, 90, 100]], 0.8));
            }
            row_y += step;
        }
    }

    /// The width that a field's value needs, of the width that there is.
    fn width_of(&self, field: usize, most: f32) -> f32 {
        let letters = match field {
            2 => 4.0,
            3 => 5.0,
            4 | 8 | 9 => 11.0,
            6 | 7 => 10.0,
            10 => 7.0,
            _ => return most,
        };
        let cap = self.styles.get("value").and_then(|v| v.cap).unwrap_or(0.04);
        (letters * cap * 0.85 / self.aspect() + 0.014).clamp(0.07, most.max(0.07))
    }

    /// An entry of one letter or few, alone in its column.
    fn short(&self, side: &mut Side, b: [f32; 4], [small, big]: [f32; 2], rng: &mut Rng) {
        let (label, values) = *rng.pick(&SHORT);
        let put = |text: &str, at: Place, style: &str| Print {
            text: text.to_owned(),
            at,
            style: style.to_owned(),
            turn: 0,
            chance: 1.0,
        };
        let top = b[1] + small * if self.beside { 0.0 } else { 1.0 };
        let x = if self.beside { b[0] + 0.06 } else { b[0] };
        let high = if self.beside { big } else { small };
        side.print.push(put(
            label,
            place(b[0], b[1], b[0] + 0.055, b[1] + high),
            "label",
        ));
        side.print.push(put(
            rng.word(values),
            place(x, top, b[2].max(x + 0.04), top + big),
            "value",
        ));
    }

    /// Marks the place of a value as the form does.
    fn marked(&self, side: &mut Side, at: Place) {
        let b = at.0;
        let pale = hsv(self.hue, 0.03, 1.0);
        match self.form {
            Form::Field | Form::Boxed => {
                side.mark.push(mark(Ornament::Panel, at, &[pale], 0.85));
                if self.form == Form::Boxed {
                    side.mark
                        .push(mark(Ornament::Frame, at, &[[110, 110, 120]], 0.9));
                } else {
                    let lip = place(b[0], b[3], b[2], b[3] + 0.005);
                    side.mark
                        .push(mark(Ornament::Panel, lip, &[[120, 120, 130]], 0.6));
                }
            }
            Form::Leaders => {
                let line = place(b[0], b[3] - 0.012, b[2], b[3]);
                side.mark
                    .push(mark(Ornament::Leaders, line, &[[70, 70, 80]], 0.9));
            }
            Form::Open | Form::Ruled | Form::Table => {}
        }
    }

    fn entry(
        &self,
        side: &mut Side,
        field: usize,
        b: [f32; 4],
        [small, big]: [f32; 2],
        flush: bool,
        rng: &mut Rng,
    ) {
        let Some((name, pattern)) = FIELDS.get(field) else {
            return;
        };
        let mut label = self.words(field);
        if self.numbered {
            label = format!("{}. {label}", field + 1);
        }
        let upper = self.upper && !name.starts_with("height");
        let print = if name.starts_with("date") {
            format!("{{{name}:{}}}", self.dates)
        } else if upper {
            pattern.replace('}', ":upper}")
        } else {
            (*pattern).to_owned()
        };
        let split = b[0] + (b[2] - b[0]) * 0.42;
        let tall = small * if self.stacked { 2.0 } else { 1.0 };
        let (label_at, at) = if self.beside {
            (
                place(b[0], b[1], split, b[1] + big),
                place(split + 0.01, b[1], b[2].max(split + 0.06), b[1] + big),
            )
        } else {
            let top = b[1] + tall - self.snug * small;
            (
                place(b[0], b[1], b[2], b[1] + tall),
                place(b[0], top, b[2], top + big),
            )
        };
        let bare = rng.chance(0.05);
        self.marked(side, at);
        let end = if flush { "-end" } else { "" };
        side.field.push(Entry {
            name: (*name).to_owned(),
            label: if bare { String::new() } else { label },
            label_at: Some(label_at),
            label_style: format!("label{end}"),
            at,
            print,
            value: None,
            also: BTreeMap::new(),
            style: if matches!(*name, "document_number") && rng.chance(0.3) {
                "number".to_owned()
            } else {
                format!("value{end}")
            },
            turn: 0,
            chance: 1.0,
        });
    }

    fn trimmings(&self, side: &mut Side, y: [f32; 2], x: [f32; 2], rng: &mut Rng) {
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

fn styles(rng: &mut Rng, hue: f32, size: Size) -> BTreeMap<String, Style> {
    let dark = |rng: &mut Rng, colourful: f32| {
        if rng.chance(colourful) {
            hsv(
                hue + rng.range(-0.1, 0.1),
                rng.range(0.5, 1.0),
                rng.range(0.25, 0.65),
            )
        } else {
            hsv(0.6, 0.1, rng.range(0.05, 0.35))
        }
    };
    use Letters::{
        Mono, MonoBold, Narrow, NarrowBold, Ocrb, Sans, SansBold, SansItalic, Serif, SerifBold,
    };
    let style = |face: Letters, ink: Rgb, cap: Option<f32>, spacing: f32| Style {
        face,
        ink: Hex(ink),
        cap,
        spacing,
        align: Align::Left,
    };
    let label = *rng.pick(&[Sans, Sans, Narrow, SansItalic, SansBold, Serif, Sans]);
    let value = *rng.pick(&[
        SansBold, Ocrb, Mono, Sans, MonoBold, NarrowBold, Serif, SansBold,
    ]);
    let title = *rng.pick(&[SansBold, Sans, SerifBold, NarrowBold, Serif]);
    let mm = size.mm().1;
    let mut out = BTreeMap::new();
    out.insert(
        "label".to_owned(),
        style(
            label,
            dark(rng, 0.55),
            Some(rng.range(0.68, 1.35) / mm),
            0.0,
        ),
    );
    let spread = if rng.chance(0.14) {
        rng.log_range(0.02, 0.35)
    } else {
        0.0
    };
    out.insert(
        "value".to_owned(),
        style(
            value,
            dark(rng, 0.1),
            Some(rng.range(1.55, 2.4) / mm),
            spread,
        ),
    );
    out.insert(
        "title".to_owned(),
        style(title, dark(rng, 0.5), None, rng.range(0.0, 0.06)),
    );
    out.insert(
        "number".to_owned(),
        style(
            *rng.pick(&[Mono, MonoBold, Ocrb, SansBold]),
            if rng.chance(0.3) {
                [180, 30, 40]
            } else {
                dark(rng, 0.2)
            },
            None,
            rng.range(0.0, 0.15),
        ),
    );
    for name in ["label", "value"] {
        if let Some(mut flush) = out.get(name).cloned() {
            flush.align = Align::Right;
            out.insert(format!("{name}-end"), flush);
        }
    }
    out
}

/// How light a colour looks, 0–255.
fn light(colour: Rgb) -> f32 {
    f32::from(colour[0]) * 0.3 + f32::from(colour[1]) * 0.59 + f32::from(colour[2]) * 0.11
}

fn place(x0: f32, y0: f32, x1: f32, y1: f32) -> Place {
    let (x0, y0) = (x0.clamp(0.0, 0.99), y0.clamp(0.0, 0.99));
    Place([x0, y0, x1.clamp(x0 + 0.005, 1.0), y1.clamp(y0 + 0.005, 1.0)])
}

fn mark(kind: Ornament, at: Place, inks: &[Rgb], alpha: f32) -> Mark {
    Mark {
        kind,
        at,
        inks: inks.iter().map(|i| Hex(*i)).collect(),
        alpha,
    }
}
