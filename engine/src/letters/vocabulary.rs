//! Words that a document is known to have, where the reader was torn about them: `Nederiandse` is `Nederlandse`.

use super::{is_marked, turn};
use crate::fuzzy::{Folded, fold};
use crate::read::{Glyph, Lattice, Line, mean_confidence};
use crate::spot::{Faint, Hearing, Sounds};
use crate::text::PatchKind;

/// A word whose letters are all surer than this is what was read.
const SURE: f32 = 0.95;
/// A word whose letters are on average less sure than this may be any.
const LEGIBLE: f32 = 0.5;
/// Fewer letters are like many words.
const SHORTEST: usize = 3;
/// The same in Thai, whose marks over and under letters are letters here, and of which a list has a few words.
const SHORTEST_THAI: usize = 2;
/// Letters that the reader drops from a word, or adds to it, at most.
const DROPPED: usize = 3;
/// Nats a letter that a known word may be less likely than what was read. Of 60 words of drawn pictures that are nearer than
/// this and legible all were the known one; what is farther would not be told.
const BEARABLE: f32 = 0.6;
/// The same in Thai, where a mark that the reader passed over costs more than a letter that it doubted.
const BEARABLE_THAI: f32 = 1.0;
/// Nats that it must be ahead of every other known word.
const AHEAD: f32 = 3.0;
/// The odds of a known mark, against the plain letter that was read, from which it is there.
const MARK: f32 = 0.02;

/// A word that the document is known to have.
struct Known<'a> {
    printed: &'a str,
    /// Without case and marks; `None` in Thai, which has no case, and whose marks are letters.
    folded: Option<Folded>,
    letters: usize,
}

impl<'a> Known<'a> {
    fn of(printed: &'a str) -> Self {
        let folded = (!printed.contains(is_thai)).then(|| Folded::new(printed));
        let letters = match &folded {
            Some(folded) => folded.letters().count(),
            None => printed.chars().count(),
        };
        Self {
            printed,
            folded,
            letters,
        }
    }

    /// Nats that it may be less likely than what was read.
    fn bearable(&self) -> f32 {
        let a_letter = if self.folded.is_some() {
            BEARABLE
        } else {
            BEARABLE_THAI
        };
        a_letter * self.letters as f32
    }
}

/// Spells words of the lines as the vocabulary has them, where they are little less likely than what was read.
pub(super) fn restore(lines: &mut [Line], vocabulary: &[String]) {
    if vocabulary.is_empty() {
        return;
    }
    let known: Vec<Known<'_>> = vocabulary.iter().map(|word| Known::of(word)).collect();
    let printed = |line: &&mut Line| line.patch.kind == PatchKind::Text;
    let mut hearing = Hearing::default();
    for line in lines.iter_mut().filter(printed) {
        let (lattice, glyphs) = (&line.lattice, &line.glyphs);
        let mut next = 0;
        let words = glyphs.chunk_by(are_of_one_word).map(|word| {
            next += word.len();
            // Its last letter may be one that was not read.
            let end = glyphs.get(next).map_or(1.0, |next| next.left);
            let spelt = || spelt(lattice, hearing.of(lattice), (word, end), &known);
            let spelt = is_torn(word, &known).then(spelt).flatten();
            spelt.unwrap_or_else(|| word.to_vec())
        });
        line.glyphs = words.flatten().collect();
    }
}

fn are_of_one_word(a: &Glyph, b: &Glyph) -> bool {
    is_of_a_word(a) == is_of_a_word(b)
}

/// A stroke parts words in two languages; other signs may be letters misread.
fn is_of_a_word(glyph: &Glyph) -> bool {
    !glyph.character.is_whitespace() && glyph.character != '/'
}

/// Whether the reader was torn about a word that may be a known one.
fn is_torn(word: &[Glyph], known: &[Known<'_>]) -> bool {
    if mean_confidence(word) < LEGIBLE {
        return false;
    }
    let torn = word.iter().any(|glyph| glyph.confidence < SURE);
    let long = |known: &Known<'_>| known.letters.abs_diff(word.len()) <= DROPPED;
    // A mark that was passed over leaves no letter that is unsure.
    let thai = word.len() >= SHORTEST_THAI && word.iter().all(|glyph| is_thai(glyph.character));
    let latin = torn && word.len() >= SHORTEST;
    let may_be = |known: &Known<'_>| match known.folded {
        Some(_) => latin,
        None => thai,
    };
    known.iter().any(|known| long(known) && may_be(known))
}

fn is_thai(character: char) -> bool {
    ('\u{e00}'..='\u{e7f}').contains(&character)
}

/// A word, which ends before a share of the width, as it is known, if one known word is far ahead of the others.
fn spelt(
    lattice: &Lattice,
    sounds: &Sounds,
    (word, end): (&[Glyph], f32),
    known: &[Known<'_>],
) -> Option<Vec<Glyph>> {
    let (left, right) = (word[0].left, word[word.len() - 1].right);
    let faint = Faint::part(lattice, lattice.between(left, right), sounds);
    let closed = |text: char| text.is_ascii_punctuation();
    let unsigned = word.last().is_some_and(|last| !closed(last.character));
    let cost = |known: &Known<'_>| {
        // A stop that nobody saw is not put there.
        if unsigned && known.printed.ends_with(closed) {
            return None;
        }
        match &known.folded {
            Some(folded) => faint.whole(folded, known.bearable() + AHEAD),
            None => lattice.cost_of(known.printed, lattice.between(left, end.max(right))),
        }
    };
    let costs = known.iter().filter_map(|known| Some((cost(known)?, known)));
    let mut costs: Vec<(f32, &Known<'_>)> = costs.collect();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (least, best) = costs.first()?;
    let ahead = costs
        .get(1)
        .is_none_or(|(second, _)| second - least >= AHEAD);
    let sure = (-least / best.letters as f32).exp();
    (ahead && *least <= best.bearable()).then(|| laid(lattice, word, best.printed, sure))
}

/// The letters of a known word in the place of one that was read, so sure each.
fn laid(lattice: &Lattice, word: &[Glyph], printed: &str, share: f32) -> Vec<Glyph> {
    let capitals = !word.iter().any(|glyph| glyph.character.is_lowercase());
    let printed = match capitals {
        true => printed.to_uppercase(),
        false => printed.to_owned(),
    };
    let count = printed.chars().count();
    let (left, right) = (word[0].left, word[word.len() - 1].right);
    let edge = |number: usize| left + (right - left) * number as f32 / count as f32;
    let letters = printed.chars().enumerate().map(|(number, character)| {
        let place = Glyph {
            character,
            confidence: share,
            left: edge(number),
            right: edge(number + 1),
            rival: None,
        };
        match word.get(number).filter(|_| word.len() == count) {
            Some(own) => beside(lattice, own, place),
            None => place,
        }
    });
    letters.collect()
}

/// A known letter in the place of one that was read. Where that is the same without its mark, print may lack the mark.
fn beside(lattice: &Lattice, own: &Glyph, known: Glyph) -> Glyph {
    let mut plain = *own;
    let unmarked = is_marked(known.character) && own.character.is_ascii();
    if unmarked && fold(own.character).eq(fold(known.character)) {
        turn(&mut plain, lattice, known.character, MARK);
        return plain;
    }
    Glyph {
        left: own.left,
        right: own.right,
        ..known
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::torn::tests::seen;
    use crate::read::spelling;

    /// What a line says of which these letters were read and those traces seen, if the words are known.
    fn restored(read: &str, traces: &[(usize, char)], odds: f32, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut lines = [seen(read, traces, odds)];
        for glyph in &mut lines[0].glyphs {
            glyph.confidence = 0.9;
        }
        restore(&mut lines, &words);
        spelling(&lines[0].glyphs)
    }

    #[test]
    fn a_known_word_stands_where_the_reader_saw_its_letters() {
        let trace = [(4, 'W')];
        assert_eq!(
            restored("NORMEGIAN", &[(3, 'W')], 0.1, &["NORWEGIAN"]),
            "NORWEGIAN"
        );
        assert_eq!(restored("INDIAM", &[(5, 'N')], 0.1, &["INDIAN"]), "INDIAN");
        assert_eq!(
            restored("NORMEGIAN", &trace, 0.1, &["NORWEGIAN"]),
            "NORMEGIAN"
        );
        assert_eq!(
            restored("INDIRA", &[], 0.1, &["INDIAN"]),
            "INDIRA",
            "another word"
        );
        assert_eq!(restored("INDIAM", &[(5, 'N')], 0.1, &[]), "INDIAM");
    }

    #[test]
    fn a_thai_title_has_the_letter_that_the_reader_passed_over() {
        let titles = ["นาย", "นาง", "นางสาว"];
        let read = |traces: &[(usize, char)], odds: f32| {
            let mut line = seen("นา_ วิชัย", traces, odds);
            line.glyphs.remove(2);
            let mut lines = [line];
            restore(&mut lines, &titles.map(str::to_owned));
            spelling(&lines[0].glyphs)
        };
        assert_eq!(read(&[(2, 'ย')], 0.1), "นาย วิชัย");
        assert_eq!(read(&[(2, 'ย'), (2, 'ง')], 0.1), "นา วิชัย", "it may be both");
        assert_eq!(read(&[], 0.1), "นา วิชัย", "neither was seen");
    }

    #[test]
    fn of_two_known_words_that_are_as_likely_neither_stands() {
        let torn = [(5, 'O'), (5, 'A')];
        assert_eq!(restored("CASADX", &torn, 0.1, &["CASADO"]), "CASADO");
        assert_eq!(
            restored("CASADX", &torn, 0.1, &["CASADO", "CASADA"]),
            "CASADX"
        );
    }

    #[test]
    fn a_known_mark_needs_a_trace_and_another_one_is_none() {
        assert_eq!(restored("LAN", &[(1, 'Ä')], 0.1, &["LÄN"]), "LÄN");
        assert_eq!(restored("LAN", &[], 0.1, &["LÄN"]), "LAN");
        assert_eq!(restored("LÜN", &[(1, 'Ä')], 0.2, &["LÄN"]), "LÄN");
    }

    #[test]
    fn words_are_parted_by_blanks_and_strokes_and_keep_their_case() {
        let torn = [(0, 'S'), (8, 'W')];
        assert_eq!(
            restored("GVENSK/SBEDISH", &torn, 0.1, &["Svensk", "Swedish"]),
            "SVENSK/SWEDISH"
        );
    }
}
