//! What a template may say, and what is said of a wrong one.

use super::*;
use crate::name::FieldName;

/// A template whose surname has these further lines.
fn with(lines: &str) -> Result<Template, Fault> {
    let head = "kind = \"id-card\"\ntitle = \"\"\n[front.fields.surname]\nlabels = [\"Surname\"]\n";
    Template::parse("uto/id-card", &format!("{head}{lines}\n"))
}

#[test]
fn what_the_format_has_is_read() {
    let template = with("format = \"date\"\npartial = true\nmarks = [\"4b.\"]\nmarked = true\nparts = [\"{date_of_issue} {place_of_issue}\"]").unwrap();
    let front = template.front.unwrap();
    let rule = &front.fields[&FieldName::Surname];
    assert!(rule.partial && rule.marked && rule.marks == ["4b."] && rule.parts.len() == 1);
}

#[test]
fn each_mistake_has_its_place_and_names_what_is_allowed() {
    for (lines, line, says) in [
        ("format = \"nmae\"", 5, "`name`"),
        ("format = \"name\"\ncolour = 1", 6, "expected one of"),
        ("format = \"name\"\nformat = \"date\"", 6, "duplicate key"),
        ("format = \"name\"\nlaws = [\"lun\"]", 6, "`luhn`"),
        (
            "format = \"name\"\nlaws = [\"luhn\", \"luhn\"]",
            3,
            "a law stands twice",
        ),
        ("format = \"name\"\nvalue = [\"under\"]", 6, "`below`"),
        ("format = \"name\"\nbox = [10, 10, 5, 20]", 6, "thousandths"),
        (
            "format = \"name\"\nbox = [0, 0, 1001, 20]",
            6,
            "thousandths",
        ),
        ("format = \"name\"\nlines = 0", 3, "1 to 9"),
        (
            "format = \"name\"\nparts = [\"{surnane}\"]",
            6,
            "did you mean \"surname\"",
        ),
        ("format = \"name\"\npartial = true", 3, "only a date"),
        ("format = \"name\"\nmarked = true", 3, "needs `marks`"),
        ("format = \"number\"", 3, "needs `patterns`"),
        ("format = \"number\"\npatterns = [\"9{\"]", 6, "{n}"),
        ("format = \"choice\"", 3, "needs `values`"),
        ("format = \"date\"\norder = \"dym\"", 6, "`dmy`"),
        (
            "format = \"name\"\n[front.fields.surnane]\nlabels = [\"x\"]\nformat = \"name\"",
            6,
            "surname",
        ),
        (
            "format = \"name\"\n[front.mrz]\nformat = \"TD9\"",
            7,
            "`TD1`",
        ),
        (
            "format = \"name\"\n[front]\nanchors = [\"PASS\", \"PASS\"]",
            7,
            "twice",
        ),
    ] {
        let fault = with(lines).unwrap_err();
        assert_eq!(
            (fault.file.as_str(), fault.line),
            ("uto/id-card", line),
            "{lines}: {fault}"
        );
        assert!(
            fault.column > 0 && fault.message.contains(says),
            "{lines}: {fault}"
        );
    }
}

#[test]
fn a_barcode_says_how_it_is_told_and_cut() {
    let code = |lines: &str| with(&format!("format = \"name\"\n[[front.barcode]]\n{lines}"));
    let sex = "sex = { part = 1, format = \"sex\" }";
    let number = "document_number = { part = 2, format = \"number\", patterns = [\"9{8}\"] }";
    let told = "telling = [\"sex\", \"document_number\"]";
    let whole = |length: &str, fields: &[&str]| {
        let head =
            format!("separator = \"@\"\nlength = {length}\n{told}\n[front.barcode.fields]\n");
        code(&format!("{head}{}", fields.join("\n")))
    };
    let template = whole("[2, 9]", &[sex, number]).unwrap();
    assert_eq!(template.front.unwrap().barcode[0].fields.len(), 2);
    let places = sex.replace("part = 1", "bytes = [[0, 1]]");
    let named = sex.replace("sex =", "sexe =");
    let keyed = sex.replace("part", "parts");
    let unshaped = number.replace(", patterns = [\"9{8}\"]", "");
    for (length, fields, says) in [
        ("[9, 2]", [sex, number], "`length` is"),
        ("[1, 9]", [sex, number], "beyond"),
        ("[2, 9]", [sex, ""], "no place"),
        ("[2, 9]", [places.as_str(), number], "with a `separator`"),
        ("[2, 9]", [named.as_str(), number], "`sex`"),
        ("[2, 9]", [keyed.as_str(), number], "`part`"),
        (
            "[2, 9]",
            [sex, unshaped.as_str()],
            "a number needs `patterns`",
        ),
    ] {
        let fault = whole(length, &fields).unwrap_err();
        assert!(fault.line > 5 && fault.message.contains(says), "{fault}");
    }
    for (lines, says) in [
        (
            "length = [2, 2]\ntelling = [\"sex\"]\nfields = {}",
            "two fields",
        ),
        ("lenght = [2, 2]", "`length`"),
    ] {
        let fault = code(lines).unwrap_err();
        assert!(fault.message.contains(says), "{fault}");
    }
}

#[test]
fn a_document_has_a_kind_a_country_of_three_letters_and_a_side() {
    for (text, says) in [
        ("kind = \"id-card\"\ntitle = \"\"", "`front` or a `back`"),
        (
            "kind = \"idcard\"\ntitle = \"\"\n[front]\nanchors=[\"A B\"]",
            "`id-card`",
        ),
        (
            "country = \"de\"\nkind = \"id-card\"\ntitle = \"\"\n[front]\nanchors=[\"A B\"]",
            "three capitals",
        ),
        (
            "kind = \"id-card\"\ntitle = \"\"\n[front]",
            "nothing is said",
        ),
        (
            "kind = \"id-card\"\n[front]\nanchors=[\"A B\"]",
            "missing field `title`",
        ),
    ] {
        let fault = Template::parse("uto/id-card", text).unwrap_err();
        assert!(fault.message.contains(says), "{fault}");
    }
}
