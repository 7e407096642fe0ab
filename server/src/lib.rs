//! Five vendors API dialects over the idocr engine, served locally.
