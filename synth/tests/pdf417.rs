//! Symbols that another house's library reads: what is drawn holds what was said.

use rxing::common::HybridBinarizer;
use rxing::pdf417::PDF417Reader;
use rxing::{BinaryBitmap, Luma8Source, Reader};
use synth::barcode::Modules;
use synth::{barcode, pdf417};

/// The symbol in grey, each module `across` by `down` pixels, a quiet zone around it.
fn picture(symbol: &Modules, across: usize, down: usize) -> (Vec<u8>, u32, u32) {
    const QUIET: usize = 12;
    let width = symbol.width * across + 2 * QUIET;
    let height = symbol.height * down + 2 * QUIET;
    let mut shades = vec![240; width * height];
    for (at, _) in symbol.dark.iter().enumerate().filter(|(_, dark)| **dark) {
        let (x, y) = (at % symbol.width * across, at / symbol.width * down);
        for row in 0..down {
            let start = (QUIET + y + row) * width + QUIET + x;
            shades[start..start + across].fill(20);
        }
    }
    (shades, width as u32, height as u32)
}

fn read((shades, width, height): &(Vec<u8>, u32, u32)) -> Option<String> {
    let shades = Luma8Source::new_with_slice(shades, *width, *height).ok()?;
    let mut bits = BinaryBitmap::new(HybridBinarizer::new(shades));
    let found = PDF417Reader::new().decode(&mut bits).ok()?;
    Some(found.getText().to_owned())
}

#[test]
fn what_is_encoded_is_decoded_by_another_hand() -> anyhow::Result<()> {
    let texts = [
        "00402999830@IBÁÑEZ MUÑOZ@ROCÍO BELÉN@F@31866739@A@23/08/1983@27/12/2018",
        "8-123-456;JUAN PÉREZ",
        "PDF417",
    ];
    for (text, columns) in texts.iter().flat_map(|text| [4, 9, 16].map(|n| (text, n))) {
        let symbol = pdf417::encode(&barcode::bytes(text), columns)?;
        let found = read(&picture(&symbol, 3, 9));
        assert_eq!(found.as_deref(), Some(*text), "{columns} columns");
    }
    Ok(())
}

#[test]
fn a_record_of_bytes_keeps_their_number() -> anyhow::Result<()> {
    let record: Vec<u8> = (0..531u32).map(|n| (n * 7919 % 251) as u8).collect();
    let symbol = pdf417::encode(&record, 16)?;
    let found = read(&picture(&symbol, 3, 6)).unwrap_or_default();
    assert_eq!(found.chars().count(), 531);
    Ok(())
}

#[test]
fn a_damaged_corner_is_corrected_and_a_symbol_that_is_half_covered_is_none() -> anyhow::Result<()> {
    let text = "00402999830@PEREZ@ANA@F@31866739@A@23/08/1983@27/12/2018";
    let symbol = pdf417::encode(text.as_bytes(), 9)?;
    let (mut shades, width, height) = picture(&symbol, 3, 9);
    let cover =
        |shades: &mut [u8], across: std::ops::Range<usize>, down: std::ops::Range<usize>| {
            for row in shades
                .chunks_exact_mut(width as usize)
                .skip(down.start)
                .take(down.len())
            {
                row[across.clone()].fill(240);
            }
        };
    cover(&mut shades, 200..260, 20..36);
    assert_eq!(
        read(&(shades.clone(), width, height)).as_deref(),
        Some(text)
    );
    cover(&mut shades, 200..500, 0..height as usize);
    assert_eq!(read(&(shades, width, height)), None);
    Ok(())
}
