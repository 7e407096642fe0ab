//! What a name in print says more than a zone: accents, marks and small letters.

use crate::field::Reading;
use crate::fuzzy::letters;
use crate::letters::{capital_of, is_foreign, siblings, two_letters};
use crate::read::{Glyph, Lattice, Line};

/// How sure print is of what the zone does not say of a name, 0–1: each letter against those that differ from it by
/// the mark or the size alone, and each sign. `None` where the name is not found in one line. Letters that `state` does
/// not write are left out, and in a name of capitals small ones are the same.
pub(crate) fn certainty(
    lines: &[Line],
    printed: &Reading,
    told: &Reading,
    state: Option<&str>,
) -> Option<f32> {
    let (line, start) = lines.iter().find_map(|line| {
        let at = line.text.find(&printed.text)?;
        (line.patch.quad == printed.quad).then(|| (line, line.text[..at].chars().count()))
    })?;
    let proven = spelt_out(&printed.text) == letters(&told.value);
    let glyphs = line.glyphs.iter().skip(start);
    let glyphs = glyphs.take(printed.text.chars().count());
    let capitals = !printed.text.chars().any(char::is_lowercase);
    let of = |glyph: &Glyph| match glyph.character {
        ' ' => 1.0,
        letter if proven && two_letters(letter).is_some() => 1.0,
        letter if letter.is_alphabetic() => {
            let same = |other: char| {
                other == letter || capitals && capital_of(other) == capital_of(letter)
            };
            let rival = |other: char| !is_foreign(other, state) || is_foreign(letter, state);
            among_siblings(&line.lattice, glyph, (&same, &rival))
        }
        _ => glyph.confidence,
    };
    Some(glyphs.map(of).fold(1.0, f32::min))
}

/// The letters of a name, with two for each that a zone spells with two.
fn spelt_out(name: &str) -> String {
    let one = |letter: char| match two_letters(letter) {
        Some(two) => two.to_owned(),
        None => letters(letter.encode_utf8(&mut [0; 4])),
    };
    name.chars().map(one).collect()
}

/// The probability of a letter, and those that are the `same`, among those that are the same without marks and in
/// capitals and may be its `rival`, where it was seen best.
fn among_siblings(
    lattice: &Lattice,
    glyph: &Glyph,
    (same, rival): (&dyn Fn(char) -> bool, &dyn Fn(char) -> bool),
) -> f32 {
    let Some(step) = lattice.clearest(glyph) else {
        return glyph.confidence;
    };
    let (mut it, mut all) = (0.0, 0.0);
    for (class, letter) in siblings(lattice, glyph.character).filter(|(_, letter)| rival(*letter)) {
        let probability = lattice.step(step)[class].exp();
        all += probability;
        it += if same(letter) { probability } else { 0.0 };
    }
    if all > 0.0 {
        it / all
    } else {
        glyph.confidence
    }
}
