//! Lists the artwork files, so that a new document is a new file and no code.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=artwork");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("artwork");
    let mut rows = Vec::new();
    walk(&root, &mut rows)?;
    rows.sort();
    let list: String = rows
        .iter()
        .filter_map(|file| {
            let name = file.strip_prefix(&root).ok()?.with_extension("");
            Some(format!(
                "({:?}, include_str!({:?})),\n",
                name.to_str()?,
                file.to_str()?
            ))
        })
        .collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("artworks.rs");
    fs::write(out, format!("&[\n{list}]"))
}

fn walk(folder: &Path, rows: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, rows)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            rows.push(path);
        }
    }
    Ok(())
}
