//! Gives the parts of a printed value to the fields that they belong to.

use mrz::Day;

use crate::field::Reading;
use crate::name::FieldName;
use crate::page::{Page, Piece};
use crate::parts::Cut;
use crate::template::FieldRule;
use crate::value::{of_part, proves_itself};

/// A value without the mark before it; none where a mark must stand and does not.
pub(crate) fn unmarked(rule: &FieldRule, piece: Piece) -> Option<Piece> {
    match rule.marks.iter().find_map(|mark| after(mark, &piece.text)) {
        Some(end) => Some(piece.after(end)),
        None => (!rule.marked).then_some(piece),
    }
}

/// One after the last character of a mark that begins `text` and stands apart from what follows.
fn after(mark: &str, text: &str) -> Option<usize> {
    let mut rest = text
        .chars()
        .enumerate()
        .skip_while(|(_, c)| !c.is_alphanumeric());
    let mut end = 0;
    for wanted in mark.chars().filter(|c| c.is_alphanumeric()) {
        let (at, found) = rest.next()?;
        if !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        end = at + 1;
    }
    rest.next()
        .is_some_and(|(_, c)| !c.is_alphanumeric())
        .then_some(end)
}

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
        all.push(Reading {
            name,
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
