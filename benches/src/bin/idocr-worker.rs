//! Reads pictures for the comparison with peers: a path a line comes in, a JSON object a line goes out.

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result};
use clap::Parser;
use engine::{Engine, Options, Scan};
use serde_json::{Value, json};

/// A process that stays, as every peer's does.
#[derive(Parser)]
#[command(name = "idocr-worker")]
struct Arguments {
    /// Read the machine readable zone alone.
    #[arg(long)]
    mrz_only: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let engine = Engine::new(Options {
        mrz_only: arguments.mrz_only,
        ..Options::default()
    })?;
    let mut answers = io::stdout().lock();
    for path in io::stdin().lock().lines() {
        writeln!(answers, "{}", answer(&engine, &path?)?)?;
        answers.flush()?;
    }
    Ok(())
}

fn answer(engine: &Engine, path: &str) -> Result<Value> {
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    let mut answer = match engine.scan(&bytes) {
        Ok(scan) => read(&scan),
        Err(error) => json!({"lines": [], "mrz": null, "error": error.to_string()}),
    };
    answer["peak_mib"] = peak_mib().into();
    Ok(answer)
}

fn read(scan: &Scan) -> Value {
    let lines = scan.documents.iter().flat_map(|d| &d.lines);
    let lines: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
    let zones = scan.documents.iter().filter_map(|d| d.mrz.as_ref());
    let zones: Vec<&String> = zones.flat_map(|mrz| &mrz.lines).collect();
    json!({"lines": lines, "mrz": zones})
}

/// The highest memory of this process, where the system tells it.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
