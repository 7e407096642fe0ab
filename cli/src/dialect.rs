//! A photo's result in another service's words.

use std::time::{SystemTime, UNIX_EPOCH};

use engine::Scan;
use server::{Ask, Dialect, Picture, Refusal, Stamp};

use crate::failure::Failure;
use crate::report::Report;

/// A dialect, and what is asked in it.
#[derive(Debug, Clone)]
pub struct Asked {
    dialect: &'static Dialect,
    code: String,
}

impl std::str::FromStr for Asked {
    type Err = String;

    /// `chekin`, or with the service's own word for what is asked `verifik-v3:CC`, `speedin:de_ocr`; without
    /// it whatever the photo shows is answered.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, code) = text.split_once(':').unwrap_or((text, ""));
        let Some(dialect) = server::dialects::named(name) else {
            let known = server::dialects::ALL.map(|dialect| dialect.name);
            return Err(format!(
                "there is no dialect {name:?}; there are {}",
                known.join(", ")
            ));
        };
        if !code.is_empty() && !dialect.codes.contains(&code) {
            return Err(match dialect.codes {
                [] => format!("{name} has no codes; write --as {name}"),
                codes => format!("{name} has no code {code:?}; it has {}", codes.join(", ")),
            });
        }
        let code = code.to_owned();
        Ok(Self { dialect, code })
    }
}

impl Asked {
    /// The body that the service would have sent.
    pub fn body(&self, report: &Report) -> serde_json::Value {
        let front = report.scan.iter().cloned();
        let scans: Vec<Scan> = front
            .chain(report.back.iter().map(|back| back.scan.clone()))
            .collect();
        if let (Some(failure), true) = (&report.failure, scans.is_empty()) {
            return (self.dialect.refuse)(&refusal(failure)).body;
        }
        let ask = Ask::Scan {
            // The encoders look at the scans; the pictures are not read again.
            pictures: scans.iter().map(|_| Picture::Bytes(Vec::new())).collect(),
            document: None,
            code: self.code.clone(),
        };
        (self.dialect.encode)(&ask, &scans, &stamp()).body
    }
}

fn refusal(failure: &Failure) -> Refusal {
    let message = failure.message.clone();
    match failure.kind {
        "input" => Refusal::NotAPicture(message),
        "limit" => Refusal::TooLarge(message),
        _ => Refusal::Failed(message),
    }
}

/// Now, with fresh randomness for ids; without a source of it ids are told apart by the time alone.
fn stamp() -> Stamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let milliseconds = since.map_or(0, |since| since.as_millis());
    let mut random = [0; 13];
    let _ = getrandom::fill(&mut random);
    Stamp {
        unix_ms: u64::try_from(milliseconds).unwrap_or(u64::MAX),
        random,
        client: [0; 12],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_named_with_a_code_or_without() {
        let asked: Asked = "verifik-v3:PA".parse().unwrap();
        assert_eq!(
            (asked.dialect.name, asked.code.as_str()),
            ("verifik-v3", "PA")
        );
        let error = "chekkin".parse::<Asked>().unwrap_err();
        assert!(error.contains("chekin"), "{error}");
        let error = "verifik-v3:XX".parse::<Asked>().unwrap_err();
        assert!(error.contains("CCVE"), "{error}");
        assert!("chekin:CC".parse::<Asked>().is_err());
    }

    #[test]
    fn every_dialect_answers_an_empty_scan_and_a_bad_picture() {
        for dialect in server::dialects::ALL {
            let asked: Asked = dialect.name.parse().unwrap();
            let nothing = Report {
                scan: Some(Scan::default()),
                ..Report::default()
            };
            assert!(asked.body(&nothing).is_object(), "{}", dialect.name);
            let bad = Report {
                failure: Some(Failure::no_pictures()),
                ..Report::default()
            };
            assert!(asked.body(&bad).is_object(), "{}", dialect.name);
        }
    }
}
