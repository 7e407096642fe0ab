//! Holders who do not exist, with names of their country and numbers by its laws.

use crate::law;
use crate::print::{dotted, titled};
use crate::rng::Rng;
use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const LIST: &str = include_str!("../people.toml");

/// What a country's people are called and where they live.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    code: String,
    /// Language of its month names.
    pub months: String,
    men: String,
    women: String,
    surnames: String,
    towns: String,
    streets: String,
    regions: String,
    authorities: String,
    #[serde(default)]
    native_men: String,
    #[serde(default)]
    native_women: String,
    #[serde(default)]
    native_surnames: String,
    #[serde(default)]
    native_streets: String,
    #[serde(default)]
    native_towns: String,
}

/// Every country of the list by its lower-case code.
pub fn countries() -> Result<&'static BTreeMap<String, Country>> {
    static READ: OnceLock<BTreeMap<String, Country>> = OnceLock::new();
    if let Some(list) = READ.get() {
        return Ok(list);
    }
    let list = toml::from_str(LIST).context("synth/people.toml does not parse")?;
    Ok(READ.get_or_init(|| list))
}

/// An invented holder: values by field name, dates in ISO 8601.
#[derive(Clone, Debug, Default)]
pub struct Person {
    values: BTreeMap<String, String>,
}

impl Person {
    /// A holder with exactly these values.
    #[must_use]
    pub fn of(values: &[(&str, &str)]) -> Self {
        Self {
            values: values
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
        }
    }

    /// A value, empty where the holder has none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// True if a value is known, be it empty.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Sets a value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// True for a holder printed as female.
    #[must_use]
    pub fn woman(&self) -> bool {
        self.get("sex") == "F"
    }

    fn date(&self, name: &str) -> [i32; 3] {
        let mut parts = self.get(name).split('-').filter_map(|p| p.parse().ok());
        [(); 3].map(|()| parts.next().unwrap_or(1))
    }
}

fn choice<'a>(rng: &mut Rng, row: &'a str) -> (usize, &'a str) {
    let items: Vec<&str> = row.split(';').collect();
    let at = rng.below(items.len());
    (at, items.get(at).copied().unwrap_or_default())
}

fn item(row: &str, at: usize) -> &str {
    row.split(';').nth(at).unwrap_or_default()
}

fn iso(year: i64, month: i64, day: i64) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Invents a holder of a country's document.
pub fn invent(rng: &mut Rng, country: &str) -> Result<Person> {
    let list = countries()?;
    let about = list.get(country).ok_or_else(|| {
        anyhow!("synth/people.toml has no country {country:?}: add a table [{country}]")
    })?;
    let mut person = Person::default();
    person.set("country", &about.code);
    person.set("nationality", &about.code);
    dates(&mut person, rng);
    names(&mut person, rng, about);
    places(&mut person, rng, about);
    body(&mut person, rng);
    numbers(&mut person, rng, country);
    Ok(person)
}

fn dates(person: &mut Person, rng: &mut Rng) {
    let birth = rng.whole(1940, 2008);
    let issue = rng.whole(2014.max(birth + 14), 2026);
    let (m, d) = (rng.whole(1, 12), rng.whole(1, 28));
    person.set(
        "date_of_birth",
        iso(birth, rng.whole(1, 12), rng.whole(1, 28)),
    );
    person.set("date_of_issue", iso(issue, m, d));
    person.set(
        "date_of_expiry",
        iso(issue + if rng.chance(0.75) { 10 } else { 5 }, m, d),
    );
    person.set(
        "date_of_registration",
        iso((birth + 18).min(issue), rng.whole(1, 12), rng.whole(1, 28)),
    );
    person.set("sex", if rng.chance(0.5) { "F" } else { "M" });
}

fn names(person: &mut Person, rng: &mut Rng, about: &Country) {
    let woman = person.woman();
    let (given_row, native_row) = if woman {
        (&about.women, &about.native_women)
    } else {
        (&about.men, &about.native_men)
    };
    let (at, given) = choice(rng, given_row);
    let (first_at, first) = choice(rng, &about.surnames);
    let second = choice(rng, &about.surnames).1;
    let spanish = matches!(about.months.as_str(), "es" | "pt");
    let surname = if spanish {
        format!("{first} {second}")
    } else {
        first.to_owned()
    };
    let father = format!("{} {first}", choice(rng, &about.men).1);
    person.set("given_names", given);
    person.set("first_surname", first);
    person.set("second_surname", second);
    person.set("full_name", format!("{given} {surname}"));
    person.set("surname", surname);
    person.set(
        "birth_name",
        if woman && rng.chance(0.5) {
            choice(rng, &about.surnames).1
        } else {
            ""
        },
    );
    person.set("father_name", father);
    let title = if woman {
        "นางสาว"
    } else {
        "นาย"
    };
    let native = format!(
        "{} {}",
        item(native_row, at),
        item(&about.native_surnames, first_at)
    );
    person.set(
        "name_local",
        if about.code == "THA" {
            format!("{title} {native}")
        } else {
            native
        },
    );
    person.set("title", if woman { "Miss" } else { "Mr." });
}

fn places(person: &mut Person, rng: &mut Rng, about: &Country) {
    let (at, town) = choice(rng, &about.towns);
    let (_, street) = choice(rng, &about.streets);
    let region = item(&about.regions, at % about.regions.split(';').count());
    person.set("place_of_birth", choice(rng, &about.towns).1);
    person.set("place_of_issue", town);
    person.set("city", town);
    person.set("state", region);
    person.set("street", format!("{street} {}", rng.whole(1, 180)));
    person.set("postal_code", format!("{}", rng.whole(10_000, 98_999)));
    person.set("village", choice(rng, &about.towns).1);
    person.set("district", choice(rng, &about.towns).1);
    person.set("rt", format!("{:03}", rng.whole(1, 20)));
    person.set("rw", format!("{:03}", rng.whole(1, 20)));
    let authority = choice(rng, &about.authorities).1.replace("{town}", town);
    person.set("authority", authority);
    let native = format!(
        "{} {}",
        choice(rng, &about.native_streets).1,
        choice(rng, &about.native_towns).1
    );
    person.set("address_local", native.trim());
}

fn body(person: &mut Person, rng: &mut Rng) {
    person.set("height", rng.whole(150, 198).to_string());
    person.set("eye_colour", *rng.pick(&["BRAUN", "BLAU", "GRÜN", "GRAU"]));
    person.set(
        "blood_type",
        *rng.pick(&["O+", "O-", "A+", "A-", "B+", "B-", "AB+", "AB-"]),
    );
    person.set(
        "marital_status",
        *rng.pick(&["SOLTERO", "CASADO", "VIUDO", "DIVORCIADO"]),
    );
    person.set("marital_letter", *rng.pick(&["S", "C", "V", "D"]));
    person.set(
        "marital_indonesia",
        *rng.pick(&["BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI"]),
    );
    person.set(
        "religion",
        *rng.pick(&["ISLAM", "KRISTEN", "KATHOLIK", "HINDU", "BUDHA"]),
    );
    person.set("religion_thai", *rng.pick(&["พุทธ", "อิสลาม", "คริสต์"]));
    person.set(
        "occupation",
        *rng.pick(&[
            "WIRASWASTA",
            "KARYAWAN SWASTA",
            "PELAJAR/MAHASISWA",
            "PETANI/PEKEBUN",
        ]),
    );
    person.set(
        "profession",
        *rng.pick(&[
            "ESTUDIANTE",
            "ING. CIVIL",
            "EMPLEADO PRIVADO",
            "COMERCIANTE",
        ]),
    );
    person.set(
        "restrictions",
        *rng.pick(&["NINGUNA", "CONDUCIR CON LENTES"]),
    );
    person.set(
        "licence_classes",
        *rng.pick(&["AM/B/L", "B", "A-B-BE", "AM-B", "A1/B"]),
    );
    person.set("can_number", law::digits(rng, 6));
    person.set("mobile_number", format!("9{}", law::digits(rng, 9)));
    person.set("virtual_id", law::digits(rng, 16));
    person.set("serial_number", law::digits(rng, 14));
    person.set("section", law::digits(rng, 4));
    person.set("procedure", format!("00{}", law::digits(rng, 9)));
    person.set(
        "finger_code",
        format!("E{}I{}", law::digits(rng, 4), law::digits(rng, 4)),
    );
    person.set("code", law::digits(rng, 12));
    person.set("short", law::digits(rng, 5));
}

fn numbers(person: &mut Person, rng: &mut Rng, country: &str) {
    const GERMAN: &str = "0123456789CFGHJKLMNPRTVWXYZ";
    let (birth, woman) = (person.date("date_of_birth"), person.woman());
    let names =
        ["first_surname", "second_surname", "given_names"].map(|n| person.get(n).to_owned());
    let names = [names[0].as_str(), names[1].as_str(), names[2].as_str()];
    let az = "ABCDEFGHJKLMNPRSTUVWXYZ";
    let (document, personal) = match country {
        "deu" => (
            law::letters(rng, "LMNPRTVWXY", 1) + &law::letters(rng, GERMAN, 8),
            String::new(),
        ),
        "nld" => (
            law::letters(rng, "ISNXPBDFG", 2)
                + &law::letters(rng, "0123456789BCDFHJKLPRSTX", 6)
                + &law::digits(rng, 1),
            law::bsn(rng),
        ),
        "nor" => (
            law::letters(rng, az, 3) + &law::digits(rng, 6),
            law::norwegian(rng, birth, woman),
        ),
        "swe" => (law::digits(rng, 8), law::swedish(rng, birth, woman)),
        "esp" => {
            let n = rng.whole(1_000_000, 99_999_998) as u32;
            person.set(
                "support_number",
                law::letters(rng, az, 3) + &law::digits(rng, 6),
            );
            (format!("{n:08}{}", law::spanish(n)), String::new())
        }
        "mex" => {
            person.set("voter_id", law::voter_key(rng, names, birth, woman));
            (law::digits(rng, 9), law::curp(rng, names, birth, woman))
        }
        "col" => {
            person.set("card_number", law::digits(rng, 9));
            (
                rng.whole(1_000_000_000, 1_199_999_999).to_string(),
                String::new(),
            )
        }
        "ven" => (rng.whole(3_000_000, 32_000_000).to_string(), String::new()),
        "per" => {
            let n = law::digits(rng, 8);
            let check = law::peruvian(&n);
            person.set("check", check);
            (n, String::new())
        }
        "arg" => {
            let n = rng.whole(10_000_000, 48_000_000).to_string();
            let cuil = law::cuil(&n, woman);
            (n, cuil)
        }
        "chl" => (
            rng.whole(100_000_000, 599_999_999).to_string(),
            law::run(rng),
        ),
        "pan" => (
            format!(
                "{}-{}-{}",
                rng.whole(1, 13),
                rng.whole(100, 999),
                rng.whole(100, 9999)
            ),
            String::new(),
        ),
        "ecu" => (law::ecuadorian(rng), String::new()),
        "ind" => {
            person.set("tax_number", law::pan(rng, names[0]));
            (
                law::letters(rng, az, 1) + &law::digits(rng, 7),
                law::aadhaar(rng),
            )
        }
        "idn" => (
            law::letters(rng, "ABCX", 1) + &law::digits(rng, 7),
            law::nik(rng, birth, woman),
        ),
        "tha" => (
            law::letters(rng, "AB", 2) + &law::digits(rng, 7),
            law::thai(rng),
        ),
        _ if rng.chance(0.5) => (
            law::letters(rng, az, 2) + &law::digits(rng, 7),
            law::digits(rng, 10),
        ),
        _ => (law::digits(rng, 9), law::digits(rng, 11)),
    };
    person.set("document_number", document);
    person.set("personal_number", personal);
}

/// A value of a pattern `{name}` or `{name:how}`; see [`printed`].
fn shown(person: &Person, name: &str, how: &str) -> Result<String> {
    if !person.knows(name) {
        return Err(anyhow!("no value {name:?} is known of an invented holder"));
    }
    if let Some((how, digits)) = how.split_once('<') {
        return padded(&shown(person, name, how)?, digits, '\0', false);
    }
    let value = person.get(name);
    Ok(match how {
        "" => value.to_owned(),
        "upper" => value.replace('ß', "SS").to_uppercase(),
        "plain" => crate::print::unaccented(&value.to_uppercase()),
        "title" => titled(value),
        "dots" => dotted(value),
        "first" => value.split(' ').next().unwrap_or_default().to_owned(),
        how if how.starts_with('/') => crate::print::grouped(value, &sizes(how), " "),
        how if how.starts_with('[') => between(value, how)?,
        how if how.starts_with("0>") => padded(value, &how[2..], '0', true)?,
        how if how.starts_with("noise") => noise(value, width(&how[5..])?),
        how => crate::print::date(value, how)?,
    })
}

fn width(digits: &str) -> Result<usize> {
    digits
        .parse()
        .with_context(|| format!("{digits:?} is no width"))
}

/// Exactly so many characters, as records of fixed width have them.
fn padded(value: &str, digits: &str, filler: char, front: bool) -> Result<String> {
    let width = width(digits)?;
    let cut: String = value.chars().take(width).collect();
    let missing = std::iter::repeat_n(filler, width - cut.chars().count());
    Ok(if front {
        missing.chain(cut.chars()).collect()
    } else {
        cut.chars().chain(missing).collect()
    })
}

/// So many characters of one byte each that mean nothing, such as a finger's template: always the
/// same for the same value.
fn noise(value: &str, count: usize) -> String {
    let seeds: Vec<u64> = value.bytes().map(u64::from).collect();
    let mut rng = crate::rng::Rng::new(&seeds);
    (0..count)
        .map(|_| char::from(rng.below(256) as u8))
        .collect()
}

fn sizes(how: &str) -> Vec<usize> {
    how.trim_start_matches('/')
        .split('/')
        .filter_map(|n| n.parse().ok())
        .collect()
}

fn between(value: &str, how: &str) -> Result<String> {
    let ends = how
        .trim_matches(['[', ']'])
        .split_once("..")
        .context("a cut reads [from..to]")?;
    let chars: Vec<char> = value.chars().collect();
    let (from, to) = (
        ends.0.parse().unwrap_or(0),
        ends.1.parse().unwrap_or(chars.len()),
    );
    Ok(chars
        .get(from..to.min(chars.len()))
        .unwrap_or_default()
        .iter()
        .collect())
}

/// Puts a holder's values into a pattern such as `{street:upper}, {city}`.
///
/// After the colon stands how: `upper`, `plain` (upper, no accents), `title`, `dots`, `first`, groups
/// `/4/4/4`, a cut `[0..6]`, a fixed width `<23` (zero bytes after) or `0>10` (zeros before), bytes
/// `noise363`, or a date pattern of [`crate::print::date`]. `{a|x=y,z=w}` maps values.
pub fn printed(person: &Person, pattern: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, next) = after
            .split_once('}')
            .with_context(|| format!("pattern {pattern:?}: a brace never closes"))?;
        out += before;
        out += &if let Some((name, map)) = inside.split_once('|') {
            let value = person.get(name);
            let found = map
                .split(',')
                .filter_map(|pair| pair.split_once('='))
                .find(|(k, _)| *k == value);
            found.map_or(value, |(_, v)| v).to_owned()
        } else {
            let (name, how) = inside.split_once(':').unwrap_or((inside, ""));
            shown(person, name, how).with_context(|| format!("pattern {pattern:?}"))?
        };
        rest = next;
    }
    Ok(out + rest)
}

#[cfg(test)]
mod tests {
    use super::{countries, invent, printed};
    use crate::rng::Rng;

    #[test]
    fn every_country_has_holders() -> anyhow::Result<()> {
        for country in countries()?.keys() {
            let person = invent(&mut Rng::new(&[7]), country)?;
            assert!(!person.get("document_number").is_empty(), "{country}");
            assert!(!person.get("surname").is_empty(), "{country}");
        }
        Ok(())
    }

    #[test]
    fn patterns_say_what_they_do_not_know() -> anyhow::Result<()> {
        let person = invent(&mut Rng::new(&[7]), "esp")?;
        assert!(printed(&person, "{nonsense}").is_err());
        assert!(printed(&person, "{surname").is_err());
        assert_eq!(printed(&person, "{sex|F=K,M=M}/x")?.len(), 3);
        assert_eq!(printed(&person, "{nationality:<5}")?, "ESP\0\0");
        assert_eq!(
            printed(&person, "{nationality:0>2}{nationality:0>4}")?,
            "ES0ESP"
        );
        assert_eq!(printed(&person, "{sex:noise363}")?.chars().count(), 363);
        assert!(printed(&person, "{sex:<wide}").is_err());
        Ok(())
    }
}
