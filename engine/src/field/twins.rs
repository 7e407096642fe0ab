//! Letters and figures that many prints draw alike: in a number the pattern tells which of them stands in a place.

use super::respell::{SHORTEST, only};
use crate::read::Glyph;

/// They, pair by pair.
const TWINS: [(char, char); 2] = [('O', '0'), ('I', '1')];
/// More letters and figures that are printed alike are in no number.
const MOST_TWINS: usize = 10;

/// The text with a value that some glyphs spell if letters and figures that are printed alike are taken for one another,
/// however sure the reader was which it saw; the only one with the fewest changes, and how sure its signs are.
pub(super) fn as_twins(
    glyphs: &[Glyph],
    value: &dyn Fn(&str) -> Option<String>,
) -> Option<(String, f32)> {
    let places: Vec<usize> = places_of_twins(glyphs);
    if places.len() > MOST_TWINS {
        return None;
    }
    let mut sets: Vec<u32> = (1..1 << places.len()).collect();
    sets.sort_by_key(|set| set.count_ones());
    let spelt = |set: u32| {
        let turned = |at: usize| {
            let place = places.iter().position(|place| *place == at);
            place.is_some_and(|place| set >> place & 1 == 1)
        };
        let letters = glyphs.iter().enumerate().map(|(at, glyph)| {
            let other = twin(glyph.character).filter(|_| turned(at));
            other.unwrap_or(glyph.character)
        });
        let text: String = letters.collect();
        (value(&text)?.chars().count() >= SHORTEST).then_some(text)
    };
    let same_size = sets.chunk_by(|a, b| a.count_ones() == b.count_ones());
    let mut found = same_size.map(|sets| sets.iter().filter_map(|set| spelt(*set)).collect());
    let fewest = found.find(|texts: &Vec<String>| !texts.is_empty())?;
    let shares = places.iter().map(|at| glyphs[*at].confidence);
    only(fewest).map(|text| (text, shares.fold(1.0, f32::min)))
}

/// Where letters and figures that are printed alike stand in words that have both.
fn places_of_twins(glyphs: &[Glyph]) -> Vec<usize> {
    let numbered: Vec<(usize, char)> = glyphs.iter().map(|g| g.character).enumerate().collect();
    let words = numbered.split(|(_, character)| character.is_whitespace());
    let any = |word: &[(usize, char)], test: fn(char) -> bool| word.iter().any(|(_, c)| test(*c));
    let numbers =
        words.filter(|word| any(word, |c| c.is_ascii_digit()) && any(word, char::is_alphabetic));
    let twins = numbers.flatten().filter(|(_, c)| twin(*c).is_some());
    twins.map(|(at, _)| *at).collect()
}

/// The letter or figure that many prints draw alike.
pub(super) fn twin(of: char) -> Option<char> {
    let pair = TWINS.iter().find(|pair| pair.0 == of || pair.1 == of);
    pair.map(|(letter, figure)| if of == *letter { *figure } else { *letter })
}
