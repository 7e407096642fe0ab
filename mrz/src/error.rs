//! Why lines are no machine readable zone at all.

use core::fmt;

use crate::format::Format;

/// Lines that cannot be a zone. What is wrong inside a zone is no error but a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// There is no text.
    Empty,
    /// The lines have the shape of no format.
    Shape(Shape),
    /// A character outside ASCII, which no zone has.
    Character {
        /// Line, from 0.
        line: usize,
        /// Column in characters, from 0.
        column: usize,
        /// The character.
        found: char,
    },
    /// A value that cannot be written into a zone.
    Value {
        /// The field that cannot take it.
        field: crate::FieldName,
        /// Why not.
        why: &'static str,
    },
}

/// The shape of lines that fit no format, with the format that comes nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How many lines there are.
    pub count: usize,
    /// Characters in the first lines.
    pub lengths: [usize; 3],
    /// The nearest format.
    pub nearest: Format,
    /// What the lines lack to be it.
    pub lacks: Lack,
}

/// What lines lack to have the shape of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// So many lines are missing.
    Lines(usize),
    /// There are so many lines too many.
    ExtraLines(usize),
    /// A line (from 0) has `found` characters where `wanted` belong.
    Length {
        /// Line, from 0.
        line: usize,
        /// Its characters.
        found: usize,
        /// What the format has.
        wanted: usize,
    },
    /// The shape fits, but the line does not open as the format does.
    Opening,
}

impl Shape {
    /// Describes lines that [`Format::of`] knows no format for.
    pub(crate) fn of(lines: &[&str]) -> Self {
        let length = |index: usize| lines.get(index).map_or(0, |line| line.chars().count());
        let nearest = Format::ALL
            .into_iter()
            .min_by_key(|format| distance(*format, lines))
            .unwrap_or(Format::Td3);
        Self {
            count: lines.len(),
            lengths: [length(0), length(1), length(2)],
            nearest,
            lacks: lack(nearest, lines),
        }
    }
}

/// Missing and extra characters of the lines that there are; a line too many or too few weighs eight.
fn distance(format: Format, lines: &[&str]) -> usize {
    let wanted = format.lengths();
    let visa = lines.first().is_some_and(|line| line.starts_with('V'));
    let other_kind = visa != matches!(format, Format::MrvA | Format::MrvB);
    let characters = lines
        .iter()
        .zip(wanted)
        .map(|(line, length)| line.len().abs_diff(*length))
        .fold(0, usize::saturating_add);
    let national = if opens_like(format, lines) { 0 } else { 1000 };
    let missing = wanted.len().abs_diff(lines.len()).saturating_mul(8);
    let whole = characters.saturating_add(missing).saturating_add(national);
    whole
        .saturating_mul(2)
        .saturating_add(usize::from(other_kind))
}

/// Whether lines open as a national format does; ICAO's own may open in any way.
fn opens_like(format: Format, lines: &[&str]) -> bool {
    let starts = |line: usize, with| lines.get(line).is_some_and(|text| text.starts_with(with));
    match format {
        Format::FrenchDl | Format::DutchDl => starts(0, "D"),
        Format::FrenchId => starts(0, "IDFRA"),
        Format::SwissDl => starts(1, "FA"),
        Format::SlovakId => starts(0, "I<SVK"),
        Format::Td1 | Format::Td2 | Format::Td3 | Format::MrvA | Format::MrvB => true,
    }
}

fn lack(format: Format, lines: &[&str]) -> Lack {
    let wanted = format.lengths();
    if lines.len() < wanted.len() {
        return Lack::Lines(wanted.len() - lines.len());
    }
    if lines.len() > wanted.len() {
        return Lack::ExtraLines(lines.len() - wanted.len());
    }
    lines
        .iter()
        .zip(wanted)
        .enumerate()
        .find(|(_, (line, wanted))| line.len() != **wanted)
        .map_or(Lack::Opening, |(line, (text, wanted))| Lack::Length {
            line,
            found: text.chars().count(),
            wanted: *wanted,
        })
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no text: give the two or three lines of the zone"),
            Self::Shape(shape) => shape.fmt(f),
            Self::Character {
                line,
                column,
                found,
            } => write!(
                f,
                "line {}, column {}: {found:?} is in no machine readable zone (only A-Z, 0-9 and <)",
                line + 1,
                column + 1
            ),
            Self::Value { field, why } => write!(f, "{field}: {why}"),
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = if self.count == 1 { "line" } else { "lines" };
        write!(f, "{} {lines} of ", self.count)?;
        for (index, length) in self.lengths.iter().take(self.count).enumerate() {
            let separator = if index == 0 { "" } else { " + " };
            write!(f, "{separator}{length}")?;
        }
        write!(
            f,
            " characters fit no format; nearest is {}: ",
            self.nearest
        )?;
        match self.lacks {
            Lack::Lines(count) => write!(f, "give {count} more"),
            Lack::ExtraLines(count) => write!(f, "give {count} fewer"),
            Lack::Length {
                line,
                found,
                wanted,
            } => {
                let line = line + 1;
                write!(f, "line {line} needs {wanted} characters, has {found}")
            }
            Lack::Opening => f.write_str("its first characters are others"),
        }
    }
}

impl core::error::Error for Error {}
