//! Sides that nothing printed on them tells apart, by the folder's own `same.toml`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::truth::Truth;

/// The file beside the pictures.
const FILE: &str = "same.toml";
/// What may be said of a side that shows no print: nothing.
pub(super) const NOTHING: &str = "nothing";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ledger {
    same: Vec<Entry>,
}

/// One side and what it may rightly be taken for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The side that is drawn, such as `esp/dni-2021/back`.
    drawn: String,
    /// The side that it may be taken for, or `nothing`.
    read: String,
    /// Why a person could say no more.
    why: String,
}

/// Notes in the truths of `folder` what each side may be taken for.
///
/// # Errors
/// The file is damaged, gives no reason, or speaks of a side that no picture shows.
pub(super) fn note(folder: &Path, truths: &mut [Truth]) -> Result<()> {
    let file = folder.join(FILE);
    if !file.is_file() {
        return Ok(());
    }
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let ledger: Ledger =
        toml::from_str(&text).with_context(|| format!("reading {}", file.display()))?;
    for entry in ledger.same {
        let documents = truths.iter_mut().flat_map(|truth| &mut truth.documents);
        let mut shown = documents
            .filter(|document| document.label == entry.drawn)
            .peekable();
        if shown.peek().is_none() || entry.why.trim().is_empty() {
            bail!(
                "{}: {} needs a picture and a reason",
                file.display(),
                entry.drawn
            );
        }
        shown.for_each(|document| document.accepted.push(entry.read.clone()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::truth::{Class, TruthDocument};

    fn noted(text: &str) -> Result<Vec<String>> {
        let folder =
            std::env::temp_dir().join(format!("idocr-same-{}-{}", std::process::id(), text.len()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(FILE), text)?;
        let mut truths = [Truth {
            path: "a.jpg".into(),
            name: "a.jpg".to_owned(),
            class: Class::DrawnCard,
            group: "a".to_owned(),
            count: 1,
            documents: vec![TruthDocument {
                label: "esp/dni-2021/back".to_owned(),
                ..TruthDocument::default()
            }],
        }];
        let result = note(&folder, &mut truths);
        fs::remove_dir_all(&folder)?;
        result.map(|()| truths[0].documents[0].accepted.clone())
    }

    #[test]
    fn a_side_may_be_taken_for_its_like_with_a_reason() {
        let good = "[[same]]\ndrawn = \"esp/dni-2021/back\"\nread = \"esp/dni-2015/back\"\nwhy = \"alike\"\n";
        assert_eq!(noted(good).unwrap(), ["esp/dni-2015/back"]);
        let stale = good.replace("2021", "2022");
        assert!(
            noted(&stale)
                .unwrap_err()
                .to_string()
                .contains("esp/dni-2022/back")
        );
        assert!(noted(&good.replace("alike", " ")).is_err());
        assert!(noted(&good.replace("why", "because")).is_err());
    }
}
