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
    let mut pairs = field.as_bytes().windows(2);
    let found = pairs.position(|pair| pair == DOUBLE);
    found.unwrap_or(field.len())
}

/// What parts the two identifiers.
const DOUBLE: &[u8] = &[FILLER, FILLER];

/// What is odd about the field, the plainest first.
pub(crate) fn fault(field: &str) -> Option<NameFault> {
    let name = trim_end(field).as_bytes();
    // Three fillers in a row inside a name are a separator and one too many.
    let separators = || name.windows(2).filter(|pair| *pair == DOUBLE).count();
    match name {
        [] => Some(NameFault::Empty),
        _ if name.iter().any(u8::is_ascii_digit) => Some(NameFault::Digit),
        _ if separators() > 1 => Some(NameFault::Separators),
        [FILLER, second, ..] if *second != FILLER => Some(NameFault::Opening),
        _ => None,
    }
}

/// The text without its opening and closing fillers.
pub(crate) fn trim(text: &str) -> &str {
    trim_start(trim_end(text))
}

/// The text without its opening fillers.
pub(crate) fn trim_start(text: &str) -> &str {
    let first = text.bytes().position(|byte| byte != FILLER);
    first.and_then(|first| text.get(first..)).unwrap_or("")
}

/// The text without its closing fillers.
pub(crate) fn trim_end(text: &str) -> &str {
    let last = text.bytes().rposition(|byte| byte != FILLER);
    last.and_then(|last| text.get(..=last)).unwrap_or("")
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
