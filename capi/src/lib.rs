//! The idocr engine as a C library.
