//! Reads patches into lines of characters.

use std::sync::Arc;

use crate::text::Patch;

/// What the recogniser saw: the probability of each class at each step along the line.
#[derive(Debug, Clone)]
pub(crate) struct Lattice {
    /// Natural logarithms, `steps × classes`, row-major; class 0 is the CTC blank, class `k` is
    /// `alphabet[k - 1]`.
    pub(crate) log_probabilities: Vec<f32>,
    /// The number of steps; step `t` covers the share `t/steps..(t+1)/steps` of the patch's width.
    pub(crate) steps: usize,
    /// The characters of the classes after the blank.
    pub(crate) alphabet: Arc<[char]>,
}

impl Lattice {
    /// The number of classes, blank included.
    pub(crate) fn classes(&self) -> usize {
        self.alphabet.len() + 1
    }

    /// The classes' log probabilities at `step`.
    pub(crate) fn step(&self, step: usize) -> &[f32] {
        let classes = self.classes();
        &self.log_probabilities[step * classes..(step + 1) * classes]
    }
}

/// One character of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// The character.
    pub(crate) character: char,
    /// The recogniser's probability, 0–1.
    pub(crate) confidence: f32,
    /// Left edge as a share of the patch's width, 0–1.
    pub(crate) left: f32,
    /// Right edge as a share of the patch's width, 0–1.
    pub(crate) right: f32,
}

/// A patch and what is written in it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Where it stands on the card.
    pub(crate) patch: Patch,
    /// The characters of the best path.
    pub(crate) text: String,
    /// How sure the recogniser is of the whole line: the lowest of its glyphs, 0–1.
    pub(crate) confidence: f32,
    /// Each character with its place.
    pub(crate) glyphs: Vec<Glyph>,
    /// What they came from.
    pub(crate) lattice: Lattice,
}
