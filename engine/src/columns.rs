//! Which part of a line of print stands in the column of a label.
//!
//! Values of two columns may be read as one line: it is parted before a word that begins under a label, where the gap
//! is wider than between words or a day ends.

use crate::caption::{Caption, Captions};
use crate::dates;
use crate::median::median;
use crate::page::{Page, Piece, Row};
use crate::read::spelling;

/// Words of two columns stand so many pitches apart, from middle to middle: two are a space.
const APART: f32 = 2.4;
/// How far a value may begin to the left of its label, or end from the end of it, in heights of the label's line.
const OUTDENT: f32 = 2.0;

/// The stretch of the card that belongs to a label, and where its neighbours begin.
pub(crate) struct Column {
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Height of the label's row.
    height: f32,
    /// Left edges of the labels of other fields beside this one.
    others: Vec<f32>,
}

impl Column {
    /// The column of a label.
    pub(crate) fn of(page: &Page<'_>, captions: &Captions, label: &Caption) -> Self {
        let own = &page.rows()[label.row];
        let [_, top, _, bottom] = own.bounds;
        let end = captions.next_start(label.row, label.close, own.glyphs.len());
        let (left, right) = own.edges(label.start, end);
        // Rows of a tilted card overlap by a part of their height.
        let beside = page.rows().iter().enumerate().filter(|(_, other)| {
            let [_, t, _, b] = other.bounds;
            bottom.min(b) > top.max(t)
        });
        let named = beside.flat_map(|(row, other)| {
            let named = captions.in_row(row);
            let named = named.filter(|c| c.names.is_some() && c.names != label.names);
            named.map(|caption| begin(other, caption))
        });
        Self {
            left: if label.start == 0 {
                first_edge(page, captions, label.row)
            } else {
                left
            },
            right,
            height: bottom - top,
            others: named.collect(),
        }
    }

    /// What of a row stands in this column, if it begins or ends about where the label does.
    pub(crate) fn part(&self, page: &Page<'_>, row: usize) -> Option<Piece> {
        let other = &page.rows()[row];
        let [l, _, r, _] = other.bounds;
        let apart: Vec<Word> = words(other).into_iter().filter(Word::is_apart).collect();
        let start = if l > self.left - OUTDENT * self.height {
            0
        } else if let Some(word) = apart.iter().find(|word| word.is_under(self.left, other)) {
            word.start
        } else {
            let alone = !self
                .others
                .iter()
                .any(|edge| *edge < self.left && r > *edge && l < self.left);
            let ends = (r - self.right).abs() < OUTDENT * self.height;
            (alone && ends).then_some(0)?
        };
        let after = |word: &&Word| word.start > start && word.left > self.left + other.height();
        let mut next = apart.iter().filter(after);
        let next = next.find(|word| self.others.iter().any(|edge| word.is_under(*edge, other)));
        let end = next.map_or(other.glyphs.len(), |word| word.start);
        Some(page.piece(row, start, end))
    }
}

/// Where a label begins that is the first of its row: what nobody could read before it in its line is that label in another
/// script, up to the line's edge if a stroke parts them: of `หนังสือเดินทางเลขที่ / Passport No.` `u / Passport No.` is read.
fn first_edge(page: &Page<'_>, captions: &Captions, row: usize) -> f32 {
    let own = &page.rows()[row];
    let rows = page.rows().iter().enumerate();
    let before = rows.filter(|(_, seen)| seen.quad == own.quad && seen.bounds[0] < own.bounds[0]);
    let unread = |other: usize, seen: &Row<'_>, letters: usize| {
        let read = seen.glyphs.len() > letters && !seen.is_faint();
        !read && captions.in_row(other).next().is_none()
    };
    let parted = |row: &Row<'_>| row.glyphs.iter().any(|glyph| glyph.character == '/');
    let stroke = own.glyphs[0].character == '/' || before.clone().any(|(_, seen)| parted(seen));
    if stroke
        && before
            .clone()
            .all(|(other, seen)| unread(other, seen, SPECKS))
    {
        return own.span.0;
    }
    let before = before.filter(|(other, seen)| unread(*other, seen, 0));
    let edges = before.map(|(_, seen)| seen.bounds[0]);
    edges.fold(own.bounds[0], f32::min)
}

/// So many signs are left of a script that is not read.
const SPECKS: usize = 4;

/// Between words of one value in two lines there is less than this, in heights.
const SPACE: f32 = 0.8;
/// Lines have margins, and those of a tilted card overlap so far, in heights.
const OVERLAP: f32 = 0.6;

/// The row that goes on to the right of another: the same line after a wide space, or the line beside it.
pub(crate) fn right_of(page: &Page<'_>, row: usize) -> Option<usize> {
    let own = &page.rows()[row];
    let [_, top, right, bottom] = own.bounds;
    let height = bottom - top;
    let near = |other: &Row<'_>| {
        let [l, t, _, b] = other.bounds;
        let level = bottom.min(b) - top.max(t) > 0.7 * height.max(b - t);
        let gap = l - right;
        let apart = if other.quad == own.quad {
            APART * pitch(own).unwrap_or(0.0)
        } else {
            SPACE * height
        };
        level && gap > -OVERLAP * height && gap < apart
    };
    page.rows().iter().position(near)
}

/// The usual distance between the middles of neighbouring characters of a row.
fn pitch(row: &Row<'_>) -> Option<f32> {
    let blank = |at: usize| row.glyphs[at].character.is_whitespace();
    let pairs = (1..row.glyphs.len()).filter(|at| !blank(*at) && !blank(at - 1));
    let pitches = pairs.map(|at| middle(row, at) - middle(row, at - 1));
    median(pitches).filter(|pitch| *pitch > 0.0)
}

fn middle(row: &Row<'_>, at: usize) -> f32 {
    let (left, right) = row.edges(at, at + 1);
    (left + right) / 2.0
}

/// The left edge of a label in its row.
fn begin(row: &Row<'_>, label: &Caption) -> f32 {
    match label.start {
        0 => row.bounds[0],
        start => row.edges(start, label.close).0,
    }
}

/// Where a word of a row begins.
struct Word {
    /// Its first character's number in the row.
    start: usize,
    /// Its left edge in card pixels.
    left: f32,
    /// From the middle of the last character before it to that of its first, in pitches of the row.
    gap: f32,
    /// Whether a whole day stands before it, which no value goes on after.
    follows_a_day: bool,
}

impl Word {
    fn is_apart(&self) -> bool {
        self.gap > APART || self.follows_a_day
    }

    fn is_under(&self, edge: f32, row: &Row<'_>) -> bool {
        (self.left - edge).abs() < row.height()
    }
}

/// The words of a row but the first.
fn words(row: &Row<'_>) -> Vec<Word> {
    let Some(pitch) = pitch(row) else {
        return Vec::new();
    };
    let blank = |at: &usize| row.glyphs[*at].character.is_whitespace();
    let printed: Vec<usize> = (0..row.glyphs.len()).filter(|at| !blank(at)).collect();
    let pairs = printed.windows(2).map(|pair| (pair[0], pair[1]));
    let parted: Vec<(usize, usize)> = pairs.filter(|(a, b)| *b > a + 1).collect();
    let starts = parted.iter().map(|(_, start)| *start);
    let starts: Vec<usize> = printed.first().copied().into_iter().chain(starts).collect();
    let word = |(number, &(last, start)): (usize, &(usize, usize))| {
        let before = &starts[(number + 1).saturating_sub(WORDS)..=number];
        Word {
            start,
            left: middle(row, start) - pitch / 2.0,
            gap: (middle(row, start) - middle(row, last)) / pitch,
            follows_a_day: before.iter().any(|first| is_a_day(row, *first, last + 1)),
        }
    };
    parted.iter().enumerate().map(word).collect()
}

/// Words of a day at most: `10 MAA / MAR 1965`.
const WORDS: usize = 5;

fn is_a_day(row: &Row<'_>, start: usize, end: usize) -> bool {
    let glyphs = &row.glyphs[start..end];
    let characters = glyphs.iter().map(|glyph| glyph.character);
    let digits = characters.clone().filter(char::is_ascii_digit).count();
    let marks = characters.filter(|c| ".-/".contains(*c)).count();
    let in_digits = digits >= 6 && marks == 2 && digits + marks == end - start;
    // A day has a digit and its year two: most words are told from one without spelling them.
    in_digits || digits >= 3 && dates::is_in_words(&spelling(glyphs))
}
