//! A small seeded generator whose draws are the same on every machine.

/// xoshiro256++, seeded through splitmix64.
#[derive(Clone, Debug)]
pub struct Rng([u64; 4]);

fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Rng {
    /// A generator for one stream: the words (seed, index, what for …) are all mixed in.
    pub fn new(words: &[u64]) -> Rng {
        let mut state = 0x1D0C_5EED;
        for word in words {
            state ^= *word;
            state = splitmix(&mut state);
        }
        Rng(std::array::from_fn(|_| splitmix(&mut state)))
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// Uniform in 0 ≤ x < 1.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 * (1.0 / 16_777_216.0)
    }

    /// Uniform between two ends.
    pub fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Uniform in the logarithm between two positive ends: small sizes are as frequent as large.
    pub fn log_range(&mut self, low: f32, high: f32) -> f32 {
        (self.range(low.ln(), high.ln())).exp()
    }

    /// Near the middle of −1 … 1 more often than at its ends.
    pub fn bell(&mut self) -> f32 {
        (self.unit() + self.unit() + self.unit()) * (2.0 / 3.0) - 1.0
    }

    /// Roughly normal with deviation 1, from one draw of bits: fast enough for every pixel.
    pub fn gauss(&mut self) -> f32 {
        let bits = self.bits();
        let sum =
            (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        (sum as f32 - 131_070.0) * (1.0 / 37_837.0)
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// Uniform in 0 ≤ n < `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        (((self.bits() >> 32) * end as u64) >> 32) as usize
    }

    /// Uniform whole number with both ends included.
    pub fn whole(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// One of a non-empty slice.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of a non-empty list of words.
    pub fn word<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// The place of one weight, drawn in proportion.
    pub fn weighted(&mut self, weights: &[f32]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f32>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn same_words_same_draws_and_gauss_has_unit_deviation() {
        let (mut a, mut b) = (Rng::new(&[1, 2]), Rng::new(&[1, 2]));
        assert_eq!(a.bits(), b.bits());
        assert_ne!(Rng::new(&[1, 2]).bits(), Rng::new(&[2, 1]).bits());
        let (mut sum, mut square) = (0.0, 0.0);
        for _ in 0..20_000 {
            let x = a.gauss();
            sum += x;
            square += x * x;
        }
        assert!((sum / 20_000.0).abs() < 0.03);
        assert!((square / 20_000.0 - 1.0).abs() < 0.05);
    }
}
