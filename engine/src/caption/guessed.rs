//! Labels in rows that nobody could read: of all that stands on the layout, one contradicts the reader by far the least.

use super::{Caption, fixed_print};
use crate::fuzzy::Folded;
use crate::name::FieldName;
use crate::page::Page;
use crate::spot::Faint;
use crate::template::SideRule;

/// Nats a letter that words may be less likely than what was read. Of 39 rows of drawn photographs that are taken for
/// fixed words so, 33 are right by the truth; the others are print that the truth leaves out, or close to it.
const BEARABLE: f32 = 1.5;
/// Nats that the likeliest words must be ahead of all that name something else.
const AHEAD: f32 = 6.0;
/// Shorter words are laid along any row.
const SHORTEST: usize = 6;
/// How like the words such a row is held to be: enough to trust its value, and less than what was read letter by letter.
const LIKENESS: f32 = 0.8;

/// Fixed words of the layout, and what they name.
struct Guess<'a> {
    words: &'a Folded,
    names: Option<FieldName>,
    letters: usize,
}

/// A caption for each row that was not read and has none, where one is likely.
pub(super) fn in_faint_rows(page: &Page<'_>, rule: &SideRule, known: &[Caption]) -> Vec<Caption> {
    let rows = page.rows().iter().enumerate();
    let nameless = |row: usize| known.iter().all(|other| other.row != row);
    let faint: Vec<(usize, &Faint)> = rows
        .filter(|(row, _)| nameless(*row))
        .filter_map(|(number, row)| Some((number, row.faint()?)))
        .collect();
    if faint.is_empty() {
        return Vec::new();
    }
    let guesses: Vec<Guess<'_>> = guesses(page, rule).collect();
    let likely = faint.into_iter().filter_map(|(row, faint)| {
        let names = likeliest(faint, &guesses)?.names;
        // A label that was read stands where it stands.
        let named = known.iter().any(|other| other.names == names);
        Some(Caption::whole(page, row, names.filter(|_| !named)))
    });
    likely.collect()
}

fn guesses<'a>(page: &'a Page<'_>, rule: &'a SideRule) -> impl Iterator<Item = Guess<'a>> {
    fixed_print(rule).filter_map(|(words, names)| {
        let words = page.folded(words)?;
        let letters = words.letters().count();
        Some(Guess {
            words,
            names,
            letters,
        })
    })
}

/// The words that a row holds and nothing else, if they are far ahead of all that name something else.
fn likeliest<'a>(row: &Faint, guesses: &'a [Guess<'a>]) -> Option<&'a Guess<'a>> {
    let mut best: Option<(&Guess<'_>, f32)> = None;
    for guess in guesses.iter().filter(|guess| guess.letters >= SHORTEST) {
        let bound = best.map_or(f32::INFINITY, |(_, cost)| cost);
        if let Some(cost) = row.whole(guess.words, guess.bearable().min(bound)) {
            best = Some((guess, cost));
        }
    }
    let (best, cost) = best?;
    // Words that are no guess themselves may be close behind one.
    let close = |other: &Guess<'_>| {
        let bound = other.bearable().min(cost) + AHEAD;
        other.names != best.names && row.whole(other.words, bound).is_some()
    };
    (!guesses.iter().any(close)).then_some(best)
}

impl Guess<'_> {
    /// What it may cost.
    fn bearable(&self) -> f32 {
        BEARABLE * self.letters as f32
    }
}

impl Caption {
    /// A row that is fixed print as a whole.
    fn whole(page: &Page<'_>, row: usize, names: Option<FieldName>) -> Self {
        let end = page.rows()[row].glyphs.len();
        Self {
            row,
            start: 0,
            end,
            close: end,
            names,
            likeness: LIKENESS,
            strength: 0.0,
        }
    }
}
