//! Every format as a row of a table: line lengths, fields, check digits.
//!
//! The parser, the maker, the repair, a decoder's grammar: all read these rows.

use crate::class::{Class, FILLER, Symbols};
use crate::digit;
pub use crate::key::{CheckName, FieldName};
use crate::rows;

/// The most characters in a line of any format.
pub const LONGEST: usize = 44;
/// The most lines of any format.
pub const MOST_LINES: usize = 3;

/// A machine readable zone's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Cards of credit card size, 3 × 30 (ICAO 9303-5).
    Td1,
    /// Larger cards, 2 × 36 (ICAO 9303-6).
    Td2,
    /// Passports, 2 × 44 (ICAO 9303-4).
    Td3,
    /// Full size visas, 2 × 44 (ICAO 9303-7).
    MrvA,
    /// Small visas, 2 × 36 (ICAO 9303-7).
    MrvB,
    /// The French identity card before 2021, 2 × 36.
    FrenchId,
    /// The French driving licence, 1 × 30.
    FrenchDl,
    /// The Dutch driving licence, 1 × 30.
    DutchDl,
    /// The Swiss driving licence, 9 + 30 + 30.
    SwissDl,
    /// The Slovak identity card before 2008, 2 × 34.
    SlovakId,
}

/// Columns `start..end` of line `line`, all counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// Line, from 0.
    pub line: usize,
    /// First column, from 0.
    pub start: usize,
    /// Column after the last.
    pub end: usize,
}

impl Span {
    /// Columns `start..end` of `line`.
    pub const fn new(line: usize, start: usize, end: usize) -> Self {
        Self { line, start, end }
    }

    /// How many columns.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is no column.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether (line, column) lies inside.
    pub const fn contains(self, line: usize, column: usize) -> bool {
        self.line == line && self.start <= column && column < self.end
    }
}

/// A field's place and what may stand there.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Which field.
    pub name: FieldName,
    /// Where.
    pub at: Span,
    /// What may stand there.
    pub class: Class,
}

/// What a filler in the place of a check digit means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FillerRule {
    /// The digit must be there.
    Never,
    /// Right when all that the digit covers is filler; 0 is right too.
    WhenEmpty,
    /// The number goes on at the start of [`FieldName::Optional1`]: the run of symbols up to the next filler is
    /// the rest of the number with its check digit at the end. The digit covers the nine characters with the
    /// rest; older Belgian and Portuguese cards count the filler in between.
    Continues,
}

/// A check digit's place and cover.
#[derive(Clone, Copy, Debug)]
pub struct Digit {
    /// Which digit.
    pub name: CheckName,
    /// Line, from 0.
    pub line: usize,
    /// Column, from 0.
    pub column: usize,
    /// What it covers, in the order of the sum.
    pub over: &'static [Span],
    /// What a filler in its place means.
    pub filler: FillerRule,
}

impl Digit {
    /// What may stand in the digit's place.
    pub const fn class(&self) -> Class {
        match self.filler {
            FillerRule::Never => Class::Digit,
            FillerRule::WhenEmpty | FillerRule::Continues => Class::Number,
        }
    }

    /// Whether the digit covers (line, column).
    pub fn covers(&self, line: usize, column: usize) -> bool {
        self.over.iter().any(|span| span.contains(line, column))
    }
}

/// One format: all that there is to know of it.
#[derive(Debug)]
pub struct Row {
    /// Which format.
    pub format: Format,
    /// The name as JSON has it.
    pub name: &'static str,
    /// Characters in each line.
    pub lengths: &'static [usize],
    /// First characters that the document code may have.
    pub codes: &'static [u8],
    /// The fields; what no field or digit covers is filler.
    pub fields: &'static [Slot],
    /// The check digits.
    pub digits: &'static [Digit],
}

impl Format {
    /// All formats, ICAO's first.
    pub const ALL: [Self; 10] = [
        Self::Td1,
        Self::Td2,
        Self::Td3,
        Self::MrvA,
        Self::MrvB,
        Self::FrenchId,
        Self::FrenchDl,
        Self::DutchDl,
        Self::SwissDl,
        Self::SlovakId,
    ];

    /// The format's row of the table.
    pub const fn row(self) -> &'static Row {
        match self {
            Self::Td1 => &rows::TD1,
            Self::Td2 => &rows::TD2,
            Self::Td3 => &rows::TD3,
            Self::MrvA => &rows::MRV_A,
            Self::MrvB => &rows::MRV_B,
            Self::FrenchId => &rows::FRENCH_ID,
            Self::FrenchDl => &rows::FRENCH_DL,
            Self::DutchDl => &rows::DUTCH_DL,
            Self::SwissDl => &rows::SWISS_DL,
            Self::SlovakId => &rows::SLOVAK_ID,
        }
    }

    /// The name as JSON has it: `TD1`, `MRV-A`, `FRA-ID`.
    pub const fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str().eq_ignore_ascii_case(name))
    }

    /// Characters in each line.
    pub const fn lengths(self) -> &'static [usize] {
        self.row().lengths
    }

    /// The fields; what no field or digit covers is filler.
    pub const fn fields(self) -> &'static [Slot] {
        self.row().fields
    }

    /// The check digits.
    pub const fn digits(self) -> &'static [Digit] {
        self.row().digits
    }

    /// The place of a field, if the format has it.
    pub fn slot(self, name: FieldName) -> Option<&'static Slot> {
        self.fields().iter().find(|slot| slot.name == name)
    }

    /// The check digit of that name, if the format has it.
    pub fn digit(self, name: CheckName) -> Option<&'static Digit> {
        self.digits().iter().find(|digit| digit.name == name)
    }

    /// What may stand at (line, column), from 0; nothing outside the format.
    pub fn class(self, line: usize, column: usize) -> Option<Class> {
        if self.lengths().get(line).is_none_or(|len| column >= *len) {
            return None;
        }
        let field = self.fields().iter().find(|s| s.at.contains(line, column));
        let digit = || {
            self.digits()
                .iter()
                .find(|d| d.line == line && d.column == column)
        };
        Some(match field {
            Some(slot) => slot.class,
            None => digit().map_or(Class::Filler, Digit::class),
        })
    }

    /// The symbols that may stand at (line, column), from 0: the class, and for the first character the codes.
    ///
    /// This with [`digits`](Self::digits) is the grammar that a decoder of uncertain readings is held to.
    pub fn symbols(self, line: usize, column: usize) -> Symbols {
        let class = self
            .class(line, column)
            .map_or(Symbols::NONE, Class::symbols);
        let code = self.slot(FieldName::DocumentCode).map(|slot| slot.at);
        match code {
            Some(at) if at.line == line && at.start == column => {
                class.and(Symbols::from_bytes(self.row().codes))
            }
            _ => class,
        }
    }

    /// The symbols that could stand at (line, column) in place of `byte` with every check digit still holding.
    ///
    /// Under a check digit that is what 7-3-1 is blind to; where no digit looks, all that the class allows.
    ///
    /// ```
    /// let blind = mrz::Format::Td3.blind(1, 0, b'0'); // first character of the number
    /// assert_eq!(blind.iter().collect::<Vec<_>>(), b"AKU<");
    /// ```
    pub fn blind(self, line: usize, column: usize, byte: u8) -> Symbols {
        let Some(class) = self.class(line, column) else {
            return Symbols::NONE;
        };
        let seen = self.digits().iter().any(|d| d.covers(line, column));
        let itself = self
            .digits()
            .iter()
            .any(|d| d.line == line && d.column == column);
        match (itself, seen) {
            (true, _) => Symbols::NONE,
            (false, true) => class.symbols().and(digit::blind(byte)),
            (false, false) => class.symbols().without(byte),
        }
    }

    /// The format of lines of these lengths, told apart by their first line where shapes agree.
    pub(crate) fn of(lines: &[&[u8]]) -> Option<Self> {
        match lines {
            [a, b, c] => match (a.len(), b.len(), c.len()) {
                (30, 30, 30) => Some(Self::Td1),
                (9, 30, 30) => Some(Self::SwissDl),
                _ => None,
            },
            [a, b] if a.len() == b.len() => two(a),
            [a] if a.len() == 30 => one(a),
            _ => None,
        }
    }
}

fn two(first: &[u8]) -> Option<Format> {
    let visa = first
        .first()
        .is_some_and(|code| code.eq_ignore_ascii_case(&b'V'));
    match (first.len(), visa) {
        (44, true) => Some(Format::MrvA),
        (44, false) => Some(Format::Td3),
        (36, true) => Some(Format::MrvB),
        (36, false) if is_french_id(first) => Some(Format::FrenchId),
        (36, false) => Some(Format::Td2),
        (34, _) => Some(Format::SlovakId),
        _ => None,
    }
}

/// The French card opens with `IDFRA`; a reader's `1DFRA` is no other format.
fn is_french_id(first: &[u8]) -> bool {
    matches!(
        first,
        [
            b'I' | b'1' | b'L',
            b'D' | b'0' | b'O',
            b'F',
            b'R',
            b'A' | b'4',
            ..
        ]
    )
}

fn one(line: &[u8]) -> Option<Format> {
    match line {
        [b'D' | b'0' | b'O', _, b'F', b'R', b'A' | b'4', ..] => Some(Format::FrenchDl),
        [b'D' | b'0' | b'O', _, b'N', b'L', b'D' | b'0' | b'O', ..] => Some(Format::DutchDl),
        _ => None,
    }
}

impl core::fmt::Display for Format {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether all of `bytes` are fillers.
pub(crate) fn is_empty(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == FILLER)
}
