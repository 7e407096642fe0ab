//! PDF417 symbols as ISO/IEC 15438 has them: byte compaction, error correction, rows and indicators.

use crate::barcode::Modules;
use anyhow::{Result, bail};

/// The bars of each codeword in the three clusters: 929 a cluster, four hexadecimal digits each,
/// which are the module pattern without its first bar's first module.
const BARS: &str = include_str!("../pdf417.txt");
/// Codewords of a cluster, and the prime field that they are counted in.
const FIELD: u32 = 929;
const START: u32 = 0b1_1111_1110_1010_1000;
const STOP: u32 = 0b11_1111_1010_0010_1001;
/// Opens bytes that do not come in whole sixes, and those that do.
const BYTES: [u16; 2] = [901, 924];
/// Fills what is left; elsewhere it opens text.
const PAD: u16 = 900;

/// Encodes bytes in rows of some data columns, more where the symbol would grow too tall.
pub fn encode(bytes: &[u8], columns: u8) -> Result<Modules> {
    let words = compacted(bytes);
    let level = level(words.len() + 1);
    let total = words.len() + 1 + (2 << level);
    if total > 928 {
        bail!(
            "a PDF417 symbol cannot hold {} bytes: at most about 1,000",
            bytes.len()
        );
    }
    let columns = usize::from(columns).clamp(total.div_ceil(90), 30);
    let rows = total.div_ceil(columns).max(3);
    let data = rows * columns - (2 << level);
    let mut all = vec![data as u16];
    all.extend(words);
    all.resize(data, PAD);
    all.extend(correction(&all, level));
    Ok(drawn(&all, rows, columns, level))
}

/// Six bytes become five codewords, a rest of less than six a codeword each.
fn compacted(bytes: &[u8]) -> Vec<u16> {
    let mut out = vec![BYTES[usize::from(bytes.len().is_multiple_of(6))]];
    let sixes = bytes.chunks_exact(6);
    let rest = sixes.remainder();
    for six in sixes {
        let mut value = six.iter().fold(0u64, |sum, b| sum << 8 | u64::from(*b));
        let mut five = [0u16; 5];
        for word in five.iter_mut().rev() {
            *word = (value % 900) as u16;
            value /= 900;
        }
        out.extend(five);
    }
    out.extend(rest.iter().map(|b| u16::from(*b)));
    out
}

/// The standard's least level of correction for so many data codewords.
fn level(words: usize) -> usize {
    match words {
        0..=40 => 2,
        41..=160 => 3,
        161..=320 => 4,
        _ => 5,
    }
}

/// Reed–Solomon codewords over the field of 929, whose primitive element is 3.
fn correction(data: &[u16], level: usize) -> Vec<u16> {
    let count = 2usize << level;
    // Coefficients of (x - 3)(x - 9)…, lowest first, without the leading one.
    let mut factors = vec![1u32];
    let mut root = 1;
    for _ in 0..count {
        root = root * 3 % FIELD;
        let mut next = vec![0; factors.len() + 1];
        for (n, factor) in factors.iter().enumerate() {
            next[n + 1] = (next[n + 1] + factor) % FIELD;
            next[n] = (next[n] + factor * (FIELD - root)) % FIELD;
        }
        factors = next;
    }
    let mut rest = vec![0u32; count];
    for word in data {
        let lead = (u32::from(*word) + rest[count - 1]) % FIELD;
        for n in (0..count).rev() {
            let below = if n == 0 { 0 } else { rest[n - 1] };
            rest[n] = (below + (FIELD - lead * factors[n] % FIELD)) % FIELD;
        }
    }
    rest.iter()
        .rev()
        .map(|word| ((FIELD - word) % FIELD) as u16)
        .collect()
}

/// The bars of a codeword in a cluster (0, 1 or 2, for the standard's 0, 3 and 6).
fn bars(cluster: usize, word: u16) -> u32 {
    // Lines of 29 codewords and a line feed.
    let place = cluster * FIELD as usize + usize::from(word);
    let at = place * 4 + place / 29;
    let digits = BARS.get(at..at + 4).unwrap_or("0000");
    u32::from_str_radix(digits, 16).unwrap_or(0) | 1 << 16
}

fn drawn(words: &[u16], rows: usize, columns: usize, level: usize) -> Modules {
    let width = 17 * (columns + 3) + 18;
    let mut dark = Vec::with_capacity(width * rows);
    let mut push = |bars: u32, count: u32| {
        dark.extend((0..count).rev().map(|n| bars >> n & 1 == 1));
    };
    for (row, words) in words.chunks(columns).enumerate() {
        let cluster = row % 3;
        let told = [(rows - 1) / 3, level * 3 + (rows - 1) % 3, columns - 1];
        let indicator = |which: usize| (row / 3 * 30 + told[which % 3]) as u16;
        push(START, 17);
        push(bars(cluster, indicator(cluster)), 17);
        for word in words {
            push(bars(cluster, *word), 17);
        }
        push(bars(cluster, indicator(cluster + 2)), 17);
        push(STOP, 18);
    }
    Modules {
        width,
        height: rows,
        dark,
    }
}

#[cfg(test)]
mod tests {
    use super::{FIELD, bars, compacted, correction, encode};

    /// Widths of the runs of a 17-module pattern.
    fn runs(bars: u32) -> Vec<usize> {
        let mut out = vec![0];
        let mut last = true;
        for n in (0..17).rev() {
            let dark = bars >> n & 1 == 1;
            if dark != last {
                out.push(0);
                last = dark;
            }
            *out.last_mut().expect("never empty") += 1;
        }
        out
    }

    #[test]
    fn every_pattern_obeys_the_standard() {
        for cluster in 0..3 {
            let mut seen = std::collections::BTreeSet::new();
            for word in 0..FIELD as u16 {
                let pattern = bars(cluster, word);
                let runs = runs(pattern);
                assert!(
                    runs.len() == 8 && runs.iter().all(|r| (1..=6).contains(r)),
                    "{runs:?}"
                );
                let number = (runs[0] + runs[4] + 9 - runs[2] + 9 - runs[6]) % 9;
                assert_eq!(number, cluster * 3, "cluster of {word}");
                assert!(seen.insert(pattern), "{word} stands twice");
            }
        }
    }

    #[test]
    fn corrected_words_have_the_roots_of_the_code() {
        let data = [5, 453, 178, 121, 239];
        let mut all = data.to_vec();
        all.extend(correction(&data, 1));
        let mut root = 1;
        for _ in 0..4 {
            root = root * 3 % FIELD;
            let value = all
                .iter()
                .fold(0, |sum, w| (sum * root + u32::from(*w)) % FIELD);
            assert_eq!(value, 0);
        }
        // The standard's own example: "PDF417" at level 1.
        assert_eq!(all[5..], [452, 327, 657, 619]);
    }

    #[test]
    fn sixes_and_rests_are_compacted() {
        assert_eq!(compacted(b"alcool"), [924, 163, 238, 432, 766, 244]);
        assert_eq!(compacted(b"alcoolique")[..1], [901]);
        assert_eq!(compacted(b"alcoolique").len(), 1 + 5 + 4);
    }

    #[test]
    fn a_tall_symbol_grows_wider_and_too_much_is_refused() -> anyhow::Result<()> {
        let symbol = encode(&[7; 531], 2)?;
        assert!(symbol.height <= 90, "{}", symbol.height);
        assert_eq!(symbol.dark.len(), symbol.width * symbol.height);
        assert!(encode(&[7; 1200], 10).is_err());
        Ok(())
    }
}
