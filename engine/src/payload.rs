//! Cuts what a barcode holds into the fields of a document, as its template says.

use mrz::Day;

use crate::document::Source;
use crate::field::Reading;
use crate::geometry::Quad;
use crate::law;
use crate::name::FieldName;
use crate::template::{CodeField, CodeRule, Format, Order};
use crate::value::normalise;
use crate::zones::Code;

/// How sure a value of a barcode is: its error correction proves every character, and the form of the whole content
/// that it is this document's.
const PROVEN: f32 = 0.999;

/// What a barcode tells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Payload {
    /// A reading for each field whose value is of its form.
    pub(crate) readings: Vec<Reading>,
    /// The fields that are left out because their places hold something else, for people.
    pub(crate) notes: Vec<String>,
}

/// What the first barcode whose content has one of these shapes tells.
pub(crate) fn read(rules: &[CodeRule], codes: &[Code], today: Day) -> Option<Payload> {
    codes.iter().find_map(|code| {
        let content = code.content.as_deref()?;
        let mut shapes = rules.iter();
        shapes.find_map(|rule| cut(rule, content, code.quad, today))
    })
}

/// The content cut by one shape; `None` when it has another.
fn cut(rule: &CodeRule, content: &str, quad: Quad, today: Day) -> Option<Payload> {
    let pieces = Pieces::of(rule, content)?;
    let (mut readings, mut notes) = (Vec::new(), Vec::new());
    for (name, field) in &rule.fields {
        let Some(text) = pieces.text(field).filter(|text| !text.is_empty()) else {
            continue;
        };
        let value = value(*name, field, &text, today);
        match value.filter(|_| !pieces.are_filled_by_a_name(field)) {
            Some(value) => readings.push(reading(*name, field, text, value, quad)),
            None => notes.push(format!(
                "the barcode's {} is not of its form and is left out",
                name.as_str()
            )),
        }
    }
    let told = |name: &FieldName| readings.iter().any(|reading| reading.name == *name);
    rule.telling
        .iter()
        .all(told)
        .then_some(Payload { readings, notes })
}

/// The content of a barcode in the pieces that its shape has.
enum Pieces<'a> {
    Parts(Vec<&'a str>),
    Characters(Vec<char>),
}

impl<'a> Pieces<'a> {
    /// The pieces; `None` where there are too many or too few, or where a constant does not stand in its place.
    fn of(rule: &CodeRule, content: &'a str) -> Option<Self> {
        let characters: Vec<char> = content.chars().collect();
        let stands = |at: usize, text: &str| {
            let mut place = characters.iter().skip(at);
            text.chars().all(|letter| place.next() == Some(&letter))
        };
        let mut constants = rule.constants.iter();
        if !constants.all(|constant| stands(constant.at, &constant.text)) {
            return None;
        }
        let (pieces, length) = match rule.separator {
            Some(separator) => {
                let parts: Vec<&str> = content.split(separator).collect();
                let length = parts.len();
                (Self::Parts(parts), length)
            }
            None => {
                let length = characters.len();
                (Self::Characters(characters), length)
            }
        };
        let (least, most) = rule.length;
        (least..=most).contains(&length).then_some(pieces)
    }

    /// What stands in a field's place, without what fills it up.
    fn text(&self, field: &CodeField) -> Option<String> {
        let whole = match self {
            Self::Parts(parts) => (*parts.get(field.part?.checked_sub(1)?)?).to_owned(),
            Self::Characters(all) => {
                let pieces = field.bytes.iter().map(|(start, end)| all.get(*start..*end));
                let pieces = pieces.map(|piece| Some(piece?.iter().collect::<String>()));
                pieces.collect::<Option<Vec<_>>>()?.join(" ")
            }
        };
        let plain = whole.replace('\0', " ");
        let words: Vec<&str> = plain.split_whitespace().collect();
        let text = words.join(" ");
        Some(match field.filler {
            Some(filler) => text.trim_start_matches(filler).to_owned(),
            None => text,
        })
    }

    /// Whether a name takes all of its place, so that its end may be cut off.
    fn are_filled_by_a_name(&self, field: &CodeField) -> bool {
        let Self::Characters(all) = self else {
            return false;
        };
        let fills = |end: usize| all.get(end - 1).is_some_and(|last| last.is_alphabetic());
        field.rule.format == Format::Name && field.bytes.iter().any(|(_, end)| fills(*end))
    }
}

/// The value of a text that is of the field's form from end to end.
fn value(name: FieldName, field: &CodeField, text: &str, today: Day) -> Option<String> {
    let clean = |letter: char| match field.rule.format {
        Format::Name | Format::Words => letter.is_alphabetic() || " -'.".contains(letter),
        _ => !letter.is_control(),
    };
    if !text.chars().all(clean) {
        return None;
    }
    let text = match field.rule.format {
        Format::Date => spaced(text, field.rule.order),
        _ => text.to_owned(),
    };
    let (printed, value) = normalise(name, &field.rule, &text, today)?;
    (printed == text).then_some(value)
}

/// A day of eight digits with its parts apart, as print has it.
fn spaced(text: &str, order: Order) -> String {
    let ends = match order {
        Order::Ymd => [4, 6],
        Order::Dmy | Order::Mdy => [2, 4],
    };
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let (first, rest) = text.split_at(ends[0]);
    let (second, third) = rest.split_at(ends[1] - ends[0]);
    [first, second, third].join("-")
}

fn reading(name: FieldName, field: &CodeField, text: String, value: String, quad: Quad) -> Reading {
    Reading {
        name,
        checks: law::checks(&field.rule, &text, &value),
        text,
        value,
        confidence: PROVEN,
        source: Source::Barcode,
        ruled_out: None,
        quad,
    }
}

#[cfg(test)]
mod tests;
