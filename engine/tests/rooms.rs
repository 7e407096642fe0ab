//! Who may name whom: a room that strays is named with its line.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms that name no other room of the engine.
const ALONE: &[&str] = &["geometry.rs", "limits.rs", "error.rs", "median.rs"];
/// Rooms that name these others at most.
const NARROW: &[(&str, &[&str])] = &[
    ("template.rs", &["name", "pattern"]),
    ("words.rs", &[]),
    ("field_rule.rs", &["parts", "pattern"]),
    ("code_rule.rs", &["name", "pattern"]),
    ("fault.rs", &[]),
    ("templates.rs", &["template"]),
    ("parts.rs", &["name"]),
    ("name.rs", &[]),
    ("pattern.rs", &[]),
];
/// What only one file may name.
const OWNED: &[(&str, &[&str])] = &[
    ("ort::", &["ort.rs"]),
    ("ImageReader", &["photo.rs"]),
    ("ImageDecoder", &["photo.rs"]),
    ("load_from_memory", &["photo.rs"]),
    ("fast_image_resize", &["warp.rs"]),
    ("rxing::", &["pdf417.rs"]),
    ("rqrr::", &["barcode.rs"]),
];

#[test]
fn no_room_strays() {
    let mut strays = Vec::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code(&text) {
            if let Some(reason) = stray(&name, line) {
                strays.push(format!(
                    "{}:{number}: {reason}: {}",
                    file.display(),
                    line.trim()
                ));
            }
        }
    }
    assert!(strays.is_empty(), "\n{}", strays.join("\n"));
}

#[test]
fn every_file_opens_with_its_sentence() {
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("//! "),
            "{} does not say what it is",
            file.display()
        );
    }
}

/// Why a line of a room is out of place.
fn stray(name: &str, line: &str) -> Option<String> {
    let named = line
        .split("crate::")
        .skip(1)
        .filter_map(|rest| rest.split([':', ';', ',']).next());
    for room in named {
        if ALONE.contains(&name) {
            return Some(format!("{name} names nobody and names {room}"));
        }
        let narrow = NARROW.iter().find(|(who, _)| *who == name);
        if narrow.is_some_and(|(_, may)| !may.contains(&room)) {
            return Some(format!("{name} may not name {room}"));
        }
    }
    let owned = OWNED
        .iter()
        .find(|(word, owners)| names(line, word) && !owners.contains(&name));
    owned.map(|(word, owners)| format!("only {owners:?} may name {word}"))
}

/// Whether `word` stands in `line` and is not the end of a longer word or of our own module's path.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = &line[..at];
        !before.ends_with("crate::")
            && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// The lines that are code of the product: no comments, nothing after the tests begin.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]") || !text.contains("mod tests {"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

/// Every source but the tests' own.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("fakes.rs") {
            files.push(path);
        }
    }
    assert!(!files.is_empty());
    files
}
