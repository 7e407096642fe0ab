//! Embeds the models, held against their manifest, and the templates, parsed as the engine will.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

// The engine's own parser: a mistake in a built-in template stops the build.
#[allow(dead_code)]
#[path = "src/name.rs"]
mod name;
#[allow(dead_code)]
#[path = "src/parts.rs"]
mod parts;
#[allow(dead_code)]
#[path = "src/pattern.rs"]
mod pattern;
#[allow(dead_code)]
#[path = "src/template.rs"]
mod template;
#[allow(dead_code)]
#[path = "src/templates.rs"]
mod templates;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let models = models(&root.join("../models"));
    fs::write(out.join("models.rs"), models).expect("the output folder takes files");
    let templates = templates(&root.join("templates"));
    fs::write(out.join("templates.rs"), templates).expect("the output folder takes files");
}

/// The source of `TEMPLATES`.
fn templates(folder: &Path) -> String {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut rows = String::new();
    if folder.is_dir() {
        if let Err(fault) = templates::Templates::default().add_folder(folder) {
            panic!("{fault}");
        }
        for file in templates::toml_files(folder).expect("engine/templates can be listed") {
            let id = templates::id_of(folder, &file);
            writeln!(rows, "    ({id:?}, include_str!({file:?})),").expect("strings take all");
        }
    }
    format!(
        "/// Each built-in template: its id and its text.
\
         static TEMPLATES: &[(&str, &str)] = &[
{rows}];
"
    )
}

/// The source of `MANIFEST` and `FILES`.
fn models(folder: &Path) -> String {
    let path = folder.join("manifest.toml");
    println!("cargo::rerun-if-changed={}", path.display());
    // A checkout without models still builds; the engine says at its start what is missing.
    let text = fs::read_to_string(&path).unwrap_or_else(|_| "model = []\n".to_owned());
    let manifest: toml::Table = text.parse().expect("models/manifest.toml is TOML");
    let rows = manifest.get("model").and_then(toml::Value::as_array);
    let mut files = String::new();
    for row in rows.into_iter().flatten() {
        let word = |key: &str| {
            row.get(key)
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
        };
        let size = row.get("bytes").and_then(toml::Value::as_integer);
        let file = folder.join(word("file"));
        println!("cargo::rerun-if-changed={}", file.display());
        let bytes = match check(&file, size.unwrap_or(-1), word("sha256")) {
            Ok(path) => format!("Ok(include_bytes!({path:?}))"),
            Err(reason) => {
                println!("cargo::warning=models/{}: {reason}", word("file"));
                format!("Err({reason:?})")
            }
        };
        writeln!(files, "    ({:?}, {bytes}),", word("name")).expect("strings take all");
    }
    format!(
        "/// The manifest of the models that are built in.\n\
         pub(super) const MANIFEST: &str = {text:?};\n\
         /// Each model's name and its bytes, or why they are not here.\n\
         pub(super) static FILES: &[(&str, Result<&[u8], &str>)] = &[\n{files}];\n"
    )
}

/// The file's absolute path, if it is what the manifest says.
fn check(file: &Path, size: i64, sha256: &str) -> Result<PathBuf, String> {
    let bytes = fs::read(file).map_err(|error| format!("the file cannot be read ({error})"))?;
    if i64::try_from(bytes.len()) != Ok(size) {
        return Err(format!(
            "it has {} bytes and the manifest says {size}",
            bytes.len()
        ));
    }
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if hash != sha256 {
        return Err(format!(
            "its SHA-256 is {hash} and the manifest says {sha256}"
        ));
    }
    file.canonicalize().map_err(|error| error.to_string())
}
