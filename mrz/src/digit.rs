//! The check digit of ICAO 9303-3: weights 7, 3, 1 modulo ten.
//!
//! What it cannot see: two symbols whose worths differ by ten or twenty are the same to it
//! (`<` 0 A K U are all worth 0 modulo ten, G is worth 6), and so is an exchange of two neighbours
//! whose worths are five apart. [`blind`] and [`blind_swap`] say so for given symbols.

use crate::class::{FILLER, Symbols, index};

/// What stands for a byte that is no symbol: its highest bit is set in no worth.
const NOT_A_SYMBOL: u8 = 0x80;

/// Worth of every byte, so that a sum needs no branch.
static WORTH: [u8; 256] = worths();

const fn worths() -> [u8; 256] {
    let mut table = [NOT_A_SYMBOL; 256];
    let mut rest: &mut [u8] = &mut table;
    let mut byte = 0u8;
    while let [slot, tail @ ..] = rest {
        if let Some(value) = value(byte) {
            *slot = value;
        }
        byte = byte.wrapping_add(1);
        rest = tail;
    }
    table
}

/// The worth of a symbol: 0–9 themselves, A–Z 10–35, filler 0; nothing else has one.
pub const fn value(byte: u8) -> Option<u8> {
    match byte {
        FILLER => Some(0),
        _ => index(byte),
    }
}

fn worth(byte: u8) -> u8 {
    WORTH
        .get(usize::from(byte))
        .copied()
        .unwrap_or(NOT_A_SYMBOL)
}

/// A running sum, for digits whose cover lies in several pieces.
///
/// ```
/// let mut sum = mrz::digit::Sum::new();
/// sum.add(b"5207");
/// sum.add(b"27");
/// assert_eq!(sum.digit(), Some(b'3'));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    /// What the worths add up to under each weight, that of the next byte first.
    totals: [u32; 3],
    /// The weights, in the same order.
    weights: [u32; 3],
    /// All worths together: the highest bit tells a byte that was no symbol.
    seen: u8,
}

impl Default for Sum {
    fn default() -> Self {
        Self::new()
    }
}

impl Sum {
    /// A sum over nothing: its digit is 0.
    pub const fn new() -> Self {
        Self {
            totals: [0; 3],
            weights: [7, 3, 1],
            seen: 0,
        }
    }

    /// Takes the next bytes in; only a sum of a hundred million bytes could wrap.
    pub fn add(&mut self, bytes: &[u8]) {
        let (triples, rest) = bytes.as_chunks();
        let [mut first, mut second, mut third] = self.totals;
        let mut seen = self.seen;
        for [a, b, c] in triples {
            let (a, b, c) = (worth(*a), worth(*b), worth(*c));
            seen |= a | b | c;
            first = first.wrapping_add(u32::from(a));
            second = second.wrapping_add(u32::from(b));
            third = third.wrapping_add(u32::from(c));
        }
        (self.totals, self.seen) = ([first, second, third], seen);
        for byte in rest {
            let worth = worth(*byte);
            let ([first, second, third], [weight, next, last]) = (self.totals, self.weights);
            self.totals = [second, third, first.wrapping_add(u32::from(worth))];
            self.weights = [next, last, weight];
            self.seen |= worth;
        }
    }

    /// The digit as an ASCII byte; none if a byte was no symbol.
    pub fn digit(self) -> Option<u8> {
        if self.seen & NOT_A_SYMBOL != 0 {
            return None;
        }
        let weighed = self.totals.into_iter().zip(self.weights);
        let total = weighed.fold(0_u32, |sum, (total, weight)| {
            sum.wrapping_add(total.wrapping_mul(weight))
        });
        u8::try_from(total % 10).ok().map(|digit| b'0' + digit)
    }
}

/// The check digit of `bytes` as an ASCII byte; none if one of them is no symbol.
///
/// ```
/// assert_eq!(mrz::digit::compute(b"AB2134<<<"), Some(b'5'));
/// assert_eq!(mrz::digit::compute(b"AB 2134"), None);
/// ```
pub fn compute(bytes: &[u8]) -> Option<u8> {
    let mut sum = Sum::new();
    sum.add(bytes);
    sum.digit()
}

/// Whether `digit` is the check digit of `bytes`.
pub fn holds(bytes: &[u8], digit: u8) -> bool {
    compute(bytes) == Some(digit)
}

/// The other symbols that a check digit takes for `byte`, wherever it stands.
///
/// All three weights have no factor in common with ten, so the position does not matter.
///
/// ```
/// let blind = mrz::digit::blind(b'G');
/// assert!(blind.contains(b'6') && blind.contains(b'Q') && !blind.contains(b'C'));
/// ```
pub fn blind(byte: u8) -> Symbols {
    let Some(worth) = value(byte) else {
        return Symbols::NONE;
    };
    let alike = Symbols::ALL
        .iter()
        .filter(|other| value(*other).is_some_and(|value| value % 10 == worth % 10))
        .fold(Symbols::NONE, |set, other| set.or(Symbols::of(other)));
    alike.without(byte)
}

/// Whether an exchange of two neighbours escapes the check digit: their worths are 0 or 5 apart modulo ten.
pub fn blind_swap(left: u8, right: u8) -> bool {
    match (value(left), value(right)) {
        (Some(left), Some(right)) => left.abs_diff(right) % 5 == 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_9303_3_hold() {
        for (text, digit) in [
            ("520727", b'3'),
            ("AB2134<<<", b'5'),
            ("HA672242<658022549601086<<<<<<<<<<<<<<0", b'8'),
            ("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<", b'2'),
            ("HA672242<658022549601086<<<<<<<", b'8'),
        ] {
            assert!(holds(text.as_bytes(), digit), "{text}");
        }
    }

    #[test]
    fn blind_spots_are_the_ones_of_the_arithmetic() {
        assert_eq!(blind(b'<'), Symbols::from_bytes(b"0AKU"));
        assert!(blind_swap(b'0', b'5') && blind_swap(b'1', b'6') && !blind_swap(b'1', b'2'));
    }
}
