//! A number that a side prints several times, read from all of its prints together.

use mrz::Day;

use crate::law;
use crate::name::FieldName;
use crate::page::{Page, Row};
use crate::pattern::as_digit;
use crate::read::Glyph;
use crate::template::FieldRule;

/// So many signs of one print may be other than all say together.
const ASTRAY: usize = 3;
/// So sure they are together of each sign.
const SURE: f32 = 0.7;
/// A print of which fewer signs in ten are digits is no number.
const DIGITS: usize = 7;

/// How likely each digit is, sign by sign.
type Signs = Vec<[f32; 10]>;

/// How often a lawful number of the field's stands on the page, misread signs being outvoted by the other prints: one
/// time and no more where nothing says it again.
pub(super) fn times(name: FieldName, field: &FieldRule, page: &Page<'_>, today: Day) -> usize {
    if field.times < 2 {
        return 1;
    }
    let lengths = field.patterns.iter().filter_map(|pattern| pattern.length());
    let most = lengths.filter_map(|length| {
        let prints = page.rows().iter().filter_map(|row| print(row, length));
        let prints: Vec<Signs> = prints.collect();
        let choirs = prints.iter().map(|one| {
            let near = |other: &&Signs| unlike(&said(one), &said(other)) <= ASTRAY;
            prints.iter().filter(near).collect()
        });
        let sung = choirs.filter(|choir: &Vec<&Signs>| {
            let (text, sure) = together(choir);
            sure >= SURE && law::is_lawful(name, field, &text, today)
        });
        sung.map(|choir| choir.len()).max()
    });
    most.max().unwrap_or(1).min(field.times)
}

/// The signs of a row that is a number of so many digits.
fn print(row: &Row<'_>, length: usize) -> Option<Signs> {
    let signs = row
        .glyphs
        .iter()
        .filter(|glyph| !glyph.character.is_whitespace());
    let signs: Vec<&Glyph> = signs.collect();
    let digits = signs
        .iter()
        .filter(|sign| as_digit(sign.character).is_some());
    (signs.len() == length && 10 * digits.count() >= DIGITS * length)
        .then(|| signs.into_iter().map(likely).collect())
}

/// How likely each digit is in the place of a sign: what was read, what could be instead, and what is left for all.
fn likely(sign: &Glyph) -> [f32; 10] {
    let rival = sign
        .rival
        .map(|rival| (rival.character, rival.odds * sign.confidence));
    let seen = [Some((sign.character, sign.confidence)), rival];
    let seen: Vec<(char, f32)> = seen.into_iter().flatten().collect();
    let rest = 1.0 - seen.iter().map(|(_, share)| share).sum::<f32>();
    let mut digits = [rest.max(0.01) / 10.0; 10];
    for (character, share) in seen {
        if let Some(digit) = as_digit(character) {
            digits[digit] += share;
        }
    }
    digits
}

/// The likeliest digits.
fn said(signs: &Signs) -> Vec<usize> {
    signs.iter().map(|digits| likeliest(digits).0).collect()
}

fn likeliest(digits: &[f32; 10]) -> (usize, f32) {
    let all = digits.iter().copied().enumerate();
    all.fold((0, 0.0), |a, b| if b.1 > a.1 { b } else { a })
}

/// What several prints say together, and how sure they are of the sign that they are least sure of.
fn together(prints: &[&Signs]) -> (String, f32) {
    let length = prints.first().map_or(0, |print| print.len());
    let (mut text, mut least) = (String::new(), 1.0_f32);
    for at in 0..length {
        let digits = std::array::from_fn(|digit| {
            prints.iter().map(|print| print[at][digit]).product::<f32>()
        });
        let (digit, share) = likeliest(&digits);
        text.extend(char::from_digit(digit as u32, 10));
        least = least.min(share / digits.iter().sum::<f32>());
    }
    (text, least)
}

fn unlike(one: &[usize], other: &[usize]) -> usize {
    one.iter().zip(other).filter(|(a, b)| a != b).count()
}
