//! Shapes of numbers, such as `9{4} 9{4} 9{4}`, matched with what a reader confuses.
//!
//! `9` a digit, `A` a letter, `X` either, `[CF0-9]` one of these, `{n}` and `{n,m}` repeat, `?` once or not.
//! A space, `.`, `-` or `/` is a separator: any one of them or none stands there, and the value drops it;
//! after `\` the character itself must stand there and is kept; what stands in `( )` is dropped too, but the laws
//! hold with it: a check digit that is no part of the number.

use serde::Deserialize;

/// Characters that separate groups of a number.
const SEPARATORS: &[char] = &[' ', '.', '-', '/', ',', '·', '–'];

/// What a reader takes for a digit, and the digit.
const LIKE_DIGITS: &[(char, char)] = &[
    ('O', '0'),
    ('D', '0'),
    ('Q', '0'),
    ('I', '1'),
    ('L', '1'),
    ('|', '1'),
    ('!', '1'),
    ('Z', '2'),
    ('S', '5'),
    ('G', '6'),
    ('B', '8'),
];

/// The digit that a character is, or that a reader takes for it.
pub(crate) fn as_digit(character: char) -> Option<usize> {
    let taken = LIKE_DIGITS.iter().find(|(like, _)| *like == character);
    let digit = taken.map_or(character, |(_, digit)| *digit).to_digit(10)?;
    usize::try_from(digit).ok()
}

/// The shape of a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Pattern {
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    what: What,
    least: u8,
    most: u8,
    /// Whether it is no part of the value.
    aside: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    One(Vec<char>),
    Separator,
}

/// Where a pattern stands in a text, and what it says there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// First character.
    pub(crate) start: usize,
    /// One after the last character.
    pub(crate) end: usize,
    /// The characters without separators and without what stands aside.
    pub(crate) value: String,
    /// The same with what stands aside: what the laws speak of.
    pub(crate) whole: String,
    /// Characters that were taken for others: index in the text, and what was taken.
    pub(crate) taken: Vec<(usize, char)>,
}

fn letters() -> Vec<char> {
    ('A'..='Z').collect()
}

fn digits() -> Vec<char> {
    ('0'..='9').collect()
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut items = Vec::new();
        let mut rest = text.chars().peekable();
        let mut aside = false;
        while let Some(c) = rest.next() {
            if (c, aside) == ('(', false) || (c, aside) == (')', true) {
                aside = !aside;
                continue;
            }
            let what = match c {
                '9' => What::One(digits()),
                'A' => What::One(letters()),
                'X' => What::One([letters(), digits()].concat()),
                '[' => What::One(set(&mut rest, &text)?),
                '\\' => What::One(vec![
                    rest.next().ok_or("nothing stands after the last `\\`")?,
                ]),
                c if SEPARATORS.contains(&c) => What::Separator,
                c => {
                    return Err(format!(
                        "{c:?} in pattern {text:?} means nothing; allowed are 9 A X [..] (..) {{n,m}} ? \\c and separators"
                    ));
                }
            };
            let (least, most) = repeats(&mut rest, &text)?;
            items.push(Item {
                what,
                least,
                most,
                aside,
            });
        }
        if aside {
            return Err(format!("a `(` in pattern {text:?} is not closed"));
        }
        if items.iter().all(|item| item.aside) {
            return Err("a pattern has at least one character".to_owned());
        }
        Ok(Self { items })
    }
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn set(rest: &mut Rest, text: &str) -> Result<Vec<char>, String> {
    let mut members = Vec::new();
    loop {
        match rest.next() {
            Some(']') if !members.is_empty() => return Ok(members),
            Some('-') if !members.is_empty() && rest.peek() != Some(&']') => {
                let (from, to) = (members.pop(), rest.next());
                members.extend(from.zip(to).into_iter().flat_map(|(a, b)| a..=b));
            }
            Some(c) if c != ']' => members.push(c),
            _ => {
                return Err(format!(
                    "a `[` in pattern {text:?} is not closed or is empty"
                ));
            }
        }
    }
}

fn repeats(rest: &mut Rest, text: &str) -> Result<(u8, u8), String> {
    match rest.peek() {
        Some('?') => {
            rest.next();
            Ok((0, 1))
        }
        Some('{') => {
            rest.next();
            let mut closed = false;
            let inside = rest.by_ref().take_while(|c| {
                closed = *c == '}';
                !closed
            });
            let inner: String = inside.collect();
            let (least, most) = inner.split_once(',').unwrap_or((&inner, &inner));
            match (least.parse::<u8>(), most.parse::<u8>()) {
                (Ok(least), Ok(most)) if closed && least <= most && most > 0 => Ok((least, most)),
                _ => Err(format!(
                    "`{{{inner}}}` in pattern {text:?} is not `{{n}}` or `{{n,m}}`"
                )),
            }
        }
        _ => Ok((1, 1)),
    }
}

impl Pattern {
    /// How many characters stand in it without separators, where that is one number.
    pub(crate) fn length(&self) -> Option<usize> {
        let signs = self
            .items
            .iter()
            .filter(|item| item.what != What::Separator);
        let lengths = signs.map(|item| (item.least == item.most).then_some(usize::from(item.most)));
        lengths.sum()
    }

    /// The first and longest place in `text` where the pattern stands between word boundaries, with at
    /// most `lenience` characters taken for others.
    pub(crate) fn find(&self, text: &[char], lenience: usize) -> Option<Found> {
        let starts = (0..text.len()).filter(|&s| s == 0 || !joined(text[s - 1], text[s]));
        let mut best: Option<Found> = None;
        for start in starts {
            let mut found = None;
            self.step(
                text,
                start,
                0,
                0,
                &mut Trail::new(start, lenience),
                &mut found,
            );
            let better = match (&found, &best) {
                (Some(new), Some(old)) => {
                    (old.taken.len(), old.whole.len()) > (new.taken.len(), usize::MAX)
                        || (new.taken.len() <= old.taken.len() && new.whole.len() > old.whole.len())
                }
                (Some(_), None) => true,
                _ => false,
            };
            if better {
                best = found;
            }
        }
        best
    }

    /// Whether `text` is the pattern from end to end, nothing taken for another.
    #[cfg(test)]
    pub(crate) fn is(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.find(&text, 0)
            .is_some_and(|f| f.start == 0 && f.end == text.len())
    }

    fn step(
        &self,
        text: &[char],
        at: usize,
        item: usize,
        count: u8,
        trail: &mut Trail,
        best: &mut Option<Found>,
    ) {
        let Some(here) = self.items.get(item) else {
            trail.offer(text, at, best);
            return;
        };
        if count < here.most
            && let Some(&c) = text.get(at)
            && let Some(taken) = here.what.takes(c)
            && trail.push(at, c, taken, here.aside)
        {
            self.step(text, at + 1, item, count + 1, trail, best);
            trail.pop(at, taken);
        }
        let optional = matches!(here.what, What::Separator);
        if count >= here.least || optional {
            self.step(text, at, item + 1, 0, trail, best);
        }
    }
}

impl What {
    /// What `c` is taken for here: nothing for a separator.
    fn takes(&self, c: char) -> Option<Option<char>> {
        match self {
            Self::Separator => SEPARATORS.contains(&c).then_some(None),
            Self::One(members) => {
                let upper = c.to_uppercase().next().unwrap_or(c);
                let like = LIKE_DIGITS.iter().find_map(|&(letter, digit)| {
                    (letter == upper)
                        .then_some(digit)
                        .or((digit == upper).then_some(letter))
                });
                [Some(upper), like]
                    .into_iter()
                    .flatten()
                    .find(|c| members.contains(c))
                    .map(Some)
            }
        }
    }
}

struct Trail {
    start: usize,
    /// Each character, and whether it stands aside.
    value: Vec<(char, bool)>,
    taken: Vec<(usize, char)>,
    lenience: usize,
}

impl Trail {
    fn new(start: usize, lenience: usize) -> Self {
        Self {
            start,
            value: Vec::new(),
            taken: Vec::new(),
            lenience,
        }
    }

    fn push(&mut self, at: usize, c: char, taken: Option<char>, aside: bool) -> bool {
        let Some(taken) = taken else { return true };
        let other = taken != c.to_uppercase().next().unwrap_or(c);
        if other && self.taken.len() >= self.lenience {
            return false;
        }
        if other {
            self.taken.push((at, taken));
        }
        self.value.push((taken, aside));
        true
    }

    fn pop(&mut self, at: usize, taken: Option<char>) {
        if taken.is_some() {
            self.value.pop();
            self.taken.pop_if(|(place, _)| *place == at);
        }
    }

    fn told(&self, of: impl Fn(bool) -> bool) -> String {
        let told = self.value.iter().filter(|(_, aside)| of(*aside));
        told.map(|(c, _)| *c).collect()
    }

    fn offer(&self, text: &[char], end: usize, best: &mut Option<Found>) {
        let ends_inside = end < text.len() && end > 0 && joined(text[end - 1], text[end]);
        let better = best.as_ref().is_none_or(|b| {
            self.taken.len() < b.taken.len()
                || (self.taken.len() == b.taken.len() && self.value.len() > b.whole.len())
        });
        if !ends_inside && better && !self.value.is_empty() {
            *best = Some(Found {
                start: self.start,
                end,
                value: self.told(|aside| !aside),
                whole: self.told(|_| true),
                taken: self.taken.clone(),
            });
        }
    }
}

/// Whether two neighbours belong to one word.
fn joined(a: char, b: char) -> bool {
    a.is_alphanumeric() && b.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::try_from(text.to_owned()).unwrap()
    }

    fn find(shape: &str, text: &str, lenience: usize) -> Option<String> {
        let text: Vec<char> = text.chars().collect();
        pattern(shape).find(&text, lenience).map(|f| f.value)
    }

    #[test]
    fn separators_may_stand_or_not_and_are_dropped() {
        for text in ["9999 9999 0019", "999999990019", "No. 9999-9999 0019 x"] {
            assert_eq!(find("9{4} 9{4} 9{4}", text, 0).unwrap(), "999999990019");
        }
        assert_eq!(find("9{1,3}.9{3}.9{3}", "1.999.999", 0).unwrap(), "1999999");
    }

    #[test]
    fn a_pattern_has_a_length_where_no_part_of_it_is_optional() {
        assert_eq!(pattern("[2-9]9{3} 9{4} 9{4}").length(), Some(12));
        assert_eq!(pattern("9{8}-(9)").length(), Some(9));
        assert_eq!(pattern("9{6,8}").length(), None);
        assert_eq!(pattern("A?9{6}").length(), None);
    }

    #[test]
    fn a_number_inside_a_longer_one_is_not_it() {
        assert_eq!(find("9{4}", "12345", 0), None);
        assert_eq!(find("9{6}", "A123456", 0), None);
    }

    #[test]
    fn letters_become_digits_only_where_digits_stand_and_only_so_many() {
        assert_eq!(find("AA9{2}", "SO1S", 1).unwrap(), "SO15");
        assert_eq!(find("AA9{2}", "SOIS", 1), None);
        assert_eq!(
            find("[CFGHJKLMNPRTVWXYZ0-9]{9}", "LO1X00T47", 1).unwrap(),
            "L01X00T47"
        );
    }

    #[test]
    fn kept_characters_stay_in_the_value() {
        assert_eq!(
            find(r"9{1,2}\-9{1,4}\-9{1,6}", "CIP 8-999-9999", 0).unwrap(),
            "8-999-9999"
        );
        assert!(!pattern(r"9\-9").is("99"));
    }

    #[test]
    fn what_stands_aside_is_held_and_not_told() {
        let found = |text: &str| {
            let text: Vec<char> = text.chars().collect();
            pattern("9{8}-(9)").find(&text, 0)
        };
        for text in ["86858607-4", "868586074", "DNI 86858607 4"] {
            let found = found(text).unwrap();
            assert_eq!((&*found.value, &*found.whole), ("86858607", "868586074"));
        }
        assert_eq!(found("86858607"), None);
    }

    #[test]
    fn a_pattern_that_means_nothing_is_refused_with_the_reason() {
        for (text, says) in [
            ("9{4", "is not"),
            ("[AB", "not closed"),
            ("9(9", "not closed"),
            ("9)", "means nothing"),
            ("(9)", "at least one"),
            ("9z", "means nothing"),
            ("", "at least one"),
        ] {
            let error = Pattern::try_from(text.to_owned()).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
