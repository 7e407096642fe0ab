//! ICAO 9303 machine readable zones: parse, check, repair, make.
