//! India's permanent account number: its shape and the kind of its holder.

/// What the fourth letter may say: a person, a company, a family, a firm, a trust and so on.
const HOLDERS: &str = "PCHFATBLJGEK";

/// Whether this is shaped like a PAN; the law of its last letter is not published.
pub(super) fn is_pan(value: &str) -> bool {
    let bytes = value.as_bytes();
    let letters = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_uppercase);
    bytes.len() == 10
        && letters(0..5)
        && bytes[5..9].iter().all(u8::is_ascii_digit)
        && &bytes[5..9] != b"0000"
        && letters(9..10)
        && HOLDERS.as_bytes().contains(&bytes[3])
}

#[cfg(test)]
mod tests {
    use super::is_pan;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in ["ACUPA7085R", "AAAPZ1234C"] {
            assert!(is_pan(good), "{good}");
        }
        // A holder that does not exist, digits in place of letters, no serial, a letter too few.
        for bad in [
            "ABMXA3211G",
            "234123412347",
            "ABMPA32111",
            "ACUPA0000R",
            "ACUP7085R",
            "acupa7085r",
        ] {
            assert!(!is_pan(bad), "{bad}");
        }
    }
}
