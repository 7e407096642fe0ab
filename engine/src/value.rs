//! Turns the text beside a label into the value of a field, when it is of the field's format.

use mrz::{Day, Meaning};

use crate::dates;
use crate::fuzzy::{Folded, letters};
use crate::name::FieldName;
use crate::pattern::Found;
use crate::template::{FieldRule, Format};

/// The printed text and the normalised value, when the text is of the field's format.
pub(crate) fn normalise(
    name: FieldName,
    rule: &FieldRule,
    text: &str,
    today: Day,
) -> Option<(String, String)> {
    let text = text.trim();
    let same = |text: &str| Some((text.to_owned(), text.to_owned()));
    let text = match rule.format {
        Format::Name | Format::Words | Format::Text => before_a_day(text, rule, today)?,
        _ => text,
    };
    match rule.format {
        Format::Date => choice(rule, text).or_else(|| date(name, rule, text, today)),
        Format::Number => number(rule, text),
        Format::Sex => sex(rule, text),
        Format::Name => is_a_name(text).then(|| same(text)).flatten(),
        Format::Words => mostly_letters(text).then(|| same(text)).flatten(),
        Format::Year => year(name, text),
        Format::Height => height(text),
        Format::Choice => choice(rule, text),
        Format::Thai => (text.chars().filter(|c| is_thai(*c)).count() >= SHORTEST_WORD)
            .then(|| same(text))
            .flatten(),
        Format::Email => text.contains('@').then(|| same(text)).flatten(),
        Format::Blood => blood(rule, text),
        Format::Text | Format::Classes => text
            .chars()
            .any(char::is_alphanumeric)
            .then(|| same(text))
            .flatten(),
    }
}

/// What stands before a day that is printed in the same line: the day is the next column's. `None` for a mark that is
/// no word.
fn before_a_day<'a>(text: &'a str, rule: &FieldRule, today: Day) -> Option<&'a str> {
    let day = dates::find(text, rule.order, Meaning::Issue, today);
    let end = day.map_or(text.len(), |(_, start, _)| {
        text.char_indices().nth(start).map_or(0, |(at, _)| at)
    });
    let rest = text[..end].trim_end();
    let letters = signs(rest);
    let small = rest.chars().any(char::is_lowercase);
    // `M/M` is a sex in two languages.
    let mut words = rest.split('/').map(str::trim);
    if rest.contains('/') && words.all(|word| word.chars().count() <= 1) {
        return None;
    }
    (letters >= if small { SHORTEST_WORD } else { SHORTEST_CODE }).then_some(rest)
}

/// Letters of the shortest word, and of the shortest code, which is printed in capitals.
const SHORTEST_WORD: usize = 3;
const SHORTEST_CODE: usize = 2;

/// Digits of the code of a place.
const PLACE: usize = 6;

/// The part of a value that belongs to the field `name`, when it can be one: its text and its value.
pub(crate) fn of_part(
    name: FieldName,
    rule: &FieldRule,
    text: &str,
    today: Day,
) -> Option<(String, String)> {
    use FieldName::{
        City, DateOfBirth, DateOfExpiry, DateOfIssue, DateOfRegistration, District, FirstSurname,
        GivenNames, Municipality, PlaceOfBirth, PlaceOfIssue, PostalCode, Rt, Rw, SecondSurname,
        State, Surname, Village,
    };
    let text = text.trim().replace('\n', " ");
    let same = || Some((text.clone(), text.clone()));
    let digits = |least: usize, most: usize| {
        let all = text.bytes().all(|b| b.is_ascii_digit());
        (all && (least..=most).contains(&text.len())).then(same)?
    };
    match name {
        DateOfBirth | DateOfExpiry | DateOfIssue | DateOfRegistration => {
            let found = date(name, rule, &text, today)?;
            // All of the part is the day, and nothing else.
            (letters(&found.0) == letters(&text)).then_some(found)
        }
        PostalCode => digits(4, 6),
        Rt | Rw => digits(1, 3),
        // Peru has the code of the place behind the day.
        PlaceOfBirth if !mostly_letters(&text) => digits(PLACE, PLACE),
        City | District | FirstSurname | GivenNames | Municipality | PlaceOfBirth
        | PlaceOfIssue | SecondSurname | State | Surname | Village => {
            mostly_letters(&text).then(same)?
        }
        _ => text.chars().any(char::is_alphanumeric).then(same)?,
    }
}

fn date(name: FieldName, rule: &FieldRule, text: &str, today: Day) -> Option<(String, String)> {
    let find = if rule.partial {
        dates::find_partial
    } else {
        dates::find
    };
    let meaning = meaning(name);
    let (iso, start, end) = find(text, rule.order, meaning, today)?;
    if !is_believable(&iso, meaning, today) {
        return None;
    }
    let printed: String = text.chars().skip(start).take(end - start).collect();
    Some((printed, iso))
}

/// Years from today to the last day of a card, at most: some last until their holder is seventy.
const LONGEST: u16 = 60;

/// Whether a day can be one: nobody is born tomorrow, nothing was issued tomorrow, and no card outlasts its holder.
fn is_believable(iso: &str, meaning: Meaning, today: Day) -> bool {
    // As text, days of ISO 8601 stand in their order.
    let latest = match meaning {
        Meaning::Birth | Meaning::Issue => today.to_string(),
        Meaning::Expiry => (today.year() + LONGEST).to_string(),
    };
    *iso <= *latest
}

/// A blood group with its rhesus factor; without it only where the document prints it so, which `values` says.
fn blood(rule: &FieldRule, text: &str) -> Option<(String, String)> {
    let plain: String = text.to_uppercase().split_whitespace().collect();
    let plain = plain.replace(['−', '–'], "-").replace('0', "O");
    let group = plain.strip_suffix(['+', '-']).unwrap_or(&plain);
    let is_group = ["A", "B", "AB", "O"].contains(&group);
    let printed = group != plain || rule.values.contains_key(&plain);
    (is_group && printed).then(|| (text.to_owned(), plain))
}

fn meaning(name: FieldName) -> Meaning {
    match name {
        FieldName::DateOfBirth => Meaning::Birth,
        FieldName::DateOfExpiry => Meaning::Expiry,
        _ => Meaning::Issue,
    }
}

/// What the laws of a field speak of: of a number, also the check digit that is no part of it.
pub(crate) fn under_law(rule: &FieldRule, text: &str, value: &str) -> String {
    let found = match rule.format {
        Format::Number => found_first(rule, text).filter(|found| found.value == value),
        _ => None,
    };
    found.map_or_else(|| value.to_owned(), |found| found.whole)
}

/// The number in a text; where the text is nothing but digits and blanks, all of it or nothing. Between the characters
/// of one, the reader may see a blank.
pub(crate) fn number(rule: &FieldRule, text: &str) -> Option<(String, String)> {
    if let Some((printed, value)) = first_number(rule, text) {
        let rest = text.replace(&printed, "");
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ' ');
        if rest.trim().is_empty() || !digits(text) {
            return Some((printed, value));
        }
    }
    let joined: String = text.split(' ').collect();
    let (_, value) = first_number(rule, &joined).filter(|(all, _)| *all == joined)?;
    Some((text.to_owned(), value))
}

/// The number of letters and digits of a text.
pub(crate) fn signs(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Letters of a number without a digit, at least: Germany's serials have no vowels.
const SERIAL: usize = 9;
const VOWELS: [char; 5] = ['A', 'E', 'I', 'O', 'U'];

fn found_first(rule: &FieldRule, text: &str) -> Option<Found> {
    let characters: Vec<char> = text.to_uppercase().chars().collect();
    let mut patterns = rule.patterns.iter();
    patterns
        .find_map(|pattern| pattern.find(&characters, 0))
        // A pattern may allow letters at every place; a word, which has a vowel, is no number.
        .filter(|found| {
            let digit = found.value.chars().any(|c| c.is_ascii_digit());
            digit || found.value.len() >= SERIAL && !found.value.contains(VOWELS)
        })
        .filter(|found| !goes_on(&characters, found.start, found.end))
}

fn first_number(rule: &FieldRule, text: &str) -> Option<(String, String)> {
    let found = found_first(rule, text)?;
    let printed: String = text
        .chars()
        .skip(found.start)
        .take(found.end - found.start)
        .collect();
    Some((printed, found.value))
}

/// Whether a hyphen joins more digits to a number: then it is a part of another one.
fn goes_on(text: &[char], start: usize, end: usize) -> bool {
    let digit = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let hyphen = |at: Option<usize>| at.and_then(|at| text.get(at)) == Some(&'-');
    (hyphen(start.checked_sub(1)) && digit(start.checked_sub(2)))
        || (hyphen(Some(end)) && digit(Some(end + 1)))
}

/// The letters for a sex in the languages of the documents; F and its like, M and its like, X.
fn sex(rule: &FieldRule, text: &str) -> Option<(String, String)> {
    let word: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    if let Some(meaning) = rule
        .values
        .iter()
        .find(|(printed, _)| letters(printed) == letters(&word))
    {
        return Some((word.clone(), meaning.1.clone()));
    }
    // Where two letters stand, the second language is English or French: K/F, V/F, M/M.
    let parts: Vec<String> = word
        .split('/')
        .map(letters)
        .filter(|part| !part.is_empty())
        .collect();
    let value = match parts.last()?.as_str() {
        "F" | "W" | "FEMALE" | "K" if parts.len() <= 2 => "F",
        "M" | "MALE" => "M",
        "X" => "X",
        _ => return None,
    };
    Some((word, value.to_owned()))
}

/// A year; of a span such as `2023 - 2033` the first is that of issue and the last that of expiry.
fn year(name: FieldName, text: &str) -> Option<(String, String)> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let mut years = runs.filter(|run| run.len() == 4);
    let year = match name {
        FieldName::YearOfExpiry => years.next_back(),
        _ => years.next(),
    };
    let words = text.chars().any(char::is_alphabetic);
    year.filter(|_| !words)
        .map(|year| (text.to_owned(), year.to_owned()))
}

/// Centimetres, whether printed as `170 CM` or `1,70 m`.
fn height(text: &str) -> Option<(String, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let centimetres: u32 = digits.parse().ok().filter(|_| digits.len() == 3)?;
    (50..=260)
        .contains(&centimetres)
        .then(|| (text.to_owned(), digits))
}

/// The likest of the words that may stand here, none of them a part of a longer word: PEMALE is no MALE. Where two are as
/// like, neither.
fn choice(rule: &FieldRule, text: &str) -> Option<(String, String)> {
    let folded = Folded::new(text);
    let characters: Vec<char> = text.chars().collect();
    let sign = |at: Option<usize>| characters.get(at?).filter(|c| c.is_alphanumeric());
    let mut found: Vec<_> = rule
        .values
        .iter()
        .filter_map(|(printed, value)| {
            let words = Folded::new(printed);
            // The longer of two that are right says more: FEMALE holds MALE.
            let hit = folded.find(&words)?;
            let around = sign(hit.start.checked_sub(1)).or_else(|| sign(Some(hit.end)));
            let whole = around.is_none();
            whole.then(|| (hit.likeness, letters(printed).len(), printed, value))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    match found.as_slice() {
        [first, second, ..] if (first.0, first.1) == (second.0, second.1) => None,
        [(_, _, printed, value), ..] => Some(((*printed).clone(), (*value).clone())),
        [] => None,
    }
}

fn is_thai(character: char) -> bool {
    ('\u{0e00}'..='\u{0e7f}').contains(&character)
}

/// What stands before the name of a father or a husband.
const SOMEONES: [&str; 4] = ["S/O", "D/O", "W/O", "C/O"];

/// A name has no digits at all, and is not somebody else's.
fn is_a_name(text: &str) -> bool {
    let digits = text.contains(|c: char| c.is_ascii_digit());
    let anothers = SOMEONES.iter().any(|begins| text.starts_with(begins));
    mostly_letters(text) && text.chars().count() > 1 && !digits && !anothers
}

/// Names and words are letters, with a number or two beside them; a digit within a word is a letter misread.
fn mostly_letters(text: &str) -> bool {
    let count = |text: &str, test: fn(&char) -> bool| text.chars().filter(test).count();
    let digits = |text: &str| count(text, char::is_ascii_digit);
    let letters = |text: &str| count(text, |c| c.is_alphabetic());
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let misread = words.any(|word| digits(word) > 0 && letters(word) >= SHORTEST_WORD);
    letters(text) > 3 * digits(text) && !text.contains("<<") && !misread
}

/// Whether text of this format cannot well be anything else.
pub(crate) fn proves_itself(format: Format) -> bool {
    use Format::{Choice, Date, Email, Height, Number, Sex, Year};
    matches!(format, Choice | Date | Email | Height | Number | Sex | Year)
}

#[cfg(test)]
mod tests;
