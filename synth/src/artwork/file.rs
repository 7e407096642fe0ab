//! Reads artwork files and tells their faults with file and line.

use super::Artwork;
use anyhow::{Context, Result, bail};
use std::sync::OnceLock;

/// Every artwork file of the crate: name without ending, text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/artworks.rs"));

/// Reads one artwork; errors name file, line and key.
pub fn parse(name: &str, text: &str) -> Result<Artwork> {
    let mut art: Artwork =
        toml::from_str(text).with_context(|| format!("synth/artwork/{name}.toml"))?;
    art.document = name.to_owned();
    if !crate::person::countries()?.contains_key(&art.country) {
        bail!(
            "synth/artwork/{name}.toml, line {}: country {:?} is not in synth/people.toml",
            line(text, "country"),
            art.country
        );
    }
    if art.sides().is_empty() {
        bail!("synth/artwork/{name}.toml: neither [front] nor [back]; write one");
    }
    for side in [&art.front, &art.back].into_iter().flatten() {
        let used = side
            .print
            .iter()
            .map(|p| &p.style)
            .chain(side.field.iter().map(|f| &f.style));
        let labels = side
            .field
            .iter()
            .filter(|f| !f.label.is_empty())
            .map(|f| &f.label_style);
        for style in used.chain(labels) {
            if !art.style.contains_key(style) {
                bail!(
                    "synth/artwork/{name}.toml, line {}: style {style:?} is not in [style]",
                    line(text, &format!("\"{style}\""))
                );
            }
        }
    }
    Ok(art)
}

pub(super) fn line(text: &str, word: &str) -> usize {
    text.lines()
        .position(|l| l.contains(word))
        .map_or(0, |n| n + 1)
}

/// Every artwork of the crate.
pub fn all() -> Result<&'static [Artwork]> {
    static READ: OnceLock<Vec<Artwork>> = OnceLock::new();
    if let Some(list) = READ.get() {
        return Ok(list);
    }
    let list = FILES
        .iter()
        .map(|(name, text)| parse(name, text))
        .collect::<Result<_>>()?;
    Ok(READ.get_or_init(|| list))
}
