//! Which characters readers take for one another, and what that costs.

/// Groups of characters that readers take for one another; such a mistake counts less than others.
const LOOK_ALIKES: [&str; 8] = ["O0DQ", "I1L", "Z2", "S5", "G6C", "B8", "EF", "UV"];
/// Letters alike in small print, beside the groups.
const ALIKE_TOO: [(char, char); 2] = [('M', 'N'), ('C', 'O')];

/// What mistakes cost, in fifths of a whole one.
pub(super) const WHOLE: u32 = 5;
const ALIKE: u32 = 2;

/// Which pairs of neighbouring letters a text holds, look-alikes being one: a quick no for most searches.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    bits: [u64; 8],
    pub(super) count: usize,
}

impl Pairs {
    /// The pairs of a text whose symbols are of these groups.
    pub(super) fn of(groups: &[u8]) -> Self {
        let mut bits = [0; 8];
        for pair in groups.windows(2) {
            let hash = (usize::from(pair[0]) * 31 + usize::from(pair[1])) % 512;
            bits[hash / 64] |= 1 << (hash % 64);
        }
        let count = bits
            .iter()
            .map(|word: &u64| word.count_ones() as usize)
            .sum();
        Self { bits, count }
    }

    /// How many pairs both hold.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let both = self.bits.iter().zip(&other.bits);
        both.map(|(a, b)| (a & b).count_ones() as usize).sum()
    }
}

/// How many numbers there are for symbols.
pub(super) const GROUPS: usize = 64;

/// The same number for characters that are taken for one another; those beyond A to Z share a few.
pub(super) fn group(symbol: char) -> u8 {
    let at = LOOK_ALIKES.iter().position(|group| group.contains(symbol));
    match (symbol, at) {
        ('M' | 'N', _) => 8,
        // C is taken for letters of two groups, which are then one.
        (_, Some(0 | 4)) => 0,
        (_, Some(at)) => at as u8,
        ('0'..='9', None) => 9 + (symbol as u8 - b'0'),
        ('A'..='Z', None) => 19 + (symbol as u8 - b'A'),
        (other, None) => 45 + (u32::from(other) % 19) as u8,
    }
}

/// What it costs that one character was read for another.
pub(super) fn cost(a: char, b: char) -> u32 {
    if a == b {
        return 0;
    }
    let grouped = LOOK_ALIKES
        .iter()
        .any(|group| group.contains(a) && group.contains(b));
    let alike = grouped || ALIKE_TOO.contains(&(a, b)) || ALIKE_TOO.contains(&(b, a));
    if alike { ALIKE } else { WHOLE }
}
