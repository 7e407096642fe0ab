//! Letters that were read twice: where a short line was cut out too long it ends with the first letters of the next.

use super::Row;
use crate::fuzzy::{Folded, letters};
use crate::read::{Glyph, spelling};

/// No line is cut out by more letters too long.
const MOST: usize = 2;
/// Rows on one level share so much of the height of the lower one.
const LEVEL: f32 = 0.5;

/// Takes from each row what the row beside it begins with: of `2. F` and `Friedrich` the F is the name's.
pub(super) fn part(rows: &mut [Row<'_>]) {
    for row in 0..rows.len() {
        let beside = (0..rows.len()).find_map(|other| {
            let count = doubled(&rows[row], &rows[other])?;
            Some((count, rows[other].bounds[0]))
        });
        if let Some((count, end)) = beside {
            shorten(&mut rows[row], count, end);
        }
    }
}

/// How many letters at the end of a row stand at the beginning of another.
fn doubled(row: &Row<'_>, next: &Row<'_>) -> Option<usize> {
    let [left, top, right, bottom] = row.bounds;
    let [start, t, _, b] = next.bounds;
    let level = bottom.min(b) - top.max(t) > LEVEL * (bottom - top).min(b - t);
    if !(level && left < start && start < right) {
        return None;
    }
    let count = row.glyphs.len();
    let inside = (0..count).rev().take_while(|at| {
        let (from, to) = row.edges(*at, at + 1);
        (from + to) / 2.0 > start
    });
    let inside = inside.count();
    let text = |glyphs: &[Glyph]| letters(&spelling(glyphs));
    let doubled = (1..=MOST).contains(&inside) && inside < count.min(next.glyphs.len());
    let same = || text(&row.glyphs[count - inside..]) == text(&next.glyphs[..inside]);
    (doubled && (same() || is_a_stem(row, inside))).then_some(inside)
}

/// Whether the one letter inside the next row is what its line shows of that row's first: of `AVDA. I` and `DE ESPAÑA`
/// the I is the stem of the D.
fn is_a_stem(row: &Row<'_>, inside: usize) -> bool {
    let last_two = row.glyphs.iter().rev().map(|glyph| glyph.character);
    let [last, before] = last_two.take(2).collect::<Vec<_>>()[..] else {
        return false;
    };
    inside == 1 && before.is_whitespace() && STEMS.contains(&last)
}

/// What the left edge of a letter is read as.
const STEMS: [char; 7] = ['I', 'l', '|', '1', '[', '(', 'i'];

fn shorten(row: &mut Row<'_>, count: usize, end: f32) {
    let kept = &row.glyphs[..row.glyphs.len() - count];
    let printed = kept
        .iter()
        .rposition(|glyph| !glyph.character.is_whitespace());
    row.glyphs = &kept[..printed.map_or(0, |last| last + 1)];
    row.folded = Folded::new(&spelling(row.glyphs));
    row.bounds[2] = end;
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::page::Page;
    use crate::page::tests::line;

    fn rows(first: &str, second: &str, left: f32) -> Vec<String> {
        let lines = [
            line(first, 100.0, 100.0, 20.0),
            line(second, left, 100.0, 20.0),
        ];
        let lexicon = Lexicon::default();
        let page = Page::new(&lines, (856.0, 540.0), &lexicon);
        (0..page.rows().len())
            .map(|row| page.whole(row).text)
            .collect()
    }

    #[test]
    fn the_edge_of_a_letter_is_none() {
        assert_eq!(rows("AVDA. I", "DE ESPAÑA", 163.0), ["AVDA.", "DE ESPAÑA"]);
        assert_eq!(
            rows("AVDA.I", "DE ESPAÑA", 153.0),
            ["AVDA.I", "DE ESPAÑA"],
            "the end of a word"
        );
    }

    #[test]
    fn a_letter_that_two_lines_hold_is_the_second_ones() {
        assert_eq!(rows("2. F", "Friedrich", 128.0), ["2.", "Friedrich"]);
        assert_eq!(rows("1. k", "Krause", 128.0), ["1.", "Krause"]);
        assert_eq!(
            rows("2. F", "Emil", 128.0),
            ["2. F", "Emil"],
            "another letter"
        );
        assert_eq!(
            rows("2. F", "Friedrich", 160.0),
            ["2. F", "Friedrich"],
            "apart"
        );
    }
}
