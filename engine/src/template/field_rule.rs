//! How a field is found and what it may hold.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fault::first;
use super::{Area, Format, Law, Order, Place, has_letters};
use crate::parts::Parts;
use crate::pattern::Pattern;

/// How a field is found and what it may hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "RawField")]
pub(crate) struct FieldRule {
    /// The printed labels; languages after `/` count as one label together.
    pub(crate) labels: Vec<String>,
    /// Where the value stands from the label, the likeliest first.
    pub(crate) value: Vec<Place>,
    /// Where the value stands on the card: all there is without labels, a bound with them.
    pub(crate) area: Option<Area>,
    /// Where published cards print the value: it tells the value where no label can be read.
    pub(crate) at: Option<Area>,
    /// What the value is made of.
    pub(crate) format: Format,
    /// Shapes of a number.
    pub(crate) patterns: Vec<Pattern>,
    /// The order of a numeric date.
    pub(crate) order: Order,
    /// Rows that a value may take.
    pub(crate) lines: usize,
    /// What stands between rows in the value.
    pub(crate) join: String,
    /// Words that end the value.
    pub(crate) until: Vec<String>,
    /// Words of which a whole value has one.
    pub(crate) needs: Vec<String>,
    /// What printed words mean.
    pub(crate) values: BTreeMap<String, String>,
    /// The laws of the value.
    pub(crate) laws: Vec<Law>,
    /// What may stand before the value and is no part of it, such as `[a]` or `4b.`.
    pub(crate) marks: Vec<String>,
    /// Whether one of the marks must stand there.
    pub(crate) marked: bool,
    /// Whether a month or a year alone is a date too.
    pub(crate) partial: bool,
    /// How the value falls into other fields; the first shape that fits counts.
    pub(crate) parts: Vec<Parts>,
    /// How often the side prints the value.
    pub(crate) times: usize,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    #[serde(default)]
    labels: Vec<String>,
    value: Option<Vec<Place>>,
    #[serde(rename = "box")]
    area: Option<Area>,
    at: Option<Area>,
    format: Format,
    #[serde(default)]
    patterns: Vec<Pattern>,
    order: Option<Order>,
    lines: Option<usize>,
    join: Option<String>,
    #[serde(default)]
    until: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    laws: Vec<Law>,
    #[serde(default)]
    marks: Vec<String>,
    #[serde(default)]
    marked: bool,
    #[serde(default)]
    partial: bool,
    #[serde(default)]
    parts: Vec<Parts>,
    times: Option<usize>,
}

impl RawField {
    /// What contradicts itself here.
    fn fault(&self) -> Option<&'static str> {
        let format = self.format;
        let faults = [
            (
                format == Format::Number && self.patterns.is_empty(),
                "a number needs `patterns`",
            ),
            (
                format == Format::Choice && self.values.is_empty(),
                "a choice needs `values`",
            ),
            (
                self.lines.is_some_and(|n| n == 0 || n > 9),
                "`lines` is 1 to 9",
            ),
            (
                self.labels.iter().any(|l| !has_letters(l)),
                "a label is empty",
            ),
            (repeats(&self.labels), "a label stands twice"),
            (repeats(&self.laws), "a law stands twice"),
            (
                self.value
                    .as_ref()
                    .is_some_and(|value| value.is_empty() || repeats(value)),
                "`value` names each direction once",
            ),
            (
                self.marks.iter().any(|mark| !has_letters(mark)),
                "a mark has a letter or a digit",
            ),
            (
                self.marked && self.marks.is_empty(),
                "`marked` needs `marks`",
            ),
            (
                self.partial && format != Format::Date,
                "only a date is `partial`",
            ),
            (
                self.order.is_some() && format != Format::Date,
                "only a date has an `order`",
            ),
            (
                !self.patterns.is_empty() && format != Format::Number,
                "only a number has `patterns`",
            ),
            (
                self.times
                    .is_some_and(|n| !(2..=9).contains(&n) || self.laws.is_empty()),
                "`times` is 2 to 9, of a number with `laws`",
            ),
        ];
        first(faults)
    }
}

/// Whether something stands in a list twice.
fn repeats<T: PartialEq>(list: &[T]) -> bool {
    list.iter()
        .enumerate()
        .any(|(at, one)| list[..at].contains(one))
}

impl TryFrom<RawField> for FieldRule {
    type Error = String;

    fn try_from(raw: RawField) -> Result<Self, String> {
        if raw.labels.is_empty() && raw.area.is_none() {
            return Err("a field needs `labels` or a `box`".to_owned());
        }
        Self::of(raw)
    }
}

impl FieldRule {
    /// The rule of a value that stands nowhere in print.
    pub(super) fn unplaced(
        format: Format,
        patterns: Vec<Pattern>,
        order: Option<Order>,
        values: BTreeMap<String, String>,
        laws: Vec<Law>,
    ) -> Result<Self, String> {
        Self::of(RawField {
            format,
            patterns,
            order,
            values,
            laws,
            ..RawField::default()
        })
    }

    fn of(raw: RawField) -> Result<Self, String> {
        if let Some(why) = raw.fault() {
            return Err(why.to_owned());
        }
        Ok(Self {
            labels: raw.labels,
            value: raw.value.unwrap_or_else(|| vec![Place::Below]),
            area: raw.area,
            at: raw.at,
            format: raw.format,
            patterns: raw.patterns,
            order: raw.order.unwrap_or(Order::Dmy),
            lines: raw.lines.unwrap_or(1),
            join: raw.join.unwrap_or_else(|| " ".to_owned()),
            until: raw.until,
            needs: raw.needs,
            values: raw.values,
            laws: raw.laws,
            marks: raw.marks,
            marked: raw.marked,
            partial: raw.partial,
            parts: raw.parts,
            times: raw.times.unwrap_or(1),
        })
    }
}
