//! Lays work over the processor's cores.

use rayon::prelude::*;

use crate::error::{Error, ErrorKind, Stage};
use crate::options::Mode;

/// The threads of one engine.
pub(crate) struct Crew {
    /// Threads for the work of one photo; `None` where every photo has a thread of its own.
    pool: Option<rayon::ThreadPool>,
    /// Threads in all.
    pub(crate) threads: usize,
    /// How they are used.
    pub(crate) mode: Mode,
}

impl Crew {
    /// `threads` in all (0: one a core), used as `mode` says.
    pub(crate) fn new(threads: usize, mode: Mode) -> Result<Self, Error> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if threads == 0 { cores() } else { threads };
        let share = mode == Mode::Latency && threads > 1;
        let pool = share
            .then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build())
            .transpose()
            .map_err(|error| {
                let message =
                    format!("{threads} threads cannot be started ({error}); ask for fewer");
                Error::new(ErrorKind::Runtime, Stage::Start, message)
            })?;
        Ok(Self {
            pool,
            threads,
            mode,
        })
    }

    /// One thread, for tests.
    #[cfg(test)]
    pub(crate) fn alone() -> Self {
        Self::new(1, Mode::Throughput).expect("one thread needs no other")
    }

    /// Sessions a model, and threads a session.
    pub(crate) fn sessions(&self) -> (usize, usize) {
        match self.mode {
            Mode::Latency => (1, self.threads),
            Mode::Throughput => (self.threads, 1),
        }
    }

    /// Sessions a line reader, and threads a session: lines are small, so that each is read on one thread.
    pub(crate) fn readers(&self) -> (usize, usize) {
        (self.threads, 1)
    }

    /// `work` on each of `items`, the results in their order.
    pub(crate) fn map<T: Sync, R: Send>(
        &self,
        items: &[T],
        work: impl Fn(&T) -> R + Sync + Send,
    ) -> Vec<R> {
        match &self.pool {
            Some(pool) if items.len() > 1 => pool.install(|| items.par_iter().map(&work).collect()),
            _ => items.iter().map(work).collect(),
        }
    }

    /// `work` on each run of `size` values, with the run's number.
    pub(crate) fn rows(
        &self,
        values: &mut [u8],
        size: usize,
        work: impl Fn(usize, &mut [u8]) + Sync,
    ) {
        match &self.pool {
            Some(pool) => pool.install(|| {
                values
                    .par_chunks_mut(size)
                    .enumerate()
                    .for_each(|(at, row)| work(at, row));
            }),
            None => values
                .chunks_mut(size)
                .enumerate()
                .for_each(|(at, row)| work(at, row)),
        }
    }
}
