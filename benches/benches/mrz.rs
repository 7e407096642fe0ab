//! Our parser beside the published crates `mrz` and `mrz-parser`, on the same lines in one run.
//!
//! The others copy every field out while they parse; ours checks while it parses and cuts fields when asked. So that
//! nothing is hidden there are four rows of ours: `ours` parses, which is what `parse` of the others is called;
//! `ours, all fields` also cuts every field and asks whether the check digits hold, which is what the others tell;
//! `ours, judged` asks whether all is right, more than the others do (`valid`: characters, digits, dates, states,
//! names); `ours, judged, all fields` does everything.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

const TD1: &[&str] = &[
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
];
const TD2: &[&str] = &[
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    "D231458907UTO7408122F1204159<<<<<<<6",
];
const TD3: &[&str] = &[
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
];
/// What a reader does to lines: a wrong digit, a letter in a date, a line that lost its last character.
#[derive(Clone, Copy)]
enum Damage {
    None,
    Digit,
    Letter,
    Short,
}

impl Damage {
    const ALL: [(Self, &'static str); 4] = [
        (Self::None, "valid"),
        (Self::Digit, "wrong digit"),
        (Self::Letter, "letter in a date"),
        (Self::Short, "short line"),
    ];

    fn apply(self, lines: &[&str]) -> Vec<String> {
        let mut lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        // Both dates of all three formats read 740812 and 120415.
        lines[1] = match self {
            Self::None => lines[1].clone(),
            Self::Digit => lines[1].replace("740812", "740813"),
            Self::Letter => lines[1].replace("740812", "74O812"),
            Self::Short => lines[1][..lines[1].len() - 1].to_string(),
        };
        lines
    }
}

fn all_fields(lines: &[&str], judge: fn(&mrz::Mrz<'_>) -> bool) -> Option<(bool, usize)> {
    let zone = mrz::parse(lines).ok()?;
    let count = zone.fields().map(black_box).count();
    Some((judge(&zone), count))
}

fn peer(lines: &[&str]) -> Option<bool> {
    let data = match lines {
        [a, b, c] => mrz_peer::parse_td1(a, b, c),
        [a, b] if a.len() == 36 => mrz_peer::parse_td2(a, b),
        [a, b] => mrz_peer::parse_td3(a, b),
        _ => return None,
    };
    data.ok().map(|data| black_box(data).valid())
}

fn parsers(criterion: &mut Criterion) {
    for (format, lines) in [("TD1", TD1), ("TD2", TD2), ("TD3", TD3)] {
        for (damage, name) in Damage::ALL {
            let owned = damage.apply(lines);
            let lines: Vec<&str> = owned.iter().map(String::as_str).collect();
            let mut group = criterion.benchmark_group(format!("{format} {name}"));
            group.bench_function("ours", |bencher| {
                bencher.iter(|| mrz::parse(black_box(&lines)));
            });
            group.bench_function("ours, all fields", |bencher| {
                bencher.iter(|| all_fields(black_box(&lines), |mrz| mrz.checks_hold()));
            });
            group.bench_function("ours, judged", |bencher| {
                bencher.iter(|| mrz::parse(black_box(&lines)).map(|zone| zone.valid()));
            });
            group.bench_function("ours, judged, all fields", |bencher| {
                bencher.iter(|| all_fields(black_box(&lines), |mrz| mrz.valid()));
            });
            group.bench_function("mrz 0.9.1", |bencher| {
                bencher.iter(|| peer(black_box(&lines)));
            });
            // It takes its lines owned; making them is not counted.
            let input = || Some(owned.iter().cloned().map(Some).collect());
            group.bench_function("mrz-parser 0.3.5", |bencher| {
                bencher.iter_batched(
                    input,
                    |lines| mrz_parser::MRZParser::parse(lines).is_ok(),
                    criterion::BatchSize::SmallInput,
                );
            });
            group.finish();
        }
    }
}

criterion_group!(benches, parsers);
criterion_main!(benches);
