//! Reads identity documents from photographs, on the machine where it runs.

mod card;
mod document;
mod error;
mod geometry;
mod limits;
mod name;
mod photo;
mod read;
mod text;
mod zones;

pub use document::{
    Agreement, Barcode, Check, Dissent, Document, Field, FieldName, Mrz, Portrait, Quality, Repair,
    Scan, Side, Source, TextLine,
};
pub use error::{Error, ErrorKind, Stage};
pub use geometry::{Homography, Point, Quad};
pub use limits::Limits;

use std::path::PathBuf;

/// Where the models run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Device {
    /// The processor.
    #[default]
    Cpu,
    /// A CUDA device by number; needs the GPU build of ONNX Runtime.
    Cuda(u32),
}

/// How work is laid over the processor's cores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// One photo fast: one session a model, all threads.
    #[default]
    Latency,
    /// Many photos: a worker a thread, each with sessions of one thread.
    Throughput,
}

/// How to build an [`Engine`].
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The ONNX Runtime library; looked for when absent.
    pub runtime: Option<PathBuf>,
    /// Where the models run.
    pub device: Device,
    /// Whether to run on the processor, aloud, when `device` cannot be had.
    pub fall_back: bool,
    /// Threads in all; 0 means one a core.
    pub threads: usize,
    /// How work is laid over the threads.
    pub mode: Mode,
    /// What one photo may cost.
    pub limits: Limits,
    /// Read the machine readable zone alone and skip printed text.
    pub mrz_only: bool,
    /// Only this document is expected: a template id or its beginning, such as `deu/id-card`.
    pub document: Option<String>,
    /// Folders of further templates.
    pub templates: Vec<PathBuf>,
    /// The day against which two-digit years are resolved, `YYYY-MM-DD`; today when absent.
    pub today: Option<String>,
}
