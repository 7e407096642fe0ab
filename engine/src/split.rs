//! Gives the parts of a printed value to the fields that they belong to.

use mrz::Day;

use crate::field::Reading;
use crate::name::FieldName;
use crate::page::{Page, Piece};
use crate::parts::Cut;
use crate::template::FieldRule;
use crate::value::{of_part, proves_itself};

/// A value without the mark before it; none where a mark must stand and does not. A bracket before the piece may
/// have opened a mark.
pub(crate) fn unmarked(rule: &FieldRule, piece: Piece, bracket: bool) -> Option<Piece> {
    let end = |mark: &String| {
        let closed = after_its_bracket(mark, &piece.text);
        closed.or_else(|| after(mark, &piece.text, bracket))
    };
    match rule.marks.iter().find_map(end) {
        Some(end) => Some(piece.after(end)),
        None => (!rule.marked).then_some(piece),
    }
}

/// One after the bracket that closes a mark at the beginning of `text`, whatever the other was read as: `Ib] SCHÄFER`.
fn after_its_bracket(mark: &str, text: &str) -> Option<usize> {
    let letters = mark.strip_prefix('[')?.strip_suffix(']')?.to_lowercase();
    let (before, _) = text.split_once(']')?;
    let count = before.chars().count();
    let ends = before.to_lowercase().ends_with(&letters);
    (ends && count <= letters.chars().count() + 1).then_some(count + 1)
}

/// One after the last character of a mark that begins `text` and stands apart from what follows, as a letter does
/// before a digit: `V15.617.723`.
fn after(mark: &str, text: &str, bracket: bool) -> Option<usize> {
    let mut rest = text
        .chars()
        .enumerate()
        .skip_while(|(_, c)| !c.is_alphanumeric())
        .peekable();
    let (mut end, mut last) = (0, ' ');
    for wanted in mark.chars().filter(|c| c.is_alphanumeric()) {
        let (at, found) = rest.next()?;
        if !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        (end, last) = (at + 1, found);
    }
    let closes =
        |(_, c): &(usize, char)| bracket && mark.ends_with(']') && LIKE_A_BRACKET.contains(c);
    let closed = rest.next_if(closes).is_some();
    let end = end + usize::from(closed);
    let (_, next) = rest.next()?;
    let apart = !next.is_alphanumeric() || (last.is_alphabetic() && next.is_ascii_digit());
    apart.then_some(end)
}

/// What a closing bracket is read as.
const LIKE_A_BRACKET: [char; 5] = [']', 'l', 'I', 'J', '1'];

/// The reading of a field, and those of the fields that its value falls into, except those which have readings
/// of their `own`. Where the value is one of its own parts, it is nothing without them.
pub(crate) fn parts(
    page: &Page<'_>,
    rule: &FieldRule,
    reading: Reading,
    pieces: &[Piece],
    own: &[FieldName],
    today: Day,
) -> Vec<Reading> {
    if rule.parts.is_empty() {
        return vec![reading];
    }
    let rows: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let text = rows.join("\n");
    let read = |name, part: &str| of_part(name, rule, part, today);
    let Some(cuts) = rule.parts.iter().find_map(|parts| parts.cut(&text, &read)) else {
        let mut names = rule.parts.iter().flat_map(|parts| parts.names());
        let whole = names.all(|name| name != reading.name);
        return if whole || proves_itself(rule.format) {
            vec![reading]
        } else {
            Vec::new()
        };
    };
    // Of a row that is several stretches side by side only the value as a whole knows how sure it is.
    let seen = |piece: &Piece| {
        let whole = piece.end() <= page.rows()[piece.row].glyphs.len();
        whole.then(|| piece.confidence(page))
    };
    let least = pieces.iter().filter_map(seen).fold(1.0, f32::min);
    let surer = |piece: &Piece| Some(seen(piece)? / least.max(f32::MIN_POSITIVE));
    let mut all = Vec::new();
    for Cut { name, start, told } in cuts {
        let before = text.chars().take(start);
        let row = pieces.get(before.filter(|c| *c == '\n').count());
        let (text, value) = told;
        if name != reading.name && own.contains(&name) {
            continue;
        }
        let quad = row.map_or(reading.quad, |piece| page.rows()[piece.row].quad);
        let checks = match name == reading.name {
            true => reading.checks.clone(),
            false => Vec::new(),
        };
        // A part is as sure as its row: a badly read surname says nothing of the given names.
        let own_row = row.filter(|piece| piece.text.contains(&text));
        all.push(Reading {
            name,
            confidence: reading.confidence * own_row.and_then(surer).unwrap_or(1.0),
            text,
            value,
            checks,
            quad,
            ..reading.clone()
        });
    }
    if !all.iter().any(|part| part.name == reading.name) {
        all.push(reading);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_apart_and_a_letter_does_so_before_a_digit() {
        for text in ["V 12.345.678", "V12.345.678", "V-12345678"] {
            assert_eq!(after("V", text, false), Some(1), "{text}");
        }
        assert_eq!(after("[a]", "a] MUSTERMANN", true), Some(2));
        assert_eq!(after("[a]", "al ÖZTÜRK", true), Some(2));
        assert_eq!(after("[a]", "al ÖZTÜRK", false), None);
        assert_eq!(after("[a]", "alex", true), None);
        assert_eq!(after("V", "VERA", false), None);
        assert_eq!(after("1.", "12.03.1990", false), None);
    }
}
