//! The `doctor` subcommand: what the engine runs on, and what is missing.

use std::fmt::Write;

use engine::{Engine, Health};
use serde_json::{Value, json};

use crate::Ending;
use crate::arguments::DoctorArguments;

/// Builds an engine and tells what it runs on.
pub fn run(arguments: &DoctorArguments) -> Ending {
    let engine = Engine::new(arguments.engine.options());
    let told = engine.as_ref().map(Engine::health);
    let ending = match told {
        Ok(_) => Ending::Done,
        Err(error) => {
            eprintln!("idocr: {error}");
            Ending::NoEngine
        }
    };
    match arguments.json {
        true => ending.telling(format!("{:#}\n", as_json(told))),
        false => ending.telling(as_text(told)),
    }
}

fn as_text(told: Result<&Health, &engine::Error>) -> String {
    let mut text = format!("idocr         {}\n", env!("CARGO_PKG_VERSION"));
    let health = match told {
        Ok(health) => health,
        Err(error) => {
            let _ = writeln!(text, "missing       {}", error.message());
            return text;
        }
    };
    let _ = writeln!(text, "onnx runtime  {}", health.version);
    let _ = writeln!(text, "              {}", health.library.display());
    let _ = writeln!(text, "device        {}", health.provider);
    let (threads, sessions) = (health.threads, health.sessions);
    let _ = writeln!(
        text,
        "threads       {threads} ({sessions} sessions a model)"
    );
    for (model, title) in health
        .models
        .iter()
        .zip(std::iter::once("models").chain(std::iter::repeat("")))
    {
        let kib = model.bytes / 1024;
        let hash = model.sha256.get(..12).unwrap_or(&model.sha256);
        let _ = writeln!(
            text,
            "{title:<14}{:<6} {kib:>6} KiB  {hash}  {}",
            model.name, model.source
        );
    }
    if health.models.is_empty() {
        let _ = writeln!(text, "models        none");
    }
    let _ = writeln!(text, "documents     {}", health.templates);
    text
}

fn as_json(told: Result<&Health, &engine::Error>) -> Value {
    let version = env!("CARGO_PKG_VERSION");
    match told {
        Ok(health) => json!({
            "version": version,
            "library": health.library,
            "runtime": health.version,
            "device": health.provider,
            "threads": health.threads,
            "sessions": health.sessions,
            "models": health.models.iter().map(|model| json!({
                "name": model.name, "bytes": model.bytes, "sha256": model.sha256, "source": model.source,
            })).collect::<Vec<_>>(),
            "documents": health.templates,
            "error": null,
        }),
        Err(error) => json!({
            "version": version,
            "error": {
                "kind": error.kind().as_str(), "stage": error.stage().as_str(), "message": error.message(),
            },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{ErrorKind, ModelHealth, Stage};

    #[test]
    fn what_runs_and_what_is_missing_is_told() {
        let health = Health {
            version: "1.2.3".to_owned(),
            models: vec![ModelHealth {
                name: "mrz".to_owned(),
                bytes: 2048,
                ..ModelHealth::default()
            }],
            ..Health::default()
        };
        let text = as_text(Ok(&health));
        assert!(
            text.contains("1.2.3") && text.contains("mrz         2 KiB"),
            "{text}"
        );
        let error = engine::Error::new(ErrorKind::Runtime, Stage::Start, "run `make runtime`");
        assert!(as_text(Err(&error)).contains("missing       run `make runtime`"));
        assert_eq!(as_json(Err(&error))["error"]["kind"], "runtime");
    }
}
