//! Draws on a photo what was found in it, with a panel of what was read.

use engine::{Document, Picture, Quad, Scan, Trace};
use image::RgbImage;

use crate::canvas::{Canvas, Ink, Letters};
use crate::table::side;

const DOCUMENT: Ink = [0, 170, 60];
const TEXT: Ink = [40, 120, 255];
const FIELD: Ink = [235, 110, 0];
const MRZ: Ink = [200, 0, 160];
const PORTRAIT: Ink = [0, 160, 170];
const DROPPED: Ink = [160, 160, 160];
const BAD: Ink = [210, 30, 30];
const PAPER: Ink = [250, 250, 250];
const INK: Ink = [25, 25, 25];

/// The longer side of a drawing's photo, at least and at most: smaller is unreadable, larger is unwieldy.
const SIDES: [f32; 2] = [900.0, 2400.0];

/// Letters in a row of the panel.
const COLUMNS: usize = 64;

/// The photo with everything found outlined, and beside it what was read.
pub fn draw(trace: &Trace) -> RgbImage {
    let longer = trace.photo.width.max(trace.photo.height).max(1) as f32;
    let scale = longer.clamp(SIDES[0], SIDES[1]) / longer;
    let photo = scaled(&trace.photo, scale);
    let letters = Letters::for_side((longer * scale) as u32);
    let rows = panel(&trace.scan);
    let text_height = letters.height() * i64::try_from(rows.len() + 1).unwrap_or(0);
    let panel_width = letters.width() * i64::try_from(COLUMNS + 2).unwrap_or(0);
    let width = photo.width + u32::try_from(panel_width).unwrap_or(0);
    let height = photo.height.max(u32::try_from(text_height).unwrap_or(0));
    let mut canvas = Canvas::new(width, height, PAPER);
    canvas.lay(&photo);
    for dropped in &trace.dropped {
        canvas.outline(&at(&dropped.quad, scale), DROPPED, 2);
    }
    for document in &trace.scan.documents {
        draw_document(&mut canvas, document, scale);
    }
    // Corners may lie outside the photo; the panel stays readable.
    let [beside, below] = [i64::from(photo.width), i64::from(photo.height)];
    canvas.fill(beside, 0, panel_width, i64::from(height), PAPER);
    canvas.fill(0, below, beside, i64::from(height) - below, PAPER);
    let left = beside + letters.width();
    for ((row, ink), top) in rows.iter().zip((0..).map(|i: i64| i * letters.height())) {
        canvas.text(left, top + letters.height() / 2, row, letters, *ink);
    }
    canvas.into_pixels()
}

fn scaled(picture: &Picture, scale: f32) -> Picture {
    let Some(pixels) = RgbImage::from_raw(picture.width, picture.height, picture.rgb.clone())
    else {
        return Picture::default();
    };
    let side = |length: u32| ((length as f32 * scale).round() as u32).max(1);
    let [width, height] = [side(picture.width), side(picture.height)];
    let filter = image::imageops::FilterType::Triangle;
    let pixels = match scale == 1.0 {
        true => pixels,
        false => image::imageops::resize(&pixels, width, height, filter),
    };
    Picture {
        width,
        height,
        rgb: pixels.into_raw(),
    }
}

fn at(quad: &Quad, scale: f32) -> Quad {
    Quad(quad.0.map(|p| engine::Point::new(p.x * scale, p.y * scale)))
}

fn draw_document(canvas: &mut Canvas, document: &Document, scale: f32) {
    let frame = at(&document.quad, scale);
    canvas.outline(&frame, DOCUMENT, 4);
    // The document's own top left corner, so that a turned one is seen.
    let start = frame.0[0];
    canvas.fill(start.x as i64 - 7, start.y as i64 - 7, 15, 15, DOCUMENT);
    for line in &document.lines {
        canvas.outline(&at(&line.quad, scale), TEXT, 1);
    }
    if let Some(portrait) = &document.portrait {
        canvas.outline(&at(&portrait.quad, scale), PORTRAIT, 3);
    }
    for barcode in &document.barcodes {
        canvas.outline(&at(&barcode.quad, scale), PORTRAIT, 3);
    }
    if let Some(mrz) = &document.mrz {
        canvas.outline(&at(&mrz.quad, scale), MRZ, 2);
    }
    let small = Letters::for_side(0);
    for (name, field) in &document.fields {
        let place = at(&field.quad, scale);
        canvas.outline(&place, FIELD, 2);
        let [left, top, ..] = place.bounds();
        let label = name.as_str();
        let top = top as i64 - small.height();
        canvas.label(left as i64, top, label, small, PAPER, FIELD);
    }
}

/// The rows of the panel, each with its colour.
fn panel(scan: &Scan) -> Vec<(String, Ink)> {
    let mut rows = Vec::new();
    if scan.documents.is_empty() {
        rows.push(("no document found".to_owned(), BAD));
    }
    for document in &scan.documents {
        panel_of_document(&mut rows, document);
        rows.push((String::new(), INK));
    }
    for hint in &scan.quality.hints {
        push(&mut rows, &format!("hint: {hint}"), BAD);
    }
    rows
}

fn panel_of_document(rows: &mut Vec<(String, Ink)>, document: &Document) {
    let id = document.document.as_deref().unwrap_or("unknown layout");
    let face = document.side.map_or("", side);
    let sure = document.confidence * 100.0;
    push(rows, &format!("{id} {face} {sure:.0} %"), DOCUMENT);
    for (name, field) in &document.fields {
        let sure = field.confidence * 100.0;
        let wrong = field.checks.iter().any(|check| !check.ok);
        let text = format!("{}: {}  {sure:.0} %", name.as_str(), field.value);
        push(rows, &text, if wrong { BAD } else { FIELD });
    }
    if let Some(mrz) = &document.mrz {
        let verdict = if mrz.valid { "valid" } else { "NOT VALID" };
        let about = format!("{} {verdict} {:.0} %", mrz.format, mrz.confidence * 100.0);
        push(rows, &about, if mrz.valid { DOCUMENT } else { BAD });
        for line in &mrz.lines {
            push(rows, line, MRZ);
        }
    }
    for line in &document.lines {
        push(rows, &line.text, TEXT);
    }
}

/// Adds `text`, broken where it is longer than the panel is wide.
fn push(rows: &mut Vec<(String, Ink)>, text: &str, ink: Ink) {
    let letters: Vec<char> = text.chars().collect();
    rows.extend(
        letters
            .chunks(COLUMNS)
            .map(|row| (row.iter().collect(), ink)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_photo_is_drawn_large_with_its_panel() {
        let photo = Picture {
            width: 90,
            height: 45,
            rgb: vec![128; 90 * 45 * 3],
        };
        let document = Document {
            quad: Quad::rectangle(9.0, 9.0, 60.0, 30.0),
            ..Document::default()
        };
        let trace = Trace {
            scan: Scan {
                width: 90,
                height: 45,
                documents: vec![document],
                ..Scan::default()
            },
            photo,
            cards: Vec::new(),
            dropped: Vec::new(),
        };
        let drawn = draw(&trace);
        assert!(drawn.width() > 900 && drawn.height() >= 450);
        assert_eq!(drawn.get_pixel(300, 90).0, DOCUMENT);
        assert_eq!(drawn.get_pixel(20, 20).0, [128; 3]);
        assert!(drawn.pixels().filter(|p| p.0 == DOCUMENT).count() > 3000);
    }
}
