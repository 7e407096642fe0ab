//! The 37 symbols of a machine readable zone, grouped by where they may stand.

use crate::format::{LONGEST, MOST_LINES};

/// The symbols in the order of [`Symbols`]' bits: digits, letters, filler.
pub const ALPHABET: &[u8; 37] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

/// The filler.
pub const FILLER: u8 = b'<';

const DIGITS: u64 = 0x3ff;
const LETTERS: u64 = 0x3ff_ffff << 10;
const FILLER_BIT: u64 = 1 << 36;

/// A set of symbols, one bit each, in the order of [`ALPHABET`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Symbols(u64);

impl Symbols {
    /// No symbol.
    pub const NONE: Self = Self(0);
    /// All 37.
    pub const ALL: Self = Self(DIGITS | LETTERS | FILLER_BIT);

    /// The set that holds `byte` alone; empty if `byte` is no symbol.
    pub const fn of(byte: u8) -> Self {
        match index(byte) {
            Some(bit) => Self(1 << bit),
            None => Self::NONE,
        }
    }

    /// The set of the given symbols; other bytes are left out.
    pub const fn from_bytes(mut bytes: &[u8]) -> Self {
        let mut set = 0;
        while let [byte, rest @ ..] = bytes {
            set |= Self::of(*byte).0;
            bytes = rest;
        }
        Self(set)
    }

    /// One bit a symbol, bit 0 is `0`, bit 10 is `A`, bit 36 is `<`.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Whether `byte` is in the set.
    pub const fn contains(self, byte: u8) -> bool {
        self.0 & Self::of(byte).0 != 0
    }

    /// What both sets hold.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What either set holds.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without `byte`.
    pub const fn without(self, byte: u8) -> Self {
        Self(self.0 & !Self::of(byte).0)
    }

    /// Whether no symbol is left.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many symbols the set holds.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The symbols, in the order of [`ALPHABET`].
    pub fn iter(self) -> impl Iterator<Item = u8> {
        ALPHABET
            .iter()
            .copied()
            .filter(move |byte| self.contains(*byte))
    }
}

/// The place of a symbol in [`ALPHABET`], which is also its worth in a check digit save for the filler.
pub const fn index(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'Z' => Some(byte - b'A' + 10),
        FILLER => Some(36),
        _ => None,
    }
}

/// What may stand at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A letter.
    Letter,
    /// A letter or a filler: names, states.
    Alpha,
    /// A digit.
    Digit,
    /// A digit or a filler: dates, whose unknown parts are fillers.
    Number,
    /// Any of the 37 symbols: numbers, optional data.
    Any,
    /// A letter or a digit.
    Alnum,
    /// `M`, `F`, `X` or a filler.
    Sex,
    /// A filler.
    Filler,
}

impl Class {
    /// The symbols of the class.
    pub const fn symbols(self) -> Symbols {
        Symbols(match self {
            Self::Letter => LETTERS,
            Self::Alpha => LETTERS | FILLER_BIT,
            Self::Digit => DIGITS,
            Self::Number => DIGITS | FILLER_BIT,
            Self::Any => DIGITS | LETTERS | FILLER_BIT,
            Self::Alnum => DIGITS | LETTERS,
            Self::Sex => Symbols::from_bytes(b"MFX<").0,
            Self::Filler => FILLER_BIT,
        })
    }

    /// Whether `byte` may stand where the class rules.
    pub const fn allows(self, byte: u8) -> bool {
        self.symbols().contains(byte)
    }
}

const fn is_letter(byte: u8) -> bool {
    byte.wrapping_sub(b'A') < 26
}

const fn is_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'0') < 10
}

/// Bits of [`kind`]: what a byte is, and in a [`Grid`] what may stand at a position.
const DIGIT_KIND: u8 = 1;
const LETTER_KIND: u8 = 2;
const FILLER_KIND: u8 = 4;

/// What may stand at each position of a format, as bits of kinds, so that a line is judged many bytes at a time.
pub(crate) type Grid = [[u8; LONGEST]; MOST_LINES];

const fn kind(byte: u8) -> u8 {
    let digit = if is_digit(byte) { DIGIT_KIND } else { 0 };
    let letter = if is_letter(byte) { LETTER_KIND } else { 0 };
    let filler = if byte == FILLER { FILLER_KIND } else { 0 };
    digit | letter | filler
}

/// Bytes that are judged at once.
const WIDE: usize = 16;

/// Whether every byte of a line is of a kind that may stand at its place.
///
/// The last bytes are judged with those before them, some twice, so that none is judged alone.
pub(crate) fn fits(line: &[u8], kinds: &[u8; LONGEST]) -> bool {
    let kinds = kinds.get(..line.len()).unwrap_or_default();
    let (Some(end), Some(end_kinds)) = (line.last_chunk(), kinds.last_chunk()) else {
        return line
            .iter()
            .zip(kinds)
            .all(|(byte, kinds)| kind(*byte) & kinds != 0);
    };
    let (wide, _) = line.as_chunks();
    let (wide_kinds, _) = kinds.as_chunks();
    let mut pairs = wide.iter().zip(wide_kinds);
    pairs.all(|(bytes, kinds)| all_fit(bytes, kinds)) && all_fit(end, end_kinds)
}

/// Without an early return, so that the processor takes all at once.
fn all_fit(bytes: &[u8; WIDE], kinds: &[u8; WIDE]) -> bool {
    let pairs = bytes.iter().zip(kinds);
    pairs.fold(true, |fit, (byte, kinds)| fit & (kind(*byte) & kinds != 0))
}

impl Class {
    /// The kinds of the class; of [`Class::Sex`] more than the class allows.
    pub(crate) const fn kinds(self) -> u8 {
        match self {
            Self::Letter => LETTER_KIND,
            Self::Alpha | Self::Sex => LETTER_KIND | FILLER_KIND,
            Self::Digit => DIGIT_KIND,
            Self::Number => DIGIT_KIND | FILLER_KIND,
            Self::Any => DIGIT_KIND | LETTER_KIND | FILLER_KIND,
            Self::Alnum => DIGIT_KIND | LETTER_KIND,
            Self::Filler => FILLER_KIND,
        }
    }
}
