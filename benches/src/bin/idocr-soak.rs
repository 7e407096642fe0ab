//! Measures a whole process: cold start, what is not ONNX Runtime's, memory over many scans, one worker against two.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use engine::{Engine, Mode, Options};
use idocr_benches::inside::Inside;
use idocr_benches::pictures::{Pictures, enlarged};
use tracing_subscriber::layer::SubscriberExt;

/// Cold start, memory and throughput of idocr, each beside its bar.
#[derive(Parser)]
#[command(name = "idocr-soak")]
struct Arguments {
    /// Scans for the memory's course.
    #[arg(long, default_value_t = 2000)]
    scans: usize,
    /// Photos for the throughput.
    #[arg(long, default_value_t = 60)]
    photos: usize,
}

/// Scans of a picture whose time is taken.
const REPEATED: usize = 60;
/// Megapixels of the scans, in turn: memory must not grow with the number of sizes seen.
const SIZES: [f64; 7] = [0.3, 0.5, 0.8, 1.3, 2.1, 3.4, 5.5];

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let photo = Pictures::of_testdata().photo().to_vec();
    cold_start(&photo)?;
    overhead()?;
    throughput(&photo, arguments.photos)?;
    memory(&photo, arguments.scans)
}

fn cold_start(photo: &[u8]) -> Result<()> {
    let idocr = std::env::current_exe()?.with_file_name("idocr");
    let file = std::env::temp_dir().join(format!("idocr-soak-{}.jpg", std::process::id()));
    std::fs::write(&file, photo)?;
    let mut best = f64::MAX;
    for _ in 0..5 {
        best = best.min(once(&idocr, &file)?);
    }
    std::fs::remove_file(&file)?;
    println!("cold start to first result   {best:7.0} ms   (bar 400 ms, best of 5)");
    Ok(())
}

fn once(idocr: &PathBuf, file: &PathBuf) -> Result<f64> {
    let start = Instant::now();
    let status = Command::new(idocr)
        .args(["scan", "--json"])
        .arg(file)
        .stdout(Stdio::null())
        .status()
        .with_context(|| format!("{}: run `make build`", idocr.display()))?;
    ensure!(status.success(), "idocr ended with {status}");
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// A scan's time beside the time that it waited for ONNX Runtime, on one thread so that no two calls overlap.
fn overhead() -> Result<()> {
    let engine = Engine::new(Options {
        threads: 1,
        mode: Mode::Throughput,
        ..Options::default()
    })?;
    let inside = Inside::default();
    let watched = tracing_subscriber::registry().with(inside.clone());
    tracing::subscriber::with_default(watched, || {
        for (name, bytes) in Pictures::of_testdata().named() {
            engine.scan(bytes)?;
            let before = inside.milliseconds();
            let start = Instant::now();
            for _ in 0..REPEATED {
                engine.scan(bytes)?;
            }
            let whole = start.elapsed().as_secs_f64() * 1000.0;
            let ratio = whole / (inside.milliseconds() - before);
            println!("{name:<24} {ratio:6.3} times the sum of its ONNX Runtime calls (bar 1.3)");
        }
        Ok(())
    })
}

fn throughput(photo: &[u8], photos: usize) -> Result<()> {
    let one = rate(photo, photos, 1)?;
    let two = rate(photo, photos, 2)?;
    println!("photos a second, one worker  {one:7.2}");
    println!(
        "photos a second, two workers {two:7.2}   {:.2} times (bar 1.8)",
        two / one
    );
    Ok(())
}

fn rate(photo: &[u8], photos: usize, threads: usize) -> Result<f64> {
    let engine = Engine::new(Options {
        threads,
        mode: Mode::Throughput,
        ..Options::default()
    })?;
    engine.scan(photo)?;
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while next.fetch_add(1, Ordering::Relaxed) < photos {
                    engine.scan(photo).expect("a photo that was scanned before");
                }
            });
        }
    });
    let photos = f64::from(u32::try_from(photos)?);
    Ok(photos / start.elapsed().as_secs_f64())
}

fn memory(photo: &[u8], scans: usize) -> Result<()> {
    let pictures: Vec<Vec<u8>> = SIZES
        .iter()
        .map(|megapixels| enlarged(photo, (megapixels * 1e6) as u32))
        .collect();
    let engine = Engine::new(Options::default())?;
    let start = Instant::now();
    for scan in 1..=scans {
        engine.scan(&pictures[scan % pictures.len()])?;
        if scan.is_power_of_two() || scan == scans {
            let [now, peak] = [resident("VmRSS:")?, resident("VmHWM:")?];
            println!(
                "after {scan:5} scans   {now:6.0} MiB resident   {peak:6.0} MiB peak (bar 200)"
            );
        }
    }
    let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(u32::try_from(scans)?);
    println!("milliseconds a scan, all sizes {each:7.1}");
    Ok(())
}

/// MiB of this process, as Linux tells it.
fn resident(name: &str) -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status").context("needs Linux's /proc")?;
    let line = status.lines().find(|line| line.starts_with(name));
    let kib = line
        .and_then(|line| line.split_whitespace().nth(1))
        .context("no such line")?;
    Ok(kib.parse::<f64>()? / 1024.0)
}
