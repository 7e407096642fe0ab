//! Finds fixed words in text that was read with mistakes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits of a text, upper case and without accents, each with its place in the text.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    symbols: Vec<char>,
    places: Vec<usize>,
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
}

/// Pairs that readers take for one another; such a mistake counts less than others.
const LOOK_ALIKES: [(char, char); 14] = [
    ('0', 'O'),
    ('0', 'D'),
    ('0', 'Q'),
    ('1', 'I'),
    ('1', 'L'),
    ('I', 'L'),
    ('2', 'Z'),
    ('5', 'S'),
    ('6', 'G'),
    ('8', 'B'),
    ('C', 'G'),
    ('E', 'F'),
    ('U', 'V'),
    ('M', 'N'),
];

/// What a look-alike costs, in whole mistakes.
const ALIKE: f32 = 0.4;
/// The share of a word's letters that may be wrong: two in ten.
const LENIENCE: f32 = 0.2;

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
        Self { symbols, places }
    }

    /// Its letters and digits.
    pub(crate) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// The likest place of `words`, if enough of their letters are right.
    ///
    /// Words of three letters and fewer must be right and stand apart.
    pub(crate) fn find(&self, words: &Self) -> Option<Hit> {
        let wanted = &words.symbols;
        let allowed = match wanted.len() {
            0 => return None,
            1..=3 => return self.exact(wanted),
            long => long as f32 * LENIENCE,
        };
        let (end, start, cost) = self.cheapest(wanted)?;
        (cost <= allowed).then(|| self.hit(start, end, 1.0 - cost / wanted.len() as f32))
    }

    fn exact(&self, wanted: &[char]) -> Option<Hit> {
        let at = self
            .symbols
            .windows(wanted.len())
            .position(|w| w == wanted)?;
        let hit = self.hit(at, at + wanted.len(), 1.0);
        let joined = |left: usize, right: usize| {
            right < self.places.len() && self.places[right] == self.places[left] + 1
        };
        let apart =
            (at == 0 || !joined(at - 1, at)) && !joined(at + wanted.len() - 1, at + wanted.len());
        apart.then_some(hit)
    }

    fn hit(&self, start: usize, end: usize, likeness: f32) -> Hit {
        Hit {
            start: self.places[start],
            end: self.places[end - 1] + 1,
            likeness,
        }
    }

    /// Sellers' algorithm: end, start and cost of the substring that is the fewest mistakes away.
    fn cheapest(&self, wanted: &[char]) -> Option<(usize, usize, f32)> {
        let mut column: Vec<(f32, usize)> = (0..=wanted.len()).map(|row| (row as f32, 0)).collect();
        let mut best: Option<(usize, usize, f32)> = None;
        for (at, symbol) in self.symbols.iter().enumerate() {
            let mut diagonal = column[0];
            column[0] = (0.0, at + 1);
            for row in 1..=wanted.len() {
                let above = column[row - 1];
                let left = column[row];
                let swap = (diagonal.0 + cost(*symbol, wanted[row - 1]), diagonal.1);
                let insert = (left.0 + 1.0, left.1);
                let delete = (above.0 + 1.0, above.1);
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

fn cost(a: char, b: char) -> f32 {
    if a == b {
        return 0.0;
    }
    let alike = LOOK_ALIKES.contains(&(a, b)) || LOOK_ALIKES.contains(&(b, a));
    if alike { ALIKE } else { 1.0 }
}

/// A character's letters and digits, upper case, without accents.
fn fold(character: char) -> impl Iterator<Item = char> {
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
    fn short_words_must_stand_apart() {
        assert_eq!(find("Sex", "Sex / Sexe"), Some((0, 3)));
        assert_eq!(find("Sex", "ESSEX"), None);
        assert_eq!(find("", "anything"), None);
    }
}
