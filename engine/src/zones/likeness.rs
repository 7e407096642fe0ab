//! How likely each symbol is at a place, given what the recogniser says it shows.

use std::sync::LazyLock;

use mrz::Symbols;

use super::cells::Cell;
use super::strip::{SYMBOLS, symbol};

/// How often a recogniser that is sure of one symbol looks at another. Measured on drawn lines, test world:
/// beside the pairs below it was never sure and wrong in some 10⁵ characters.
const SLIP: f32 = 2e-6;

/// How much of what is not a single symbol counts against the reading: a place of the grid holds a character, so a
/// weak spike is mostly a weak view of it.
pub(super) const UNSEEN: f32 = 0.02;

/// Symbols that look alike in OCR-B when small or blurred, and how often one is surely taken for the other.
const ALIKE: &[(&str, f32)] = &[
    ("0O", 2e-2),
    ("0D", 2e-5),
    ("0Q", 2e-5),
    ("OQ", 5e-5),
    ("OD", 5e-5),
    ("OC", 2e-5),
    ("0U", 2e-5),
    ("1I", 2e-4),
    ("1L", 2e-5),
    ("1T", 2e-5),
    ("IL", 2e-5),
    ("IT", 2e-5),
    ("2Z", 2e-4),
    ("5S", 2e-4),
    ("8B", 2e-4),
    ("6G", 5e-5),
    ("8S", 2e-5),
    ("38", 2e-5),
    ("35", 2e-5),
    ("56", 2e-5),
    ("89", 2e-5),
    ("68", 2e-5),
    ("17", 2e-5),
    ("27", 2e-5),
    ("4A", 2e-5),
    ("VY", 2e-5),
    ("UV", 2e-5),
    ("MN", 2e-5),
    ("HN", 2e-5),
    ("MH", 2e-5),
    ("KX", 2e-5),
    ("EF", 2e-5),
    ("PR", 2e-5),
    ("CG", 2e-5),
    ("CE", 1e-5),
    ("CL", 1e-5),
    ("<C", 1e-5),
    ("<K", 2e-5),
    ("<E", 1e-5),
    ("<L", 1e-5),
    ("<S", 1e-5),
    ("<X", 1e-5),
];

/// `TAKEN[r][c]`: how likely a surely read `r` is a `c`.
static TAKEN: LazyLock<[[f32; SYMBOLS]; SYMBOLS]> = LazyLock::new(|| {
    let mut taken = [[SLIP; SYMBOLS]; SYMBOLS];
    for (pair, rate) in ALIKE {
        let places: Vec<usize> = pair.bytes().filter_map(symbol).collect();
        if let [a, b] = places[..] {
            taken[a][b] = *rate;
            taken[b][a] = *rate;
        }
    }
    for (symbol, row) in taken.iter_mut().enumerate() {
        row[symbol] = 0.0;
        row[symbol] = 1.0 - row.iter().sum::<f32>();
    }
    taken
});

/// The likelihood of each symbol at one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness {
    /// What the glyph alone suggests.
    pub(super) raw: usize,
    /// How much of the evidence is for a single symbol, 0–1.
    pub(super) seen: f32,
    /// Likelihood of each symbol; sums to `seen`.
    pub(super) of: [f32; SYMBOLS],
}

impl Likeness {
    /// From what a cell shows.
    pub(super) fn new(cell: &Cell) -> Self {
        let mut of = [0.0; SYMBOLS];
        for (read, shown) in cell
            .shows
            .iter()
            .enumerate()
            .filter(|(_, shown)| **shown > 1e-6)
        {
            for (into, rate) in of.iter_mut().zip(TAKEN[read]) {
                *into += shown * rate;
            }
        }
        Self {
            raw: cell.best().0,
            seen: cell.shows.iter().sum(),
            of,
        }
    }

    /// The likeliest symbol of a set.
    pub(super) fn best(&self, among: Symbols) -> usize {
        let allowed = (0..SYMBOLS).filter(|symbol| among.bits() >> symbol & 1 == 1);
        allowed
            .max_by(|a, b| self.of[*a].total_cmp(&self.of[*b]))
            .unwrap_or(self.raw)
    }

    /// How much less likely a symbol is than the likeliest of all, in nats.
    pub(super) fn cost(&self, symbol: usize) -> f32 {
        let top = self.of.iter().copied().fold(0.0, f32::max);
        (top.max(1e-30) / self.of[symbol].max(1e-30)).ln()
    }

    /// The probability of a symbol among a set, what was not seen counting against it.
    pub(super) fn share(&self, symbol: usize, among: Symbols) -> f32 {
        let allowed = (0..SYMBOLS).filter(|symbol| among.bits() >> symbol & 1 == 1);
        let all: f32 = allowed.map(|symbol| self.of[symbol]).sum();
        self.of[symbol] / (all + UNSEEN * (1.0 - self.seen).max(0.0)).max(1e-30)
    }
}
