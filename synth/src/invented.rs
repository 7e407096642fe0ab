//! Documents of no country: layouts, labels, colours and fields drawn at random.

mod head;
mod labels;
mod page;
mod rows;
mod styles;
mod trimmings;

use crate::artwork::{
    Artwork, Barcode, Code, Ground, Hex, Mark, Ornament, Place, Portrait, Side, Size, Style, Tone,
};
use crate::canvas::{Rgb, hsv};
use crate::person::countries;
use crate::rng::Rng;
use crate::world::World;
use anyhow::Result;
use labels::{HELD_OUT, words};
use std::collections::BTreeMap;
use styles::styles;

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

const SIGNATURE: usize = 13;

const CARD: usize = 14;

const PASSPORT: usize = 15;

const STATE: usize = 16;

/// Sizes as often as they are met.
pub fn some_size(rng: &mut Rng) -> Size {
    match rng.weighted(&[0.4, 0.07, 0.28, 0.04, 0.04, 0.08, 0.14]) {
        0 => Size::Id1,
        1 => Size::Id2,
        2 => Size::Id3,
        3 => Size::MrvA,
        4 => Size::MrvB,
        5 => Size::Letter,
        _ => Size::A4,
    }
}

/// Invents the looks of a document of a size.
pub fn invent(rng: &mut Rng, world: World, size: Size) -> Result<Artwork> {
    let mut maker = Maker::new(rng, world, size)?;
    let front = if size.is_page() {
        maker.page(rng)
    } else {
        maker.front(rng)
    };
    let back = (size == Size::Id1).then(|| maker.back(rng));
    let codes: Vec<&String> = countries()?.keys().collect();
    Ok(Artwork {
        document: String::new(),
        country: (*rng.pick(&codes)).clone(),
        size,
        world,
        style: maker.styles,
        front: Some(front),
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
            stacked: rng.chance(0.18),
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
        let mut side = Side::bare(self.ground(rng));
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

    fn back(&mut self, rng: &mut Rng) -> Side {
        let mut side = Side::bare(self.ground(rng));
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
}

fn place(x0: f32, y0: f32, x1: f32, y1: f32) -> Place {
    let (x0, y0) = (x0.clamp(0.0, 0.99), y0.clamp(0.0, 0.99));
    Place([x0, y0, x1.clamp(x0 + 0.005, 1.0), y1.clamp(y0 + 0.001, 1.0)])
}

fn mark(kind: Ornament, at: Place, inks: &[Rgb], alpha: f32) -> Mark {
    Mark {
        kind,
        at,
        inks: inks.iter().map(|i| Hex(*i)).collect(),
        alpha,
    }
}
