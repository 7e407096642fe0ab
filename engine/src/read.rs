//! Reads patches into lines of characters.

use std::sync::Arc;

use crate::card::Card;
use crate::crew::Crew;
use crate::error::{Error, Stage};
use crate::geometry::{Homography, Quad};
use crate::model::{Models, Reader, Tensor, output};
use crate::photo::Photo;
use crate::text::{Patch, PatchKind};
use crate::warp;

/// What the recogniser saw: the probability of each class at each step along the line.
#[derive(Debug, Clone)]
pub(crate) struct Lattice {
    /// Natural logarithms, `steps × classes`, row-major; class 0 is the CTC blank, class `k` is
    /// `alphabet[k - 1]`.
    pub(crate) log_probabilities: Vec<f32>,
    /// The number of steps; step `t` covers the share `t/steps..(t+1)/steps` of the line's cut, which is
    /// the patch with a margin of 15 % of its height on all sides.
    pub(crate) steps: usize,
    /// The characters of the classes after the blank.
    pub(crate) alphabet: Arc<[char]>,
}

impl Lattice {
    /// The number of classes, blank included.
    pub(crate) fn classes(&self) -> usize {
        self.alphabet.len() + 1
    }

    /// The classes' log probabilities at `step`.
    pub(crate) fn step(&self, step: usize) -> &[f32] {
        let classes = self.classes();
        &self.log_probabilities[step * classes..(step + 1) * classes]
    }

    /// The most probable class and its log probability at `step`.
    fn best(&self, step: usize) -> (usize, f32) {
        let classes = self.step(step).iter().copied().enumerate();
        classes
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap_or_default()
    }

    /// The characters of the best path: runs of one class, without blanks.
    fn glyphs(&self) -> Vec<Glyph> {
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut before = 0;
        for step in 0..self.steps {
            let (class, log_probability) = self.best(step);
            let right = (step + 1) as f32 / self.steps as f32;
            if class != 0 {
                let confidence = log_probability.exp();
                match glyphs.last_mut() {
                    Some(glyph) if class == before => {
                        glyph.right = right;
                        glyph.confidence = glyph.confidence.max(confidence);
                    }
                    _ => glyphs.push(Glyph {
                        character: self.alphabet[class - 1],
                        confidence,
                        left: step as f32 / self.steps as f32,
                        right,
                    }),
                }
            }
            before = class;
        }
        glyphs
    }
}

/// One character of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// The character.
    pub(crate) character: char,
    /// The recogniser's probability, 0–1.
    pub(crate) confidence: f32,
    /// Left edge as a share of the patch's width, 0–1.
    pub(crate) left: f32,
    /// Right edge as a share of the patch's width, 0–1.
    pub(crate) right: f32,
}

/// A patch and what is written in it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Where it stands on the card.
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
    /// The mean confidence of its characters, 0–1: what tells writing from what merely looks like it.
    pub(crate) fn mean_confidence(&self) -> f32 {
        let sum: f32 = self.glyphs.iter().map(|glyph| glyph.confidence).sum();
        sum / self.glyphs.len().max(1) as f32
    }
}

/// The readers' input height.
const HEIGHT: usize = 32;
/// Margin about a line, as a share of its height: what the readers were trained with.
const MARGIN: f32 = 0.15;
/// Widths are padded to a multiple, so that few shapes occur and the runtime can reuse its plans.
const BUCKET: usize = 64;
/// Longest line in input pixels: 100 characters of the widest print.
const LONGEST: usize = 2048;
/// Input pixels a step of the lattice.
const STRIDE: usize = 4;
/// Lines in one run: more gain nothing on a processor and cost memory.
const BATCH: usize = 8;

/// Reads every machine readable line and, if a reader for print is there, every printed one.
///
/// Lines are cut from the photo, not from the card, so that no detail is lost between.
pub(crate) fn lines(
    photo: &Photo,
    card: &Card,
    patches: &[Patch],
    models: &Models,
    crew: &Crew,
) -> Result<Vec<Line>, Error> {
    let mut lines: Vec<(usize, Line)> = Vec::new();
    for (kind, reader) in [
        (PatchKind::Mrz, Some(&models.mrz)),
        (PatchKind::Text, models.latin.as_ref()),
    ] {
        let Some(reader) = reader else { continue };
        let wanted: Vec<_> = patches
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, patch)| patch.kind == kind)
            .collect();
        lines.extend(read(photo, card, &wanted, reader, crew)?);
    }
    lines.sort_by_key(|(at, _)| *at);
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// Reads numbered patches with one reader.
pub(crate) fn read(
    photo: &Photo,
    card: &Card,
    patches: &[(usize, Patch)],
    reader: &Reader,
    crew: &Crew,
) -> Result<Vec<(usize, Line)>, Error> {
    let mut cuts: Vec<(usize, Cut)> = crew
        .map(patches, |(at, patch)| {
            Cut::new(photo, card, *patch, reader.squeeze).map(|cut| (*at, cut))
        })
        .into_iter()
        .flatten()
        .collect();
    cuts.sort_by_key(|(_, cut)| cut.width);
    let mut lines = Vec::with_capacity(cuts.len());
    for bucket in cuts.chunk_by(|(_, a), (_, b)| a.padded() == b.padded()) {
        for batch in bucket.chunks(BATCH) {
            lines.extend(run(batch, reader)?);
        }
    }
    Ok(lines)
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
    patch: Patch,
    /// Left and right margins as shares of the cut's width.
    margin: f32,
    width: usize,
    /// `HEIGHT × width`.
    values: Vec<f32>,
}

impl Cut {
    /// Cuts a patch, with its margins, from the photo; `None` when it is no line.
    fn new(photo: &Photo, card: &Card, patch: Patch, squeeze: f32) -> Option<Self> {
        let grown = with_margin(&patch.quad)?;
        let in_photo = grown.through(&card.to_photo)?;
        let (wide, high) = (in_photo.width(), in_photo.height());
        if high < 1.0 || wide < 1.0 {
            return None;
        }
        let width = (wide / high * HEIGHT as f32 * squeeze).round() as usize;
        let width = width.clamp(STRIDE, LONGEST);
        let flat = Quad::rectangle(0.0, 0.0, width as f32, HEIGHT as f32);
        let to_photo = Homography::between(&flat, &in_photo)?;
        let mut values = warp::strip(
            &photo.pixels,
            &to_photo,
            (width, HEIGHT),
            high / HEIGHT as f32,
        );
        normalise(&mut values);
        Some(Self {
            patch,
            margin: MARGIN * patch.quad.height() / grown.width(),
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
        let mut glyphs = lattice.glyphs();
        let on_patch = |share: f32| (share - self.margin) / (1.0 - 2.0 * self.margin);
        for glyph in &mut glyphs {
            glyph.left = on_patch(glyph.left).clamp(0.0, 1.0);
            glyph.right = on_patch(glyph.right).clamp(0.0, 1.0);
        }
        let least = glyphs
            .iter()
            .map(|glyph| glyph.confidence)
            .fold(1.0, f32::min);
        Line {
            patch: self.patch,
            text: glyphs.iter().map(|glyph| glyph.character).collect(),
            confidence: if glyphs.is_empty() { 0.0 } else { least },
            glyphs,
            lattice,
        }
    }
}

/// A line's quad grown by the margin on all sides.
fn with_margin(quad: &Quad) -> Option<Quad> {
    let (wide, high) = (quad.width(), quad.height());
    if wide < 1.0 || high < 1.0 {
        return None;
    }
    let (dx, dy) = (MARGIN * high / wide, MARGIN);
    let unit = Quad::rectangle(0.0, 0.0, 1.0, 1.0);
    let grown = Quad::rectangle(-dx, -dy, 1.0 + 2.0 * dx, 1.0 + 2.0 * dy);
    grown.through(&Homography::between(&unit, quad)?)
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
