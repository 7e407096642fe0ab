//! Venezuela's RIF: a letter for the kind of holder, eight digits and a digit modulo 11.

use super::{digits, weighted};

/// What a letter is worth; C stands for communes and counts as a company.
fn worth(letter: char) -> Option<u32> {
    match letter {
        'V' => Some(4),
        'E' => Some(8),
        'J' | 'C' => Some(12),
        'P' => Some(16),
        'G' => Some(20),
        _ => None,
    }
}

/// Whether the last digit is the RIF's; hyphens do not count.
pub(super) fn is_rif(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| *c != '-').collect();
    let letter = plain.chars().next().and_then(worth);
    let rest = plain
        .get(1..)
        .and_then(digits)
        .filter(|rest| rest.len() == 9);
    let Some((letter, rest)) = letter.zip(rest) else {
        return false;
    };
    let sum = letter + weighted(&rest, &[3, 2, 7, 6, 5, 4, 3, 2]);
    let digit = 11 - sum % 11;
    rest[8] == if digit > 9 { 0 } else { digit }
}

#[cfg(test)]
mod tests {
    use super::is_rif;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in ["V-11470283-4", "J-12345678-4", "V123456781"] {
            assert!(is_rif(good), "{good}");
        }
        for bad in [
            "V-11470283-3",
            "J-11470283-4",
            "A-12345678-4",
            "V-1234567-1",
            "V",
        ] {
            assert!(!is_rif(bad), "{bad}");
        }
    }
}
