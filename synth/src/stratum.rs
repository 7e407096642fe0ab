//! What is done to a line: its one degradation, or several, and how strongly.

use crate::rng::Rng;

/// The one thing that was done to a line, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stratum {
    /// Nothing but print on its ground.
    Clean,
    /// Few pixels, grown again.
    Lowres,
    /// Out of focus.
    Blur,
    /// The hand moved.
    Motion,
    /// Compressed.
    Jpeg,
    /// Little light.
    Noise,
    /// A lamp mirrored.
    Glare,
    /// Tilted, bent, badly cropped.
    Geometry,
    /// Some of all, each milder.
    Mixture,
}

/// The order in which the test world repeats its strata.
pub const STRATA: [Stratum; 9] = [
    Stratum::Clean,
    Stratum::Lowres,
    Stratum::Blur,
    Stratum::Motion,
    Stratum::Jpeg,
    Stratum::Noise,
    Stratum::Glare,
    Stratum::Geometry,
    Stratum::Mixture,
];

impl Stratum {
    /// The tag in the truth.
    pub fn name(self) -> &'static str {
        match self {
            Stratum::Clean => "clean",
            Stratum::Lowres => "lowres",
            Stratum::Blur => "blur",
            Stratum::Motion => "motion",
            Stratum::Jpeg => "jpeg",
            Stratum::Noise => "noise",
            Stratum::Glare => "glare",
            Stratum::Geometry => "geometry",
            Stratum::Mixture => "mixture",
        }
    }
}

// What was decided about a line before any pixel of it.
pub(crate) struct Plan {
    pub(crate) stratum: Stratum,
    pub(crate) severity: f32,
    pub(crate) cap: f32,
    pub(crate) contrast: f32,
    // What is left of the damage that a line can take and still be read.
    pub(crate) budget: f32,
    pub(crate) tags: Vec<&'static str>,
}

impl Plan {
    pub(crate) fn has(&self, stratum: Stratum) -> bool {
        self.stratum == stratum
    }

    // Strength of one degradation: full in its own stratum, milder and rarer in a mixture.
    pub(crate) fn dose(&mut self, stratum: Stratum, often: f32, rng: &mut Rng) -> f32 {
        let full = self.has(stratum);
        let mixed = self.has(Stratum::Mixture) && rng.chance(often);
        if !(full || mixed) {
            return 0.0;
        }
        let low = if full { 0.3 } else { 0.1 };
        let high = if full { 1.0 } else { 0.75 };
        let dose = (rng.range(low, high) * self.severity).min(self.budget);
        self.budget -= dose;
        dose
    }
}
