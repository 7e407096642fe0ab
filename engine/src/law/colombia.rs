//! Colombia's numbers: the tax number NIT with its digit, and the NUIP, which has a shape only.

use super::digits;

/// The weights from the right, as the tax office gives them.
const WEIGHTS: [u32; 15] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

/// Whether the last digit is the NIT's verification digit; dots and the hyphen do not count.
pub(super) fn is_nit(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !".-".contains(*c)).collect();
    let Some(mut body) = digits(&plain).filter(|all| (8..=16).contains(&all.len())) else {
        return false;
    };
    let last = body.pop();
    let sum: u32 = body.iter().rev().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let rest = sum % 11;
    last == Some(if rest < 2 { rest } else { 11 - rest })
}

/// Whether this is shaped like a number of a person: three to ten digits, the first not 0, ten from 1 000 000 000 on.
pub(super) fn is_nuip(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| *c != '.').collect();
    let shaped = digits(&plain).is_some_and(|all| (3..=10).contains(&all.len()) && all[0] != 0);
    // The numbers with ten digits were begun in 2000 and are far from their second thousand million.
    shaped && (plain.len() < 10 || plain.starts_with('1'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_tax_numbers_hold_and_others_do_not() {
        for good in ["213.123.432-1", "900123456-8", "9999999994"] {
            assert!(is_nit(good), "{good}");
        }
        for bad in ["2131234325", "900123456-9", "", "8", "90012345X-8"] {
            assert!(!is_nit(bad), "{bad}");
        }
    }

    #[test]
    fn numbers_of_persons_have_a_shape() {
        for good in ["1.999.999.999", "1136879353", "99999999", "123"] {
            assert!(is_nuip(good), "{good}");
        }
        for bad in ["0123456", "12", "11368793531", "9136879353", "1136B79353"] {
            assert!(!is_nuip(bad), "{bad}");
        }
    }
}
