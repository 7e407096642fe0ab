//! What came of one photo.

use std::path::PathBuf;

use engine::{Scan, Trace};

use crate::failure::Failure;

/// What came of one photo.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The photo, as it was given.
    pub file: String,
    /// What was read.
    pub scan: Option<Scan>,
    /// What was read on the back, when one was given.
    pub back: Option<Back>,
    /// What the engine saw on the way, pixels dropped; when asked for.
    pub trace: Option<Trace>,
    /// Drawings and crops that were written.
    pub written: Vec<PathBuf>,
    /// What could not be done.
    pub failure: Option<Failure>,
}

/// What came of the back's photo.
#[derive(Debug, Clone)]
pub struct Back {
    /// The photo, as it was given.
    pub file: String,
    /// What was read.
    pub scan: Scan,
}
