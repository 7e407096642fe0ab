//! Finds fixed words in a line that is too faint to be read letter by letter.
//!
//! A reader that cannot tell which letter stands in a place still says which letters may. Words that are known
//! beforehand need no more: they are laid along the line where they contradict the reader least.

use std::ops::Range;
use std::sync::Arc;

use crate::fuzzy::{Folded, Hit, fold};
use crate::read::{Glyph, Lattice};

/// Letters and digits that are told apart, and last the gap: no letter at all.
const SYMBOLS: usize = 36;
const GAP: usize = SYMBOLS;
/// What a whole mistake of [`crate::fuzzy`] costs here, in nats that the words are less likely than the best path.
const MISTAKE: f32 = 3.0;
/// What one step may cost at most: a reader can be sure and wrong.
const MOST: f32 = 6.0;

/// Which symbol each class of a reader stands for.
pub(crate) struct Sounds(Vec<Option<usize>>);

impl Sounds {
    /// Those of a reader with this alphabet.
    pub(crate) fn of(alphabet: &[char]) -> Self {
        let letters = alphabet.iter().map(|letter| match fold(*letter).next() {
            Some(plain) => symbol(plain),
            None => Some(GAP),
        });
        Self(std::iter::once(Some(GAP)).chain(letters).collect())
    }
}

/// The sounds of the reader that was asked last: lines of one page have one or two readers.
#[derive(Default)]
pub(crate) struct Hearing(Option<(Arc<[char]>, Sounds)>);

impl Hearing {
    /// Those of a line's reader.
    pub(crate) fn of(&mut self, lattice: &Lattice) -> &Sounds {
        let alphabet = &lattice.alphabet;
        let last = self.0.take_if(|(of, _)| of == alphabet);
        let known = last.unwrap_or_else(|| (Arc::clone(alphabet), Sounds::of(alphabet)));
        &self.0.insert(known).1
    }
}

fn symbol(plain: char) -> Option<usize> {
    match plain {
        'A'..='Z' => Some(plain as usize - 'A' as usize),
        '0'..='9' => Some(26 + plain as usize - '0' as usize),
        _ => None,
    }
}

/// A faint line: what each symbol would cost at each of its steps.
pub(crate) struct Faint {
    /// The steps with their numbers; of blank ones that follow one another only the first.
    steps: Vec<(usize, Costs)>,
    /// The number of all steps.
    count: usize,
    /// The least that each symbol costs anywhere.
    least: Costs,
}

/// What each symbol costs at a step.
type Costs = [f32; SYMBOLS + 1];

/// The cheapest way to some state of the words, and the step where it began.
type Way = (f32, usize);

const NOWHERE: Way = (f32::INFINITY, 0);

impl Faint {
    /// A line's lattice, folded as fixed words are.
    pub(crate) fn new(lattice: &Lattice, sounds: &Sounds) -> Self {
        Self::part(lattice, 0..lattice.steps, sounds)
    }

    /// The same of some of its steps.
    pub(crate) fn part(lattice: &Lattice, steps: Range<usize>, sounds: &Sounds) -> Self {
        let steps = steps.map(|step| (step, folded(lattice.step(step), sounds)));
        let mut steps: Vec<(usize, Costs)> = steps.collect();
        steps.dedup_by(|next, last| is_blank(&next.1) && is_blank(&last.1));
        let mut least = [MOST; SYMBOLS + 1];
        for (_, costs) in &steps {
            least
                .iter_mut()
                .zip(costs)
                .for_each(|(a, b)| *a = a.min(*b));
        }
        Self {
            steps,
            count: lattice.steps,
            least,
        }
    }

    /// The likeliest place of `words` among `glyphs`, the letters that were read of the line.
    pub(crate) fn find(&self, words: &Folded, glyphs: &[Glyph]) -> Option<Hit> {
        let bearable = words.bearable() * MISTAKE;
        // Most words fall here, after a few letters that stand nowhere in the line.
        words.letters().try_fold(0.0, |sum, letter| {
            let sum = sum + self.least[symbol(letter)?];
            (sum <= bearable).then_some(sum)
        })?;
        let letters: Vec<usize> = words.letters().filter_map(symbol).collect();
        if letters.is_empty() {
            return None;
        }
        let (cost, first, last) = self.cheapest(&letters, bearable)?;
        let steps = self.count as f32;
        let inside = |glyph: &Glyph| {
            let middle = (glyph.left + glyph.right) / 2.0 * steps;
            middle > first as f32 - 0.5 && middle < last as f32 + 1.5
        };
        let start = glyphs.iter().position(inside)?;
        let end = glyphs.iter().rposition(inside)? + 1;
        words.laid(start, end, cost / MISTAKE)
    }

    /// What `words` cost if they are all that the line says; `None` where that is more than is bearable.
    pub(crate) fn whole(&self, words: &Folded, bearable: f32) -> Option<f32> {
        let letters: Option<Vec<usize>> = words.letters().map(symbol).collect();
        let letters = letters.filter(|letters| !letters.is_empty())?;
        let ahead = self.ahead(&letters);
        let least = self.least[letters[0]] + ahead[0];
        if least > bearable {
            return None;
        }
        let mut ways = vec![Ways::default(); letters.len()];
        let (mut before, mut reached) = (0.0, 1);
        for (step, costs) in &self.steps {
            advance(&mut ways[..reached], &letters, costs, (before, *step));
            before += costs[GAP];
            // Most words are given up after a few steps: what is laid of them costs too much already.
            let borne = |at: &usize| ways[*at].on.0.min(ways[*at].after.0) + ahead[*at] <= bearable;
            let farthest = (0..reached).rfind(borne);
            if farthest.is_none() && before + least > bearable {
                return None;
            }
            reached = farthest.map_or(1, |at| (at + 2).min(letters.len()));
        }
        let last = ways[letters.len() - 1];
        let (cost, _) = cheaper(last.on, last.after);
        (cost <= bearable).then_some(cost)
    }

    /// The least cost of the letters along the line, and their first and last step.
    fn cheapest(&self, letters: &[usize], bearable: f32) -> Option<(f32, usize, usize)> {
        let mut ways = vec![Ways::default(); letters.len()];
        let mut best: Option<(f32, usize, usize)> = None;
        let ahead = self.ahead(letters);
        // How many letters can have been laid: the costs of most words end the search after a few.
        let mut reached = 1;
        for (step, costs) in &self.steps {
            advance(&mut ways[..reached], letters, costs, (0.0, *step));
            let borne = |at: &usize| ways[*at].on.0.min(ways[*at].after.0) + ahead[*at] <= bearable;
            reached = (0..reached).rfind(borne).map_or(0, |at| at + 1);
            reached = (reached + 1).min(letters.len());
            let (cost, first) = ways[letters.len() - 1].on;
            if cost <= bearable && best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, first, *step));
            }
        }
        best
    }

    /// What the letters after each cost at least.
    fn ahead(&self, letters: &[usize]) -> Vec<f32> {
        let mut sum = 0.0;
        let mut ahead: Vec<f32> = letters
            .iter()
            .rev()
            .map(|letter| {
                let after = sum;
                sum += self.least[*letter];
                after
            })
            .collect();
        ahead.reverse();
        ahead
    }
}

/// The cheapest ways to lay the letters up to one: with the last step on it, and on the gap after it.
#[derive(Clone, Copy)]
struct Ways {
    on: Way,
    after: Way,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            on: NOWHERE,
            after: NOWHERE,
        }
    }
}

/// One step further along the line, which a `new` way may begin with.
fn advance(ways: &mut [Ways], letters: &[usize], costs: &Costs, new: Way) {
    let mut before = Ways::default();
    for (at, way) in ways.iter_mut().enumerate() {
        let own = *way;
        let entered = match at {
            0 => new,
            // CTC: the same letter twice has a gap between.
            _ if letters[at - 1] == letters[at] => before.after,
            _ => cheaper(before.on, before.after),
        };
        let (on, after) = (cheaper(own.on, entered), cheaper(own.on, own.after));
        way.on = (on.0 + costs[letters[at]], on.1);
        way.after = (after.0 + costs[GAP], after.1);
        before = own;
    }
}

fn cheaper(a: Way, b: Way) -> Way {
    if b.0 < a.0 { b } else { a }
}

/// Whether no letter can stand at a step.
fn is_blank(costs: &Costs) -> bool {
    costs[GAP] == 0.0 && costs[..SYMBOLS].iter().all(|cost| *cost >= MOST)
}

/// How much less likely than the likeliest each symbol is.
fn folded(step: &[f32], sounds: &Sounds) -> Costs {
    let mut best = [f32::NEG_INFINITY; SYMBOLS + 1];
    for (probability, symbol) in step.iter().zip(&sounds.0) {
        if let Some(symbol) = symbol {
            best[*symbol] = best[*symbol].max(*probability);
        }
    }
    let likeliest = step.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    best.map(|own| (likeliest - own).min(MOST))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A reader of four steps a letter that is torn between the letters at one place of several texts.
    pub(crate) fn torn(texts: &[&str]) -> (Lattice, Vec<Glyph>) {
        let alphabet: Arc<[char]> = ('A'..='Z').chain('a'..='z').chain([' ']).collect();
        let letters: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
        let (count, classes) = (letters[0].len(), alphabet.len() + 1);
        let mut log_probabilities = vec![-12.0; 4 * count * classes];
        let class = |letter: char| 1 + alphabet.iter().position(|a| *a == letter).unwrap();
        for at in 0..count {
            for step in [4 * at, 4 * at + 1, 4 * at + 3] {
                log_probabilities[step * classes] = -0.1;
            }
            for (rank, text) in letters.iter().enumerate() {
                log_probabilities[(4 * at + 2) * classes + class(text[at])] =
                    -0.6 - 0.4 * rank as f32;
            }
        }
        let glyphs = (0..count).map(|at| Glyph {
            character: letters[0][at],
            confidence: 0.3,
            left: at as f32 / count as f32,
            right: (at + 1) as f32 / count as f32,
            rival: None,
        });
        let glyphs = glyphs.collect();
        let lattice = Lattice {
            log_probabilities,
            steps: 4 * count,
            alphabet,
        };
        (lattice, glyphs)
    }

    fn find(words: &str, texts: &[&str]) -> Option<(usize, usize)> {
        let (lattice, glyphs) = torn(texts);
        let faint = Faint::new(&lattice, &Sounds::of(&lattice.alphabet));
        let hit = faint.find(&Folded::new(words), &glyphs)?;
        Some((hit.start, hit.end))
    }

    #[test]
    fn known_words_are_found_where_the_reader_holds_them_for_possible() {
        let torn = ["xx Natanuhdatut", "xx Nacionalidad"];
        assert_eq!(find("Nacionalidad", &torn), Some((3, 15)));
        assert_eq!(
            find("NACIONALIDAD", &torn),
            Some((3, 15)),
            "case and marks do not count"
        );
        assert_eq!(
            Folded::new(torn[0]).find(&Folded::new("Nacionalidad")),
            None,
            "reading loses it"
        );
    }

    #[test]
    fn words_are_a_whole_line_where_nothing_else_is_left_of_it() {
        let whole = |words: &str| {
            let (lattice, _) = torn(&["Natanuhdatut", "Nacionalidad"]);
            let faint = Faint::new(&lattice, &Sounds::of(&lattice.alphabet));
            faint.whole(&Folded::new(words), 9.0)
        };
        assert!(whole("NACIONALIDAD").is_some_and(|cost| cost < 5.0));
        assert_eq!(whole("Nacional"), None, "four letters are left");
        assert_eq!(whole("Estaturas"), None);
        assert_eq!(whole(""), None);
    }

    #[test]
    fn words_that_the_reader_rules_out_are_not_found() {
        assert_eq!(
            find("Nacionalidad", &["xx Natanuhdatut", "xx Natanuhdatut"]),
            None
        );
        assert_eq!(
            find("Estatura", &["xx Natanuhdatut", "xx Nacionalidad"]),
            None
        );
        assert_eq!(
            find("Nac", &["xx Natanuhdatut", "xx Nacionalidad"]),
            None,
            "too short to be told from chance"
        );
    }

    #[test]
    fn a_letter_twice_needs_its_gap() {
        assert_eq!(find("Hanna", &["Hanna"]), Some((0, 5)));
        assert_eq!(find("Hannna", &["Hanna"]), None);
    }

    #[test]
    fn letters_that_a_reader_does_not_know_are_nowhere() {
        assert_eq!(find("ที่อยู่", &["xx Natanuhdatut"]), None);
        assert_eq!(find("", &["xx Natanuhdatut"]), None);
    }
}
