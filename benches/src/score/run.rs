//! Runs the `idocr` command on pictures and collects its reports.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::measure::{Outcome, measure};
use super::report::Reported;
use super::truth::Truth;

/// How the command is called.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// The command.
    pub idocr: PathBuf,
    /// Threads; the command's own choice when absent.
    pub threads: Option<usize>,
    /// A folder of other models.
    pub models: Option<PathBuf>,
    /// Further arguments, as they are.
    pub further: Vec<String>,
    /// Where each picture's report and drawing are kept.
    pub save: Option<PathBuf>,
}

/// Scans every picture of `truths` in one call; the key is the picture's path.
fn run(call: &Call, truths: &[Truth]) -> Result<BTreeMap<PathBuf, Reported>> {
    let mut child = command(call, truths)
        .spawn()
        .with_context(|| format!("starting {}: run `make build` first", call.idocr.display()))?;
    let output = child.stdout.take().context("the command has no output")?;
    let mut reports = BTreeMap::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        let report: Reported = serde_json::from_str(&line)
            .with_context(|| format!("reading the command's report {line:.200}"))?;
        let path = PathBuf::from(&report.file);
        if let Some(save) = &call.save {
            keep(save, &report, &line)?;
        }
        reports.insert(path, report);
    }
    let status = child.wait()?;
    // 1 says that some picture could not be processed: that is scored, not fatal.
    anyhow::ensure!(
        matches!(status.code(), Some(0 | 1)) || !reports.is_empty(),
        "{} ended with {status}; see its message above",
        call.idocr.display()
    );
    Ok(reports)
}

/// What each picture gave, held against its truth, in the order of `truths`.
///
/// # Errors
/// The command cannot be started, writes no JSON, or ends with a usage or runtime error.
pub fn outcomes(call: &Call, truths: &[Truth]) -> Result<Vec<Outcome>> {
    let reports = run(call, truths)?;
    let of_truth = |truth: &Truth| measure(truth, reports.get(&truth.path));
    Ok(truths.iter().map(of_truth).collect())
}

fn command(call: &Call, truths: &[Truth]) -> Command {
    let mut command = Command::new(&call.idocr);
    command.args(["scan", "--jsonl", "--trace"]);
    if let Some(threads) = call.threads {
        command.arg("--threads").arg(threads.to_string());
    }
    if let Some(models) = &call.models {
        command.arg("--models").arg(models);
    }
    if let Some(save) = &call.save {
        command.arg("--annotate").arg(save);
    }
    command.args(&call.further);
    command.args(truths.iter().map(|truth| &truth.path));
    command.stdout(Stdio::piped());
    command
}

/// Writes a report beside its drawing.
fn keep(folder: &Path, report: &Reported, line: &str) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let drawing = report.written.first().map(PathBuf::from);
    let unwritten = || {
        Path::new(&report.file)
            .file_name()
            .map(|name| folder.join(name))
    };
    let beside = drawing
        .or_else(unwritten)
        .context("the report names no file")?;
    let value: serde_json::Value = serde_json::from_str(line)?;
    std::fs::write(
        beside.with_extension("json"),
        serde_json::to_string_pretty(&value)?,
    )?;
    Ok(())
}
