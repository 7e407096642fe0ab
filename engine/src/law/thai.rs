//! Thailand's number of a person: thirteen digits, the last by weights modulo 11.

use super::{digits, weighted};

/// Whether the last digit is right and the first says a kind of person.
pub(super) fn holds(value: &str) -> bool {
    let Some(digits) = digits(value).filter(|digits| digits.len() == 13) else {
        return false;
    };
    let sum = weighted(&digits, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let kind = (1..=8).contains(&digits[0]);
    kind && digits[12] == (11 - sum % 11) % 10
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in ["3100600445635", "1234545678781"] {
            assert!(holds(good), "{good}");
        }
        // A wrong digit, kinds 0 and 9 that no card shows, too short.
        for bad in [
            "1234545678789",
            "0812718375603",
            "9999999999994",
            "310060044563",
        ] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
