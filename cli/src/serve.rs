//! `idocr serve`: the vendors' APIs on this machine.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use engine::{Engine, Mode, Options};
use server::{ServeError, Server, Settings};

use crate::Ending;
use crate::arguments::EngineArguments;

/// The arguments of `idocr serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArguments {
    /// Where to listen; anything but this machine needs --tokens.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8730")]
    pub listen: SocketAddr,
    /// A file of tokens, one a line; a caller must send one of them.
    #[arg(long, value_name = "FILE")]
    pub tokens: Option<PathBuf>,
    /// The dialects to speak, with commas between; all when absent.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub dialects: Vec<String>,
    /// The folder that keeps tickets over a restart; in memory when absent.
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Seconds for which pictures and results of tickets are kept; 0 keeps nothing beyond the answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    pub keep: u64,
    /// Pictures that may wait; one more is told to come later.
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub queue: usize,
    /// Seconds that a caller waits at most.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,
    /// How the log is written to standard error.
    #[arg(long, value_enum, default_value_t = LogForm::Text)]
    pub log: LogForm,
    /// Where and how the engine runs.
    #[command(flatten)]
    pub engine: EngineArguments,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogForm {
    /// For people.
    Text,
    /// An object a line.
    Json,
}

/// Serves until Ctrl-C or a polite signal, then answers what was accepted.
pub fn run(arguments: &ServeArguments) -> Ending {
    log(arguments.log);
    let options = Options {
        mode: Mode::Throughput,
        ..arguments.engine.options()
    };
    let engine = match Engine::new(options) {
        Ok(engine) => engine,
        Err(error) => {
            eprintln!("idocr: {error}");
            return Ending::NoEngine;
        }
    };
    match serve(settings(arguments), engine) {
        Ok(()) => Ending::Done,
        Err(error) => {
            eprintln!("idocr: {error}");
            Ending::Usage
        }
    }
}

fn settings(arguments: &ServeArguments) -> Settings {
    Settings {
        listen: arguments.listen,
        tokens: arguments.tokens.clone(),
        dialects: arguments.dialects.clone(),
        store: arguments.store.clone(),
        keep: Duration::from_secs(arguments.keep),
        queue: arguments.queue,
        workers: arguments.engine.threads,
        timeout: Duration::from_secs(arguments.timeout),
    }
}

fn serve(settings: Settings, engine: Engine) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let server = Server::bind(settings, move |picture| engine.scan(picture)).await?;
        eprintln!("idocr: listening on http://{}", server.address()?);
        server.run(stopped()).await
    })
}

/// Ctrl-C, or the signal by which service managers ask to stop.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        },
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}

fn log(form: LogForm) {
    let builder = tracing_subscriber::fmt().with_writer(std::io::stderr);
    match form {
        LogForm::Text => builder.init(),
        LogForm::Json => builder.json().init(),
    }
}
