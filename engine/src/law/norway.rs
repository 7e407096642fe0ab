//! Norway's fødselsnummer, D-number and their synthetic test numbers: two digits modulo 11.

use super::{digits, may_be_a_day, number, weighted};

/// Whether both digits are right and the day can be one; a space after the sixth digit does not count.
pub(super) fn holds(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| *c != ' ').collect();
    let Some(all) = digits(&plain).filter(|all| all.len() == 11) else {
        return false;
    };
    let (day, month) = (number(&plain, 0, 2), number(&plain, 2, 4));
    let first = control(weighted(&all, &[3, 7, 6, 1, 8, 9, 4, 5, 2]));
    let second = control(weighted(&all, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]));
    let born = day
        .zip(month)
        .is_some_and(|(day, month)| is_born(day, month));
    born && first == all[9] && second == all[10]
}

/// A D-number adds forty to the day; numbers for tests add forty or eighty to the month.
fn is_born(day: u32, month: u32) -> bool {
    let day = if day > 40 { day - 40 } else { day };
    let month = match month {
        81.. => month - 80,
        41.. => month - 40,
        _ => month,
    };
    may_be_a_day(month, day)
}

/// Eleven less the remainder; ten is no digit, so that such a number is not issued.
fn control(sum: u32) -> u32 {
    match sum % 11 {
        0 => 0,
        rest => 11 - rest,
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        // An ordinary number and a synthetic one, whose month is eighty more.
        for good in ["15108695088", "151086 95088", "158790 99908"] {
            assert!(holds(good), "{good}");
        }
        // Wrong digits; the number of the published specimen, which breaks the law; no such month.
        for bad in ["15108695077", "23045612345", "15138695088", "1510869508"] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
