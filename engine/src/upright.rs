//! Tells which way up a card lies, by what can be read on it.

use crate::card::Card;
use crate::crew::Crew;
use crate::error::Error;
use crate::model::Models;
use crate::read::{self, Line};
use crate::text::{Patch, PatchKind};

/// Lines read the other way round before a card is turned.
const WITNESSES: usize = 6;
/// Mean confidence at which reading settles the matter: lines upside down stay below 0.7.
const CERTAIN: f32 = 0.85;
/// How much better the lines must read upside down: the measure's own scatter over six lines.
const BETTER: f32 = 0.1;

/// Whether most of the print runs down the card instead of across it.
pub(crate) fn lies_on_its_side(patches: &[Patch]) -> bool {
    let lines = || {
        patches
            .iter()
            .filter(|patch| matches!(patch.kind, PatchKind::Text | PatchKind::Mrz))
            // Short words are as high as wide and say nothing.
            .filter(|patch| patch.quad.width() > 3.0 * patch.quad.height())
    };
    let length = |steep: bool| -> f32 {
        let runs_down = |patch: &&Patch| {
            let [tl, tr, ..] = patch.quad.0;
            ((tr.y - tl.y).abs() > (tr.x - tl.x).abs()) == steep
        };
        lines()
            .filter(runs_down)
            .map(|patch| patch.quad.width())
            .sum()
    };
    length(true) > 2.0 * length(false)
}

/// Whether the longest lines read better upside down than they did.
pub(crate) fn is_upside_down(
    card: &Card,
    lines: &[Line],
    models: &Models,
    crew: &Crew,
) -> Result<bool, Error> {
    let mut witnesses: Vec<&Line> = lines.iter().collect();
    witnesses.sort_by(|a, b| b.patch.quad.width().total_cmp(&a.patch.quad.width()));
    witnesses.truncate(WITNESSES);
    let now = legibility(witnesses.iter().copied());
    if witnesses.is_empty() || now > CERTAIN {
        return Ok(false);
    }
    let mut turned: Vec<Patch> = witnesses.iter().map(|line| line.patch).collect();
    for patch in &mut turned {
        patch.quad.0.rotate_left(2);
    }
    let turned = read::lines(card, &turned, models, crew)?;
    Ok(legibility(turned.iter()) > now + BETTER)
}

/// The mean confidence of all characters; 0 when there are none.
pub(crate) fn legibility<'a>(lines: impl Iterator<Item = &'a Line>) -> f32 {
    let (mut sum, mut count) = (0.0, 0);
    for line in lines {
        sum += line
            .glyphs
            .iter()
            .map(|glyph| glyph.confidence)
            .sum::<f32>();
        count += line.glyphs.len();
    }
    sum / count.max(1) as f32
}
