//! Indonesia's NIK: place of registration, day of birth with forty more for women, serial; no check digit.

use super::{digits, may_be_a_day, number};

/// The codes of the provinces, island by island.
fn is_province(code: u32) -> bool {
    matches!(code, 11..=19 | 21 | 31..=36 | 51..=53 | 61..=65 | 71..=76 | 81 | 82 | 91..=97)
}

/// Whether this can be a NIK.
pub(super) fn is_nik(value: &str) -> bool {
    let parts = digits(value)
        .filter(|digits| digits.len() == 16)
        .and_then(|_| {
            let part = |from, to| number(value, from, to);
            Some((
                part(0, 2)?,
                part(2, 6)?,
                part(6, 8)?,
                part(8, 10)?,
                part(12, 16)?,
            ))
        });
    let Some((province, place, day, month, serial)) = parts else {
        return false;
    };
    // A woman's day of birth is forty more.
    let day = if day > 40 { day - 40 } else { day };
    is_province(province) && place > 0 && may_be_a_day(month, day) && serial > 0
}

#[cfg(test)]
mod tests {
    use super::is_nik;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        // A man and a woman born on 17 August 1945.
        for good in ["3171011708450001", "3171015708450001"] {
            assert!(is_nik(good), "{good}");
        }
        // No such province, no such day, no such month, no serial, too short.
        for bad in [
            "9971011708450001",
            "3171013208450001",
            "3171017208450001",
            "3171011713450001",
            "3171011708450000",
            "31710117084500",
        ] {
            assert!(!is_nik(bad), "{bad}");
        }
    }
}
