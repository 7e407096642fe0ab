//! What the stages know of a model: numbers in, numbers out.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Stage};

/// Numbers with a shape, row-major.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tensor {
    /// The length of each axis.
    pub(crate) shape: Vec<usize>,
    /// The product of `shape` numbers.
    pub(crate) data: Vec<f32>,
}

impl Tensor {
    /// Zeros of `shape`.
    pub(crate) fn zeros(shape: &[usize]) -> Self {
        Self {
            shape: shape.to_vec(),
            data: vec![0.0; shape.iter().product()],
        }
    }
}

/// A network; the tests bring one without weights.
pub(crate) trait Model: Send + Sync {
    /// The shape of its input `[n, channels, height, width]`; `None` where an axis is free.
    fn input(&self) -> [Option<usize>; 4];

    /// Every output for `input`, in the model's order.
    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, Error>;
}

/// A network that reads lines in one script.
pub(crate) struct Reader {
    /// `[n, 1, 32, w]` → log probabilities `[n, w / 4, classes]`.
    pub(crate) model: Box<dyn Model>,
    /// The characters of the classes after the blank.
    pub(crate) alphabet: Arc<[char]>,
    /// A line's width at the reader's height, as a share of its own aspect.
    pub(crate) squeeze: f32,
}

/// The networks of an engine.
pub(crate) struct Models {
    /// Finds documents in photos.
    pub(crate) card: Box<dyn Model>,
    /// Finds what stands on a card.
    pub(crate) text: Box<dyn Model>,
    /// Reads machine readable lines.
    pub(crate) mrz: Reader,
    /// Reads Latin print; absent when only machine readable zones are asked for.
    pub(crate) latin: Option<Reader>,
    /// Reads Thai print; absent like `latin`, or where it is not installed.
    pub(crate) thai: Option<Reader>,
}

/// Every model of an installation.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Manifest {
    /// A row a model.
    #[serde(rename = "model")]
    pub(crate) rows: Vec<Row>,
}

/// One model.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Row {
    /// `card`, `text`, `mrz`, `latin` or `thai`.
    pub(crate) name: String,
    /// The file beside the manifest.
    pub(crate) file: String,
    /// The hash of the file, hexadecimal.
    pub(crate) sha256: String,
    /// The size of the file.
    pub(crate) bytes: u64,
    /// The characters of a line reader's classes after the blank.
    #[serde(default)]
    pub(crate) alphabet: String,
    /// A line's width at the reader's height, as a share of its own aspect.
    #[serde(default = "natural")]
    pub(crate) squeeze: f32,
}

/// The aspect as it is.
fn natural() -> f32 {
    1.0
}

/// A manifest and the files that it lists.
pub(crate) struct Weights {
    manifest: Manifest,
    files: Files,
}

enum Files {
    BuiltIn,
    Folder(std::path::PathBuf),
}

/// Written by `build.rs`: `MANIFEST` and `FILES`, the latter name → bytes, or the reason for their lack.
mod built_in {
    include!(concat!(env!("OUT_DIR"), "/models.rs"));
}

impl Weights {
    /// The models in `folder`, or those that were built in.
    pub(crate) fn open(folder: Option<&Path>) -> Result<Self, Error> {
        let (text, files) = match folder {
            None => (built_in::MANIFEST.to_owned(), Files::BuiltIn),
            Some(folder) => {
                let path = folder.join("manifest.toml");
                let text = std::fs::read_to_string(&path).map_err(|error| {
                    damaged(format!("{} cannot be read: {error}", path.display()))
                })?;
                (text, Files::Folder(folder.to_owned()))
            }
        };
        let manifest = toml::from_str(&text)
            .map_err(|error| damaged(format!("the models' manifest is damaged: {error}")))?;
        Ok(Self { manifest, files })
    }

    /// The row of `name`.
    pub(crate) fn row(&self, name: &str) -> Result<&Row, Error> {
        let row = self.manifest.rows.iter().find(|row| row.name == name);
        row.ok_or_else(|| {
            damaged(format!(
                "no model {name:?} is listed; run `make models` and build again, or name a folder that has it"
            ))
        })
    }

    /// The bytes of a model; those of a folder are held against the manifest here, the others by the build.
    pub(crate) fn bytes(&self, row: &Row) -> Result<std::borrow::Cow<'static, [u8]>, Error> {
        match &self.files {
            Files::BuiltIn => {
                let found = built_in::FILES.iter().find(|(name, _)| *name == row.name);
                match found {
                    Some((_, Ok(bytes))) => Ok((*bytes).into()),
                    Some((_, Err(reason))) => Err(damaged(format!(
                        "the model {:?} is not built in: {reason}",
                        row.name
                    ))),
                    None => Err(damaged(format!("the model {:?} is not built in", row.name))),
                }
            }
            Files::Folder(folder) => {
                let path = folder.join(&row.file);
                let bytes = std::fs::read(&path).map_err(|error| {
                    damaged(format!("{} cannot be read: {error}", path.display()))
                })?;
                if bytes.len() as u64 != row.bytes || hash(&bytes) != row.sha256 {
                    return Err(damaged(format!(
                        "{} is not the file that its manifest describes; copy both again",
                        path.display()
                    )));
                }
                Ok(bytes.into())
            }
        }
    }

    /// Where a model comes from, for people.
    pub(crate) fn source(&self, row: &Row) -> String {
        match &self.files {
            Files::BuiltIn => "built in".to_owned(),
            Files::Folder(folder) => folder.join(&row.file).display().to_string(),
        }
    }
}

/// The SHA-256 of `bytes`, hexadecimal.
fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn damaged(message: String) -> Error {
    Error::new(ErrorKind::Model, Stage::Start, message)
}

/// The output at `at`, if its shape fits `expected` (0 where any length does).
pub(crate) fn output<'a>(
    outputs: &'a [Tensor],
    at: usize,
    expected: &[usize],
    stage: Stage,
) -> Result<&'a Tensor, Error> {
    let fits = |tensor: &&Tensor| {
        let same = |(is, wanted): (&usize, &usize)| *wanted == 0 || is == wanted;
        tensor.shape.len() == expected.len() && tensor.shape.iter().zip(expected).all(same)
    };
    outputs.get(at).filter(fits).ok_or_else(|| {
        let shapes: Vec<_> = outputs.iter().map(|tensor| &tensor.shape).collect();
        let message = format!(
            "output {at} should have the shape {expected:?} and the model gave {shapes:?}; \
             install the models that belong to this version"
        );
        Error::new(ErrorKind::Model, stage, message)
    })
}
