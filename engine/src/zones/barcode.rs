//! Decodes barcodes: QR codes and PDF417 symbols; others are reported as found.

use image::GrayImage;

use super::pdf417;
use crate::card::Card;
use crate::document::Barcode;
use crate::geometry::Quad;
use crate::text::Patch;

/// The longest side over the shortest of a patch that may hold a QR code; PDF417 and linear codes are longer.
const SQUARE: f32 = 1.6;
/// Share of the patch's side that is looked at around it, so that the finder patterns are whole.
const MARGIN: f32 = 0.08;

/// A barcode of a card.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    /// `qr`, `pdf417`, or `unknown` when it was not decoded.
    pub(crate) format: &'static str,
    /// What it holds, a character a byte where it names no other alphabet.
    pub(crate) content: Option<String>,
    /// Where it stands, in card pixels.
    pub(crate) quad: Quad,
}

impl Code {
    /// The barcode as a caller sees it, at its place in the photo.
    pub(crate) fn told(self, quad: Quad) -> Barcode {
        Barcode {
            format: self.format.to_owned(),
            text: self.content.filter(|content| is_text(content)),
            quad,
        }
    }
}

/// Whether a content is text. What is not stays in the engine: it may be the template of a finger, which is nobody's
/// business.
fn is_text(content: &str) -> bool {
    let ends_a_row = |letter: char| matches!(letter, '\t' | '\n' | '\r');
    let mut letters = content.chars();
    letters.all(|letter| !letter.is_control() || ends_a_row(letter))
}

/// What stands in a barcode's patch.
pub(super) fn decode(card: &Card, patch: &Patch) -> Code {
    let (width, height) = (patch.quad.width(), patch.quad.height());
    let (format, content) = match width.max(height) > SQUARE * width.min(height) {
        true => ("pdf417", pdf417::decode(card, &patch.quad)),
        false => ("qr", qr(&card.grey, patch)),
    };
    Code {
        format: if content.is_some() { format } else { "unknown" },
        content,
        quad: patch.quad,
    }
}

fn qr(card: &GrayImage, patch: &Patch) -> Option<String> {
    let [left, top, right, bottom] = patch.quad.bounds();
    let margin = MARGIN * (right - left).max(bottom - top);
    let column = |x: f32| (x.max(0.0) as u32).min(card.width());
    let row = |y: f32| (y.max(0.0) as u32).min(card.height());
    let (left, right) = (column(left - margin), column(right + margin));
    let (top, bottom) = (row(top - margin), row(bottom + margin));
    let size = ((right - left) as usize, (bottom - top) as usize);
    if size.0 < 21 || size.1 < 21 {
        return None;
    }
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size.0, size.1, |x, y| {
        card.get_pixel(left + x as u32, top + y as u32).0[0]
    });
    let grids = picture.detect_grids();
    grids
        .iter()
        .find_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;
    use crate::geometry::Quad;
    use crate::text::PatchKind;

    fn card(text: &str) -> GrayImage {
        let code = qrcode::QrCode::new(text).unwrap().to_colors();
        let side = code.len().isqrt();
        GrayImage::from_fn(300, 300, |x, y| {
            let at = |v: u32| {
                (v as usize)
                    .checked_sub(60)
                    .map(|v| v / 5)
                    .filter(|v| *v < side)
            };
            let dark = at(x)
                .zip(at(y))
                .is_some_and(|(x, y)| code[y * side + x] == qrcode::Color::Dark);
            Luma([if dark { 25 } else { 235 }])
        })
    }

    fn patch() -> Patch {
        Patch {
            quad: Quad::rectangle(55.0, 55.0, 140.0, 140.0),
            kind: PatchKind::Barcode,
            score: 1.0,
        }
    }

    #[test]
    fn what_is_no_code_stays_unknown() {
        let blank = GrayImage::from_pixel(300, 300, Luma([200]));
        assert_eq!(qr(&blank, &patch()), None);
    }

    #[test]
    fn a_qr_code_is_read() {
        let found = qr(&card("SPECIMEN 123"), &patch());
        assert_eq!(found.as_deref(), Some("SPECIMEN 123"));
    }

    #[test]
    fn what_is_no_text_is_not_told() {
        let told = |content: &str| {
            let code = Code {
                format: "pdf417",
                content: Some(content.to_owned()),
                quad: Quad::default(),
            };
            code.told(Quad::default()).text
        };
        assert_eq!(told("8-123-456;PEÑA").as_deref(), Some("8-123-456;PEÑA"));
        assert_eq!(told("PEÑA\0\0ANA\u{12}"), None);
    }
}
