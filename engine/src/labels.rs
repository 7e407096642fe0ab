//! Finds labels among the lines of a card, and the text that stands beside them.

use crate::fuzzy::Folded;
use crate::read::Line;
use crate::template::{Area, Place};
use crate::text::PatchKind;

/// The printed lines of a card, folded once.
pub(crate) struct Page<'a> {
    lines: Vec<Row<'a>>,
    /// Width and height of the card in pixels.
    size: (f32, f32),
}

/// A printed line and where it stands.
pub(crate) struct Row<'a> {
    pub(crate) line: &'a Line,
    pub(crate) folded: Folded,
    /// Left, top, right, bottom in card pixels.
    pub(crate) bounds: [f32; 4],
}

/// A label that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Label {
    /// The number of its line on the page.
    pub(crate) row: usize,
    /// One after its last character.
    pub(crate) end: usize,
    /// Its left edge in card pixels.
    pub(crate) left: f32,
    /// Its right edge in card pixels.
    pub(crate) right: f32,
    /// 1 for the words as they are, less for each mistake.
    pub(crate) likeness: f32,
}

/// How far under a label its value may begin, in heights of the label's line.
const REACH: f32 = 2.6;
/// How far a value under a label may begin to its left, in heights of the label's line.
const OUTDENT: f32 = 1.5;

impl<'a> Page<'a> {
    /// The printed lines among all lines.
    pub(crate) fn new(lines: &'a [Line], size: (f32, f32)) -> Self {
        let printed = lines
            .iter()
            .filter(|line| line.patch.kind == PatchKind::Text);
        let lines = printed
            .map(|line| Row {
                line,
                folded: Folded::new(&line.text),
                bounds: line.patch.quad.bounds(),
            })
            .collect();
        Self { lines, size }
    }

    /// Whether the middle of a row lies in an area of the card.
    pub(crate) fn is_inside(&self, row: &Row<'_>, area: &Area) -> bool {
        let [left, top, right, bottom] = row.bounds;
        let x = 1000.0 * (left + right) / 2.0 / self.size.0;
        let y = 1000.0 * (top + bottom) / 2.0 / self.size.1;
        let [l, t, r, b] = area.0.map(|edge| edge as f32);
        x > l && x < r && y > t && y < b
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> &[Row<'a>] {
        &self.lines
    }

    /// The likest place of a label on the page.
    pub(crate) fn find(&self, label: &str) -> Option<Label> {
        let words = Folded::new(label);
        let found = self.lines.iter().enumerate().filter_map(|(row, line)| {
            let hit = line.folded.find(&words)?;
            let (left, _) = line.edges(hit.start);
            let (_, right) = line.edges(hit.end - 1);
            Some(Label {
                row,
                end: hit.end,
                left,
                right,
                likeness: hit.likeness,
            })
        });
        found.max_by(|a, b| a.likeness.total_cmp(&b.likeness))
    }

    /// The texts beside a label in this direction, the nearest first.
    pub(crate) fn beside(&self, label: &Label, place: Place) -> Vec<Piece<'_>> {
        match place {
            Place::Right => self.to_the_right(label),
            Place::Below => self.stacked(label, 1.0),
            Place::Above => self.stacked(label, -1.0),
        }
    }

    fn to_the_right(&self, label: &Label) -> Vec<Piece<'_>> {
        let own = &self.lines[label.row];
        let mut pieces = vec![own.from(label.end)];
        let [_, top, _, bottom] = own.bounds;
        let mut others: Vec<&Row> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(row, other)| {
                let [left, t, _, b] = other.bounds;
                let overlap = bottom.min(b) - top.max(t);
                *row != label.row
                    && left >= label.right - 2.0
                    && overlap > 0.5 * (b - t).min(bottom - top)
            })
            .map(|(_, other)| other)
            .collect();
        others.sort_by(|a, b| a.bounds[0].total_cmp(&b.bounds[0]));
        pieces.extend(others.first().map(|row| row.from(0)));
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }

    /// Lines under a label (`down` 1) or over it (−1) that begin about where it does or overlap it.
    fn stacked(&self, label: &Label, down: f32) -> Vec<Piece<'_>> {
        let [_, top, _, bottom] = self.lines[label.row].bounds;
        let height = bottom - top;
        let edge = if down > 0.0 { bottom } else { top };
        let mut near: Vec<(f32, &Row)> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(row, _)| *row != label.row)
            .filter_map(|(_, other)| {
                let [left, t, right, b] = other.bounds;
                let gap = if down > 0.0 { t - edge } else { edge - b };
                let slack = 0.5 * height.min(b - t);
                let beside = left < label.right && right > label.left;
                let begins = left > label.left - OUTDENT * height;
                (gap > -slack && gap < REACH * height && beside && begins)
                    .then(|| (gap + (left - label.left).abs() * 0.2, other))
            })
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.into_iter().map(|(_, row)| row.from(0)).collect()
    }

    /// The rows that follow a piece closely, as the rows of an address do.
    pub(crate) fn following(&self, piece: &Piece<'_>, most: usize) -> Vec<Piece<'_>> {
        let mut rows = Vec::new();
        let mut last = piece.row.bounds;
        while rows.len() < most {
            let [left, _, _, bottom] = last;
            let height = last[3] - last[1];
            let next = self.lines.iter().find(|other| {
                let [l, t, _, _] = other.bounds;
                (l - left).abs() < height && t > bottom - 0.5 * height && t < bottom + 0.8 * height
            });
            let Some(next) = next else { break };
            last = next.bounds;
            rows.push(next.from(0));
        }
        rows
    }
}

impl Row<'_> {
    /// Left and right edge of a character in card pixels.
    fn edges(&self, character: usize) -> (f32, f32) {
        let [left, _, right, _] = self.bounds;
        let at = |share: f32| left + (right - left) * share;
        match self.line.glyphs.get(character) {
            Some(glyph) => (at(glyph.left), at(glyph.right)),
            None => {
                let count = self.line.text.chars().count().max(1) as f32;
                (
                    at(character as f32 / count),
                    at((character + 1) as f32 / count),
                )
            }
        }
    }

    /// What stands in the line from this character on.
    pub(crate) fn from(&self, character: usize) -> Piece<'_> {
        let rest: String = self.line.text.chars().skip(character).collect();
        let lead = rest
            .chars()
            .take_while(|c| !c.is_alphanumeric() && *c != '<')
            .count();
        let text: String = rest.chars().skip(lead).collect();
        Piece {
            row: self,
            start: character + lead,
            text: text.trim_end().to_owned(),
        }
    }
}

/// A stretch of a line.
pub(crate) struct Piece<'a> {
    pub(crate) row: &'a Row<'a>,
    /// Its first character's number in the line.
    pub(crate) start: usize,
    /// Its characters.
    pub(crate) text: String,
}

impl Piece<'_> {
    /// The lowest confidence among its characters.
    pub(crate) fn confidence(&self) -> f32 {
        let glyphs = self
            .row
            .line
            .glyphs
            .iter()
            .skip(self.start)
            .take(self.text.chars().count());
        glyphs.map(|glyph| glyph.confidence).fold(1.0, f32::min)
    }
}
