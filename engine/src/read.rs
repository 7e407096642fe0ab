//! Reads patches into lines of characters.

use std::sync::Arc;

use crate::card::Card;
use crate::crew::Crew;
use crate::error::{Error, Stage};
use crate::geometry::{Homography, Quad};
use crate::model::{Models, Reader, Tensor, output};
use crate::text::{Patch, PatchKind};

mod ends;
mod lattice;
mod scripts;

pub(crate) use lattice::{Glyph, Lattice, Rival};

/// A patch and what is written in it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Where it stands on the card, with a margin at both ends.
    pub(crate) patch: Patch,
    /// The characters of the best path.
    pub(crate) text: String,
    /// How sure the recogniser is of the whole line: the lowest of its glyphs, 0–1.
    pub(crate) confidence: f32,
    /// Each character with its place.
    pub(crate) glyphs: Vec<Glyph>,
    /// What they came from.
    pub(crate) lattice: Lattice,
}

impl Line {
    /// The line that a lattice spells.
    fn new(patch: Patch, lattice: Lattice) -> Self {
        let glyphs = lattice.glyphs();
        let sure = glyphs.iter().map(|glyph| glyph.confidence);
        let least = sure.fold(1.0, f32::min);
        Self {
            patch,
            text: spelling(&glyphs),
            confidence: if glyphs.is_empty() { 0.0 } else { least },
            glyphs,
            lattice,
        }
    }

    /// The mean confidence of its characters, 0–1; 0 for a line without any.
    pub(crate) fn mean_confidence(&self) -> f32 {
        mean_confidence(&self.glyphs)
    }
}

/// The mean confidence of characters, 0–1; 0 for none.
pub(crate) fn mean_confidence(glyphs: &[Glyph]) -> f32 {
    let sum: f32 = glyphs.iter().map(|glyph| glyph.confidence).sum();
    sum / glyphs.len().max(1) as f32
}

/// What characters spell.
pub(crate) fn spelling(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.character).collect()
}

/// The readers' input height.
const HEIGHT: usize = 32;
/// Margin about a line, as a share of its height. Measured on drawn cards with true quads: 0 → .46 of
/// the lines exact, .15 → .69, .2 → .71, .3 → .70.
const MARGIN: f32 = 0.2;
/// The same after print: the finder sees the dot or colon at a line's end less well than its letters. Of 171 lines of
/// drawn cards that end in a mark it was lost in 21 at .2, in 4 if the lines were cut by the truth.
const AFTER: f32 = 0.3;
/// Widths are padded to a multiple, so that lines of about one length are read together. A scan of published
/// specimens took 115 ms at 64, 112 at 32, 110 at 16.
const BUCKET: usize = 16;
/// Longest line in input pixels: 100 characters of the widest print.
const LONGEST: usize = 2048;
/// Input pixels a step of the lattice.
const STRIDE: usize = 4;
/// Lines in one run: more gain nothing on a processor, cost memory and leave threads without work.
const BATCH: usize = 4;

/// A card and all that was found on it.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    card: &'a Card,
    patches: &'a [Patch],
}

/// Reads every machine readable line and, if a reader for print is there, every printed one.
///
/// Lines are cut from the photo, not from the card, so that no detail is lost between.
pub(crate) fn lines(
    card: &Card,
    patches: &[Patch],
    models: &Models,
    crew: &Crew,
) -> Result<Vec<Line>, Error> {
    let of = |kind: PatchKind| -> Vec<(usize, Patch)> {
        let all = patches.iter().copied().enumerate();
        all.filter(|(_, patch)| patch.kind == kind).collect()
    };
    let sheet = Sheet { card, patches };
    let mut lines = read(sheet, &of(PatchKind::Mrz), &models.mrz, crew)?;
    if let Some(latin) = &models.latin {
        let mut print = read(sheet, &of(PatchKind::Text), latin, crew)?;
        read_upward(sheet, &mut print, latin, crew)?;
        if let Some(thai) = &models.thai {
            scripts::read_again(sheet, &mut print, thai, crew)?;
        }
        print.retain(|(_, line)| line.mean_confidence() > ILLEGIBLE);
        lines.append(&mut print);
    }
    lines.sort_by_key(|(at, _)| *at);
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// Lines that are so many times as long as high have a direction; what is shorter may be a colon.
const SIDEWAYS: f32 = 3.0;

/// Reads lines that run along the card's side the other way too, and takes what the reader is surer of: the finder does
/// not tell up from down.
fn read_upward(
    sheet: Sheet<'_>,
    lines: &mut [(usize, Line)],
    reader: &Reader,
    crew: &Crew,
) -> Result<(), Error> {
    let numbered = lines
        .iter()
        .enumerate()
        .map(|(k, (at, _))| (k, sheet.patches[*at]));
    let along_the_side = |quad: &Quad| quad.is_steep() && quad.width() > SIDEWAYS * quad.height();
    let upward: Vec<_> = numbered
        .filter(|(_, patch)| along_the_side(&patch.quad))
        .map(|(k, patch)| (k, patch.upside_down()))
        .collect();
    take_surer(lines, read(sheet, &upward, reader, crew)?);
    Ok(())
}

/// Puts second readings of numbered lines in their places where the reader was surer.
fn take_surer(lines: &mut [(usize, Line)], again: Vec<(usize, Line)>) {
    for (k, line) in again {
        if line.mean_confidence() > lines[k].1.mean_confidence() {
            lines[k].1 = line;
        }
    }
}

/// Below this mean confidence a patch is no print: patterns and faces read at 0.1 to 0.4.
const ILLEGIBLE: f32 = 0.4;
/// Reads numbered patches with one reader.
fn read(
    sheet: Sheet<'_>,
    patches: &[(usize, Patch)],
    reader: &Reader,
    crew: &Crew,
) -> Result<Vec<(usize, Line)>, Error> {
    let mut cuts: Vec<(usize, Cut)> = crew
        .map(patches, |(at, patch)| {
            Cut::new(sheet, *patch, reader.squeeze).map(|cut| (*at, cut))
        })
        .into_iter()
        .flatten()
        .collect();
    cuts.sort_by_key(|(_, cut)| cut.width);
    let buckets = cuts.chunk_by(|(_, a), (_, b)| a.padded() == b.padded());
    // The longest lines first, so that no thread is left with one of them in the end.
    let batches: Vec<&[(usize, Cut)]> = buckets
        .flat_map(|bucket| bucket.chunks(BATCH))
        .rev()
        .collect();
    let runs = crew.map(&batches, |batch| run(batch, reader));
    let lines: Result<Vec<_>, Error> = runs.into_iter().collect();
    Ok(lines?.into_iter().flatten().collect())
}

/// Runs lines of one padded width.
fn run(batch: &[(usize, Cut)], reader: &Reader) -> Result<Vec<(usize, Line)>, Error> {
    let padded = batch.first().map_or(0, |(_, cut)| cut.padded());
    let mut input = Tensor::zeros(&[batch.len(), 1, HEIGHT, padded]);
    for ((_, cut), to) in batch
        .iter()
        .zip(input.data.chunks_exact_mut(HEIGHT * padded))
    {
        for (row, from) in to
            .chunks_exact_mut(padded)
            .zip(cut.values.chunks_exact(cut.width))
        {
            row[..cut.width].copy_from_slice(from);
        }
    }
    let (steps, classes) = (padded / STRIDE, reader.alphabet.len() + 1);
    let outputs = reader.model.run(input)?;
    let lattices = output(&outputs, 0, &[batch.len(), steps, classes], Stage::Read)?;
    let each = lattices.data.chunks_exact(steps * classes);
    Ok(batch
        .iter()
        .zip(each)
        .map(|((at, cut), values)| (*at, cut.line(values, classes, reader)))
        .collect())
}

/// A line's pixels, normalised.
struct Cut {
    /// With the margin at both ends, so that steps and glyphs are shares of its width.
    patch: Patch,
    width: usize,
    /// `HEIGHT × width`.
    values: Vec<f32>,
}

impl Cut {
    /// Cuts a patch, with its margins, from the photo; `None` when it is no line.
    fn new(sheet: Sheet<'_>, mut patch: Patch, squeeze: f32) -> Option<Self> {
        let card = sheet.card;
        let aspect = patch.quad.height() / patch.quad.width().max(1.0);
        let after = match patch.kind {
            PatchKind::Text => AFTER,
            _ => MARGIN,
        };
        let ends = [MARGIN, after].map(|margin| margin * aspect);
        let ends = ends::of(card, &patch, sheet.patches, ends);
        let in_photo = grown(&patch.quad, ends, MARGIN)?.through(&card.to_photo)?;
        patch.quad = grown(&patch.quad, ends, 0.0)?;
        let (wide, high) = (in_photo.width(), in_photo.height());
        if high < 1.0 || wide < 1.0 {
            return None;
        }
        let width = (wide / high * HEIGHT as f32 * squeeze).round() as usize;
        let width = width.clamp(STRIDE, LONGEST);
        let flat = Quad::rectangle(0.0, 0.0, width as f32, HEIGHT as f32);
        let to_photo = Homography::between(&flat, &in_photo)?;
        let scale = high / HEIGHT as f32;
        let mut values = card.ground.strip(&to_photo, (width, HEIGHT), scale);
        normalise(&mut values);
        Some(Self {
            patch,
            width,
            values,
        })
    }

    fn padded(&self) -> usize {
        self.width.next_multiple_of(BUCKET)
    }

    /// The line that a reader's log probabilities spell; the padding's steps are dropped.
    fn line(&self, values: &[f32], classes: usize, reader: &Reader) -> Line {
        let steps = self.width.div_ceil(STRIDE);
        let lattice = Lattice {
            log_probabilities: values[..steps * classes].to_vec(),
            steps,
            alphabet: Arc::clone(&reader.alphabet),
        };
        Line::new(self.patch, lattice)
    }
}

/// A quad grown by shares of its width before and after it, and by `across` of its height above and below.
fn grown(quad: &Quad, [before, after]: [f32; 2], across: f32) -> Option<Quad> {
    let unit = Quad::rectangle(0.0, 0.0, 1.0, 1.0);
    let (wide, high) = (1.0 + before + after, 1.0 + 2.0 * across);
    let larger = Quad::rectangle(-before, -across, wide, high);
    larger.through(&Homography::between(&unit, quad)?)
}

/// (value − mean) / (deviation + 4), over the line alone.
fn normalise(values: &mut [f32]) {
    let count = values.len() as f32;
    let mean = values.iter().sum::<f32>() / count;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / count;
    let scale = 1.0 / (variance.sqrt() + 4.0);
    for value in values {
        *value = (*value - mean) * scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_normalised_by_itself() {
        let mut values = vec![100.0, 140.0, 100.0, 140.0];
        normalise(&mut values);
        for (value, sign) in values.iter().zip([-1.0, 1.0, -1.0, 1.0]) {
            assert!((value - sign * 20.0 / 24.0).abs() < 1e-5);
        }
    }

    #[test]
    fn a_margin_follows_the_tilt() {
        let tilted = Quad(
            [(0.0, 0.0), (80.0, 60.0), (74.0, 68.0), (-6.0, 8.0)]
                .map(|(x, y)| crate::geometry::Point::new(x, y)),
        );
        let larger = grown(&tilted, [0.1, 0.2], 0.0).unwrap();
        assert!((larger.width() - 130.0).abs() < 1e-2);
        assert!((larger.height() - 10.0).abs() < 1e-2);
    }
}
