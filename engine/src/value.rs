//! Turns the text beside a label into the value of a field, when it is of the field's format.

use mrz::{Day, Meaning};

use crate::dates;
use crate::fuzzy::{Folded, letters};
use crate::name::FieldName;
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
    match rule.format {
        Format::Date => {
            let (iso, start, end) = dates::find(text, rule.order, meaning(name), today)?;
            let printed: String = text.chars().skip(start).take(end - start).collect();
            Some((printed, iso))
        }
        Format::Number => number(rule, text),
        Format::Sex => sex(rule, text),
        Format::Name => (mostly_letters(text) && text.chars().count() > 1)
            .then(|| same(text))
            .flatten(),
        Format::Words => mostly_letters(text).then(|| same(text)).flatten(),
        Format::Year => year(text),
        Format::Height => height(text),
        Format::Choice => choice(rule, text),
        Format::Thai => text
            .chars()
            .any(|c| ('\u{0e00}'..='\u{0e7f}').contains(&c))
            .then(|| same(text))
            .flatten(),
        Format::Email => text.contains('@').then(|| same(text)).flatten(),
        Format::Text | Format::Blood | Format::Classes => text
            .chars()
            .any(char::is_alphanumeric)
            .then(|| same(text))
            .flatten(),
    }
}

fn meaning(name: FieldName) -> Meaning {
    match name {
        FieldName::DateOfBirth => Meaning::Birth,
        FieldName::DateOfExpiry => Meaning::Expiry,
        _ => Meaning::Issue,
    }
}

fn number(rule: &FieldRule, text: &str) -> Option<(String, String)> {
    let characters: Vec<char> = text.to_uppercase().chars().collect();
    let found = rule
        .patterns
        .iter()
        .find_map(|pattern| pattern.find(&characters, 0))
        // A pattern may allow letters at every place; a word is no number.
        .filter(|found| found.value.chars().any(|c| c.is_ascii_digit()))?;
    let printed: String = text
        .chars()
        .skip(found.start)
        .take(found.end - found.start)
        .collect();
    Some((printed, found.value))
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

fn year(text: &str) -> Option<(String, String)> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() == 4).then(|| (digits.clone(), digits))
}

/// Centimetres, whether printed as `170 CM` or `1,70 m`.
fn height(text: &str) -> Option<(String, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let centimetres: u32 = digits.parse().ok().filter(|_| digits.len() == 3)?;
    (50..=260)
        .contains(&centimetres)
        .then(|| (text.to_owned(), digits))
}

fn choice(rule: &FieldRule, text: &str) -> Option<(String, String)> {
    let folded = Folded::new(text);
    let found = rule
        .values
        .iter()
        .find(|(printed, _)| folded.find(&Folded::new(printed)).is_some());
    found.map(|(printed, value)| (printed.clone(), value.clone()))
}

/// Names and words are letters; a digit or two may have been misread into them, more are something else.
fn mostly_letters(text: &str) -> bool {
    let count = |test: fn(&char) -> bool| text.chars().filter(test).count();
    let letters = count(|c| c.is_alphabetic());
    letters > 0 && letters > 3 * count(|c| c.is_ascii_digit()) && !text.contains("<<")
}

/// Whether text of this format cannot well be anything else.
pub(crate) fn proves_itself(format: Format) -> bool {
    use Format::{Choice, Date, Email, Height, Number, Sex, Year};
    matches!(format, Choice | Date | Email | Height | Number | Sex | Year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sexes_in_two_languages_are_the_second() {
        let rule = crate::template::Template::parse(
            "t",
            "kind = \"unknown\"\ntitle = \"\"\n[front.fields.sex]\nlabels = [\"Sex\"]\nformat = \"sex\"\n",
        )
        .unwrap();
        let rule = &rule.front.unwrap().fields[&FieldName::Sex];
        for (text, value) in [
            ("F", "F"),
            ("K/F", "F"),
            ("V/F", "F"),
            ("M/M", "M"),
            ("W", "F"),
            ("Ž/F", "F"),
        ] {
            assert_eq!(
                sex(rule, text).map(|(_, value)| value).as_deref(),
                Some(value),
                "{text}"
            );
        }
        for text in ["", "12", "SEX", "MUSTERMANN"] {
            assert_eq!(sex(rule, text), None, "{text}");
        }
    }

    #[test]
    fn heights_are_centimetres() {
        assert_eq!(height("160 cm").map(|h| h.1).as_deref(), Some("160"));
        assert_eq!(height("1,72 m").map(|h| h.1).as_deref(), Some("172"));
        assert_eq!(height("1965"), None);
    }
}
