//! Writes `testdata/`: each document's cards and photographs with their truth, and what is no document.

use crate::artwork::{self, Artwork, Size};
use crate::broken;
use crate::camera::Picture;
use crate::flat::some_side;
use crate::light::Light;
use crate::photo::{self, Frame};
use crate::rng::Rng;
use crate::truth::CardTruth;
use crate::world::World;
use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// What every picture of `testdata/` is drawn from; another gives pictures that nobody has looked at.
const SEED: u64 = 20_261_121;
/// A picture is at most this large.
const BYTES: usize = 150_000;
/// Nothing-pictures that are written.
const NOTHINGS: u64 = 24;

/// Draw testdata/ again.
#[derive(Args, Debug)]
pub struct Testdata {
    /// The folder to write into; the documents' own folders are replaced.
    #[arg(long, default_value = "testdata")]
    pub out: PathBuf,
    /// Another number draws other pictures of the same documents
    #[arg(long, default_value_t = SEED)]
    pub seed: u64,
}

impl Testdata {
    /// Draws and writes everything.
    pub fn run(&self) -> Result<()> {
        for art in artwork::all()? {
            let sides = art.sides();
            for back in &sides {
                document(self, art, *back, 3 - sides.len() as u64)?;
            }
        }
        nothings(&self.out.join("none"), self.seed)?;
        broken::write(&self.out.join("broken"))
    }
}

/// The cards and photographs of one side: two cards and four photographs for both sides together.
fn document(wanted: &Testdata, art: &Artwork, back: bool, share: u64) -> Result<()> {
    let Testdata { out, seed } = wanted;
    let name = format!("{}-{}", art.document, if back { "back" } else { "front" });
    let folder = out.join(&name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let salt = name.bytes().fold(0u64, |sum, b| {
        sum.wrapping_mul(131).wrapping_add(u64::from(b))
    });
    for n in 1..=share {
        let mut rng = Rng::new(&[*seed, salt, n]);
        let drawn = some_side(art, back, World::Test, 1000, 0.0, &mut rng)?;
        let mut picture = Picture::of(&drawn.canvas);
        soften(&mut picture, &mut rng);
        write(
            &folder.join(format!("card-{n}")),
            &picture,
            truth(&drawn.truth)?,
        )?;
    }
    for n in 1..=share * 2 {
        let mut rng = Rng::new(&[*seed, salt, 100 + n]);
        let (width, height) = pixels(art.size);
        let frame = Frame {
            world: World::Test,
            width,
            height,
            harsh: 0.4,
        };
        let photo = photo::of_side(frame, art, back, &mut rng)?;
        let truths = photo
            .documents
            .iter()
            .map(truth)
            .collect::<Result<Vec<_>>>()?;
        let told = json!({ "documents": truths, "nothing": false, "tags": photo.tags });
        write(&folder.join(format!("photo-{n}")), &photo.picture, told)?;
    }
    Ok(())
}

/// The pixels of a photograph in which a person can read the small print: a whole page asks for more than a card.
fn pixels(size: Size) -> (usize, usize) {
    if size.is_page() {
        (1920, 1440)
    } else {
        (1280, 960)
    }
}

fn truth(of: &CardTruth) -> Result<Value> {
    serde_json::to_value(of).context("a truth that JSON cannot hold")
}

/// What a good scanner does to a card.
fn soften(picture: &mut Picture, rng: &mut Rng) {
    let mut light = Light::even(picture.w, picture.h);
    light.slope(rng, 0.08);
    light.shine(picture);
    picture.blur(0.5);
    picture.noise(1.5, rng);
}

/// Writes a picture as a JPEG that is small enough, and its truth beside it.
fn write(stem: &Path, picture: &Picture, truth: Value) -> Result<()> {
    let mut quality = 72;
    let mut bytes = picture.encoded(quality)?;
    while bytes.len() > BYTES && quality > 22 {
        quality -= 8;
        bytes = picture.encoded(quality)?;
    }
    let file = stem.with_extension("jpg");
    fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
    let beside = stem.with_extension("json");
    let mut text = serde_json::to_string(&truth)?;
    text.push('\n');
    fs::write(&beside, text).with_context(|| format!("cannot write {}", beside.display()))
}

fn nothings(folder: &Path, seed: u64) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let frame = Frame {
        world: World::Test,
        width: 1024,
        height: 768,
        harsh: 1.0,
    };
    for n in 1..=NOTHINGS {
        let photo = photo::of_nothing(frame, &mut Rng::new(&[seed, 0x6e6f_6e65, n]))?;
        write(
            &folder.join(format!("none-{n:02}")),
            &photo.picture,
            json!({ "nothing": true, "documents": [], "tags": photo.tags }),
        )?;
    }
    Ok(())
}
