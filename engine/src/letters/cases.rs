//! Letters whose capital is their small form in another size: their word tells which of the two was printed.

use super::turn;
use crate::fuzzy::letters;
use crate::read::{Glyph, Lattice, spelling};

/// Letters that are printed alike in both cases, whatever marks they bear.
const ALIKE: &str = "COSUVWXZ";
/// So many letters of a word must be capitals to tell that all are, and none small …
const TELLING: usize = 2;

/// … and so many after its first one small: `Chocó` has one that tells.
const TELLING_SMALL: usize = 1;

/// The odds of the other case, against the one that was read, from which the reader was torn between them, where a
/// name may begin anew: a letter that was plainly read as the other one stays, as in `McDONALD`.
const TORN: f32 = 0.01;

/// The same for all other letters of a word: no name changes its case there.
const HARDLY_TORN: f32 = 0.0002;

/// What stands before a capital within a name.
const PREFIXES: [&str; 12] = [
    "AP", "DE", "DEL", "DI", "DU", "FITZ", "LA", "LE", "MAC", "MC", "VAN", "VON",
];

/// Gives letters that are printed alike in both cases that of their word, where the reader was torn.
pub(super) fn settle(glyphs: &mut [Glyph], lattice: &Lattice) {
    for word in glyphs.chunk_by_mut(|a, b| is_letter(a) && is_letter(b)) {
        let Some(capitals) = are_capitals(word) else {
            continue;
        };
        // A word in small letters may begin with a capital.
        let first = usize::from(!capitals);
        let wrong = |glyph: &Glyph| is_alike(glyph) && glyph.character.is_uppercase() != capitals;
        for at in first..word.len() {
            if wrong(&word[at]) {
                let least = if is_at_a_prefix(word, at) {
                    TORN
                } else {
                    HARDLY_TORN
                };
                let other = other_case(word[at].character);
                turn(&mut word[at], lattice, other, least);
            }
        }
    }
}

/// Whether a letter begins a name, or ends a prefix, or follows one: `McDONALD`, `DiCaprio`.
fn is_at_a_prefix(word: &[Glyph], at: usize) -> bool {
    let is_prefix = |part: &[Glyph]| PREFIXES.contains(&letters(&spelling(part)).as_str());
    at == 0 || is_prefix(&word[..at]) || is_prefix(&word[..=at])
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.character.is_alphabetic()
}

fn is_alike(glyph: &Glyph) -> bool {
    ALIKE.contains(&letters(glyph.character.encode_utf8(&mut [0; 4])))
}

/// Whether a word is in capitals, if its letters agree.
fn are_capitals(word: &[Glyph]) -> Option<bool> {
    let telling = |glyphs: &[Glyph], capitals: bool, least: usize| {
        let mut telling = glyphs.iter().filter(|glyph| !is_alike(glyph));
        let count = telling.clone().count();
        let agree = telling.all(|glyph| glyph.character.is_uppercase() == capitals);
        agree && count >= least
    };
    if telling(word, true, TELLING) {
        Some(true)
    } else {
        telling(word.get(1..)?, false, TELLING_SMALL).then_some(false)
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
    use crate::read::Line;

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
    fn a_name_changes_its_case_after_a_prefix_alone() {
        assert_eq!(settled(word("LucknoW", 6, 'w', 0.001)), "Lucknow");
        assert_eq!(settled(word("LeeuWarden", 4, 'w', 0.001)), "Leeuwarden");
        assert_eq!(settled(word("JESUs", 4, 'S', 0.001)), "JESUS");
        assert_eq!(settled(word("LucknoW", 6, 'w', 0.0001)), "LucknoW");
        assert_eq!(settled(word("VanWinkle", 3, 'w', 0.001)), "VanWinkle");
    }

    #[test]
    fn one_small_letter_after_the_first_tells_a_word() {
        assert_eq!(settled(word("ChocÓ", 4, 'ó', 0.1)), "Chocó");
        assert_eq!(settled(word("CoSO", 1, 'O', 0.1)), "CoSO", "none tells");
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
