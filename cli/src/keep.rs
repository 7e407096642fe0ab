//! Writes drawings and crops, each photo's under a name of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use engine::{Picture, Quad, Trace};
use image::{ImageFormat, RgbImage};

use crate::annotate;
use crate::failure::Failure;

/// A name without ending for each of `files`: as much of its path as tells it from the others.
pub fn names(files: &[String]) -> Vec<String> {
    let parts: Vec<Vec<String>> = files.iter().map(|file| parts_of(file)).collect();
    let last =
        |parts: &[String], count: usize| parts[parts.len().saturating_sub(count)..].join("-");
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for depth in 1..=parts.iter().map(Vec::len).max().unwrap_or(1) {
        let unique: std::collections::BTreeSet<String> =
            parts.iter().map(|parts| last(parts, depth)).collect();
        if unique.len() == files.len() {
            return parts.iter().map(|parts| last(parts, depth)).collect();
        }
    }
    let numbered = parts.iter().map(|parts| {
        let name = last(parts, 1);
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        format!("{name}-{count}")
    });
    numbered.collect()
}

fn parts_of(file: &str) -> Vec<String> {
    let parts = Path::new(file).components().filter_map(|part| match part {
        std::path::Component::Normal(name) if name != "-" => {
            Some(name.to_string_lossy().into_owned())
        }
        _ => None,
    });
    let parts: Vec<String> = parts.collect();
    match parts.is_empty() {
        true => vec!["stdin".to_owned()],
        false => parts,
    }
}

/// Where drawings and crops go.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// Drawings.
    pub annotate: Option<PathBuf>,
    /// Crops.
    pub crops: Option<PathBuf>,
}

impl Folders {
    /// Makes the folders, so that what cannot be written is known before any work is done.
    pub fn make(&self) -> Result<(), Failure> {
        let stages = [("annotate", &self.annotate), ("crops", &self.crops)];
        for (stage, folder) in stages {
            if let Some(folder) = folder {
                fs::create_dir_all(folder)
                    .map_err(|error| Failure::writing(stage, folder, &error))?;
            }
        }
        Ok(())
    }

    /// Whether pixels are wanted at all.
    pub fn any(&self) -> bool {
        self.annotate.is_some() || self.crops.is_some()
    }

    /// Writes what is wanted of `trace` under `name`; the files written, and what could not be.
    pub fn keep(&self, name: &str, trace: &Trace) -> (Vec<PathBuf>, Option<Failure>) {
        let mut written = Vec::new();
        let mut put = |stage, path: PathBuf, pixels: &RgbImage| -> Result<(), Failure> {
            write(&path, pixels).map_err(|error| Failure::writing(stage, &path, &error))?;
            written.push(path);
            Ok(())
        };
        let mut keep_all = || -> Result<(), Failure> {
            if let Some(folder) = &self.annotate {
                let path = folder.join(format!("{name}.png"));
                put("annotate", path, &annotate::draw(trace))?;
            }
            if let Some(folder) = &self.crops {
                for (what, pixels) in crops(trace) {
                    put("crops", folder.join(format!("{name}.{what}.png")), &pixels)?;
                }
            }
            Ok(())
        };
        let failure = keep_all().err();
        (written, failure)
    }
}

/// Each document and its portrait, with a word for the file's name.
fn crops(trace: &Trace) -> Vec<(String, RgbImage)> {
    let mut crops = Vec::new();
    for (card, number) in trace.cards.iter().zip(1..) {
        let Some(pixels) = pixels_of(&card.card) else {
            continue;
        };
        if let Some(portrait) = card.portrait.and_then(|quad| cut(&pixels, &quad)) {
            crops.push((format!("portrait-{number}"), portrait));
        }
        crops.push((format!("card-{number}"), pixels));
    }
    crops
}

fn pixels_of(picture: &Picture) -> Option<RgbImage> {
    let pixels = RgbImage::from_raw(picture.width, picture.height, picture.rgb.clone());
    pixels.filter(|pixels| !pixels.is_empty())
}

/// The upright box around `quad`, as far as it lies on the card; `None` when it does not.
fn cut(pixels: &RgbImage, quad: &Quad) -> Option<RgbImage> {
    let [left, top, right, bottom] = quad.bounds();
    let within = |at: f32, side: u32| at.round().clamp(0.0, side as f32) as u32;
    let (width, height) = pixels.dimensions();
    let [x, y] = [within(left, width), within(top, height)];
    let [right, bottom] = [within(right, width), within(bottom, height)];
    let [width, height] = [right.saturating_sub(x), bottom.saturating_sub(y)];
    let some = width > 0 && height > 0;
    some.then(|| image::imageops::crop_imm(pixels, x, y, width, height).to_image())
}

/// A whole file or none: what was begun and failed is removed.
fn write(path: &Path, pixels: &RgbImage) -> std::io::Result<()> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels
        .write_to(&mut bytes, ImageFormat::Png)
        .map_err(std::io::Error::other)?;
    fs::write(path, bytes.into_inner()).inspect_err(|_| {
        // Devices and links are not ours to remove; the write's own error is the one to tell.
        if fs::symlink_metadata(path).is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(path);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(files: &[&str]) -> Vec<String> {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        names(&files)
    }

    #[test]
    fn names_are_as_short_as_they_can_be_told_apart() {
        assert_eq!(named(&["x/a.jpg", "x/b.jpg"]), ["a.jpg", "b.jpg"]);
        assert_eq!(named(&["x/a.jpg", "y/a.jpg"]), ["x-a.jpg", "y-a.jpg"]);
        assert_eq!(named(&["a.jpg", "a.jpg"]), ["a.jpg-1", "a.jpg-2"]);
        assert_eq!(named(&["-", "../b.png"]), ["stdin", "b.png"]);
        assert_eq!(named(&["/"]), ["stdin"]);
    }

    #[test]
    fn a_portrait_beyond_the_card_is_cut_to_it() {
        let card = RgbImage::new(100, 50);
        let cut_to = |quad: Quad| cut(&card, &quad).map(|p| p.dimensions());
        assert_eq!(
            cut_to(Quad::rectangle(-5.0, 10.0, 25.0, 90.0)),
            Some((20, 40))
        );
        assert_eq!(cut_to(Quad::rectangle(200.0, 10.0, 25.0, 20.0)), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_an_error_with_advice() {
        let folder = std::env::temp_dir().join(format!("idocr-keep-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        std::os::unix::fs::symlink("/dev/full", folder.join("a.jpg.png")).unwrap();
        let folders = Folders {
            annotate: Some(folder.clone()),
            crops: None,
        };
        let trace = Trace {
            scan: engine::Scan::default(),
            photo: Picture::default(),
            cards: Vec::new(),
            dropped: Vec::new(),
        };
        let (written, failure) = folders.keep("a.jpg", &trace);
        fs::remove_dir_all(&folder).unwrap();
        let failure = failure.unwrap();
        assert!(written.is_empty());
        assert_eq!((failure.kind, failure.stage), ("runtime", "annotate"));
        assert!(failure.message.contains("free some space"), "{failure}");
    }
}
