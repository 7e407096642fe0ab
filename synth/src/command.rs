//! The subcommands that concern lines: `lines`, `sheet lines`, `fonts`.

use crate::fonts;
use crate::line::{Line, Painter, Script};
use crate::pixels::Pixels;
use crate::sheet;
use crate::stream::{self, Batch};
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
    script: Script,
    #[command(flatten)]
    batch: Batch,
    /// 0 draws easy lines, 1 the full range of damage.
    #[arg(long, default_value_t = 1.0)]
    severity: f32,
}

impl Lines {
    /// Draws and hands on.
    pub fn run(&self) -> Result<()> {
        let batch = &self.batch;
        let painter = Painter::new(self.script, batch.world, self.severity.clamp(0.0, 1.0))?;
        let told = |line: &Line| {
            Ok(json!({ "text": line.text, "script": self.script.name(), "tags": line.tags }))
        };
        batch.run(
            |index| painter.draw(batch.seed, index),
            told,
            |line| (&line.pixels).into(),
        )
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
