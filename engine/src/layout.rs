//! Chooses the template of a card and says why not the others.

use std::sync::Arc;

use crate::caption::likely_in_faint_rows;
use crate::dates;
use crate::document::Side;
use crate::field::Reading;
use crate::name::FieldName;
use crate::page::{Page, Piece};
use crate::payload;
use crate::read::Line;
use crate::template::{Kind, Order, SideRule, Template};
use crate::templates::Templates;
use crate::zones::Zones;
use by_zone::{fits, rules_out};
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
/// By how much a series may fit worse than another whose number stands elsewhere or has another shape: two anchors.
const LESS_THAN_ITS_NUMBER: f32 = 0.2;

/// Whether a row is a number such as a series has.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd, Eq, Ord)]
enum OwnNumber {
    #[default]
    Missing,
    Elsewhere,
    /// About where this series prints it.
    InPlace,
}

/// A side of a template and what speaks for it.
struct Candidate {
    template: Arc<Template>,
    side: Side,
    /// 0–1.
    score: f32,
    /// Weight of what was seen.
    weight: f32,
    own_number: OwnNumber,
    /// Whether its number stands on the card as often as on no other document.
    repeats: bool,
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
    let values = evidence::values(page);
    let shown = Shown {
        page,
        values: &values,
        zones,
        today,
        guess: false,
    };
    let mut candidates = weighed(&shown, templates);
    // Where no state's layout fits, all are weighed once more by what cannot be read.
    if !candidates
        .iter()
        .any(|c| c.fits() && c.template.country.is_some())
    {
        let shown = Shown {
            guess: true,
            ..shown
        };
        candidates = weighed(&shown, templates);
    }
    candidates.sort_by(|a, b| {
        (b.score, b.weight)
            .partial_cmp(&(a.score, a.weight))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let (fitting, others): (Vec<Candidate>, Vec<Candidate>) =
        candidates.into_iter().partition(Candidate::fits);
    let mut candidates = fitting;
    // What is of any state fits whatever has a zone, so that a state's own template comes first.
    candidates.sort_by_key(|c| c.template.country.is_none());
    let mut found = match likeliest(&candidates, narrowed) {
        Some(at) => known(candidates.remove(at)),
        None => unknown(templates),
    };
    candidates.extend(others);
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

/// The first of those that fit, the best first; or the expected one, or the series whose number the card shows, if it
/// fits about as well; or the page from which the best is to be cut out, if it repeats its number.
fn likeliest(fitting: &[Candidate], narrowed: Option<&str>) -> Option<usize> {
    let best = fitting.first()?;
    let near = |other: &Candidate, by: f32| other.score >= best.score - by;
    let expected = |other: &Candidate| {
        narrowed.is_some_and(|beginning| other.template.id.starts_with(beginning))
    };
    let by_number =
        |other: &Candidate| other.is_a_series_of(best) && other.own_number > best.own_number;
    let first = |by: f32, fits: &dyn Fn(&Candidate) -> bool| {
        fitting
            .iter()
            .position(|other| near(other, by) && fits(other))
    };
    let is_its_page = |other: &Candidate| {
        other.repeats && other.template.cut_out() == Some(best.template.id.as_str())
    };
    first(NEARLY, &expected)
        .or_else(|| fitting.iter().position(is_its_page))
        .or_else(|| first(LESS_THAN_ITS_NUMBER, &by_number))
        .or(Some(0))
}

impl Candidate {
    /// Whether enough was seen of it.
    fn fits(&self) -> bool {
        self.score >= ANCHORS && self.weight >= WEIGHT
    }

    /// Whether both are the same side of one kind of document of one state.
    fn is_a_series_of(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.template.country.clone(), one.template.kind, one.side);
        of(self) == of(other)
    }

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

/// All sides of all layouts for which anything may speak.
fn weighed(shown: &Shown<'_>, templates: &Templates) -> Vec<Candidate> {
    let mut all = Vec::new();
    for template in templates
        .iter()
        .filter(|template| template.kind != Kind::Unknown)
    {
        let sides = [(Side::Front, &template.front), (Side::Back, &template.back)];
        for (side, rule) in sides
            .into_iter()
            .filter_map(|(side, rule)| Some((side, rule.as_ref()?)))
        {
            all.extend(candidate(template, side, rule, shown));
        }
    }
    all
}

/// What a card shows.
struct Shown<'a> {
    page: &'a Page<'a>,
    /// Rows that may be a day or a number each.
    values: &'a [Piece],
    zones: &'a Zones,
    today: Day,
    /// Whether rows that nobody could read are asked which words of a side they may hold.
    guess: bool,
}

/// What speaks for one side; none when something speaks against it.
fn candidate(
    template: &Arc<Template>,
    side: Side,
    rule: &SideRule,
    shown: &Shown<'_>,
) -> Option<Candidate> {
    let (page, mrz) = (shown.page, shown.zones.mrz.as_ref());
    let foreign = rule.not.iter().any(|anchor| likeness(anchor, page) > 0.0);
    let zoned = (rule.mrz.as_ref().zip(mrz)).is_some_and(|(wanted, zone)| fits(wanted, zone));
    if foreign || (!zoned && mrz.is_some_and(|zone| rules_out(zone, template, rule))) {
        return None;
    }
    let coded = payload::read(&rule.barcode, &shown.zones.codes, shown.today).is_some();
    let words = rule.anchors.iter().flat_map(|anchor| &anchor.any);
    let mut words = words.chain(&rule.words);
    let repeats = evidence::is_repeated(rule, page, shown.today);
    let numbered = evidence::is_numbered(rule, page, shown.values, shown.today);
    let is_of_the_state = coded
        || repeats
        || words.any(|words| page.tells_the_state(words))
        || numbered
        || evidence::is_laid_out(rule, page, shown.values, shown.today);
    // "Date of birth", "Date of issue" and "Date of expiry" make no state's card, however many they are.
    if template.country.is_some() && !is_of_the_state && !zoned {
        return None;
    }
    let own = is_of_the_state || zoned;
    let faint = if own { page.faint() } else { 0 };
    let guessed = if own && shown.guess {
        likely_in_faint_rows(page, rule)
    } else {
        Vec::new()
    };
    let mut evidence = Evidence::default();
    evidence.weigh_anchors(rule, page, faint, &guessed);
    evidence.weigh_values(rule, page, shown.values, shown.today);
    evidence.weigh_own_words(rule, page);
    evidence.weigh_code(coded);
    evidence.weigh_number(numbered);
    if own {
        evidence.weigh_places(rule, page);
    }
    if let Some(wanted) = &rule.mrz {
        evidence.weigh_zone(wanted, zoned);
    }
    Some(evidence.of(template, side, repeats))
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

mod by_zone;
mod chorus;
mod evidence;
mod places;
#[cfg(test)]
mod tests;
