//! What the recogniser saw, and the characters of its best path.

use std::ops::Range;
use std::sync::Arc;

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

/// The log probability of a class that a reader does not know.
const UNSEEN: f32 = -30.0;

/// The step that begins nearest to a share of the width.
fn nearest_step(share: f32, steps: usize) -> usize {
    (share * steps as f32).round() as usize
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

    /// Its own steps up to a share of the width, and another's of the same line from there; of both alphabets.
    pub(super) fn up_to(&self, end: f32, other: &Self) -> Self {
        let own: Vec<char> = (self.alphabet.iter().copied())
            .filter(|c| other.class(*c).is_none())
            .collect();
        let alphabet: Arc<[char]> = other.alphabet.iter().copied().chain(own).collect();
        let steps = self.steps.min(other.steps);
        let seam = nearest_step(end, steps).min(steps);
        let mut both = Self {
            log_probabilities: vec![UNSEEN; steps * (alphabet.len() + 1)],
            steps,
            alphabet,
        };
        both.write(0..seam, self);
        both.write(seam..steps, other);
        both
    }

    /// Takes steps from a lattice all of whose characters it has.
    fn write(&mut self, steps: Range<usize>, from: &Self) {
        let known = from.alphabet.iter().filter_map(|c| self.class(*c));
        let classes: Vec<usize> = std::iter::once(0).chain(known).collect();
        let whole = self.classes();
        for step in steps {
            let to = &mut self.log_probabilities[step * whole..(step + 1) * whole];
            for (class, value) in classes.iter().zip(from.step(step)) {
                to[*class] = *value;
            }
        }
    }

    /// The most probable class and its log probability at `step`.
    fn best(&self, step: usize) -> (usize, f32) {
        let classes = self.step(step);
        let most = highest(classes);
        let class = classes.iter().position(|class| *class == most);
        class.map_or_else(Default::default, |class| (class, most))
    }

    /// The class of a character.
    pub(crate) fn class(&self, character: char) -> Option<usize> {
        Some(1 + self.alphabet.iter().position(|c| *c == character)?)
    }

    /// The steps between two shares of the line's width.
    pub(crate) fn between(&self, left: f32, right: f32) -> Range<usize> {
        let step = |share| nearest_step(share, self.steps);
        step(left)..step(right).min(self.steps)
    }

    /// The step at which a character of the best path was seen best.
    pub(crate) fn clearest(&self, glyph: &Glyph) -> Option<usize> {
        let class = self.class(glyph.character)?;
        self.between(glyph.left, glyph.right)
            .max_by(|a, b| self.step(*a)[class].total_cmp(&self.step(*b)[class]))
    }

    /// By how many nats a text is less likely than the best path, if some steps say it and nothing else; `None` where
    /// the reader does not know one of its characters.
    pub(crate) fn cost_of(&self, text: &str, steps: Range<usize>) -> Option<f32> {
        let classes: Option<Vec<usize>> = text.chars().map(|c| self.class(c)).collect();
        let classes = classes?;
        // CTC: a blank may stand before each character and after the last; two that are alike have one between.
        let mut ways = vec![f32::INFINITY; 2 * classes.len() + 1];
        ways[0] = 0.0;
        for step in steps {
            let (_, most) = self.best(step);
            let seen = self.step(step);
            for at in (0..ways.len()).rev() {
                let own = at / 2;
                let (blank, skips) = match at % 2 {
                    0 => (true, false),
                    _ => (false, own > 0 && classes[own] != classes[own - 1]),
                };
                let beside = at.checked_sub(1).map_or(f32::INFINITY, |at| ways[at]);
                let over = if skips { ways[at - 2] } else { f32::INFINITY };
                let class = if blank { 0 } else { classes[own] };
                ways[at] = ways[at].min(beside).min(over) + most - seen[class];
            }
        }
        let last = ways.len() - 1;
        Some(ways[last].min(ways[last.saturating_sub(1)]))
    }

    /// The characters of the best path: runs of one class, without blanks.
    pub(super) fn glyphs(&self) -> Vec<Glyph> {
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut before = 0;
        for step in 0..self.steps {
            let (class, log_probability) = self.best(step);
            let right = (step + 1) as f32 / self.steps as f32;
            if class != 0 {
                let confidence = log_probability.exp();
                match glyphs.last_mut() {
                    Some(glyph) if class == before => {
                        glyph.right = right;
                        glyph.confidence = glyph.confidence.max(confidence);
                    }
                    _ => glyphs.push(Glyph {
                        character: self.alphabet[class - 1],
                        confidence,
                        left: step as f32 / self.steps as f32,
                        right,
                        rival: None,
                    }),
                }
            }
            before = class;
        }
        for glyph in &mut glyphs {
            glyph.rival = self.rival(glyph);
        }
        glyphs
    }

    /// The character that is likeliest after a glyph's own where that was seen best.
    fn rival(&self, glyph: &Glyph) -> Option<Rival> {
        let step = self.step(self.clearest(glyph)?);
        let own = self.alphabet.iter().position(|c| *c == glyph.character)?;
        let mut others = (0..self.alphabet.len()).filter(|class| *class != own);
        let first = others.next()?;
        let likeliest = others.fold(first, |a, b| if step[b + 1] > step[a + 1] { b } else { a });
        let (own, rival) = (step[own + 1].exp(), step[likeliest + 1].exp());
        let rest = 1.0 - step[0].exp() - own;
        Some(Rival {
            character: self.alphabet[likeliest],
            odds: rival / own.max(f32::MIN_POSITIVE),
            share: (rival / rest.max(f32::MIN_POSITIVE)).min(1.0),
        })
    }
}

/// The highest of some values, in lanes that a processor compares at once: every class of every step passes here.
fn highest(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let mut lanes = [f32::NEG_INFINITY; 8];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = if *value > *lane { *value } else { *lane };
        }
    }
    let all = lanes.iter().chain(rest).copied();
    all.fold(f32::NEG_INFINITY, f32::max)
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
    /// What it could be instead.
    pub(crate) rival: Option<Rival>,
}

/// The next likely character in the place of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rival {
    /// The character.
    pub(crate) character: char,
    /// Its probability against that of the one that was read.
    pub(crate) odds: f32,
    /// Its share of what is left if the one that was read cannot stand there, 0–1.
    pub(crate) share: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_merge_and_blanks_part() {
        let alphabet: Arc<[char]> = "AB".chars().collect();
        // A A blank A B blank
        let best = [1, 1, 0, 1, 2, 0];
        let row = |class: usize| {
            let mut row = [-5.0_f32; 3];
            row[class] = -0.1;
            row
        };
        let lattice = Lattice {
            log_probabilities: best.into_iter().flat_map(row).collect(),
            steps: 6,
            alphabet,
        };
        let glyphs = lattice.glyphs();
        assert_eq!(crate::read::spelling(&glyphs), "AAB");
        assert_eq!((glyphs[0].left, glyphs[0].right), (0.0, 2.0 / 6.0));
    }

    #[test]
    fn a_rival_has_its_share_of_what_is_neither_a_gap_nor_the_first() {
        let seen = [0.1_f32, 0.6, 0.24, 0.06];
        let lattice = Lattice {
            log_probabilities: seen.map(f32::ln).to_vec(),
            steps: 1,
            alphabet: "O0D".chars().collect(),
        };
        let rival = lattice.glyphs()[0].rival.unwrap();
        assert_eq!(rival.character, '0');
        assert!((rival.odds - 0.4).abs() < 1e-4 && (rival.share - 0.8).abs() < 1e-4);
    }
}
