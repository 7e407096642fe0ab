//! The `serve` subcommand: the dialects over HTTP, on this machine.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use engine::{Engine, Mode, Options};
use server::{ServeError, Server, Settings};
use tracing_subscriber::EnvFilter;

use crate::Ending;
use crate::arguments::{EngineArguments, LimitArguments};

/// The arguments of `idocr serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArguments {
    /// Where to listen; anything but this machine needs --tokens.
    #[arg(long, default_value = "127.0.0.1:8730", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// A file of tokens, one a line; without it every caller on this machine is served.
    #[arg(long, value_name = "FILE")]
    tokens: Option<PathBuf>,
    /// The dialects spoken, separated by commas; all when absent.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    dialects: Vec<String>,
    /// The folder of the tickets' database; without it tickets are gone when the server ends.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// Seconds that pictures and results of tickets are kept; 0 keeps nothing beyond the answer.
    #[arg(long, default_value_t = Settings::default().keep.as_secs(), value_name = "SECONDS")]
    keep: u64,
    /// Requests that may wait; one more is told to come later.
    #[arg(long, default_value_t = Settings::default().queue, value_name = "N")]
    queue: usize,
    /// Seconds that a caller waits at most.
    #[arg(long, default_value_t = Settings::default().timeout.as_secs(), value_name = "SECONDS")]
    timeout: u64,
    /// Hosts from which pictures given as links are fetched, `host` or `host:port`; none when absent. An
    /// address that is not public is never gone to.
    #[arg(long, value_name = "HOST", value_delimiter = ',', num_args = 1..)]
    allow_url: Vec<String>,
    /// How the log is written to standard error; IDOCR_LOG sets what is in it (info).
    #[arg(long, default_value = "text")]
    log: Log,
    /// Where and how the engine runs.
    #[command(flatten)]
    engine: EngineArguments,
    /// What one photo may cost.
    #[command(flatten)]
    limits: LimitArguments,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Log {
    /// For people.
    Text,
    /// An object a line.
    Json,
}

/// Serves until Ctrl-C or SIGTERM, then answers what was accepted.
pub fn run(arguments: &ServeArguments) -> Ending {
    start_log(arguments.log);
    let engine = match Engine::new(options(arguments)) {
        Ok(engine) => engine,
        Err(error) => return Ending::without_engine(&error),
    };
    match serve(settings(arguments, &engine), engine) {
        Ok(()) => Ending::Done,
        Err(error) => {
            eprintln!("idocr: {error}");
            match error {
                ServeError::Settings(_) => Ending::Usage,
                _ => Ending::SomeFailed,
            }
        }
    }
}

fn options(arguments: &ServeArguments) -> Options {
    Options {
        mode: Mode::Throughput,
        limits: arguments.limits.limits(),
        ..arguments.engine.options()
    }
}

fn settings(arguments: &ServeArguments, engine: &Engine) -> Settings {
    Settings {
        listen: arguments.listen,
        tokens: arguments.tokens.clone(),
        dialects: arguments.dialects.clone(),
        store: arguments.store.clone(),
        keep: Duration::from_secs(arguments.keep),
        queue: arguments.queue,
        workers: arguments.engine.threads,
        timeout: Duration::from_secs(arguments.timeout),
        picture_bytes: engine.limits().bytes,
        allow_url: arguments.allow_url.clone(),
    }
}

fn start_log(log: Log) {
    let filter = EnvFilter::try_from_env("IDOCR_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let start = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log {
        Log::Text => start.init(),
        Log::Json => start.json().init(),
    }
}

fn serve(settings: Settings, engine: Engine) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let read = move |picture: &[u8], document: Option<&str>| match document {
            Some(document) => engine.scan_as(picture, document),
            None => engine.scan(picture),
        };
        let server = Server::bind(settings, read).await?;
        let stop = told_to_stop();
        eprintln!("idocr: listening on http://{}", server.address()?);
        server.run(stop).await
    })
}

/// Done at Ctrl-C or, where there is one, SIGTERM; both are heard from now on, not from the first wait on.
fn told_to_stop() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let heard = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).and_then(|t| Ok((t, signal(SignalKind::interrupt())?)))
    };
    async move {
        #[cfg(unix)]
        if let Ok((mut terminate, mut interrupt)) = heard {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
        until_interrupted().await;
    }
}

async fn until_interrupted() {
    // Without a handler nothing can tell it to stop: then it runs on until it is killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
