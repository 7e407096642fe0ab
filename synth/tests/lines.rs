//! The laws of drawn lines: repeatable, of one world, in one alphabet, never a tofu box.

use std::collections::BTreeSet;
use synth::corpus::{Corpus, LATIN, THAI};
use synth::fonts::{Purpose, Shelf, packages};
use synth::ink::{Ink, Pen};
use synth::line::{HEIGHT, Painter, Script};
use synth::stratum::STRATA;
use synth::stream;
use synth::world::World;

const SCRIPTS: [Script; 4] = [Script::Mrz, Script::Latin, Script::Thai, Script::Other];

fn bytes(threads: usize, script: Script) -> Vec<u8> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let painter = Painter::new(script, World::Train, 1.0).expect("fonts are installed");
    let mut out = Vec::new();
    pool.expect("a pool").install(|| {
        let put = |line: synth::line::Line, _| {
            out.extend(line.text.bytes());
            out.extend(line.pixels.bytes());
            Ok(())
        };
        stream::pour(0, 300, |index| painter.draw(9, index), put).expect("lines")
    });
    out
}

#[test]
fn same_seed_same_bytes_on_any_number_of_threads() {
    for script in SCRIPTS {
        assert_eq!(bytes(1, script), bytes(3, script), "{}", script.name());
    }
}

#[test]
fn texts_keep_to_their_alphabets_and_strata_take_turns() {
    for script in SCRIPTS {
        let painter = Painter::new(script, World::Test, 1.0).expect("fonts are installed");
        for index in 0..270 {
            let line = painter.draw(4, index).expect("a line");
            let known = |c: char| match script {
                Script::Mrz => c == '<' || c.is_ascii_digit() || c.is_ascii_uppercase(),
                Script::Latin => LATIN.contains(c),
                Script::Thai => THAI.contains(c),
                Script::Other => false,
            };
            assert!(line.text.chars().all(known), "{:?}", line.text);
            assert_eq!(line.pixels.h, HEIGHT);
            assert_eq!(line.tags[0], STRATA[index as usize % STRATA.len()].name());
        }
    }
}

#[test]
fn enough_faces_and_no_file_in_two_worlds() {
    let all = [Purpose::Mrz, Purpose::Latin, Purpose::Thai, Purpose::Other];
    let open = |world| Shelf::open(world, &all).expect("fonts are installed");
    let (train, test) = (open(World::Train), open(World::Test));
    for (purpose, least) in [(Purpose::Latin, 40), (Purpose::Thai, 12), (Purpose::Mrz, 3)] {
        assert!(train.serving(purpose).len() >= least, "{purpose:?}");
        assert!(!test.serving(purpose).is_empty(), "{purpose:?}");
    }
    let mut files = BTreeSet::new();
    for package in packages().expect("the list parses") {
        for face in package.faces {
            assert!(
                files.insert((package.folder.clone(), face.file.clone(), face.name.clone())),
                "{} twice",
                face.file
            );
        }
    }
}

#[test]
fn a_missing_glyph_is_an_error_that_names_face_and_package() {
    let shelf = Shelf::open(World::Train, &[Purpose::Mrz]).expect("fonts are installed");
    let face = shelf.face("OCRB").expect("OCR-B");
    let error = Ink::draw("ท", face, 20.0)
        .expect_err("OCR-B has no Thai")
        .to_string();
    assert!(
        error.contains("OCRB") && error.contains("fonts-ocr-b"),
        "{error}"
    );
}

#[test]
fn thai_marks_stand_above_their_letter_and_take_no_width() {
    let shelf = Shelf::open(World::Train, &[Purpose::Thai]).expect("fonts are installed");
    for face in shelf.serving(Purpose::Thai) {
        let shape = |text| Ink::shape(text, face, Pen::new(40.0)).expect("Thai");
        let (bare, marked) = (shape("ท"), shape("ที่"));
        assert!((bare.advance - marked.advance).abs() < 2.0, "{}", face.name);
        assert!(marked.bounds().y0 < bare.bounds().y0 - 2.0, "{}", face.name);
    }
}

#[test]
fn every_language_names_twelve_months() {
    let corpus = Corpus::load().expect("the corpus parses");
    for language in corpus.languages.iter().chain([&corpus.thai]) {
        assert_eq!(language.months.len(), 12, "{}", language.code);
    }
}

#[test]
fn squat_capitals_keep_their_marks_below_the_others() {
    let shelf = Shelf::open(World::Train, &[Purpose::Latin]).expect("fonts are installed");
    let face = shelf.serving(Purpose::Latin)[0];
    let high = |text: &str, squat: bool| {
        let pen = Pen {
            squat,
            ..Pen::new(40.0)
        };
        -Ink::shape(text, face, pen).expect("letters").bounds().y0
    };
    let plain = high("H", true);
    assert!(high("Ü", false) > plain * 1.05 && (high("Ü", true) - plain).abs() < 0.5);
    assert!((high("H", false) - plain).abs() < 0.01 && high("ü", true) > 0.0);
}
