//! Why a photo could not be processed, in the command's own words.

use std::fmt;
use std::io;
use std::path::Path;

use serde::Serialize;

/// The `error` of a photo's object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Whose fault: `input`, `limit`, `model` or `runtime`.
    pub kind: &'static str,
    /// Where: a stage of the engine, or `open`, `annotate`, `crops`.
    pub stage: &'static str,
    /// What happened and what to do.
    pub message: String,
}

impl Failure {
    /// A path that cannot be read.
    pub fn opening(error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
            io::ErrorKind::PermissionDenied => {
                "no permission to read this; change its permissions or run as its owner".to_owned()
            }
            _ => format!("cannot be read: {error}"),
        };
        Self {
            kind: "input",
            stage: "open",
            message,
        }
    }

    /// A folder in which no file has the name of a picture.
    pub fn no_pictures() -> Self {
        Self {
            kind: "input",
            stage: "open",
            message: format!(
                "no pictures in this folder; looked for {}",
                crate::photos::ENDINGS.join(", ")
            ),
        }
    }

    /// A drawing or crop that cannot be written; the reading itself stands.
    pub fn writing(stage: &'static str, path: &Path, error: &io::Error) -> Self {
        let advice = match error.kind() {
            io::ErrorKind::StorageFull => "free some space or give another folder",
            io::ErrorKind::PermissionDenied => "give a folder that can be written",
            _ => "check the folder",
        };
        Self {
            kind: "runtime",
            stage,
            message: format!("{} cannot be written: {error}; {advice}", path.display()),
        }
    }

    /// A photo on which the engine broke down.
    pub fn panicked() -> Self {
        Self {
            kind: "runtime",
            stage: "scan",
            message:
                "the engine broke down on this photo; please report it, with the message above"
                    .to_owned(),
        }
    }
}

impl From<&engine::Error> for Failure {
    fn from(error: &engine::Error) -> Self {
        Self {
            kind: error.kind().as_str(),
            stage: error.stage().as_str(),
            message: error.message().to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} error in {}: {}", self.kind, self.stage, self.message)
    }
}
