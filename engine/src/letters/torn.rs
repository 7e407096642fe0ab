//! Words that the reader was torn about, beside words that are known to stand on the card.

use super::capital_of;
use super::spelt_out::{SPELT_OUT, two_letters};
use crate::fuzzy::fold;
use crate::read::Line;

/// A mark that the reader saw less of than this, against the plain letter, is none: the word may have a letter that
/// the reader dropped.
const SEEN: f32 = 0.002;
/// The odds of a known word's letter, against another one that was read in its place, from which the reader was torn.
const TORN: f32 = 0.02;
/// More letters than this that are spelt with two are in no word.
const PAIRS: usize = 3;
/// One letter of so many may be read as another; of shorter words none.
const ONE_OF: usize = 4;

/// A letter that stands for what was read at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    pub(super) at: usize,
    pub(super) letter: char,
    pub(super) probability: f32,
    /// Whether it is another letter, and not the same with a mark.
    pub(super) other: bool,
}

/// A line beside words that are known to stand on the card.
pub(super) struct Print<'a> {
    pub(super) line: &'a Line,
    /// The letters with marks that the state writes.
    pub(super) own: &'static str,
    /// Whether the words are proven, so that letters may be taken for others, and not only given marks.
    pub(super) proven: bool,
}

impl Print<'_> {
    /// What makes words of the line known ones: these are in plain capitals, with two letters where a zone has two for one.
    pub(super) fn changes(&self, words: &[&str]) -> Vec<Change> {
        let glyphs = self.line.glyphs.iter().enumerate();
        let signs: Vec<(usize, char)> = glyphs.map(|(at, g)| (at, g.character)).collect();
        let is_sign = |c: char| !c.is_alphanumeric() && !is_apostrophe(c);
        let printed = signs.split(|(_, c)| is_sign(*c));
        let changes = printed.flat_map(|print| self.matched(print, words));
        changes.collect()
    }

    /// What makes `print` a known word, if there is one way that changes least.
    fn matched(&self, print: &[(usize, char)], words: &[&str]) -> Vec<Change> {
        let letters = print.iter().filter(|(_, c)| !is_apostrophe(*c));
        let letters: Vec<(usize, char)> = letters.copied().collect();
        let mut ways = Vec::new();
        let others = usize::from(self.proven) * letters.len() / ONE_OF;
        let fits = |word: &&&str| (letters.len()..=letters.len() + PAIRS).contains(&word.len());
        for word in words.iter().filter(fits) {
            self.follow(&letters, word, (&mut Vec::new(), others), &mut ways);
        }
        let least = ways.iter().map(Vec::len).min().unwrap_or(0);
        ways.retain(|way| way.len() == least);
        ways.dedup();
        match ways.as_slice() {
            [only] => only.clone(),
            _ => Vec::new(),
        }
    }

    /// Lays the rest of a printed word along the rest of a known one; so many `others` may still be changed.
    fn follow(
        &self,
        print: &[(usize, char)],
        word: &str,
        (found, others): (&mut Vec<Change>, usize),
        ways: &mut Vec<Vec<Change>>,
    ) {
        let Some((&(at, letter), rest)) = print.split_first() else {
            if word.is_empty() {
                ways.push(found.clone());
            }
            return;
        };
        for wanted in spellings(word) {
            let word = &word[wanted.len()..];
            if says(letter, wanted) {
                self.follow(rest, word, (found, others), ways);
            } else if let Some(change) = self.change(at, wanted)
                && others >= usize::from(change.other)
            {
                found.push(change);
                let left = others - usize::from(change.other);
                self.follow(rest, word, (found, left), ways);
                found.pop();
            }
        }
    }

    /// The likeliest letter that the state writes and the word has so, if the reader saw enough of it.
    fn change(&self, at: usize, wanted: &str) -> Option<Change> {
        let (glyph, lattice) = (self.line.glyphs[at], &self.line.lattice);
        let step = lattice.step(lattice.clearest(&glyph)?);
        let seen = |class: usize| step[class].exp();
        let capital = !glyph.character.is_lowercase();
        let fits = |letter: char| {
            letter.is_uppercase() == capital
                && says(letter, wanted)
                && (letter.is_ascii() || self.own.contains(capital_of(letter)))
        };
        let classes = (1..).zip(lattice.alphabet.iter().copied());
        let family = classes.clone().filter(|(_, letter)| fits(*letter));
        let (class, letter) = family.max_by(|a, b| seen(a.0).total_cmp(&seen(b.0)))?;
        let same = |c: char| fold(c).eq(fold(glyph.character));
        let other = !same(letter);
        // A mark is weighed against the letter without one in both its sizes.
        let read = classes.filter(|(_, c)| *c == glyph.character || !other && c.is_ascii());
        let read = read.filter(|(_, c)| same(*c));
        let read: f32 = read.map(|(class, _)| seen(class)).sum();
        let least = if other { TORN } else { SEEN };
        let marked = glyph.character.is_alphabetic() && !glyph.character.is_ascii();
        let torn = seen(class) >= least * read && (other || !marked);
        torn.then(|| Change {
            at,
            letter,
            probability: seen(class),
            other,
        })
    }
}

/// What the next letters of a word may spell: one letter of print.
fn spellings(word: &str) -> impl Iterator<Item = &str> {
    let two = word.get(..2);
    let two = two.filter(|two| SPELT_OUT.iter().any(|(_, pair)| pair == two));
    word.get(..1).into_iter().chain(two)
}

/// Whether a known word has these letters for one of print.
fn says(letter: char, wanted: &str) -> bool {
    match wanted.len() {
        1 => fold(letter).eq(wanted.chars()),
        _ => two_letters(letter) == Some(wanted),
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::page::tests::line;
    use crate::read::Lattice;

    /// A line whose letters were seen one a step, with traces of others.
    pub(crate) fn seen(read: &str, traces: &[(usize, char)], odds: f32) -> Line {
        let letters: Vec<char> = read.chars().collect();
        let mut alphabet: Vec<char> = letters.to_vec();
        alphabet.extend(('A'..='Z').chain("ÄÖÜงย".chars()));
        alphabet.sort_unstable();
        alphabet.dedup();
        let share = |at: usize, letter: char| match letters[at] == letter {
            true => 0.9,
            false if traces.contains(&(at, letter)) => odds,
            false => 1e-6,
        };
        let steps = (0..letters.len()).flat_map(|at| {
            let classes: Vec<f32> = alphabet.iter().map(|l| share(at, *l)).collect();
            std::iter::once(1e-6).chain(classes)
        });
        let mut line = line(read, 0.0, 0.0, 20.0);
        line.lattice = Lattice {
            log_probabilities: steps.map(f32::ln).collect(),
            steps: letters.len(),
            alphabet: alphabet.into(),
        };
        line
    }
}
