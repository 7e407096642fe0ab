//! What a drawn card or photograph truly shows.

use crate::warp::Homography;
use serde::Serialize;
use std::collections::BTreeMap;

/// A corner, x to the right and y down, in pixels of the picture that it is told for.
pub type Xy = [f32; 2];

/// Four corners in reading order of what they hold: top left, top right, bottom right, bottom left.
pub type Quad = [Xy; 4];

/// One printed run of text.
#[derive(Clone, Debug, Serialize)]
pub struct TextLine {
    /// What is printed.
    pub text: String,
    /// `text`, or `mrz` for a line of a machine readable zone.
    pub kind: &'static str,
    /// `latin`, `thai`, `mrz` or `other`.
    pub script: &'static str,
    /// Tight around the ink.
    pub quad: Quad,
    /// Which of the document's styles it is set in; nothing else is told apart by it.
    #[serde(skip)]
    pub look: Option<usize>,
}

/// One field of the document.
#[derive(Clone, Debug, Serialize)]
pub struct FieldTruth {
    /// The value: a date in ISO 8601, a number without its print's grouping.
    pub value: String,
    /// The value as it is printed.
    pub text: String,
    /// Tight around the printed value.
    pub quad: Quad,
}

/// Everything on one side of one document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CardTruth {
    /// Name of the artwork, or nothing for an invented card.
    pub document: Option<String>,
    /// `front` or `back`.
    pub side: String,
    /// The document's own corners in the picture.
    pub quad: Quad,
    /// Every run of text.
    pub lines: Vec<TextLine>,
    /// The holder's portrait.
    pub portrait: Option<Quad>,
    /// Bar codes.
    pub barcodes: Vec<Quad>,
    /// Printed fields by name.
    pub fields: BTreeMap<String, FieldTruth>,
    /// Lines of the machine readable zone.
    pub mrz: Option<Vec<String>>,
}

impl CardTruth {
    /// The same truth seen through a homography.
    #[must_use]
    pub fn seen(mut self, through: &Homography) -> Self {
        let see = |quad: &mut Quad| *quad = quad.map(|p| through.apply(p));
        see(&mut self.quad);
        self.lines.iter_mut().for_each(|l| see(&mut l.quad));
        self.portrait.iter_mut().for_each(see);
        self.barcodes.iter_mut().for_each(see);
        self.fields.values_mut().for_each(|f| see(&mut f.quad));
        self
    }
}

/// A rectangle as a quad.
#[must_use]
pub fn boxed(x0: f32, y0: f32, x1: f32, y1: f32) -> Quad {
    [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
}

/// Joins runs of one style that stand on one baseline, read the same way and are less than a wide
/// space apart; runs of two styles, such as a label and its value, only where they nearly touch.
#[must_use]
pub fn joined(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut out: Vec<TextLine> = Vec::with_capacity(lines.len());
    lines.sort_by(|a, b| left(a).total_cmp(&left(b)));
    for line in lines {
        match out.iter_mut().find(|before| continues(before, &line)) {
            Some(before) => extend(before, &line),
            None => out.push(line),
        }
    }
    out
}

fn left(line: &TextLine) -> f32 {
    line.quad[0][0].min(line.quad[3][0])
}

fn flat(quad: &Quad) -> bool {
    (quad[0][1] - quad[1][1]).abs() < 0.01 && quad[0][0] < quad[1][0]
}

fn continues(before: &TextLine, next: &TextLine) -> bool {
    let (a, b) = (&before.quad, &next.quad);
    if before.kind != next.kind || !flat(a) || !flat(b) {
        return false;
    }
    let (ha, hb) = (a[3][1] - a[0][1], b[3][1] - b[0][1]);
    let level = (a[3][1] - b[3][1]).abs() < 0.35 * ha.min(hb) && ha.max(hb) < 1.9 * ha.min(hb);
    let gap = b[0][0] - a[1][0];
    let space = if before.look == next.look { 0.75 } else { 0.35 };
    level && gap < space * ha.min(hb) && gap > -0.3 * ha.min(hb)
}

fn extend(before: &mut TextLine, next: &TextLine) {
    let (a, b) = (&before.quad, &next.quad);
    before.quad = boxed(
        a[0][0],
        a[0][1].min(b[0][1]),
        b[1][0].max(a[1][0]),
        a[3][1].max(b[3][1]),
    );
    before.text = format!("{} {}", before.text, next.text);
    if before.script != next.script {
        before.script = if [before.script, next.script].contains(&"thai") {
            "thai"
        } else {
            "other"
        };
    }
}

/// The script that a run of text must be read in.
#[must_use]
pub fn script(text: &str) -> &'static str {
    let of = |c: char| match c {
        '\u{0E00}'..='\u{0E7F}' => 2,
        '\u{0370}'..='\u{1DFF}'
        | '\u{2E80}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}' => 3,
        _ => 0,
    };
    match text.chars().map(of).max() {
        Some(3) => "other",
        Some(2) => "thai",
        _ => "latin",
    }
}
