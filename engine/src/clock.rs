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
    Day::since_1970(days)
}
