//! Finds the labels on a page: which words of a line name which field.
//!
//! Labels are small and badly read, and many begin alike, so every field's labels and all other fixed words
//! compete for each stretch of a line; the worthiest takes it.

use unicode_normalization::char::is_combining_mark;

use crate::lexicon::parts;
use crate::name::FieldName;
use crate::page::{Page, Sight};
use crate::read::Glyph;
use crate::template::SideRule;

mod guessed;
pub(crate) use guessed::{Guess, likely_in_faint_rows};

/// A stretch of a row that is fixed print.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Caption {
    /// The number of its row.
    pub(crate) row: usize,
    /// The first character of the label: in a row, what stands before known words is the same label in another
    /// language.
    pub(crate) start: usize,
    /// One after the last character of the known words.
    pub(crate) end: usize,
    /// One after the last character of the label, where it plainly goes on in another language.
    pub(crate) close: usize,
    /// The field that it names; `None` for other fixed words.
    pub(crate) names: Option<FieldName>,
    /// 1 for the words as they are, less for each mistake.
    pub(crate) likeness: f32,
    /// What the find is worth, as [`crate::fuzzy::Hit`] has it.
    strength: f32,
}

/// Words name no field when others in another row, worth so many times as much, name it.
const OUTSHONE: f32 = 1.4;
/// A stretch is fixed print and no value when captions cover this share of it.
const COVERED: f32 = 0.6;

/// All captions of a page under the rules of a side, row by row from left to right.
pub(crate) struct Captions(Vec<Caption>);

impl Captions {
    /// The captions of a page.
    pub(crate) fn of(page: &Page<'_>, rule: &SideRule) -> Self {
        let seen = seen(page, rule);
        let mut seen: Vec<Caption> = seen.iter().map(|one| one.borne_out(&seen)).collect();
        seen.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        let mut taken: Vec<Caption> = Vec::new();
        for mut caption in seen {
            if taken.iter().any(|other| caption.yields_to(other)) {
                continue;
            }
            let beside = |other: &Caption| other.row == caption.row && other.names == caption.names;
            let outshone = taken.iter().any(|other| caption.is_outshone_by(other));
            if outshone && !taken.iter().any(beside) {
                caption.names = None;
            }
            taken.push(caption);
        }
        taken.extend(guessed::in_faint_rows(page, rule, &taken));
        Self(widened(joined(taken), page))
    }

    /// Those that name a field.
    pub(crate) fn naming(&self, field: FieldName) -> impl Iterator<Item = &Caption> {
        self.0
            .iter()
            .filter(move |caption| caption.names == Some(field))
    }

    /// Those in a row.
    pub(crate) fn in_row(&self, row: usize) -> impl Iterator<Item = &Caption> {
        self.0.iter().filter(move |caption| caption.row == row)
    }

    /// The first character of the caption that follows in a row, or `length`.
    pub(crate) fn next_start(&self, row: usize, after: usize, length: usize) -> usize {
        let starts = self.in_row(row).map(|caption| caption.start);
        starts
            .filter(|start| *start >= after)
            .min()
            .unwrap_or(length)
    }

    /// Whether the characters of a row from `start` up to `end` are fixed print.
    pub(crate) fn cover(&self, row: usize, start: usize, end: usize) -> bool {
        let overlap = |caption: &Caption| {
            let (from, to) = (caption.start.max(start), caption.close.min(end));
            to.saturating_sub(from)
        };
        let covered: usize = self.in_row(row).map(overlap).sum();
        covered as f32 > COVERED * (end - start).max(1) as f32
    }
}

impl Caption {
    fn new(sight: &Sight, names: Option<FieldName>) -> Self {
        Self {
            row: sight.row,
            start: sight.hit.start,
            end: sight.hit.end,
            close: sight.hit.end,
            names,
            likeness: sight.hit.likeness,
            strength: sight.hit.strength,
        }
    }

    /// The same, with what other words of its field beside it are worth too: the label in another language.
    fn borne_out(&self, seen: &[Self]) -> Self {
        let beside = |other: &&Self| {
            let apart = other.end <= self.start || other.start >= self.end;
            other.row == self.row && other.names == self.names && apart
        };
        let others = seen.iter().filter(beside).map(|other| other.strength);
        let strength = self.strength + others.fold(0.0, f32::max);
        Self { strength, ..*self }
    }

    /// Whether a worthier caption takes its place in the row.
    fn yields_to(&self, other: &Self) -> bool {
        let overlaps = self.row == other.row && self.start < other.end && other.start < self.end;
        overlaps && self.names != other.names
    }

    /// Whether the field's true label is plainly another one.
    fn is_outshone_by(&self, other: &Self) -> bool {
        let same = self.names.is_some() && self.names == other.names;
        same && self.row != other.row && other.strength > OUTSHONE * self.strength
    }
}

fn seen(page: &Page<'_>, rule: &SideRule) -> Vec<Caption> {
    let captions = fixed_print(rule).flat_map(|(words, names)| {
        let sights = page.sights(words).iter();
        let whole = sights.filter(|sight| is_one(page, sight));
        whole.map(move |sight| Caption::new(sight, names))
    });
    captions.collect()
}

/// The fixed words of a side, and which field they name.
fn fixed_print(rule: &SideRule) -> impl Iterator<Item = (&str, Option<FieldName>)> {
    let labels = rule.fields.iter().flat_map(|(name, field)| {
        let labels = field.labels.iter().map(String::as_str);
        let labels = labels.flat_map(|label| std::iter::once(label).chain(parts(label)));
        labels.map(|label| (label, Some(*name)))
    });
    let anchors = rule.anchors.iter().flat_map(|anchor| &anchor.any);
    // An anchor may be a label, and is then that, or one of the words that a field chooses from.
    let is_other = |words: &&String| {
        let mut fields = rule.fields.values();
        !fields.any(|field| field.labels.contains(words) || field.values.contains_key(*words))
    };
    let others = anchors.chain(&rule.words).filter(is_other);
    labels.chain(others.map(|words| (words.as_str(), None)))
}

fn is_one(page: &Page<'_>, sight: &Sight) -> bool {
    !is_torn(page, sight) && !is_another_word(page, sight)
}

/// Letters of a word, surely read, that words found with mistakes do not leave over.
const TORN: usize = 3;
const SURE: f32 = 0.8;

/// Whether words that are not quite like the print end inside one of its words: PASSPORT OFFICE is no `Passport No`.
fn is_torn(page: &Page<'_>, sight: &Sight) -> bool {
    let rest = page.rows()[sight.row].glyphs[sight.hit.end..].iter();
    let rest = rest.take_while(|glyph| glyph.character.is_alphabetic() && glyph.confidence > SURE);
    sight.hit.likeness < 1.0 && rest.count() >= TORN
}

/// Words in which a mistake leaves so little are any others too.
const WEAK: f32 = 3.0;

/// Whether every letter of a word that is a little like a fixed one was surely read: CARMEN is no `Carmel`.
fn is_another_word(page: &Page<'_>, sight: &Sight) -> bool {
    let hit = &sight.hit;
    let mut letters = page.rows()[sight.row].glyphs[hit.start..hit.end].iter();
    hit.likeness < 1.0 && hit.strength <= WEAK && letters.all(|glyph| glyph.confidence > SURE)
}

/// Captions of one field that stand side by side in a row, in several languages, as one.
fn joined(mut captions: Vec<Caption>) -> Vec<Caption> {
    captions.sort_by_key(|caption| (caption.row, caption.start));
    let mut joined: Vec<Caption> = Vec::new();
    for caption in captions {
        match joined.last_mut() {
            Some(last) if last.row == caption.row && last.names == caption.names => {
                last.end = last.end.max(caption.end);
                last.likeness = last.likeness.max(caption.likeness);
                last.strength = last.strength.max(caption.strength);
            }
            _ => joined.push(caption),
        }
    }
    joined
}

/// Captions with what stands in their rows before them, and after them where the label goes on.
fn widened(mut captions: Vec<Caption>, page: &Page<'_>) -> Vec<Caption> {
    for at in 0..captions.len() {
        let row = captions[at].row;
        let before = at.checked_sub(1).map(|before| captions[before]);
        // Between two labels of a row stands the value of the first; before the first, a script that is not read.
        let second = before.is_some_and(|other| other.row == row);
        let after = captions.get(at + 1).filter(|other| other.row == row);
        let glyphs = &page.rows()[row].glyphs;
        let end = after.map_or(glyphs.len(), |other| other.start);
        let caption = &mut captions[at];
        caption.end += marks(&glyphs[caption.end..]);
        let value = second || is_number(&glyphs[..caption.start]);
        caption.start = if value { caption.start } else { 0 };
        let rest = &glyphs[caption.end.min(end)..end];
        let more = if goes_on(rest) {
            before_a_number(rest)
        } else {
            0
        };
        caption.close = caption.end + more;
    }
    captions
}

/// How many vowels and tones over and under the last letter of a label follow it, which no find counts: `ที่อยู่`.
fn marks(rest: &[Glyph]) -> usize {
    let marks = rest.iter().map(|glyph| glyph.character);
    marks.take_while(|c| is_combining_mark(*c)).count()
}

/// Digits of a number that stands in a row before its first label and is no label in another language.
const NUMBER: usize = 4;

fn is_number(glyphs: &[Glyph]) -> bool {
    let digits = glyphs
        .iter()
        .filter(|glyph| glyph.character.is_ascii_digit());
    digits.count() >= NUMBER
}

/// How many of some glyphs stand before the number or the day that is their label's value, if one does: `/ ID No. 1234 5`.
fn before_a_number(rest: &[Glyph]) -> usize {
    let is_blank = |glyph: &Glyph| glyph.character.is_whitespace();
    let mut start = 0;
    let words = rest.split_inclusive(is_blank).map(|word| {
        start += word.len();
        (start - word.len(), word)
    });
    let is_digit = |glyph: &Glyph| glyph.character.is_ascii_digit();
    let parts_days = |glyph: &Glyph| matches!(glyph.character, '.' | '/' | '-');
    let of_a_number = |glyph: &Glyph| is_digit(glyph) || is_blank(glyph) || parts_days(glyph);
    let digits =
        |word: &[Glyph]| word.first().is_some_and(is_digit) && word.iter().all(of_a_number);
    let mut numbers = words.filter(|(_, word)| digits(word));
    let number = numbers.next().filter(|(at, _)| is_number(&rest[*at..]));
    number.map_or(rest.len(), |(at, _)| at)
}

/// Whether a label goes on in what follows its known words: in another language, or in the same word.
fn goes_on(rest: &[Glyph]) -> bool {
    let mark = rest
        .iter()
        .map(|glyph| glyph.character)
        .find(|c| !c.is_whitespace());
    let joined = rest
        .first()
        .is_some_and(|glyph| glyph.character.is_alphabetic());
    joined || matches!(mark, Some('/' | '·' | '|' | '(' | '-'))
}
