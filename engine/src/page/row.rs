//! A printed line as columns, and where they stand.

use std::ops::Range;

use crate::dates;
use crate::fuzzy::Folded;
use crate::geometry::Quad;
use crate::read::{Glyph, Line, mean_confidence, spelling};
use crate::spot::Faint;

/// Characters that stand so many heights apart, from middle to middle, are of two columns: between two words it
/// is about one height.
const COLUMNS: f32 = 2.2;
/// A line whose letters are on average less sure than this is not read at all.
const LEGIBLE: f32 = 0.6;

/// Fewer characters are too few to tell a word that could not be read from specks.
const SHORTEST_WORD: usize = 3;

/// A printed line, or the part of one that stands in one column, and where it stands.
pub(crate) struct Row<'a> {
    pub(crate) glyphs: &'a [Glyph],
    pub(crate) folded: Folded,
    /// What else may stand there, where the reader was unsure.
    pub(super) faint: Option<Faint>,
    /// Where the line stands, on the card.
    pub(crate) quad: Quad,
    /// Left, top, right, bottom in pixels of the card with its print laid level.
    pub(crate) bounds: [f32; 4],
    /// Left and right edge of the line in card pixels, of which the glyphs have shares.
    pub(crate) span: (f32, f32),
}

impl<'a> Row<'a> {
    /// The rows of a line: one for each column that it runs through.
    pub(super) fn of(line: &'a Line, bounds: [f32; 4]) -> Vec<Self> {
        let quad = line.patch.quad;
        let [left, top, right, bottom] = bounds;
        let at = |share: f32| left + (right - left) * share;
        let middle = |glyph: &Glyph| at((glyph.left + glyph.right) / 2.0);
        let printed = line.glyphs.iter().enumerate();
        let printed: Vec<(usize, f32)> = printed
            .filter(|(_, glyph)| !glyph.character.is_whitespace())
            .map(|(number, glyph)| (number, middle(glyph)))
            .collect();
        let apart = COLUMNS * (bottom - top);
        // Characters that could not be read leave gaps too, but no space.
        let parted = |a: &(usize, f32), b: &(usize, f32)| b.0 > a.0 + 1 && b.1 - a.1 >= apart;
        let columns = printed.chunk_by(|a, b| !parted(a, b));
        let columns = columns.map(|column| column[0].0..column[column.len() - 1].0 + 1);
        let columns = with_whole_days(&line.glyphs, columns.collect());
        let whole = columns.len() == 1;
        columns
            .into_iter()
            .map(|column| {
                let glyphs = &line.glyphs[column];
                let (first, last) = (&glyphs[0], &glyphs[glyphs.len() - 1]);
                let from = if whole { left } else { at(first.left) };
                let to = if whole { right } else { at(last.right) };
                Self {
                    glyphs,
                    folded: Folded::new(&spelling(glyphs)),
                    faint: None,
                    quad,
                    bounds: [from, top, to, bottom],
                    span: (left, right),
                }
            })
            .collect()
    }

    /// What its reader took for likely, where that was too little to read it.
    pub(crate) fn faint(&self) -> Option<&Faint> {
        self.faint.as_ref()
    }

    /// Whether a word in it, or all of it, could not be read.
    pub(crate) fn is_faint(&self) -> bool {
        let words = self.glyphs.split(|glyph| glyph.character.is_whitespace());
        let mut words = words.filter(|word| word.len() >= SHORTEST_WORD);
        let unread = |glyphs: &[Glyph]| mean_confidence(glyphs) < LEGIBLE;
        unread(self.glyphs) || words.any(unread)
    }

    /// How far down the levelled card its middle is, in pixels.
    pub(crate) fn middle(&self) -> f32 {
        (self.bounds[1] + self.bounds[3]) / 2.0
    }

    /// Its height in card pixels.
    pub(crate) fn height(&self) -> f32 {
        self.bounds[3] - self.bounds[1]
    }

    /// Whether its middle is less than so many heights of the higher one above or below another's.
    pub(crate) fn is_level(&self, other: &Self, heights: f32) -> bool {
        (self.middle() - other.middle()).abs() < heights * self.height().max(other.height())
    }

    /// Left and right edge of the characters from `start` up to `end`, in card pixels.
    pub(crate) fn edges(&self, start: usize, end: usize) -> (f32, f32) {
        let (left, right) = self.span;
        let at = |share: f32| left + (right - left) * share;
        let glyphs = self.glyphs;
        let from = glyphs.get(start).map(|glyph| at(glyph.left));
        let to = end.checked_sub(1).and_then(|last| glyphs.get(last));
        let to = to.map(|glyph| at(glyph.right));
        (from.unwrap_or(self.bounds[2]), to.unwrap_or(self.bounds[2]))
    }
}

/// Columns of a line, where those that make one day together are one: `11  NOV  /NOV  15` is spaced as widely as columns are.
fn with_whole_days(glyphs: &[Glyph], columns: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut whole = Vec::new();
    let mut rest = &columns[..];
    while let [first, ..] = rest {
        let ends = (1..rest.len()).rev();
        let mut days = ends
            .filter(|last| dates::is_in_words(&spelling(&glyphs[first.start..rest[*last].end])));
        let last = days.next().unwrap_or(0);
        whole.push(first.start..rest[last].end);
        rest = &rest[last + 1..];
    }
    whole
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::page::Page;
    use crate::page::tests::line;

    #[test]
    fn a_wide_gap_parts_columns_and_a_word_gap_does_not() {
        let lines = [line("DEUTSCH      BERLIN MITTE", 10.0, 10.0, 20.0)];
        let lexicon = Lexicon::default();
        let page = Page::new(&lines, (856.0, 540.0), &lexicon);
        let texts: Vec<String> = (0..page.rows().len())
            .map(|row| page.whole(row).text)
            .collect();
        assert_eq!(texts, ["DEUTSCH", "BERLIN MITTE"]);
        assert_eq!(page.rows()[1].bounds[0], 10.0 + 13.0 * 10.0);
    }

    #[test]
    fn a_day_in_widely_spaced_words_is_one_column_and_two_numbers_are_two() {
        let texts = |text: &str| -> Vec<String> {
            let lines = [line(text, 10.0, 10.0, 20.0)];
            let lexicon = Lexicon::default();
            let page = Page::new(&lines, (856.0, 540.0), &lexicon);
            let rows = 0..page.rows().len();
            rows.map(|row| page.whole(row).text).collect()
        };
        let day = "11      NOV      /NOV      15";
        assert_eq!(texts(day), [day]);
        assert_eq!(
            texts("11      NOV      /NOV      15      POLITIET").len(),
            2
        );
        assert_eq!(texts("11      KLASSE      15").len(), 3, "no month");
        assert_eq!(texts("11      15").len(), 2);
    }
}
