//! Sums the time that an engine spends inside ONNX Runtime, by the events that it emits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// The sum so far; clones share it.
#[derive(Clone, Default)]
pub struct Inside(Arc<AtomicU64>);

impl Inside {
    /// Milliseconds of all calls since the start.
    pub fn milliseconds(&self) -> f64 {
        self.0.load(Ordering::Relaxed) as f64 / 1000.0
    }
}

impl<S: Subscriber> Layer<S> for Inside {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut Micros(&self.0));
    }
}

/// Adds what an event calls `micros`.
struct Micros<'a>(&'a AtomicU64);

impl Visit for Micros<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "micros" {
            self.0.fetch_add(value, Ordering::Relaxed);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
