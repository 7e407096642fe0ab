//! Bar codes that carry a card's data: QR, PDF417 and Code 128.

use anyhow::{Result, anyhow};

/// A code's modules, true where dark.
#[derive(Clone, Debug)]
pub struct Modules {
    /// Modules across.
    pub width: usize,
    /// Modules down; a one-dimensional code has one row.
    pub height: usize,
    /// Row by row.
    pub dark: Vec<bool>,
}

/// Encodes text as a QR code.
pub fn qr(text: &str) -> Result<Modules> {
    let code = qrcode::QrCode::new(text.as_bytes())
        .map_err(|e| anyhow!("a QR code cannot hold {} bytes: {e}", text.len()))?;
    let width = code.width();
    let dark = code
        .to_colors()
        .iter()
        .map(|c| *c == qrcode::Color::Dark)
        .collect();
    Ok(Modules {
        width,
        height: width,
        dark,
    })
}

/// Modules arranged as a PDF417's: start and stop bars around rows of 17-module words.
pub fn pdf417(bytes: &[u8], columns: u8) -> Result<Modules> {
    let rows = (bytes.len() * 5 / 6 + 40)
        .div_ceil(usize::from(columns))
        .clamp(6, 90);
    let mut rng = crate::rng::Rng::new(&[bytes.len() as u64, u64::from(columns)]);
    let mut dark = Vec::new();
    let width = 17 * (usize::from(columns) + 3) + 18;
    for _ in 0..rows {
        let mut row: Vec<bool> = "11111111010101000".chars().map(|c| c == '1').collect();
        for _ in 0..usize::from(columns) + 2 {
            let mut bar = true;
            let mut left = 17;
            for piece in 0..8 {
                let wide = rng.whole(1, (left - (7 - piece)).min(5) as i64) as usize;
                let wide = if piece == 7 { left } else { wide };
                row.extend(std::iter::repeat_n(bar, wide));
                left -= wide;
                bar = !bar;
            }
        }
        row.extend("111111101000101001".chars().map(|c| c == '1'));
        row.resize(width, false);
        dark.extend(row);
    }
    Ok(Modules {
        width,
        height: rows,
        dark,
    })
}

/// Encodes ASCII text as a Code 128 symbol.
pub fn code128(text: &str) -> Result<Modules> {
    let code = barcoders::sym::code128::Code128::new(format!("\u{0181}{text}"))
        .map_err(|e| anyhow!("a Code 128 symbol cannot hold {text:?}: {e}"))?;
    let dark: Vec<bool> = code.encode().iter().map(|m| *m == 1).collect();
    Ok(Modules {
        width: dark.len(),
        height: 1,
        dark,
    })
}

#[cfg(test)]
mod tests {
    use super::{code128, pdf417, qr};

    #[test]
    fn codes_have_their_shapes() -> anyhow::Result<()> {
        let square = qr("1234 5678 9012")?;
        assert_eq!(square.width * square.height, square.dark.len());
        let stacked = pdf417(&[65; 200], 6)?;
        assert_eq!(stacked.width * stacked.height, stacked.dark.len());
        assert!(
            stacked
                .dark
                .chunks(stacked.width)
                .all(|row| row[..8] == [true; 8]),
            "start pattern"
        );
        assert_eq!(code128("ABC123")?.height, 1);
        Ok(())
    }
}
