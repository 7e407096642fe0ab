//! How an engine is built, and what it runs on once it is.

use std::path::PathBuf;

use crate::limits::Limits;

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

/// How to build an [`Engine`](crate::Engine).
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

/// What an engine runs on, for `idocr doctor`.
#[derive(Debug, Clone, Default)]
pub struct Health {
    /// The ONNX Runtime library in use.
    pub library: PathBuf,
    /// Its version and build.
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
