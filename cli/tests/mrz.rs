//! `idocr mrz`, as a shell sees it; needs neither library nor models.

mod common;

use common::{command, idocr, idocr_with, is_misuse};

const TD1: [&str; 3] = [
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
];

fn arguments<'a>(verb: &'a str, options: &[&'a str]) -> Vec<&'a str> {
    [&["mrz", verb], options, &TD1[..]].concat()
}

#[test]
fn parse_tells_every_field_with_its_place() {
    let said = idocr(&arguments("parse", &["--today", "2020-01-01"]));
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.starts_with("TD1 valid\n"));
    let born = said.out.lines().find(|line| line.contains("date_of_birth"));
    let born = born.expect("a date of birth");
    assert!(
        born.contains("2:1–6") && born.contains("740812  (1974-08-12)"),
        "{born}"
    );
}

#[test]
fn json_has_the_shape_of_a_photo_s_zone() {
    let said = idocr(&arguments("parse", &["--json", "--today", "2020-01-01"]));
    let zone: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(zone["format"], "TD1");
    assert_eq!(zone["valid"], true);
    assert_eq!(zone["lines"][0], TD1[0]);
    assert_eq!(zone["checks"]["composite"], true);
    assert_eq!(zone["fields"]["given_names"], "ANNA MARIA");
    assert_eq!(zone["dates"]["date_of_expiry"], "2012-04-15");
    assert_eq!(zone["chekin"]["valid_score"], 100);
    assert_eq!(zone["places"]["document_number"]["from"], 6);
    assert!(zone["repairs"].as_array().expect("a list").is_empty());
}

#[test]
fn standard_input_may_have_windows_lines_and_a_mark() {
    let text = format!("\u{feff}{}\r\n\r\n", TD1.join("\r\n"));
    for arguments in [&["mrz", "parse"][..], &["mrz", "parse", "-"]] {
        let said = idocr_with(arguments, text.as_bytes());
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.starts_with("TD1 valid\n"));
    }
}

#[test]
fn check_ends_with_one_and_names_line_and_column() {
    assert_eq!(idocr(&arguments("check", &[])).code, 0);
    let said = idocr(&[
        "mrz",
        "check",
        TD1[0],
        "7408123F1204159UTO<<<<<<<<<<<6",
        TD1[2],
    ]);
    assert_eq!(said.code, 1);
    assert!(
        said.out
            .contains("line 2, column 7: check digit date_of_birth is 3, should be 2")
    );
    assert!(said.out.ends_with("TD1 not valid\n"));
}

#[test]
fn repair_is_told() {
    let read = [
        "mrz",
        "parse",
        "--repair",
        TD1[0],
        "74O8122F1204159UTO<<<<<<<<<<<6",
        TD1[2],
    ];
    let said = idocr(&read);
    assert!(said.out.starts_with("TD1 valid\n"), "{}", said.out);
    assert!(said.out.contains("repaired line 2, column 3: O to 0"));
}

#[test]
fn make_and_parse_agree() {
    let said = idocr(&[
        "mrz",
        "make",
        "--format",
        "TD3",
        "--document-code",
        "P",
        "--issuing-state",
        "UTO",
        "--surname",
        "Müller-Öz",
        "--given-names",
        "Zoë",
        "--document-number",
        "L898902C3",
        "--nationality",
        "UTO",
        "--date-of-birth",
        "740812",
        "--sex",
        "F",
        "--date-of-expiry",
        "120415",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.out.lines().count(), 2);
    let parsed = idocr_with(&["mrz", "parse"], said.out.as_bytes());
    assert!(parsed.out.starts_with("TD3 valid\n"), "{}", parsed.out);
}

#[test]
fn what_is_no_zone_is_told_on_standard_error() {
    let told = |input: &[u8], expected: &str| {
        let said = idocr_with(&["mrz", "parse"], input);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{expected}");
        assert!(said.err.contains(expected), "{expected}: {}", said.err);
    };
    told(b"", "no text");
    told(b"I<UTO", "nearest is");
    told(
        "ERIKSSON<<ANNA<MARIA<<<<<<<\u{ff21}<<".as_bytes(),
        "line 1, column 28",
    );
    told(b"I<UTO\nAB\xff", "line 2, column 3: not UTF-8");
    told(&vec![b'<'; 10 << 20], "longer than 64 KiB");
}

#[test]
fn wrong_usage_ends_with_two() {
    let usage = [
        &["mrz"][..],
        &["mrz", "make"],
        &["mrz", "make", "--format", "TD9"],
        &["mrz", "make", "--format", "TD1", "--document-number", "A#"],
        &["mrz", "parse", "--today", "2023-02-29", "X"],
        &["mrz", "parse", "--format", "TD9", "X"],
        &["mrz", "parse", "--nonsense"],
        &["nonsense"],
    ];
    usage.into_iter().for_each(is_misuse);
}

#[test]
fn output_that_nobody_reads_is_no_breakdown() {
    for arguments in [["mrz", "check"], ["mrz", "parse"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe can be had");
        drop(reader);
        let child = command()
            .args(arguments)
            .args(TD1)
            .stdout(writer)
            .stderr(std::process::Stdio::piped())
            .spawn();
        let output = child
            .expect("it starts")
            .wait_with_output()
            .expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), &*said),
            (Some(141), ""),
            "{arguments:?}"
        );
    }
}
