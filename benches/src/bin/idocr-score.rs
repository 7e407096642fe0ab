//! Prints how well `idocr` reads a folder of pictures whose truth is known.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use idocr_benches::score::{Call, Ledger, Outcome, outcomes, read_truth, table, tally};

/// How well idocr reads a folder of pictures whose truth is known.
///
/// The folder holds truth.json and the pictures (in img/ or beside it), or a .json beside each picture.
/// Ends with 1 when something could not be scored because its denominator is nought.
#[derive(Parser)]
#[command(name = "idocr-score")]
struct Arguments {
    /// The folder.
    #[arg(default_value = "testdata")]
    folder: PathBuf,
    /// The score as JSON.
    #[arg(long)]
    json: bool,
    /// Keep each picture's report (JSON) and drawing (PNG) here, to look at.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// A folder with a manifest.toml and models, instead of the built-in ones.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Threads.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Only pictures whose name contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Write what each folder must give from now on here (testdata/ledger.toml).
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// The command to score; beside this program when absent.
    #[arg(long, value_name = "FILE")]
    idocr: Option<PathBuf>,
    /// Further arguments of `idocr scan`, after `--`.
    #[arg(last = true)]
    further: Vec<String>,
}

fn main() -> ExitCode {
    match score(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("idocr-score: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether every measure had a denominator.
fn score(arguments: &Arguments) -> Result<bool> {
    let mut truths = read_truth(&arguments.folder)?;
    if let Some(only) = &arguments.only {
        truths.retain(|truth| truth.name.contains(only));
    }
    let call = Call {
        idocr: command(arguments)?,
        threads: arguments.threads,
        models: arguments.models.clone(),
        further: arguments.further.clone(),
        save: arguments.save.clone(),
    };
    let outcomes = outcomes(&call, &truths)?;
    if let Some(file) = &arguments.ledger {
        promise(file, &outcomes)?;
    }
    let score = tally(&outcomes);
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&score)?);
    } else {
        print!("{}", table(&score));
    }
    Ok(score.unscored.is_empty())
}

fn promise(file: &Path, outcomes: &[Outcome]) -> Result<()> {
    let rows = toml::to_string(&Ledger::of(outcomes).promised())?;
    let about = "# What each folder must at least give, and may at most get wrong: idocr-score --ledger.\n\n";
    std::fs::write(file, format!("{about}{rows}"))
        .with_context(|| format!("writing {}", file.display()))
}

fn command(arguments: &Arguments) -> Result<PathBuf> {
    let beside = || -> Result<PathBuf> {
        let here = std::env::current_exe().context("finding this program")?;
        Ok(here.with_file_name("idocr"))
    };
    arguments.idocr.clone().map_or_else(beside, Ok)
}
