//! The `idocr` command.

mod annotate;
mod arguments;
mod canvas;
mod crew;
mod csv;
mod dialect;
mod doctor;
mod documents;
mod failure;
mod keep;
mod object;
mod output;
mod paint;
mod photos;
mod progress;
mod report;
mod scan;
mod serve;
mod table;
mod zone;

use std::fmt::Display;
use std::io::{self, Write, stdout};
use std::process::ExitCode;

use clap::Parser;
use engine::{Error, ErrorKind};

use arguments::{Arguments, Command};

/// How the command ended, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Everything was processed; finding nothing is a result.
    Done,
    /// Some photo could not be processed.
    SomeFailed,
    /// The command was called wrongly.
    Usage,
    /// The ONNX Runtime library, a device or a model is missing.
    NoEngine,
    /// Ctrl-C.
    Interrupted,
    /// Nobody reads the output any more.
    Unread,
}

impl Ending {
    /// Tells why there is no engine: the options' fault, or the machine's.
    fn without_engine(error: &Error) -> Self {
        eprintln!("idocr: {error}");
        match error.kind() {
            ErrorKind::Input => Self::Usage,
            _ => Self::NoEngine,
        }
    }

    /// Writes `text` to standard output; ends so, if that can be done.
    fn telling(self, text: impl Display) -> Self {
        let mut output = stdout().lock();
        match write!(output, "{text}").and_then(|()| output.flush()) {
            Ok(()) => self,
            Err(error) => Self::unwritten(&error),
        }
    }

    /// Standard output takes no more; where nobody reads it, there is nobody to tell.
    fn unwritten(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Unread;
        }
        eprintln!("idocr: standard output cannot be written: {error}");
        Self::SomeFailed
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::SomeFailed => 1,
            Ending::Usage => 2,
            Ending::NoEngine => 3,
            // 128 + the signal's number, as shells report it.
            Ending::Interrupted => 130,
            Ending::Unread => 141,
        })
    }
}

fn main() -> ExitCode {
    let ending = match Arguments::parse().command {
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Documents(arguments) => documents::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Mrz(command) => zone::run(&command),
    };
    ending.into()
}
