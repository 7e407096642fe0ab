//! The `idocr` command.

fn main() {}
