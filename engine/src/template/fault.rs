//! A mistake in a template and where it stands.

use std::fmt;
use std::path::Path;

/// A mistake in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, or the id of a built-in template.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            message,
        } = self;
        write!(f, "{file}:{line}:{column}: {message}")
    }
}

impl std::error::Error for Fault {}

/// Line and column, from 1, of the byte `at`.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    (line, column)
}

/// The first reason that holds, of several why something is wrong.
pub(super) fn first(
    reasons: impl IntoIterator<Item = (bool, &'static str)>,
) -> Option<&'static str> {
    let mut reasons = reasons.into_iter();
    reasons.find_map(|(wrong, why)| wrong.then_some(why))
}

/// A fault of a whole file.
pub(crate) fn whole(file: &Path, message: String) -> Fault {
    Fault {
        file: file.display().to_string(),
        line: 0,
        column: 0,
        message,
    }
}
