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

/// The shape of lines that fit no format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How many lines there are.
    pub count: usize,
    /// Characters in the first lines.
    pub lengths: [usize; 3],
    /// The first characters of the first two lines, as far as formats are told by them.
    opening: [[u8; 5]; 2],
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
    /// Describes lines of ASCII.
    pub(crate) fn of(lines: &[&str]) -> Self {
        let line = |index: usize| lines.get(index).copied().unwrap_or("").as_bytes();
        let opening = |index| line(index).first_chunk().copied().unwrap_or_default();
        Self {
            count: lines.len(),
            lengths: [line(0).len(), line(1).len(), line(2).len()],
            opening: [opening(0), opening(1)],
        }
    }

    /// The nearest format.
    pub fn nearest(&self) -> Format {
        let mut nearest = Format::Td3;
        for format in Format::ALL {
            if self.distance(format) < self.distance(nearest) {
                nearest = format;
            }
        }
        nearest
    }

    /// What the lines lack to be of the nearest format.
    pub fn lacks(&self) -> Lack {
        let wanted = self.nearest().lengths();
        if self.count < wanted.len() {
            return Lack::Lines(wanted.len() - self.count);
        }
        if self.count > wanted.len() {
            return Lack::ExtraLines(self.count - wanted.len());
        }
        let mut lines = self.lengths.iter().zip(wanted).enumerate();
        let wrong = lines.find(|(_, (found, wanted))| found != wanted);
        wrong.map_or(Lack::Opening, |(line, (found, wanted))| Lack::Length {
            line,
            found: *found,
            wanted: *wanted,
        })
    }

    /// Missing and extra characters of the lines that there are; a line too many or too few weighs four, so
    /// that one line of thirty is the first of three and no short line of two.
    fn distance(&self, format: Format) -> usize {
        let wanted = format.lengths();
        let pairs = self.lengths.iter().take(self.count).zip(wanted);
        let characters = pairs
            .map(|(found, wanted)| found.abs_diff(*wanted))
            .fold(0, usize::saturating_add);
        let national = if self.opens_like(format) { 0 } else { 1000 };
        let missing = wanted.len().abs_diff(self.count).saturating_mul(4);
        let [[first, ..], _] = self.opening;
        let other_kind = (first == b'V') != matches!(format, Format::MrvA | Format::MrvB);
        let whole = characters.saturating_add(missing).saturating_add(national);
        whole
            .saturating_mul(2)
            .saturating_add(usize::from(other_kind))
    }

    /// Whether the lines open as a national format does; ICAO's own may open in any way.
    fn opens_like(&self, format: Format) -> bool {
        let [first, second] = &self.opening;
        match format {
            Format::FrenchDl | Format::DutchDl => first.starts_with(b"D"),
            Format::FrenchId => first.starts_with(b"IDFRA"),
            Format::SwissDl => second.starts_with(b"FA"),
            Format::SlovakId => first.starts_with(b"I<SVK"),
            Format::Td1 | Format::Td2 | Format::Td3 | Format::MrvA | Format::MrvB => true,
        }
    }
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
            self.nearest()
        )?;
        match self.lacks() {
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

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::*;

    #[test]
    fn a_shape_is_told_by_the_nearest_format_and_what_it_lacks() {
        for (lengths, told) in [
            (&[30][..], "TD1: give 2 more"),
            (&[30, 30], "TD1: give 1 more"),
            (&[30, 29, 30], "TD1: line 2 needs 30 characters, has 29"),
            (&[36], "TD2: give 1 more"),
            (&[36, 35], "TD2: line 2 needs 36 characters, has 35"),
            (&[36, 36, 36], "TD2: give 1 fewer"),
            (&[44], "TD3: give 1 more"),
            (&[43, 44], "TD3: line 1 needs 44 characters, has 43"),
        ] {
            let text = "I".repeat(44);
            let lines: Vec<&str> = lengths.iter().map(|length| &text[..*length]).collect();
            let shape = Shape::of(&lines).to_string();
            assert!(shape.ends_with(told), "{lengths:?}: {shape}");
        }
    }
}
