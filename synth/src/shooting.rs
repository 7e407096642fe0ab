//! The subcommands that concern photographs: `photos` and `sheet photos`.

use crate::drawing::{marked, pixels};
use crate::photo::{self, Frame, Photo};
use crate::sheet;
use crate::stream::{self, Batch};
use crate::world::World;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// A picture's size, written `1280x960`.
fn size(text: &str) -> Result<(usize, usize)> {
    let (w, h) = text
        .split_once('x')
        .context("a size reads WIDTHxHEIGHT, such as 1280x960")?;
    match (w.parse(), h.parse()) {
        (Ok(w), Ok(h)) if (64..=8192).contains(&w) && (64..=8192).contains(&h) => Ok((w, h)),
        _ => Err(anyhow!(
            "size {text:?}: both sides must be whole numbers from 64 to 8192"
        )),
    }
}

/// Draw photographs of documents, and of none, for the card finder.
#[derive(Args, Debug)]
pub struct Photos {
    #[command(flatten)]
    batch: Batch,
    /// Size of a landscape photograph; portrait ones swap it, scans keep the longer side and have their
    /// document's shape.
    #[arg(long, default_value = "1280x960", value_parser = size)]
    size: (usize, usize),
}

impl Photos {
    /// Draws and hands on.
    pub fn run(&self) -> Result<()> {
        let batch = &self.batch;
        let frame = Frame {
            world: batch.world,
            width: self.size.0,
            height: self.size.1,
            harsh: 1.0,
        };
        let told = |photo: &Photo| {
            Ok(json!({
                "tags": photo.tags, "nothing": photo.documents.is_empty(), "documents": photo.documents,
            }))
        };
        batch.run(
            |index| photo::draw(frame, batch.seed, index),
            told,
            |photo| (&photo.picture).into(),
        )
    }
}

/// Lay 48 photographs on one picture.
#[derive(Args, Debug)]
pub struct PhotoSheet {
    /// Which world.
    #[arg(long, default_value = "train")]
    pub world: World,
    /// Another seed, another sheet.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many samples.
    #[arg(long, default_value_t = 48)]
    pub count: u64,
    /// Samples side by side.
    #[arg(long, default_value_t = 8)]
    pub columns: usize,
    /// Draw the truth's quads over the samples.
    #[arg(long)]
    pub truth: bool,
    /// The picture to write.
    #[arg(long)]
    pub out: PathBuf,
}

impl PhotoSheet {
    /// Draws the sheet.
    pub fn run(&self) -> Result<()> {
        let frame = Frame {
            world: self.world,
            width: 1024,
            height: 768,
            harsh: 1.0,
        };
        let mut pictures = Vec::new();
        for index in 0..self.count {
            let photo = photo::draw(frame, self.seed, index)?;
            let shown = if self.truth {
                marked(&photo.picture, &photo.documents)
            } else {
                photo.picture
            };
            pictures.push(pixels(&shown));
        }
        stream::save(
            &sheet::lay(&pictures, self.columns, 2400 / self.columns),
            &self.out,
        )
    }
}
