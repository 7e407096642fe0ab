//! Turns a decoding into what a caller holds, and says whether it is valid.

use std::collections::BTreeMap;

use image::GrayImage;
use mrz::{ALPHABET, FieldName};
use serde_json::{Value, json};

use super::decode::Decoded;
use super::ink;
use super::law::Place;
use super::likeness::Likeness;
use super::strip::{FILL, Strip, symbol};
use crate::document::{Mrz, Repair};
use crate::geometry::{Point, Quad};
use crate::letters::lack_a_tail;

/// The least probability of the whole reading that a valid zone has. Of 12,900 zones of drawn lines (test world, a
/// reader of 36,000 samples), whole, covered or cut, none above was wrong but for one typeface whose `T` has a foot.
const SURE: f32 = 0.99;

/// Letters, what each may be that lost a stroke, and by how many nats it must be likelier than that where no digit proves
/// it. QUIÑONES photographed at 8 px a letter was vouched for as OUINONES with 5.6; of 231 true O's in valid zones five had
/// less than seven. CIFUENTES was as CIFUENIES with 5.6; of 1,776 right zones three have an I with less than 6.5.
const STROKES: [(u8, u8, f32); 2] = [(b'O', b'Q', 7.0), (b'I', b'T', 6.5)];

/// What is left of the sureness of a character that grammar or a digit chose and not the glyph.
const UNLIKE: f32 = 0.5;

/// The zone that a decoding of `stack` amounts to.
pub(super) fn pronounce(decoded: &Decoded, stack: &[Strip], card: &GrayImage) -> Mrz {
    let lines = lines(decoded);
    let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
    let parsed = mrz::parse_as(decoded.law.format, &texts).ok();
    let certain = decoded.lawful
        && decoded.reading.confidence >= SURE
        && decoded.fits.iter().all(|fit| fit.regular)
        && (0..decoded.seen.len()).all(|at| decoded.is_seen(at))
        && shows_its_strokes(decoded)
        && is_whole(decoded, stack, card);
    let mut zone = Mrz {
        format: decoded.law.format.as_str().to_owned(),
        valid: certain && parsed.is_some_and(|parsed| parsed.valid()),
        checks: parsed
            .into_iter()
            .flat_map(|p| p.checks())
            .map(|c| (c.name.as_str().to_owned(), c.ok))
            .collect(),
        repairs: repairs(decoded),
        fields: parsed.as_ref().map(fields).unwrap_or_default(),
        confidences: (parsed.iter().flat_map(mrz::Mrz::fields))
            .map(|field| (field.name.as_str().to_owned(), sureness(decoded, &field)))
            .collect(),
        confidence: decoded.reading.confidence.clamp(0.0, 1.0),
        quad: around(stack),
        chekin: chekin(&texts),
        ..Mrz::default()
    };
    zone.lines = lines;
    zone.valid &= !lost_a_tail(&zone);
    zone
}

/// Whether names of a Spanish-speaking state have an O before UE or UI: it is a Q, and the reader surely wrong. QUISPE came
/// as OUISPE at nine nats and more.
fn lost_a_tail(zone: &Mrz) -> bool {
    let state = zone.issuer();
    state
        .zip(zone.names_line())
        .is_some_and(|(state, names)| lack_a_tail(names, &state))
}

/// How sure the least sure character of a value is, and of the filler that ends it.
fn sureness(decoded: &Decoded, field: &mrz::Field) -> f32 {
    let filler = char::from(ALPHABET[FILL]);
    let length = field.text.trim_end_matches(filler).len() + 1;
    let span = field.span;
    let end = span.end.min(span.start + length);
    let spans = [
        Some((span.line, span.start..end)),
        field.rest.map(|r| (r.line, r.start..r.end)),
    ];
    let stands = |place: &Place| {
        let mut spans = spans.iter().flatten();
        spans.any(|(line, columns)| *line == place.line && columns.contains(&place.column))
    };
    let read = decoded.law.places.iter().zip(&decoded.reading.symbols);
    let read = read
        .zip(&decoded.seen)
        .filter(|((place, _), _)| stands(place));
    let sure = read.map(|((place, symbol), seen)| {
        let likeliest = seen.raw == *symbol;
        seen.share(*symbol, place.allowed) * if likeliest { 1.0 } else { UNLIKE }
    });
    sure.fold(1.0, f32::min)
}

/// Whether no letter of the names may be another that lost a stroke.
fn shows_its_strokes(decoded: &Decoded) -> bool {
    let read = decoded.law.places.iter().zip(&decoded.reading.symbols);
    read.zip(&decoded.seen).all(|((place, symbol), seen)| {
        place.is_settled_by_digits() || has_its_strokes(ALPHABET[*symbol], seen)
    })
}

fn has_its_strokes(read: u8, seen: &Likeness) -> bool {
    let mut doubts = STROKES.iter().filter(|(letter, ..)| *letter == read);
    doubts.all(|(letter, whole, nats)| {
        let both = symbol(*letter).zip(symbol(*whole));
        both.is_some_and(|(letter, whole)| seen.cost(whole) - seen.cost(letter) >= *nats)
    })
}

/// Whether no character of the zone is covered in part.
fn is_whole(decoded: &Decoded, stack: &[Strip], card: &GrayImage) -> bool {
    let mut symbols = &decoded.reading.symbols[..];
    stack.iter().zip(&decoded.fits).all(|(strip, fit)| {
        let (row, rest) = symbols.split_at(fit.centres.len());
        symbols = rest;
        ink::broken(card, strip, &fit.centres, fit.pitch, row).is_empty()
    })
}

/// A zone of rows that no format fits: their best paths, never valid.
pub(super) fn shrug(texts: Vec<String>, stack: &[Strip]) -> Mrz {
    let lines: Vec<&str> = texts.iter().map(String::as_str).collect();
    let longest = texts.iter().map(String::len).max().unwrap_or(0);
    let format = match (texts.len(), longest) {
        (3, _) => "TD1",
        (2, 40..) => "TD3",
        (2, _) => "TD2",
        _ => "",
    };
    Mrz {
        format: format.to_owned(),
        chekin: chekin(&lines),
        quad: around(stack),
        lines: texts,
        ..Mrz::default()
    }
}

/// The characters of each line; `?` where the picture shows nothing.
fn lines(decoded: &Decoded) -> Vec<String> {
    let mut lines = vec![String::new(); decoded.fits.len()];
    for (at, (place, symbol)) in decoded
        .law
        .places
        .iter()
        .zip(&decoded.reading.symbols)
        .enumerate()
    {
        let character = if decoded.is_seen(at) {
            char::from(ALPHABET[*symbol])
        } else {
            '?'
        };
        lines[place.line].push(character);
    }
    lines
}

fn repairs(decoded: &Decoded) -> Vec<Repair> {
    let mut repairs: Vec<Repair> = Vec::new();
    for (at, (place, symbol)) in decoded
        .law
        .places
        .iter()
        .zip(&decoded.reading.symbols)
        .enumerate()
    {
        let (line, column) = (place.line, place.column);
        let fit = &decoded.fits[line];
        let mut confess = |from: char, why: &str| {
            repairs.push(Repair {
                line: line + 1,
                column: column + 1,
                from,
                to: char::from(ALPHABET[*symbol]),
                why: why.to_owned(),
            });
        };
        let raw = decoded.seen[at].raw;
        if fit.filled.contains(&column) {
            confess(
                '?',
                "nothing was read here, deep in a run of fillers whose pitch has room for one more",
            );
        } else if raw != *symbol && decoded.is_seen(at) {
            let stands = place.allowed.bits() >> raw & 1 == 1;
            let why = if stands && place.is_settled_by_digits() {
                "check digit"
            } else {
                "cannot stand here"
            };
            confess(char::from(ALPHABET[raw]), why);
        }
        for (_, twice) in fit.doubled.iter().filter(|(at, _)| *at == column) {
            confess(
                char::from(ALPHABET[*twice]),
                "read once more than the pitch has room for",
            );
        }
    }
    repairs
}

fn fields(zone: &mrz::Mrz) -> BTreeMap<String, String> {
    let value = |field: mrz::Field| match field.name {
        FieldName::Sex => field.text.to_owned(),
        _ => field.value.to_string(),
    };
    zone.fields()
        .map(|field| (field.name.as_str().to_owned(), value(field)))
        .collect()
}

/// Chekin's flags and score, in the names of its API.
fn chekin(lines: &[&str]) -> Value {
    let Some(view) = mrz::chekin::view(lines) else {
        return json!({ "mrz_detected": false, "valid_score": 0 });
    };
    let stripped = |piece: mrz::chekin::Piece| piece.stripped().collect::<String>();
    json!({
        "mrz_detected": true,
        "mrz_type": view.kind.as_str(),
        "type_doc": stripped(view.document_type),
        "country": stripped(view.country),
        "number": stripped(view.number),
        "date_of_birth": view.date_of_birth.to_string(),
        "expiration_date": view.expiration_date.to_string(),
        "nationality": stripped(view.nationality),
        "sex": view.sex.to_string(),
        "names": view.names.to_string(),
        "surname": view.surname.to_string(),
        "personal_number": view.personal_number.to_string(),
        "valid_number": view.valid_number,
        "valid_date_of_birth": view.valid_date_of_birth,
        "valid_expiration_date": view.valid_expiration_date,
        "valid_composite": view.valid_composite.unwrap_or(false),
        "valid_score": view.valid_score,
    })
}

/// Around all rows: the upper edge of the first and the lower edge of the last, drawn out to the widest row.
fn around(stack: &[Strip]) -> Quad {
    let (Some(first), Some(last)) = (stack.first(), stack.last()) else {
        return Quad::default();
    };
    let start = stack
        .iter()
        .map(|strip| strip.start)
        .fold(f32::INFINITY, f32::min);
    let end = stack
        .iter()
        .map(Strip::end)
        .fold(f32::NEG_INFINITY, f32::max);
    let drawn = |strip: &Strip, left: Point, right: Point| {
        let width = strip.end() - strip.start;
        let at = |along: f32| left.toward(right, (along - strip.start) / width);
        (at(start), at(end))
    };
    let ([tl, tr, ..], [_, _, br, bl]) = (first.quad.0, last.quad.0);
    let ((tl, tr), (bl, br)) = (drawn(first, tl, tr), drawn(last, bl, br));
    Quad([tl, tr, br, bl])
}

/// Whether some best paths look enough like a zone to be reported although no format fits.
pub(super) fn is_telling(texts: &[String]) -> bool {
    let filler = char::from(ALPHABET[FILL]);
    let fillers: usize = texts.iter().map(|text| text.matches(filler).count()).sum();
    texts.len() >= 2 && texts.iter().all(|text| text.len() >= 20) && fillers >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_o_before_ue_and_ui_is_a_q_where_spanish_is_written() {
        let lost = |state: &str, names: &str| {
            lost_a_tail(&Mrz {
                format: "TD3".to_owned(),
                lines: vec![format!("P<{state}{names}")],
                fields: [("issuing_state".to_owned(), state.to_owned())].into(),
                ..Mrz::default()
            })
        };
        assert!(lost("PER", "OUISPE<FLORES<<RUBEN"));
        assert!(lost("VEN", "MAROUEZ<<JOSE"));
        assert!(!lost("PER", "QUISPE<FLORES<<RUBEN"));
        assert!(!lost("FRA", "ROUILLARD<<LOUISE"), "French writes it");
    }

    #[test]
    fn a_letter_that_may_have_lost_a_stroke_is_not_sure() {
        let sure = |read: u8, rival: u8, odds: f32| {
            let mut of = [1e-9; ALPHABET.len()];
            for (place, symbol) in ALPHABET.iter().enumerate() {
                if *symbol == read {
                    of[place] = 1.0 - odds;
                } else if *symbol == rival {
                    of[place] = odds;
                }
            }
            let seen = Likeness {
                raw: 0,
                seen: 1.0,
                of,
            };
            has_its_strokes(read, &seen)
        };
        assert!(!sure(b'O', b'Q', 0.004), "5.5 nats: blur may hide a tail");
        assert!(sure(b'O', b'Q', 0.0001));
        assert!(!sure(b'I', b'T', 0.004), "and a bar");
        assert!(sure(b'I', b'T', 0.001));
        assert!(sure(b'T', b'I', 0.004), "nothing adds a stroke");
    }
}
