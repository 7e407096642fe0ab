//! The `scan` subcommand.

use std::io::{self, stdout};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::{Engine, Mode, Options, Picture, Scan, Trace};

use crate::Ending;
use crate::arguments::ScanArguments;
use crate::crew;
use crate::failure::Failure;
use crate::keep::{Folders, names};
use crate::output::{Format, Output};
use crate::paint::Paint;
use crate::photos::{self, Photo};
use crate::progress;
use crate::report::{Back, Report};

/// Scans every photo and writes what came of it.
pub fn run(arguments: &ScanArguments) -> Ending {
    let folders = Folders {
        annotate: arguments.annotate.clone(),
        crops: arguments.crops.clone(),
    };
    if let Err(message) = checked(arguments) {
        eprintln!("idocr: {message}");
        return Ending::Usage;
    }
    if let Err(failure) = folders.make() {
        eprintln!("idocr: {failure}");
        return Ending::Usage;
    }
    let photos = photos::expand(&arguments.paths);
    let engine = match engine_for(&photos, arguments) {
        Ok(engine) => engine,
        Err(error) => return Ending::without_engine(&error),
    };
    let job = Job {
        engine,
        back: arguments.back.clone().map(Photo::File),
        folders,
        trace: arguments.trace,
        limit: arguments.max_bytes(),
    };
    job.run(&photos, format(arguments), workers(arguments, photos.len()))
}

/// What clap cannot see for itself.
fn checked(arguments: &ScanArguments) -> Result<(), String> {
    let stdin = arguments
        .paths
        .iter()
        .filter(|path| path.as_os_str() == "-");
    if stdin.count() > 1 {
        return Err("standard input (-) holds one photo and can be given once".to_owned());
    }
    match &arguments.back {
        Some(back) if photos::several(&arguments.paths) || back.is_dir() => Err(
            "--back takes one file and goes with one front: give one PATH that is a file"
                .to_owned(),
        ),
        Some(back) if back.as_os_str() == "-" => Err("--back cannot be standard input".to_owned()),
        _ => Ok(()),
    }
}

impl ScanArguments {
    fn max_bytes(&self) -> usize {
        self.limits.max_bytes
    }
}

fn format(arguments: &ScanArguments) -> Format {
    if let Some(asked) = &arguments.dialect {
        return Format::Dialect {
            asked: asked.clone(),
            one: !photos::several(&arguments.paths),
        };
    }
    match () {
        () if arguments.json => Format::Json {
            array: photos::several(&arguments.paths),
        },
        () if arguments.jsonl => Format::JsonLines,
        () if arguments.csv => Format::Csv,
        () => Format::Table,
    }
}

fn workers(arguments: &ScanArguments, photos: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    match arguments.engine.threads {
        0 => cores.min(photos),
        threads => threads.min(photos),
    }
}

/// The engine; `None` when no path leads to a photo, so that this is told at once.
fn engine_for(
    photos: &[Photo],
    arguments: &ScanArguments,
) -> Result<Option<Engine>, engine::Error> {
    let readable = photos
        .iter()
        .filter(|photo| !matches!(photo, Photo::Nowhere(..)));
    let mode = match readable.count() {
        0 => return Ok(None),
        1 => Mode::Latency,
        _ => Mode::Throughput,
    };
    let options = Options {
        mode,
        limits: arguments.limits.limits(),
        mrz_only: arguments.mrz_only,
        document: arguments.document.clone(),
        today: arguments.today.clone(),
        ..arguments.engine.options()
    };
    Engine::new(options).map(Some)
}

/// Everything that scanning one photo needs.
struct Job {
    engine: Option<Engine>,
    back: Option<Photo>,
    folders: Folders,
    trace: bool,
    limit: usize,
}

impl Job {
    fn run(&self, photos: &[Photo], format: Format, workers: usize) -> Ending {
        let files: Vec<String> = photos.iter().map(Photo::name).collect();
        let named: Vec<(&Photo, String)> = photos.iter().zip(names(&files)).collect();
        let stop = stop_on_interrupt();
        let bar = progress::bar(photos.len());
        let mut output = Output::new(stdout(), format, Paint::on(&stdout()));
        let mut failed = false;
        let mut written = output.begin();
        let work = |(photo, name): &(&Photo, String)| self.scan(photo, name);
        crew::in_order(&named, workers, &stop, work, |report| {
            if let Some(failure) = &report.failure {
                failed = true;
                bar.suspend(|| eprintln!("idocr: {}: {failure}", report.file));
            }
            written = bar.suspend(|| output.add(&report));
            bar.inc(1);
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        bar.finish_and_clear();
        let interrupted = stop.load(Ordering::Relaxed);
        match written.and_then(|()| output.end()) {
            Err(error) => Ending::unwritten(&error),
            Ok(()) if interrupted => Ending::Interrupted,
            Ok(()) if failed => Ending::SomeFailed,
            Ok(()) => Ending::Done,
        }
    }

    fn scan(&self, photo: &Photo, name: &str) -> Report {
        let mut report = Report {
            file: photo.name(),
            ..Report::default()
        };
        match self.look(photo, name, &mut report.written) {
            Ok((scan, trace, failure)) => {
                report.scan = Some(scan);
                report.trace = trace;
                report.failure = failure;
            }
            Err(failure) => report.failure = Some(failure),
        }
        if let Some(back) = &self.back {
            let name = format!("{name}.back");
            match self.look(back, &name, &mut report.written) {
                Ok((scan, _, failure)) => {
                    let file = back.name();
                    report.back = Some(Back { file, scan });
                    report.failure = report.failure.or(failure);
                }
                Err(mut failure) => {
                    failure.message = format!("{}: {}", back.name(), failure.message);
                    report.failure = report.failure.or(Some(failure));
                }
            }
        }
        report
    }

    /// What the engine sees in `photo`, with what could not be written of it.
    fn look(
        &self,
        photo: &Photo,
        name: &str,
        written: &mut Vec<PathBuf>,
    ) -> Result<(Scan, Option<Trace>, Option<Failure>), Failure> {
        let bytes = photo.read(self.limit)?;
        let Some(engine) = &self.engine else {
            return Err(Failure::opening(&io::ErrorKind::NotFound.into()));
        };
        if !self.trace && !self.folders.any() {
            let scan = guarded(|| engine.scan(&bytes))?;
            return Ok((scan, None, None));
        }
        let mut trace = guarded(|| engine.trace(&bytes))?;
        let (files, failure) = self.folders.keep(name, &trace);
        written.extend(files);
        trace.photo = Picture::default();
        let cards = trace.cards.iter_mut().chain(&mut trace.dropped);
        cards.for_each(|card| card.card = Picture::default());
        let scan = trace.scan.clone();
        Ok((scan, self.trace.then_some(trace), failure))
    }
}

/// A breakdown on one photo must not take the others with it.
fn guarded<T>(look: impl FnOnce() -> Result<T, engine::Error>) -> Result<T, Failure> {
    match catch_unwind(AssertUnwindSafe(look)) {
        Ok(seen) => seen.map_err(|error| Failure::from(&error)),
        Err(_) => Err(Failure::panicked()),
    }
}

/// Set by the first Ctrl-C; the second ends the command at once, between two writes.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    let installed = ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            let _whole_lines = stdout().lock();
            std::process::exit(130);
        }
    });
    if let Err(error) = installed {
        eprintln!("idocr: Ctrl-C may cut a line: {error}");
    }
    stop
}
