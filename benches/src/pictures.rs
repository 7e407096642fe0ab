//! Pictures for timing, from testdata/.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// A drawn card and a photograph of it.
#[derive(Debug, Clone)]
pub struct Pictures {
    card: Vec<u8>,
    photo: Vec<u8>,
}

impl Pictures {
    /// The first card and the first photograph in testdata/.
    ///
    /// # Panics
    /// When testdata/ has none, with what to run.
    pub fn of_testdata() -> Self {
        let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata");
        let mut files = Vec::new();
        collect(&testdata, &mut files);
        files.sort();
        let first = |start: &str| {
            let named = |path: &&PathBuf| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with(start)
            };
            let path = files.iter().find(named);
            path.and_then(|path| fs::read(path).ok())
                .unwrap_or_else(|| panic!("testdata/ has no {start}-1.jpg: run `make testdata`"))
        };
        Self {
            card: first("card"),
            photo: first("photo"),
        }
    }

    /// Each picture with its name.
    pub fn named(&self) -> [(&'static str, &[u8]); 2] {
        [("card", &self.card), ("photo", &self.photo)]
    }

    /// The photograph.
    pub fn photo(&self) -> &[u8] {
        &self.photo
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "jpg") {
            files.push(path);
        }
    }
}

/// A picture as a JPEG of about so many pixels.
///
/// # Panics
/// When `bytes` are no picture.
pub fn enlarged(bytes: &[u8], pixels: u32) -> Vec<u8> {
    let picture = image::load_from_memory(bytes).expect("testdata's pictures are pictures");
    let scale = (f64::from(pixels) / f64::from(picture.width() * picture.height())).sqrt();
    let side = |length: u32| (f64::from(length) * scale).round() as u32;
    let filter = image::imageops::FilterType::Triangle;
    let large = picture.resize_exact(side(picture.width()), side(picture.height()), filter);
    let mut jpeg = Cursor::new(Vec::new());
    large
        .to_rgb8()
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .expect("memory takes a JPEG");
    jpeg.into_inner()
}
