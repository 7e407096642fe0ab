//! Decodes a stack of rows as the format that it fits best.

use mrz::{FieldName, FillerRule, Format};

use super::fit::{self, FAINT, Fit, Missing, Row};
use super::law::{Law, Long};
use super::likeness::Likeness;
use super::settle::{self, Reading};
use super::strip::{FILL, Strip, symbol};

/// How much less likely than the glyphs alone, in nats, a lawful reading may be and still stand: about two
/// look-alikes that the recogniser was sure of, or one that it was not.
const MARGIN: f32 = 8.0;

/// How much less likely than the glyph, in nats, the grammar's symbol may be at one place of a reading whose digits
/// do not hold: a look-alike such as I for 1 lies within it. Beyond, the print breaks the grammar and is told as it is.
const STRETCH: f32 = 10.0;

/// How many of the places that check digits see may be read wrongly by the picture alone, as an expectation: one
/// doubtful character is settled by its digit, two in one field could be settled wrongly.
const DOUBT: f32 = 0.8;

/// A stack read as a format.
#[derive(Debug, Clone)]
pub(super) struct Decoded {
    /// The grammar used.
    pub(super) law: Law,
    /// What was seen at each place of the law.
    pub(super) seen: Vec<Likeness>,
    /// What is read there.
    pub(super) reading: Reading,
    /// Each row's columns.
    pub(super) fits: Vec<Fit>,
    /// Whether every check digit of the law holds and the picture supports the reading.
    pub(super) lawful: bool,
    /// Nats that the reading lies below the glyphs alone.
    pub(super) cost: f32,
}

impl Decoded {
    /// Whether a place shows anything.
    pub(super) fn is_seen(&self, at: usize) -> bool {
        self.seen[at].seen > FAINT
    }

    /// The better of two: lawful before likely.
    fn better(self, other: Self) -> Self {
        let rank = |d: &Self| (d.lawful, d.fits.iter().filter(|fit| fit.regular).count());
        match rank(&self).cmp(&rank(&other)) {
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Equal if other.cost < self.cost => other,
            std::cmp::Ordering::Equal => self,
        }
    }
}

/// The best decoding of a stack; `None` where no format fits. Where none does, the rows' beginnings may lie outside the
/// picture.
pub(super) fn decode(stack: &[Strip]) -> Option<Decoded> {
    let (rows, pitch) = fit::rows(stack)?;
    let decoded = |missing| decode_rows(&rows, pitch, missing);
    decoded(Missing::AtTheEnd).or_else(|| decoded(Missing::AtTheBeginning))
}

fn decode_rows(rows: &[Row], pitch: f32, missing: Missing) -> Option<Decoded> {
    let mut laid: Vec<(&[usize], Option<Vec<Fit>>)> = Vec::new();
    let mut best: Option<Decoded> = None;
    for format in Format::ALL
        .into_iter()
        .filter(|format| format.lengths().len() == rows.len())
    {
        let lengths = format.lengths();
        if !laid.iter().any(|(of, _)| *of == lengths) {
            laid.push((lengths, fit::lay(rows, lengths, pitch, missing)));
        }
        let fits = laid
            .iter()
            .find(|(of, _)| *of == lengths)
            .and_then(|(_, fits)| fits.as_ref());
        let Some(decoded) = fits.and_then(|fits| read(format, fits)) else {
            continue;
        };
        best = Some(match best {
            Some(best) => best.better(decoded),
            None => decoded,
        });
    }
    best
}

fn read(format: Format, fits: &[Fit]) -> Option<Decoded> {
    let seen: Vec<Likeness> = fits
        .iter()
        .flat_map(|fit| fit.cells.iter().map(Likeness::new))
        .collect();
    if !opens(format, &seen) {
        return None;
    }
    let law = Law::of(format, None);
    let mut variants = vec![law];
    if let Some(run) = run(format, &variants[0], &seen) {
        variants = [false, true]
            .map(|counted| Law::of(format, Some(Long { run, counted })))
            .to_vec();
    }
    let read = variants
        .into_iter()
        .map(|law| settle_one(law, seen.clone(), fits));
    read.reduce(Decoded::better)
}

fn settle_one(law: Law, seen: Vec<Likeness>, fits: &[Fit]) -> Decoded {
    let plain = settle::plainly(&law, &seen);
    let lawful = settle::lawfully(&law, &seen, &plain);
    let cost = |reading: &Reading| -> f32 {
        reading
            .symbols
            .iter()
            .zip(&seen)
            .map(|(symbol, seen)| seen.cost(*symbol))
            .sum()
    };
    let doubt = |reading: &Reading| -> f32 {
        let read = law.places.iter().zip(&seen).zip(&reading.symbols);
        read.filter(|((place, _), _)| place.is_settled_by_digits())
            .map(|((place, seen), symbol)| 1.0 - seen.share(*symbol, place.allowed))
            .sum()
    };
    let settled = lawful
        .filter(|reading| doubt(reading) <= DOUBT)
        .map(|reading| (cost(&reading), reading))
        .filter(|(cost, _)| *cost <= MARGIN);
    let lawful = settled.is_some();
    let (cost, reading) = settled.unwrap_or_else(|| (cost(&plain), as_printed(plain, &seen)));
    Decoded {
        law,
        seen,
        reading,
        fits: fits.to_vec(),
        lawful,
        cost,
    }
}

/// Takes the glyphs' own symbols where the grammar's are far from what is seen.
fn as_printed(mut plain: Reading, seen: &[Likeness]) -> Reading {
    for (symbol, seen) in plain.symbols.iter_mut().zip(seen) {
        if seen.seen > FAINT && seen.cost(*symbol) > STRETCH {
            *symbol = seen.raw;
        }
    }
    plain
}

/// Whether the first characters can be those of the format.
fn opens(format: Format, seen: &[Likeness]) -> bool {
    let codes = format.row().codes.iter().filter_map(|code| symbol(*code));
    let code = codes.map(|code| seen[0].of[code]).sum::<f32>() > 1e-5 || seen[0].seen < FAINT;
    let state = |code: &str| {
        code.bytes()
            .filter_map(symbol)
            .zip(&seen[2..])
            .all(|(c, seen)| seen.of[c] > 1e-3)
    };
    code && match format {
        Format::FrenchId | Format::FrenchDl => state("FRA"),
        Format::SlovakId => state("SVK"),
        Format::DutchDl => state("NLD"),
        Format::Td2 => !(seen[1].raw == symbol(b'D').unwrap_or(FILL) && state("FRA")),
        _ => true,
    }
}

/// How many symbols open the optional data where a filler in the number's digit's place says that it goes on.
fn run(format: Format, law: &Law, seen: &[Likeness]) -> Option<usize> {
    let digit = format
        .digits()
        .iter()
        .find(|digit| digit.filler == FillerRule::Continues)?;
    let at = |line, column| {
        law.places
            .iter()
            .position(|p| (p.line, p.column) == (line, column))
    };
    let optional = format.slot(FieldName::Optional1)?.at;
    if seen[at(digit.line, digit.column)?].raw != FILL {
        return None;
    }
    let start = at(optional.line, optional.start)?;
    let run = seen[start..start + optional.len()]
        .iter()
        .take_while(|seen| seen.raw != FILL)
        .count();
    (2..optional.len()).contains(&run).then_some(run)
}
