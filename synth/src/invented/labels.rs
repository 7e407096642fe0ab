//! The words of `labels.toml`, by language.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const LABELS: &str = include_str!("../../labels.toml");

/// Languages that only the test world prints.
pub(super) const HELD_OUT: [&str; 7] = ["it", "cs", "lt", "mt", "el", "ja", "ka"];

type Words = BTreeMap<String, Vec<String>>;

pub(super) fn words() -> Result<&'static Words> {
    static READ: OnceLock<Words> = OnceLock::new();
    if let Some(list) = READ.get() {
        return Ok(list);
    }
    let rows: BTreeMap<String, String> =
        toml::from_str(LABELS).context("synth/labels.toml does not parse")?;
    let cut = |row: String| row.split(';').map(str::to_owned).collect();
    Ok(READ.get_or_init(|| rows.into_iter().map(|(k, v)| (k, cut(v))).collect()))
}
