//! The `documents` subcommand: which layouts are known.

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use engine::{Engine, KnownDocument};

use crate::Ending;
use crate::arguments::EngineArguments;

/// The arguments of `idocr documents`.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct DocumentsArguments {
    /// Something else than the list.
    #[command(subcommand)]
    verb: Option<Verb>,
    /// As JSON, with every field.
    #[arg(long)]
    json: bool,
    /// Where and how the engine runs.
    #[command(flatten)]
    engine: EngineArguments,
}

/// Something else than the list.
#[derive(Debug, Clone, Subcommand)]
enum Verb {
    /// Check a template, `<country>/<document>.toml`: what is wrong, with line and column.
    Check {
        /// The template.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Lists every known layout, or checks one.
pub fn run(arguments: &DocumentsArguments) -> Ending {
    if let Some(Verb::Check { file }) = &arguments.verb {
        return check(file);
    }
    let engine = match Engine::new(arguments.engine.options()) {
        Ok(engine) => engine,
        Err(error) => return Ending::without_engine(&error),
    };
    let documents = engine.documents();
    if !arguments.json {
        return Ending::Done.telling(table(&documents));
    }
    match serde_json::to_string_pretty(&documents) {
        Ok(json) => Ending::Done.telling(format!("{json}\n")),
        Err(error) => {
            eprintln!("idocr: the list cannot be written: {error}");
            Ending::SomeFailed
        }
    }
}

fn check(file: &std::path::Path) -> Ending {
    match KnownDocument::read(file) {
        Ok(document) => Ending::Done.telling(table(&[document])),
        Err(error) => {
            eprintln!("idocr: {}", error.message());
            Ending::SomeFailed
        }
    }
}

fn table(documents: &[KnownDocument]) -> String {
    let mut text = String::new();
    for document in documents {
        let country = document.country.as_deref().unwrap_or("any");
        let sides: Vec<String> = document
            .sides
            .iter()
            .map(|side| {
                let zone = if side.mrz { " + mrz" } else { "" };
                format!("{} ({} fields{zone})", side.side, side.fields.len())
            })
            .collect();
        let (id, title) = (&document.id, &document.title);
        let _ = writeln!(
            text,
            "{id:<28} {country:<4} {title:<44} {}",
            sides.join(", ")
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{FieldName, KnownSide};

    #[test]
    fn a_line_names_document_state_title_and_sides() {
        let document = KnownDocument {
            id: "uto/id-card".to_owned(),
            country: Some("UTO".to_owned()),
            kind: "id-card",
            title: "Identity card".to_owned(),
            sides: vec![KnownSide {
                side: "back",
                mrz: true,
                fields: vec![FieldName::Address],
            }],
        };
        let text = table(&[document]);
        assert!(
            text.starts_with("uto/id-card") && text.contains("UTO"),
            "{text}"
        );
        assert!(text.contains("back (1 fields + mrz)"), "{text}");
    }
}
