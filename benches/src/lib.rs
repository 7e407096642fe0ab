//! What the benches and the score share.

pub mod score;
