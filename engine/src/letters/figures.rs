//! Figures that are drawn like a letter, in words: `RI0JA` is `RIOJA`, and `S/0` before a father's name is `S/O`.

use super::turn;
use crate::read::{Glyph, Lattice, spelling};

/// Figures and the capitals that are drawn like them.
const ALIKE: [(char, char); 5] = [('0', 'O'), ('1', 'I'), ('5', 'S'), ('6', 'G'), ('8', 'B')];
/// A figure among so many letters, and no other figure, stands in a word. Codes have several, or fewer letters.
const LETTERS: usize = 3;
/// The odds of the letter, against the figure that was read, from which the reader was torn between them.
const TORN: f32 = 0.02;
/// What an address in India begins with, son, daughter, wife or care of, and the odds of its letter: nothing else is
/// written so.
const OF: [&str; 4] = ["S/0", "D/0", "W/0", "C/0"];
const HARDLY_TORN: f32 = 0.0002;

/// Reads a letter where the reader was torn between it and a figure in the middle of a word.
pub(super) fn settle(glyphs: &mut [Glyph], lattice: &Lattice) {
    for word in glyphs.chunk_by_mut(|a, b| is_written(a) && is_written(b)) {
        settle_word(word, lattice);
    }
    if let Some((of, rest)) = glyphs.split_at_mut_checked(OF[0].len())
        && OF.contains(&spelling(of).as_str())
        && !rest.first().is_some_and(is_written)
    {
        turn(&mut of[2], lattice, 'O', HARDLY_TORN);
    }
}

fn settle_word(word: &mut [Glyph], lattice: &Lattice) {
    let mut figures =
        (word.iter().enumerate()).filter(|(_, glyph)| !glyph.character.is_alphabetic());
    let (Some((at, _)), None) = (figures.next(), figures.next()) else {
        return;
    };
    let capitals = !word.iter().any(|glyph| glyph.character.is_lowercase());
    let letter = ALIKE.iter().find(|pair| pair.0 == word[at].character);
    if let Some((_, letter)) = letter.filter(|_| word.len() > LETTERS && capitals) {
        turn(&mut word[at], lattice, *letter, TORN);
    }
}

fn is_written(glyph: &Glyph) -> bool {
    glyph.character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::torn::tests::seen;

    /// What a line says of which these letters were read, one of them torn.
    fn settled(read: &str, torn: (usize, char), odds: f32) -> String {
        let mut line = seen(read, &[torn], odds);
        settle(&mut line.glyphs, &line.lattice);
        spelling(&line.glyphs)
    }

    #[test]
    fn a_figure_in_a_word_is_the_letter_that_is_drawn_like_it() {
        assert_eq!(settled("LA RI0JA", (5, 'O'), 0.1), "LA RIOJA");
        assert_eq!(settled("COLOM8IA", (5, 'B'), 0.1), "COLOMBIA");
        assert_eq!(
            settled("LA RI0JA", (5, 'O'), 0.001),
            "LA RI0JA",
            "it was surely read"
        );
        assert_eq!(
            settled("LA RI0JA", (5, 'Q'), 0.1),
            "LA RI0JA",
            "not drawn alike"
        );
    }

    #[test]
    fn the_son_of_somebody_is_no_figure() {
        assert_eq!(settled("S/0 Anil", (2, 'O'), 0.001), "S/O Anil");
        assert_eq!(settled("S/05", (2, 'O'), 0.1), "S/05", "a number");
        assert_eq!(settled("A/0 Anil", (2, 'O'), 0.1), "A/0 Anil");
        assert_eq!(
            settled("S/0 Anil", (2, 'O'), 0.0001),
            "S/0 Anil",
            "surely read"
        );
    }

    #[test]
    fn codes_and_numbers_keep_their_figures() {
        for (code, at) in [
            ("B10", 2),
            ("M64VM0JYW", 5),
            ("A 0", 2),
            ("10", 1),
            ("Piso0", 4),
        ] {
            assert_eq!(settled(code, (at, 'O'), 0.9), code);
        }
    }
}
