//! The Dutch citizen service number and its test of eleven.

use super::digits;

/// Whether nine digits pass: the last one counts minus one.
pub(super) fn holds(value: &str) -> bool {
    let Some(all) = digits(value).filter(|all| all.len() == 9) else {
        return false;
    };
    let sum: u32 = all.iter().zip((2..=9).rev()).map(|(d, w)| d * w).sum();
    sum > 0 && sum % 11 == all[8]
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in ["111222333", "999999990", "123456782"] {
            assert!(holds(good), "{good}");
        }
        for bad in [
            "111252333",
            "123456783",
            "000000000",
            "12345678",
            "1234567829",
        ] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
