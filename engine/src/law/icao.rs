//! The check digit of ICAO 9303, where a printed number ends with it.

use super::number;

/// Whether the last character is the 7-3-1 digit of those before it.
pub(super) fn holds(value: &str) -> bool {
    let Some((body, last)) = value.char_indices().last().map(|(at, c)| (&value[..at], c)) else {
        return false;
    };
    let weighed = body
        .chars()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(c, weight)| Some(worth(c)? * weight));
    let Some(sum) = weighed.sum::<Option<u32>>() else {
        return false;
    };
    !body.is_empty() && last.to_digit(10) == Some(sum % 10)
}

/// Whether this is the single line of a European driving licence: 30 characters, `D1` first, its digit last.
pub(super) fn is_licence_line(value: &str) -> bool {
    let shaped = value.len() == 30 && value.starts_with("D1");
    let state = value
        .get(2..5)
        .is_some_and(|s| s.bytes().all(|b| b.is_ascii_uppercase() || b == b'<'));
    shaped && state && number(value, 29, 30).is_some() && holds(value)
}

fn worth(character: char) -> Option<u32> {
    match character {
        '<' => Some(0),
        '0'..='9' | 'A'..='Z' => character.to_digit(36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_the_standard_and_of_published_specimens_hold() {
        // ICAO 9303's own example, and the German specimens with their digit behind them.
        for good in [
            "L898902C36",
            "T220001293",
            "L01X00T471",
            "7408122",
            "1204159",
        ] {
            assert!(holds(good), "{good}");
        }
        for bad in [
            "L898902C37",
            "T220001292",
            "",
            "0A",
            "l898902C36",
            "L898902C3O",
        ] {
            assert!(!holds(bad), "{bad}");
        }
    }

    #[test]
    fn lines_of_published_licences_hold() {
        for good in [
            "D1NLD362361864332VD9S5D36V7R25",
            "D1FRA13AA000026181231MARTIN<<9",
        ] {
            assert!(is_licence_line(good), "{good}");
        }
        for bad in [
            "D1NLD362361864332VD9S5D36V7R24",
            "D1FRA13AA000026181231MARTIN<9",
            "I1FRA13AA000026181231MARTIN<<9",
            "D1FR113AA000026181231MARTIN<<9",
        ] {
            assert!(!is_licence_line(bad), "{bad}");
        }
    }
}
