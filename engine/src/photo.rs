//! Turns the bytes of a picture into an upright RGB photo within limits.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage, RgbaImage};

use crate::error::{Error, ErrorKind, Stage};
use crate::limits::Limits;

/// An upright picture: EXIF orientation applied, RGB, alpha laid on white.
#[derive(Debug, Clone)]
pub(crate) struct Photo {
    /// The pixels.
    pub(crate) pixels: RgbImage,
}

/// Decodes a JPEG, PNG, WebP, BMP, TIFF or GIF (its first frame).
pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<Photo, Error> {
    let format = check_bytes(bytes, limits)?;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format)
        .into_decoder()
        .map_err(|error| undecodable(format, &error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, limits)?;
    // The header's promise of memory is held against the pixels' limit: 16-bit RGBA is the dearest.
    let mut memory = image::Limits::no_limits();
    memory.max_alloc = Some(limits.pixels.saturating_mul(8).max(64 << 20));
    decoder
        .set_limits(memory)
        .map_err(|error| undecodable(format, &error))?;
    // A damaged EXIF block is no reason to refuse the pixels.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture =
        DynamicImage::from_decoder(decoder).map_err(|error| undecodable(format, &error))?;
    picture.apply_orientation(orientation);
    Ok(Photo {
        pixels: on_white(picture),
    })
}

/// Everything that can be told from the bytes alone.
fn check_bytes(bytes: &[u8], limits: &Limits) -> Result<ImageFormat, Error> {
    if bytes.is_empty() {
        return Err(input("the file is empty; give a picture"));
    }
    if bytes.len() > limits.bytes {
        return Err(limit(format!(
            "the file has {} bytes and the limit is {}; give a smaller picture or raise the limit",
            bytes.len(),
            limits.bytes
        )));
    }
    let format = image::guess_format(bytes).map_err(|_| {
        input("this is no picture that is known here; give a JPEG, PNG, WebP, BMP, TIFF or GIF")
    })?;
    if format == ImageFormat::Jpeg && !jpeg_ends(bytes) {
        return Err(input(
            "the JPEG breaks off before its end; send the whole file",
        ));
    }
    Ok(format)
}

/// Whether an end-of-image marker follows the first scan: the decoder would paint what is missing grey.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[marker, kind, high, low]) = bytes.get(at..at + 4) {
        if marker != 0xFF {
            break;
        }
        if kind == 0xDA {
            return bytes[at..].windows(2).any(|pair| pair == [0xFF, 0xD9]);
        }
        // Fill bytes and markers without a length take one step; others say how long they are.
        let alone = matches!(kind, 0xFF | 0x01 | 0xD0..=0xD8);
        at += if alone {
            1 + usize::from(kind != 0xFF)
        } else {
            2 + usize::from(u16::from_be_bytes([high, low]))
        };
    }
    false
}

/// The sides and the area against the limits, before any pixel is decoded.
fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), Error> {
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > limits.side {
        return Err(limit(format!(
            "the picture is {width}×{height} and no side may exceed {}; scale it down or raise the limit",
            limits.side
        )));
    }
    if pixels > limits.pixels {
        return Err(limit(format!(
            "the picture has {pixels} pixels and the limit is {}; scale it down or raise the limit",
            limits.pixels
        )));
    }
    if width.min(height) < Limits::SHORTEST_SIDE {
        return Err(input(&format!(
            "the picture is {width}×{height}; nothing can be read below {} pixels a side",
            Limits::SHORTEST_SIDE
        )));
    }
    Ok(())
}

/// RGB, eight bits; what is transparent shows white paper.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba: RgbaImage = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0.map(u32::from);
        let over = |channel: u32| ((channel * a + 255 * (255 - a) + 127) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    })
}

fn undecodable(format: ImageFormat, error: &image::ImageError) -> Error {
    let name = format
        .extensions_str()
        .first()
        .copied()
        .unwrap_or("picture");
    match error {
        image::ImageError::Limits(_) => limit(format!(
            "the {name} asks for more memory than its limits allow ({error}); scale it down"
        )),
        _ => input(&format!(
            "the {name} cannot be decoded ({error}); save it again or send the original"
        )),
    }
}

fn input(message: &str) -> Error {
    Error::new(ErrorKind::Input, Stage::Decode, message)
}

fn limit(message: String) -> Error {
    Error::new(ErrorKind::Limit, Stage::Decode, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn alpha_lies_on_white() {
        let clear = RgbaImage::from_pixel(40, 40, image::Rgba([10, 20, 30, 0]));
        let bytes = encode(&DynamicImage::ImageRgba8(clear), ImageFormat::Png);
        let photo = decode(&bytes, &Limits::default()).unwrap();
        assert_eq!(photo.pixels.get_pixel(5, 5).0, [255, 255, 255]);
    }

    #[test]
    fn sixteen_bits_become_eight() {
        let deep = image::ImageBuffer::from_pixel(40, 40, image::Luma([0x8000_u16]));
        let bytes = encode(&DynamicImage::ImageLuma16(deep), ImageFormat::Png);
        let photo = decode(&bytes, &Limits::default()).unwrap();
        assert_eq!(photo.pixels.get_pixel(0, 0).0, [128, 128, 128]);
    }

    #[test]
    fn every_format_is_read() {
        let grey = DynamicImage::ImageRgb8(RgbImage::from_pixel(64, 48, image::Rgb([90, 90, 90])));
        for format in [
            ImageFormat::Jpeg,
            ImageFormat::Png,
            ImageFormat::WebP,
            ImageFormat::Bmp,
            ImageFormat::Tiff,
            ImageFormat::Gif,
        ] {
            let photo = decode(&encode(&grey, format), &Limits::default()).unwrap();
            assert_eq!(photo.pixels.dimensions(), (64, 48), "{format:?}");
            let middle = photo.pixels.get_pixel(20, 20).0;
            assert!(middle.iter().all(|v| v.abs_diff(90) < 3), "{format:?}");
        }
    }

    #[test]
    fn exif_turns_the_picture_once() {
        let wide = DynamicImage::ImageRgb8(RgbImage::new(64, 48));
        let mut jpeg = encode(&wide, ImageFormat::Jpeg);
        // Big-endian TIFF, one entry: tag 0x0112, short, one value, 6 (a quarter turn clockwise).
        let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut segment = vec![0xFF, 0xE1, 0, exif.len() as u8 + 2];
        segment.extend_from_slice(exif);
        jpeg.splice(2..2, segment);
        let photo = decode(&jpeg, &Limits::default()).unwrap();
        assert_eq!(photo.pixels.dimensions(), (48, 64));
    }

    #[test]
    fn a_large_picture_is_refused_by_its_header() {
        let small = Limits {
            side: 50,
            ..Limits::default()
        };
        let wide = encode(
            &DynamicImage::ImageRgb8(RgbImage::new(64, 48)),
            ImageFormat::Png,
        );
        assert_eq!(decode(&wide, &small).unwrap_err().kind(), ErrorKind::Limit);
    }
}
