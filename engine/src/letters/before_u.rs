//! Q and O before UE and UI in Spanish, which differ by a tail: `VÁZQUEZ` is written, `VÁZOUEZ` is not.

use super::turn;
use crate::fuzzy::letters;
use crate::read::{Glyph, Lattice, spelling};

/// What only a Q that lost its tail makes of Spanish.
pub(crate) const TAILLESS: [&str; 2] = ["OUE", "OUI"];

/// The odds of a Q against the O that was read, from which it is one: among names of Spanish states QUE and QUI are
/// some hundred times as frequent as OUE and OUI.
const TORN: f32 = 0.03;

/// Gives an O before UE or UI its tail, where the reader was torn.
pub(super) fn settle(glyphs: &mut [Glyph], lattice: &Lattice) {
    for at in 0..glyphs.len().saturating_sub(2) {
        let word = spelling(&glyphs[at..at + 3]);
        if TAILLESS.contains(&letters(&word).as_str()) && word.starts_with('O') {
            turn(&mut glyphs[at], lattice, 'Q', TORN);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::tests::letter;
    use crate::page::tests::line;

    /// What stands for an O that was read before `rest`, where a Q had these odds.
    fn read(rest: &str, odds: f32) -> String {
        let torn = letter(&[('O', 0.9), ('Q', 0.9 * odds)]);
        let mut glyphs = torn.glyphs.clone();
        glyphs.extend(line(rest, 0.0, 0.0, 20.0).glyphs);
        settle(&mut glyphs, &torn.lattice);
        spelling(&glyphs)
    }

    #[test]
    fn an_o_before_ue_and_ui_is_a_q_where_the_reader_was_torn() {
        assert_eq!(read("UEZ", 0.1), "QUEZ");
        assert_eq!(read("UÍN", 0.1), "QUÍN");
        assert_eq!(read("UIS", 0.01), "OUIS", "plainly an O");
        assert_eq!(read("UR", 0.1), "OUR");
        assert_eq!(read("EZ", 0.1), "OEZ");
    }
}
