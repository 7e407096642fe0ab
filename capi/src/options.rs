//! The engine's options from JSON.

use std::ffi::CStr;
use std::path::PathBuf;

use engine::{Device, Error, ErrorKind, Mode, Options, Stage};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The keys that `idocr_new` takes; all may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    device: Option<String>,
    fall_back: bool,
    threads: usize,
    throughput: bool,
    mrz_only: bool,
    document: Option<String>,
    today: Option<String>,
    runtime: Option<PathBuf>,
    models: Option<PathBuf>,
    templates: Vec<PathBuf>,
}

/// The options that `text` asks for.
pub fn read(text: &CStr) -> Result<Options, Error> {
    // An array would be taken for the fields in their order; the header promises names.
    let asked: Asked = serde_json::from_slice::<Map<String, Value>>(text.to_bytes())
        .and_then(|object| serde_json::from_value(object.into()))
        .map_err(|error| wrong(format!("the options are not understood: {error}")))?;
    let mode = match asked.throughput {
        true => Mode::Throughput,
        false => Mode::Latency,
    };
    Ok(Options {
        device: device(asked.device.as_deref().unwrap_or("cpu"))?,
        fall_back: asked.fall_back,
        threads: asked.threads,
        mode,
        mrz_only: asked.mrz_only,
        document: asked.document,
        today: asked.today,
        runtime: asked.runtime,
        models: asked.models,
        templates: asked.templates,
        ..Options::default()
    })
}

fn device(text: &str) -> Result<Device, Error> {
    let number = match text.split_once(':') {
        None if text == "cpu" => return Ok(Device::Cpu),
        None if text == "cuda" => Some(0),
        Some(("cuda", number)) => number.parse().ok(),
        _ => None,
    };
    let unknown = || {
        wrong(format!(
            "there is no device {text:?}; give cpu, cuda or cuda:N"
        ))
    };
    number.map(Device::Cuda).ok_or_else(unknown)
}

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Input, Stage::Start, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_slips_are_told() {
        let options =
            read(c"{\"device\": \"cuda:1\", \"threads\": 3, \"throughput\": true}").unwrap();
        assert_eq!((options.device, options.threads), (Device::Cuda(1), 3));
        assert_eq!(options.mode, Mode::Throughput);
        assert!(read(c"{}").is_ok());
        for wrong in [c"", c"[]", c"{\"thread\": 1}", c"{\"device\": \"gpu\"}"] {
            assert_eq!(read(wrong).unwrap_err().kind(), ErrorKind::Input);
        }
    }
}
