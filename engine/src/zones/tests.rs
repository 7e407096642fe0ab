//! Whole zones from simulated lattices: what must never be accepted, then what must be read.

use image::GrayImage;

use super::machine_readable;
use super::simulate::{Dice, Fault, Picture, look, truth};
use crate::document::Mrz;

const CLEAN: Picture = Picture {
    lead: 14.0,
    doubtful: 0.0,
    filler: 0.0,
    dropped: 0.0,
    fault: Fault::None,
};
const USUAL: Picture = Picture {
    lead: 12.0,
    doubtful: 0.01,
    filler: 0.004,
    dropped: 0.0002,
    fault: Fault::None,
};
const POOR: Picture = Picture {
    lead: 9.0,
    doubtful: 0.05,
    filler: 0.02,
    dropped: 0.003,
    fault: Fault::None,
};

/// What became of some zones.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    seen: usize,
    exact: usize,
    valid: usize,
    wrong: usize,
}

/// A card without ink: what is judged here is lattices.
fn blank() -> GrayImage {
    GrayImage::new(1000, 600)
}

fn tally(picture: Picture, seeds: std::ops::Range<u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut dice = Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let (_, lines) = truth(&mut dice);
        tally.seen += 1;
        let Some(zone) = machine_readable(&blank(), &look(&lines, &picture, &mut dice)) else {
            continue;
        };
        if std::env::var("SHOW").is_ok() && !(zone.valid && zone.lines == lines) {
            eprintln!(
                "{lines:?}\n{:?} {} {:?} {:?}",
                zone.lines, zone.confidence, zone.checks, zone.repairs
            );
        }
        tally.exact += usize::from(zone.lines == lines);
        tally.valid += usize::from(zone.valid);
        if zone.valid && zone.lines != lines {
            tally.wrong += 1;
            eprintln!(
                "seed {seed} {:?}: {:?} read as {:?} {:?} {}",
                picture.fault, lines, zone.lines, zone.repairs, zone.confidence
            );
        }
    }
    tally
}

#[test]
fn nothing_wrong_is_ever_valid() {
    for picture in [CLEAN, USUAL, POOR] {
        for fault in [
            Fault::None,
            Fault::Covered,
            Fault::Overprinted,
            Fault::CutOff,
            Fault::Torn,
        ] {
            let tally = tally(Picture { fault, ..picture }, 0..120);
            assert_eq!(tally.wrong, 0, "{fault:?} {tally:?}");
        }
    }
}

#[test]
fn clean_zones_are_read() {
    let tally = tally(CLEAN, 0..500);
    assert!(tally.exact >= 495 && tally.valid >= 400, "{tally:?}");
}

#[test]
fn of_a_zone_that_is_not_valid_the_surname_that_is_plain_is_seldom_wrong_and_the_other_often() {
    let picture = Picture {
        fault: Fault::Torn,
        ..POOR
    };
    // Wrong ones and all, of those that are plain and of the others.
    let mut tally = [(0, 0); 2];
    for seed in 0..400_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let (_, lines) = truth(&mut dice);
        let seen = machine_readable(&blank(), &look(&lines, &picture, &mut dice));
        let Some(zone) = seen.filter(|zone| !zone.valid) else {
            continue;
        };
        let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        let own = mrz::parse(&texts).unwrap();
        let surname = own.fields().find(|f| f.name.as_str() == "surname").unwrap();
        if let Some(read) = zone.fields.get("surname") {
            let (wrong, all) = &mut tally[usize::from(zone.confidences["surname"] < 0.7)];
            *wrong += usize::from(*read != surname.value.to_string());
            *all += 1;
        }
    }
    let [(plain_wrong, plain), (wrong, others)] = tally;
    assert!(plain > 30 && others > 30, "{tally:?}");
    assert!(4 * plain_wrong * others < wrong * plain, "{tally:?}");
}

#[test]
fn of_rows_that_begin_outside_the_picture_each_character_is_in_its_column() {
    let picture = Picture {
        fault: Fault::CutOff,
        ..CLEAN
    };
    let (mut right, mut all, mut zones) = (0, 0, 0);
    for seed in 0..300_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let (_, lines) = truth(&mut dice);
        let seen = machine_readable(&blank(), &look(&lines, &picture, &mut dice));
        let begun = |zone: &Mrz| zone.lines.iter().all(|line| line.starts_with('?'));
        let Some(zone) = seen.filter(|zone| !zone.fields.is_empty() && begun(zone)) else {
            continue;
        };
        zones += 1;
        let pairs = zone.lines.iter().zip(&lines);
        let pairs = pairs.flat_map(|(read, own)| read.chars().zip(own.chars()));
        let told = pairs.filter(|(read, _)| *read != '?');
        let told: Vec<bool> = told.map(|(read, own)| read == own).collect();
        right += told.iter().filter(|same| **same).count();
        all += told.len();
    }
    assert!(zones >= 50, "{zones} zones of three hundred");
    assert!(right * 100 >= all * 99, "{right} of {all}");
}

#[test]
#[ignore = "a table for people, minutes: cargo test --release -p idocr zones::tests::the_table -- --ignored --nocapture"]
fn the_table() {
    let count = std::env::var("ZONES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    let mut wrong = 0;
    for (name, picture) in [("clean", CLEAN), ("usual", USUAL), ("poor", POOR)] {
        for fault in [
            Fault::None,
            Fault::Covered,
            Fault::Overprinted,
            Fault::CutOff,
            Fault::Torn,
        ] {
            let begun = std::time::Instant::now();
            let tally = tally(Picture { fault, ..picture }, 0..count);
            let micros = begun.elapsed().as_micros() as f64 / count as f64;
            eprintln!("{name:>6} {fault:?}: {tally:?} {micros:.0} µs a zone with its simulation");
            wrong += tally.wrong;
        }
    }
    assert_eq!(wrong, 0);
}
