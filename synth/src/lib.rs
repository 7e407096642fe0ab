//! Draws lines, cards and photographs of cards with their truth, to train and test idocr.

pub mod command;
pub mod corpus;
pub mod degrade;
pub mod fonts;
pub mod ink;
pub mod line;
pub mod paper;
pub mod phrase;
pub mod pixels;
pub mod raster;
pub mod rng;
pub mod sheet;
pub mod stream;
pub mod strip;
pub mod world;
