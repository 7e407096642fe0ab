//! Draws lines, cards and photographs of cards with their truth, to train and test idocr.
