//! One row of an MRZ as the recogniser saw it, over the 37 symbols alone.

use mrz::{ALPHABET, FILLER};

use crate::geometry::{Point, Quad};
use crate::read::Line;

/// How many symbols an MRZ has.
pub(super) const SYMBOLS: usize = ALPHABET.len();
/// The place of CTC's blank among a step's probabilities.
pub(super) const BLANK: usize = SYMBOLS;
/// The filler's place among the symbols.
pub(super) const FILL: usize = SYMBOLS - 1;

/// Probabilities at one step: the symbols in the order of [`ALPHABET`], then the blank.
pub(super) type Step = [f32; SYMBOLS + 1];

/// A row: one patch, or several side by side.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    /// Around the row, in card pixels.
    pub(super) quad: Quad,
    /// Where the first step begins along the text, in card pixels.
    pub(super) start: f32,
    /// Card pixels a step.
    pub(super) pace: f32,
    /// What each step shows.
    pub(super) steps: Vec<Step>,
}

/// A symbol of the best path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spike {
    /// Which symbol, as its place in [`ALPHABET`].
    pub(super) symbol: usize,
    /// Its middle along the text, in card pixels.
    pub(super) at: f32,
    /// Its highest probability.
    pub(super) weight: f32,
}

/// The direction of the text and the one across it, as unit vectors.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    along: Point,
}

impl Axis {
    /// The mean direction of some quads; to the right when there are none.
    pub(super) fn of<'a>(quads: impl Iterator<Item = &'a Quad>) -> Self {
        let (x, y) = quads.fold((0.0, 0.0), |(x, y), quad| {
            let [tl, tr, br, bl] = quad.0;
            (x + tr.x - tl.x + br.x - bl.x, y + tr.y - tl.y + br.y - bl.y)
        });
        let length = f32::hypot(x, y);
        let along = if length > 0.0 {
            Point::new(x / length, y / length)
        } else {
            Point::new(1.0, 0.0)
        };
        Self { along }
    }

    /// How far along the text a point lies.
    pub(super) fn along(&self, point: Point) -> f32 {
        point.x * self.along.x + point.y * self.along.y
    }

    /// How far down across the text a point lies.
    pub(super) fn across(&self, point: Point) -> f32 {
        point.y * self.along.x - point.x * self.along.y
    }
}

impl Strip {
    /// The strip of a line; `None` for a line without steps or width.
    pub(super) fn of(line: &Line, axis: &Axis) -> Option<Self> {
        let [tl, tr, br, bl] = line.patch.quad.0;
        let start = axis.along(tl.toward(bl, 0.5));
        let width = axis.along(tr.toward(br, 0.5)) - start;
        let count = line.lattice.steps;
        if count == 0 || width <= 0.0 {
            return None;
        }
        let places: Vec<Option<usize>> = line.lattice.alphabet.iter().map(|c| place(*c)).collect();
        let steps = (0..count)
            .map(|t| fold(line.lattice.step(t), &places))
            .collect();
        Some(Self {
            quad: line.patch.quad,
            start,
            pace: width / count as f32,
            steps,
        })
    }

    /// Where the last step ends along the text.
    pub(super) fn end(&self) -> f32 {
        self.start + self.pace * self.steps.len() as f32
    }

    /// This strip and one to its right as one; what lies between was never looked at.
    pub(super) fn join(mut self, right: &Self) -> Self {
        let gap = ((right.start - self.end()) / self.pace).round();
        let mut unseen = [0.0; SYMBOLS + 1];
        unseen[BLANK] = 1.0;
        let kept = if gap >= 0.0 {
            self.steps.extend(std::iter::repeat_n(unseen, gap as usize));
            &right.steps[..]
        } else {
            &right.steps[right.steps.len().min(-gap as usize)..]
        };
        // Patches of one row differ little in scale; steps are resampled to the left one's pace.
        let count = (kept.len() as f32 * right.pace / self.pace).round() as usize;
        self.steps
            .extend((0..count).map(|t| kept[(t * kept.len() / count).min(kept.len() - 1)]));
        let ([tl, _, _, bl], [_, tr, br, _]) = (self.quad.0, right.quad.0);
        self.quad = Quad([tl, tr, br, bl]);
        self
    }

    /// The best path: the likeliest class of each step, repeats merged, blanks dropped.
    pub(super) fn spikes(&self) -> Vec<Spike> {
        let mut spikes: Vec<Spike> = Vec::new();
        let (mut last, mut mass) = (BLANK, 0.0);
        for (t, step) in self.steps.iter().enumerate() {
            let best = best(step);
            if best != BLANK {
                let (at, weight) = (self.at(t as f32 + 0.5), step[best]);
                match spikes.last_mut() {
                    Some(spike) if last == best => {
                        spike.at = (spike.at * mass + at * weight) / (mass + weight);
                        spike.weight = spike.weight.max(weight);
                        mass += weight;
                    }
                    _ => {
                        spikes.push(Spike {
                            symbol: best,
                            at,
                            weight,
                        });
                        mass = weight;
                    }
                }
            }
            last = best;
        }
        spikes
    }

    /// The place along the text of a place among the steps, in card pixels.
    pub(super) fn at(&self, step: f32) -> f32 {
        self.start + self.pace * step
    }

    /// The inverse of [`Strip::at`].
    pub(super) fn step_at(&self, along: f32) -> f32 {
        (along - self.start) / self.pace
    }
}

/// The place of a character in [`ALPHABET`].
pub(super) fn symbol(byte: u8) -> Option<usize> {
    match byte {
        b'0'..=b'9' => Some(usize::from(byte - b'0')),
        b'A'..=b'Z' => Some(usize::from(byte - b'A') + 10),
        FILLER => Some(FILL),
        _ => None,
    }
}

/// The text of some spikes.
pub(super) fn text(spikes: &[Spike]) -> String {
    spikes
        .iter()
        .map(|spike| char::from(ALPHABET[spike.symbol]))
        .collect()
}

fn best(step: &Step) -> usize {
    let mut best = BLANK;
    for (class, probability) in step.iter().enumerate() {
        if *probability > step[best] {
            best = class;
        }
    }
    best
}

/// Which symbol a recogniser's character stands for: readers of print see `<` as `‹` and know small letters.
fn place(character: char) -> Option<usize> {
    match character {
        ' ' => Some(BLANK),
        '‹' | '«' => symbol(FILLER),
        _ => {
            let byte = u8::try_from(character.to_ascii_uppercase()).ok()?;
            symbol(byte)
        }
    }
}

fn fold(row: &[f32], places: &[Option<usize>]) -> Step {
    let mut step = [0.0; SYMBOLS + 1];
    step[BLANK] = row[0].exp();
    for (log, place) in row[1..].iter().zip(places) {
        // Below e⁻¹² a class is no evidence for anything, and exp is the cost of this function.
        if let (Some(place), true) = (place, *log > -12.0) {
            step[*place] += log.exp();
        }
    }
    step
}
