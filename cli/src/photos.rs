//! Which photos the paths of a call mean.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// How the names of pictures end; files named outright are read whatever their name.
pub const ENDINGS: [&str; 8] = [
    ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif",
];

/// One photo to scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Photo {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A path that leads to no photo, and why.
    Nowhere(PathBuf, Failure),
}

impl Photo {
    /// The name that the output uses.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Nowhere(path, _) => path.to_string_lossy().into_owned(),
            Self::Stdin => "-".to_owned(),
        }
    }

    /// The bytes of the photo; one more than `limit` at most, so that the engine can refuse them.
    pub fn read(&self, limit: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let read = match self {
            Self::File(path) => {
                File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
            }
            Self::Stdin => io::stdin().lock().take(most).read_to_end(&mut bytes),
            Self::Nowhere(_, failure) => return Err(failure.clone()),
        };
        read.map_err(|error| Failure::opening(&error))?;
        Ok(bytes)
    }
}

/// Whether the photos of a call are one or several: folders are several, whatever they hold.
pub fn several(paths: &[PathBuf]) -> bool {
    paths.len() > 1 || paths.iter().any(|path| path.is_dir())
}

/// Every photo that `paths` mean, in their order; folders are walked in the order of names.
pub fn expand(paths: &[PathBuf]) -> Vec<Photo> {
    paths.iter().flat_map(|path| of_path(path)).collect()
}

fn of_path(path: &Path) -> Vec<Photo> {
    if path == Path::new("-") {
        return vec![Photo::Stdin];
    }
    match fs::metadata(path) {
        Err(error) => vec![nowhere(path, &error)],
        Ok(kind) if kind.is_dir() => {
            let mut found = Vec::new();
            walk(path, &mut found);
            if found.is_empty() {
                found.push(Photo::Nowhere(path.to_owned(), Failure::no_pictures()));
            }
            found
        }
        Ok(_) => vec![Photo::File(path.to_owned())],
    }
}

fn nowhere(path: &Path, error: &io::Error) -> Photo {
    Photo::Nowhere(path.to_owned(), Failure::opening(error))
}

fn walk(folder: &Path, found: &mut Vec<Photo>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(nowhere(folder, &error)),
    };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // The entry's own type: links to folders are not followed, they may lead back here.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&path, found),
            Ok(_) if is_picture(&path) => found.push(Photo::File(path)),
            _ => {}
        }
    }
}

fn is_picture(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending)) && !path.is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_does_not_exist_is_told() {
        let photos = expand(&["/no/such/thing.jpg".into(), "-".into()]);
        let Photo::Nowhere(path, failure) = &photos[0] else {
            panic!("{photos:?}");
        };
        assert_eq!(path, Path::new("/no/such/thing.jpg"));
        assert_eq!((failure.kind, failure.stage), ("input", "open"));
        assert_eq!(photos[1], Photo::Stdin);
    }

    #[test]
    fn endings_decide_in_folders_without_case() {
        assert!(is_picture(Path::new("a/B.JPG")) && is_picture(Path::new("x.webp")));
        assert!(!is_picture(Path::new("a/jpg")) && !is_picture(Path::new("x.txt")));
    }
}
