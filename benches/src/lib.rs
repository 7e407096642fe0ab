//! What the benches and the score share.

pub mod pictures;
pub mod score;
