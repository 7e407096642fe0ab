//! Chile's RUN, also called RUT: weights 2 to 7 from the right, modulo 11, K for ten.

use super::digits;

/// Whether the last character is the digit of those before it; dots and the hyphen do not count.
pub(super) fn holds(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !".-".contains(*c)).collect();
    let Some((at, last)) = plain.char_indices().last() else {
        return false;
    };
    let Some(body) = digits(&plain[..at]).filter(|body| (6..=8).contains(&body.len())) else {
        return false;
    };
    let weights = (2..=7).cycle();
    let sum: u32 = body.iter().rev().zip(weights).map(|(d, w)| d * w).sum();
    let wanted = match 11 - sum % 11 {
        11 => '0',
        10 => 'K',
        digit => char::from_digit(digit, 10).unwrap_or('?'),
    };
    last == wanted
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in [
            "76086428-5",
            "12531909-2",
            "12.345.678-5",
            "11.111.111-1",
            "1000005K",
        ] {
            assert!(holds(good), "{good}");
        }
        for bad in ["12531909-3", "10000050", "1.000.005-k", "5", "123456789-2"] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
