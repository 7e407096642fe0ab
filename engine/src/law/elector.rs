//! Mexico's clave de elector: consonants, day of birth, state, sex, three digits of an unpublished law.

use super::{may_be_a_day, number};

/// Whether this has the shape of a voter's key.
pub(super) fn is_key(value: &str) -> bool {
    let bytes = value.as_bytes();
    if bytes.len() != 18 || !value.is_ascii() {
        return false;
    }
    let day = number(value, 8, 10).zip(number(value, 10, 12));
    // Two codes are those born abroad.
    let state = number(value, 12, 14).is_some_and(|code| matches!(code, 1..=32 | 87 | 88));
    bytes[..6].iter().all(u8::is_ascii_uppercase)
        && number(value, 6, 8).is_some()
        && day.is_some_and(|(month, day)| may_be_a_day(month, day))
        && state
        && b"HM".contains(&bytes[14])
        && number(value, 15, 18).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_key;

    #[test]
    fn known_keys_hold_and_others_do_not() {
        for good in ["SNEJPR85050509M100", "MLNRYR80110728M300"] {
            assert!(is_key(good), "{good}");
        }
        // A day, a state and a sex that do not exist; a digit among the letters; too short.
        for bad in [
            "SNEJPR85053209M100",
            "SNEJPR85050533M100",
            "SNEJPR85050509X100",
            "SNE1PR85050509M100",
            "SNEJPR85050509M10",
        ] {
            assert!(!is_key(bad), "{bad}");
        }
    }
}
