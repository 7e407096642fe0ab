//! What the picture shows at each place of a row's grid.

use super::strip::{BLANK, SYMBOLS, Step, Strip};

/// Weight of a cell that shows nothing, against one that shows a character surely.
const NOTHING: f32 = 1e-4;

/// The evidence at one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// Probability that the place shows this symbol, once or twice, and no other.
    pub(super) shows: [f32; SYMBOLS],
    /// Probability that it shows nothing.
    pub(super) empty: f32,
}

impl Cell {
    /// A place outside the picture.
    pub(super) const UNSEEN: Self = Self {
        shows: [0.0; SYMBOLS],
        empty: 1.0,
    };

    /// The likeliest symbol and its probability.
    pub(super) fn best(&self) -> (usize, f32) {
        let mut best = (0, self.shows[0]);
        for (symbol, shown) in self.shows.iter().enumerate() {
            if *shown > best.1 {
                best = (symbol, *shown);
            }
        }
        best
    }

    fn of(steps: &[Step]) -> Self {
        let mut shows = [1.0; SYMBOLS];
        let mut empty = 1.0;
        for step in steps {
            for (shown, symbol) in shows.iter_mut().zip(step) {
                *shown *= symbol + step[BLANK];
            }
            empty *= step[BLANK];
        }
        for shown in &mut shows {
            *shown = (*shown - empty).max(0.0);
        }
        Self { shows, empty }
    }
}

/// Cuts the steps of a strip into cells about `centres` (card pixels along the text, rising), each border where
/// the cells on both sides show most, no further than half a pitch from the middle between two centres.
pub(super) fn cut(strip: &Strip, centres: &[f32], pitch: f32) -> Vec<Cell> {
    let borders: Vec<Vec<usize>> = borders(strip, centres, pitch);
    let mut layers: Vec<Vec<Way>> = vec![
        borders[0]
            .iter()
            .map(|_| Way {
                score: 0.0,
                from: 0,
                cell: Cell::UNSEEN,
            })
            .collect(),
    ];
    for pair in borders.windows(2) {
        let Some(before) = layers.last() else { break };
        let layer = pair[1]
            .iter()
            .map(|end| way(strip, before, &pair[0], *end))
            .collect();
        layers.push(layer);
    }
    walk(&layers)
}

/// The best way to a border.
struct Way {
    score: f32,
    from: usize,
    cell: Cell,
}

fn way(strip: &Strip, before: &[Way], starts: &[usize], end: usize) -> Way {
    let mut best = Way {
        score: f32::NEG_INFINITY,
        from: 0,
        cell: Cell::UNSEEN,
    };
    for (from, (way, start)) in before.iter().zip(starts).enumerate() {
        if *start > end {
            continue;
        }
        let cell = Cell::of(&strip.steps[*start..end]);
        let score = way.score + (cell.best().1 + NOTHING).ln();
        if score > best.score {
            best = Way { score, from, cell };
        }
    }
    best
}

fn walk(layers: &[Vec<Way>]) -> Vec<Cell> {
    let last = layers.last().map_or(&[][..], Vec::as_slice);
    let mut at = (0..last.len())
        .max_by(|a, b| last[*a].score.total_cmp(&last[*b].score))
        .unwrap_or(0);
    let mut cells = Vec::with_capacity(layers.len());
    for layer in layers[1..].iter().rev() {
        cells.push(layer[at].cell);
        at = layer[at].from;
    }
    cells.reverse();
    cells
}

/// The steps at which each border may lie: one more list than there are centres.
fn borders(strip: &Strip, centres: &[f32], pitch: f32) -> Vec<Vec<usize>> {
    let reach = 0.45 * pitch / strip.pace;
    let half = 0.5 * pitch;
    let first = centres.first().map(|c| c - half);
    let between = centres.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
    let last = centres.last().map(|c| c + half);
    let count = strip.steps.len();
    let middles = first.into_iter().chain(between).chain(last);
    middles
        .map(|middle| {
            let middle = strip.step_at(middle);
            let low = (middle - reach).ceil().clamp(0.0, count as f32) as usize;
            let high = (middle + reach).floor().clamp(low as f32, count as f32) as usize;
            (low..=high).collect()
        })
        .collect()
}
