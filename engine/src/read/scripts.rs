//! Lines in another script, and lines in two: a label in Thai and in English before a value in figures.

use super::{Glyph, Line, Reader, Sheet, mean_confidence, read, take_surer};
use crate::crew::Crew;
use crate::error::Error;

/// Below this mean confidence, a line may well be in another script.
const DOUBTFUL: f32 = 0.75;
/// A character less sure than this may be of another script in a line that is sure else.
const TORN: f32 = 0.4;
/// Doubtful lines that are tried first: reading them all again would cost as much as the whole page.
const SAMPLE: usize = 4;
/// Steps of the lines that are tried first: long enough to show a script, and no longer.
const TELLING: usize = 64;
/// So many of them must show the other script; a pattern may pass for a word of any.
const SHOWN: usize = 2;
/// By so much the other reader must be surer of letters that the first knows as well.
const DOUBT: f32 = 0.05;
/// A line shows a script in so many letters that only this script has.
const LETTERS: usize = 3;

/// Reads doubtful lines with another script's reader, on a page that shows the script, and takes what it is surer of.
pub(super) fn read_again(
    sheet: Sheet<'_>,
    lines: &mut [(usize, Line)],
    reader: &Reader,
    crew: &Crew,
) -> Result<(), Error> {
    let doubtful = doubtful(lines);
    let (sample, others) = doubtful.split_at(doubtful.len().min(SAMPLE));
    let again = |some: &[usize]| {
        let patches: Vec<_> = some
            .iter()
            .map(|&k| (k, sheet.patches[lines[k].0]))
            .collect();
        read(sheet, &patches, reader, crew)
    };
    let mut surer = Vec::new();
    for pair in sample.chunks(SHOWN) {
        surer.append(&mut again(pair)?);
        // Most pages are in one script, and their first lines tell.
        if shown(&surer) == 0 {
            return Ok(());
        }
    }
    if shown(&surer) < SHOWN {
        return Ok(());
    }
    surer.append(&mut again(&[others, &mixed(lines)].concat())?);
    take_parts(lines, surer);
    Ok(())
}

/// The lines that may be in another script, those first that are long enough to tell and no longer.
fn doubtful(lines: &[(usize, Line)]) -> Vec<usize> {
    let mut doubtful: Vec<usize> = (0..lines.len())
        .filter(|&k| lines[k].1.mean_confidence() < DOUBTFUL)
        .collect();
    doubtful.sort_by_key(|&k| lines[k].1.lattice.steps.abs_diff(TELLING));
    doubtful
}

/// The lines that are sure as a whole and not in a part.
fn mixed(lines: &[(usize, Line)]) -> Vec<usize> {
    let mixed = |line: &Line| line.mean_confidence() >= DOUBTFUL && line.confidence < TORN;
    (0..lines.len()).filter(|&k| mixed(&lines[k].1)).collect()
}

/// How many of some lines show another script.
fn shown(lines: &[(usize, Line)]) -> usize {
    lines.iter().filter(|(_, line)| shows_script(line)).count()
}

/// Whether letters that Latin lacks were read with some certainty, and the rest of the line as well: blurred print of
/// any script has a few that pass for Thai.
fn shows_script(line: &Line) -> bool {
    line.mean_confidence() > DOUBTFUL && own_letters(&line.glyphs).count() >= LETTERS
}

/// The numbers of the letters that Latin lacks and that were read with some certainty.
fn own_letters(glyphs: &[Glyph]) -> impl Iterator<Item = usize> {
    let own = |glyph: &Glyph| !glyph.character.is_ascii() && glyph.confidence > DOUBTFUL;
    let numbered = glyphs.iter().enumerate();
    numbered
        .filter(move |(_, glyph)| own(glyph))
        .map(|(at, _)| at)
}

/// Puts second readings of numbered lines in their places where the reader was surer: of all, or of the beginning.
fn take_parts(lines: &mut [(usize, Line)], again: Vec<(usize, Line)>) {
    let spliced = again.into_iter().map(|(k, line)| {
        let both = spliced(&lines[k].1, &line);
        (k, both.unwrap_or(line))
    });
    take_surer(lines, spliced.collect());
}

/// What the other script's reader saw up to its last own letter, and what the first saw after it, where each is the
/// surer one there: letters that both know are the first one's in doubt.
fn spliced(first: &Line, other: &Line) -> Option<Line> {
    let own: Vec<usize> = own_letters(&other.glyphs).collect();
    let last = *own.last().filter(|_| own.len() >= LETTERS)?;
    let mut after = other.glyphs[last + 1..].iter();
    let next = after.find(|glyph| !glyph.character.is_whitespace())?;
    let end = f32::midpoint(other.glyphs[last].right, next.left);
    let [torn, tail] = parted(first, end);
    let [head, beside] = parted(other, end);
    let surer = mean_confidence(head) > mean_confidence(torn)
        && mean_confidence(tail) > mean_confidence(beside) - DOUBT;
    surer.then(|| Line::new(other.patch, other.lattice.up_to(end, &first.lattice)))
}

/// The glyphs before and after a share of the width.
fn parted(line: &Line, end: f32) -> [&[Glyph]; 2] {
    let middle = |glyph: &Glyph| f32::midpoint(glyph.left, glyph.right);
    let (before, after) = line
        .glyphs
        .split_at(line.glyphs.partition_point(|glyph| middle(glyph) < end));
    [before, after]
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::read::Lattice;

    #[test]
    fn a_script_is_shown_by_a_line_that_is_sure_as_a_whole() {
        let read = |sure: usize| {
            let mut line = crate::page::tests::line("วันบัตร/nm", 0.0, 0.0, 20.0);
            for glyph in &mut line.glyphs[sure..] {
                glyph.confidence = 0.4;
            }
            line
        };
        assert!(shows_script(&read(10)));
        assert!(!shows_script(&read(4)), "four sure letters in a blur");
    }

    /// A line of twelve steps, a letter in every second one, so many of them sure.
    fn seen(letters: &str, is_sure: fn(usize) -> bool) -> Line {
        let alphabet: Arc<[char]> = letters.chars().collect();
        let classes = alphabet.len() + 1;
        let mut log_probabilities = vec![-9.0; 2 * alphabet.len() * classes];
        for at in 0..alphabet.len() {
            log_probabilities[2 * at * classes + at + 1] = if is_sure(at) { -0.01 } else { -1.0 };
            log_probabilities[(2 * at + 1) * classes] = -0.01;
        }
        let lattice = Lattice {
            log_probabilities,
            steps: 2 * alphabet.len(),
            alphabet,
        };
        Line::new(crate::page::tests::line("x", 0.0, 0.0, 20.0).patch, lattice)
    }

    #[test]
    fn a_line_in_two_scripts_is_what_each_reader_sees_best() {
        let thai = seen("วันบ/67", |at| at < 5);
        let latin = seen("ABCDE67", |at| at > 3);
        let both = spliced(&latin, &thai).unwrap();
        assert_eq!(both.text, "วันบE67");
        assert!(both.confidence > 0.9, "{both:?}");
        assert_eq!(both.lattice.steps, latin.lattice.steps);
    }

    #[test]
    fn a_line_that_one_reader_sees_best_is_not_spliced() {
        let all = |_| true;
        let none = |_| false;
        assert!(spliced(&seen("ABCDE67", none), &seen("วันบ/67", all)).is_none());
        assert!(spliced(&seen("ABCDE67", all), &seen("วันบ/67", none)).is_none());
        assert!(spliced(&seen("ABCDE67", none), &seen("วันบัต", all)).is_none());
    }
}
