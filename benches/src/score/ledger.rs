//! What each folder of `testdata/` must at least give, and what it may at most get wrong.
//!
//! Not pass or fail a picture: some are hard, and a change that wins ten and loses one is no fault. But nothing may
//! slip away unseen, and what is told and wrong counts apart from what is not told.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::measure::Outcome;

/// A row a folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger(BTreeMap<String, Row>);

/// One folder's counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Documents of the right kind and side: at least so many.
    documents: usize,
    /// Machine readable zones, every line exact: at least so many.
    zones: usize,
    /// Fields, exact: at least so many.
    fields: usize,
    /// Fields told and wrong: at most so many.
    wrong: usize,
}

/// Processors round differently, and a borderline letter falls to either side: so much is left of what was measured.
const SLACK: f64 = 0.85;
/// And so many more fields of a folder may be wrong.
const MORE_WRONG: usize = 2;

impl Ledger {
    /// What was measured.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        for outcome in outcomes {
            let folder = outcome
                .name
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            rows.entry(folder.to_owned()).or_default().add(outcome);
        }
        Self(rows)
    }

    /// What is promised after this measurement.
    pub fn promised(mut self) -> Self {
        let at_least = |count: usize| (count as f64 * SLACK) as usize;
        for row in self.0.values_mut() {
            row.documents = at_least(row.documents);
            row.zones = at_least(row.zones);
            row.fields = at_least(row.fields);
            row.wrong += MORE_WRONG;
        }
        self
    }

    /// The promises in a file.
    ///
    /// # Errors
    /// The file cannot be read or has another form.
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file);
        let text = text.with_context(|| format!("reading {}", file.display()))?;
        toml::from_str(&text).with_context(|| format!("reading {}", file.display()))
    }

    /// What a measurement breaks of these promises, a sentence each; folders without a row and rows without a
    /// folder are broken promises too.
    pub fn broken_by(&self, measured: &Self) -> Vec<String> {
        let missing = self
            .0
            .keys()
            .filter(|folder| !measured.0.contains_key(*folder));
        let missing = missing.map(|folder| format!("{folder}: has a row and no pictures"));
        let broken = measured.0.iter().flat_map(|(folder, row)| {
            let faults = self.0.get(folder).map(|promise| promise.broken_by(row));
            let faults = faults.unwrap_or_else(|| vec!["has pictures and no row".to_owned()]);
            faults
                .into_iter()
                .map(move |fault| format!("{folder}: {fault}"))
        });
        missing.chain(broken).collect()
    }
}

impl Row {
    fn add(&mut self, outcome: &Outcome) {
        for document in &outcome.documents {
            self.documents += usize::from(document.right == Some(true));
            self.zones += usize::from(document.mrz.as_ref().is_some_and(|zone| zone.exact));
            self.fields += document.fields.iter().filter(|field| field.exact).count();
            let wrong = document
                .fields
                .iter()
                .filter(|field| !field.exact && field.read.is_some());
            self.wrong += wrong.count();
        }
    }

    fn broken_by(&self, measured: &Self) -> Vec<String> {
        let least = [
            ("documents", self.documents, measured.documents),
            ("zones", self.zones, measured.zones),
            ("fields", self.fields, measured.fields),
        ];
        let few = least
            .into_iter()
            .filter(|(_, promised, got)| got < promised);
        let mut faults: Vec<String> = few
            .map(|(what, promised, got)| format!("{got} {what} right, {promised} promised"))
            .collect();
        if measured.wrong > self.wrong {
            faults.push(format!(
                "{} fields told wrong, {} at most promised",
                measured.wrong, self.wrong
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(text: &str) -> Ledger {
        toml::from_str(text).expect("a ledger")
    }

    #[test]
    fn what_slips_away_or_is_told_wrong_breaks_a_promise() {
        let promised = ledger("[\"deu/card\"]\ndocuments = 2\nzones = 1\nfields = 9\nwrong = 1\n");
        let measured = |fields, wrong| {
            ledger(&format!(
                "[\"deu/card\"]\ndocuments = 2\nzones = 1\nfields = {fields}\nwrong = {wrong}\n"
            ))
        };
        assert!(promised.broken_by(&measured(9, 1)).is_empty());
        assert_eq!(
            promised.broken_by(&measured(8, 1)),
            ["deu/card: 8 fields right, 9 promised"]
        );
        assert_eq!(
            promised.broken_by(&measured(9, 2)),
            ["deu/card: 2 fields told wrong, 1 at most promised"]
        );
        assert_eq!(
            promised.broken_by(&Ledger::default()),
            ["deu/card: has a row and no pictures"]
        );
        assert_eq!(
            Ledger::default().broken_by(&promised),
            ["deu/card: has pictures and no row"]
        );
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let text = "[\"deu/card\"]\ndocuments = 2\nzones = 1\nfields = 9\nwrong = 1\nmisread = 0\n";
        assert!(toml::from_str::<Ledger>(text).is_err());
    }
}
