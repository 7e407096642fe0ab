//! Letters whose marks are hard to see, or that are printed alike: the language of the document tells them apart.

use crate::document::Mrz;
use crate::fuzzy::letters;
use crate::read::{Glyph, Lattice, Line, spelling};
use crate::text::PatchKind;
use before_u::TAILLESS;

mod alphabets;
mod before_u;
mod blanks;
mod cases;
mod figures;
mod spelt_out;
mod torn;
mod vocabulary;

pub(crate) use spelt_out::two_letters;

/// The states in whose languages a stroke through a D makes an eth.
const ETH: [&str; 2] = ["ISL", "FRO"];

/// How often a letter is printed that the languages of the issuing state do not write, against one that they do:
/// names and places from abroad. Specks and the lines of a ground pass for marks far more often.
const FOREIGN: f32 = 0.001;

/// One that is less sure than this is likelier another letter misread …
const CLEAR: f32 = 0.89;
/// … and so much of its sureness is left.
const DOUBTED: f32 = 0.5;

/// The state that issued a document, by its zone.
pub(crate) fn issuer(zone: Option<&Mrz>) -> Option<&str> {
    zone.and_then(|zone| zone.fields.get("issuing_state"))
        .map(String::as_str)
}

/// Whether it is a Latin letter beyond A to Z; other scripts have theirs.
fn is_marked(character: char) -> bool {
    let latin = matches!(character, '\u{80}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    latin && character.is_alphabetic()
}

/// Spells letters as the languages of the issuing state do.
///
/// A letter that they do not write needs far better evidence than one that they do. And the reader has one class
/// for Đ (Croatian, Sámi, Vietnamese) and Ð (Icelandic, Faroese), whose capitals are the same in print.
pub(crate) fn spell(
    lines: &mut [Line],
    zone: Option<&Mrz>,
    state: Option<&str>,
    vocabulary: &[String],
) {
    if let Some((zone, state)) = zone.zip(state) {
        spelt_out::restore(lines, zone, state);
    }
    let printed = |line: &&mut Line| line.patch.kind == PatchKind::Text;
    for line in lines.iter_mut().filter(printed) {
        blanks::restore(&mut line.glyphs, &line.lattice);
    }
    vocabulary::restore(lines, vocabulary);
    let own = state.and_then(alphabets::of);
    let eth = writes_eth(lines, state);
    for line in lines.iter_mut().filter(printed) {
        for glyph in &mut line.glyphs {
            if let Some(own) = own {
                weigh(glyph, &line.lattice, own);
            }
            if eth {
                glyph.character = as_eth(glyph.character);
            }
        }
        if state.is_some_and(writes_enye) {
            before_u::settle(&mut line.glyphs, &line.lattice);
        }
        cases::settle(&mut line.glyphs, &line.lattice);
        figures::settle(&mut line.glyphs, &line.lattice);
        line.text = spelling(&line.glyphs);
    }
}

/// Judges a letter with a foreign mark once more, against the letters that differ from it by the mark alone and the one
/// that the reader held for likely after it: `NÎĦES` of France is `NÎMES`.
fn weigh(glyph: &mut Glyph, lattice: &Lattice, own: &str) {
    let foreign = |letter: char| is_beyond(letter, own);
    if !foreign(glyph.character) {
        return;
    }
    let capital = glyph.character.is_uppercase();
    let rival = glyph.rival.map(|rival| rival.character);
    let rival = rival.and_then(|letter| Some((lattice.class(letter)?, letter)));
    let mut family: Vec<(usize, char)> = siblings(lattice, glyph.character).collect();
    family.extend(rival.filter(|rival| !family.contains(rival)));
    family.retain(|(_, letter)| letter.is_alphabetic() && letter.is_uppercase() == capital);
    let Some(step) = lattice.clearest(glyph) else {
        return;
    };
    let seen = |class: usize| lattice.step(step)[class].exp();
    let worth =
        |(class, letter): (usize, char)| seen(class) * if foreign(letter) { FOREIGN } else { 1.0 };
    let all: f32 = family.iter().map(|(class, _)| seen(*class)).sum();
    let weighed: f32 = family.iter().copied().map(worth).sum();
    let best = family
        .into_iter()
        .max_by(|a, b| worth(*a).total_cmp(&worth(*b)));
    if let Some(best) = best.filter(|_| weighed > 0.0) {
        glyph.character = best.1;
        glyph.confidence = all * worth(best) / weighed;
        if foreign(best.1) && glyph.confidence < CLEAR {
            glyph.confidence *= DOUBTED;
        }
    }
}

/// Whether a letter has a mark that the languages of a state do not write; of none where they are not known.
pub(crate) fn is_foreign(letter: char, state: Option<&str>) -> bool {
    let own = state.and_then(alphabets::of);
    own.is_some_and(|own| is_beyond(letter, own))
}

fn is_beyond(letter: char, own: &str) -> bool {
    is_marked(letter) && !own.contains(capital_of(letter))
}

/// The capital of a letter; that of ß is one letter too.
pub(crate) fn capital_of(letter: char) -> char {
    match letter {
        'ß' => 'ẞ',
        _ => letter.to_uppercase().next().unwrap_or(letter),
    }
}

/// Reads another letter instead, if its odds against the one that was read are at least so good.
fn turn(glyph: &mut Glyph, lattice: &Lattice, other: char, least: f32) {
    let classes = lattice.class(glyph.character).zip(lattice.class(other));
    let Some((classes, step)) = classes.zip(lattice.clearest(glyph)) else {
        return;
    };
    let seen = |class: usize| lattice.step(step)[class].exp();
    let (likely, torn) = (seen(classes.0), seen(classes.1));
    if torn >= least * likely {
        glyph.character = other;
        glyph.confidence = (likely + torn).min(1.0);
    }
}

/// The classes of a reader whose letters differ from one by marks and size alone, that one among them.
pub(crate) fn siblings(lattice: &Lattice, of: char) -> impl Iterator<Item = (usize, char)> {
    let plain = |letter: char| letters(letter.encode_utf8(&mut [0; 4]));
    let own = plain(of);
    let classes = (1..).zip(lattice.alphabet.iter().copied());
    classes.filter(move |(_, letter)| plain(*letter) == own)
}

fn as_eth(character: char) -> char {
    match character {
        'Đ' => 'Ð',
        'đ' => 'ð',
        other => other,
    }
}

/// Whether names of a state have an O that only a Q without its tail can be.
pub(crate) fn lack_a_tail(names: &str, state: &str) -> bool {
    writes_enye(state) && TAILLESS.iter().any(|letters| names.contains(letters))
}

/// Whether a state writes an Ñ, which is to say Spanish.
fn writes_enye(state: &str) -> bool {
    alphabets::of(state).is_some_and(|own| own.contains('Ñ'))
}

/// By the issuing state, or by a thorn, which no other living language writes.
fn writes_eth(lines: &[Line], state: Option<&str>) -> bool {
    let of_state = state.is_some_and(|state| ETH.contains(&state));
    of_state || lines.iter().any(|line| line.text.contains(['Þ', 'þ']))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::page::tests::line;

    fn spelt(texts: [&str; 2]) -> String {
        let mut lines = texts.map(|text| line(text, 0.0, 0.0, 20.0));
        spell(&mut lines, None, None, &[]);
        lines[0].text.clone()
    }

    #[test]
    fn a_thorn_makes_an_eth_and_nothing_else_does() {
        assert_eq!(spelt(["SIGURĐUR", "ÞÓRA"]), "SIGURÐUR");
        assert_eq!(spelt(["ĐURĐEVAC", "ROĐENJA"]), "ĐURĐEVAC");
    }

    #[test]
    fn the_issuing_state_decides_without_one() {
        let mut lines = [line("FRÓĐÁ", 0.0, 0.0, 20.0)];
        let fields = [("issuing_state".to_owned(), "ISL".to_owned())];
        let zone = Mrz {
            fields: fields.into(),
            ..Mrz::default()
        };
        spell(&mut lines, Some(&zone), issuer(Some(&zone)), &[]);
        assert_eq!(lines[0].text, "FRÓÐÁ");
        assert_eq!(lines[0].glyphs[3].character, 'Ð');
    }

    /// One letter, seen at one step with these probabilities.
    pub(crate) fn letter(seen: &[(char, f32)]) -> Line {
        let alphabet: Vec<char> = seen.iter().map(|(letter, _)| *letter).collect();
        let blank = std::iter::once((0.01_f32).ln());
        let mut one = line(&alphabet[0].to_string(), 0.0, 0.0, 20.0);
        one.lattice = Lattice {
            log_probabilities: blank.chain(seen.iter().map(|(_, p)| p.ln())).collect(),
            steps: 1,
            alphabet: alphabet.into(),
        };
        one.glyphs[0] = Glyph {
            character: seen[0].0,
            confidence: seen[0].1,
            left: 0.0,
            right: 1.0,
            rival: None,
        };
        one
    }

    fn told(seen: &[(char, f32)], state: &str) -> (String, f32) {
        let mut lines = [letter(seen)];
        spell(&mut lines, None, Some(state), &[]);
        (lines[0].text.clone(), lines[0].glyphs[0].confidence)
    }

    #[test]
    fn a_speck_makes_no_letter_that_the_state_does_not_write() {
        let seen = [('Ļ', 0.90), ('L', 0.08), ('I', 0.01)];
        assert_eq!(told(&seen, "D").0, "L");
        assert_eq!(told(&seen, "LVA").0, "Ļ");
        assert_eq!(told(&seen, "XYZ").0, "Ļ");
        assert_eq!(told(&seen, "IND").0, "L", "nothing has marks there");
        let thai = told(&[('ส', 0.7), ('น', 0.2)], "THA");
        assert_eq!(thai, ("ส".to_owned(), 0.7), "of another script");
        let seen = [('Ī', 0.6), ('Í', 0.35), ('I', 0.03)];
        let (text, confidence) = told(&seen, "ISL");
        assert_eq!(text, "Í");
        assert!((0.85..0.98).contains(&confidence), "{confidence}");
    }

    #[test]
    fn a_clear_letter_from_abroad_stays() {
        let seen = [('Ł', 0.989), ('L', 0.0001)];
        let (text, confidence) = told(&seen, "D");
        assert_eq!(text, "Ł");
        assert!(confidence > CLEAR, "{confidence}");
    }

    #[test]
    fn a_letter_from_abroad_that_is_not_clear_is_doubted_and_a_small_sharp_s_is_from_here() {
        let (text, confidence) = told(&[('Ő', 0.93), ('O', 0.0001)], "CHL");
        assert!(text == "Ő" && confidence < 0.55, "{confidence}");
        let (_, confidence) = told(&[('Ő', 0.93), ('O', 0.0001)], "HUN");
        assert!(confidence > 0.9, "{confidence}");
        let (text, confidence) = told(&[('ß', 0.93), ('s', 0.0001)], "DEU");
        assert!(text == "ß" && confidence > 0.9, "{confidence}");
    }
}
