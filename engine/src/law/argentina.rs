//! Argentina's CUIL: two digits, the DNI and a digit modulo 11.

use super::{digits, weighted};

/// Whether the last digit is the CUIL's; hyphens do not count.
pub(super) fn is_cuil(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| *c != '-').collect();
    let Some(all) = digits(&plain).filter(|all| all.len() == 11) else {
        return false;
    };
    let wanted = match 11 - weighted(&all, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11 {
        11 => 0,
        // Ten is not issued as nine: another prefix is given instead.
        digit => digit,
    };
    all[10] == wanted
}

#[cfg(test)]
mod tests {
    use super::is_cuil;

    #[test]
    fn known_numbers_hold_and_others_do_not() {
        for good in ["20-05536168-2", "20-12345678-6"] {
            assert!(is_cuil(good), "{good}");
        }
        for bad in ["20-12345678-7", "20-12345678", "2026756A393"] {
            assert!(!is_cuil(bad), "{bad}");
        }
    }
}
