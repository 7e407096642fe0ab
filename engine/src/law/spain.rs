//! Spain's letter after the number of a DNI or of a foreigner's NIE.

use super::digits;

/// The letter by the remainder modulo 23.
const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Whether the letter is that of the number; X, Y and Z before a NIE count as 0, 1 and 2.
pub(super) fn holds(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !".-".contains(*c)).collect();
    if plain.len() != 9 || !plain.is_ascii() {
        return false;
    }
    let body = match plain.as_bytes()[0] {
        b'X' => ["0", &plain[1..8]].concat(),
        b'Y' => ["1", &plain[1..8]].concat(),
        b'Z' => ["2", &plain[1..8]].concat(),
        _ => plain[..8].to_owned(),
    };
    let number = digits(&body).and_then(|_| body.parse::<usize>().ok());
    number.is_some_and(|number| LETTERS[number % 23] == plain.as_bytes()[8])
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in [
            "54362315K",
            "99999999R",
            "00000000T",
            "X2482300W",
            "X0000000T",
            "12.345.678-Z",
        ] {
            assert!(holds(good), "{good}");
        }
        for bad in [
            "54362315Z",
            "X2482300A",
            "99999999",
            "W2482300W",
            "999999990",
        ] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
