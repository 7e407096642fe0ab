//! A field of a zone: where it stands, what it says.

use core::fmt;

use crate::class::Class;
use crate::format::{FieldName, Span};
use crate::name::Spaced;

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Which field.
    pub name: FieldName,
    /// The characters as they stand, fillers included; of a long number the first nine.
    pub text: &'a str,
    /// Where they stand.
    pub span: Span,
    /// Where a long number goes on.
    pub rest: Option<Span>,
    /// What they say.
    pub value: Value<'a>,
    /// What may stand there.
    pub class: Class,
}

/// What a field says: its text without closing fillers, in names and numbers with spaces for inner ones.
///
/// Optional data keeps its inner fillers, which may stand for any separator.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    first: &'a str,
    rest: &'a str,
    spaced: bool,
}

impl<'a> Value<'a> {
    pub(crate) const EMPTY: Self = Self::verbatim("", "");

    pub(crate) const fn verbatim(first: &'a str, rest: &'a str) -> Self {
        Self {
            first,
            rest,
            spaced: false,
        }
    }

    pub(crate) const fn spaced(first: &'a str, rest: &'a str) -> Self {
        Self {
            first,
            rest,
            spaced: true,
        }
    }

    /// Whether the field says nothing.
    pub const fn is_empty(&self) -> bool {
        self.first.is_empty() && self.rest.is_empty()
    }

    /// The value as one piece of the line; none if a long number lies in two, or a filler has to become a space.
    pub fn as_str(&self) -> Option<&'a str> {
        let plain = self.rest.is_empty() && !(self.spaced && self.first.contains('<'));
        plain.then_some(self.first)
    }

    /// The characters.
    pub fn chars(&self) -> impl Iterator<Item = char> + use<'a> {
        let spaced = self.spaced;
        self.first
            .chars()
            .chain(self.rest.chars())
            .scan('\0', move |last, c| {
                let c = if spaced && c == '<' { ' ' } else { c };
                let doubled = spaced && c == ' ' && *last == ' ';
                *last = c;
                Some((!doubled).then_some(c))
            })
            .flatten()
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.spaced {
            Spaced(self.first).fmt(f)?;
        } else {
            f.write_str(self.first)?;
        }
        f.write_str(self.rest)
    }
}

impl PartialEq<str> for Value<'_> {
    fn eq(&self, other: &str) -> bool {
        self.chars().eq(other.chars())
    }
}

impl PartialEq<&str> for Value<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.chars().eq(other.chars())
    }
}
