//! Samples as a framed stream of bytes, or as files for people.

use crate::camera::Picture;
use crate::pixels::Pixels;
use crate::world::World;
use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The first bytes of every stream.
pub const MAGIC: &[u8] = b"IDSYN1\n";

/// Which samples are drawn, where they go, and on how many threads.
#[derive(Args, Debug)]
pub struct Batch {
    /// Which world; a model must never learn from `test`.
    #[arg(long)]
    pub world: World,
    /// The same seed draws the same samples.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Number of the first sample.
    #[arg(long, default_value_t = 0)]
    pub start: u64,
    /// How many; 0 never ends.
    #[arg(long, default_value_t = 0)]
    pub count: u64,
    /// `-` for a framed stream on standard output, else a folder.
    #[arg(long, default_value = "-")]
    pub out: String,
    /// Threads to draw on; 0 takes every core. The bytes do not depend on it.
    #[arg(long, default_value_t = 1)]
    pub threads: usize,
}

impl Batch {
    /// Draws the samples by number and hands each on with its truth, to which what all samples
    /// have in common is added.
    pub fn run<T: Send>(
        &self,
        draw: impl Fn(u64) -> Result<T> + Sync,
        told: impl Fn(&T) -> Result<Value>,
        shown: impl for<'a> Fn(&'a T) -> Raw<'a>,
    ) -> Result<()> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build_global()?;
        let mut sink = Sink::open(&self.out)?;
        let put = |sample: T, index: u64| {
            let mut truth = serde_json::json!({
                "seed": self.seed, "index": index, "world": self.world.name(),
            });
            if let (Value::Object(truth), Value::Object(own)) = (&mut truth, told(&sample)?) {
                truth.extend(own);
            }
            sink.put(shown(&sample), truth)
        };
        pour(self.start, self.count, draw, put)?;
        sink.flush()
    }
}

/// A sample's picture as bytes: row by row, channels interleaved.
pub struct Raw<'a> {
    w: usize,
    h: usize,
    c: usize,
    bytes: Cow<'a, [u8]>,
}

impl From<&Pixels> for Raw<'static> {
    fn from(picture: &Pixels) -> Self {
        Self {
            w: picture.w,
            h: picture.h,
            c: picture.c,
            bytes: Cow::Owned(picture.bytes()),
        }
    }
}

impl<'a> From<&'a Picture> for Raw<'a> {
    fn from(picture: &'a Picture) -> Self {
        Self {
            w: picture.w,
            h: picture.h,
            c: 3,
            bytes: Cow::Borrowed(&picture.rgb),
        }
    }
}

/// Where samples go.
pub enum Sink {
    /// Frames: length and JSON, length and pixels.
    Frames(Box<dyn Write + Send>),
    /// A folder of PNGs with one `truth.jsonl`.
    Folder(PathBuf, BufWriter<File>, u64),
}

impl Sink {
    /// `-` is standard output; anything else is a folder, made if it is missing.
    pub fn open(out: &str) -> Result<Sink> {
        if out == "-" {
            let mut to = BufWriter::with_capacity(1 << 20, std::io::stdout());
            to.write_all(MAGIC).context("standard output is closed")?;
            return Ok(Sink::Frames(Box::new(to)));
        }
        let folder = PathBuf::from(out);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make folder {out}"))?;
        let truth = folder.join("truth.jsonl");
        let file =
            File::create(&truth).with_context(|| format!("cannot write {}", truth.display()))?;
        Ok(Sink::Folder(folder, BufWriter::new(file), 0))
    }

    /// One sample; its width, height and channels are added to the truth.
    pub fn put(&mut self, picture: Raw<'_>, truth: Value) -> Result<()> {
        let mut head = serde_json::json!({"w": picture.w, "h": picture.h, "c": picture.c});
        if let (Value::Object(head), Value::Object(truth)) = (&mut head, truth) {
            head.extend(truth);
        }
        match self {
            Sink::Frames(to) => {
                frame(to, &head, &picture.bytes).context("the stream's reader has gone")
            }
            Sink::Folder(folder, lines, count) => {
                let name = format!("{count:06}.png");
                *count += 1;
                save(picture, &folder.join(&name))?;
                head["file"] = Value::String(name);
                writeln!(lines, "{head}").context("cannot write truth.jsonl")
            }
        }
    }

    /// Hands on what is buffered; a reader that has had enough is no error.
    pub fn flush(&mut self) -> Result<()> {
        let done = match self {
            Sink::Frames(to) => to.flush(),
            Sink::Folder(_, lines, _) => lines.flush(),
        };
        match done {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            done => done.context("cannot flush the samples"),
        }
    }
}

fn frame(to: &mut dyn Write, head: &Value, pixels: &[u8]) -> std::io::Result<()> {
    let head = head.to_string();
    for part in [head.as_bytes(), pixels] {
        let length = u32::try_from(part.len()).map_err(std::io::Error::other)?;
        to.write_all(&length.to_le_bytes())?;
        to.write_all(part)?;
    }
    Ok(())
}

/// Writes a picture to a PNG or JPEG file, by its extension.
pub fn save<'a>(picture: impl Into<Raw<'a>>, path: &Path) -> Result<()> {
    let picture = picture.into();
    let colour = match picture.c {
        1 => image::ExtendedColorType::L8,
        _ => image::ExtendedColorType::Rgb8,
    };
    let (w, h) = (u32::try_from(picture.w)?, u32::try_from(picture.h)?);
    image::save_buffer(path, &picture.bytes, w, h, colour)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Draws samples in chunks on all threads and hands them on in order.
///
/// The order and the bytes do not depend on the number of threads. `count` 0 never ends; a
/// reader that goes away ends it without an error.
pub fn pour<T: Send>(
    start: u64,
    count: u64,
    draw: impl Fn(u64) -> Result<T> + Sync,
    mut put: impl FnMut(T, u64) -> Result<()>,
) -> Result<()> {
    use rayon::prelude::*;
    const CHUNK: u64 = 128;
    let end = if count == 0 {
        u64::MAX
    } else {
        start.saturating_add(count)
    };
    let mut at = start;
    while at < end {
        let next = at.saturating_add(CHUNK).min(end);
        let samples: Vec<Result<T>> = (at..next).into_par_iter().map(&draw).collect();
        for (index, sample) in (at..next).zip(samples) {
            if let Err(error) = put(sample?, index) {
                return if gone(&error) { Ok(()) } else { Err(error) };
            }
        }
        at = next;
    }
    Ok(())
}

fn gone(error: &anyhow::Error) -> bool {
    let kind = error
        .root_cause()
        .downcast_ref::<std::io::Error>()
        .map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::BrokenPipe)
}
