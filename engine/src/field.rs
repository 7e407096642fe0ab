//! Reads the fields of a matched card.

use mrz::{Day, Meaning};

use crate::dates;
use crate::document::{Check, Source};
use crate::fuzzy::{Folded, letters};
use crate::geometry::Quad;
use crate::labels::{Page, Piece};
use crate::law;
use crate::layout::Match;
use crate::name::FieldName;
use crate::read::Line;
use crate::template::{FieldRule, Format, Place, SideRule};

/// One reading of one field from one source.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// Which field.
    pub(crate) name: FieldName,
    /// As printed, rows joined.
    pub(crate) text: String,
    /// Normalised.
    pub(crate) value: String,
    /// How sure the engine is of the value, 0–1.
    pub(crate) confidence: f32,
    /// Where it was read.
    pub(crate) source: Source,
    /// The laws that the value was held against.
    pub(crate) checks: Vec<Check>,
    /// Where it stands, in card pixels.
    pub(crate) quad: Quad,
}

/// A line is a label and not a value when this share of it is words of the template.
const LABEL: f32 = 0.6;

/// Every field that the print shows, `today` being `YYYY-MM-DD`.
pub(crate) fn read(found: &Match, lines: &[Line], today: &str) -> Vec<Reading> {
    let (Some(rule), Some(today)) = (found.rule(), dates::day(today)) else {
        return Vec::new();
    };
    let page = Page::new(lines, found.size);
    let reader = Reader {
        page: &page,
        rule,
        words: words(rule),
        today,
    };
    rule.fields
        .iter()
        .filter_map(|(name, field)| reader.field(*name, field))
        .collect()
}

/// Every fixed word of a side: labels of all fields and other words.
fn words(rule: &SideRule) -> Vec<Folded> {
    let labels = rule.fields.values().flat_map(|field| &field.labels);
    let anchors = rule.anchors.iter().flat_map(|anchor| &anchor.any);
    let all = labels.chain(anchors).chain(&rule.words);
    all.map(|words| Folded::new(words))
        .filter(|words| words.len() > 3)
        .collect()
}

struct Reader<'a> {
    page: &'a Page<'a>,
    rule: &'a SideRule,
    words: Vec<Folded>,
    today: Day,
}

impl Reader<'_> {
    fn field(&self, name: FieldName, rule: &FieldRule) -> Option<Reading> {
        self.labelled(name, rule).or_else(|| self.boxed(name, rule))
    }

    /// The value beside the likeliest label.
    fn labelled(&self, name: FieldName, rule: &FieldRule) -> Option<Reading> {
        let mut labels: Vec<_> = rule
            .labels
            .iter()
            .filter_map(|label| self.page.find(label))
            .collect();
        labels.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        // A label in several languages is one line: what follows the last of them may be the value.
        let end = |row: usize| labels.iter().filter(|l| l.row == row).map(|l| l.end).max();
        labels.iter().find_map(|label| {
            let label = &crate::labels::Label {
                end: end(label.row).unwrap_or(label.end),
                ..*label
            };
            rule.value
                .iter()
                .find_map(|place| self.beside(name, rule, label, *place))
        })
    }

    fn beside(
        &self,
        name: FieldName,
        rule: &FieldRule,
        label: &crate::labels::Label,
        place: Place,
    ) -> Option<Reading> {
        let pieces = self.page.beside(label, place);
        let usable = pieces
            .into_iter()
            .take(3)
            .filter(|piece| !self.is_label(piece));
        usable
            .into_iter()
            .find_map(|piece| self.reading(name, rule, &piece))
    }

    /// The value in the field's own box, for fields without a printed label.
    fn boxed(&self, name: FieldName, rule: &FieldRule) -> Option<Reading> {
        let area = rule.area.as_ref().filter(|_| rule.labels.is_empty())?;
        let inside = self
            .page
            .rows()
            .iter()
            .filter(|row| self.page.is_inside(row, area));
        inside
            .into_iter()
            .find_map(|row| self.reading(name, rule, &row.from(0)))
    }

    fn reading(&self, name: FieldName, rule: &FieldRule, piece: &Piece<'_>) -> Option<Reading> {
        let piece_text = self.until(rule, &piece.text);
        let (mut text, mut value) = normalise(name, rule, &piece_text, self.today)?;
        if rule.lines > 1 {
            for row in self.page.following(piece, rule.lines - 1) {
                if self.is_label(&row) || dates_or_numbers(&row.text) {
                    break;
                }
                let Some((more, more_value)) = normalise(name, rule, &row.text, self.today) else {
                    break;
                };
                text = [text, more].join(&rule.join);
                value = [value, more_value].join(&rule.join);
            }
        }
        let checks = rule
            .laws
            .iter()
            .map(|law| law::check(*law, &value))
            .collect();
        Some(Reading {
            name,
            text,
            value,
            confidence: piece.confidence(),
            source: Source::Print,
            checks,
            quad: piece.row.line.patch.quad,
        })
    }

    /// The text before the words that end the value.
    fn until(&self, rule: &FieldRule, text: &str) -> String {
        let folded = Folded::new(text);
        let ends = rule
            .until
            .iter()
            .filter_map(|word| folded.find(&Folded::new(word)));
        match ends.map(|hit| hit.start).min() {
            Some(end) => text
                .chars()
                .take(end)
                .collect::<String>()
                .trim_end()
                .to_owned(),
            None => text.to_owned(),
        }
    }

    /// Whether a stretch is the template's words and no value.
    fn is_label(&self, piece: &Piece<'_>) -> bool {
        let folded = Folded::new(&piece.text);
        let length = folded.len() as f32;
        let covered = |words: &Folded| {
            folded
                .find(words)
                .map_or(0.0, |_| words.len() as f32 / length.max(1.0))
        };
        self.words.iter().any(|words| covered(words) > LABEL)
            || self
                .rule
                .words
                .iter()
                .any(|word| letters(word) == letters(&piece.text))
    }
}

/// Whether a row is plainly another kind of value than a name or an address goes on with.
fn dates_or_numbers(text: &str) -> bool {
    let (mut digits, mut others) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii_digit() {
            digits += 1
        } else {
            others += 1
        }
    }
    digits > 2 && others == 0
}

/// The printed text and the normalised value, when the text is of the field's format.
fn normalise(
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
        .find_map(|pattern| pattern.find(&characters, 0))?;
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
