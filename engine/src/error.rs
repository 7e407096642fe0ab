//! What went wrong, whose fault it is and what to do.

use std::fmt;

/// Whose fault a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The picture or the request is not usable; another picture helps.
    Input,
    /// The picture is larger than [`Limits`](crate::Limits) allow; a smaller one, or other limits, help.
    Limit,
    /// A model or a template is missing, damaged or gave nonsense; a new installation helps.
    Model,
    /// The ONNX Runtime library or a device is missing or failed; `idocr doctor` tells more.
    Runtime,
}

impl ErrorKind {
    /// The word used in JSON: `input`, `limit`, `model` or `runtime`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Limit => "limit",
            Self::Model => "model",
            Self::Runtime => "runtime",
        }
    }
}

/// The stage of the pipeline that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Building the engine.
    Start,
    /// Bytes to pixels.
    Decode,
    /// Finding and flattening the card.
    Card,
    /// Finding text on the card.
    Text,
    /// Reading lines.
    Read,
    /// Machine readable zone and barcodes.
    Zones,
    /// Choosing the template.
    Layout,
}

impl Stage {
    /// The word used in JSON, the same as in `timings_ms`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Decode => "decode",
            Self::Card => "card",
            Self::Text => "text",
            Self::Read => "read",
            Self::Zones => "zones",
            Self::Layout => "layout",
        }
    }
}

/// A photo that could not be processed, or an engine that could not be built.
///
/// Finding nothing is not an error, and neither is a failed check: both are values of a
/// [`Scan`](crate::Scan).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    stage: Stage,
    message: String,
}

impl Error {
    /// An error of `kind` in `stage`; `message` says what happened and what to do.
    pub fn new(kind: ErrorKind, stage: Stage, message: impl Into<String>) -> Self {
        Self {
            kind,
            stage,
            message: message.into(),
        }
    }

    /// Whose fault it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Where it happened.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// What happened and what to do.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} error in {}: {}",
            self.kind.as_str(),
            self.stage.as_str(),
            self.message
        )
    }
}

impl std::error::Error for Error {}
