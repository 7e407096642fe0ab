//! Machine readable zones of invented holders, put together by ICAO 9303 on their own.

use crate::law::icao;
use crate::person::Person;

/// Sizes of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Three lines of 30.
    Td1,
    /// Two lines of 36.
    Td2,
    /// Two lines of 44.
    Td3,
    /// A visa of two lines of 44.
    MrvA,
    /// A visa of two lines of 36.
    MrvB,
    /// One line of 30, as on European driving licences.
    Line,
}

/// What a country puts into the parts of a zone that ICAO leaves to it.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// First letters, such as `P<` or `ID`.
    pub code: String,
    /// Issuing state, up to three letters.
    pub state: String,
    /// Document number.
    pub number: String,
    /// Optional data after the number (TD1), or in the only such place (TD2, TD3).
    pub optional: String,
    /// Optional data of the second line (TD1).
    pub second: String,
    /// The letter of the sex, or `<`.
    pub sex: String,
}

fn padded(text: &str, width: usize) -> String {
    let clean = text.chars().map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '<'
        }
    });
    clean.chain(std::iter::repeat('<')).take(width).collect()
}

fn checked(text: &str, width: usize) -> String {
    let text = padded(text, width);
    format!("{text}{}", icao(&text))
}

fn short(iso: &str) -> String {
    iso.replace('-', "")
        .get(2..8)
        .unwrap_or("<<<<<<")
        .to_owned()
}

/// Letters of a name as ICAO writes them.
#[must_use]
pub fn latinised(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_uppercase().chars() {
        match c {
            'Ä' | 'Æ' => out += "AE",
            'Ö' | 'Ø' | 'Œ' | 'Ő' => out += "OE",
            'Ü' | 'Ű' => out += "UE",
            'Å' => out += "AA",
            'ß' => out += "SS",
            'Þ' => out += "TH",
            'Ð' | 'Đ' | 'Ď' => out.push('D'),
            'Ł' | 'Ľ' | 'Ĺ' => out.push('L'),
            'İ' | 'I' | 'Ị' | 'Ỉ' => out.push('I'),
            'Ş' | 'Š' | 'Ś' | 'Ș' => out.push('S'),
            'Ž' | 'Ź' | 'Ż' => out.push('Z'),
            'Č' | 'Ć' => out.push('C'),
            'Ň' | 'Ń' | 'Ñ' => out.push('N'),
            'Ř' => out.push('R'),
            'Ť' | 'Ț' => out.push('T'),
            'Ğ' => out.push('G'),
            '\'' | '’' | '.' => {}
            'A'..='Z' => out.push(c),
            c if c.is_alphabetic() => out.push(base(c)),
            _ => out.push('<'),
        }
    }
    out
}

/// The base letter of an accented one not named above.
fn base(c: char) -> char {
    const GROUPS: [(char, &str); 6] = [
        ('A', "ÁÀÂÃĂĄẠẢẤẦẨẪẬẮẰẲẴẶ"),
        ('E', "ÉÈÊËĘĚẸẺẼẾỀỂỄỆĖĒ"),
        ('I', "ÍÌÎÏĨĪ"),
        ('O', "ÓÒÔÕƠỌỎỐỒỔỖỘỚỜỞỠỢ"),
        ('U', "ÚÙÛŨŮƯỤỦỨỪỬỮỰŪ"),
        ('Y', "ÝỲỴỶỸŸ"),
    ];
    let plain = crate::print::unaccented(&c.to_string())
        .chars()
        .next()
        .unwrap_or('X');
    if plain.is_ascii_uppercase() {
        return plain;
    }
    GROUPS
        .iter()
        .find(|(_, all)| all.contains(c))
        .map_or('X', |(b, _)| *b)
}

fn names(person: &Person, width: usize) -> String {
    let joined = format!(
        "{}<<{}",
        latinised(person.get("surname")),
        latinised(person.get("given_names"))
    );
    padded(&joined, width)
}

/// The lines of a zone.
#[must_use]
pub fn lines(format: Format, parts: &Parts, person: &Person) -> Vec<String> {
    let (code, state) = (padded(&parts.code, 2), padded(&parts.state, 3));
    let nationality = padded(
        if parts.state == "D" {
            "D"
        } else {
            person.get("nationality")
        },
        3,
    );
    let number = checked(&parts.number, 9);
    let birth = checked(&short(person.get("date_of_birth")), 6);
    let expiry = checked(&short(person.get("date_of_expiry")), 6);
    let sex = padded(&parts.sex, 1);
    match format {
        Format::Td1 => {
            let first = format!("{code}{state}{number}{}", padded(&parts.optional, 15));
            let optional = padded(&parts.second, 11);
            let check = icao(&format!("{}{birth}{expiry}{optional}", &first[5..]));
            vec![
                first,
                format!("{birth}{sex}{expiry}{nationality}{optional}{check}"),
                names(person, 30),
            ]
        }
        Format::Td3 => {
            let optional = checked(&parts.optional, 14);
            let check = icao(&format!("{number}{birth}{expiry}{optional}"));
            vec![
                format!("{code}{state}{}", names(person, 39)),
                format!("{number}{nationality}{birth}{sex}{expiry}{optional}{check}"),
            ]
        }
        Format::Td2 => {
            let optional = padded(&parts.optional, 7);
            let check = icao(&format!("{number}{birth}{expiry}{optional}"));
            vec![
                format!("{code}{state}{}", names(person, 31)),
                format!("{number}{nationality}{birth}{sex}{expiry}{optional}{check}"),
            ]
        }
        Format::MrvA | Format::MrvB => {
            let (wide, rest) = if format == Format::MrvA {
                (39, 16)
            } else {
                (31, 8)
            };
            vec![
                format!("{code}{state}{}", names(person, wide)),
                format!(
                    "{number}{nationality}{birth}{sex}{expiry}{}",
                    padded(&parts.optional, rest)
                ),
            ]
        }
        Format::Line => {
            let head = padded(&format!("D1{state}{}", parts.number), 29);
            vec![format!("{head}{}", icao(&head))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Parts, latinised, lines};
    use crate::person::Person;

    #[test]
    fn a_published_line_is_made_again() {
        let person = Person::of(&[
            ("surname", "Muster"),
            ("given_names", "Erika"),
            ("nationality", "UTO"),
            ("date_of_birth", "1974-08-12"),
            ("date_of_expiry", "2012-04-15"),
        ]);
        let parts = Parts {
            code: "I".into(),
            state: "UTO".into(),
            number: "D23145890".into(),
            sex: "F".into(),
            ..Parts::default()
        };
        let td1 = lines(Format::Td1, &parts, &person);
        assert_eq!(td1[0], "I<UTOD231458907<<<<<<<<<<<<<<<");
        assert_eq!(td1[1], "7408122F1204159UTO<<<<<<<<<<<6");
        assert_eq!(latinised("Østby Åse"), "OESTBY<AASE");
    }
}
