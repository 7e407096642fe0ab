//! Reads identity documents from photographs, on the machine where it runs.

mod card;
mod crew;
mod document;
mod error;
mod geometry;
mod limits;
mod model;
mod name;
mod ort;
mod photo;
mod read;
mod text;
mod trace;
mod warp;
mod zones;

pub use document::{
    Agreement, Barcode, Check, Dissent, Document, Field, FieldName, Mrz, Portrait, Quality, Repair,
    Scan, Side, Source, TextLine,
};
pub use error::{Error, ErrorKind, Stage};
pub use geometry::{Homography, Point, Quad};
pub use limits::Limits;
pub use trace::{Picture, Trace, TracedCard, TracedLine, TracedPatch};

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
    /// A folder with a `manifest.toml` and the models it lists, instead of the built-in ones.
    pub models: Option<PathBuf>,
    /// Folders of further templates.
    pub templates: Vec<PathBuf>,
    /// The day against which two-digit years are resolved, `YYYY-MM-DD`; today when absent.
    pub today: Option<String>,
}

/// Reads documents; built once and shared by threads.
#[derive(Debug)]
pub struct Engine {
    options: Options,
}

impl Engine {
    /// Loads the runtime, the models and the templates.
    ///
    /// # Errors
    /// [`ErrorKind::Runtime`] when the library or the device cannot be had, [`ErrorKind::Model`] when a
    /// model or a template is missing or damaged, [`ErrorKind::Input`] when an option makes no sense.
    pub fn new(options: Options) -> Result<Self, Error> {
        Ok(Self { options })
    }

    /// Reads every document in a picture: JPEG, PNG, WebP, BMP, TIFF or GIF.
    ///
    /// # Errors
    /// A picture that cannot be decoded or is too large; finding nothing is no error.
    pub fn scan(&self, bytes: &[u8]) -> Result<Scan, Error> {
        self.trace(bytes).map(|trace| trace.scan)
    }

    /// Reads a picture and returns everything that was seen on the way.
    ///
    /// # Errors
    /// As [`Engine::scan`].
    pub fn trace(&self, bytes: &[u8]) -> Result<Trace, Error> {
        let _ = (bytes, &self.options);
        Err(Error::new(
            ErrorKind::Model,
            Stage::Start,
            "the stages are not built yet",
        ))
    }

    /// What this engine runs on.
    pub fn health(&self) -> Health {
        Health::default()
    }
}

/// What an engine runs on, for `idocr doctor`.
#[derive(Debug, Clone, Default)]
pub struct Health {
    /// The ONNX Runtime library in use.
    pub library: PathBuf,
    /// Its version.
    pub version: String,
    /// `cpu` or `cuda:N`.
    pub provider: String,
    /// Threads in all.
    pub threads: usize,
    /// Sessions a model.
    pub sessions: usize,
    /// Each model in use.
    pub models: Vec<ModelHealth>,
    /// The number of templates.
    pub templates: usize,
}

/// A model in use.
#[derive(Debug, Clone, Default)]
pub struct ModelHealth {
    /// `card`, `text`, `mrz`, `latin` or `thai`.
    pub name: String,
    /// The size of its file.
    pub bytes: u64,
    /// The hash of its file.
    pub sha256: String,
    /// `built in`, or the file.
    pub source: String,
}
