//! Ecuador's cédula: province, a third digit up to six, and Luhn's digit.

use super::{digits, luhn, number};

/// Whether this is a number of a person.
pub(super) fn holds(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| *c != '-').collect();
    let Some(all) = digits(&plain).filter(|all| all.len() == 10) else {
        return false;
    };
    // Thirty is given abroad.
    let province = number(&plain, 0, 2).is_some_and(|p| matches!(p, 1..=24 | 30));
    province && all[2] <= 6 && luhn::holds(&plain)
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in ["171430710-3", "1700000001"] {
            assert!(holds(good), "{good}");
        }
        // A wrong digit, a province and a third digit that do not exist, too short.
        for bad in [
            "1714307104",
            "1716742683",
            "9914307103",
            "1794307103",
            "171430710",
        ] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
