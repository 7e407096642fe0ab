//! The letters with marks that the languages of a state write.

/// States, by their codes in machine readable zones, and the capitals beyond A to Z of their official languages.
const ALPHABETS: &[(&[&str], &str)] = &[
    (&["DEU", "D", "AUT", "LIE"], "ÄÖÜẞ"),
    (&["CHE"], "ÄÖÜÀÂÇÉÈÊËÎÏÌÔÒÙÛ"),
    (&["LUX"], "ÄÖÜẞÀÂÇÉÈÊËÎÏÔÙÛ"),
    (&["FRA", "MCO", "CAN"], "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ"),
    (&["BEL"], "ÀÂÆÄÇÉÈÊËÎÏÔÖŒÙÛÜŸ"),
    (&["NLD"], "ÁÄÀÉËÈÍÏÓÖÒÚÜÊ"),
    (&["ESP", "AND"], "ÁÉÍÓÚÜÑÀÈÒÏÇ"),
    (
        &[
            "ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "GTM", "HND", "MEX", "NIC",
            "PAN", "PER", "PRY", "SLV", "URY", "VEN",
        ],
        "ÁÉÍÓÚÜÑ",
    ),
    (&["PRT", "BRA", "AGO", "MOZ", "CPV"], "ÁÀÂÃÇÉÊÍÓÔÕÚÜ"),
    (&["ITA", "SMR", "VAT"], "ÀÈÉÌÎÒÙ"),
    (&["IRL"], "ÁÉÍÓÚ"),
    (&["ISL"], "ÁÐĐÉÍÓÚÝÞÆÖ"),
    (&["FRO"], "ÁÐĐÍÓÚÝÆØ"),
    (&["DNK"], "ÆØÅÉ"),
    (&["NOR"], "ÆØÅÉÄÖÁČĐŊŠŦŽ"),
    (&["SWE", "FIN"], "ÅÄÖÉ"),
    (&["EST"], "ÄÖÕÜŠŽ"),
    (&["LVA"], "ĀČĒĢĪĶĻŅŠŪŽ"),
    (&["LTU"], "ĄČĘĖĮŠŲŪŽ"),
    (&["POL"], "ĄĆĘŁŃÓŚŹŻ"),
    (&["CZE"], "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"),
    (&["SVK"], "ÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ"),
    (&["HUN"], "ÁÉÍÓÖŐÚÜŰ"),
    (&["ROU", "MDA"], "ĂÂÎȘȚŞŢ"),
    (&["SVN", "HRV", "BIH", "SRB", "MNE"], "ČĆĐŠŽ"),
    (&["TUR"], "ÇĞİÖŞÜÂÎÛ"),
    (&["ALB", "RKS", "XKX"], "ÇË"),
    (&["MLT"], "ĊĠĦŻÀÈÌÒÙ"),
    (&["IDN"], "É"),
    // Welsh; what Gaelic writes is rarer in print than specks are.
    (&["GBR"], "ÂÊÎÔÛŴŶ"),
    // What is in Latin letters there has no marks.
    (
        &[
            "THA", "IND", "PAK", "BGD", "LKA", "NPL", "JPN", "KOR", "SGP", "MYS", "USA", "AUS",
        ],
        "",
    ),
];

/// The capitals with marks that a state's languages write; `None` where they are not known here.
pub(super) fn of(state: &str) -> Option<&'static str> {
    let row = ALPHABETS.iter().find(|(states, _)| states.contains(&state));
    row.map(|(_, capitals)| *capitals)
}
