//! Letters whose capital is their small form in another size: their word tells which of the two was printed.

use super::turn;
use crate::fuzzy::letters;
use crate::read::{Glyph, Lattice};

/// Letters that are printed alike in both cases, whatever marks they bear.
const ALIKE: &str = "COSUVWXZ";
/// So many letters of a word must tell its case, and none the other.
const TELLING: usize = 2;
/// The odds of the other case, against the one that was read, from which the reader was torn between them. A letter
/// that was plainly read as the other one stays: `McDONALD`.
const TORN: f32 = 0.01;

/// The same for the last letters of a word: no name ends in another case than it is written in.
const TORN_AT_THE_END: f32 = 0.0002;

/// Gives letters that are printed alike in both cases that of their word, where the reader was torn.
pub(super) fn settle(glyphs: &mut [Glyph], lattice: &Lattice) {
    for word in glyphs.chunk_by_mut(|a, b| is_letter(a) && is_letter(b)) {
        let Some(capitals) = are_capitals(word) else {
            continue;
        };
        // A word in small letters may begin with a capital.
        let first = usize::from(!capitals);
        let wrong = |glyph: &Glyph| is_alike(glyph) && glyph.character.is_uppercase() != capitals;
        let end = word.iter().rposition(|glyph| !wrong(glyph)).unwrap_or(0);
        for (at, glyph) in word.iter_mut().enumerate().skip(first) {
            if wrong(glyph) {
                let least = if at > end { TORN_AT_THE_END } else { TORN };
                turn(glyph, lattice, other_case(glyph.character), least);
            }
        }
    }
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.character.is_alphabetic()
}

fn is_alike(glyph: &Glyph) -> bool {
    ALIKE.contains(&letters(glyph.character.encode_utf8(&mut [0; 4])))
}

/// Whether a word is in capitals, if its letters agree.
fn are_capitals(word: &[Glyph]) -> Option<bool> {
    let telling = |glyphs: &[Glyph], capitals: bool| {
        let mut telling = glyphs.iter().filter(|glyph| !is_alike(glyph));
        let count = telling.clone().count();
        let agree = telling.all(|glyph| glyph.character.is_uppercase() == capitals);
        agree && count >= TELLING
    };
    if telling(word, true) {
        Some(true)
    } else {
        telling(word.get(1..)?, false).then_some(false)
    }
}

fn other_case(letter: char) -> char {
    let other = match letter.is_uppercase() {
        true => letter.to_lowercase().next(),
        false => letter.to_uppercase().next(),
    };
    other.unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::line;
    use crate::read::{Line, spelling};

    /// A word whose letters were seen one a step, one of them torn between itself and its other case.
    fn word(text: &str, at: usize, other: char, odds: f32) -> Line {
        let letters: Vec<char> = text.chars().collect();
        let mut alphabet = letters.clone();
        alphabet.push(other);
        alphabet.dedup();
        let mut seen = vec![1e-6_f32; letters.len() * (alphabet.len() + 1)];
        for (step, row) in seen.chunks_exact_mut(alphabet.len() + 1).enumerate() {
            let class = |c: char| 1 + alphabet.iter().position(|a| *a == c).unwrap();
            row[class(letters[step])] = 0.9;
            if step == at {
                row[class(other)] = 0.9 * odds;
            }
        }
        let mut word = line(text, 0.0, 0.0, 20.0);
        word.lattice = Lattice {
            log_probabilities: seen.into_iter().map(f32::ln).collect(),
            steps: letters.len(),
            alphabet: alphabet.into(),
        };
        word
    }

    fn settled(mut word: Line) -> String {
        settle(&mut word.glyphs, &word.lattice);
        spelling(&word.glyphs)
    }

    #[test]
    fn a_torn_letter_is_as_large_as_its_word() {
        assert_eq!(settled(word("öSTERREICH", 0, 'Ö', 0.1)), "ÖSTERREICH");
        assert_eq!(settled(word("LucknoW", 6, 'w', 0.1)), "Lucknow");
        assert_eq!(settled(word("ZWolle", 1, 'w', 0.1)), "Zwolle");
    }

    #[test]
    fn the_last_letter_of_a_word_takes_its_case_sooner() {
        assert_eq!(settled(word("LucknoW", 6, 'w', 0.001)), "Lucknow");
        assert_eq!(settled(word("JESUs", 4, 'S', 0.001)), "JESUS");
        assert_eq!(settled(word("LucknoW", 6, 'w', 0.0001)), "LucknoW");
    }

    #[test]
    fn a_clear_letter_stays_as_it_was_read() {
        assert_eq!(settled(word("McDONALD", 1, 'C', 0.001)), "McDONALD");
        assert_eq!(settled(word("DiCaprio", 2, 'c', 0.001)), "DiCaprio");
    }

    #[test]
    fn a_word_that_does_not_tell_its_case_changes_nothing() {
        // The first letter of a name is large, and the others of these are printed alike.
        assert_eq!(settled(word("Rosso", 1, 'O', 0.1)), "Rosso");
        assert_eq!(settled(word("Cox", 0, 'c', 0.9)), "Cox");
        assert_eq!(settled(word("MaRo", 3, 'O', 0.5)), "MaRo");
    }
}
