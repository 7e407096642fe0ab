//! German serial numbers: nine characters of an alphabet without vowels and look-alikes.

/// Digits and the letters that are used; B, D, Q, S and the vowels are not.
const ALPHABET: &str = "0123456789CFGHJKLMNPRTVWXYZ";

/// Whether these are the characters of a German serial number.
pub(super) fn is_serial(value: &str) -> bool {
    value.len() == 9 && value.chars().all(|c| ALPHABET.contains(c))
}

#[cfg(test)]
mod tests {
    use super::is_serial;

    #[test]
    fn serials_of_published_specimens_hold_and_others_do_not() {
        for good in ["T22000129", "L01X00T47", "C26311T47"] {
            assert!(is_serial(good), "{good}");
        }
        for bad in ["", "T2200012", "LO1X00T47", "T2200012S", "T220001299"] {
            assert!(!is_serial(bad), "{bad}");
        }
    }
}
