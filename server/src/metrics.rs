//! Counters of what was asked and how it went, printed as Prometheus reads them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;

use engine::Scan;

/// All counters; labels are names of the code, never values of a document.
#[derive(Debug, Default)]
pub(crate) struct Metrics(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    requests: BTreeMap<(&'static str, u16), u64>,
    documents: BTreeMap<bool, u64>,
    stage_seconds: BTreeMap<String, f64>,
    waiting: u64,
}

impl Metrics {
    fn with(&self, act: impl FnOnce(&mut Counts)) {
        if let Ok(mut counts) = self.0.lock() {
            act(&mut counts);
        }
    }

    /// A request of this dialect was answered with this status.
    pub(crate) fn answered(&self, dialect: &'static str, status: u16) {
        self.with(|counts| *counts.requests.entry((dialect, status)).or_default() += 1);
    }

    /// A picture was read.
    pub(crate) fn scanned(&self, scan: &Scan) {
        self.with(|counts| {
            *counts
                .documents
                .entry(!scan.documents.is_empty())
                .or_default() += 1;
            for (stage, ms) in &scan.timings_ms {
                *counts.stage_seconds.entry(stage.clone()).or_default() += ms / 1000.0;
            }
        });
    }

    /// A picture joins or leaves the queue.
    fn queued(&self, joins: bool) {
        self.with(|counts| {
            counts.waiting = if joins {
                counts.waiting + 1
            } else {
                counts.waiting.saturating_sub(1)
            };
        });
    }

    /// Everything, in Prometheus' text format.
    pub(crate) fn print(&self) -> String {
        let mut out = String::new();
        self.with(|counts| {
            // Writing to a string cannot fail.
            let _ = write_counts(&mut out, counts);
        });
        out
    }
}

/// A caller that waits, however its waiting ends: an answer, the time, or a cut connection.
pub(crate) struct Waiting<'a>(&'a Metrics);

impl<'a> Waiting<'a> {
    /// Begins to wait.
    pub(crate) fn begins(metrics: &'a Metrics) -> Self {
        metrics.queued(true);
        Self(metrics)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.queued(false);
    }
}

fn write_counts(out: &mut String, counts: &Counts) -> std::fmt::Result {
    writeln!(
        out,
        "# HELP idocr_requests_total Requests answered.\n# TYPE idocr_requests_total counter"
    )?;
    for ((dialect, status), count) in &counts.requests {
        writeln!(
            out,
            "idocr_requests_total{{dialect=\"{dialect}\",status=\"{status}\"}} {count}"
        )?;
    }
    writeln!(
        out,
        "# HELP idocr_pictures_total Pictures read.\n# TYPE idocr_pictures_total counter"
    )?;
    for (found, count) in &counts.documents {
        writeln!(out, "idocr_pictures_total{{document=\"{found}\"}} {count}")?;
    }
    writeln!(
        out,
        "# HELP idocr_stage_seconds_total Time by stage.\n# TYPE idocr_stage_seconds_total counter"
    )?;
    for (stage, seconds) in &counts.stage_seconds {
        writeln!(
            out,
            "idocr_stage_seconds_total{{stage=\"{stage}\"}} {seconds:.6}"
        )?;
    }
    writeln!(
        out,
        "# HELP idocr_waiting Pictures queued or being read.\n# TYPE idocr_waiting gauge"
    )?;
    writeln!(out, "idocr_waiting {}", counts.waiting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_printed_with_their_labels() {
        let metrics = Metrics::default();
        metrics.answered("chekin", 200);
        metrics.answered("chekin", 200);
        let waiting = Waiting::begins(&metrics);
        assert!(metrics.print().ends_with("idocr_waiting 1\n"));
        drop(waiting);
        let text = metrics.print();
        assert!(
            text.contains("idocr_requests_total{dialect=\"chekin\",status=\"200\"} 2\n"),
            "{text}"
        );
        assert!(text.ends_with("idocr_waiting 0\n"), "{text}");
    }
}
