//! What the benches and the score share.
