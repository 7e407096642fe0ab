//! Verhoeff's digit, which ends Indian Aadhaar numbers.

/// The group of the pentagon's symmetries.
const PRODUCT: [[usize; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/// The permutation of the first place; the others are its powers.
const PERMUTATION: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/// Whether the last digit is Verhoeff's.
pub(super) fn holds(value: &str) -> bool {
    let digits: Option<Vec<usize>> = value.chars().rev().map(digit).collect();
    let Some(digits) = digits.filter(|digits| digits.len() > 1) else {
        return false;
    };
    let permuted = |digit: usize, times: usize| (0..times % 8).fold(digit, |d, _| PERMUTATION[d]);
    digits
        .iter()
        .enumerate()
        .fold(0, |sum, (at, digit)| PRODUCT[sum][permuted(*digit, at)])
        == 0
}

fn digit(character: char) -> Option<usize> {
    character
        .to_digit(10)
        .and_then(|digit| usize::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn published_test_numbers_hold_and_swaps_do_not() {
        assert!(holds("999999990019"));
        assert!(holds("234567890124"));
        for bad in ["999999990018", "324567890124", "", "9", "99999999001x"] {
            assert!(!holds(bad), "{bad}");
        }
    }
}
