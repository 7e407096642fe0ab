//! Lines that own their characters without the heap.

use core::fmt;

use crate::class::FILLER;
use crate::format::{Format, LONGEST, MOST_LINES, Span};

/// The lines of a zone of a given format.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    format: Format,
    bytes: [[u8; LONGEST]; MOST_LINES],
}

impl Lines {
    /// Lines of nothing but fillers.
    pub const fn empty(format: Format) -> Self {
        Self {
            format,
            bytes: [[FILLER; LONGEST]; MOST_LINES],
        }
    }

    /// A copy of a zone's lines.
    pub fn of(zone: &crate::Mrz<'_>) -> Self {
        let mut lines = Self::empty(zone.format());
        for (line, text) in zone.lines().enumerate() {
            lines.put(Span::new(line, 0, text.len()), text.bytes());
        }
        lines
    }

    /// The format.
    pub const fn format(&self) -> Format {
        self.format
    }

    /// How many lines.
    pub const fn count(&self) -> usize {
        self.format.lengths().len()
    }

    /// One line; empty outside the format.
    pub fn line(&self, line: usize) -> &str {
        let length = self.format.lengths().get(line).copied().unwrap_or(0);
        let bytes = self.bytes.get(line).and_then(|bytes| bytes.get(..length));
        // Only ASCII is ever put in, so this never fails.
        core::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    /// The lines.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.count()).map(|line| self.line(line))
    }

    /// The lines as [`parse`](crate::parse) takes them; take [`count`](Self::count) of them.
    pub fn as_strs(&self) -> [&str; MOST_LINES] {
        [self.line(0), self.line(1), self.line(2)]
    }

    /// Reads the lines.
    ///
    /// # Errors
    /// None for lines that came of this crate.
    pub fn parse(&self) -> Result<crate::Mrz<'_>, crate::Error> {
        let lines = self.as_strs();
        crate::parse_as(self.format, lines.get(..self.count()).unwrap_or_default())
    }

    /// The character at (line, column).
    pub fn get(&self, line: usize, column: usize) -> Option<u8> {
        self.line(line).as_bytes().get(column).copied()
    }

    /// Puts one character; what is not ASCII or outside the format is left out.
    pub fn set(&mut self, line: usize, column: usize, byte: u8) {
        let slot = self.bytes.get_mut(line).and_then(|l| l.get_mut(column));
        if let (Some(slot), true) = (slot, byte.is_ascii()) {
            *slot = byte;
        }
    }

    /// The characters at `span`.
    pub fn bytes(&self, span: Span) -> &[u8] {
        let line = self.line(span.line).as_bytes();
        line.get(span.start..span.end).unwrap_or_default()
    }

    /// Puts characters from the start of `span` on; what does not fit is cut off.
    pub(crate) fn put(&mut self, span: Span, bytes: impl IntoIterator<Item = u8>) {
        for (column, byte) in (span.start..span.end).zip(bytes) {
            self.set(span.line, column, byte);
        }
    }
}

impl fmt::Display for Lines {
    /// The lines, one below the other.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().enumerate().try_for_each(|(index, line)| {
            f.write_str(if index == 0 { "" } else { "\n" })?;
            f.write_str(line)
        })
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
