//! Labels in rows that nobody could read: of all that stands on the layout, one contradicts the reader by far the least.

use super::{Caption, fixed_print};
use crate::fuzzy::letters;
use crate::name::FieldName;
use crate::page::Page;
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

/// Words and what they name, and what they cost in nats.
type Guess<'a> = (&'a str, Option<FieldName>, f32);

/// A caption for each row that was not read and has none, where one is likely.
pub(super) fn in_faint_rows(page: &Page<'_>, rule: &SideRule, known: &[Caption]) -> Vec<Caption> {
    let rows = (0..page.rows().len()).filter(|row| known.iter().all(|other| other.row != *row));
    let named = |name: Option<FieldName>| known.iter().any(|other| other.names == name);
    rows.filter_map(|row| {
        let (_, names, _) = likeliest(page, rule, row)?;
        // A label that was read stands where it stands.
        let names = names.filter(|_| !named(names));
        Some(Caption::whole(page, row, names))
    })
    .collect()
}

/// The words that a row holds and nothing else, if they are far ahead of all that name something else.
fn likeliest<'a>(page: &Page<'_>, rule: &'a SideRule, row: usize) -> Option<Guess<'a>> {
    let bearable = |letters: usize| BEARABLE * letters as f32;
    let guesses = fixed_print(rule).filter_map(|(words, names)| {
        // Words that are no guess themselves may be close behind one.
        let cost = page.cost_as_a_whole(row, words, |letters| bearable(letters) + AHEAD)?;
        Some((words, names, cost))
    });
    let mut guesses: Vec<Guess<'a>> = guesses.collect();
    guesses.sort_by(|a, b| a.2.total_cmp(&b.2));
    let (words, names, cost) = *guesses.first()?;
    let other = guesses.iter().find(|guess| guess.1 != names);
    let ahead = other.is_none_or(|other| other.2 > cost + AHEAD);
    let count = letters(words).chars().count();
    (ahead && count >= SHORTEST && cost <= bearable(count)).then_some((words, names, cost))
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
