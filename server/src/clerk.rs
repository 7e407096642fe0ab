//! Reads the pictures of tickets beside the callers who wait.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::app::{App, now_ms};
use crate::pool::{Read, guarded};
use crate::store::StoreError;

/// How often old tickets are swept away, and a missed call is made up for.
const ROUND: Duration = Duration::from_secs(1);
/// How long a result waits for its caller where nothing is kept beyond the answer.
const UNCLAIMED: Duration = Duration::from_secs(3600);

/// Wakes clerks; strokes are counted, so that none is missed by a clerk who is about to rest.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    strokes: Mutex<u64>,
    heard: Condvar,
}

impl Bell {
    /// Wakes the clerks who rest.
    pub(crate) fn ring(&self) {
        if let Ok(mut strokes) = self.strokes.lock() {
            *strokes += 1;
        }
        self.heard.notify_all();
    }

    fn strokes(&self) -> u64 {
        self.strokes.lock().map_or(0, |strokes| *strokes)
    }

    /// Rests until there is another stroke than those `known`, or for a round.
    fn rest(&self, known: u64) {
        match self.strokes.lock() {
            Ok(strokes) => drop(
                self.heard
                    .wait_timeout_while(strokes, ROUND, |now| *now == known),
            ),
            Err(_) => std::thread::sleep(ROUND),
        }
    }
}

/// The clerks; they finish what is in their hands when they go.
pub(crate) struct Clerks {
    stop: Arc<AtomicBool>,
    bell: Arc<Bell>,
    threads: Vec<JoinHandle<()>>,
}

impl Clerks {
    /// Starts as many as there are workers: where tickets are all there is, no core is idle.
    pub(crate) fn start(app: &Arc<App>, read: &Arc<Read>, clerks: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let threads = (0..clerks.max(1))
            .map(|_| {
                let (app, read) = (Arc::clone(app), Arc::clone(read));
                let stop = Arc::clone(&stop);
                std::thread::spawn(move || work(&app, &*read, &stop))
            })
            .collect();
        Self {
            stop,
            bell: Arc::clone(&app.bell),
            threads,
        }
    }
}

impl Drop for Clerks {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.bell.ring();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn work(app: &App, read: &Read, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let known = app.bell.strokes();
        if let Err(error) = round(app, read, stop) {
            tracing::error!(%error, "tickets wait");
        }
        if !stop.load(Ordering::Relaxed) {
            app.bell.rest(known);
        }
    }
}

fn round(app: &App, read: &Read, stop: &AtomicBool) -> Result<(), StoreError> {
    let keep = app.settings.keep;
    while !stop.load(Ordering::Relaxed)
        && let Some((id, pictures)) = app.store.take()?
    {
        let scans: Vec<_> = pictures
            .iter()
            .filter_map(|picture| guarded(read, picture, None)?.ok())
            .collect();
        scans.iter().for_each(|scan| app.metrics.scanned(scan));
        app.store.finish(id, &scans, !keep.is_zero(), now_ms())?;
    }
    let keep = if keep.is_zero() { UNCLAIMED } else { keep };
    app.store.sweep(keep, now_ms())?;
    Ok(())
}
