//! The 37 symbols of a machine readable zone, grouped by where they may stand.

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

/// Bits of [`kind`].
const DIGIT_KIND: u8 = 1;
const LETTER_KIND: u8 = 2;
const FILLER_KIND: u8 = 4;
const SEX_KIND: u8 = 8;

/// What every byte is, so that a run of them is judged without a branch.
static KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut table = [0; 256];
    let mut rest: &mut [u8] = &mut table;
    let mut byte = 0u8;
    while let [slot, tail @ ..] = rest {
        *slot = match byte {
            b'0'..=b'9' => DIGIT_KIND,
            b'M' | b'F' | b'X' => LETTER_KIND | SEX_KIND,
            b'A'..=b'Z' => LETTER_KIND,
            FILLER => FILLER_KIND | SEX_KIND,
            _ => 0,
        };
        byte = byte.wrapping_add(1);
        rest = tail;
    }
    table
}

impl Class {
    const fn kinds(self) -> u8 {
        match self {
            Self::Letter => LETTER_KIND,
            Self::Alpha => LETTER_KIND | FILLER_KIND,
            Self::Digit => DIGIT_KIND,
            Self::Number => DIGIT_KIND | FILLER_KIND,
            Self::Any => DIGIT_KIND | LETTER_KIND | FILLER_KIND,
            Self::Alnum => DIGIT_KIND | LETTER_KIND,
            Self::Sex => SEX_KIND,
            Self::Filler => FILLER_KIND,
        }
    }

    /// Whether all of `bytes` may stand where the class rules.
    pub(crate) fn allows_all(self, bytes: &[u8]) -> bool {
        let wanted = self.kinds();
        let outside = bytes.iter().fold(false, |outside, byte| {
            let kind = KINDS.get(usize::from(*byte)).copied().unwrap_or(0);
            outside | (kind & wanted == 0)
        });
        !outside
    }
}
