//! Chooses the template of a card and says why not the others.

use std::sync::Arc;

use crate::dates;
use crate::document::{Mrz, Side};
use crate::field::Reading;
use crate::name::FieldName;
use crate::page::{Page, Piece};
use crate::pattern::Pattern;
use crate::payload;
use crate::read::Line;
use crate::template::{Kind, MrzRule, Order, SideRule, Template};
use crate::templates::Templates;
use crate::zones::Zones;
use evidence::{Evidence, likeness};
use mrz::{Day, Meaning};

/// Which document a card is.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    /// The template to read by; of kind `unknown` when none fits.
    pub(crate) template: Arc<Template>,
    /// Which side, when the template tells.
    pub(crate) side: Option<Side>,
    /// How sure the choice is, 0–1; 0 for an unknown document.
    pub(crate) score: f32,
    /// The nearest others, what they lacked, and whether a narrowed choice was contradicted.
    pub(crate) notes: Vec<String>,
}

impl Match {
    /// Whether the layout is known.
    pub(crate) fn known(&self) -> bool {
        self.score > 0.0
    }

    /// The state whose document it is, by its three letters.
    pub(crate) fn state(&self) -> Option<String> {
        let country = self.template.country.as_ref().filter(|_| self.known());
        country.map(|code| code.0.clone())
    }

    /// The rules of the side.
    pub(crate) fn rule(&self) -> Option<&SideRule> {
        match self.side {
            Some(Side::Back) => self.template.back.as_ref(),
            _ => self.template.front.as_ref(),
        }
    }
}

/// The share of a side's anchors that must be seen; below it the layout is not this one.
const ANCHORS: f32 = 0.5;
/// The least weight of anchors that are seen: one word alone never makes a document.
const WEIGHT: f32 = 2.0;
/// The least weight of anchors by which a layout that was not chosen is worth a note where none was.
const WORTH_A_NOTE: f32 = 0.8;
/// A document of unknown layout without a zone shows at least so many labelled values …
const LABELLED: usize = 4;
/// … or, beside a portrait, so many; a printed day is as good.
const BESIDE_A_FACE: usize = 2;
/// What is less sure than this speaks for nothing: a page of small print yields words by chance.
const LEGIBLE: f32 = 0.5;
/// Of the labelled values without a portrait one is of these: a letter or a bill has names and dates, but not these.
const TELLING: [FieldName; 4] = [
    FieldName::DateOfBirth,
    FieldName::DateOfExpiry,
    FieldName::Nationality,
    FieldName::Sex,
];

/// By how much the expected layout may fit worse than the best: one anchor of some ten.
const NEARLY: f32 = 0.1;

/// A side of a template and what speaks for it.
struct Candidate {
    template: Arc<Template>,
    side: Side,
    /// 0–1.
    score: f32,
    /// Weight of what was seen.
    weight: f32,
    lacked: Vec<String>,
}

/// The template that explains the lines and zones of a card best.
///
/// `narrowed` is a template's id or its beginning; a picture that is plainly another document stays that
/// other document and a note says so.
pub(crate) fn choose(
    page: &Page<'_>,
    zones: &Zones,
    templates: &Templates,
    narrowed: Option<&str>,
    today: Day,
) -> Match {
    let mut candidates = candidates(page, zones, templates, today);
    candidates.sort_by(|a, b| {
        (b.score, b.weight)
            .partial_cmp(&(a.score, a.weight))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut fitting: Vec<(usize, &str, f32)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, c)| c.score >= ANCHORS && c.weight >= WEIGHT)
        .map(|(at, c)| (at, c.template.id.as_str(), c.score))
        .collect();
    // What is of any state fits whatever has a zone, so that a state's own template comes first.
    fitting.sort_by_key(|(at, _, _)| candidates[*at].template.country.is_none());
    let mut found = match likeliest(&fitting, narrowed) {
        Some(at) => known(candidates.swap_remove(at)),
        None => unknown(templates),
    };
    let least = if found.known() { WEIGHT } else { WORTH_A_NOTE };
    let others = candidates.iter().filter(|c| c.weight >= least);
    found.notes.extend(others.take(2).map(Candidate::told));
    if let Some(narrowed) = narrowed.filter(|n| found.known() && !found.template.id.starts_with(n))
    {
        found.notes.push(format!(
            "{narrowed} was expected, but this is {}",
            found.template.id
        ));
    }
    found
}

/// The first of those that fit, the best first; or the expected one, if it fits about as well.
fn likeliest(fitting: &[(usize, &str, f32)], narrowed: Option<&str>) -> Option<usize> {
    let (best, _, score) = *fitting.first()?;
    let expected = |(_, id, own): &&(usize, &str, f32)| {
        narrowed.is_some_and(|beginning| id.starts_with(beginning)) && *own >= score - NEARLY
    };
    Some(fitting.iter().find(expected).map_or(best, |(at, _, _)| *at))
}

impl Candidate {
    /// What it lacked, for people.
    fn told(&self) -> String {
        format!(
            "{} {:.2}, lacked {}",
            self.template.id,
            self.score,
            self.lacked.join(", ")
        )
    }
}

fn candidates(page: &Page<'_>, zones: &Zones, templates: &Templates, today: Day) -> Vec<Candidate> {
    let mut all = Vec::new();
    let values = evidence::values(page);
    for template in templates
        .iter()
        .filter(|template| template.kind != Kind::Unknown)
    {
        let sides = [(Side::Front, &template.front), (Side::Back, &template.back)];
        for (side, rule) in sides
            .into_iter()
            .filter_map(|(side, rule)| Some((side, rule.as_ref()?)))
        {
            let coded = payload::read(&rule.barcode, &zones.codes, today).is_some();
            let shown = Shown {
                page,
                values: &values,
                mrz: zones.mrz.as_ref(),
                coded,
                today,
            };
            all.extend(candidate(template, side, rule, &shown));
        }
    }
    all
}

/// What a card shows.
struct Shown<'a> {
    page: &'a Page<'a>,
    /// Rows that may be a day or a number each.
    values: &'a [Piece],
    mrz: Option<&'a Mrz>,
    /// Whether a barcode holds what that of the side in question does.
    coded: bool,
    today: Day,
}

/// What speaks for one side; none when something speaks against it.
fn candidate(
    template: &Arc<Template>,
    side: Side,
    rule: &SideRule,
    shown: &Shown<'_>,
) -> Option<Candidate> {
    let Shown {
        page, mrz, coded, ..
    } = *shown;
    let foreign = rule.not.iter().any(|anchor| likeness(anchor, page) > 0.0);
    let zoned = (rule.mrz.as_ref().zip(mrz)).is_some_and(|(wanted, zone)| fits(wanted, zone));
    if foreign || (!zoned && mrz.is_some_and(|zone| rules_out(zone, template, rule))) {
        return None;
    }
    let words = rule.anchors.iter().flat_map(|anchor| &anchor.any);
    let mut words = words.chain(&rule.words);
    let is_of_the_state = coded
        || words.any(|words| page.tells_the_state(words))
        || evidence::is_repeated(rule, page, shown.values, shown.today);
    // "Date of birth", "Date of issue" and "Date of expiry" make no state's card, however many they are.
    if template.country.is_some() && !is_of_the_state && !zoned {
        return None;
    }
    let mut evidence = Evidence::default();
    evidence.weigh_anchors(rule, page, if is_of_the_state { page.faint() } else { 0 });
    evidence.weigh_values(rule, page, shown.values, shown.today);
    evidence.weigh_own_words(rule, page);
    evidence.weigh_code(coded);
    if let Some(wanted) = &rule.mrz {
        evidence.weigh_zone(wanted, zoned);
    }
    Some(evidence.of(template, side))
}

/// Whether a zone that is not the side's own says that it is another document: one of another format or issuer does,
/// a torn one may be of any format.
fn rules_out(zone: &Mrz, template: &Template, rule: &SideRule) -> bool {
    (rule.mrz.is_some() && zone.valid) || is_of_another_state(template, zone)
}

/// Whether a zone plainly names another issuer than a layout's state. What is no state's code was misread.
fn is_of_another_state(template: &Template, zone: &Mrz) -> bool {
    let sure = zone.confidences.get("issuing_state").copied();
    let code = zone.fields.get("issuing_state");
    let read = code.is_some_and(|code| mrz::state::find(code).is_some());
    if !zone.valid && (sure.unwrap_or(0.0) < LEGIBLE || !read) {
        return false;
    }
    let state = template.country.as_ref().map(|code| code.0.as_str());
    zone.issuer()
        .zip(state)
        .is_some_and(|(issuer, state)| issuer != state)
}

fn fits(wanted: &MrzRule, zone: &Mrz) -> bool {
    let begins = |field: &str, any: &[String]| {
        let value = zone
            .fields
            .get(field)
            .map_or("", String::as_str)
            .trim_end_matches('<');
        let begun = |beginning: &String| match beginning.as_str() {
            "" => value.is_empty(),
            beginning => value.starts_with(beginning),
        };
        any.is_empty() || any.iter().any(begun)
    };
    let is = |field: &str, any: &[String]| {
        let value = zone
            .fields
            .get(field)
            .map_or("", String::as_str)
            .trim_end_matches('<');
        any.is_empty() || any.iter().any(|code| value == code)
    };
    let number = zone.fields.get("document_number");
    let number: Vec<char> = number
        .map_or("", |n| n.trim_end_matches('<'))
        .chars()
        .collect();
    let shaped = |pattern: &Pattern| {
        let found = pattern.find(&number, 0);
        found.is_some_and(|found| found.start == 0 && found.end == number.len())
    };
    let numbered = wanted.number.is_empty() || wanted.number.iter().any(shaped);
    numbered
        && zone.format == wanted.format.as_str()
        && begins("document_code", &wanted.code)
        && begins("optional_1", &wanted.optional_1)
        && begins("optional_2", &wanted.optional_2)
        && is("issuing_state", &wanted.issuer)
}

fn known(candidate: Candidate) -> Match {
    Match {
        side: Some(candidate.side),
        score: candidate.score,
        template: candidate.template,
        notes: Vec::new(),
    }
}

/// No layout fits: the labels that documents of any kind share may still name fields.
fn unknown(templates: &Templates) -> Match {
    let generic = templates
        .iter()
        .find(|template| template.kind == Kind::Unknown);
    Match {
        template: generic.map_or_else(|| Arc::new(Template::nothing()), Arc::clone),
        side: None,
        score: 0.0,
        notes: Vec::new(),
    }
}

/// Whether anything speaks for a document at all: a known layout, a machine readable zone, or labels of a
/// document with their values.
pub(crate) fn is_plausible(
    found: &Match,
    zones: &Zones,
    read: &[Reading],
    lines: &[Line],
    today: Day,
) -> bool {
    if zones.mrz.is_some() {
        return true;
    }
    if found.known() {
        // Words of the other page of a spread make no document of a side that has a zone.
        let zoned = found.rule().is_some_and(|rule| rule.mrz.is_some());
        return !zoned || !read.is_empty();
    }
    let legible: Vec<&Reading> = read.iter().filter(|r| r.confidence >= LEGIBLE).collect();
    let labelled = legible.len() >= BESIDE_A_FACE || shows_a_day(lines, today);
    let telling = legible.iter().any(|r| TELLING.contains(&r.name));
    (zones.portrait.is_some() && labelled) || (telling && legible.len() >= LABELLED)
}

/// Whether a whole day is printed anywhere.
fn shows_a_day(lines: &[Line], today: Day) -> bool {
    let legible = lines.iter().filter(|line| line.confidence >= LEGIBLE);
    legible
        .map(|line| dates::find(&line.text, Order::Dmy, Meaning::Expiry, today))
        .any(|day| day.is_some())
}

mod evidence;
#[cfg(test)]
mod tests;
