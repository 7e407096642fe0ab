//! Every score that the PassportEye view can give, made by damaging zones in every combination.

use std::collections::BTreeSet;

use mrz::chekin;

/// By number of checks that hold, the scores that can occur.
const TD1: &[&[u8]] = &[
    &[2, 4, 6, 8, 11],
    &[24, 26, 28, 31, 33],
    &[46, 48, 51, 53, 55],
    &[68, 71, 73, 75, 77],
    &[91, 93, 95, 97, 100],
];
const TD2: &[&[u8]] = &[
    &[2, 4, 6, 9],
    &[25, 27, 29, 31],
    &[47, 50, 52, 54],
    &[70, 72, 75, 77],
    &[93, 95, 97, 100],
];
const TD3: &[&[u8]] = &[
    &[1, 3, 5, 7],
    &[20, 22, 24, 25],
    &[38, 40, 42, 44],
    &[57, 59, 61, 62],
    &[75, 77, 79, 81],
    &[94, 96, 98, 100],
];
const MRV: &[&[u8]] = &[
    &[2, 5, 8, 11],
    &[32, 35, 38, 41],
    &[61, 64, 67, 70],
    &[91, 94, 97, 100],
];

/// A zone and the places of its check digits.
struct Case {
    lines: &'static [&'static str],
    digits: &'static [(usize, usize)],
    scores: &'static [&'static [u8]],
}

const CASES: [Case; 5] = [
    Case {
        lines: &[
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        ],
        digits: &[(0, 14), (1, 6), (1, 14), (1, 29)],
        scores: TD1,
    },
    Case {
        lines: &[
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "D231458907UTO7408122F1204159<<<<<<<6",
        ],
        digits: &[(1, 9), (1, 19), (1, 27), (1, 35)],
        scores: TD2,
    },
    Case {
        lines: &[
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ],
        digits: &[(1, 9), (1, 19), (1, 27), (1, 42), (1, 43)],
        scores: TD3,
    },
    Case {
        lines: &[
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
        ],
        digits: &[(1, 9), (1, 19), (1, 27)],
        scores: MRV,
    },
    Case {
        lines: &[
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "L8988901C4XXX4009078F9612109<<<<<<<<",
        ],
        digits: &[(1, 9), (1, 19), (1, 27)],
        scores: MRV,
    },
];

/// The score of a case with these digits broken, these lines longer, and the code wrong or not; with what holds.
fn damaged(case: &Case, digits: u32, lengths: u32, code: bool) -> Option<(u8, u32)> {
    let mut lines: Vec<String> = case.lines.iter().map(ToString::to_string).collect();
    for (index, (line, column)) in case.digits.iter().enumerate() {
        if digits >> index & 1 == 1 {
            lines[*line].replace_range(*column..=*column, "?");
        }
    }
    for (index, line) in lines.iter_mut().enumerate() {
        if lengths >> index & 1 == 1 {
            line.push('<');
        }
    }
    if code {
        // A visa without its V would be another format; in lower case it is one with a wrong code.
        let wrong = if lines[0].starts_with('V') { "v" } else { "X" };
        lines[0].replace_range(0..1, wrong);
    }
    let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
    let view = chekin::view(&borrowed)?;
    let checks = [
        Some(view.valid_number),
        Some(view.valid_date_of_birth),
        Some(view.valid_expiration_date),
        view.valid_composite,
        view.valid_personal_number,
    ];
    let held = checks.into_iter().flatten().map(u32::from).sum();
    Some((view.valid_score, held))
}

#[test]
fn exactly_the_known_scores_occur() {
    for case in &CASES {
        let mut seen = vec![BTreeSet::new(); case.scores.len()];
        for digits in 0..1 << case.digits.len() {
            for lengths in 0..1 << case.lines.len() {
                for code in [false, true] {
                    let (score, held) = damaged(case, digits, lengths, code).expect("a view");
                    seen[held as usize].insert(score);
                }
            }
        }
        let seen: Vec<Vec<u8>> = seen
            .into_iter()
            .map(|set| set.into_iter().collect())
            .collect();
        assert_eq!(seen, case.scores, "{:?}", case.lines);
    }
}

#[test]
fn one_failed_check_gives_the_score_of_the_table() {
    for (case, score) in CASES.iter().zip([77, 77, 81, 70, 70]) {
        // The last digit is the composite or the expiry: no other check looks at it.
        let last = case.digits.len() as u32 - 1;
        assert_eq!(
            damaged(case, 1 << last, 0, false).map(|(score, _)| score),
            Some(score)
        );
    }
}

#[test]
fn short_lines_are_padded_after_their_lengths_are_judged() {
    let view = chekin::view(&[
        "P<UTOERIKSSON<<ANNA<MARIA<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ]);
    assert_eq!(view.map(|view| view.valid_score), Some(98));
    let visa = chekin::view(&["V<UTOERIKSSON<<ANNA", "L8988901C4XXX4009078F9612109"]);
    assert_eq!(
        visa.map(|view| (view.kind, view.valid_score)),
        Some((chekin::Kind::MrvB, 94))
    );
}

#[test]
fn what_the_original_does_not_know_stays_unknown() {
    let long = chekin::view(&[
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "3407127M9507122UTO<<<<<<<<<<<2",
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    ]);
    assert_eq!(
        long.map(|view| (view.valid_number, view.valid_score)),
        Some((false, 77))
    );
    let unknown = chekin::view(&[
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO<<<<<<0F1204159ZE184226B<<<<<10",
    ]);
    assert_eq!(unknown.map(|view| view.valid_date_of_birth), Some(false));
    for lines in [&[][..], &["P<UTO"], &["", ""], &["A", "B", "C", "D"]] {
        assert_eq!(chekin::view(lines), None, "{lines:?}");
    }
}

#[test]
fn leap_days_and_foreign_characters_are_judged_as_the_original_does() {
    let with = |date: &str, digit: char| {
        let line = format!("L898902C36UTO{date}{digit}F1204159ZE184226B<<<<<10");
        let lines = [
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            line.as_str(),
        ];
        chekin::view(&lines).is_some_and(|view| view.valid_date_of_birth)
    };
    let digit = |date: &str| mrz::digit::compute(date.as_bytes()).map_or('?', char::from);
    for (date, real) in [
        ("000229", true),
        ("040229", true),
        ("050229", false),
        ("740431", false),
    ] {
        assert_eq!(with(date, digit(date)), real, "{date}");
    }
    assert!(!with("7408é2", '2'));
}
