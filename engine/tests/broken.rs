//! Pictures that must be refused, each with its kind of error and advice; none may panic.

use std::io::Cursor;
use std::sync::OnceLock;

use idocr::{Engine, ErrorKind, Options, Stage};
use image::{DynamicImage, ImageFormat, RgbImage};

/// Built once: an engine is shared by all tests, as it is by all threads of a program.
fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        Engine::new(Options::default()).unwrap_or_else(|error| {
            panic!(
                "{error}\nThese tests need the runtime and the models: run `make runtime models`"
            )
        })
    })
}

fn encode(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture with detail, so that every format has something to say about each part of it.
fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([
            (x * 7 % 256) as u8,
            (y * 5 % 256) as u8,
            ((x ^ y) % 256) as u8,
        ])
    }))
}

fn refused(bytes: &[u8], kind: ErrorKind) {
    let error = engine().scan(bytes).unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(error.stage(), Stage::Decode, "{error}");
    assert!(error.message().contains(';'), "no advice in {error}");
}

#[test]
fn what_is_no_picture_is_refused() {
    refused(b"", ErrorKind::Input);
    refused(
        b"Dear Sir or Madam, please find attached my passport.",
        ErrorKind::Input,
    );
    refused(&[0; 4096], ErrorKind::Input);
    refused(b"\xFF\xD8\xFF", ErrorKind::Input);
    refused(b"%PDF-1.7\n%\xE2\xE3", ErrorKind::Input);
}

#[test]
fn half_a_jpeg_is_refused() {
    let whole = encode(&picture(300, 200), ImageFormat::Jpeg);
    refused(&whole[..whole.len() / 2], ErrorKind::Input);
}

#[test]
fn sizes_out_of_bounds_are_refused_before_decoding() {
    refused(&encode(&picture(1, 1), ImageFormat::Png), ErrorKind::Input);
    refused(
        &encode(&picture(1, 20_000), ImageFormat::Png),
        ErrorKind::Limit,
    );
    refused(&vec![b'x'; 21 << 20], ErrorKind::Limit);
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // A PNG whose header promises 11,000 × 11,000 pixels and whose data are those of a small one.
    let mut bomb = encode(&picture(20, 20), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0x2A, 0xF8, 0, 0, 0x2A, 0xF8]);
    let check = checksum(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&check.to_be_bytes());
    refused(&bomb, ErrorKind::Limit);
}

/// CRC-32 as PNG has it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut crc, byte| {
        crc ^= u32::from(*byte);
        (0..8).fold(crc, |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn a_black_picture_holds_nothing() {
    let black = DynamicImage::ImageRgb8(RgbImage::new(640, 480));
    let scan = engine().scan(&encode(&black, ImageFormat::Png)).unwrap();
    assert!(scan.documents.is_empty());
    assert!(scan.quality.hints.iter().any(|hint| hint.contains("light")));
}

#[test]
fn a_picture_cut_off_anywhere_is_an_error_or_a_scan() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::Gif,
    ] {
        let whole = encode(&picture(120, 90), format);
        for part in 0..40 {
            match engine().scan(&whole[..whole.len() * part / 40]) {
                Ok(_) => {}
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Input, "{format:?} {part}: {error}")
                }
            }
        }
        engine().scan(&whole).unwrap();
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let whole = encode(&picture(120, 90), ImageFormat::Jpeg);
    for at in (2..whole.len()).step_by(whole.len() / 60) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x5A;
        // Whatever comes back is fine; coming back is the test.
        let _ = engine().scan(&damaged).map(|scan| scan.documents.len());
    }
}
