//! The rows that go on with a value under its first.

use super::Reader;
use super::candidate::{Candidate, LEGIBLE};
use crate::caption::Caption;
use crate::name::FieldName;
use crate::page::{Piece, Row};
use crate::place::LEVEL;
use crate::template::{FieldRule, Format, Place};

/// Rows of one value are less than this apart, in heights.
const LEADING: f32 = 1.35;
/// A row that could not be read is a value's all the same where it follows this closely, in heights, is as high as the
/// value, not as a label, and shows so many letters.
const CLOSE: f32 = 0.6;
const AS_HIGH: std::ops::Range<f32> = 0.8..1.25;
const WORD: usize = 3;

impl Reader<'_> {
    /// A candidate, and with the rows that follow under it.
    pub(super) fn downward(
        &self,
        name: FieldName,
        rule: &FieldRule,
        first: Candidate,
    ) -> Vec<Candidate> {
        let begin = first.pieces.first();
        let (mut row, mut value) = begin.map_or((0, 0), |piece| (piece.row, piece.start));
        let (mut all, mut rows) = (vec![first], 1);
        let under = |row, value| self.page.under(row, value, LEADING);
        while let Some(next) = under(row, value).filter(|_| rows < rule.lines) {
            let Some(piece) = self.goes_on(rule, next) else {
                let unfinished = self.is_unread(row, next);
                all.iter_mut().for_each(|one| one.unfinished = unfinished);
                break;
            };
            let shorter = &all[all.len() - 1];
            // A row may be two: `MONTERREY,` and `N.L.`
            let wide = self.with_the_next(rule, &piece);
            let Some(longer) = self.longer(name, rule, shorter, self.addition(piece)) else {
                break;
            };
            let wide = wide.and_then(|wide| self.longer(name, rule, shorter, wide));
            all.extend([longer].into_iter().chain(wide));
            (row, value) = (next, 0);
            rows += 1;
        }
        all
    }

    /// Whether a row that follows closely under another, as high as that, shows letters that nobody could read.
    fn is_unread(&self, row: usize, next: usize) -> bool {
        let (over, under) = (&self.page.rows()[row], &self.page.rows()[next]);
        let piece = self.page.whole(next);
        let letters = piece.text.chars().filter(|c| c.is_alphabetic());
        let gap = under.bounds[1] - over.bounds[3];
        gap < CLOSE * over.height()
            && AS_HIGH.contains(&(under.height() / over.height()))
            && letters.count() >= WORD
            && piece.confidence(self.page) < LEGIBLE
            && !self.is_fixed(&piece)
            && !self.is_beside_a_label(next)
    }

    /// What of a row a value above it goes on with, if that is none of its own.
    pub(super) fn goes_on(&self, rule: &FieldRule, row: usize) -> Option<Piece> {
        let piece = self.opened(self.page.whole(row));
        let named = is_of_words(rule) && piece.text.contains(':');
        let labelled = self.is_beside_a_label(row);
        let other = named || labelled || self.is_fixed(&piece) || is_number(&piece.text);
        let legible = piece.confidence(self.page) >= LEGIBLE;
        (!other && legible).then(|| self.with_commas(rule, piece))
    }

    /// Whether a row stands to the right of a label whose value stands there and not in the label's own row.
    fn is_beside_a_label(&self, row: usize) -> bool {
        let own = &self.page.rows()[row];
        let to_the_right = |caption: &Caption| {
            let rule = caption.names.and_then(|name| self.rule.fields.get(&name));
            let length = self.page.rows()[caption.row].glyphs.len();
            rule.is_some_and(|rule| rule.value.first() == Some(&Place::Right))
                && self
                    .page
                    .piece(caption.row, caption.close, length)
                    .text
                    .is_empty()
        };
        let rows = self.page.rows().iter().enumerate();
        let mut before = rows.filter(|(other, seen)| {
            *other != row && seen.bounds[2] < own.bounds[0] && seen.is_level(own, LEVEL)
        });
        before.any(|(other, seen)| {
            let label = self.captions.in_row(other).any(to_the_right);
            label && !self.is_between(seen, own)
        })
    }

    /// Whether a row stands between a label and another row: then that is the label's value.
    fn is_between(&self, label: &Row<'_>, row: &Row<'_>) -> bool {
        let mut rows = self.page.rows().iter();
        rows.any(|other| {
            let beside = other.bounds[0] > label.bounds[2] && other.bounds[2] < row.bounds[0];
            beside && other.is_level(label, LEVEL)
        })
    }
}

/// Whether a row with a colon in it is none of the value's: `NAPOMENA: …` under a place names something else.
fn is_of_words(rule: &FieldRule) -> bool {
    matches!(rule.format, Format::Name | Format::Words)
}

/// Whether a row is plainly another kind of value than a name or an address goes on with.
fn is_number(text: &str) -> bool {
    let (digits, others): (Vec<char>, Vec<char>) = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .partition(char::is_ascii_digit);
    digits.len() > 2 && others.is_empty()
}
