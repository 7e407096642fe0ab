//! What is wrong with a zone, one finding at a time.

use core::fmt;

use crate::check::Check;
use crate::class::{self, Class, FILLER, Symbols};
use crate::date::{Date, DateFault};
use crate::format::{FieldName, Slot};
use crate::grid;
use crate::name::{self, NameFault};
use crate::parse::Mrz;
use crate::state;

/// Something that keeps a zone from being valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// A character that cannot stand where it stands.
    Character {
        /// Line, from 0.
        line: usize,
        /// Column, from 0.
        column: usize,
        /// The character.
        found: char,
        /// What may stand there.
        class: Class,
    },
    /// A check digit that does not hold.
    Check(Check),
    /// A date that is none.
    Date {
        /// Which date.
        field: FieldName,
        /// Why it is none.
        fault: DateFault,
    },
    /// A state's code that nobody has.
    State {
        /// Which of the two.
        field: FieldName,
    },
    /// A document code that the format does not have.
    Code,
    /// A name that is odd.
    Name(NameFault),
}

/// All findings of `zone`.
pub(crate) fn all<'a>(zone: Mrz<'a>) -> impl Iterator<Item = Finding> + use<'a> {
    characters(zone)
        .chain(zone.checks().filter(|check| !check.ok).map(Finding::Check))
        .chain(dates(zone))
        .chain(states(zone))
        .chain(code(zone))
        .chain(names(zone))
}

fn characters<'a>(zone: Mrz<'a>) -> impl Iterator<Item = Finding> + use<'a> {
    let sex = zone.format().slot(FieldName::Sex);
    let clean = is_clean(&zone) && sex.is_none_or(|slot| is_sex(&zone, zone.text(slot.at)));
    let lines = zone.lines().enumerate().filter(move |_| !clean);
    lines.flat_map(move |(line, text)| {
        text.bytes().enumerate().filter_map(move |(column, byte)| {
            let class = zone.class(line, column)?;
            (!allowed(zone, line, column, byte)).then_some(Finding::Character {
                line,
                column,
                found: char::from(byte),
                class,
            })
        })
    })
}

/// Whether there is no finding: the common case, one pass over the format's row.
pub(crate) fn none(zone: &Mrz<'_>) -> bool {
    zone.checks_hold()
        && is_clean(zone)
        && zone
            .format()
            .fields()
            .iter()
            .all(|slot| is_sane(zone, slot))
}

fn is_sane(zone: &Mrz<'_>, slot: &Slot) -> bool {
    let text = zone.text(slot.at);
    match slot.name {
        FieldName::DocumentCode => {
            let first = text.bytes().next().unwrap_or(FILLER);
            zone.format().row().codes.contains(&first)
        }
        FieldName::IssuingState | FieldName::Nationality => state::is_known(text),
        FieldName::DateOfBirth | FieldName::DateOfExpiry => {
            Date::from_bytes(text.as_bytes()).is_ok()
        }
        FieldName::Names | FieldName::Surname => name::fault(text).is_none(),
        FieldName::Sex => is_sex(zone, text),
        _ => true,
    }
}

/// Whether no character is out of place; the sex, of which the grid knows only that it is a letter, apart.
fn is_clean(zone: &Mrz<'_>) -> bool {
    let lines = zone.lines().zip(grid::of(zone.format()));
    lines.fold(true, |clean, (line, kinds)| {
        clean & class::fits(line.as_bytes(), kinds)
    })
}

fn is_sex(zone: &Mrz<'_>, text: &str) -> bool {
    match text {
        "M" | "F" | "X" | "<" => true,
        other => other == "H" && zone.is_mexican_card(),
    }
}

fn allowed(zone: Mrz<'_>, line: usize, column: usize, byte: u8) -> bool {
    let class = zone.class(line, column);
    let symbols = class.map_or(Symbols::NONE, Class::symbols);
    symbols.contains(byte) || class == Some(Class::Sex) && byte == b'H' && zone.is_mexican_card()
}

fn dates<'a>(zone: Mrz<'a>) -> impl Iterator<Item = Finding> + use<'a> {
    [FieldName::DateOfBirth, FieldName::DateOfExpiry]
        .into_iter()
        .filter_map(move |field| {
            let fault = zone.date(field)?.err()?;
            Some(Finding::Date { field, fault })
        })
}

fn states<'a>(zone: Mrz<'a>) -> impl Iterator<Item = Finding> + use<'a> {
    [FieldName::IssuingState, FieldName::Nationality]
        .into_iter()
        .filter_map(move |field| {
            let text = zone.field(field)?.text;
            (!state::is_known(text)).then_some(Finding::State { field })
        })
}

fn code<'a>(zone: Mrz<'a>) -> impl Iterator<Item = Finding> + use<'a> {
    let text = zone.field(FieldName::DocumentCode).map_or("", |f| f.text);
    let first = text.bytes().next().unwrap_or(b'<');
    let fits = zone.format().row().codes.contains(&first);
    (!fits).then_some(Finding::Code).into_iter()
}

/// The one name field, or the two of a format that keeps them apart.
fn names<'a>(zone: Mrz<'a>) -> impl Iterator<Item = Finding> + use<'a> {
    let fault = match zone.names() {
        Some(names) => names.fault,
        None => apart(zone),
    };
    fault.map(Finding::Name).into_iter()
}

/// French cards write double fillers between given names, so only the surname is held to the rule.
fn apart(zone: Mrz<'_>) -> Option<NameFault> {
    let surname = zone.field(FieldName::Surname)?;
    let given = zone.field(FieldName::GivenNames);
    let digit = given.is_some_and(|given| given.text.bytes().any(|b| b.is_ascii_digit()));
    let fault = name::split(surname.text).fault;
    match (fault, digit) {
        (None, true) => Some(NameFault::Digit),
        (fault, _) => fault,
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character {
                line,
                column,
                found,
                class,
            } => write!(
                f,
                "line {}, column {}: {found:?} cannot stand there ({class:?})",
                line + 1,
                column + 1
            ),
            Self::Check(check) => write_check(f, check),
            Self::Date { field, fault } => write!(f, "{field}: {fault}"),
            Self::State { field } => write!(f, "{field}: no state has this code"),
            Self::Code => f.write_str("document_code: the format has no such code"),
            Self::Name(fault) => write!(f, "names: {fault}"),
        }
    }
}

fn write_check(f: &mut fmt::Formatter<'_>, check: &Check) -> fmt::Result {
    let (name, found) = (check.name.as_str(), char::from(check.found));
    let (line, column) = (check.line + 1, check.column + 1);
    write!(
        f,
        "line {line}, column {column}: check digit {name} is {found}"
    )?;
    match check.expected {
        Some(expected) => write!(f, ", should be {}", char::from(expected)),
        None => f.write_str(", over characters that no zone has"),
    }
}
