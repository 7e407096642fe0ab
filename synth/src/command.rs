//! The subcommands that concern lines: `lines`, `sheet lines`, `fonts`.

use crate::fonts;
use crate::line::{Line, Painter, Script};
use crate::pixels::Pixels;
use crate::sheet;
use crate::stream::{self, Sink};
use crate::world::World;
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Draw lines of text for the recognisers.
#[derive(Args, Debug)]
pub struct Lines {
    /// Which recogniser they are for.
    #[arg(long)]
    pub script: Script,
    /// Which world; a model must never learn from `test`.
    #[arg(long)]
    pub world: World,
    /// The same seed draws the same lines.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Number of the first line.
    #[arg(long, default_value_t = 0)]
    pub start: u64,
    /// How many; 0 never ends.
    #[arg(long, default_value_t = 0)]
    pub count: u64,
    /// `-` for a framed stream on standard output, else a folder.
    #[arg(long, default_value = "-")]
    pub out: String,
    /// 0 draws easy lines, 1 the full range of damage.
    #[arg(long, default_value_t = 1.0)]
    pub severity: f32,
    /// Threads to draw on; 0 takes every core. The bytes do not depend on it.
    #[arg(long, default_value_t = 1)]
    pub threads: usize,
}

impl Lines {
    /// Draws and hands on.
    pub fn run(&self) -> Result<()> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build_global()?;
        let painter = Painter::new(self.script, self.world, self.severity.clamp(0.0, 1.0))?;
        let mut sink = Sink::open(&self.out)?;
        let put = |line: Line, index: u64| {
            let truth = json!({
                "text": line.text,
                "script": self.script.name(),
                "world": self.world.name(),
                "tags": line.tags,
                "seed": self.seed,
                "index": index,
            });
            sink.put(&line.pixels, truth)
        };
        stream::pour(
            self.start,
            self.count,
            |index| painter.draw(self.seed, index),
            put,
        )?;
        sink.flush()
    }
}

/// Lay 48 lines on one picture.
#[derive(Args, Debug)]
pub struct LineSheet {
    /// Which recogniser they are for.
    #[arg(long)]
    pub script: Script,
    /// Which world.
    #[arg(long, default_value = "train")]
    pub world: World,
    /// Another seed, another sheet.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The picture to write.
    #[arg(long)]
    pub out: PathBuf,
}

impl LineSheet {
    /// Draws the sheet.
    pub fn run(&self) -> Result<()> {
        let painter = Painter::new(self.script, self.world, 1.0)?;
        let lines: Vec<Line> = (0..48)
            .map(|index| painter.draw(self.seed, index))
            .collect::<Result<_>>()?;
        let pictures: Vec<Pixels> = lines.into_iter().map(|line| line.pixels).collect();
        stream::save(&sheet::lay(&pictures, 2, 640), &self.out)
    }
}

/// List the Debian packages of the fonts.
#[derive(Args, Debug)]
pub struct Fonts {
    /// All packages, not only the missing ones.
    #[arg(long)]
    pub packages: bool,
}

impl Fonts {
    /// Package names, one a line: nothing when all are installed.
    pub fn run(&self) -> Result<String> {
        let names: Vec<String> = if self.packages {
            fonts::packages()?.into_iter().map(|p| p.name).collect()
        } else {
            fonts::missing()?
        };
        Ok(names.into_iter().map(|name| name + "\n").collect())
    }
}
