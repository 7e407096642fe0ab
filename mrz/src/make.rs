//! Fields in, lines out: every format, with its check digits, names cut as ICAO 9303 says.

use crate::class::FILLER;
use crate::digit::Sum;
use crate::error::Error;
use crate::format::{CheckName, Digit, FieldName, FillerRule, Format, Slot, Span};
use crate::latin;
use crate::lines::Lines;

/// What goes into a zone. Names may be as printed: they are transliterated; all else is A-Z, 0-9, `<` and space.
///
/// ```
/// use mrz::make::{Fields, make};
/// let lines = make(&Fields {
///     document_code: "P",
///     issuing_state: "UTO",
///     surname: "Eriksson",
///     given_names: "Anna Maria",
///     document_number: "L898902C3",
///     nationality: "UTO",
///     date_of_birth: "740812",
///     sex: "F",
///     date_of_expiry: "120415",
///     optional_1: "ZE184226B",
///     ..Fields::new(mrz::Format::Td3)
/// })?;
/// assert_eq!(lines.line(1), "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
/// # Ok::<(), mrz::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    /// The format to write.
    pub format: Format,
    /// `P`, `ID`, `V`.
    pub document_code: &'a str,
    /// `UTO`, `D`.
    pub issuing_state: &'a str,
    /// Primary identifier, as printed or as in a zone.
    pub surname: &'a str,
    /// Secondary identifier.
    pub given_names: &'a str,
    /// All of the number; what does not fit goes on in the optional data where the format allows.
    pub document_number: &'a str,
    /// `UTO`, `D`.
    pub nationality: &'a str,
    /// YYMMDD; empty for unknown.
    pub date_of_birth: &'a str,
    /// `F`, `M`, `X`; empty for unspecified.
    pub sex: &'a str,
    /// YYMMDD; empty for unknown.
    pub date_of_expiry: &'a str,
    /// Optional data.
    pub optional_1: &'a str,
    /// The second optional data of a TD1.
    pub optional_2: &'a str,
    /// French card: department and office.
    pub administrative_code: &'a str,
    /// Swiss licence.
    pub blank_number: &'a str,
    /// Swiss licence: `D`, `F`, `I`, `R`.
    pub language: &'a str,
    /// Dutch licence.
    pub version: &'a str,
    /// The digit of an empty optional field of a TD3: a filler, not 0.
    pub optional_digit_filler: bool,
}

impl Fields<'_> {
    /// Empty fields of a format.
    pub const fn new(format: Format) -> Self {
        Self {
            format,
            document_code: "",
            issuing_state: "",
            surname: "",
            given_names: "",
            document_number: "",
            nationality: "",
            date_of_birth: "",
            sex: "",
            date_of_expiry: "",
            optional_1: "",
            optional_2: "",
            administrative_code: "",
            blank_number: "",
            language: "",
            version: "",
            optional_digit_filler: false,
        }
    }

    /// The field of that name; both names for [`FieldName::Names`] are written apart.
    const fn get(&self, name: FieldName) -> &str {
        match name {
            FieldName::DocumentCode => self.document_code,
            FieldName::IssuingState => self.issuing_state,
            FieldName::Names | FieldName::Surname => self.surname,
            FieldName::GivenNames => self.given_names,
            FieldName::DocumentNumber => self.document_number,
            FieldName::Nationality => self.nationality,
            FieldName::DateOfBirth => self.date_of_birth,
            FieldName::Sex => self.sex,
            FieldName::DateOfExpiry => self.date_of_expiry,
            FieldName::Optional1 => self.optional_1,
            FieldName::Optional2 => self.optional_2,
            FieldName::AdministrativeCode => self.administrative_code,
            FieldName::BlankNumber => self.blank_number,
            FieldName::Language => self.language,
            FieldName::Version => self.version,
        }
    }
}

/// Writes the lines, check digits and all.
///
/// # Errors
/// [`Error::Value`] for a value that is too long for its field or holds a character that cannot stand there.
pub fn make(fields: &Fields<'_>) -> Result<Lines, Error> {
    let mut lines = Lines::empty(fields.format);
    for slot in fields.format.fields() {
        match slot.name {
            FieldName::Names => write_names(&mut lines, slot.at, fields),
            FieldName::Surname | FieldName::GivenNames => {
                write_name(&mut lines, slot.at, fields.get(slot.name));
            }
            FieldName::DocumentNumber => write_number(&mut lines, slot, fields)?,
            FieldName::Optional1 => write_optional(&mut lines, slot, fields)?,
            name => write(&mut lines, slot, slot.at, fields.get(name))?,
        }
    }
    for digit in fields.format.digits() {
        write_digit(&mut lines, digit, fields);
    }
    Ok(lines)
}

fn fault(field: FieldName, why: &'static str) -> Error {
    Error::Value { field, why }
}

/// Writes `text` at `at`, spaces as fillers.
fn write(lines: &mut Lines, slot: &Slot, at: Span, text: &str) -> Result<(), Error> {
    if text.len() > at.len() {
        return Err(fault(
            slot.name,
            "longer than its place; give fewer characters",
        ));
    }
    let bytes = text
        .bytes()
        .map(|byte| if byte == b' ' { FILLER } else { byte });
    if bytes.clone().any(|byte| !slot.class.allows(byte)) {
        return Err(fault(
            slot.name,
            "holds a character that cannot stand there",
        ));
    }
    lines.put(at, bytes);
    Ok(())
}

/// How much of the number goes on in the optional data, in bytes; none if all fits.
fn overflow<'a>(fields: &Fields<'a>) -> Option<(&'a str, &'a str)> {
    let number = fields.format.digit(CheckName::Number)?;
    let place = fields.format.slot(FieldName::DocumentNumber)?.at.len();
    let long = number.filler == FillerRule::Continues && fields.document_number.len() > place;
    if long {
        fields.document_number.split_at_checked(place)
    } else {
        None
    }
}

fn write_number(lines: &mut Lines, slot: &Slot, fields: &Fields<'_>) -> Result<(), Error> {
    let number = overflow(fields).map_or(fields.document_number, |(first, _)| first);
    write(lines, slot, slot.at, number)
}

/// Writes the rest of a long number with its digit and a filler, then the optional data.
fn write_optional(lines: &mut Lines, slot: &Slot, fields: &Fields<'_>) -> Result<(), Error> {
    let Some((first, rest)) = overflow(fields) else {
        return write(lines, slot, slot.at, fields.optional_1);
    };
    if rest.len() + 1 > slot.at.len() {
        return Err(fault(
            FieldName::DocumentNumber,
            "too long even with the optional data",
        ));
    }
    if rest.bytes().any(|byte| !byte.is_ascii_alphanumeric()) {
        return Err(fault(
            FieldName::DocumentNumber,
            "a long number has no fillers",
        ));
    }
    let mut sum = Sum::new();
    sum.add(first.as_bytes());
    sum.add(rest.as_bytes());
    let digit = sum.digit().unwrap_or(FILLER);
    lines.put(slot.at, rest.bytes().chain([digit]));
    let start = slot.at.start + rest.len() + 2;
    let at = Span {
        start: start.min(slot.at.end),
        ..slot.at
    };
    write(lines, slot, at, fields.optional_1)
}

fn write_digit(lines: &mut Lines, digit: &Digit, fields: &Fields<'_>) {
    let mut sum = Sum::new();
    for span in digit.over {
        sum.add(lines.bytes(*span));
    }
    let empty = digit
        .over
        .iter()
        .all(|span| crate::format::is_empty(lines.bytes(*span)));
    let byte = match digit.filler {
        FillerRule::Continues if overflow(fields).is_some() => FILLER,
        FillerRule::WhenEmpty if empty && fields.optional_digit_filler => FILLER,
        _ => sum.digit().unwrap_or(FILLER),
    };
    lines.set(digit.line, digit.column, byte);
}

/// One name alone in its field, cut at the end.
fn write_name(lines: &mut Lines, at: Span, name: &str) {
    let mut cut = Cut::new(lines, at);
    latin::transliterate(name, |byte| cut.push(byte));
}

/// Both names. A surname that would leave no room is cut so that a given name's first letter still stands; a cut
/// that would fall on a filler takes a letter from the part before, so that the field ends in a letter, which is
/// how ICAO 9303-3 has truncation told.
fn write_names(lines: &mut Lines, at: Span, fields: &Fields<'_>) {
    let surname = latin::length(fields.surname);
    let given = latin::length(fields.given_names);
    let room = at.len();
    let wanted = if given == 0 {
        surname
    } else {
        surname + 2 + given
    };
    let surname_room = if given > 0 && wanted > room {
        room.saturating_sub(3)
    } else {
        room
    };
    let first = Span {
        end: at.start + surname.min(surname_room),
        ..at
    };
    let mut cut = Cut::new(lines, first);
    latin::transliterate(fields.surname, |byte| cut.push(byte));
    if given > 0 {
        let start = (first.end + 2).min(at.end);
        let mut cut = Cut {
            reach: at.start,
            ..Cut::new(lines, Span { start, ..at })
        };
        latin::transliterate(fields.given_names, |byte| cut.push(byte));
    }
}

/// Writes bytes into a span and remembers what to do when they are too many.
struct Cut<'a> {
    lines: &'a mut Lines,
    at: Span,
    column: usize,
    /// The first column that may give a letter up: given names of single letters have none to spare.
    reach: usize,
}

impl<'a> Cut<'a> {
    const fn new(lines: &'a mut Lines, at: Span) -> Self {
        Self {
            lines,
            at,
            column: at.start,
            reach: at.start,
        }
    }

    fn push(&mut self, byte: u8) {
        if self.column < self.at.end {
            self.lines.set(self.at.line, self.column, byte);
        } else if self.column == self.at.end && byte != FILLER {
            self.end_in_a_letter(byte);
        }
        self.column += 1;
    }

    /// The cut falls before `next`; if a filler stands there, the last part of two letters or more gives one up and
    /// all behind it moves up.
    fn end_in_a_letter(&mut self, next: u8) {
        let (line, last) = (self.at.line, self.at.end.saturating_sub(1));
        let is_letter = |lines: &Lines, column| lines.get(line, column) != Some(FILLER);
        if is_letter(self.lines, last) {
            return;
        }
        let mut columns = (self.reach + 1..last).rev();
        let spare = columns.find(|c| is_letter(self.lines, *c) && is_letter(self.lines, c - 1));
        if let Some(spare) = spare {
            for column in spare..last {
                let moved = self.lines.get(line, column + 1).unwrap_or(FILLER);
                self.lines.set(line, column, moved);
            }
            self.lines.set(line, last, next);
        }
    }
}
