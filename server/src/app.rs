//! What all requests share: the engine behind its queue, the tickets, the tokens and the counters.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use engine::Scan;

use crate::dialect::{Dialect, Refusal};
use crate::links::Links;
use crate::metrics::Metrics;
use crate::pool::{Pool, Read};
use crate::settings::Settings;
use crate::stamp::Stamp;
use crate::store::Store;
use crate::tokens::Tokens;

/// What all requests share.
pub(crate) struct App {
    pub(crate) settings: Settings,
    pub(crate) dialects: Vec<&'static Dialect>,
    pub(crate) tokens: Tokens,
    pub(crate) store: Store,
    pub(crate) links: Links,
    pub(crate) metrics: Metrics,
    pub(crate) pool: Pool,
    wake: SyncSender<()>,
}

impl App {
    /// Puts everything together around what reads a picture.
    pub(crate) fn new(
        settings: Settings,
        read: Arc<Read>,
    ) -> Result<(Arc<Self>, Clerk), crate::ServeError> {
        settings.check()?;
        let tokens = match &settings.tokens {
            Some(path) => Tokens::read(path)?,
            None => Tokens::anybody(),
        };
        let workers = match settings.workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            workers => workers,
        };
        // One token is enough: the clerk empties the whole backlog each time it wakes.
        let (wake, woken) = sync_channel(1);
        let app = Arc::new(Self {
            dialects: settings.spoken()?,
            tokens,
            store: Store::open(settings.store.as_deref())?,
            links: Links::new(random()),
            metrics: Metrics::default(),
            pool: Pool::new(Arc::clone(&read), workers, settings.queue),
            settings,
            wake,
        });
        let clerk = Clerk::start(Arc::clone(&app), read, woken);
        Ok((app, clerk))
    }

    /// Reads a picture in the pool.
    pub(crate) async fn scan(&self, picture: Vec<u8>) -> Result<Scan, Refusal> {
        let answer = self.pool.submit(picture).map_err(|_| Refusal::Busy)?;
        self.metrics.queued(true);
        let answer = tokio::time::timeout(self.settings.timeout, answer).await;
        self.metrics.queued(false);
        let scan = match answer {
            Err(_) => return Err(Refusal::Busy),
            Ok(Err(_)) => return Err(Refusal::Failed("the picture could not be read".into())),
            Ok(Ok(scan)) => scan.map_err(|error| refusal_of(&error))?,
        };
        self.metrics.scanned(&scan);
        Ok(scan)
    }

    /// Tells the clerk that there is a ticket to work on.
    pub(crate) fn wake_clerk(&self) {
        // A full channel means that it is awake already.
        let _ = self.wake.try_send(());
    }
}

/// Whose fault it is decides what the caller is told.
fn refusal_of(error: &engine::Error) -> Refusal {
    let message = error.message().to_owned();
    match error.kind() {
        engine::ErrorKind::Input => Refusal::NotAPicture(message),
        engine::ErrorKind::Limit => Refusal::TooLarge(message),
        _ => Refusal::Failed(message),
    }
}

/// Reads the pictures of tickets, one after the other, beside the callers who wait.
pub(crate) struct Clerk {
    stop: Arc<std::sync::atomic::AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// How often old tickets are swept away, and a missed call is made up for.
const ROUND: Duration = Duration::from_secs(1);

impl Clerk {
    fn start(app: Arc<App>, read: Arc<Read>, woken: Receiver<()>) -> Self {
        let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
                if let Err(error) = round(&app, &*read) {
                    tracing::error!(%error, "tickets wait");
                }
                let _ = woken.recv_timeout(ROUND);
            }
        });
        Self {
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.stop.store(true, std::sync::atomic::Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn round(app: &App, read: &Read) -> Result<(), crate::store::StoreError> {
    while let Some((id, picture)) = app.store.take()? {
        let scan = read(&picture).ok();
        if let Some(scan) = &scan {
            app.metrics.scanned(scan);
        }
        app.store.finish(id, scan.as_ref())?;
    }
    if !app.settings.keep.is_zero() {
        app.store.sweep(app.settings.keep, now_ms())?;
    }
    Ok(())
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Bytes of the system's random source; without one no id and no signature can be made.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has a random source");
    bytes
}

/// The clock and the randomness of one answer.
pub(crate) fn stamp() -> Stamp {
    Stamp {
        unix_ms: now_ms(),
        random: random(),
    }
}
