//! What an engine is made of: the day, the templates and the models that the options name.

use mrz::Day;

use crate::crew::Crew;
use crate::error::{Error, ErrorKind, Stage};
use crate::model::{Models, Reader, Weights};
use crate::options::{ModelHealth, Options};
use crate::ort::Runtime;
use crate::template::Fault;
use crate::templates::Templates;

// Written by `build.rs`.
include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// Refuses a day that is none.
pub(super) fn check_today(options: &Options) -> Result<(), Error> {
    match &options.today {
        Some(text) if Day::from_iso(text).is_none() => {
            let why = format!("today is {text:?}, which is no day; write it as 2026-11-30");
            Err(Error::new(ErrorKind::Input, Stage::Start, why))
        }
        _ => Ok(()),
    }
}

/// The built-in templates.
pub(crate) fn built_in() -> Result<Templates, Fault> {
    Templates::parse(TEMPLATES.iter().copied())
}

/// The built-in templates and those of the caller's folders.
pub(super) fn templates(options: &Options) -> Result<Templates, Error> {
    let broken = |fault: Fault| {
        Error::new(
            ErrorKind::Model,
            Stage::Start,
            format!("a template is damaged: {fault}"),
        )
    };
    let mut templates = built_in().map_err(broken)?;
    for folder in &options.templates {
        templates.add_folder(folder).map_err(broken)?;
    }
    Ok(templates)
}

/// The models that the options ask for.
pub(super) fn load(
    options: &Options,
    runtime: &Runtime,
    crew: &Crew,
) -> Result<(Models, Vec<ModelHealth>), Error> {
    let weights = Weights::open(options.models.as_deref())?;
    let mut rows = Vec::new();
    let mut model = |name: &str, stage: Stage, sessions| -> Result<_, Error> {
        let row = weights.row(name)?;
        let bytes = weights.bytes(row)?;
        rows.push(ModelHealth {
            name: row.name.clone(),
            bytes: row.bytes,
            sha256: row.sha256.clone(),
            source: weights.source(row),
        });
        let model = runtime.model(&bytes, stage, sessions)?;
        Ok((model, row.alphabet.chars().collect(), row.squeeze))
    };
    let mut reader = |name: &str| -> Result<Reader, Error> {
        let (model, alphabet, squeeze) = model(name, Stage::Read, crew.readers())?;
        Ok(Reader {
            model: Box::new(model),
            alphabet,
            squeeze,
        })
    };
    let mrz = reader("mrz")?;
    let print = !options.mrz_only;
    let latin = print.then(|| reader("latin")).transpose()?;
    let thai = print.then(|| reader("thai")).and_then(Result::ok);
    let card = Box::new(model("card", Stage::Card, crew.sessions())?.0);
    let text = Box::new(model("text", Stage::Text, crew.sessions())?.0);
    let models = Models {
        card,
        text,
        mrz,
        latin,
        thai,
    };
    Ok((models, rows))
}
