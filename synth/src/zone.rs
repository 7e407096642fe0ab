//! Machine readable zones of invented holders: what a country puts into them, made by `mrz::make`.

use crate::person::Person;
use anyhow::{Result, anyhow};
use mrz::make::{Fields, make};
use mrz::{FieldName, Format as Standard};

/// Sizes of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Three lines of 30.
    Td1,
    /// Two lines of 36.
    Td2,
    /// Two lines of 44.
    Td3,
    /// A visa of two lines of 44.
    MrvA,
    /// A visa of two lines of 36.
    MrvB,
    /// One line of 30, as on European driving licences.
    Line,
}

impl Format {
    /// The format of ICAO 9303, which the one line of a licence is not.
    fn standard(self) -> Option<Standard> {
        match self {
            Self::Td1 => Some(Standard::Td1),
            Self::Td2 => Some(Standard::Td2),
            Self::Td3 => Some(Standard::Td3),
            Self::MrvA => Some(Standard::MrvA),
            Self::MrvB => Some(Standard::MrvB),
            Self::Line => None,
        }
    }
}

/// What a country puts into the parts of a zone that ICAO leaves to it.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// First letters, such as `P<` or `ID`.
    pub code: String,
    /// Issuing state, up to three letters.
    pub state: String,
    /// Document number.
    pub number: String,
    /// Optional data after the number (TD1), or in the only such place (TD2, TD3).
    pub optional: String,
    /// Optional data of the second line (TD1).
    pub second: String,
    /// The letter of the sex, or `<`.
    pub sex: String,
}

/// A value in the letters of a zone, cut to the room that there is.
fn fitted(text: &str, room: usize) -> String {
    let clean = text.chars().map(|c| match c.to_ascii_uppercase() {
        c if c.is_ascii_alphanumeric() => c,
        _ => '<',
    });
    clean.take(room).collect()
}

fn short(iso: &str) -> String {
    iso.replace('-', "")
        .get(2..8)
        .unwrap_or_default()
        .to_owned()
}

/// The lines of a zone.
pub fn lines(format: Format, parts: &Parts, person: &Person) -> Result<Vec<String>> {
    let Some(standard) = format.standard() else {
        return Ok(vec![licence(parts)]);
    };
    let room = |name| standard.slot(name).map_or(0, |slot| slot.at.len());
    let nationality = if parts.state == "D" {
        "D"
    } else {
        person.get("nationality")
    };
    // Mexico's H is no letter of ICAO: it is put in after the digits, which do not cover it.
    let common = matches!(parts.sex.as_str(), "F" | "M" | "X");
    let mut lines = make(&Fields {
        document_code: &fitted(&parts.code, 2),
        issuing_state: &fitted(&parts.state, 3),
        surname: person.get("surname"),
        given_names: person.get("given_names"),
        document_number: &fitted(&parts.number, room(FieldName::DocumentNumber)),
        nationality: &fitted(nationality, 3),
        date_of_birth: &short(person.get("date_of_birth")),
        sex: if common { &parts.sex } else { "" },
        date_of_expiry: &short(person.get("date_of_expiry")),
        optional_1: &fitted(&parts.optional, room(FieldName::Optional1)),
        optional_2: &fitted(&parts.second, room(FieldName::Optional2)),
        ..Fields::new(standard)
    })
    .map_err(|e| anyhow!("the zone of a {} {}: {e}", parts.state, parts.code))?;
    if let (Some(slot), Some(letter)) = (standard.slot(FieldName::Sex), parts.sex.bytes().next()) {
        lines.set(slot.at.line, slot.at.start, letter);
    }
    Ok(lines.iter().map(str::to_owned).collect())
}

/// The line of a European driving licence.
fn licence(parts: &Parts) -> String {
    let mut head = fitted(
        &format!("D1{:<<3}{}", fitted(&parts.state, 3), parts.number),
        29,
    );
    head.extend(std::iter::repeat_n('<', 29 - head.len()));
    let digit = mrz::digit::compute(head.as_bytes()).map_or('<', char::from);
    format!("{head}{digit}")
}

#[cfg(test)]
mod tests {
    use super::{Format, Parts, lines};
    use crate::person::Person;

    fn erika() -> Person {
        Person::of(&[
            ("surname", "Muster"),
            ("given_names", "Erika"),
            ("nationality", "UTO"),
            ("date_of_birth", "1974-08-12"),
            ("date_of_expiry", "2012-04-15"),
        ])
    }

    #[test]
    fn a_published_line_is_made_again() -> anyhow::Result<()> {
        let parts = Parts {
            code: "I".into(),
            state: "UTO".into(),
            number: "D23145890".into(),
            sex: "F".into(),
            ..Parts::default()
        };
        let td1 = lines(Format::Td1, &parts, &erika())?;
        assert_eq!(td1[0], "I<UTOD231458907<<<<<<<<<<<<<<<");
        assert_eq!(td1[1], "7408122F1204159UTO<<<<<<<<<<<6");
        assert_eq!(td1[2], "MUSTER<<ERIKA<<<<<<<<<<<<<<<<<");
        Ok(())
    }

    #[test]
    fn national_letters_and_long_values_have_their_places() -> anyhow::Result<()> {
        let parts = Parts {
            code: "ID".into(),
            state: "MEX".into(),
            number: "1836577170".into(),
            second: "<02<<12345<extra".into(),
            sex: "H".into(),
            ..Parts::default()
        };
        let td1 = lines(Format::Td1, &parts, &erika())?;
        assert_eq!(&td1[0][..14], "IDMEX183657717");
        assert_eq!(&td1[1][7..8], "H");
        assert_eq!(&td1[1][18..29], "<02<<12345<");
        Ok(())
    }

    #[test]
    fn a_licence_has_one_line() -> anyhow::Result<()> {
        let parts = Parts {
            state: "D".into(),
            number: "B0123".into(),
            ..Parts::default()
        };
        let line = &lines(Format::Line, &parts, &erika())?[0];
        assert_eq!(line.len(), 30);
        assert!(line.starts_with("D1D<<B0123<<"), "{line}");
        Ok(())
    }
}
