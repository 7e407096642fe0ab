//! The two worlds that share no font, artwork, background pattern or seed.

use serde::{Deserialize, Serialize};

/// Which half of the drawn world a sample comes from; scores count only on `Test`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum World {
    /// What models learn from.
    Train,
    /// What they are judged on, and must never learn from.
    Test,
}

impl World {
    /// Mixed into every seed, so that the two worlds never draw the same sample.
    pub fn salt(self) -> u64 {
        match self {
            World::Train => 0x7261_494E,
            World::Test => 0x7465_5354,
        }
    }

    /// The name that each streamed sample carries.
    pub fn name(self) -> &'static str {
        match self {
            World::Train => "train",
            World::Test => "test",
        }
    }
}
