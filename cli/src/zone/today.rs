//! The day it is, for resolving two-digit years.

use std::time::{SystemTime, UNIX_EPOCH};

use mrz::Day;

/// The day it is (UTC).
pub fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / 86_400);
    civil(days).unwrap_or_else(epoch)
}

/// A day written YYYY-MM-DD.
pub fn read(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The day so many days after 1 January 1970, by counting: a few dozen years, then months.
fn civil(mut days: u64) -> Option<Day> {
    let mut year = 1970;
    while Day::new(year, 12, 31).is_some() {
        for month in 1..=12 {
            let length = (28..=31)
                .rev()
                .find(|day| Day::new(year, month, *day).is_some())?;
            if days < u64::from(length) {
                return Day::new(year, month, u8::try_from(days + 1).ok()?);
            }
            days -= u64::from(length);
        }
        year += 1;
    }
    None
}

fn epoch() -> Day {
    Day::new(1970, 1, 1).expect("1970-01-01 is a day")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_epoch() {
        let iso = |days| civil(days).unwrap().to_string();
        assert_eq!(iso(0), "1970-01-01");
        assert_eq!(iso(11_016), "2000-02-29");
        assert_eq!(iso(20_778), "2026-11-21");
    }

    #[test]
    fn only_real_days_are_read() {
        assert_eq!(read("2024-02-29").unwrap().to_string(), "2024-02-29");
        for wrong in ["2023-02-29", "2024-2", "x", "2024-13-01", ""] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
