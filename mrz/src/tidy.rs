//! Text that a general reader made of a zone, put back into lines.
//!
//! Only what leaves every character its meaning is done: HTML escapes and guillemets become fillers, spaces inside
//! a line go, lower case becomes capitals, lines of other text are passed over, and closing fillers that were
//! dropped from the name line are put back. A letter is never turned into a filler here: no check digit could tell,
//! so names are not guessed.

use crate::class::{FILLER, index};
use crate::format::{Format, MOST_LINES, Span};
use crate::lines::Lines;

/// The most characters that are kept of one line of text: room for a whole zone printed in one line.
const MOST: usize = 96;

/// The least characters of a piece that may be a line by itself: a name line that lost its closing fillers.
const SHORTEST: usize = 20;

/// A line of text without what no zone has.
#[derive(Clone, Copy)]
struct Row {
    bytes: [u8; MOST],
    length: usize,
    /// More came than fits, or a character that a zone cannot have.
    foreign: bool,
}

impl Row {
    const EMPTY: Self = Self {
        bytes: [FILLER; MOST],
        length: 0,
        foreign: false,
    };

    fn push(&mut self, byte: u8) {
        match self.bytes.get_mut(self.length) {
            Some(slot) if index(byte).is_some() => *slot = byte,
            _ => self.foreign = true,
        }
        self.length += 1;
    }

    fn of(mut text: &str) -> Self {
        let mut row = Self::EMPTY;
        while let Some(c) = text.chars().next() {
            let escape = ["&lt;", "&LT;"].into_iter().find(|e| text.starts_with(*e));
            let taken = escape.map_or(c.len_utf8(), str::len);
            match c {
                _ if escape.is_some() => row.push(FILLER),
                '«' => {
                    row.push(FILLER);
                    row.push(FILLER);
                }
                '‹' => row.push(FILLER),
                _ if c.is_whitespace() || c == '\u{feff}' => {}
                _ => row.push(u8::try_from(c.to_ascii_uppercase()).unwrap_or(0)),
            }
            text = text.get(taken..).unwrap_or("");
        }
        row
    }

    fn text(&self) -> &[u8] {
        self.bytes.get(..self.length.min(MOST)).unwrap_or_default()
    }

    fn looks_like_a_zone(&self) -> bool {
        !self.foreign && self.text().contains(&FILLER)
    }
}

/// The rows in one line of text: several if each piece between its spaces could be a line of a zone, else one.
fn rows(line: &str) -> impl Iterator<Item = Row> {
    let pieces = || line.split_whitespace().map(Row::of);
    let several = pieces().all(|row| row.looks_like_a_zone() && row.length >= SHORTEST);
    let apart = pieces().filter(move |_| several);
    apart.chain((!several).then(|| Row::of(line)))
}

/// Finds the lines of a zone in text; none if no lines have a zone's shape.
///
/// ```
/// let lines = mrz::tidy::tidy("PASSPORT\nP&lt;UTOERIKSSON<<ANNA<MARIA<<<\nL898902C36UTO7408122F 1204159ZE184226B<<<<<10\n");
/// assert!(lines.expect("a zone").parse()?.valid());
/// # Ok::<(), mrz::Error>(())
/// ```
pub fn tidy(text: &str) -> Option<Lines> {
    let mut window = [Row::EMPTY; MOST_LINES];
    let mut best = None;
    for line in text.lines().flat_map(rows).filter(|row| row.length > 0) {
        window.rotate_left(1);
        if let Some(last) = window.last_mut() {
            *last = line;
        }
        best = best.or_else(|| found(&window));
    }
    best
}

fn found(window: &[Row; MOST_LINES]) -> Option<Lines> {
    let [a, b, c] = window;
    if !c.looks_like_a_zone() {
        return None;
    }
    let three = || {
        let whole = a.looks_like_a_zone() && b.looks_like_a_zone();
        whole.then(|| fit(Format::Td1, &[a.text(), b.text(), c.text()]))?
    };
    let two = || {
        let whole = b.looks_like_a_zone();
        let formats = [Format::Td3, Format::MrvA, Format::Td2, Format::MrvB];
        let mut fits = formats
            .into_iter()
            .filter(|_| whole)
            .filter_map(|format| fit(format, &[b.text(), c.text()]));
        fits.next()
    };
    three().or_else(two).or_else(|| merged(c.text()))
}

/// The lines as `format`, if all but the name line have its length and the name line lost only closing fillers.
fn fit(format: Format, rows: &[&[u8]]) -> Option<Lines> {
    let names = format.slot(crate::format::FieldName::Names)?.at;
    let mut lines = Lines::empty(format);
    for ((line, row), length) in rows.iter().enumerate().zip(format.lengths()) {
        let whole = row.len() == *length;
        let padded = line == names.line && row.len() < *length && row.ends_with(b"<");
        if !(whole || padded) {
            return None;
        }
        lines.put(Span::new(line, 0, *length), row.iter().copied());
    }
    let first = lines.get(0, 0)?;
    format.row().codes.contains(&first).then_some(lines)
}

/// A whole zone that stands in one line of text.
fn merged(row: &[u8]) -> Option<Lines> {
    let cut = |length: usize| row.split_at_checked(length);
    match row.len() {
        88 => cut(44)
            .and_then(|(a, b)| fit(Format::Td3, &[a, b]).or_else(|| fit(Format::MrvA, &[a, b]))),
        72 => cut(36)
            .and_then(|(a, b)| fit(Format::Td2, &[a, b]).or_else(|| fit(Format::MrvB, &[a, b]))),
        90 => {
            let (a, rest) = cut(30)?;
            let (b, c) = rest.split_at_checked(30)?;
            fit(Format::Td1, &[a, b, c])
        }
        _ => None,
    }
}
