//! Places, colours and sizes as artwork files write them.

use crate::canvas::Rgb;
use anyhow::Result;
use serde::Deserialize;

/// A place on a card: left, top, right, bottom as fractions of its width and height.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "[f32; 4]")]
pub struct Place(pub [f32; 4]);

impl TryFrom<[f32; 4]> for Place {
    type Error = String;

    fn try_from(b: [f32; 4]) -> Result<Self, String> {
        let on = b.iter().all(|v| (0.0..=1.0).contains(v)) && b[0] < b[2] && b[1] < b[3];
        if on {
            Ok(Self(b))
        } else {
            Err(format!(
                "box {b:?} is off the card: it must read [left, top, right, bottom] within 0 and 1"
            ))
        }
    }
}

/// A colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Hex(pub Rgb);

impl TryFrom<String> for Hex {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = text
            .strip_prefix('#')
            .filter(|t| t.len() == 6)
            .and_then(|t| u32::from_str_radix(t, 16).ok());
        let [_, r, g, b] = number
            .ok_or_else(|| format!("{text:?} is no colour: write #rrggbb"))?
            .to_be_bytes();
        Ok(Self([r, g, b]))
    }
}

/// Sizes of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// 85.60 × 53.98 mm, corners of 3.18 mm.
    Id1,
    /// 105 × 74 mm.
    Id2,
    /// A passport's data page, 125 × 88 mm.
    Id3,
    /// A visa of 120 × 80 mm.
    MrvA,
    /// A visa of 105 × 74 mm.
    MrvB,
    /// A page of 215.9 × 279.4 mm.
    Letter,
    /// A page of 210 × 297 mm.
    A4,
}

impl Size {
    /// Width and height in millimetres.
    #[must_use]
    pub fn mm(self) -> (f32, f32) {
        match self {
            Self::Id1 => (85.6, 53.98),
            Self::Id2 | Self::MrvB => (105.0, 74.0),
            Self::Id3 => (125.0, 88.0),
            Self::MrvA => (120.0, 80.0),
            Self::Letter => (215.9, 279.4),
            Self::A4 => (210.0, 297.0),
        }
    }

    /// Whether it is a page of paper and no card or booklet.
    #[must_use]
    pub fn is_page(self) -> bool {
        matches!(self, Self::Letter | Self::A4)
    }

    /// How much larger its print is than a card's.
    #[must_use]
    pub fn print(self) -> f32 {
        if self.is_page() { 1.4 } else { 1.0 }
    }

    /// Radius of the corners in millimetres.
    #[must_use]
    pub fn round(self) -> f32 {
        match self {
            Self::Id1 => 3.18,
            Self::Id3 => 2.5,
            _ => 0.0,
        }
    }
}
