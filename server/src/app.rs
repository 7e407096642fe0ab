//! What all requests share: the engine behind its queue, the tickets, the tokens and the counters.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use engine::Scan;

use crate::clerk::{Bell, Clerks};
use crate::dialect::{Dialect, Refusal};
use crate::fetch::Fetcher;
use crate::links::Links;
use crate::metrics::{Metrics, Waiting};
use crate::pool::{Pool, Read};
use crate::settings::Settings;
use crate::stamp::Stamp;
use crate::store::Store;
use crate::tokens::{Caller, Tokens};

/// What all requests share.
pub(crate) struct App {
    pub(crate) settings: Settings,
    pub(crate) dialects: Vec<&'static Dialect>,
    pub(crate) tokens: Tokens,
    pub(crate) store: Store,
    pub(crate) links: Links,
    pub(crate) metrics: Metrics,
    pub(crate) pool: Pool,
    pub(crate) fetcher: Fetcher,
    /// Tells the clerks that there is a ticket to work on.
    pub(crate) bell: Arc<Bell>,
}

impl App {
    /// Puts everything together around what reads a picture.
    pub(crate) fn new(
        settings: Settings,
        read: Arc<Read>,
    ) -> Result<(Arc<Self>, Clerks), crate::ServeError> {
        settings.check()?;
        let tokens = match &settings.tokens {
            Some(path) => Tokens::read(path)?,
            None => Tokens::anybody(),
        };
        let workers = match settings.workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            workers => workers,
        };
        let app = Arc::new(Self {
            dialects: settings.spoken()?,
            tokens,
            store: Store::open(settings.store.as_deref())?,
            links: Links::new(random()),
            metrics: Metrics::default(),
            pool: Pool::new(Arc::clone(&read), workers, settings.queue),
            fetcher: Fetcher::new(&settings)?,
            settings,
            bell: Arc::default(),
        });
        let clerks = Clerks::start(&app, &read, workers);
        Ok((app, clerks))
    }

    /// Reads a picture in the pool; `document` is the beginning of the only template id expected.
    pub(crate) async fn scan(
        &self,
        picture: Vec<u8>,
        document: Option<&'static str>,
    ) -> Result<Scan, Refusal> {
        let answer = self
            .pool
            .submit(picture, document)
            .map_err(|_| Refusal::Busy)?;
        let waiting = Waiting::begins(&self.metrics);
        let answer = tokio::time::timeout(self.settings.timeout, answer).await;
        drop(waiting);
        let scan = match answer {
            Err(_) => return Err(Refusal::Busy),
            Ok(Err(_)) => return Err(Refusal::Failed("the picture could not be read".into())),
            Ok(Ok(scan)) => scan.map_err(|error| refusal_of(&error))?,
        };
        self.metrics.scanned(&scan);
        Ok(scan)
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
pub(crate) fn stamp(caller: Caller) -> Stamp {
    Stamp {
        unix_ms: now_ms(),
        random: random(),
        client: caller.0,
    }
}
