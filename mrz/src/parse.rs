//! Lines in, a zone out: borrowed, checked, nothing allocated.

use core::slice;

use crate::check::{self, Check, Checks};
use crate::class::Class;
use crate::date::{Date, DateFault, Day, Meaning};
use crate::error::{Error, Shape};
use crate::field::{Field, Value};
use crate::finding::{self, Finding};
use crate::format::{CheckName, FieldName, Format, MOST_LINES, Slot, Span};
use crate::name::{self, Names};

/// A machine readable zone: its format, its lines as given, what its check digits say.
#[derive(Clone, Copy, Debug)]
pub struct Mrz<'a> {
    format: Format,
    lines: [&'a str; MOST_LINES],
    checks: Checks,
}

/// The holder's sex as a zone has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `F`.
    Female,
    /// `M`.
    Male,
    /// `X` or a filler.
    Unspecified,
}

impl Sex {
    /// `F`, `M` or `X`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
            Self::Unspecified => "X",
        }
    }
}

/// Reads the lines of a zone, whose format their shape tells.
///
/// A failed check digit, an impossible date, a character that cannot stand where it stands: all of these are
/// findings of the returned value, never errors. Nothing is allocated.
///
/// # Errors
/// [`Error::Empty`], [`Error::Shape`] if no format has this shape, [`Error::Character`] outside ASCII.
///
/// ```
/// let zone = mrz::parse(&[
///     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
///     "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
/// ])?;
/// assert_eq!(zone.format(), mrz::Format::Td3);
/// assert_eq!(zone.surname(), "ERIKSSON");
/// assert_eq!(zone.document_number(), "L898902C3");
/// assert!(zone.valid());
/// # Ok::<(), mrz::Error>(())
/// ```
pub fn parse<'a>(lines: &[&'a str]) -> Result<Mrz<'a>, Error> {
    let format = match lines {
        [] => return Err(Error::Empty),
        [a] => Format::of(&[a.as_bytes()]),
        [a, b] => Format::of(&[a.as_bytes(), b.as_bytes()]),
        [a, b, c] => Format::of(&[a.as_bytes(), b.as_bytes(), c.as_bytes()]),
        _ => None,
    };
    match format {
        Some(format) => read(format, lines),
        None => Err(refuse(lines)),
    }
}

/// Reads lines as `format`, whatever their first characters say.
///
/// # Errors
/// As [`parse`].
pub fn parse_as<'a>(format: Format, lines: &[&'a str]) -> Result<Mrz<'a>, Error> {
    let lengths = format.lengths();
    let fits = lines.len() == lengths.len()
        && lines
            .iter()
            .zip(lengths)
            .all(|(line, len)| line.len() == *len);
    if fits {
        read(format, lines)
    } else {
        Err(refuse(lines))
    }
}

/// Reads text of one to three lines: blank lines, a byte order mark and space around lines do not count.
///
/// # Errors
/// As [`parse`].
pub fn parse_text(text: &str) -> Result<Mrz<'_>, Error> {
    // One line more than any format has, so that a longer text is refused for what it is.
    let mut kept = [""; MOST_LINES + 1];
    let lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let count = kept.iter_mut().zip(lines).fold(0, |count, (slot, line)| {
        *slot = line;
        count + 1
    });
    parse(kept.get(..count).unwrap_or_default())
}

fn read<'a>(format: Format, lines: &[&'a str]) -> Result<Mrz<'a>, Error> {
    let mut kept = [""; MOST_LINES];
    for (slot, line) in kept.iter_mut().zip(lines) {
        if !line.is_ascii() {
            return Err(stray(lines).unwrap_or(Error::Empty));
        }
        *slot = line;
    }
    Ok(Mrz {
        format,
        lines: kept,
        checks: check::all(format, &kept),
    })
}

/// The most telling of the reasons why no format fits: a character that no zone has, before the shape.
fn refuse(lines: &[&str]) -> Error {
    if lines.iter().all(|line| line.is_empty()) {
        return Error::Empty;
    }
    if lines.iter().all(|line| line.is_ascii()) {
        return Error::Shape(Shape::of(lines));
    }
    stray(lines).unwrap_or(Error::Empty)
}

fn stray(lines: &[&str]) -> Option<Error> {
    lines.iter().enumerate().find_map(|(line, text)| {
        let (column, found) = text.chars().enumerate().find(|(_, c)| !c.is_ascii())?;
        Some(Error::Character {
            line,
            column,
            found,
        })
    })
}

/// The fields of a zone, one after another.
struct Fields<'a> {
    zone: Mrz<'a>,
    slots: slice::Iter<'static, Slot>,
    /// A name field of which the surname has been told and the given names have not.
    names: Option<&'static Slot>,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    #[inline]
    fn next(&mut self) -> Option<Field<'a>> {
        if let Some(names) = self.names.take() {
            return Some(self.zone.cut(FieldName::GivenNames, names));
        }
        let slot = self.slots.next()?;
        if slot.name == FieldName::Names {
            self.names = Some(slot);
            return Some(self.zone.cut(FieldName::Surname, slot));
        }
        Some(self.zone.cut(slot.name, slot))
    }
}

impl<'a> Mrz<'a> {
    /// The format.
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The lines, as given.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        self.lines.into_iter().take(self.format.lengths().len())
    }

    /// The characters at `span`; empty outside the lines.
    pub fn text(&self, span: Span) -> &'a str {
        let line = self.lines.get(span.line).copied().unwrap_or("");
        line.get(span.start..span.end).unwrap_or("")
    }

    /// The check digits' verdicts, in the order of the format's row.
    pub fn checks(&self) -> impl Iterator<Item = Check> + use<> {
        self.checks.iter(self.format)
    }

    /// The verdict of one check digit; none if the format has no such digit.
    pub fn check(&self, name: CheckName) -> Option<Check> {
        self.checks
            .iter(self.format)
            .find(|check| check.name == name)
    }

    /// Whether every check digit that the format has holds.
    pub fn checks_hold(&self) -> bool {
        self.checks.hold()
    }

    /// Whether all is right: characters, check digits, dates, states, sex, code and names.
    ///
    /// A valid zone can still be misread: see [`Format::blind`].
    pub fn valid(&self) -> bool {
        finding::none(self)
    }

    /// All that is wrong, in the order of characters, check digits, dates, states, sex, code, names.
    pub fn findings(&self) -> impl Iterator<Item = Finding> + use<'a> {
        finding::all(*self)
    }

    /// The fields that the format has, in the order of the lines.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + use<'a> {
        Fields {
            zone: *self,
            slots: self.format.fields().iter(),
            names: None,
        }
    }

    /// One field; none if the format has no such field.
    pub fn field(&self, name: FieldName) -> Option<Field<'a>> {
        let slot = self.format.slot(name).or_else(|| self.name_slot(name))?;
        Some(self.cut(name, slot))
    }

    fn cut(&self, name: FieldName, slot: &Slot) -> Field<'a> {
        let (span, rest) = self.spans(name, slot);
        let text = self.text(span);
        Field {
            name,
            text,
            span,
            rest,
            value: self.value(name, text, rest),
            class: slot.class,
        }
    }

    fn name_slot(&self, name: FieldName) -> Option<&'static Slot> {
        match name {
            FieldName::Surname | FieldName::GivenNames => self.format.slot(FieldName::Names),
            _ => None,
        }
    }

    /// Where a field stands; for a long number also where it goes on.
    fn spans(&self, name: FieldName, slot: &Slot) -> (Span, Option<Span>) {
        match name {
            FieldName::Surname | FieldName::GivenNames if slot.name == FieldName::Names => {
                (self.part(name, slot.at), None)
            }
            FieldName::DocumentNumber => (slot.at, self.checks.continued()),
            FieldName::Optional1 => match self.checks.continued() {
                Some(rest) => {
                    let start = (rest.end + 1).min(slot.at.end);
                    (Span { start, ..slot.at }, None)
                }
                None => (slot.at, None),
            },
            _ => (slot.at, None),
        }
    }

    /// Where one of the two identifiers stands inside the name field.
    fn part(&self, name: FieldName, at: Span) -> Span {
        let field = self.text(at);
        let cut = name::separator(field);
        let second = field.get(cut..).unwrap_or("");
        let start = at.start + cut + (second.len() - name::trim_start(second).len());
        let span = if name == FieldName::Surname {
            Span {
                end: at.start + cut,
                ..at
            }
        } else {
            Span { start, ..at }
        };
        let kept = name::trim_end(self.text(span)).len();
        Span {
            end: span.start + kept,
            ..span
        }
    }

    fn value(&self, name: FieldName, text: &'a str, rest: Option<Span>) -> Value<'a> {
        match name {
            FieldName::Names | FieldName::Surname | FieldName::GivenNames => {
                Value::spaced(name::trim(text), "")
            }
            FieldName::DocumentNumber => match rest {
                Some(rest) => Value::verbatim(text, self.text(rest)),
                None => Value::spaced(name::trim_end(text), ""),
            },
            FieldName::Sex => Value::verbatim(text, ""),
            _ => Value::verbatim(name::trim_end(text), ""),
        }
    }

    fn value_of(&self, name: FieldName) -> Value<'a> {
        self.field(name).map_or(Value::EMPTY, |field| field.value)
    }

    /// The document code without its fillers: `P`, `ID`.
    pub fn document_code(&self) -> Value<'a> {
        self.value_of(FieldName::DocumentCode)
    }

    /// The issuing state's code without its fillers: `UTO`, `D`.
    pub fn issuing_state(&self) -> Value<'a> {
        self.value_of(FieldName::IssuingState)
    }

    /// The primary identifier.
    pub fn surname(&self) -> Value<'a> {
        self.value_of(FieldName::Surname)
    }

    /// The secondary identifier; empty if there is none.
    pub fn given_names(&self) -> Value<'a> {
        self.value_of(FieldName::GivenNames)
    }

    /// The document's number, all of it.
    pub fn document_number(&self) -> Value<'a> {
        self.value_of(FieldName::DocumentNumber)
    }

    /// The nationality's code without its fillers; empty if the format has none.
    pub fn nationality(&self) -> Value<'a> {
        self.value_of(FieldName::Nationality)
    }

    /// The names; a format that keeps them in two fields has no separator to look for.
    pub fn names(&self) -> Option<Names<'a>> {
        let slot = self.format.slot(FieldName::Names)?;
        Some(name::split(self.text(slot.at)))
    }

    /// The sex; none if the format has none or the character is none of `M`, `F`, `X`, `<`.
    ///
    /// Mexican voter cards write Spanish: `H` is male, `M` (mujer) female.
    pub fn sex(&self) -> Option<Sex> {
        let slot = self.format.slot(FieldName::Sex)?;
        match self.text(slot.at) {
            "M" if self.is_mexican_card() => Some(Sex::Female),
            "H" if self.is_mexican_card() => Some(Sex::Male),
            "F" => Some(Sex::Female),
            "M" => Some(Sex::Male),
            "X" | "<" => Some(Sex::Unspecified),
            _ => None,
        }
    }

    pub(crate) fn is_mexican_card(&self) -> bool {
        let [first, ..] = self.lines;
        self.format == Format::Td1 && first.starts_with("IDMEX")
    }

    /// A date field as printed; none if the format has no such field.
    pub fn date(&self, name: FieldName) -> Option<Result<Date, DateFault>> {
        if !matches!(name, FieldName::DateOfBirth | FieldName::DateOfExpiry) {
            return None;
        }
        let slot = self.format.slot(name)?;
        Some(Date::from_bytes(self.text(slot.at).as_bytes()))
    }

    /// The day of birth, as seen from the day `reference`; none if absent, impossible or of unknown year.
    pub fn date_of_birth(&self, reference: Day) -> Option<Day> {
        let date = self.date(FieldName::DateOfBirth)?.ok()?;
        date.resolve(Meaning::Birth, reference)
    }

    /// The day of expiry, as seen from the day `reference`; none if absent, impossible or unknown.
    pub fn date_of_expiry(&self, reference: Day) -> Option<Day> {
        let date = self.date(FieldName::DateOfExpiry)?.ok()?;
        date.resolve(Meaning::Expiry, reference)
    }

    /// What may stand at (line, column), from 0.
    pub fn class(&self, line: usize, column: usize) -> Option<Class> {
        self.format.class(line, column)
    }
}
