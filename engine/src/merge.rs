//! Settles readings of print, machine readable zone and barcodes into one document.

use std::collections::BTreeMap;

use mrz::{Day, Meaning};

use crate::card::Card;
use crate::dates;
use crate::document::{
    Agreement, Barcode, Check, Dissent, Document, Field, Mrz, Portrait, Source, TextLine,
};
use crate::field::Reading;
use crate::fuzzy::letters;
use crate::geometry::Quad;
use crate::layout::Match;
use crate::name::FieldName;
use crate::read::Line;
use crate::zones::Zones;

/// What a dissenting source takes from the confidence of a value.
const DISSENT: f32 = 0.5;

/// The document of a card, in photo pixels; `today` is `YYYY-MM-DD`.
pub(crate) fn settle(
    found: Match,
    readings: Vec<Reading>,
    zones: Zones,
    lines: &[Line],
    card: &Card,
    today: &str,
) -> Document {
    let in_photo = |quad: &Quad| quad.through(&card.to_photo).unwrap_or(card.quad);
    let zone = zones.mrz.map(|zone| Mrz {
        quad: in_photo(&zone.quad),
        ..zone
    });
    let told = zone
        .as_ref()
        .zip(dates::day(today))
        .map(|(zone, today)| from_zone(zone, today))
        .unwrap_or_default();
    let (fields, agreement) = settled(readings, told, zone.as_ref(), &in_photo);
    let country = found.template.country.as_ref().map(|code| code.0.clone());
    Document {
        document: found.known().then(|| found.template.id.clone()),
        country: country.or_else(|| zone.as_ref().and_then(issuer)),
        kind: kind(&found, zone.as_ref()),
        side: found.side,
        confidence: found.score,
        quad: card.quad,
        fields,
        mrz: zone,
        barcodes: zones
            .barcodes
            .into_iter()
            .map(|code| Barcode {
                quad: in_photo(&code.quad),
                ..code
            })
            .collect(),
        portrait: zones.portrait.map(|quad| Portrait {
            quad: in_photo(&quad),
        }),
        lines: lines
            .iter()
            .map(|line| TextLine {
                text: line.text.clone(),
                confidence: line.confidence,
                quad: in_photo(&line.patch.quad),
            })
            .collect(),
        agreement,
        notes: found.notes,
    }
}

/// What the document is: the template's word, else what the zone says of itself.
fn kind(found: &Match, zone: Option<&Mrz>) -> Option<String> {
    if found.known() {
        return Some(found.template.kind.as_str().to_owned());
    }
    let zone = zone?;
    let code = zone.fields.get("document_code").map_or("", String::as_str);
    let word = match (zone.format.as_str(), code.as_bytes().first()) {
        ("TD3", _) => "passport",
        ("MRV-A" | "MRV-B", _) => "visa",
        ("TD1" | "TD2", Some(b'I' | b'C' | b'A')) => "id-card",
        _ => return None,
    };
    Some(word.to_owned())
}

/// The issuing state as three letters; Germany's own code is one.
fn issuer(zone: &Mrz) -> Option<String> {
    match zone.fields.get("issuing_state")?.trim_end_matches('<') {
        "" => None,
        "D" => Some("DEU".to_owned()),
        code => Some(code.to_owned()),
    }
}

/// A value of the zone under the name that the product uses for it.
fn from_zone(zone: &Mrz, today: Day) -> Vec<Reading> {
    let raw = |name: &str| {
        zone.fields
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.contains('?'))
    };
    let plain = |name: &str| {
        raw(name)
            .map(|v| v.trim_matches('<').to_owned())
            .filter(|v| !v.is_empty())
    };
    let day =
        |name: &str, meaning| raw(name).and_then(|value| dates::of_zone(value, meaning, today));
    let mut readings = Vec::new();
    let mut tell = |name: FieldName, element: &str, value: Option<String>| {
        let Some(value) = value else { return };
        let text = raw(element)
            .unwrap_or_default()
            .trim_end_matches('<')
            .to_owned();
        let check = zone.checks.get(element).map(|ok| Check {
            check: "icao-7-3-1".to_owned(),
            ok: *ok,
        });
        readings.push(Reading {
            name,
            text,
            value,
            confidence: zone.confidence,
            source: Source::Mrz,
            checks: check.into_iter().collect(),
            quad: zone.quad,
        });
    };
    tell(FieldName::Surname, "surname", plain("surname"));
    tell(FieldName::GivenNames, "given_names", plain("given_names"));
    tell(
        FieldName::DocumentNumber,
        "document_number",
        plain("document_number"),
    );
    tell(FieldName::Nationality, "nationality", plain("nationality"));
    tell(
        FieldName::DateOfBirth,
        "date_of_birth",
        day("date_of_birth", Meaning::Birth),
    );
    tell(
        FieldName::DateOfExpiry,
        "date_of_expiry",
        day("date_of_expiry", Meaning::Expiry),
    );
    tell(
        FieldName::Sex,
        "sex",
        raw("sex").map(|sex| {
            if sex == "<" {
                "X".to_owned()
            } else {
                sex.to_owned()
            }
        }),
    );
    readings
}

/// One field a name, and where print and zone were compared.
fn settled(
    print: Vec<Reading>,
    zone: Vec<Reading>,
    mrz: Option<&Mrz>,
    in_photo: &dyn Fn(&Quad) -> Quad,
) -> (BTreeMap<FieldName, Field>, Vec<Agreement>) {
    let proven = mrz.is_some_and(|mrz| mrz.valid);
    let (mut fields, mut agreement) = (BTreeMap::new(), Vec::new());
    let mut zone: BTreeMap<FieldName, Reading> = zone.into_iter().map(|r| (r.name, r)).collect();
    for printed in print {
        let name = printed.name;
        let field = match zone.remove(&name) {
            None => field_of(printed, in_photo),
            Some(told) => {
                let same = says_the_same(name, &printed, &told);
                // A word in the country's language and a code cannot be compared letter by letter.
                if name != FieldName::Nationality {
                    let (print, mrz) = (printed.value.clone(), told.value.clone());
                    agreement.push(Agreement {
                        field: name,
                        print,
                        mrz,
                        same,
                    });
                }
                choose(printed, told, same, proven, in_photo)
            }
        };
        fields.insert(name, field);
    }
    // What stands in the zone alone is not in photo pixels twice: its quad is already there.
    fields.extend(
        zone.into_values()
            .map(|told| (told.name, field_of(told, &|quad| *quad))),
    );
    (fields, agreement)
}

/// Print that agrees keeps its accents; where they differ the zone stands if it is proven, else the surer one.
fn choose(
    printed: Reading,
    told: Reading,
    same: bool,
    proven: bool,
    in_photo: &dyn Fn(&Quad) -> Quad,
) -> Field {
    if same {
        let checks = told.checks.clone();
        let confidence = printed.confidence.max(told.confidence);
        let field = field_of(printed, in_photo);
        return Field {
            confidence,
            checks: [field.checks, checks].concat(),
            ..field
        };
    }
    let zone_stands = proven || told.confidence > printed.confidence;
    let stay = |quad: &Quad| *quad;
    let (taken, other) = if zone_stands {
        (told, printed)
    } else {
        (printed, told)
    };
    let dissent = Dissent {
        source: other.source,
        value: other.value,
        confidence: other.confidence,
    };
    let field = if zone_stands {
        field_of(taken, &stay)
    } else {
        field_of(taken, in_photo)
    };
    Field {
        confidence: field.confidence * DISSENT,
        dissent: vec![dissent],
        ..field
    }
}

fn field_of(reading: Reading, in_photo: &dyn Fn(&Quad) -> Quad) -> Field {
    Field {
        text: reading.text,
        value: reading.value,
        confidence: reading.confidence,
        source: reading.source,
        checks: reading.checks,
        quad: in_photo(&reading.quad),
        dissent: Vec::new(),
    }
}

/// Whether print and zone say the same, transliteration and truncation allowed for names.
fn says_the_same(name: FieldName, print: &Reading, zone: &Reading) -> bool {
    match name {
        FieldName::Surname | FieldName::GivenNames => {
            let field = zone.value.replace(' ', "<");
            !matches!(
                mrz::name::compare(&print.value, &field),
                mrz::name::Likeness::Other
            )
        }
        FieldName::Nationality => true,
        _ => letters(&print.value) == letters(&zone.value),
    }
}
