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

/// Text as the bytes that codes hold: Latin-1 where that has every letter, else UTF-8.
#[must_use]
pub fn bytes(text: &str) -> Vec<u8> {
    let latin: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    latin.unwrap_or_else(|| text.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::{bytes, code128, qr};

    #[test]
    fn codes_have_their_shapes() -> anyhow::Result<()> {
        let square = qr("1234 5678 9012")?;
        assert_eq!(square.width * square.height, square.dark.len());
        assert_eq!(code128("ABC123")?.height, 1);
        Ok(())
    }

    #[test]
    fn letters_become_bytes() {
        assert_eq!(bytes("PEÑA"), [80, 69, 0xD1, 65]);
        assert_eq!(bytes("Ł"), "Ł".as_bytes());
    }
}
