//! What the benches and the score share.

pub mod inside;
pub mod pictures;
pub mod score;
