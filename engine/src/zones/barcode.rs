//! Decodes barcodes: QR codes; others are reported as found.

use image::GrayImage;

use crate::document::Barcode;
use crate::text::Patch;

/// The longest side over the shortest of a patch that may hold a QR code; PDF417 and linear codes are longer.
const SQUARE: f32 = 1.6;
/// Share of the patch's side that is looked at around it, so that the finder patterns are whole.
const MARGIN: f32 = 0.08;

/// What stands in a barcode's patch.
pub(super) fn decode(card: &GrayImage, patch: &Patch) -> Barcode {
    let text = qr(card, patch);
    let format = if text.is_some() { "qr" } else { "unknown" };
    Barcode {
        format: format.to_owned(),
        text,
        quad: patch.quad,
    }
}

fn qr(card: &GrayImage, patch: &Patch) -> Option<String> {
    let [left, top, right, bottom] = patch.quad.bounds();
    let (width, height) = (right - left, bottom - top);
    if width.max(height) > SQUARE * width.min(height) {
        return None;
    }
    let margin = MARGIN * width.max(height);
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
        assert_eq!(decode(&blank, &patch()).format, "unknown");
    }

    #[test]
    fn a_qr_code_is_read() {
        let found = decode(&card("SPECIMEN 123"), &patch());
        assert_eq!(
            (found.format.as_str(), found.text.as_deref()),
            ("qr", Some("SPECIMEN 123"))
        );
    }
}
