//! The words that states print for their citizens' nationality.

use crate::fuzzy::letters;

/// A state's code in a machine readable zone, and the words for its nationality without accents, as its own
/// documents print them: in its language and in English, for men and for women. A state's own name is here only
/// where the documents print it for the nationality.
const NATIONALITIES: &[(&str, &[&str])] = &[
    ("ARG", &["ARGENTINA", "ARGENTINO"]),
    ("AUS", &["AUSTRALIAN"]),
    ("BEL", &["BELG", "BELGE", "BELGIER", "BELGIAN"]),
    ("BGR", &["BULGARIAN"]),
    ("BOL", &["BOLIVIANA", "BOLIVIANO"]),
    (
        "BRA",
        &["BRASILEIRA", "BRASILEIRO", "BRASILEIROA", "BRAZILIAN"],
    ),
    ("CAN", &["CANADIAN", "CANADIENNE", "CANADIEN"]),
    ("CHL", &["CHILENA", "CHILENO", "CHILEAN"]),
    ("COL", &["COLOMBIANA", "COLOMBIANO", "COLOMBIAN"]),
    ("CRI", &["COSTARRICENSE"]),
    ("CUB", &["CUBANA", "CUBANO"]),
    ("CYP", &["CYPRIOT"]),
    ("D", &["DEUTSCH", "GERMAN"]),
    ("DNK", &["DANSK", "DANISH", "DANOIS", "DANOISE"]),
    ("DOM", &["DOMINICANA", "DOMINICANO"]),
    ("ECU", &["ECUATORIANA", "ECUATORIANO", "ECUADORIAN"]),
    ("ESP", &["ESPANOLA", "ESPANOL", "SPANISH"]),
    ("EST", &["ESTONIAN"]),
    ("FIN", &["FINNISH", "FINSK"]),
    ("FRA", &["FRANCAISE", "FRANCAIS", "FRENCH"]),
    ("GBR", &["BRITISHCITIZEN"]),
    ("GRC", &["HELLENIC"]),
    ("GTM", &["GUATEMALTECA", "GUATEMALTECO"]),
    ("HND", &["HONDURENA", "HONDURENO"]),
    ("HRV", &["HRVATSKO", "CROATIAN"]),
    ("HUN", &["MAGYAR", "HUNGARIAN"]),
    ("IDN", &["INDONESIA", "INDONESIAN", "WNI"]),
    ("IND", &["INDIAN"]),
    ("IRL", &["EIREANNACH", "IRISH"]),
    ("ISL", &["ISLENSKT", "ICELANDIC"]),
    ("ITA", &["ITALIANA", "ITALIAN"]),
    ("LTU", &["LIETUVOSRESPUBLIKOS", "LITHUANIAN"]),
    ("LUX", &["LUXEMBOURGEOISE", "LUXEMBOURGEOIS"]),
    ("LVA", &["LATVIAN"]),
    ("MEX", &["MEXICANA", "MEXICANO", "MEXICAN"]),
    ("MKD", &["MACEDONIAN"]),
    ("MLT", &["MALTESE"]),
    ("NIC", &["NICARAGUENSE"]),
    ("NLD", &["NEDERLANDSE", "NEDERLANDER", "DUTCH"]),
    ("NOR", &["NORSK", "NORWEGIAN"]),
    ("PAN", &["PANAMENA", "PANAMENO"]),
    ("PER", &["PERUANA", "PERUANO", "PERUVIAN"]),
    ("POL", &["POLSKIE", "POLISH"]),
    ("PRT", &["PORTUGUESA", "PORTUGUES", "PORTUGUESE"]),
    ("PRY", &["PARAGUAYA", "PARAGUAYO"]),
    ("ROU", &["ROMANA", "ROMANIAN"]),
    ("SLV", &["SALVADORENA", "SALVADORENO"]),
    ("SWE", &["SVENSK", "SWEDISH"]),
    ("THA", &["THAI"]),
    ("TUR", &["TURKISH"]),
    ("URY", &["URUGUAYA", "URUGUAYO"]),
    ("VEN", &["VENEZOLANA", "VENEZOLANO", "VENEZUELAN"]),
];

/// Whether print names the nationality that a zone has by its code: each word of it, where it stands in several
/// languages as `Norsk/ Norwegian` does. `None` for words that are not known.
pub(crate) fn names(print: &str, code: &str) -> Option<bool> {
    let words: Vec<String> = print.split('/').map(letters).collect();
    let words = words
        .iter()
        .filter(|word| !word.is_empty() && *word != code);
    let each: Vec<Option<bool>> = words.map(|word| is_of(word, code)).collect();
    if each.contains(&Some(false)) {
        return Some(false);
    }
    (!each.is_empty() && !each.contains(&None)).then_some(true)
}

/// The words for the nationality of a state, without accents.
pub(crate) fn words(code: &str) -> &'static [&'static str] {
    let own = NATIONALITIES.iter().find(|(state, _)| *state == code);
    own.map_or(&[], |(_, words)| words)
}

/// Mistakes by which a word that was misread differs from the one that was printed.
const MISTAKES: usize = 2;

/// Whether print is nearly a word of the state's, and none: then it was misread.
pub(crate) fn is_misread(print: &str, code: &str) -> bool {
    let print = letters(print);
    let mut away = words(code)
        .iter()
        .map(|word| strsim::levenshtein(word, &print));
    print.len() > 3 * MISTAKES && away.any(|mistakes| (1..=MISTAKES).contains(&mistakes))
}

/// Whether a word is one of the state's; `None` for one that is no state's.
fn is_of(word: &str, code: &str) -> Option<bool> {
    let mut states = NATIONALITIES
        .iter()
        .filter(|(_, words)| words.contains(&word));
    let known = states.clone().next().is_some();
    known.then(|| states.any(|(state, _)| *state == code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_names_its_own_state_and_contradicts_another() {
        for (print, code) in [
            ("Norsk/ Norwegian", "NOR"),
            ("COLOMBIANA", "COL"),
            ("Française", "FRA"),
            ("DEUTSCH", "D"),
            ("SVENSK/SWE", "SWE"),
        ] {
            assert_eq!(names(print, code), Some(true), "{print}");
            assert_eq!(names(print, "VEN"), Some(false), "{print}");
        }
        for unknown in ["", "/", "BERLIN", "SWE", "COL", "DEUTSC", "SVENSK/S"] {
            assert_eq!(names(unknown, "SWE"), None, "{unknown}");
        }
    }

    #[test]
    fn a_word_with_a_mistake_or_two_was_misread() {
        assert!(is_misread("COLOMBTANA", "COL") && is_misread("DEUT5CN", "D"));
        assert!(!is_misread("COLOMBIANA", "PER") && !is_misread("THA", "THA"));
    }

    #[test]
    fn the_words_are_written_as_they_are_compared() {
        for (state, words) in NATIONALITIES {
            assert!(!words.is_empty(), "{state}");
            for word in *words {
                assert_eq!(letters(word), **word, "{state}");
            }
        }
    }
}
