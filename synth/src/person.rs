//! Holders who do not exist, with names of their country and numbers by its laws.

mod numbers;
mod pattern;

use crate::law;
use crate::rng::Rng;
use anyhow::{Context, Result, anyhow};
use numbers::numbers;
pub use pattern::printed;
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
    // Nothing was issued after the day on which these drawings were begun.
    let issue = if (issue, m) > (2026, 10) {
        2025.max(birth + 14)
    } else {
        issue
    };
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
    person.set("street_local", choice(rng, &about.native_streets).1);
    person.set("town_local", choice(rng, &about.native_towns).1);
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
