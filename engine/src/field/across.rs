//! Values that go on in the row beside their first: wide gaps part rows, and the finder parts lines.

use super::candidate::{Addition, Candidate, Claim, LEGIBLE, MORE};
use super::{Reader, Reading};
use crate::columns;
use crate::document::Source;
use crate::law;
use crate::name::FieldName;
use crate::page::Piece;
use crate::read::spelling;
use crate::template::{FieldRule, Format};
use crate::value::normalise;

/// Rows beside one another that make a number: four digits each, three times.
const ROWS: usize = 3;

impl Reader<'_> {
    /// The number or day that begins in a piece and goes on in the rows beside it. Of a number only a law can say that
    /// nothing was read twice or lost between them; a piece that is no day becomes one or does not.
    pub(super) fn across(
        &self,
        name: FieldName,
        rule: &FieldRule,
        piece: &Piece,
        claim: Claim,
    ) -> Option<Candidate> {
        let is_day = |text: &str| normalise(name, rule, text, self.today).is_some();
        let torn_day = rule.format == Format::Date && !is_day(&piece.text);
        if piece.text.is_empty() || (rule.laws.is_empty() && !torn_day) {
            return None;
        }
        let mut pieces = vec![piece.clone()];
        while pieces.len() < ROWS {
            let next = columns::right_of(self.page, pieces[pieces.len() - 1].row)?;
            let next = self.page.whole(next);
            if torn_day && is_day(&next.text) {
                return None;
            }
            pieces.push(next);
            let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
            let Some((text, value)) = normalise(name, rule, &texts.join(" "), self.today) else {
                continue;
            };
            let checks = law::checks(rule, &text, &value);
            if !checks.iter().all(|check| check.ok) {
                continue;
            }
            let seen = pieces.iter().map(|piece| piece.confidence(self.page));
            let seen = seen.fold(1.0, f32::min);
            let takes = pieces.iter().map(|p| (p.row, p.start, p.end())).collect();
            return Some(Candidate {
                worth: claim.worth * (0.4 + 0.6 * seen),
                takes,
                proven: true,
                spelt: false,
                unfinished: false,
                reading: Reading {
                    name,
                    text,
                    value,
                    confidence: seen * claim.trust,
                    source: Source::Print,
                    checks,
                    ruled_out: None,
                    quad: self.page.rows()[piece.row].quad,
                },
                pieces,
            });
        }
        None
    }

    /// The words of a value with those of the row that goes on to its right.
    pub(super) fn wider(&self, rule: &FieldRule, first: &Candidate) -> Option<Candidate> {
        let piece = first.pieces.first()?;
        // A value that ends before its text does goes on nowhere.
        let wide = self.with_the_next(rule, piece);
        let wide = wide.filter(|_| first.reading.text == piece.text)?;
        let (text, value) = normalise(first.reading.name, rule, &wide.piece.text, self.today)?;
        let piece = Piece {
            text: text.clone(),
            ..wide.piece
        };
        // What the first takes of its row, and what goes on beside it.
        let beside = wide.takes.into_iter().skip(1);
        Some(Candidate {
            worth: first.worth + MORE / 2.0,
            takes: first.takes.iter().copied().chain(beside).collect(),
            pieces: vec![piece],
            proven: first.proven,
            spelt: false,
            unfinished: false,
            reading: Reading {
                text,
                value,
                confidence: first.reading.confidence.min(wide.seen),
                ..first.reading.clone()
            },
        })
    }

    /// A piece that ends its row with the words of the row that goes on to its right.
    pub(super) fn with_the_next(&self, rule: &FieldRule, piece: &Piece) -> Option<Addition> {
        let words = matches!(rule.format, Format::Name | Format::Words | Format::Text);
        let ends = piece.end() == self.page.whole(piece.row).end();
        let next = columns::right_of(self.page, piece.row).filter(|_| words && ends)?;
        let next = self.addition(self.page.whole(next));
        if self.is_fixed(&next.piece) || next.seen < LEGIBLE {
            return None;
        }
        // With the signs between them, as of `ANDRÉS / CARMEN`.
        let Piece {
            row, start, text, ..
        } = &next.piece;
        let between = spelling(&self.page.rows()[*row].glyphs[..*start]);
        let text = format!("{} {}{text}", piece.text, between.trim_start());
        let own = self.addition(piece.clone());
        Some(Addition {
            piece: Piece { text, ..own.piece },
            takes: [own.takes, next.takes].concat(),
            seen: own.seen.min(next.seen),
        })
    }
}
