//! Names: primary and secondary identifier, truncation, printed form beside the zone's.

use core::fmt;

use crate::class::FILLER;
pub use crate::latin::{forms, length, origins, transliterate};
pub use crate::likeness::{Likeness, compare};

/// A name field cut into its two identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names<'a> {
    primary: &'a str,
    secondary: &'a str,
    /// Whether the field ends in a letter, so that something may have been cut off.
    pub truncated: bool,
    /// What is odd about the field, if anything.
    pub fault: Option<NameFault>,
}

/// What is odd about a name field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameFault {
    /// All filler.
    Empty,
    /// A digit stands in it.
    Digit,
    /// A second double filler: two separators, or a filler too many.
    Separators,
    /// A single filler opens it.
    Opening,
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the name field is empty",
            Self::Digit => "a digit stands in the name",
            Self::Separators => "more than one double filler inside the name",
            Self::Opening => "a filler opens the name",
        })
    }
}

/// Cuts a name field at its first double filler.
///
/// ```
/// let names = mrz::name::split("VAN<DER<MUELLEN<<MARTIN<<<<");
/// assert_eq!(names.surname().to_string(), "VAN DER MUELLEN");
/// assert_eq!(names.given_names().to_string(), "MARTIN");
/// assert!(!names.truncated);
/// ```
pub fn split(field: &str) -> Names<'_> {
    let cut = separator(field);
    let (primary, secondary) = field.split_at_checked(cut).unwrap_or((field, ""));
    Names {
        primary: trim(primary),
        secondary: trim(secondary),
        truncated: field.bytes().next_back().is_some_and(|last| last != FILLER),
        fault: fault(field),
    }
}

/// Where the first double filler stands; the end if there is none.
pub(crate) fn separator(field: &str) -> usize {
    let bytes = field.as_bytes();
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1));
    let found = pairs.position(|(left, right)| *left == FILLER && *right == FILLER);
    found.unwrap_or(field.len())
}

/// One pass over the field: runs of fillers between letters, and digits.
pub(crate) fn fault(field: &str) -> Option<NameFault> {
    let mut run = 0_u32;
    let mut separators = 0_u32;
    let (mut started, mut opening, mut digit) = (false, false, false);
    for byte in trim_end(field).bytes() {
        if byte == FILLER {
            run += 1;
            continue;
        }
        opening |= !started && run == 1;
        // Three fillers in a row inside a name are a separator and one too many.
        separators += run.saturating_sub(1);
        digit |= byte.is_ascii_digit();
        (started, run) = (true, 0);
    }
    match (started, digit, separators, opening) {
        (false, ..) => Some(NameFault::Empty),
        (_, true, ..) => Some(NameFault::Digit),
        (_, _, 2.., _) => Some(NameFault::Separators),
        (_, _, _, true) => Some(NameFault::Opening),
        _ => None,
    }
}

pub(crate) fn trim(text: &str) -> &str {
    let closed = trim_end(text);
    let opening = closed.bytes().take_while(|byte| *byte == FILLER).count();
    closed.get(opening..).unwrap_or("")
}

/// The text without its closing fillers.
pub(crate) fn trim_end(text: &str) -> &str {
    let fillers = text
        .bytes()
        .rev()
        .take_while(|byte| *byte == FILLER)
        .count();
    text.get(..text.len() - fillers).unwrap_or("")
}

impl<'a> Names<'a> {
    /// The primary identifier; empty if there is none.
    pub const fn surname(&self) -> Spaced<'a> {
        Spaced(self.primary)
    }

    /// The secondary identifier; empty if there is none.
    pub const fn given_names(&self) -> Spaced<'a> {
        Spaced(self.secondary)
    }
}

/// Text whose fillers print as single spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spaced<'a>(pub(crate) &'a str);

impl<'a> Spaced<'a> {
    /// The text with its fillers.
    pub const fn raw(self) -> &'a str {
        self.0
    }

    /// Whether there is no text.
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The parts between the fillers.
    pub fn parts(self) -> impl Iterator<Item = &'a str> {
        self.0.split('<').filter(|part| !part.is_empty())
    }
}

impl fmt::Display for Spaced<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().enumerate().try_for_each(|(index, part)| {
            f.write_str(if index == 0 { "" } else { " " })?;
            f.write_str(part)
        })
    }
}
