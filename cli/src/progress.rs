//! A progress bar on standard error, where a person waits.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for `photos`; an invisible one when there is nobody to see it or little to wait for.
pub fn bar(photos: usize) -> ProgressBar {
    if photos < 2 || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(photos).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{bar:30} {pos} of {len}  {per_sec}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
