//! The printed lines of a card and how they stand to one another.

use crate::fuzzy::{Folded, Hit};
use crate::lexicon::Lexicon;
use crate::read::Line;
use crate::template::Area;
use crate::text::PatchKind;

/// The printed lines of a card, folded once, and where the fixed words of all templates stand among them.
pub(crate) struct Page<'a> {
    rows: Vec<Row<'a>>,
    /// Width and height of the card in pixels.
    size: (f32, f32),
    lexicon: &'a Lexicon,
    /// By the number of the words.
    sights: Vec<Vec<Sight>>,
}

/// Fixed words that were seen in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sight {
    /// The number of the row.
    pub(crate) row: usize,
    /// Where in it.
    pub(crate) hit: Hit,
}

/// A printed line and where it stands.
pub(crate) struct Row<'a> {
    pub(crate) line: &'a Line,
    pub(crate) folded: Folded,
    /// Left, top, right, bottom in card pixels.
    pub(crate) bounds: [f32; 4],
}

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
        let rows: Vec<Row<'a>> = printed.map(Row::new).collect();
        let phrases = lexicon.phrases().iter();
        let sights = phrases.map(|words| sights(&rows, words)).collect();
        Self {
            rows,
            size,
            lexicon,
            sights,
        }
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// Where these fixed words of a template were seen.
    pub(crate) fn sights(&self, words: &str) -> &[Sight] {
        let number = self.lexicon.number(words);
        number.map_or(&[], |number| &self.sights[number])
    }

    /// Whether the middle of a row lies in an area of the card.
    pub(crate) fn is_inside(&self, row: &Row<'_>, area: &Area) -> bool {
        let [left, top, right, bottom] = row.bounds;
        let x = 1000.0 * (left + right) / 2.0 / self.size.0;
        let y = 1000.0 * (top + bottom) / 2.0 / self.size.1;
        let [l, t, r, b] = area.0.map(|edge| edge as f32);
        x > l && x < r && y > t && y < b
    }

    /// What stands in a row from one character up to another, without marks around it.
    pub(crate) fn piece(&self, row: usize, start: usize, end: usize) -> Piece {
        let stretch = &self.rows[row].line.glyphs[start..end.max(start)];
        let mark = |glyph: &&crate::read::Glyph| !glyph.character.is_alphanumeric();
        let lead = stretch.iter().take_while(mark).count();
        let text: String = stretch[lead..].iter().map(|g| g.character).collect();
        Piece {
            row,
            start: start + lead,
            text: text.trim_end().to_owned(),
        }
    }

    /// A row as a whole.
    pub(crate) fn whole(&self, row: usize) -> Piece {
        self.piece(row, 0, self.rows[row].line.glyphs.len())
    }

    /// The row that follows closely under another, as the rows of an address do.
    pub(crate) fn next(&self, row: usize) -> Option<usize> {
        let [left, top, _, bottom] = self.rows[row].bounds;
        let height = bottom - top;
        self.rows.iter().position(|other| {
            let [l, t, _, b] = other.bounds;
            let alike = (0.7..1.4).contains(&((b - t) / height));
            let under = t > bottom - 0.5 * height && t < bottom + 0.8 * height;
            alike && under && (l - left).abs() < height
        })
    }
}

fn sights(rows: &[Row<'_>], words: &Folded) -> Vec<Sight> {
    let rows = rows.iter().enumerate();
    rows.filter_map(|(row, line)| {
        let hit = line.folded.find(words)?;
        Some(Sight { row, hit })
    })
    .collect()
}

impl<'a> Row<'a> {
    fn new(line: &'a Line) -> Self {
        Self {
            line,
            folded: Folded::new(&line.text),
            bounds: line.patch.quad.bounds(),
        }
    }

    /// Its height in card pixels.
    pub(crate) fn height(&self) -> f32 {
        self.bounds[3] - self.bounds[1]
    }

    /// Left and right edge of the characters from `start` up to `end`, in card pixels.
    pub(crate) fn edges(&self, start: usize, end: usize) -> (f32, f32) {
        let [left, _, right, _] = self.bounds;
        let at = |share: f32| left + (right - left) * share;
        let glyphs = &self.line.glyphs;
        let from = glyphs.get(start).map_or(right, |glyph| at(glyph.left));
        let to = end.checked_sub(1).and_then(|last| glyphs.get(last));
        (from, to.map_or(right, |glyph| at(glyph.right)))
    }
}

impl Piece {
    /// One after its last character in the row.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.chars().count()
    }

    /// The lowest confidence among its characters.
    pub(crate) fn confidence(&self, page: &Page<'_>) -> f32 {
        let glyphs = &page.rows[self.row].line.glyphs[self.start..self.end()];
        glyphs
            .iter()
            .map(|glyph| glyph.confidence)
            .fold(1.0, f32::min)
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
