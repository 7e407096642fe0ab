//! The subcommands that concern cards: `cards` and `sheet cards`.

use crate::camera::Picture;
use crate::canvas::line_path;
use crate::flat::{self, Flat};
use crate::pixels::Pixels;
use crate::sheet;
use crate::stream::{self, Batch};
use crate::truth::{CardTruth, Quad};
use crate::world::World;
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Draw flattened cards for the text finder.
#[derive(Args, Debug)]
pub struct Cards {
    #[command(flatten)]
    batch: Batch,
    /// Width of each card in pixels; its height follows from the document.
    #[arg(long, default_value_t = 1000)]
    width: usize,
}

impl Cards {
    /// Draws and hands on.
    pub fn run(&self) -> Result<()> {
        let batch = &self.batch;
        let told = |flat: &Flat| {
            let mut truth = json!({ "tags": flat.tags });
            if let (Value::Object(head), Value::Object(rest)) =
                (&mut truth, serde_json::to_value(&flat.truth)?)
            {
                head.extend(rest);
            }
            Ok(truth)
        };
        batch.run(
            |index| flat::draw(batch.world, batch.seed, index, self.width),
            told,
            |flat| (&flat.picture).into(),
        )
    }
}

/// A picture in the form that streams and sheets take.
#[must_use]
pub fn pixels(picture: &Picture) -> Pixels {
    Pixels::from_bytes(picture.w, picture.h, 3, &picture.rgb)
}

/// Lay 48 cards on one picture.
#[derive(Args, Debug)]
pub struct CardSheet {
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
    #[arg(long, default_value_t = 6)]
    pub columns: usize,
    /// Draw the truth's quads over the samples.
    #[arg(long)]
    pub truth: bool,
    /// The picture to write.
    #[arg(long)]
    pub out: PathBuf,
}

impl CardSheet {
    /// Draws the sheet.
    pub fn run(&self) -> Result<()> {
        let mut pictures = Vec::new();
        for index in 0..self.count {
            let flat = flat::draw(self.world, self.seed, index, 1000)?;
            let shown = if self.truth {
                marked(&flat.picture, &[flat.truth])
            } else {
                flat.picture
            };
            pictures.push(pixels(&shown));
        }
        stream::save(
            &sheet::lay(&pictures, self.columns, 2400 / self.columns),
            &self.out,
        )
    }
}

/// The picture with its truth drawn on it: text green, machine lines red, portrait and codes blue.
#[must_use]
pub fn marked(picture: &Picture, truths: &[CardTruth]) -> Picture {
    let mut sheet = picture.canvas();
    let thick = picture.w as f32 / 800.0;
    let mut frame = |quad: &Quad, ink: [u8; 3]| {
        let around = quad.iter().chain(&quad[..1]).map(|p| (p[0], p[1]));
        if let Some(path) = line_path(around) {
            sheet.stroke(&path, ink, 0.9, thick);
        }
        if let Some(path) = line_path([(quad[0][0], quad[0][1]), (quad[1][0], quad[1][1])]) {
            sheet.stroke(&path, ink, 0.9, thick * 2.5);
        }
    };
    for truth in truths {
        frame(&truth.quad, [255, 160, 0]);
        truth
            .portrait
            .iter()
            .chain(&truth.barcodes)
            .for_each(|q| frame(q, [40, 90, 255]));
        for line in &truth.lines {
            frame(
                &line.quad,
                if line.kind == "mrz" {
                    [255, 0, 40]
                } else {
                    [0, 170, 60]
                },
            );
        }
    }
    Picture::of(&sheet)
}
