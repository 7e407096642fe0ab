//! Letters that a machine readable zone spells with two: where it does so and print shows one, print has the mark.

use super::{alphabets, capital_of, letters};
use crate::document::Mrz;
use crate::nationality;
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
/// The odds of the zone's letter, against another one that was read in its place, from which the reader was torn.
const TORN: f32 = 0.02;
/// One letter of so many may be read as another; of shorter words none.
const ONE_OF: usize = 4;

/// The two letters that a zone has for one.
pub(crate) fn two_letters(letter: char) -> Option<&'static str> {
    let capital = capital_of(letter);
    let mut pairs = SPELT_OUT.iter();
    pairs.find(|(one, _)| *one == capital).map(|(_, two)| *two)
}

/// Spells names in print as a zone does, where the reader was torn between its letters and others: `MULLER` and `MÄLLER`
/// beside `MUELLER` are `MÜLLER`. For a mark the zone need not be valid: nothing else makes its word out of print's.
pub(super) fn restore(lines: &mut [Line], zone: &Mrz, state: &str) {
    let Some(own) = alphabets::of(state) else {
        return;
    };
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

/// A letter that stands for what was read at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Change {
    at: usize,
    letter: char,
    probability: f32,
    /// Whether it is another letter, and not the same with a mark.
    other: bool,
}

/// A line beside a zone.
struct Print<'a> {
    line: &'a Line,
    /// The letters with marks that the state writes.
    own: &'static str,
    /// Whether the zone is valid.
    proven: bool,
}

impl Print<'_> {
    /// What makes words of the line those of the zone.
    fn changes(&self, words: &[&str]) -> Vec<Change> {
        let glyphs = self.line.glyphs.iter().enumerate();
        let signs: Vec<(usize, char)> = glyphs.map(|(at, g)| (at, g.character)).collect();
        let is_sign = |c: char| !c.is_alphanumeric() && !is_apostrophe(c);
        let printed = signs.split(|(_, c)| is_sign(*c));
        let changes = printed.flat_map(|print| self.matched(print, words));
        changes.collect()
    }

    /// What makes `print` a word of the zone, if there is one way that changes least.
    fn matched(&self, print: &[(usize, char)], words: &[&str]) -> Vec<Change> {
        let letters = print.iter().filter(|(_, c)| !is_apostrophe(*c));
        let letters: Vec<(usize, char)> = letters.copied().collect();
        let mut ways = Vec::new();
        let others = usize::from(self.proven) * letters.len() / ONE_OF;
        for word in words {
            self.follow(&letters, word, (&mut Vec::new(), others), &mut ways);
        }
        let least = ways.iter().map(Vec::len).min().unwrap_or(0);
        ways.retain(|way| way.len() == least);
        ways.dedup();
        match ways.as_slice() {
            [only] => only.clone(),
            _ => Vec::new(),
        }
    }

    /// Lays the rest of a printed word along the rest of the zone's; so many `others` may still be changed.
    fn follow(
        &self,
        print: &[(usize, char)],
        zone: &str,
        (found, others): (&mut Vec<Change>, usize),
        ways: &mut Vec<Vec<Change>>,
    ) {
        let Some((&(at, letter), rest)) = print.split_first() else {
            if zone.is_empty() {
                ways.push(found.clone());
            }
            return;
        };
        for wanted in spellings(zone) {
            let zone = &zone[wanted.len()..];
            if says(letter, wanted) {
                self.follow(rest, zone, (found, others), ways);
            } else if let Some(change) = self.change(at, wanted)
                && others >= usize::from(change.other)
            {
                found.push(change);
                let left = others - usize::from(change.other);
                self.follow(rest, zone, (found, left), ways);
                found.pop();
            }
        }
    }

    /// The likeliest letter that the state writes and the zone spells so, if the reader saw enough of it.
    fn change(&self, at: usize, wanted: &str) -> Option<Change> {
        let (glyph, lattice) = (self.line.glyphs[at], &self.line.lattice);
        let step = lattice.step(lattice.clearest(&glyph)?);
        let seen = |class: usize| step[class].exp();
        let capital = !glyph.character.is_lowercase();
        let fits = |letter: char| {
            letter.is_uppercase() == capital
                && says(letter, wanted)
                && (letter.is_ascii() || self.own.contains(capital_of(letter)))
        };
        let classes = (1..).zip(lattice.alphabet.iter().copied());
        let family = classes.clone().filter(|(_, letter)| fits(*letter));
        let (class, letter) = family.max_by(|a, b| seen(a.0).total_cmp(&seen(b.0)))?;
        let plain = plain(glyph.character);
        let other = plain != self::plain(letter);
        // A mark is weighed against the letter without one in both its sizes.
        let read = classes.filter(|(_, c)| *c == glyph.character || !other && c.is_ascii());
        let read = read.filter(|(_, c)| self::plain(*c) == plain);
        let read: f32 = read.map(|(class, _)| seen(class)).sum();
        let least = if other { TORN } else { SEEN };
        let marked = glyph.character.is_alphabetic() && !glyph.character.is_ascii();
        let torn = seen(class) >= least * read && (other || !marked);
        torn.then(|| Change {
            at,
            letter,
            probability: seen(class),
            other,
        })
    }
}

/// What a zone's next letters may spell: one letter of print.
fn spellings(zone: &str) -> impl Iterator<Item = &str> {
    let two = zone.get(..2);
    let two = two.filter(|two| SPELT_OUT.iter().any(|(_, pair)| pair == two));
    zone.get(..1).into_iter().chain(two)
}

/// Whether a zone has these letters for one of print.
fn says(letter: char, wanted: &str) -> bool {
    match wanted.len() {
        1 => plain(letter) == wanted,
        _ => two_letters(letter) == Some(wanted),
    }
}

fn plain(letter: char) -> String {
    letters(letter.encode_utf8(&mut [0; 4]))
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::tests::letter;
    use crate::page::tests::line;
    use crate::read::Lattice;

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

    /// A line whose letters were seen one a step, with traces of others.
    fn seen(read: &str, traces: &[(usize, char)], odds: f32) -> Line {
        let letters: Vec<char> = read.chars().collect();
        let mut alphabet: Vec<char> = letters.iter().copied().collect();
        alphabet.extend(('A'..='Z').chain("ÄÖÜ".chars()));
        alphabet.sort_unstable();
        alphabet.dedup();
        let share = |at: usize, letter: char| match letters[at] == letter {
            true => 0.9,
            false if traces.contains(&(at, letter)) => odds,
            false => 1e-6,
        };
        let steps = (0..letters.len()).flat_map(|at| {
            let classes: Vec<f32> = alphabet.iter().map(|l| share(at, *l)).collect();
            std::iter::once(1e-6).chain(classes)
        });
        let mut line = line(read, 0.0, 0.0, 20.0);
        line.lattice = Lattice {
            log_probabilities: steps.map(f32::ln).collect(),
            steps: letters.len(),
            alphabet: alphabet.into(),
        };
        line
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
