//! Draws lines, cards and photographs of cards with their truth, to train and test idocr.

pub mod fonts;
pub mod ink;
pub mod raster;
pub mod rng;
pub mod world;
