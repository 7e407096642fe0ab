//! Measures what each stage costs and knows today's date.

use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mrz::Day;

use crate::error::Stage;

/// Time spent, by stage.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    spent: BTreeMap<&'static str, Duration>,
}

impl Clock {
    /// Starts now.
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
            spent: BTreeMap::new(),
        }
    }

    /// Does `work` on the account of `stage`.
    pub(crate) fn time<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let before = Instant::now();
        let result = work();
        *self.spent.entry(stage.as_str()).or_default() += before.elapsed();
        result
    }

    /// Milliseconds by stage, and `total` since the start.
    pub(crate) fn milliseconds(&self) -> BTreeMap<String, f64> {
        let round = |time: Duration| (time.as_secs_f64() * 1e6).round() / 1e3;
        let mut all: BTreeMap<String, f64> = self
            .spent
            .iter()
            .map(|(stage, time)| ((*stage).to_owned(), round(*time)))
            .collect();
        all.insert("total".to_owned(), round(self.started.elapsed()));
        all
    }
}

/// Today in UTC; the first day of 1970 on a machine whose clock stands before it.
pub(crate) fn today() -> Option<Day> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let days = since.map_or(0, |time| time.as_secs() / 86_400);
    let (year, month, day) = civil(days);
    let small = |part| u8::try_from(part).ok();
    Day::new(u16::try_from(year).ok()?, small(month)?, small(day)?)
}

/// Year, month and day of the days since 1970-01-01 (Hinnant, `civil_from_days`).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    // The computing year begins in March.
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + next, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_513), (2026, 3, 1));
    }
}
