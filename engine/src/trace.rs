//! What the engine saw on its way from the photo to the scan.

use serde::Serialize;

use crate::crew::Crew;
use crate::document::Scan;
use crate::engine::{Seen, Walk};
use crate::geometry::Quad;
use crate::photo::Photo;
use crate::text::PatchKind;
use crate::warp;

/// A scan together with everything between the photo and it; [`Engine::scan`](crate::Engine::scan)
/// is this with the middle dropped.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    /// The result.
    pub scan: Scan,
    /// The photo, upright.
    #[serde(skip)]
    pub photo: Picture,
    /// The flattened documents, one an entry of `scan.documents`, in the same order.
    pub cards: Vec<TracedCard>,
    /// Places that were looked at and given up.
    pub dropped: Vec<TracedCard>,
}

/// Pixels that a caller may store: RGB, row-major, eight bits a channel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width × height × 3` bytes.
    pub rgb: Vec<u8>,
}

/// A document as the finders saw it.
#[derive(Debug, Clone, Serialize)]
pub struct TracedCard {
    /// The document, flat and upright.
    #[serde(skip)]
    pub card: Picture,
    /// Corners in the photo.
    pub quad: Quad,
    /// How sure the finder is that this is a document, 0–1.
    pub score: f32,
    /// Why it was kept, turned or given up, for people.
    pub notes: Vec<String>,
    /// Everything found on it.
    pub patches: Vec<TracedPatch>,
    /// Everything read on it.
    pub lines: Vec<TracedLine>,
    /// The portrait on the card's own pixels, if one was found.
    pub portrait: Option<Quad>,
}

/// A place where something stands.
#[derive(Debug, Clone, Serialize)]
pub struct TracedPatch {
    /// `text`, `mrz`, `portrait` or `barcode`.
    pub kind: &'static str,
    /// Corners in the photo.
    pub quad: Quad,
    /// How sure the finder is, 0–1.
    pub score: f32,
}

/// A line as the reader saw it.
#[derive(Debug, Clone, Serialize)]
pub struct TracedLine {
    /// `text` or `mrz`.
    pub kind: &'static str,
    /// The characters of the best path.
    pub text: String,
    /// The lowest confidence of its characters, 0–1.
    pub confidence: f32,
    /// The confidence of each character.
    pub confidences: Vec<f32>,
    /// Corners in the photo.
    pub quad: Quad,
}

impl Trace {
    /// What is told of a walk over a photo; the documents are flattened once more, in colours.
    pub(crate) fn of(walk: Walk, crew: &Crew) -> Self {
        let traced = |seen: Seen| TracedCard::of(seen, &walk.photo, crew);
        Self {
            cards: walk.kept.into_iter().map(traced).collect(),
            dropped: walk.dropped.into_iter().map(traced).collect(),
            scan: walk.scan,
            photo: walk.photo.pixels.into(),
        }
    }
}

impl From<image::RgbImage> for Picture {
    fn from(pixels: image::RgbImage) -> Self {
        Self {
            width: pixels.width(),
            height: pixels.height(),
            rgb: pixels.into_raw(),
        }
    }
}

impl TracedCard {
    fn of(seen: Seen, photo: &Photo, crew: &Crew) -> Self {
        let (quad, size) = (&seen.card.quad, seen.card.grey.dimensions());
        let card = warp::flatten(crew, &photo.pixels, quad, size);
        let to_photo = seen.card.to_photo;
        // A quad that the homography throws to infinity was none; the card's own stands for it.
        let in_photo = |quad: &Quad| quad.through(&to_photo).unwrap_or(seen.card.quad);
        let patches = seen.patches.iter().map(|patch| TracedPatch {
            kind: word(patch.kind),
            quad: in_photo(&patch.quad),
            score: patch.score,
        });
        let lines = seen.lines.iter().map(|line| TracedLine {
            kind: word(line.patch.kind),
            text: line.text.clone(),
            confidence: line.confidence,
            confidences: line.glyphs.iter().map(|glyph| glyph.confidence).collect(),
            quad: in_photo(&line.patch.quad),
        });
        Self {
            patches: patches.collect(),
            lines: lines.collect(),
            quad: seen.card.quad,
            score: seen.card.score,
            notes: seen.notes,
            portrait: seen.portrait,
            card: card.map(Picture::from).unwrap_or_default(),
        }
    }
}

fn word(kind: PatchKind) -> &'static str {
    match kind {
        PatchKind::Text => "text",
        PatchKind::Mrz => "mrz",
        PatchKind::Portrait => "portrait",
        PatchKind::Barcode => "barcode",
    }
}
