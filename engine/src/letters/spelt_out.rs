//! Letters that a machine readable zone spells with two: where it does so and print shows one, print has the mark.

use super::{alphabets, capital_of, letters, siblings};
use crate::document::Mrz;
use crate::read::Line;
use crate::text::PatchKind;

/// Each such letter and its two.
const SPELT_OUT: [(char, &str); 7] = [
    ('Ä', "AE"),
    ('Ö', "OE"),
    ('Ü', "UE"),
    ('Å', "AA"),
    ('Ø', "OE"),
    ('Æ', "AE"),
    ('ẞ', "SS"),
];

/// A mark that the reader saw less of than this, against the plain letter, is none: the zone may have a letter that
/// the reader dropped.
const SEEN: f32 = 0.002;

/// The two letters that a zone has for one.
pub(crate) fn two_letters(letter: char) -> Option<&'static str> {
    let capital = capital_of(letter);
    let mut pairs = SPELT_OUT.iter();
    pairs.find(|(one, _)| *one == capital).map(|(_, two)| *two)
}

/// Gives plain letters of print their marks where a zone spells the same name with two letters in their place:
/// `MULLER` beside `MUELLER` is `MÜLLER`. The zone need not be valid: nothing but the mark makes its word out of print's.
pub(super) fn restore(lines: &mut [Line], zone: &Mrz, state: &str) {
    let Some(own) = alphabets::of(state) else {
        return;
    };
    let names = ["surname", "given_names"].map(|name| zone.fields.get(name));
    let names = names.into_iter().flatten();
    let words: Vec<&str> = names
        .flat_map(|name| name.split(['<', ' ']))
        .filter(|word| SPELT_OUT.iter().any(|(_, two)| word.contains(two)))
        .collect();
    let printed = |line: &&mut Line| line.patch.kind == PatchKind::Text;
    for line in lines.iter_mut().filter(printed) {
        let found: Places = words.iter().flat_map(|word| places(line, word)).collect();
        for (at, two) in found {
            mark(line, at, two, own);
        }
    }
}

/// Where a line has one letter for two of a word's, and these two; for every word of the line that is the same else.
fn places(line: &Line, word: &str) -> Vec<(usize, &'static str)> {
    let glyphs = line.glyphs.iter().enumerate();
    let signs: Vec<(usize, char)> = glyphs.map(|(at, g)| (at, g.character)).collect();
    let words = signs.split(|(_, c)| !c.is_alphabetic());
    words.flat_map(|print| matched(print, word)).collect()
}

/// The places where `print` has one letter for two of the zone's, if all of it is the zone's word in only one way.
fn matched(print: &[(usize, char)], zone: &str) -> Vec<(usize, &'static str)> {
    let mut ways = Vec::new();
    follow(print, zone, &mut Vec::new(), &mut ways);
    match ways.as_slice() {
        [only] => only.clone(),
        _ => Vec::new(),
    }
}

type Places = Vec<(usize, &'static str)>;

/// Lays the rest of a printed word along the rest of the zone's.
fn follow(print: &[(usize, char)], zone: &str, found: &mut Places, ways: &mut Vec<Places>) {
    let Some((&(at, letter), rest)) = print.split_first() else {
        if zone.is_empty() {
            ways.push(found.clone());
        }
        return;
    };
    let plain = letters(letter.encode_utf8(&mut [0; 4]));
    if let Some(zone) = zone.strip_prefix(plain.as_str()) {
        follow(rest, zone, found, ways);
    }
    let mut pairs: Vec<&'static str> = SPELT_OUT
        .iter()
        .filter(|(one, _)| letters(one.encode_utf8(&mut [0; 4])) == plain)
        .map(|(_, two)| *two)
        .collect();
    pairs.dedup();
    for two in pairs {
        if let Some(zone) = zone.strip_prefix(two) {
            found.push((at, two));
            follow(rest, zone, found, ways);
            found.pop();
        }
    }
}

/// Marks a plain letter: the likeliest that the state writes and the zone spells so.
fn mark(line: &mut Line, at: usize, two: &str, own: &str) {
    let glyph = line.glyphs[at];
    let Some(step) = line
        .lattice
        .clearest(&glyph)
        .filter(|_| glyph.character.is_ascii())
    else {
        return;
    };
    let seen = |class: usize| line.lattice.step(step)[class].exp();
    let fits = |letter: char| {
        letter.is_uppercase() == glyph.character.is_uppercase()
            && two_letters(letter) == Some(two)
            && letter.to_uppercase().any(|capital| own.contains(capital))
    };
    let family = siblings(&line.lattice, glyph.character);
    let plain: f32 = family
        .filter(|(_, letter)| letter.is_ascii())
        .map(|(class, _)| seen(class))
        .sum();
    let family = siblings(&line.lattice, glyph.character);
    let best = family
        .filter(|(_, letter)| fits(*letter))
        .max_by(|a, b| seen(a.0).total_cmp(&seen(b.0)));
    if let Some((_, letter)) = best.filter(|(class, _)| seen(*class) >= SEEN * plain) {
        line.glyphs[at].character = letter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::tests::letter;
    use crate::page::tests::line;

    fn print(text: &str) -> Vec<(usize, char)> {
        text.chars().enumerate().collect()
    }

    #[test]
    fn one_letter_stands_for_two_where_all_else_is_the_same() {
        assert_eq!(matched(&print("MULLER"), "MUELLER"), [(1, "UE")]);
        assert_eq!(
            matched(&print("Öztürk"), "OEZTUERK"),
            [(0, "OE"), (3, "UE")]
        );
        assert_eq!(matched(&print("SAAR"), "SAAR"), []);
        assert_eq!(matched(&print("MUELLER"), "MUELLER"), []);
        assert_eq!(matched(&print("MULLEN"), "MUELLER"), []);
        assert_eq!(matched(&print("MULLE"), "MUELLER"), []);
    }

    fn told(seen: &[(char, f32)], zone: &str, state: &str) -> String {
        let zone = Mrz {
            fields: [("surname".to_owned(), zone.to_owned())].into(),
            ..Mrz::default()
        };
        let mut lines = [letter(seen), line("AE", 0.0, 0.0, 20.0)];
        restore(&mut lines, &zone, state);
        lines[0].glyphs[0].character.to_string()
    }

    #[test]
    fn a_mark_needs_a_zone_that_spells_it_a_state_that_writes_it_and_a_trace_of_it() {
        let seen = [('O', 0.9), ('Ö', 0.05), ('Ø', 0.01)];
        assert_eq!(told(&seen, "OE", "DEU"), "Ö");
        assert_eq!(told(&seen, "OE", "DNK"), "Ø");
        assert_eq!(told(&seen, "OE", "ESP"), "O");
        assert_eq!(told(&seen, "O", "DEU"), "O");
        assert_eq!(told(&[('O', 0.9), ('Ö', 0.0001)], "OE", "DEU"), "O");
    }
}
