//! Finds fixed words in text that was read with mistakes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

mod alike;

use alike::{GROUPS, Pairs, WHOLE, cost, group};

/// Letters and digits of a text, upper case and without accents, each with its place in the text.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    symbols: Vec<char>,
    places: Vec<usize>,
    pairs: Pairs,
    /// The symbols with one number for all that are taken for one another.
    groups: Vec<u8>,
    /// At which of the first 64 places each of these numbers stands, as bits.
    masks: [u64; GROUPS],
}

/// Where words were found, in characters of the text: the first and the one after the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    /// The first character.
    pub(crate) start: usize,
    /// One after the last character.
    pub(crate) end: usize,
    /// 1 for the words as they are, less for each mistake.
    pub(crate) likeness: f32,
    /// What the find is worth: a point for each letter, less three for each mistake and one for each end
    /// that stands inside a word. Long words with some mistakes are worth as much as short ones without.
    pub(crate) strength: f32,
}

/// The share of the letters that may be wrong.
const LENIENCE: f32 = 0.3;
/// The least strength of a find.
const WEAKEST: f32 = 3.0;
/// The least strength of words that were laid along what nobody could read: four letters stand in any noise.
const WEAKEST_LAID: f32 = 4.5;
/// Words of so few letters must be right and stand apart.
const SHORT: usize = 3;

impl Folded {
    /// Folds a text.
    pub(crate) fn new(text: &str) -> Self {
        let (mut symbols, mut places) = (Vec::new(), Vec::new());
        for (place, character) in text.chars().enumerate() {
            for symbol in fold(character) {
                symbols.push(symbol);
                places.push(place);
            }
        }
        let groups: Vec<u8> = symbols.iter().map(|symbol| group(*symbol)).collect();
        let (pairs, masks) = (Pairs::of(&groups), masks(&groups));
        Self {
            symbols,
            places,
            pairs,
            groups,
            masks,
        }
    }

    /// The likest place of `words`, if enough of their letters are right.
    pub(crate) fn find(&self, words: &Self) -> Option<Hit> {
        let wanted = &words.symbols;
        if wanted.len() <= SHORT {
            return self.exact(wanted);
        }
        if self.begins(words) || self.ends(words) {
            return Some(self.hit(0, self.symbols.len(), self.symbols.len(), 0.0));
        }
        // A mistake spoils two pairs at most.
        let mistakes = most_mistakes(wanted.len());
        let spoilt = 2 * mistakes as usize;
        if words.pairs.count.saturating_sub(spoilt) > self.pairs.shared(&words.pairs) {
            return None;
        }
        if self.distance(words) as f32 > mistakes {
            return None;
        }
        let (end, start, cost) = self.cheapest(words)?;
        let cost = cost as f32 / WHOLE as f32;
        let hit = self.hit(start, end, wanted.len(), cost);
        (cost <= mistakes && hit.strength >= WEAKEST).then_some(hit)
    }

    /// Its letters and digits, one after the other.
    pub(crate) fn letters(&self) -> impl Iterator<Item = char> {
        self.symbols.iter().copied()
    }

    /// How many mistakes a find of these words may hold; none for short words.
    pub(crate) fn bearable(&self) -> f32 {
        match self.symbols.len() {
            ..=SHORT => 0.0,
            letters => most_mistakes(letters),
        }
    }

    /// A find of these words that was made otherwise than letter by letter, if it is worth enough.
    pub(crate) fn laid(&self, start: usize, end: usize, cost: f32) -> Option<Hit> {
        let letters = self.symbols.len() as f32;
        let hit = Hit {
            start,
            end,
            likeness: 1.0 - cost / letters,
            strength: letters - 3.0 * cost,
        };
        (cost <= self.bearable() && hit.strength >= WEAKEST_LAID).then_some(hit)
    }

    /// Whether it is the beginning of the words, cut off after most of them, or after half of them within a word: there
    /// glare cuts, and no other words begin so.
    fn begins(&self, words: &Self) -> bool {
        let cut = |own: usize, _| words.joined(own - 1);
        self.is_enough_of(words, cut) && words.symbols.starts_with(&self.symbols)
    }

    /// The same of the end of words that the edge of a frame cuts: `CA DE COLOMBIA`.
    fn ends(&self, words: &Self) -> bool {
        // One letter before the next word is any letter: `S/ Given names`.
        let cut = |own, all| {
            let left: usize = all - own - 1;
            words.joined(left) && words.joined(left + 1)
        };
        self.is_enough_of(words, cut) && words.symbols.ends_with(&self.symbols)
    }

    /// Whether these are enough letters of words to be nothing else: two thirds, or half of them up to where a word is cut.
    fn is_enough_of(&self, words: &Self, is_cut: impl Fn(usize, usize) -> bool) -> bool {
        let (own, all) = (self.symbols.len(), words.symbols.len());
        let most = 3 * own > 2 * all;
        let half = 2 * own > all && own < all && is_cut(own, all);
        own > 2 * SHORT && (most || half)
    }

    /// Whether nothing stands between a symbol and the next one.
    fn joined(&self, left: usize) -> bool {
        let pair = self.places.get(left).zip(self.places.get(left + 1));
        pair.is_some_and(|(a, b)| *b <= a + 1)
    }

    /// Whether a word goes on after so many symbols; one that begins the text ends where its number does: `RUN9457178`.
    fn runs_on(&self, end: usize) -> bool {
        let number = self.symbols.get(end).is_some_and(char::is_ascii_digit);
        let word = self.symbols[..end]
            .iter()
            .all(|symbol| symbol.is_alphabetic());
        self.joined(end - 1) && !(word && number)
    }

    fn exact(&self, wanted: &[char]) -> Option<Hit> {
        if wanted.is_empty() {
            return None;
        }
        let windows = self.symbols.windows(wanted.len()).enumerate();
        windows
            .filter(|(_, window)| *window == wanted)
            .map(|(at, _)| self.hit(at, at + wanted.len(), wanted.len(), 0.0))
            .find(|hit| hit.strength >= wanted.len() as f32)
    }

    fn hit(&self, start: usize, end: usize, letters: usize, cost: f32) -> Hit {
        let inside = f32::from(start > 0 && self.joined(start - 1)) + f32::from(self.runs_on(end));
        Hit {
            start: self.places[start],
            end: self.places[end - 1] + 1,
            likeness: 1.0 - cost / letters as f32,
            strength: letters as f32 - 3.0 * cost - inside,
        }
    }

    /// The fewest edits that make words of a stretch of this text, look-alikes being no edit: never more than what
    /// [`Self::cheapest`] finds, and found many times faster (Myers 1999; words of 64 symbols and fewer).
    fn distance(&self, words: &Self) -> u32 {
        let length = words.groups.len();
        if !(1..=64).contains(&length) {
            return 0;
        }
        let last = 1_u64 << (length - 1);
        let (mut plus, mut minus) = (u64::MAX, 0_u64);
        let (mut distance, mut least) = (length as u32, length as u32);
        for group in &self.groups {
            let equal = words.masks[usize::from(*group)];
            let vertical = equal | minus;
            let horizontal = ((equal & plus).wrapping_add(plus) ^ plus) | equal;
            let (up, down) = (minus | !(horizontal | plus), plus & horizontal);
            distance = distance + u32::from(up & last != 0) - u32::from(down & last != 0);
            least = least.min(distance);
            let (up, down) = (up << 1, down << 1);
            plus = down | !(vertical | up);
            minus = up & vertical;
        }
        least
    }

    /// Sellers' algorithm: end, start and cost of the substring that is the fewest mistakes away.
    fn cheapest(&self, words: &Self) -> Option<(usize, usize, u32)> {
        let wanted = &words.symbols;
        let mut column: Vec<(u32, usize)> = (0..=wanted.len() as u32)
            .map(|row| (row * WHOLE, 0))
            .collect();
        let mut best: Option<(usize, usize, u32)> = None;
        for (at, (symbol, group)) in self.symbols.iter().zip(&self.groups).enumerate() {
            let mut diagonal = column[0];
            column[0] = (0, at + 1);
            for row in 1..=wanted.len() {
                let (above, left) = (column[row - 1], column[row]);
                let swap = if *group == words.groups[row - 1] {
                    cost(*symbol, wanted[row - 1])
                } else {
                    WHOLE
                };
                let swap = (diagonal.0 + swap, diagonal.1);
                let insert = (left.0 + WHOLE, left.1);
                let delete = (above.0 + WHOLE, above.1);
                diagonal = left;
                column[row] = [insert, delete]
                    .into_iter()
                    .fold(swap, |a, b| if b.0 < a.0 { b } else { a });
            }
            let (total, start) = column[wanted.len()];
            if start <= at && best.is_none_or(|(_, _, least)| total < least) {
                best = Some((at + 1, start, total));
            }
        }
        best
    }
}

fn masks(groups: &[u8]) -> [u64; GROUPS] {
    let mut masks = [0; GROUPS];
    for (place, group) in groups.iter().take(64).enumerate() {
        masks[usize::from(*group)] |= 1 << place;
    }
    masks
}

/// Mistakes that words of so many letters may hold: by their share, and by what they are worth in the end.
fn most_mistakes(letters: usize) -> f32 {
    let letters = letters as f32;
    (LENIENCE * letters).min((letters - WEAKEST) / 3.0)
}

/// A character's letters and digits, upper case, without accents.
pub(crate) fn fold(character: char) -> impl Iterator<Item = char> {
    let plain = match character {
        'Ø' | 'ø' => 'O',
        'Đ' | 'đ' | 'Ð' | 'ð' => 'D',
        'Ł' | 'ł' => 'L',
        'ı' => 'I',
        other => other,
    };
    plain
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_uppercase)
        .filter(|c| c.is_alphanumeric())
        .collect::<Vec<_>>()
        .into_iter()
}

/// The letters and digits of a text, upper case, without accents.
pub(crate) fn letters(text: &str) -> String {
    text.chars().flat_map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(words: &str, text: &str) -> Option<(usize, usize)> {
        Folded::new(text)
            .find(&Folded::new(words))
            .map(|hit| (hit.start, hit.end))
    }

    #[test]
    fn words_that_break_off_are_known_by_their_beginning() {
        assert_eq!(find("Nationality / Nati", "Nationality"), Some((0, 11)));
        assert_eq!(find("FÜHRERSCHEIN", "FÜHRERS"), Some((0, 7)), "glare");
        assert_eq!(find("39. Departamento", "39. Departa"), Some((0, 11)));
        assert_eq!(
            find("REPUBLIC OF AUSTRIA", "REPUBLIC OF"),
            None,
            "a word's end"
        );
        assert_eq!(find("FÜHRERSCHEIN", "FÜHRER"), None, "half of it");
        assert_eq!(find("FÜHRERSCHEIN", "FAHRERS"), None, "not as it begins");
    }

    #[test]
    fn words_that_a_frame_cuts_are_known_by_their_end() {
        let title = "REPÚBLICA DE COLOMBIA";
        assert_eq!(find(title, "CA DE COLOMBIA"), Some((0, 14)));
        assert_eq!(find("NATIONALITEIT", "TIONALITEIT"), Some((0, 11)));
        assert_eq!(find(title, "DE COLOMBIA"), None, "between two words");
        assert_eq!(
            find(title, "A DE COLOMBIA"),
            None,
            "one letter is any letter"
        );
        assert_eq!(find(title, "DE COLOMBIA 12"), None, "and goes on");
        assert_eq!(find("PERSONALAUSWEIS", "AUSWEIS"), None, "less than half");
    }

    #[test]
    fn two_wrong_letters_in_ten_do_not_lose_a_label() {
        assert_eq!(
            find("Date of birth", "Oate 0f birth 12.08.1964"),
            Some((0, 13))
        );
        assert_eq!(
            find("Geburtstag", "Geburtsteg/Date of birth"),
            Some((0, 10))
        );
        assert_eq!(find("Vornamen", "12.08.1964 DEUTSCH"), None);
    }

    #[test]
    fn accents_case_and_separators_do_not_count() {
        assert_eq!(find("Prénoms", "PRENOMS (2)"), Some((0, 7)));
        assert_eq!(
            find("Given names/Prénoms", "GIVEN NAMES / PRENOMS"),
            Some((0, 21))
        );
    }

    #[test]
    fn the_quick_distance_is_never_above_the_true_cost() {
        let texts = [
            "Dat of b1rth/Date de naissance",
            "8 Dátum planosti",
            "O",
            "Oate 0f birth",
            "GEBURTSTAG",
        ];
        let words = [
            "Date of birth",
            "Date de naissance",
            "Dátum platnosti",
            "Geburtstag",
            "Nom",
        ];
        for (text, word) in texts.iter().flat_map(|text| words.map(|word| (text, word))) {
            let (text, word) = (Folded::new(text), Folded::new(word));
            let Some((_, _, cost)) = text.cheapest(&word) else {
                continue;
            };
            assert!(text.distance(&word) * WHOLE <= cost, "{text:?} {word:?}");
        }
        let exact = Folded::new("12 Date of birth 12");
        assert_eq!(exact.distance(&Folded::new("Date of birth")), 0);
        assert_eq!(exact.distance(&Folded::new("Dote of bxrth")), 2);
    }

    #[test]
    fn short_words_must_stand_apart() {
        assert_eq!(find("Sex", "Sex / Sexe"), Some((0, 3)));
        assert_eq!(find("Sex", "ESSEX"), None);
        assert_eq!(
            find("RUN", "RUN9457178-2"),
            Some((0, 3)),
            "its number follows"
        );
        assert_eq!(find("RUN", "C2RUN9457"), None, "a number has these letters");
        assert_eq!(find("", "anything"), None);
    }
}
