//! Labels in rows that nobody could read: of all that stands on the layout, one contradicts the reader by far the least.

use super::{Caption, fixed_print};
use crate::fuzzy::Folded;
use crate::name::FieldName;
use crate::page::Page;
use crate::spot::Faint;
use crate::template::{Anchor, SideRule};

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
#[derive(Clone, Copy)]
pub(crate) struct Guess<'a> {
    text: &'a str,
    words: &'a Folded,
    names: Option<FieldName>,
    letters: usize,
}

/// The fixed words that rows which nobody could read are likeliest to hold, of a page whose anchors were looked for.
pub(crate) fn likely_in_faint_rows<'a>(page: &'a Page<'_>, rule: &'a SideRule) -> Vec<Guess<'a>> {
    let anchors = || rule.anchors.iter().flat_map(|anchor| &anchor.any);
    let read = |row: usize| {
        let mut sights = anchors().flat_map(|words| page.sights(words));
        sights.any(|sight| sight.row == row)
    };
    let rows = page.rows().iter().enumerate();
    let unread = rows.filter(|(number, _)| !read(*number));
    let faint: Vec<&Faint> = unread.filter_map(|(_, row)| row.faint()).collect();
    if faint.is_empty() {
        return Vec::new();
    }
    let guesses: Vec<Guess<'a>> = guesses(page, rule).collect();
    let likely = (faint.into_iter()).filter_map(|row| likeliest(row, &guesses, are_the_same));
    likely.copied().collect()
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
        let names = likeliest(faint, &guesses, |one, other| one.names == other.names)?.names;
        // A label that was read stands where it stands.
        let named = known.iter().any(|other| other.names == names);
        Some(Caption::whole(page, row, names.filter(|_| !named)))
    });
    likely.collect()
}

fn guesses<'a>(page: &'a Page<'_>, rule: &'a SideRule) -> impl Iterator<Item = Guess<'a>> {
    fixed_print(rule).filter_map(|(text, names)| {
        let words = page.folded(text)?;
        let letters = words.letters().count();
        Some(Guess {
            text,
            words,
            names,
            letters,
        })
    })
}

/// The words that a row holds and nothing else, if they are far ahead of all that are not the same.
fn likeliest<'g, 'a>(
    row: &Faint,
    guesses: &'g [Guess<'a>],
    is_the_same: fn(&Guess<'_>, &Guess<'_>) -> bool,
) -> Option<&'g Guess<'a>> {
    let mut best: Option<(&Guess<'a>, f32)> = None;
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
        !is_the_same(other, best) && row.whole(other.words, bound).is_some()
    };
    (!guesses.iter().any(close)).then_some(best)
}

/// Whether both are labels of one field, or the same words.
fn are_the_same(one: &Guess<'_>, other: &Guess<'_>) -> bool {
    one.text == other.text || (one.names.is_some() && one.names == other.names)
}

impl Guess<'_> {
    /// Whether it is an anchor, in whatever language of a label.
    pub(crate) fn is(&self, anchor: &Anchor, rule: &SideRule) -> bool {
        let field = self.names.and_then(|name| rule.fields.get(&name));
        let labels = field.map_or(&[][..], |field| &field.labels);
        let own = |words: &String| words == self.text || labels.contains(words);
        anchor.any.iter().any(own)
    }

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
