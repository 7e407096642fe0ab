//! What a machine readable zone or a barcode tells about the fields, under the names that the product uses.

mod shifted;

use mrz::name::{Likeness, compare};
use mrz::{CheckName, Day, Meaning};

use crate::dates;
use crate::document::{Check, Mrz, Source};
use crate::field::{Reading, floor};
use crate::fuzzy::letters;
use crate::law;
use crate::name::FieldName;
use crate::nationality;
use crate::template::{MrzRule, ZoneField};
use shifted::is_shifted;

/// The values of a zone and of the barcodes beside it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    /// Values that stand for themselves.
    pub(crate) readings: Vec<Reading>,
    /// Letters and digits of the optional data: a printed number that is the same is the person's, but states
    /// write other things there too, so the zone alone does not say so.
    optional: Vec<String>,
    /// Whether the zone is valid.
    pub(crate) proven: bool,
    /// Whether the names fill their line, so that the rest of them may be cut off.
    full: bool,
}

/// A value without a digit, of a zone whose digits do not all hold, is plainly read from this on: some of its neighbours
/// were not.
const PLAIN: f32 = 0.7;

/// Optional data shorter than this is no number of a person.
const PERSONAL: usize = 6;

impl Told {
    /// What a zone says, as seen from `today`.
    pub(crate) fn of(zone: &Mrz, today: Day) -> Self {
        let element = |name: &str| zone.fields.get(name).map(String::as_str);
        let optional = ["optional_1", "optional_2"].into_iter().filter_map(element);
        Self {
            readings: readings(zone, today),
            optional: optional
                .map(letters)
                .filter(|text| text.len() >= PERSONAL)
                .collect(),
            proven: zone.valid,
            full: zone.names_line().is_some_and(|line| !line.ends_with('<')),
        }
    }

    /// A valid zone that says this.
    #[cfg(test)]
    pub(crate) fn valid(readings: Vec<Reading>) -> Self {
        Self {
            readings,
            proven: true,
            ..Self::default()
        }
    }

    /// The same with what a barcode says: it has the century and the letters of the language, which a zone lacks. A
    /// valid zone that says otherwise stands.
    pub(crate) fn beside(mut self, barcode: Vec<Reading>) -> Self {
        for reading in barcode {
            let known = self.readings.iter_mut().find(|r| r.name == reading.name);
            match known {
                Some(zone)
                    if self.proven && says_the_same(&reading.value, zone) == Likeness::Other => {}
                Some(zone) => *zone = reading,
                None => self.readings.push(reading),
            }
        }
        self
    }

    /// Whether a reading cannot be wrong.
    pub(crate) fn proves(&self, reading: &Reading) -> bool {
        self.proven || reading.source == Source::Barcode
    }

    /// Whether a reading may be told that no print says too: of a zone that is not valid, what its own digit proves as
    /// far as print that its format proves, and what has none where it is plainly read.
    pub(crate) fn is_sure_of(&self, reading: &Reading) -> bool {
        let holds = reading.checks.iter().any(|check| check.ok);
        let floor = if holds { floor(true) } else { PLAIN };
        self.proves(reading) || reading.confidence >= floor
    }

    /// Whether print says what the zone says; where the zone had no room for all of a name, its beginning.
    pub(crate) fn supports(&self, printed: &Reading, told: &Reading) -> bool {
        match says_the_same(&printed.value, told) {
            Likeness::Same => true,
            Likeness::Cut => self.full,
            Likeness::Other => false,
        }
    }

    /// Whether print has all names where the zone parts them: `ERIKSSON, ANNA MARIA`.
    pub(crate) fn joins_names(&self, printed: &Reading) -> bool {
        let name = |name| Some(self.of_field(name)?.value.replace(' ', "<"));
        let names = name(FieldName::Surname).zip(name(FieldName::GivenNames));
        let is_name = matches!(printed.name, FieldName::Surname | FieldName::GivenNames);
        names.filter(|_| is_name).is_some_and(|(surname, given)| {
            let plain = printed.value.replace(',', " ");
            compare(&plain, &format!("{surname}<{given}")) == Likeness::Same
        })
    }

    /// The same under the rule of a layout, which may give values other names and the letter for the sex
    /// another meaning.
    pub(crate) fn under(mut self, rule: &MrzRule, zone: &Mrz) -> Self {
        for (name, field) in &rule.fields {
            self.readings.retain(|reading| reading.name != *name);
            self.readings.extend(renamed(zone, *name, field));
        }
        for sex in self
            .readings
            .iter_mut()
            .filter(|r| r.name == FieldName::Sex)
        {
            let meaning = sex
                .value
                .chars()
                .next()
                .and_then(|letter| rule.sex.get(&letter));
            if let Some(meaning) = meaning {
                sex.value = meaning.to_string();
            }
        }
        self
    }

    /// What it says of one field.
    pub(crate) fn of_field(&self, name: FieldName) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.name == name)
    }

    /// Whether a printed value of a field is what the zone has; `None` where the zone has nothing to compare.
    pub(crate) fn agrees(&self, name: FieldName, value: &str) -> Option<bool> {
        if name == FieldName::PersonalNumber && !self.optional.is_empty() {
            let value = letters(value);
            return Some(value.len() >= PERSONAL && self.optional.contains(&value));
        }
        self.of_field(name).map(|told| match (name, told.source) {
            (FieldName::Nationality, Source::Mrz) => {
                nationality::names(value, &told.value) == Some(true)
            }
            _ => says_the_same(value, told) == Likeness::Same,
        })
    }
}

/// Whether a printed value and one that was told say the same: a zone's names by ICAO's transliteration, its days
/// without the century, which it does not have.
pub(crate) fn says_the_same(print: &str, told: &Reading) -> Likeness {
    let (zone, name) = (told.value.as_str(), told.name);
    let same = match name {
        _ if told.source == Source::Barcode => repeats(print, told),
        FieldName::Surname | FieldName::GivenNames => {
            return compare(print, &zone.replace(' ', "<"));
        }
        // A word in the country's language and a code cannot be compared letter by letter.
        FieldName::Nationality => nationality::names(print, zone) != Some(false),
        FieldName::DateOfBirth | FieldName::DateOfExpiry => print.get(2..) == zone.get(2..),
        _ => letters(print) == letters(zone),
    };
    if same {
        Likeness::Same
    } else {
        Likeness::Other
    }
}

/// Whether print says what a barcode says: words without regard to their marks, all else as it is.
fn repeats(print: &str, told: &Reading) -> bool {
    use FieldName::{FirstSurname, GivenNames, Nationality, SecondSurname, Surname};
    match told.name {
        FirstSurname | GivenNames | Nationality | SecondSurname | Surname => {
            letters(print) == letters(&told.value)
        }
        _ => print == told.value,
    }
}

fn readings(zone: &Mrz, today: Day) -> Vec<Reading> {
    let raw = |element: &str| {
        let value = zone.fields.get(element).map(String::as_str);
        value.filter(|value| !value.contains('?'))
    };
    let plain = |element: &str| {
        let value = seen(zone.fields.get(element)?);
        let value = (!value.contains('?')).then(|| value.trim_matches('<'))?;
        (!value.is_empty()).then(|| value.to_owned())
    };
    let day = |element: &str, meaning| dates::of_zone(raw(element)?, meaning, today);
    let sex = raw("sex").map(|sex| if sex == "<" { "X" } else { sex }.to_owned());
    let values = [
        (FieldName::Surname, plain("surname")),
        (FieldName::GivenNames, plain("given_names")),
        (FieldName::DocumentNumber, plain("document_number")),
        (FieldName::Nationality, plain("nationality")),
        (FieldName::DateOfBirth, day("date_of_birth", Meaning::Birth)),
        (
            FieldName::DateOfExpiry,
            day("date_of_expiry", Meaning::Expiry),
        ),
        (FieldName::Sex, sex),
    ];
    let told = values
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    let told = told.map(|(name, value)| reading(zone, name, value));
    told.filter(|told| stands(zone, told, told.name.as_str()))
        .collect()
}

/// What was seen of an element: what is covered behind two fillers are fillers too, for nothing follows them.
fn seen(value: &str) -> &str {
    let seen = value.trim_end_matches('?');
    if seen.ends_with("<<") { seen } else { value }
}

/// Whether an element is in its place: its own digit says so, or nothing in its line speaks against it.
fn stands(zone: &Mrz, told: &Reading, element: &str) -> bool {
    told.checks.iter().any(|check| check.ok) || !is_shifted(zone, element)
}

/// What an element's own digit says of it, if it has one.
fn own_digit(zone: &Mrz, element: &str) -> Option<Check> {
    let name = match element {
        "document_number" => CheckName::Number.as_str(),
        "optional_1" => CheckName::Optional.as_str(),
        _ => element,
    };
    let check = "icao-7-3-1".to_owned();
    zone.checks.get(name).map(|ok| Check { check, ok: *ok })
}

/// How sure a zone is of an element: a valid one as a whole, for all digits speak for it; of any other zone only where
/// its own digit, if it has one, does not speak against it.
fn sureness(zone: &Mrz, element: &str) -> f32 {
    let against = own_digit(zone, element).is_some_and(|digit| !digit.ok);
    let own = zone.confidences.get(element);
    own.filter(|_| !zone.valid && !against)
        .copied()
        .unwrap_or(zone.confidence)
}

/// A value of the zone that is another field's in this layout.
fn renamed(zone: &Mrz, name: FieldName, field: &ZoneField) -> Option<Reading> {
    let element = field.from.as_str();
    let text = zone.fields.get(element)?.replace('<', " ");
    let text = text.trim();
    if text.is_empty() || text.contains('?') {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    let value = match field.patterns.as_slice() {
        [] => text.to_owned(),
        patterns => patterns.iter().find_map(|p| p.find(&characters, 0))?.value,
    };
    let laws = field.laws.iter().map(|law| law::check(*law, &value));
    let told = Reading {
        name,
        text: text.to_owned(),
        checks: own_digit(zone, element).into_iter().chain(laws).collect(),
        value,
        confidence: sureness(zone, element),
        source: Source::Mrz,
        ruled_out: None,
        quad: zone.quad,
    };
    stands(zone, &told, element).then_some(told)
}

/// A value under the name of an element of the zone, which is the field's own.
fn reading(zone: &Mrz, name: FieldName, value: String) -> Reading {
    let element = name.as_str();
    let text = zone.fields.get(element).map_or("", String::as_str);
    Reading {
        name,
        text: text.trim_end_matches('<').to_owned(),
        value,
        confidence: sureness(zone, element),
        source: Source::Mrz,
        ruled_out: None,
        checks: own_digit(zone, element).into_iter().collect(),
        quad: zone.quad,
    }
}
