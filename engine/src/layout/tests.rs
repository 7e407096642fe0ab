//! Which layouts fit, and what rules one out.

use super::*;
use crate::crew::Crew;
use crate::document::Mrz;
use crate::lexicon::{Lexicon, fixed};
use crate::page::tests::{line, read_at};
use crate::spot::tests::torn;

const CARD: &str = "country = \"THA\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
    anchors = [\"Date of Birth\", \"Date of Issue\", \"Date of Expiry\"]\n";
const ZONE: &str = "[front.mrz]\nformat = \"TD3\"\nissuer = [\"THA\"]\n";

/// Whether a page that shows the card's words and this zone is that card.
fn is_known(template: &str, zone: Option<&Mrz>) -> bool {
    let words = ["Date of Birth", "Date of Issue", "Date of Expiry"];
    shows(
        template,
        &words.map(|words| line(words, 100.0, 100.0, 20.0)),
        zone,
    )
}

/// Whether a page with these lines and this zone is the template's card.
fn shows(template: &str, lines: &[Line], zone: Option<&Mrz>) -> bool {
    is_one_of(&[("tha/card", template)], lines, zone)
}

/// Whether a page with these lines and this zone is a card of one of the templates.
fn is_one_of(templates: &[(&str, &str)], lines: &[Line], zone: Option<&Mrz>) -> bool {
    the_one_of(templates, lines, zone).known()
}

/// Which of the templates' cards a page with these lines and this zone is.
fn the_one_of(templates: &[(&str, &str)], lines: &[Line], zone: Option<&Mrz>) -> Match {
    let templates = Templates::parse(templates.iter().copied()).unwrap();
    let lexicon = Lexicon::of(&templates);
    let mut page = Page::new(lines, (856.0, 540.0), &lexicon);
    let sides = templates.iter().filter_map(|t| t.front.as_ref());
    page.look_for(sides.flat_map(fixed), &Crew::alone());
    let zones = Zones {
        mrz: zone.cloned(),
        ..Zones::default()
    };
    let today = Day::new(2026, 11, 21).unwrap();
    choose(&page, &zones, &templates, None, today)
}

fn zone_of(state: &str, valid: bool) -> Mrz {
    Mrz {
        format: "TD3".to_owned(),
        fields: [("issuing_state".to_owned(), state.to_owned())].into(),
        valid,
        ..Mrz::default()
    }
}

#[test]
fn a_number_of_its_own_that_obeys_its_law_speaks_for_a_card() {
    let card = "country = \"SWE\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
        anchors = [{ text = \"NATIONELLT IDENTITETSKORT\", weight = 2.5 }, \"Kortnummer\", \"Personnr\", \"Myndighet\"]\n\
        [front.fields.personal_number]\nlabels = [\"Personnr\"]\nformat = \"number\"\npatterns = [\"9{6}-9{4}\"]\nlaws = [\"luhn\"]\n";
    let shows = |number: &str| {
        let title = line("NATIONELLT IDENTITETSKORT", 100.0, 50.0, 20.0);
        shows(card, &[title, line(number, 100.0, 150.0, 20.0)], None)
    };
    assert!(shows("811228-9874"));
    assert!(!shows("811228-9875"), "its digit is wrong");
    assert!(!shows("No 811228-9874"), "not alone in its row");
    assert!(!shows("Kortet"), "no number");
}

#[test]
fn a_long_number_that_obeys_a_state_s_law_tells_the_state() {
    let card = "country = \"THA\"\nkind = \"driving-licence\"\ntitle = \"\"\n[front]\n\
        anchors = [\"Issue Date\", \"Birth Date\", \"Kingdom\", \"Licence\", \"Registrar\", \"Private Car\"]\n\
        [front.fields.personal_number]\nlabels = [\"ID No.\"]\nformat = \"number\"\n\
        patterns = [\"9 9{4} 9{5} 9{2} 9\"]\nlaws = [\"thai-id\"]\n";
    let shows = |number: &str, sure: f32| {
        let row = |text, top| line(text, 100.0, top, 20.0);
        let number = read_at(row(number, 250.0), sure);
        let lines = [row("Issue Date", 50.0), row("Birth Date", 150.0), number];
        shows(card, &lines, None)
    };
    assert!(shows("2 3211 89349 85 3", 1.0));
    assert!(shows("ID No 2 3211 89349 85 3", 1.0), "behind its label");
    assert!(!shows("2 3211 89349 85 4", 1.0), "its digit is wrong");
    assert!(!shows("2 3211 89349 85 3", 0.8), "not plainly read");
}

#[test]
fn days_and_numbers_in_their_places_speak_for_a_card() {
    let card = "country = \"DEU\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
        anchors = [\"Unterschrift\", \"Geburtsort\"]\nwords = [\"DEUTSCHLAND\"]\n\
        [front.fields.date_of_birth]\nlabels = [\"Geburtstag\"]\nformat = \"date\"\nat = [100, 200, 300, 240]\n\
        [front.fields.date_of_expiry]\nlabels = [\"Bis\"]\nformat = \"date\"\nat = [100, 400, 300, 450]\n";
    // The card is 856 wide and 540 high.
    let shows = |title: &str, birth: &str, left: f32, down: f32| {
        let lines = [
            line(title, 90.0, 20.0, 20.0),
            line(birth, left, 108.0, 20.0),
            line("20.05.2030", 90.0, down, 20.0),
        ];
        shows(card, &lines, None)
    };
    assert!(shows("DEUTSCHLAND", "18.02.1979", 86.0, 220.0));
    assert!(
        !shows("DEUTSCHLAND", "18.02.1979", 400.0, 220.0),
        "elsewhere"
    );
    assert!(
        !shows("DEUTSCHLAND", "18.02.1979", 86.0, 320.0),
        "elsewhere"
    );
    assert!(!shows("DEUTSCHLAND", "38.02.1979", 86.0, 220.0), "no day");
    assert!(
        !shows("POLSKA", "18.02.1979", 86.0, 220.0),
        "nothing tells the state"
    );
}

#[test]
fn words_that_only_a_field_of_the_side_has_speak_for_a_card() {
    let card = "country = \"VEN\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
        anchors = [\"CEDULA DE IDENTIDAD\", \"VENEZOLANO\", \"NACIMIENTO\", \"EXPEDICION\", \"VENCIMIENTO\"]\n\
        own = { marital_status = [\"SOLTERO\", \"CASADO\"] }\n\
        [front.fields.marital_status]\nlabels = [\"EDO. CIVIL\"]\nformat = \"words\"\n";
    let shows = |own: &str, sure: f32| {
        let row = |text| line(text, 100.0, 100.0, 20.0);
        let [title, state] = ["CEDULA DE IDENTIDAD", "VENEZOLANO"].map(row);
        shows(card, &[title, state, read_at(row(own), sure)], None)
    };
    assert!(shows("CASADO", 1.0));
    assert!(!shows("CASAS", 1.0), "another word");
    assert!(!shows("CASADO", 0.3), "hardly read");
}

#[test]
fn a_lawful_number_that_the_side_repeats_speaks_for_it_alone() {
    let letter = "country = \"IND\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
        anchors = [\"Enrolment\", \"District\", \"Government\"]\n\
        [front.fields.personal_number]\nlabels = [\"Your No\"]\nformat = \"number\"\n\
        patterns = [\"[2-9]9{3} 9{4} 9{4}\"]\nlaws = [\"verhoeff\"]\ntimes = 3\n";
    let shows = |numbers: [&str; 3]| {
        let rows = numbers.map(|number| line(number, 100.0, 100.0, 20.0));
        shows(letter, &rows, None)
    };
    let number = "2345 6789 0124";
    assert!(shows([number; 3]));
    assert!(!shows([number, number, "Mysore"]), "twice: any paper may");
    assert!(
        shows([number, "2345 5789 0124", number]),
        "one sign misread"
    );
    assert!(
        shows(["2345 5789 0124", "2845 6789 0124", "2345 6789 0134"]),
        "a sign misread in each is outvoted by the others"
    );
    assert!(
        !shows([number, "2345 5789 0157", "2345 6736 0134"]),
        "too many are"
    );
    assert!(!shows(["2345 6789 0123"; 3]), "its digit is wrong");
    assert!(
        !shows([number, "2345 6789 0157", "3675 9834 6015"]),
        "others"
    );
}

#[test]
fn a_page_that_repeats_its_number_is_no_card_that_is_cut_out_of_it() {
    let of = |head: &str, anchors: &str| {
        format!(
            "country = \"IND\"\nkind = \"id-card\"\ntitle = \"\"\n{head}[front]\nanchors = [{anchors}]\n\
            [front.fields.personal_number]\nlabels = [\"No\"]\nformat = \"number\"\n\
            patterns = [\"[2-9]9{{3}} 9{{4}} 9{{4}}\"]\nlaws = [\"verhoeff\"]\n"
        )
    };
    let card = of("", "\"Government of India\", \"Date of Birth\"");
    let head = "cut_out = \"ind/card\"\n";
    let letter = of(
        head,
        "\"Enrolment\", \"Government of India\", \"Date of Birth\"",
    ) + "times = 3\n";
    let templates = [("ind/card", card.as_str()), ("ind/letter", letter.as_str())];
    let chosen = |numbers: [&str; 3]| {
        let words = ["Government of India", "Date of Birth"];
        let rows = words.iter().chain(&numbers);
        let lines: Vec<Line> = rows.map(|row| line(row, 100.0, 100.0, 20.0)).collect();
        the_one_of(&templates, &lines, None).template.id.clone()
    };
    assert_eq!(chosen(["2345 6789 0124"; 3]), "ind/letter");
    assert_eq!(chosen(["2345 6789 0124", "Mysore", "Agra"]), "ind/card");
}

#[test]
fn words_that_documents_of_many_states_have_make_no_card_of_one() {
    let other = CARD.replace("THA", "XXB");
    let all = [("tha/card", CARD), ("xxb/card", other.as_str())];
    let words = ["Date of Birth", "Date of Issue", "Date of Expiry"];
    let lines = words.map(|words| line(words, 100.0, 100.0, 20.0));
    assert!(!is_one_of(&all, &lines, None));
    assert!(is_one_of(&all[..1], &lines, None), "nobody else has them");
}

#[test]
fn a_torn_zone_takes_no_layout_away() {
    let passport = [CARD, ZONE].concat();
    let torn = Mrz {
        fields: [].into(),
        ..zone_of("", false)
    };
    assert!(is_known(&passport, Some(&torn)));
    let other = Mrz {
        format: "TD1".to_owned(),
        ..zone_of("THA", true)
    };
    assert!(!is_known(&passport, Some(&other)), "a whole one does");
}

#[test]
fn labels_that_stand_unread_beside_clear_values_may_be_the_card_s() {
    let more = CARD.replace("\"Date of Issue\"", "\"Name\", \"Address\"");
    let mut lines = [
        line("Date of Birth", 100.0, 100.0, 20.0),
        line("Date of Expiri", 100.0, 130.0, 20.0),
        line("Nsvr 23 June 2026", 100.0, 160.0, 20.0),
        line("Ahlvoe 4 KHLONG", 100.0, 190.0, 20.0),
    ];
    assert!(
        !shows(&more, &lines, None),
        "two anchors of four, one of them with a slip"
    );
    for faint in &mut lines[2..] {
        faint.glyphs[..4]
            .iter_mut()
            .for_each(|glyph| glyph.confidence = 0.3);
    }
    assert!(
        shows(&more, &lines, None),
        "both that lack may be what could not be read"
    );
}

/// A side that fits so well.
fn fitting(template: &str, score: f32, own_number: OwnNumber) -> Candidate {
    let country = template[..3].to_uppercase();
    let text = format!(
        "country = {country:?}\nkind = \"id-card\"\ntitle = \"\"\n[front]\nanchors = [\"Nobody\"]\n"
    );
    let templates = Templates::parse([(template, text.as_str())]).unwrap();
    Candidate {
        template: Arc::clone(templates.iter().next().unwrap()),
        side: Side::Front,
        score,
        weight: 3.0,
        own_number,
        repeats: false,
        lacked: Vec::new(),
    }
}

#[test]
fn an_expected_layout_wins_only_where_it_fits_about_as_well() {
    let all = [("ven/cedula", 0.9), ("col/cedula", 0.85), ("pan/x", 0.6)];
    let all = all.map(|(id, score)| fitting(id, score, OwnNumber::Missing));
    let choose = |narrowed| likeliest(&all, narrowed);
    assert_eq!(choose(None), Some(0));
    assert_eq!(choose(Some("col/")), Some(1), "about as well");
    assert_eq!(choose(Some("pan/")), Some(0), "plainly another document");
    assert_eq!(choose(Some("deu/")), Some(0), "not among them");
    assert_eq!(likeliest(&[], Some("col/")), None);
}

#[test]
fn of_two_series_the_one_whose_number_stands_on_the_card_wins() {
    let chosen = |first: (&str, OwnNumber), second: (&str, f32)| {
        let second = fitting(second.0, second.1, OwnNumber::Elsewhere);
        likeliest(&[fitting(first.0, 0.95, first.1), second], None)
    };
    let nothing = OwnNumber::Missing;
    assert_eq!(chosen(("swe/old", nothing), ("swe/new", 0.8)), Some(1));
    for own in [OwnNumber::Elsewhere, OwnNumber::InPlace] {
        assert_eq!(chosen(("swe/old", own), ("swe/new", 0.9)), Some(0));
    }
    assert_eq!(
        chosen(("swe/old", nothing), ("swe/new", 0.7)),
        Some(0),
        "plainly the other one"
    );
    assert_eq!(
        chosen(("swe/old", nothing), ("nor/new", 0.9)),
        Some(0),
        "no series of it"
    );
    let in_place = fitting("swe/new", 0.8, OwnNumber::InPlace);
    let elsewhere = fitting("swe/old", 0.95, OwnNumber::Elsewhere);
    assert_eq!(likeliest(&[elsewhere, in_place], None), Some(1));
}

#[test]
fn where_a_zone_tells_the_state_labels_may_stand_unread() {
    let permit = "country = \"THA\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
        anchors = [\"Name\", \"Address\", \"Authority\", \"Height\"]\n[front.mrz]\nformat = \"TD3\"\nissuer = [\"THA\"]\n";
    let zone = zone_of("THA", true);
    let shows = |sure: f32| {
        let rows = ["Nsvr", "Abdnuce", "Aidhomdy"];
        let rows = rows.map(|text| read_at(line(text, 100.0, 100.0, 20.0), sure));
        shows(permit, &rows, Some(&zone))
    };
    assert!(shows(0.3));
    assert!(!shows(1.0), "other words are read");
}

#[test]
fn a_long_title_may_have_more_mistakes_than_a_short_one() {
    let paper = |title: &str| {
        format!(
            "country = \"COL\"\nkind = \"bill\"\ntitle = \"\"\n[front]\nanchors = [{{ text = {title:?}, weight = 3 }}, \"Sigla\"]\n"
        )
    };
    let shows = |title: &str, read: &str| {
        let row = line(read, 100.0, 100.0, 20.0);
        shows(&paper(title), &[row], None)
    };
    let title = "Formulario del Registro Único Tributario";
    assert!(shows(title, "Fernašarie deli Neghatre Unico Tributario"));
    assert!(!shows(title, "Fernanda Arieli Neguitre de los Tributos"));
    assert!(shows("Registro Único", "Registro Unico"));
    assert!(!shows("Registro Único", "Neghatre Unico"));
}

#[test]
fn an_anchor_that_a_blur_may_be_and_nothing_else_on_the_side_is_seen() {
    let back = "country = \"PER\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\n\
        anchors = [{ text = \"CONSTANCIA\", weight = 2 }, \"Nacionalidad\", \"Departamento\", \"Provincia\"]\nwords = [\"Departamenta\"]\n";
    let blurred = |texts: [&str; 4]| {
        let mut row = line(texts[0], 400.0, 100.0, 12.0);
        (row.lattice, row.glyphs) = torn(&texts);
        row
    };
    let noise = ["Qxqjbvjbqwjk", "Wwwkkqqpxwwq", "Jjhxxjjxhbhj"];
    let shows = |words: &str| {
        let [a, b, c] = noise;
        let rows = [
            line("CONSTANCIA", 100.0, 50.0, 20.0),
            blurred([a, b, c, words]),
        ];
        shows(back, &rows, None)
    };
    assert!(shows("Nacionalidad"));
    assert!(!shows("Nacionxlqdad"), "letters that rule it out");
    assert!(!shows("Departamento"), "one of two words of the side");
}

#[test]
fn a_blur_lifts_no_series_over_one_that_fits() {
    let series = |labels: &str| {
        format!(
            "country = \"PER\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\nanchors = [{{ text = \"CONSTANCIA\", weight = 2 }}, {labels}]\n"
        )
    };
    let fits = series("\"Huella\", \"Domicilio\"");
    let lifted = series("{ text = \"Nacionalidad\", weight = 3 }, \"Peso\"");
    let mut blurred = line("Qxqjbvjbqwjk", 400.0, 100.0, 12.0);
    let texts = [
        "Qxqjbvjbqwjk",
        "Wwwkkqqpxwwq",
        "Jjhxxjjxhbhj",
        "Nacionalidad",
    ];
    (blurred.lattice, blurred.glyphs) = torn(&texts);
    let rows = [line("CONSTANCIA", 100.0, 50.0, 20.0), blurred];
    let both = [("per/fits", fits.as_str()), ("per/lifted", lifted.as_str())];
    let chosen = |of: &[(&str, &str)]| {
        let templates = Templates::parse(of.iter().copied()).unwrap();
        let lexicon = Lexicon::of(&templates);
        let mut page = Page::new(&rows, (856.0, 540.0), &lexicon);
        let sides = templates.iter().filter_map(|t| t.front.as_ref());
        page.look_for(sides.flat_map(fixed), &Crew::alone());
        let today = Day::new(2026, 11, 21).unwrap();
        let found = choose(&page, &Zones::default(), &templates, None, today);
        found.template.id.clone()
    };
    assert_eq!(chosen(&both[1..]), "per/lifted");
    assert_eq!(chosen(&both), "per/fits");
}

mod places;
mod zone;
