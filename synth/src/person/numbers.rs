//! Numbers of documents and persons by the law of each country.

use super::Person;
use crate::law;
use crate::rng::Rng;

pub(super) fn numbers(person: &mut Person, rng: &mut Rng, country: &str) {
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
