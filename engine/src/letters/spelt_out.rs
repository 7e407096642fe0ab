//! Letters that a machine readable zone spells with two: where it does so and print shows one, print has the mark.

use super::torn::Print;
use super::{alphabets, capital_of};
use crate::document::Mrz;
use crate::nationality;
use crate::read::Line;
use crate::text::PatchKind;

/// Each such letter and its two.
pub(super) const SPELT_OUT: [(char, &str); 7] = [
    ('Ä', "AE"),
    ('Ö', "OE"),
    ('Ü', "UE"),
    ('Å', "AA"),
    ('Ø', "OE"),
    ('Æ', "AE"),
    ('ẞ', "SS"),
];

/// The two letters that a zone has for one.
pub(crate) fn two_letters(letter: char) -> Option<&'static str> {
    let capital = capital_of(letter);
    let mut pairs = SPELT_OUT.iter();
    pairs.find(|(one, _)| *one == capital).map(|(_, two)| *two)
}

/// Spells names in print as a zone does, where the reader was torn between its letters and others: `MULLER` and `MÄLLER`
/// beside `MUELLER` are `MÜLLER`. For a mark the zone need not be valid: nothing else makes its word out of print's.
pub(super) fn restore(lines: &mut [Line], zone: &Mrz, state: &str) {
    let own = alphabets::of(state).unwrap_or_default();
    let words = words_of(zone);
    let printed = |line: &&mut Line| line.patch.kind == PatchKind::Text;
    for line in lines.iter_mut().filter(printed) {
        let print = Print {
            line,
            own,
            proven: zone.valid,
        };
        for change in print.changes(&words) {
            let glyph = &mut line.glyphs[change.at];
            glyph.character = change.letter;
            if change.other {
                glyph.confidence = change.probability;
            }
        }
    }
}

/// The words of a zone's names, and those that its state prints for the nationality.
fn words_of(zone: &Mrz) -> Vec<&str> {
    let element = |name: &str| zone.fields.get(name).map_or("", String::as_str);
    let names = ["surname", "given_names"].into_iter().map(element);
    let names = names.flat_map(|name| name.split(['<', ' ']));
    let nationality = nationality::words(element("nationality").trim_end_matches('<'));
    names.chain(nationality.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::tests::letter;
    use crate::letters::torn::tests::seen;
    use crate::page::tests::line;

    /// What a name is that was read of a German passport whose zone has `zone`; every letter was seen best, and each
    /// of `traces` in its place with odds of one in ten.
    fn restored(read: &str, traces: &[(usize, char)], zone: &str, valid: bool) -> String {
        let mut line = seen(read, traces, 0.09);
        let zone = Mrz {
            valid,
            ..named(zone)
        };
        restore(std::slice::from_mut(&mut line), &zone, "D");
        line.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    #[test]
    fn one_letter_stands_for_two_where_all_else_is_the_same() {
        let marks = [(1, 'Ü')];
        assert_eq!(restored("MULLER", &marks, "MUELLER", false), "MÜLLER");
        assert_eq!(restored("Öztürk", &[(3, 'u')], "OEZTUERK", false), "Öztürk");
        assert_eq!(restored("SAAR", &[(1, 'Å')], "SAAR", false), "SAAR");
        assert_eq!(restored("MUELLER", &marks, "MUELLER", false), "MUELLER");
        assert_eq!(restored("MULLEN", &marks, "MUELLER", false), "MULLEN");
        assert_eq!(restored("MULLE", &marks, "MUELLER", false), "MULLE");
    }

    #[test]
    fn a_letter_is_the_zones_where_the_reader_was_torn_and_the_zone_is_valid() {
        let torn = [(1, 'Ü')];
        assert_eq!(restored("MÄLLER", &torn, "MUELLER", true), "MÜLLER");
        assert_eq!(restored("MÄLLER", &torn, "MUELLER", false), "MÄLLER");
        assert_eq!(restored("MÄLLER", &[], "MUELLER", true), "MÄLLER");
        assert_eq!(restored("0BERG", &[(0, 'Ö')], "OEBERG", true), "ÖBERG");
        assert_eq!(restored("MÄLLER", &[(1, 'I')], "MILLER", true), "MILLER");
        // Another person's name, read without a doubt, and one of which too little was read.
        assert_eq!(restored("ANDREA", &[], "ANDRES", true), "ANDREA");
        let traces = [(1, 'U'), (4, 'N')];
        assert_eq!(restored("MILLER", &traces, "MULLNR", true), "MILLER");
        assert_eq!(restored("IDA", &[(0, 'A')], "ADA", true), "IDA");
    }

    #[test]
    fn what_is_a_word_of_the_zone_already_is_not_made_another() {
        let torn = [(4, 'A')];
        assert_eq!(restored("MARIO", &torn, "MARIA", true), "MARIA");
        assert_eq!(restored("MARIO", &torn, "MARIA<MARIO", true), "MARIO");
        assert_eq!(
            restored("MARI0", &[(4, 'A'), (4, 'O')], "MARIA<MARIO", true),
            "MARI0"
        );
    }

    #[test]
    fn a_nationality_is_a_word_of_the_zones_too() {
        assert_eq!(restored("DEUTSCN", &[(6, 'H')], "MUELLER", true), "DEUTSCH");
        assert_eq!(restored("DEUTSCN", &[], "MUELLER", true), "DEUTSCN");
    }

    #[test]
    fn an_apostrophe_is_no_letter_of_the_zones() {
        let torn = [(0, 'O')];
        assert_eq!(restored("0'CONNOR", &torn, "OCONNOR", true), "O'CONNOR");
    }

    fn named(surname: &str) -> Mrz {
        Mrz {
            fields: [("surname", surname), ("nationality", "D<<")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            ..Mrz::default()
        }
    }

    fn told(seen: &[(char, f32)], zone: &str, state: &str) -> String {
        let zone = named(zone);
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
