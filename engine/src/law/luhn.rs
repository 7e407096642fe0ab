//! Luhn's digit, and the Swedish personal number that ends with it.

/// Whether the last digit is Luhn's.
pub(super) fn holds(value: &str) -> bool {
    let digits: Option<Vec<u32>> = value.chars().rev().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() > 1) else {
        return false;
    };
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(at, digit)| {
            if at % 2 == 1 {
                (digit * 2) / 10 + (digit * 2) % 10
            } else {
                *digit
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether this is a Swedish personal or coordination number, ten or twelve digits.
pub(super) fn is_personnummer(value: &str) -> bool {
    let digits: String = value.chars().filter(|c| *c != '-' && *c != '+').collect();
    let Some(ten) = digits
        .len()
        .checked_sub(10)
        .and_then(|from| digits.get(from..))
    else {
        return false;
    };
    let month = ten
        .get(2..4)
        .and_then(|m| m.parse::<u32>().ok())
        .unwrap_or(0);
    let day = ten
        .get(4..6)
        .and_then(|d| d.parse::<u32>().ok())
        .unwrap_or(0);
    // A coordination number's day is sixty more.
    let real = (1..=12).contains(&month) && ((1..=31).contains(&day) || (61..=91).contains(&day));
    matches!(digits.len(), 10 | 12) && real && holds(ten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_hold_and_their_neighbours_do_not() {
        assert!(is_personnummer("870314-2391"));
        assert!(is_personnummer("9001010017"));
        for bad in ["8703142392", "8713142391", "87031423", "", "abcdefghij"] {
            assert!(!is_personnummer(bad), "{bad}");
        }
        assert!(holds("79927398713"));
        assert!(!holds("79927398710"));
        assert!(!holds("0"));
    }
}
