//! Invented zones as a recogniser would see them, with every fault that pictures have; tests only.

use std::ops::Range;
use std::sync::Arc;

use mrz::make::{Fields, make};
use mrz::{ALPHABET, Format};

use super::strip::{BLANK, FILL, SYMBOLS, symbol};
use crate::geometry::Quad;
use crate::read::{Lattice, Line};
use crate::text::{Patch, PatchKind};

/// Symbols that pictures confuse, beyond those that the decoder knows of.
const CONFUSED: &[&str] = &[
    "0O", "0D", "0Q", "OQ", "8B", "5S", "2Z", "6G", "1I", "<K", "<C", "<E", "4A", "UV", "VY", "MN",
    "KX", "EF", "PR", "3B", "7T", "HN", "CG",
];

/// A generator of numbers, splitmix64: the same on every machine.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 ≤ x < 1.
    pub(super) fn share(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    pub(super) fn chance(&mut self, rate: f32) -> bool {
        self.share() < rate
    }

    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.share()).sum::<f32>() - 6.0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn word(&mut self, letters: &str, length: usize) -> String {
        (0..length)
            .map(|_| char::from(letters.as_bytes()[self.below(letters.len())]))
            .collect()
    }
}

/// How a picture is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not at all, beyond `noise`.
    None,
    /// A stretch of one row shows nothing.
    Covered,
    /// A stretch of one row shows something that could be other characters.
    Overprinted,
    /// One end of all rows is not in the picture.
    CutOff,
    /// One end of one row is not in the picture.
    Torn,
}

/// How a zone is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture {
    /// Lead of the right symbol over its look-alikes where it is seen well, in nats.
    pub(super) lead: f32,
    /// How often a character is seen badly, so that its lead is small or none.
    pub(super) doubtful: f32,
    /// How often a filler is seen twice or not at all.
    pub(super) filler: f32,
    /// How often another character is not seen at all.
    pub(super) dropped: f32,
    /// What is wrong besides.
    pub(super) fault: Fault,
}

/// A zone of a random format that obeys every law.
pub(super) fn truth(dice: &mut Dice) -> (Format, Vec<String>) {
    let formats = [
        Format::Td1,
        Format::Td2,
        Format::Td3,
        Format::Td3,
        Format::MrvA,
        Format::MrvB,
        Format::FrenchId,
    ];
    let format = formats[dice.below(formats.len())];
    let states = [
        "UTO", "D<<", "ESP", "FRA", "NOR", "SWE", "NLD", "IDN", "PRT", "MEX",
    ];
    let letters = "AAABCDEEEFGHIIIJKKLMNNNOOOPQRRSSSTTTUUVWXYZ";
    let name = |dice: &mut Dice| {
        let length = 2 + dice.below(9);
        dice.word(letters, length)
    };
    let surname = if dice.chance(0.3) {
        format!("{} {}", name(dice), name(dice))
    } else {
        name(dice)
    };
    let given = if dice.chance(0.4) {
        format!("{} {}", name(dice), name(dice))
    } else {
        name(dice)
    };
    let (state, nation) = (dice.pick(&states), dice.pick(&states));
    let any = "0123456789012345678901234567890123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let french = format == Format::FrenchId;
    let length = if french || (format == Format::Td1 && dice.chance(0.2)) {
        12
    } else {
        7 + dice.below(3)
    };
    let number = dice.word(if french { "0123456789" } else { any }, length);
    let optional = if length > 9 || dice.chance(0.5) {
        String::new()
    } else {
        let n = 1 + dice.below(7);
        dice.word(any, n)
    };
    let birth = date(dice);
    let expiry = date(dice);
    let lines = make(&Fields {
        document_code: match format {
            Format::Td3 => "P",
            Format::MrvA | Format::MrvB => "V",
            Format::FrenchId => "ID",
            _ => dice.pick(&["I", "ID", "AC"]),
        },
        issuing_state: if french { "FRA" } else { state },
        surname: &surname,
        given_names: &given,
        document_number: &number,
        nationality: nation,
        date_of_birth: &birth,
        sex: dice.pick(&["M", "F", "<"]),
        date_of_expiry: &expiry,
        optional_1: &optional,
        ..Fields::new(format)
    });
    match lines {
        Ok(lines) => (format, lines.iter().map(str::to_owned).collect()),
        Err(error) => panic!("{format} {surname} {number}: {error}"),
    }
}

fn date(dice: &mut Dice) -> String {
    format!(
        "{:02}{:02}{:02}",
        dice.below(100),
        1 + dice.below(12),
        1 + dice.below(28)
    )
}

/// What one row of a picture shows.
struct Shown {
    symbols: Vec<Option<usize>>,
    window: Range<usize>,
    garbled: Range<usize>,
    row: usize,
}

/// The rows of a zone as the recogniser sees them.
pub(super) fn look(truth: &[String], picture: &Picture, dice: &mut Dice) -> Vec<Line> {
    let pitch = 3.2 + dice.share();
    let hurt = dice.below(truth.len());
    let left = dice.chance(0.5);
    let lost = 1 + dice.below(4);
    let mut rows = Vec::new();
    for (row, text) in truth.iter().enumerate() {
        let symbols: Vec<Option<usize>> = text.bytes().map(symbol).collect();
        let length = symbols.len();
        let mut shown = Shown {
            symbols,
            window: 0..length,
            garbled: 0..0,
            row,
        };
        let edge = if left { lost..length } else { 0..length - lost };
        let start = dice.below(length - 1);
        let stretch = start..(start + 1 + dice.below(5)).min(length);
        match picture.fault {
            Fault::Covered if row == hurt => shown.symbols[stretch].fill(None),
            Fault::Overprinted if row == hurt => {
                shown.garbled = stretch.clone();
                shown.symbols[stretch].fill_with(|| Some(dice.below(SYMBOLS)));
            }
            Fault::CutOff => shown.window = edge,
            Fault::Torn if row == hurt => shown.window = edge,
            _ => {}
        }
        rows.push(line(&shown, pitch, picture, dice));
    }
    rows
}

/// Pixels a step in these pictures.
const PACE: f32 = 5.0;

fn line(shown: &Shown, pitch: f32, picture: &Picture, dice: &mut Dice) -> Line {
    let margin = 0.8 + 1.5 * dice.share();
    let count = (2.0 * margin + pitch * shown.window.len() as f32).ceil() as usize;
    let mut steps = vec![[0.0_f32; SYMBOLS + 1]; count];
    for at in shown.window.clone() {
        let Some(symbol) = shown.symbols[at] else {
            continue;
        };
        let filler = symbol == FILL;
        if dice.chance(if filler {
            picture.filler / 2.0
        } else {
            picture.dropped
        }) {
            continue;
        }
        let middle =
            margin + pitch * ((at - shown.window.start) as f32 + 0.5) + 0.12 * dice.normal();
        let (lead, varied) = match (shown.garbled.contains(&at), dice.chance(picture.doubtful)) {
            (true, _) => (0.5, 1.5),
            (false, true) => (3.0, 1.5),
            (false, false) => (picture.lead, 1.0),
        };
        let row = spread(symbol, lead, varied, dice);
        if filler && dice.chance(picture.filler / 2.0) {
            strike(&mut steps, middle - 0.25 * pitch - 0.5, &row, dice);
            strike(&mut steps, middle + 0.25 * pitch + 0.5, &row, dice);
        } else {
            strike(&mut steps, middle, &row, dice);
        }
    }
    let left = (shown.window.start as f32 * pitch - margin) * PACE + 40.0;
    let quad = Quad::rectangle(
        left,
        300.0 + 40.0 * shown.row as f32,
        count as f32 * PACE,
        24.0,
    );
    finish(steps, quad)
}

/// Probabilities over the symbols for one glyph.
fn spread(shown: usize, lead: f32, varied: f32, dice: &mut Dice) -> [f32; SYMBOLS] {
    let mut scores = [0.0_f32; SYMBOLS];
    for score in &mut scores {
        *score = (-lead * 1.8 + varied * dice.normal()).exp();
    }
    let character = char::from(ALPHABET[shown]);
    for pair in CONFUSED.iter().filter(|pair| pair.contains(character)) {
        for other in pair.bytes().filter_map(symbol) {
            scores[other] = (-lead + varied * dice.normal()).exp();
        }
    }
    scores[shown] = 1.0;
    let all: f32 = scores.iter().sum();
    scores.map(|score| score / all)
}

/// Puts a glyph on one or two steps.
fn strike(steps: &mut [[f32; SYMBOLS + 1]], middle: f32, row: &[f32; SYMBOLS], dice: &mut Dice) {
    let at = (middle.max(0.0) as usize).min(steps.len() - 1);
    let ink = 1.0 - 0.06 * dice.share() * dice.share();
    let last = steps.len() - 1;
    let mut put = |at: usize, ink: f32| {
        let free = steps[at][..SYMBOLS].iter().all(|p| *p == 0.0);
        for (into, p) in steps[at].iter_mut().zip(row).filter(|_| free) {
            *into = p * ink;
        }
    };
    put(at, ink);
    // A glyph near the border of two steps shows in both.
    match middle.max(0.0).fract() {
        0.7.. if at < last => put(at + 1, ink * (0.5 + 0.5 * dice.share())),
        ..0.3 if at > 0 => put(at - 1, ink * (0.5 + 0.5 * dice.share())),
        _ => {}
    }
}

fn finish(mut steps: Vec<[f32; SYMBOLS + 1]>, quad: Quad) -> Line {
    let mut logs = Vec::with_capacity(steps.len() * (SYMBOLS + 1));
    for step in &mut steps {
        step[BLANK] = 1.0 - step[..SYMBOLS].iter().sum::<f32>();
        logs.push(step[BLANK].max(1e-7).ln());
        logs.extend(step[..SYMBOLS].iter().map(|p| p.max(1e-9).ln()));
    }
    Line {
        patch: Patch {
            quad,
            kind: PatchKind::Mrz,
            score: 1.0,
        },
        text: String::new(),
        confidence: 1.0,
        glyphs: Vec::new(),
        lattice: Lattice {
            log_probabilities: logs,
            steps: steps.len(),
            alphabet: ALPHABET
                .iter()
                .map(|byte| char::from(*byte))
                .collect::<Arc<[char]>>(),
        },
    }
}
