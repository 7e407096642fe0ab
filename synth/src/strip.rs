//! Lines of machine readable zones to recognise: real ones, and random ones over their alphabet.

use crate::corpus::Corpus;
use crate::rng::Rng;
use crate::world::World;
use mrz::{Fields, Format, make};

const ALPHABET: &[u8] = b"<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
// Letters that recognisers confuse: drawn together, so that they learn to tell them apart.
const ALIKE: [&[u8]; 9] = [
    b"O0QDCG", b"I1LT7", b"B8R3", b"S5Z2", b"G6C0", b"K<XR", b"MNWH", b"UVYW", b"Z27",
];

const STATES: &[&str] = &[
    "ESP", "PRT", "FRA", "D", "NLD", "NOR", "SWE", "DNK", "FIN", "ISL", "POL", "CZE", "SVK", "HUN",
    "ROU", "HRV", "TUR", "IDN", "VNM", "MLT", "EST", "LVA", "LTU", "AUT", "BEL", "CHE", "GBR",
    "IRL", "ITA", "GRC", "CYP", "SVN", "BGR", "LUX", "USA", "CAN", "MEX", "BRA", "ARG", "COL",
    "PER", "CHL", "ECU", "URY", "PRY", "BOL", "VEN", "CRI", "PAN", "DOM", "GTM", "HND", "SLV",
    "NIC", "CUB", "IND", "THA", "PHL", "MYS", "SGP", "JPN", "KOR", "CHN", "TWN", "HKG", "AUS",
    "NZL", "ZAF", "NGA", "KEN", "MAR", "EGY", "ISR", "ARE", "SAU", "UKR", "RUS", "UTO", "ALB",
    "SRB", "BIH", "MKD", "MNE", "KSV", "MDA", "GEO", "ARM", "AZE", "KAZ", "UZB",
];

const FORMATS: [(Format, f32, &[&str]); 10] = [
    (Format::Td3, 0.36, &["P", "P", "P", "PP", "PD", "PS", "PO"]),
    (
        Format::Td1,
        0.34,
        &["I", "ID", "I", "IR", "AR", "C", "IP", "AC"],
    ),
    (Format::Td2, 0.08, &["I", "ID", "I", "IR"]),
    (Format::MrvA, 0.05, &["V", "VC", "VD"]),
    (Format::MrvB, 0.03, &["V", "VC"]),
    (Format::FrenchId, 0.04, &["ID"]),
    (Format::FrenchDl, 0.03, &["D1"]),
    (Format::DutchDl, 0.03, &["D1"]),
    (Format::SwissDl, 0.02, &["FA"]),
    (Format::SlovakId, 0.02, &["ID"]),
];

/// How often the names of a holder that a reader learns from have their Qs and Os thrown anew: names have few Qs, and a
/// reader that has seen few takes QUISPE for OUISPE.
const TAILED: f32 = 0.2;

/// All lines of the zone of a random person's document.
pub fn real(world: World, corpus: &Corpus, rng: &mut Rng) -> Vec<String> {
    // A value that a national format refuses is drawn again.
    for _ in 0..20 {
        if let Some(lines) = attempt(world, corpus, rng) {
            return lines;
        }
    }
    vec![invented(rng)]
}

fn attempt(world: World, corpus: &Corpus, rng: &mut Rng) -> Option<Vec<String>> {
    let (format, _, codes) = FORMATS[rng.weighted(&FORMATS.map(|(_, weight, _)| weight))];
    let state = rng.word(STATES);
    let nation = if rng.chance(0.8) {
        state
    } else {
        rng.word(STATES)
    };
    let mut person = corpus.person(rng);
    if world == World::Train && rng.chance(TAILED) {
        person.surname = tailed(&person.surname, rng);
        person.given = tailed(&person.given, rng);
    }
    let (born, ends) = (date(rng), date(rng));
    let (one, two) = (optional(rng, 15), optional(rng, 11));
    let digits = random(rng, &ALPHABET[1..11], 12);
    let number = match format {
        Format::SwissDl => digits.clone(),
        Format::DutchDl => digits.get(..10).unwrap_or("").to_owned(),
        _ => number(rng),
    };
    let fields = Fields {
        document_code: rng.word(codes),
        issuing_state: state,
        surname: &person.surname,
        given_names: &person.given,
        document_number: &number,
        nationality: nation,
        date_of_birth: &born,
        sex: rng.word(&["M", "F", "", "M", "F", "X"]),
        date_of_expiry: &ends,
        optional_1: one.get(..one.len().min(rng.below(16))).unwrap_or(""),
        optional_2: two.get(..two.len().min(rng.below(12))).unwrap_or(""),
        administrative_code: digits.get(..6).unwrap_or(""),
        blank_number: digits.get(..6).unwrap_or(""),
        language: rng.word(&["D", "F", "I", "R"]),
        version: "1",
        optional_digit_filler: rng.chance(0.5),
        ..Fields::new(format)
    };
    let lines = make(&fields).ok()?;
    Some(lines.iter().map(str::to_owned).collect())
}

/// A name whose Qs and Os are thrown anew.
fn tailed(name: &str, rng: &mut Rng) -> String {
    let throw = |letter: char| match letter.to_ascii_uppercase() {
        'O' | 'Q' => *rng.pick(&['O', 'Q']),
        _ => letter,
    };
    name.chars().map(throw).collect()
}

fn random(rng: &mut Rng, alphabet: &[u8], n: usize) -> String {
    (0..n).map(|_| char::from(*rng.pick(alphabet))).collect()
}

fn number(rng: &mut Rng) -> String {
    let n = *rng.pick(&[9, 9, 9, 9, 8, 7, 10, 12]);
    match rng.below(4) {
        0 => random(rng, &ALPHABET[1..11], n),
        1 => random(rng, &ALPHABET[1..], n),
        2 => random(rng, b"CFGHJKLMNPRTVWXYZ0123456789", n),
        _ => random(rng, &ALPHABET[11..], 2) + &random(rng, &ALPHABET[1..11], n - 2),
    }
}

fn date(rng: &mut Rng) -> String {
    let (year, month, day) = (rng.whole(0, 99), rng.whole(1, 12), rng.whole(1, 28));
    if rng.chance(0.02) {
        return format!("{year:02}<<<<");
    }
    format!("{year:02}{month:02}{day:02}")
}

fn optional(rng: &mut Rng, width: usize) -> String {
    match rng.below(4) {
        0 | 1 => String::new(),
        2 => random(rng, &ALPHABET[1..11], width),
        _ => random(rng, &ALPHABET[1..], width),
    }
}

/// One line of no document: random characters, runs of fillers, letters that look alike.
pub fn invented(rng: &mut Rng) -> String {
    let width = *rng.pick(&[30, 36, 44, 30, 36, 44, 28, 20, 31]);
    let mut out = String::with_capacity(width);
    while out.len() < width {
        let left = width - out.len();
        let n = (rng.whole(1, 9) as usize).min(left);
        match rng.below(6) {
            0 => out.push_str(&"<".repeat((n * 2).min(left))),
            1 => out.push_str(&random(rng, &ALPHABET[1..11], n)),
            2 => out.push_str(&random(rng, &ALPHABET[11..], n)),
            3 => {
                let alike = *rng.pick(&ALIKE);
                out.push_str(&random(rng, alike, n));
            }
            4 => out.push_str(&random(rng, ALPHABET, n)),
            _ => out.push('<'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, real, tailed};
    use crate::corpus::Corpus;
    use crate::rng::Rng;
    use crate::world::World;

    #[test]
    fn real_zones_parse_and_every_format_comes() {
        let corpus = Corpus::load().expect("the corpus is built in");
        let mut rng = Rng::new(&[3]);
        let mut widths = std::collections::BTreeSet::new();
        for _ in 0..2000 {
            let lines = real(World::Train, &corpus, &mut rng);
            widths.insert(lines.iter().map(String::len).collect::<Vec<_>>());
        }
        assert!(widths.len() >= 6, "{widths:?} of {} formats", FORMATS.len());
    }

    #[test]
    fn only_os_and_qs_are_thrown_anew() {
        let mut rng = Rng::new(&[5]);
        let thrown: Vec<String> = (0..64).map(|_| tailed("Quiñones", &mut rng)).collect();
        for name in ["QUIÑONES", "OUIÑQNES", "OUIÑONES"] {
            let found = thrown.iter().any(|one| one.to_uppercase() == name);
            assert!(found, "{name} in {thrown:?}");
        }
        let whole = |name: &String| name.to_uppercase().replace('Q', "O") == "OUIÑONES";
        assert!(thrown.iter().all(whole), "{thrown:?}");
    }
}
