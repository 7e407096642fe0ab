//! Reads a value once more where characters were read that cannot stand there.
//!
//! German numbers have no O: what looks like one is a 0, if the reader saw a 0 there too. So is the O of a day: `O6 08 2026`. No name has a 0 among its
//! letters. Where two characters are about as likely, the number's own law says which of them it is. And a stop between the parts of an address
//! is a comma.

use super::Reader;
use super::twins::{as_twins, twin};
use crate::document::{Dissent, Source};
use crate::law;
use crate::name::FieldName;
use crate::page::Piece;
use crate::read::{Glyph, Rival};
use crate::template::{FieldRule, Format};
use crate::value::{normalise, number};

/// A character counts instead of one that cannot stand in its place, where it has this share of all others.
const LIKELY: f32 = 0.7;
/// It was seen at all where it is at least so likely as the character that was read.
const SEEN: f32 = 0.1;
/// The same of a letter and a figure that many prints draw alike.
const TWIN: f32 = 0.002;
/// Two characters are tied where the second is so likely as the first at least.
const TIED: f32 = 0.25;
/// Characters that are read once more in one number.
const MOST: usize = 2;
/// Characters of the shortest number that is, and digits that were read in it: a word is soon a number.
pub(super) const SHORTEST: usize = 6;
const DIGITS: usize = 2;
/// So many letters are no abbreviation, of capitals (`CDMX.`) and of others: the stop behind them may be a comma.
const ABBREVIATED: [usize; 2] = [5, 4];

impl Reader<'_> {
    /// The text of a piece that is no number or day of the field's, spelt so that it is one, and how sure that is: the
    /// only such spelling with the fewest changes.
    pub(super) fn respelt(
        &self,
        name: FieldName,
        rule: &FieldRule,
        piece: &Piece,
    ) -> Option<(Piece, f32)> {
        if matches!(rule.format, Format::Name | Format::Words) {
            return self.without_digits(piece);
        }
        let value = |text: &str| Some(normalise(name, rule, text, self.today)?.1);
        if !matches!(rule.format, Format::Number | Format::Date) || value(&piece.text).is_some() {
            return None;
        }
        let glyphs = &self.page.rows()[piece.row].glyphs[piece.start..piece.end()];
        let is_digit = |c: char| c.is_ascii_digit();
        let read = glyphs.iter().filter(|glyph| is_digit(glyph.character));
        let meant = glyphs
            .iter()
            .filter(|glyph| twin(glyph.character).is_some_and(is_digit));
        let read = read.count();
        if read == 0 || read + meant.count() < DIGITS {
            return None;
        }
        let unlike =
            || (1..=MOST).find_map(|changes| only(spellings(glyphs, changes, &value, is_likely)));
        let twins = || as_twins(glyphs, &value).filter(|_| rule.format == Format::Number);
        let (text, share) = twins().or_else(unlike)?;
        let piece = Piece {
            text,
            ..piece.clone()
        };
        Some((piece, share))
    }

    /// The text of a piece whose number breaks a law, with the one tied character that makes it obey; how sure that
    /// is, and what was read before.
    pub(super) fn untied(&self, rule: &FieldRule, piece: &Piece) -> Option<(Piece, f32, Dissent)> {
        if rule.format != Format::Number || rule.laws.is_empty() {
            return None;
        }
        let (printed, before) = number(rule, &piece.text)?;
        if law::obeys(rule, &printed, &before) {
            return None;
        }
        let glyphs = &self.page.rows()[piece.row].glyphs[piece.start..piece.end()];
        let value = |text: &str| Some(number(rule, text)?.1);
        let mut lawful = spellings(glyphs, 1, &value, is_tied);
        lawful.retain(|(text, _)| {
            number(rule, text).is_some_and(|(printed, value)| law::obeys(rule, &printed, &value))
        });
        let (text, share) = only(lawful)?;
        let dissent = Dissent {
            source: Source::Print,
            value: before,
            confidence: piece.confidence(self.page),
        };
        let piece = Piece {
            text,
            ..piece.clone()
        };
        Some((piece, share, dissent))
    }

    /// A piece of a value in parts, with the commas that were seen in place of full stops between them.
    pub(super) fn with_commas(&self, rule: &FieldRule, piece: Piece) -> Piece {
        if !rule.parts.iter().any(|parts| parts.have(',')) {
            return piece;
        }
        let glyphs = &self.page.rows()[piece.row].glyphs[piece.start..piece.end()];
        let comma = |rival: &Rival| rival.character == ',' && is_likely('.', rival);
        let spelt = |(at, glyph): (usize, &Glyph)| {
            let comma = glyph
                .rival
                .filter(|rival| comma(rival) && ends_a_part(glyphs, at));
            comma.map_or(glyph.character, |rival| rival.character)
        };
        Piece {
            text: glyphs.iter().enumerate().map(spelt).collect(),
            ..piece
        }
    }

    /// Words with the letters that were seen in place of digits among letters.
    fn without_digits(&self, piece: &Piece) -> Option<(Piece, f32)> {
        let glyphs = &self.page.rows()[piece.row].glyphs[piece.start..piece.end()];
        let letter = |at: Option<usize>| {
            let glyph = at.and_then(|at| glyphs.get(at));
            glyph.is_some_and(|glyph| glyph.character.is_alphabetic())
        };
        let among = |at: usize| letter(at.checked_sub(1)) || letter(Some(at + 1));
        let rival = |at: usize| {
            let digit = glyphs[at].character.is_ascii_digit() && among(at);
            let read = glyphs[at].character;
            let letter = |rival: &Rival| is_likely(read, rival) && rival.character.is_alphabetic();
            glyphs[at].rival.filter(|rival| digit && letter(rival))
        };
        let rivals: Vec<Option<Rival>> = (0..glyphs.len()).map(rival).collect();
        let shares = rivals.iter().flatten().map(|rival| rival.share);
        let share = shares.min_by(f32::total_cmp)?;
        let spelt = rivals.iter().zip(glyphs);
        let piece = Piece {
            text: spelt
                .map(|(r, g)| r.map_or(g.character, |r| r.character))
                .collect(),
            ..piece.clone()
        };
        Some((piece, share))
    }
}

/// Whether a full stop stands where a part may end: behind a number or a word that is no abbreviation, before a
/// blank or at the row's end.
fn ends_a_part(glyphs: &[Glyph], at: usize) -> bool {
    let is = |at: usize, test: fn(char) -> bool| {
        let glyph = glyphs.get(at);
        glyph.is_some_and(|glyph| test(glyph.character))
    };
    let before = |test: fn(char) -> bool| at.checked_sub(1).is_some_and(|at| is(at, test));
    let letters = |from: usize| (from..at).all(|at| is(at, char::is_alphabetic));
    let [capitals, others] = ABBREVIATED;
    let long = if before(char::is_uppercase) {
        capitals
    } else {
        others
    };
    let word = at.checked_sub(long).is_some_and(letters);
    let number = before(|c| c.is_ascii_digit());
    let ends = at + 1 == glyphs.len() || is(at + 1, char::is_whitespace);
    is(at, |c| c == '.') && ends && (word || number)
}

/// Whether a character may count instead of the one that was read.
fn is_likely(read: char, rival: &Rival) -> bool {
    let twins = twin(read) == Some(rival.character);
    rival.odds >= if twins { TWIN } else { SEEN } && rival.share >= LIKELY
}

/// Whether a character is about as likely as the one that was read.
fn is_tied(read: char, rival: &Rival) -> bool {
    rival.odds >= TIED && is_likely(read, rival)
}

/// The texts with a value that some glyphs spell after so many changes, each with the least share of the characters
/// that came in.
fn spellings(
    glyphs: &[Glyph],
    changes: usize,
    value: &dyn Fn(&str) -> Option<String>,
    is_possible: fn(char, &Rival) -> bool,
) -> Vec<(String, f32)> {
    let likely = |at: &usize| {
        let glyph = &glyphs[*at];
        let seen = |rival: Rival| {
            is_possible(glyph.character, &rival) && rival.character.is_alphanumeric()
        };
        glyph.character.is_alphanumeric() && glyph.rival.is_some_and(seen)
    };
    let places: Vec<usize> = (0..glyphs.len()).filter(likely).collect();
    let sets: Vec<Vec<usize>> = match changes {
        1 => places.iter().map(|at| vec![*at]).collect(),
        _ => pairs(&places),
    };
    let spelt = |set: Vec<usize>| {
        let at = |at: usize| glyphs[at].rival.filter(|_| set.contains(&at));
        let letters = (0..glyphs.len()).map(|k| at(k).map_or(glyphs[k].character, |r| r.character));
        let text: String = letters.collect();
        let shares = set.iter().filter_map(|k| Some(glyphs[*k].rival?.share));
        let long = value(&text)?.chars().count() >= SHORTEST;
        long.then(|| (text, shares.fold(1.0, f32::min)))
    };
    sets.into_iter().filter_map(spelt).collect()
}

fn pairs(places: &[usize]) -> Vec<Vec<usize>> {
    let from = |(k, first): (usize, &usize)| {
        let (first, rest) = (*first, &places[k + 1..]);
        rest.iter()
            .map(move |second| vec![first, *second])
            .collect::<Vec<_>>()
    };
    places.iter().enumerate().flat_map(from).collect()
}

pub(super) fn only<T>(mut all: Vec<T>) -> Option<T> {
    let one = all.pop();
    one.filter(|_| all.is_empty())
}
