//! Walks a photo through the engine and prints what each stage saw, as JSON.
//!
//! `cargo run --release --example scan -- photo.jpg`, or `--models FOLDER` before the photos to try
//! other models than those built in.

use std::error::Error;

use idocr::{Engine, Options};

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options::default();
    let mut photos = Vec::new();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--models" => options.models = words.next().map(Into::into),
            "--mrz-only" => options.mrz_only = true,
            _ => photos.push(word),
        }
    }
    let engine = Engine::new(options)?;
    for photo in photos {
        match engine.trace(&std::fs::read(&photo)?) {
            Ok(trace) => println!("{}", serde_json::to_string(&(&photo, trace))?),
            Err(error) => eprintln!("{photo}: {error}"),
        }
    }
    Ok(())
}
