//! Files that no one should have to read: cut, empty, lying, huge, or in rare formats.

use crate::camera::Picture;
use crate::photo::{self, Frame};
use crate::rng::Rng;
use crate::world::World;
use anyhow::{Context, Result};
use image::codecs::gif::GifEncoder;
use image::{Frame as Still, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// Writes all of them into a folder.
pub fn write(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let frame = Frame {
        world: World::Test,
        width: 480,
        height: 360,
        harsh: 0.4,
    };
    let picture = photo::draw(frame, 7, 1)?.picture;
    let jpeg = picture.encoded(80)?;
    let put = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))
    };
    put("zero-bytes.jpg", &[])?;
    put("truncated.jpg", &jpeg[..jpeg.len() / 2])?;
    put("truncated-header.jpg", &jpeg[..20])?;
    put("text.jpg", b"This is no picture.\n")?;
    put("png-named.jpg", &png(&picture.resized(240, 180))?)?;
    put("garbage.png", &garbage())?;
    put(
        "1x1.png",
        &png(&Picture {
            w: 1,
            h: 1,
            rgb: vec![200, 10, 10],
        })?,
    )?;
    put("30000x30000-header.png", &huge_header())?;
    put("bomb.png", &bomb()?)?;
    put("cmyk.jpg", &cmyk(&picture)?)?;
    put("16-bit.png", &deep(&picture)?)?;
    put("animated.gif", &animated(&picture)?)?;
    put("exif-nan.jpg", &with_exif(&picture, &nan_exif())?)?;
    for orientation in 1..=8u8 {
        let file = format!("exif-orientation-{orientation}.jpg");
        put(&file, &with_exif(&picture, &exif(orientation))?)?;
    }
    Ok(())
}

fn png(picture: &Picture) -> Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let (w, h) = (u32::try_from(picture.w)?, u32::try_from(picture.h)?);
    image::write_buffer_with_format(
        &mut out,
        &picture.rgb,
        w,
        h,
        image::ExtendedColorType::Rgb8,
        image::ImageFormat::Png,
    )?;
    Ok(out.into_inner())
}

fn deep(picture: &Picture) -> Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let small = picture.resized(160, 120);
    let wide: Vec<u8> = small
        .rgb
        .iter()
        .flat_map(|b| (u16::from(*b) * 257).to_ne_bytes())
        .collect();
    image::write_buffer_with_format(
        &mut out,
        &wide,
        160,
        120,
        image::ExtendedColorType::Rgb16,
        image::ImageFormat::Png,
    )?;
    Ok(out.into_inner())
}

fn garbage() -> Vec<u8> {
    let mut rng = Rng::new(&[0x6761_7262]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend((0..4000).map(|_| rng.below(256) as u8));
    bytes
}

/// A PNG chunk with its check sum.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut body = kind.to_vec();
    body.extend_from_slice(data);
    let mut out = (data.len() as u32).to_be_bytes().to_vec();
    let sum = crc(&body);
    out.extend(body);
    out.extend(sum.to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |s, _| {
            if s & 1 == 1 {
                s >> 1 ^ 0xEDB8_8320
            } else {
                s >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn header(side: u32) -> Vec<u8> {
    let mut data = [side.to_be_bytes(), side.to_be_bytes()].concat();
    data.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &data));
    out
}

/// A header that promises 2.7 GB, and nothing behind it.
fn huge_header() -> Vec<u8> {
    let mut out = header(30_000);
    out.extend(chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0x00]));
    out.extend(chunk(b"IEND", &[]));
    out
}

/// A small file that unpacks to 12,000 × 12,000 pixels of one colour.
fn bomb() -> Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let side = 12_000;
    let encoder = image::codecs::png::PngEncoder::new_with_quality(
        &mut out,
        image::codecs::png::CompressionType::Best,
        image::codecs::png::FilterType::NoFilter,
    );
    let zeros = vec![0u8; side * side];
    image::ImageEncoder::write_image(
        encoder,
        &zeros,
        side as u32,
        side as u32,
        image::ExtendedColorType::L8,
    )?;
    Ok(out.into_inner())
}

fn cmyk(picture: &Picture) -> Result<Vec<u8>> {
    let inks: Vec<u8> = picture
        .rgb
        .chunks_exact(3)
        .flat_map(|p| {
            let black = 255 - p.iter().copied().max().unwrap_or(0);
            [
                255 - p[0] - black,
                255 - p[1] - black,
                255 - p[2] - black,
                black,
            ]
        })
        .collect();
    let mut out = Vec::new();
    Encoder::new(&mut out, 80).encode(
        &inks,
        u16::try_from(picture.w)?,
        u16::try_from(picture.h)?,
        ColorType::Cmyk,
    )?;
    Ok(out)
}

fn animated(picture: &Picture) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = GifEncoder::new(&mut out);
    for turns in [0, 2] {
        let still = picture.resized(160, 120).turned(turns);
        let rgba: Vec<u8> = still
            .rgb
            .chunks_exact(3)
            .flat_map(|p| [p[0], p[1], p[2], 255])
            .collect();
        let image = RgbaImage::from_raw(160, 120, rgba).context("a still of the wrong size")?;
        encoder.encode_frame(Still::new(image))?;
    }
    drop(encoder);
    Ok(out)
}

/// An EXIF block with one entry, the orientation.
fn exif(orientation: u8) -> Vec<u8> {
    let mut out = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    out.extend([
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);
    out
}

/// An EXIF block whose resolution is 0/0 and whose orientation is 65,535.
fn nan_exif() -> Vec<u8> {
    let mut out = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    out.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0xFF, 0xFF, 0, 0]);
    out.extend([0x01, 0x1A, 0, 5, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    out.extend([0; 8]);
    out
}

fn with_exif(picture: &Picture, block: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 80);
    encoder.add_app_segment(1, block.to_vec())?;
    encoder.encode(
        &picture.rgb,
        u16::try_from(picture.w)?,
        u16::try_from(picture.h)?,
        ColorType::Rgb,
    )?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::crc;

    #[test]
    fn the_check_sum_is_png_s() {
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
    }
}
