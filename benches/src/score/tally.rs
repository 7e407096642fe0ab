//! Sums over pictures, each with its denominator.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::measure::{DocumentOutcome, Outcome};
use super::misses::Miss;
use super::truth::Class;

/// How many of how many; parts of a group make it fractional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Ratio {
    /// How many.
    pub hit: f64,
    /// Of how many.
    pub of: f64,
}

impl Ratio {
    /// Counts one more.
    pub fn count(&mut self, hit: bool) {
        self.add(f64::from(u8::from(hit)), 1.0);
    }

    fn add(&mut self, hit: f64, of: f64) {
        self.hit += hit;
        self.of += of;
    }

    /// In hundredths; `None` without a denominator.
    pub fn percent(&self) -> Option<f64> {
        (self.of > 0.0).then(|| 100.0 * self.hit / self.of)
    }
}

/// A folder's score.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Score {
    /// One a class of pictures; classes without pictures are absent.
    pub sections: BTreeMap<&'static str, Section>,
    /// Every machine readable zone that was vouched for and is not the truth.
    pub false_accepts: Vec<FalseAccept>,
    /// Everything lost, picture by picture.
    pub misses: Vec<Miss>,
    /// What could not be scored because its denominator is nought.
    pub unscored: Vec<String>,
}

/// A machine readable zone that was vouched for and is not the truth.
#[derive(Debug, Clone, Serialize)]
pub struct FalseAccept {
    /// The picture.
    pub file: String,
    /// What was vouched for.
    pub lines: Vec<String>,
}

/// The score of one class of pictures.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Section {
    /// How many pictures.
    pub pictures: usize,
    /// The measures, by name, in the order of the table.
    pub measures: Vec<(&'static str, Ratio)>,
    /// Fields exact, by field.
    pub fields: BTreeMap<String, Ratio>,
    /// Fields exact, by document.
    pub documents: BTreeMap<String, Ratio>,
    /// Milliseconds a photo: mean, median, 90th percentile, worst.
    pub milliseconds: Milliseconds,
    /// Mean milliseconds by stage.
    pub stages_ms: BTreeMap<String, f64>,
}

/// Milliseconds a photo.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Milliseconds {
    /// The mean.
    pub mean: f64,
    /// The median.
    pub median: f64,
    /// Nine of ten photos take less.
    pub ninetieth: f64,
    /// The slowest.
    pub worst: f64,
}

/// Sums `outcomes` by class.
pub fn tally(outcomes: &[Outcome]) -> Score {
    let mut score = Score::default();
    for class in Class::ALL {
        let of_class: Vec<&Outcome> = outcomes.iter().filter(|o| o.class == class).collect();
        if of_class.is_empty() {
            continue;
        }
        let section = section(class, &of_class);
        let nought = section.measures.iter().filter(|(_, r)| r.of == 0.0);
        let nought = nought.filter(|(name, _)| required(class, name));
        score
            .unscored
            .extend(nought.map(|(name, _)| format!("{}: {name}", class.as_str())));
        score.sections.insert(class.as_str(), section);
    }
    if !score.sections.contains_key(Class::Negative.as_str()) {
        score.unscored.push("no negative picture".to_owned());
    }
    if score
        .sections
        .keys()
        .all(|k| *k == Class::Negative.as_str())
    {
        score.unscored.push("no picture of a document".to_owned());
    }
    for outcome in outcomes {
        let lines = outcome.false_accepts.iter().cloned();
        score.false_accepts.extend(lines.map(|lines| FalseAccept {
            file: outcome.name.clone(),
            lines,
        }));
        score.misses.extend(outcome.misses.iter().cloned());
    }
    score
}

/// Templates and corners are known for drawn pictures alone, and nobody vouched for is no gap.
fn required(class: Class, measure: &str) -> bool {
    match measure {
        RIGHT | OVERLAP | UPRIGHT => class == Class::DrawnPhoto,
        LIES => false,
        _ => true,
    }
}

const RIGHT: &str = "document and side right";
const OVERLAP: &str = "corners: overlap of 0.9 and more";
const UPRIGHT: &str = "corners in reading order";
const LIES: &str = "FALSE ACCEPTS of those vouched for";

fn section(class: Class, outcomes: &[&Outcome]) -> Section {
    let documents: Vec<&DocumentOutcome> = outcomes.iter().flat_map(|o| &o.documents).collect();
    let mut section = Section {
        pictures: outcomes.len(),
        measures: match class {
            Class::Negative => negative_measures(outcomes),
            _ => [
                found_measures(outcomes),
                mrz_measures(outcomes),
                print_measures(&documents),
            ]
            .concat(),
        },
        ..Section::default()
    };
    for document in documents {
        for field in &document.fields {
            let by_field = section.fields.entry(field.field.clone()).or_default();
            by_field.count(field.exact);
            let by_document = section.documents.entry(document.label.clone()).or_default();
            by_document.count(field.exact);
        }
    }
    time(&mut section, outcomes);
    section
}

fn ratio(hits: impl IntoIterator<Item = bool>) -> Ratio {
    hits.into_iter().fold(Ratio::default(), |mut sum, hit| {
        sum.count(hit);
        sum
    })
}

fn processed(outcomes: &[&Outcome]) -> (&'static str, Ratio) {
    let processed = outcomes.iter().map(|o| o.failure.is_none());
    ("pictures processed", ratio(processed))
}

fn lies(outcomes: &[&Outcome]) -> (&'static str, Ratio) {
    let sum = outcomes.iter().fold(Ratio::default(), |mut sum, o| {
        sum.add(count(o.false_accepts.len()), count(o.accepted));
        sum
    });
    (LIES, sum)
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn negative_measures(outcomes: &[&Outcome]) -> Vec<(&'static str, Ratio)> {
    let empty = outcomes.iter().map(|o| o.found == 0 && o.failure.is_none());
    vec![
        processed(outcomes),
        ("pictures that yield nothing", ratio(empty)),
        lies(outcomes),
    ]
}

fn found_measures(outcomes: &[&Outcome]) -> Vec<(&'static str, Ratio)> {
    let mut sides = Ratio::default();
    for outcome in outcomes {
        let found = outcome.found.min(outcome.expected);
        sides.add(count(found), count(outcome.expected));
    }
    let number = outcomes.iter().map(|o| o.found == o.expected);
    let documents = || outcomes.iter().flat_map(|o| &o.documents);
    let overlap = documents().filter_map(|d| d.overlap);
    vec![
        processed(outcomes),
        ("documents found", sides),
        ("pictures with the right number of documents", ratio(number)),
        (RIGHT, ratio(documents().filter_map(|d| d.right))),
        (OVERLAP, ratio(overlap.map(|shared| shared >= 0.9))),
        (UPRIGHT, ratio(documents().filter_map(|d| d.upright))),
    ]
}

fn mrz_measures(outcomes: &[&Outcome]) -> Vec<(&'static str, Ratio)> {
    let zones = || {
        let of_picture = |o: &'_ &Outcome| (o.group.clone(), o.documents.clone());
        outcomes
            .iter()
            .map(of_picture)
            .flat_map(|(group, documents)| {
                let zones = documents.into_iter().filter_map(|d| d.mrz);
                zones.map(move |mrz| (group.clone(), mrz))
            })
    };
    let conforming = || zones().filter(|(_, mrz)| mrz.conforming);
    let mut characters = Ratio::default();
    let mut characters_read = Ratio::default();
    for (_, mrz) in zones() {
        characters.add(count(mrz.errors), count(mrz.characters));
        if mrz.read {
            characters_read.add(count(mrz.errors), count(mrz.characters));
        }
    }
    vec![
        (
            "MRZ exact, readable, by group",
            by_group(zones().map(|(g, m)| (g, m.exact))),
        ),
        (
            "MRZ exact, readable, by picture",
            ratio(zones().map(|(_, m)| m.exact)),
        ),
        (
            "MRZ exact, conforming, by group",
            by_group(conforming().map(|(g, m)| (g, m.exact))),
        ),
        (
            "MRZ exact, conforming, by picture",
            ratio(conforming().map(|(_, m)| m.exact)),
        ),
        ("MRZ reported at all", ratio(zones().map(|(_, m)| m.read))),
        ("MRZ character errors, all", characters),
        ("MRZ character errors, of reported ones", characters_read),
        lies(outcomes),
    ]
}

/// Each group counts one, shared by its pictures.
fn by_group(exact: impl Iterator<Item = (String, bool)>) -> Ratio {
    let mut groups: BTreeMap<String, Ratio> = BTreeMap::new();
    for (group, hit) in exact {
        groups.entry(group).or_default().count(hit);
    }
    let of = count(groups.len());
    let hit = groups.values().map(|group| group.hit / group.of).sum();
    Ratio { hit, of }
}

fn print_measures(documents: &[&DocumentOutcome]) -> Vec<(&'static str, Ratio)> {
    let values = || documents.iter().flat_map(|d| &d.values);
    let fields = documents.iter().flat_map(|d| &d.fields);
    let complete = documents.iter().filter(|d| !d.fields.is_empty());
    let complete = complete.map(|d| d.fields.iter().all(|field| field.exact));
    vec![
        ("printed values found", ratio(values().map(|v| v.found))),
        (
            "the same without accents",
            ratio(values().map(|v| v.found_bare)),
        ),
        ("fields exact", ratio(fields.map(|f| f.exact))),
        ("documents with every field exact", ratio(complete)),
    ]
}

fn time(section: &mut Section, outcomes: &[&Outcome]) {
    let mut totals: Vec<f64> = outcomes
        .iter()
        .filter_map(|o| o.timings_ms.get("total").copied())
        .collect();
    totals.sort_by(f64::total_cmp);
    let Some(worst) = totals.last().copied() else {
        return;
    };
    let at = |share: usize| totals[(totals.len() - 1) * share / 10];
    section.milliseconds = Milliseconds {
        mean: totals.iter().sum::<f64>() / count(totals.len()),
        median: at(5),
        ninetieth: at(9),
        worst,
    };
    let stages: BTreeSet<&String> = outcomes.iter().flat_map(|o| o.timings_ms.keys()).collect();
    for stage in stages {
        let spent = outcomes.iter().filter_map(|o| o.timings_ms.get(stage));
        let mean = spent.sum::<f64>() / count(totals.len());
        section.stages_ms.insert(stage.clone(), mean);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_counts_once() {
        let exact = [("a", true), ("a", false), ("b", true)];
        let sum = by_group(exact.into_iter().map(|(g, e)| (g.to_owned(), e)));
        assert_eq!(sum, Ratio { hit: 1.5, of: 2.0 });
    }

    #[test]
    fn nought_of_nought_is_no_score() {
        assert_eq!(Ratio::default().percent(), None);
        let score = tally(&[]);
        assert_eq!(score.unscored.len(), 2);
    }
}
