//! How likely each symbol is at a place, given what the recogniser says it shows.

use std::sync::LazyLock;

use mrz::Symbols;

use super::cells::Cell;
use super::strip::{SYMBOLS, symbol};

/// How often a recogniser that is sure of one symbol looks at another, beside the pairs below: a floor, so low that
/// a sure reading of ninety symbols stays above what a valid zone needs.
const SLIP: f32 = 2e-7;

/// How much of what is not a single symbol counts against the reading: a place of the grid holds a character, so a
/// weak spike is mostly a weak view of it.
pub(super) const UNSEEN: f32 = 0.005;

/// Symbols that look alike in OCR-B when small or blurred, and how often one is surely taken for the other.
const ALIKE: &[(&str, f32)] = &[
    ("0O", 2e-2),
    ("0D", 4e-6),
    ("0Q", 4e-6),
    ("OQ", 1e-5),
    ("OD", 1e-5),
    ("OC", 4e-6),
    ("0U", 4e-6),
    ("1I", 2e-4),
    ("1L", 4e-6),
    ("1T", 4e-6),
    ("IL", 4e-6),
    ("IT", 2e-4),
    ("2Z", 2e-4),
    ("5S", 2e-4),
    ("8B", 2e-4),
    ("6G", 1e-5),
    ("8S", 4e-6),
    ("38", 4e-6),
    ("35", 4e-6),
    ("56", 4e-6),
    ("89", 4e-6),
    ("68", 4e-6),
    ("17", 4e-6),
    ("27", 4e-6),
    ("4A", 4e-6),
    ("VY", 4e-6),
    ("UV", 4e-6),
    ("MN", 4e-6),
    ("HN", 4e-6),
    ("MH", 4e-6),
    ("KX", 4e-6),
    ("EF", 4e-6),
    ("PR", 4e-6),
    ("CG", 4e-6),
    ("CE", 4e-6),
    ("CL", 4e-6),
    ("<C", 4e-6),
    ("<K", 4e-6),
    ("<E", 4e-6),
    ("<L", 4e-6),
    ("<S", 4e-6),
    ("<X", 4e-6),
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
