//! The printed lines of a card and how they stand to one another.

use crate::crew::Crew;
use crate::fuzzy::{Folded, Hit};
use crate::geometry::Quad;
use crate::lexicon::{Lexicon, Phrase};
use crate::median::median;
use crate::read::{Glyph, Line, spelling};
use crate::spot::{Faint, Hearing};
use crate::template::Area;
use crate::text::PatchKind;

mod doubled;
mod row;
mod torn;

pub(crate) use row::Row;

/// The printed lines of a card, folded once, and where fixed words of templates stand among them.
pub(crate) struct Page<'a> {
    rows: Vec<Row<'a>>,
    /// Those of them that may hold a part of a label each.
    torn: Vec<torn::Pair>,
    /// Width and height of the card in pixels.
    size: (f32, f32),
    lexicon: &'a Lexicon,
    /// By the number of the words; `None` for those that were not looked for.
    sights: Vec<Option<Vec<Sight>>>,
}

/// Fixed words that were seen in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sight {
    /// The number of the row.
    pub(crate) row: usize,
    /// Where in it.
    pub(crate) hit: Hit,
}

/// A line whose letters are on average less sure than this may hold other words than it reads.
const CLEAR: f32 = 0.85;

/// The height of a row over that of the row above it, where both are of one value: a tilde makes a row of capitals higher.
const ALIKE: std::ops::Range<f32> = 0.58..1.72;

/// A stretch of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// The number of its row.
    pub(crate) row: usize,
    /// Its first character's number in the row.
    pub(crate) start: usize,
    /// Its characters.
    pub(crate) text: String,
}

impl<'a> Page<'a> {
    /// The printed lines among all lines.
    pub(crate) fn new(lines: &'a [Line], size: (f32, f32), lexicon: &'a Lexicon) -> Self {
        let printed = lines
            .iter()
            .filter(|line| line.patch.kind == PatchKind::Text);
        let slope = slope(printed.clone().map(|line| &line.patch.quad));
        let bounds = |quad: Quad| quad.levelled(slope, size.0 / 2.0).bounds();
        let rows = rows(printed, bounds);
        Self {
            torn: torn::pairs(&rows),
            rows,
            size,
            lexicon,
            sights: vec![None; lexicon.phrases().len()],
        }
    }

    /// Looks where these words of the templates stand.
    pub(crate) fn look_for<'w>(&mut self, words: impl Iterator<Item = &'w str>, crew: &Crew) {
        let (rows, torn, lexicon) = (&self.rows, &self.torn, self.lexicon);
        let mut numbers: Vec<usize> = words.filter_map(|words| lexicon.number(words)).collect();
        numbers.retain(|number| self.sights[*number].is_none());
        let seen = crew.map(&numbers, |number| {
            let phrase = &lexicon.phrases()[*number];
            let mut seen = sights(rows, phrase);
            seen.extend(torn::sights(torn, rows, phrase, &seen));
            seen
        });
        for (number, sights) in numbers.into_iter().zip(seen) {
            self.sights[number] = Some(sights);
        }
    }

    /// Fixed words of a template, folded.
    pub(crate) fn folded(&self, words: &str) -> Option<&Folded> {
        let number = self.lexicon.number(words)?;
        Some(&self.lexicon.phrases()[number].words)
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// Where these fixed words of a template were seen, once they were looked for.
    pub(crate) fn sights(&self, words: &str) -> &[Sight] {
        let number = self.lexicon.number(words);
        let sights = number.and_then(|number| self.sights[number].as_deref());
        sights.unwrap_or_default()
    }

    /// The number of lines that could not be read, be it in part: a value in large print stands beside a label in small.
    pub(crate) fn faint(&self) -> usize {
        self.rows.iter().filter(|row| row.is_faint()).count()
    }

    /// Whether these words stand on the page and only documents of one state have them.
    pub(crate) fn tells_the_state(&self, words: &str) -> bool {
        !self.sights(words).is_empty() && self.lexicon.is_of_one_state(words)
    }

    /// Whether the middle of a row lies in an area of the card.
    pub(crate) fn is_inside(&self, row: &Row<'_>, area: &Area) -> bool {
        let [left, _, right, _] = row.bounds;
        let x = 1000.0 * (left + right) / 2.0 / self.size.0;
        let y = 1000.0 * row.middle() / self.size.1;
        let [l, t, r, b] = area.0.map(|edge| edge as f32);
        x > l && x < r && y > t && y < b
    }

    /// Where a row begins and where its middle is, in thousandths of the card's width and height.
    pub(crate) fn place(&self, row: usize) -> (f32, f32) {
        let row = &self.rows[row];
        let (width, height) = self.size;
        (
            1000.0 * row.bounds[0] / width,
            1000.0 * row.middle() / height,
        )
    }

    /// The height of a row over that of a place.
    pub(crate) fn fills(&self, row: usize, place: &Area) -> f32 {
        let [_, top, _, bottom] = place.0.map(|edge| edge as f32);
        1000.0 * self.rows[row].height() / self.size.1 / (bottom - top)
    }

    /// Whether a row begins so near a place.
    pub(crate) fn begins_at(&self, row: usize, place: (f32, f32), reach: (f32, f32)) -> bool {
        is_near(self.place(row), place, reach)
    }

    /// What stands in a row from one character up to another, without marks around it.
    pub(crate) fn piece(&self, row: usize, start: usize, end: usize) -> Piece {
        let stretch = &self.rows[row].glyphs[start..end.max(start)];
        let mark = |glyph: &&Glyph| !glyph.character.is_alphanumeric();
        let lead = stretch.iter().take_while(mark).count();
        Piece {
            row,
            start: start + lead,
            text: spelling(&stretch[lead..]).trim_end().to_owned(),
        }
    }

    /// A row as a whole.
    pub(crate) fn whole(&self, row: usize) -> Piece {
        self.piece(row, 0, self.rows[row].glyphs.len())
    }

    /// The row over another that it follows closely.
    pub(crate) fn previous(&self, row: usize) -> Option<usize> {
        (0..self.rows.len()).find(|other| self.under(*other, 0, 1.0) == Some(row))
    }

    /// The row that follows under another as the rows of an address do: alike in height, beginning about where it
    /// does or where its value does, behind a label, and less than so many heights below it.
    pub(crate) fn under(&self, row: usize, value: usize, leading: f32) -> Option<usize> {
        let over = &self.rows[row];
        let [left, top, _, bottom] = over.bounds;
        let begins = [left, over.edges(value, value + 1).0];
        let height = bottom - top;
        let follows = |other: &Row<'_>| {
            let [l, t, ..] = other.bounds;
            let under = t > bottom - 0.5 * height && t < bottom + leading * height;
            under && begins.iter().any(|left| (l - left).abs() < height)
        };
        let rows = self.rows.iter().enumerate();
        let under = rows.filter(|(_, other)| follows(other));
        // What stands between two rows parts them, be it larger or smaller.
        let nearest = under.min_by(|a, b| a.1.bounds[1].total_cmp(&b.1.bounds[1]));
        let nearest = nearest.filter(|(_, other)| ALIKE.contains(&(other.height() / height)));
        nearest.map(|(row, _)| row)
    }
}

/// Whether two places are no farther apart than this, across and down.
pub(crate) fn is_near(here: (f32, f32), place: (f32, f32), reach: (f32, f32)) -> bool {
    (here.0 - place.0).abs() < reach.0 && (here.1 - place.1).abs() < reach.1
}

/// Lines so many times as wide as high show how the print of a page runs.
const WIDE: f32 = 5.0;

/// How much lower the print of a page runs for each pixel to the right: what stands side by side does along it.
fn slope<'a>(quads: impl Iterator<Item = &'a Quad>) -> f32 {
    let wide = quads.filter(|quad| quad.width() > WIDE * quad.height());
    median(wide.map(Quad::slope)).unwrap_or(0.0)
}

/// The rows of the lines, and what the unsure ones may hold.
fn rows<'a>(
    lines: impl Iterator<Item = &'a Line>,
    bounds: impl Fn(Quad) -> [f32; 4],
) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut hearing = Hearing::default();
    for line in lines {
        let mut columns = Row::of(line, bounds(line.patch.quad));
        if let [row] = &mut columns[..]
            && line.mean_confidence() < CLEAR
        {
            row.faint = Some(Faint::new(&line.lattice, hearing.of(&line.lattice)));
        }
        rows.append(&mut columns);
    }
    doubled::part(&mut rows);
    rows
}

fn sights(rows: &[Row<'_>], phrase: &Phrase) -> Vec<Sight> {
    let rows = rows.iter().enumerate();
    rows.filter_map(|(row, line)| {
        let faint = || line.faint.as_ref()?.find(&phrase.words, line.glyphs);
        let hit = line.folded.find(&phrase.words).or_else(faint)?;
        begins(line, &hit, phrase).then_some(Sight { row, hit })
    })
    .collect()
}

/// Whether words begin a row if they have to, and are no part of a longer word: MYNDIGHET in POLISMYNDIGHETEN is no
/// label.
fn begins(line: &Row<'_>, hit: &Hit, phrase: &Phrase) -> bool {
    let mut before = line.glyphs.iter().take(hit.start);
    let first = before.all(|glyph| !glyph.character.is_alphanumeric());
    let letter = |at: usize| {
        let glyph = line.glyphs.get(at);
        glyph.is_some_and(|glyph| glyph.character.is_alphabetic())
    };
    let inside = hit.start > 0 && letter(hit.start - 1) && letter(hit.end);
    !inside && (first || !phrase.begins)
}

impl Piece {
    /// One after its last character in the row.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.chars().count()
    }

    /// The lowest confidence among its characters.
    pub(crate) fn confidence(&self, page: &Page<'_>) -> f32 {
        let glyphs = &page.rows[self.row].glyphs[self.start..self.end()];
        glyphs
            .iter()
            .map(|glyph| glyph.confidence)
            .fold(1.0, f32::min)
    }

    /// The rest of it from the character `from` on, without marks before it.
    pub(crate) fn after(&self, from: usize) -> Self {
        let lead = self
            .text
            .chars()
            .skip(from)
            .take_while(|c| !c.is_alphanumeric())
            .count();
        Self {
            row: self.row,
            start: self.start + from + lead,
            text: self.text.chars().skip(from + lead).collect(),
        }
    }

    /// Its first `length` characters.
    pub(crate) fn shortened(self, length: usize) -> Self {
        let text: String = self.text.chars().take(length).collect();
        Self {
            text: text.trim_end().to_owned(),
            ..self
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::geometry::Point;
    use crate::read::Lattice;
    use crate::text::Patch;

    /// The same line, all of whose characters are read as surely as this.
    pub(crate) fn read_at(mut line: Line, sure: f32) -> Line {
        let glyphs = line.glyphs.iter_mut();
        glyphs.for_each(|glyph| glyph.confidence = sure);
        line
    }

    /// A line of print: left edge, upper edge and height in card pixels, characters half as wide as high.
    pub(crate) fn line(text: &str, left: f32, top: f32, height: f32) -> Line {
        let count = text.chars().count();
        let right = left + 0.5 * height * count as f32;
        let at = |number: usize| number as f32 / count as f32;
        let glyphs = text.chars().enumerate().map(|(number, character)| Glyph {
            character,
            confidence: 0.99,
            left: at(number),
            right: at(number + 1),
            rival: None,
        });
        let corner = |x, y| Point { x, y };
        let quad = Quad([
            corner(left, top),
            corner(right, top),
            corner(right, top + height),
            corner(left, top + height),
        ]);
        Line {
            patch: Patch {
                quad,
                kind: PatchKind::Text,
                score: 1.0,
            },
            text: text.to_owned(),
            confidence: 0.99,
            glyphs: glyphs.collect(),
            lattice: Lattice {
                log_probabilities: Vec::new(),
                steps: 0,
                alphabet: Arc::new([]),
            },
        }
    }
}
