//! Every limit of the engine, each number with its origin.

/// What one photo may cost; checked before the cost is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Encoded bytes of a picture. 20 MiB: a 50-megapixel phone JPEG at quality 95 is about 18 MiB.
    pub bytes: usize,
    /// Pixels of a picture. 50 million: the largest common phone sensor.
    pub pixels: u64,
    /// Longest side in pixels. 12,000: an A4 page scanned at 1,000 dpi.
    pub side: u32,
    /// Documents read in one picture. 4: two cards, both sides.
    pub documents: usize,
    /// Text lines read on one document. 160: the back of a dense card has about 60, a form about 150.
    pub lines: usize,
}

impl Limits {
    /// The shortest side in which anything can stand: one line of the smallest readable print.
    pub(crate) const SHORTEST_SIDE: u32 = 16;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 20 << 20,
            pixels: 50_000_000,
            side: 12_000,
            documents: 4,
            lines: 160,
        }
    }
}
