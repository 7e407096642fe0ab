//! What the signs beside a piece, the other rows and the zone say of it.

use super::Reader;
use crate::name::FieldName;
use crate::page::Piece;
use crate::read::{Glyph, spelling};
use crate::template::{FieldRule, Format};
use crate::value::signs;

/// A sign and the first letter of the word behind it are less than so many heights apart, from middle to middle: two
/// letters that were not read between them take one more.
const CLOSE: f32 = 1.3;
/// So many letters or digits are not read alike twice by chance.
const AGAIN: usize = 6;

impl Reader<'_> {
    /// How sure another row is that says the same and nothing else; 0 where none does.
    pub(super) fn said_again(&self, row: usize, text: &str) -> f32 {
        let long = signs(text) >= AGAIN;
        let rows = 0..self.page.rows().len();
        let others = rows.filter(|other| *other != row && long);
        let others = others.map(|other| self.page.whole(other));
        let same = others.filter(|other| other.text == text);
        same.map(|other| other.confidence(self.page))
            .fold(0.0, f32::max)
    }

    /// A document's number that no pattern knows, where the zone has it letter for letter.
    pub(super) fn as_the_zone_has_it(
        &self,
        name: FieldName,
        text: &str,
    ) -> Option<(String, String)> {
        // A stop within it is a speck.
        let value: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let number = name == FieldName::DocumentNumber && value.chars().any(|c| c.is_ascii_digit());
        let same = number && self.told.agrees(name, &value) == Some(true);
        same.then(|| (text.to_owned(), value))
    }

    /// A piece with the sign before it, where that opens its first word: a bracket that is closed, an apostrophe.
    pub(super) fn opened(&self, piece: Piece) -> Piece {
        let Some((start, sign)) = self.sign_before(&piece) else {
            return piece;
        };
        let touches = start + 1 == piece.start;
        let opens = match sign {
            '(' => touches && piece.text.contains(')'),
            '\'' | '’' => touches,
            '§' => true,
            _ => false,
        };
        if !opens {
            return piece;
        }
        let signs = spelling(&self.page.rows()[piece.row].glyphs[start..piece.start]);
        Piece {
            text: signs + &piece.text,
            start,
            ..piece
        }
    }

    /// The last sign before a piece and its number in the row, blanks left out.
    pub(super) fn sign_before(&self, piece: &Piece) -> Option<(usize, char)> {
        let glyphs = self.page.rows()[piece.row].glyphs[..piece.start].iter();
        let mut signs = glyphs.map(|glyph| glyph.character).enumerate();
        signs.rfind(|(_, character)| !character.is_whitespace())
    }

    /// Whether a value is nothing but the zone's code for a state, which names no person and no office.
    pub(super) fn is_the_states_code(&self, name: FieldName, value: &str) -> bool {
        let code = self.told.of_field(FieldName::Nationality);
        let place = [
            FieldName::Nationality,
            FieldName::Country,
            FieldName::PlaceOfBirth,
        ];
        !place.contains(&name)
            && code.is_some_and(|code| code.value.len() > 1 && code.value == value)
    }

    /// Whether a word that another one of the field's words ends with stands first in its row: of FEMALE cut in two MALE is
    /// left. Where a sign stands close before it (`/ MALE`) nothing was lost.
    pub(super) fn may_lack_its_beginning(
        &self,
        rule: &FieldRule,
        row: usize,
        start: usize,
        text: &str,
    ) -> bool {
        let longer = |other: &String| other != text && other.ends_with(text);
        let row = &self.page.rows()[row];
        let is_sign = |glyph: &Glyph| !glyph.character.is_whitespace();
        let sign = row.glyphs[..start].iter().rposition(is_sign);
        let middle = |at: usize| {
            let (left, right) = row.edges(at, at + 1);
            (left + right) / 2.0
        };
        let is_close = |sign: usize| middle(start) - middle(sign) < CLOSE * row.height();
        rule.format == Format::Choice
            && rule.values.keys().any(longer)
            && !sign.is_some_and(is_close)
    }
}
