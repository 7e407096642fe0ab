//! Peru's digit after the number of a DNI; older cards print a letter for it.

use super::{digits, weighted};

/// The digit by the remainder modulo 11.
const DIGITS: &[u8; 11] = b"65432110987";
/// The letter by the remainder modulo 11.
const LETTERS: &[u8; 11] = b"KJIHGFEDCBA";

/// Whether the last of nine characters is the digit or the letter of the eight before it.
pub(super) fn holds(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !" -".contains(*c)).collect();
    if plain.len() != 9 || !plain.is_ascii() {
        return false;
    }
    let Some(body) = digits(&plain[..8]) else {
        return false;
    };
    let rest = weighted(&body, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let last = plain.as_bytes()[8];
    let at = usize::try_from(rest).unwrap_or(0);
    last == DIGITS[at] || last == LETTERS[at]
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in [
            "10117410-2",
            "10117410G",
            "12345678 - 1",
            "00000000K",
            "238288059",
        ] {
            assert!(holds(good), "{good}");
        }
        for bad in ["10117410-3", "12345678", "00000000L", "1234567"] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
