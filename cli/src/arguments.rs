//! What the command can be asked.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};

use crate::dialect::Asked;
use crate::documents::DocumentsArguments;
use crate::serve::ServeArguments;
use crate::zone::ZoneCommand;

/// Reads identity documents from photographs, on this machine.
#[derive(Debug, Parser)]
#[command(name = "idocr", version, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read every document in photos.
    Scan(ScanArguments),
    /// Parse, make and check machine readable zones, without a picture.
    #[command(subcommand)]
    Mrz(ZoneCommand),
    /// Answer as the services whose dialects it speaks, over HTTP on this machine.
    Serve(ServeArguments),
    /// List every document whose layout is known, or check the template of one.
    Documents(DocumentsArguments),
    /// Tell which library, device, models and threads are in use, and what is missing.
    Doctor(DoctorArguments),
}

/// Where the models are and where they run.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Engine")]
pub struct EngineArguments {
    /// Where the models run: cpu, cuda or cuda:N.
    #[arg(long, default_value = "cpu", value_name = "DEVICE")]
    pub device: DeviceArgument,
    /// Run on the processor, and say so, when the device cannot be had.
    #[arg(long)]
    pub fall_back: bool,
    /// Threads; one a core when absent.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub threads: usize,
    /// The ONNX Runtime library; looked for when absent.
    #[arg(long, value_name = "FILE")]
    pub runtime: Option<PathBuf>,
    /// A folder with a manifest.toml and models, instead of the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub models: Option<PathBuf>,
    /// A folder of further templates; may be given again.
    #[arg(long, value_name = "DIR")]
    pub templates: Vec<PathBuf>,
}

/// The arguments of `idocr doctor`.
#[derive(Debug, Clone, Args)]
pub struct DoctorArguments {
    /// As JSON.
    #[arg(long)]
    pub json: bool,
    /// Where and how the engine runs.
    #[command(flatten)]
    pub engine: EngineArguments,
}

/// The arguments of `idocr scan`.
#[derive(Debug, Clone, Args)]
pub struct ScanArguments {
    /// Photos, folders of photos, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The back of the one document whose front is PATH: one result for both.
    #[arg(long, value_name = "FILE")]
    pub back: Option<PathBuf>,
    /// Expect this document only: an id of `idocr documents`, or how it begins.
    #[arg(long, value_name = "ID")]
    pub document: Option<String>,
    /// Read the machine readable zone alone: faster.
    #[arg(long)]
    pub mrz_only: bool,
    /// The day against which two-digit years are resolved, YYYY-MM-DD; today when absent.
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    /// One JSON object for one photo, an array for several.
    #[arg(long, group = "format", help_heading = "Output")]
    pub json: bool,
    /// One JSON object a line, as each photo is done, in the order given.
    #[arg(long, group = "format", help_heading = "Output")]
    pub jsonl: bool,
    /// One row a document, one column a field.
    #[arg(long, group = "format", help_heading = "Output")]
    pub csv: bool,
    /// In another service's words: chekin, videosdk, verifik-v3:CC, speedin:de_ocr …; a body a photo.
    #[arg(
        long = "as",
        value_name = "DIALECT",
        group = "format",
        help_heading = "Output"
    )]
    pub dialect: Option<Asked>,
    /// Draw what was found on each photo, into this folder.
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub annotate: Option<PathBuf>,
    /// Cut out each document and portrait, into this folder.
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub crops: Option<PathBuf>,
    /// Tell what the engine saw on the way.
    #[arg(long, conflicts_with = "csv", help_heading = "Output")]
    pub trace: bool,
    /// Where and how the engine runs.
    #[command(flatten)]
    pub engine: EngineArguments,
    /// What one photo may cost.
    #[command(flatten)]
    pub limits: LimitArguments,
}

/// What one photo may cost.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArguments {
    /// Bytes of a picture's file.
    #[arg(long, value_name = "N", default_value_t = engine::Limits::default().bytes)]
    pub max_bytes: usize,
    /// Pixels of a picture.
    #[arg(long, value_name = "N", default_value_t = engine::Limits::default().pixels)]
    pub max_pixels: u64,
    /// Pixels of a picture's longer side.
    #[arg(long, value_name = "N", default_value_t = engine::Limits::default().side)]
    pub max_side: u32,
}

impl LimitArguments {
    /// The engine's limits.
    pub fn limits(&self) -> engine::Limits {
        engine::Limits {
            bytes: self.max_bytes,
            pixels: self.max_pixels,
            side: self.max_side,
            ..engine::Limits::default()
        }
    }
}

impl EngineArguments {
    /// The engine's options, for one photo at a time.
    pub fn options(&self) -> engine::Options {
        engine::Options {
            runtime: self.runtime.clone(),
            device: self.device.0,
            fall_back: self.fall_back,
            threads: self.threads,
            models: self.models.clone(),
            templates: self.templates.clone(),
            ..engine::Options::default()
        }
    }
}

/// A device as it is written on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceArgument(pub engine::Device);

impl FromStr for DeviceArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = match text.split_once(':') {
            None if text == "cpu" => return Ok(Self(engine::Device::Cpu)),
            None if text == "cuda" => Some(0),
            Some(("cuda", number)) => number.parse().ok(),
            _ => None,
        };
        number
            .map(|number| Self(engine::Device::Cuda(number)))
            .ok_or_else(|| "expected cpu, cuda or cuda:N".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn devices_are_cpu_and_cuda_by_number() {
        let parse = |text: &str| text.parse::<DeviceArgument>().map(|d| d.0);
        assert_eq!(parse("cpu"), Ok(engine::Device::Cpu));
        assert_eq!(parse("cuda"), Ok(engine::Device::Cuda(0)));
        assert_eq!(parse("cuda:2"), Ok(engine::Device::Cuda(2)));
        for wrong in ["", "gpu", "cuda:", "cuda:x", "cpu:0"] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
