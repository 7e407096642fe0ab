//! The whole pipeline on models without weights: what flows where, in milliseconds.

use image::RgbImage;
use mrz::Day;

use crate::card::{Card, Found};
use crate::clock::Clock;
use crate::crew::Crew;
use crate::document::Scan;
use crate::engine::{Asked, Engine, Seen};
use crate::error::{Error, ErrorKind};
use crate::geometry::{Point, Quad};
use crate::model::{Model, Models, Reader, Tensor};
use crate::options::Options;
use crate::photo;
use crate::templates::Templates;
use crate::text;

/// The invented passport of ICAO 9303-4, appendix A.
const PASSPORT: [&str; 2] = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
];
const SYMBOLS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

/// Gives what a function makes of the input.
struct Fake<F> {
    input: [Option<usize>; 4],
    answer: F,
}

impl<F: Fn(Tensor) -> Vec<Tensor> + Send + Sync> Model for Fake<F> {
    fn input(&self) -> [Option<usize>; 4] {
        self.input
    }

    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, Error> {
        Ok((self.answer)(input))
    }
}

fn fake(answer: impl Fn(Tensor) -> Vec<Tensor> + Send + Sync + 'static) -> Box<dyn Model> {
    Box::new(Fake {
        input: [None, None, None, Some(320)],
        answer,
    })
}

/// A card finder that sees `documents`, given in its input's pixels.
fn card(documents: Vec<Quad>) -> Box<dyn Model> {
    fake(move |_| {
        let mut corners = Tensor::zeros(&[1, 4, 80, 80]);
        let mut centre = Tensor::zeros(&[1, 1, 80, 80]);
        let mut offsets = Tensor::zeros(&[1, 8, 80, 80]);
        for quad in &documents {
            let (cx, cy) = (
                (quad.centre().x / 4.0) as usize,
                (quad.centre().y / 4.0) as usize,
            );
            centre.data[cy * 80 + cx] = 0.9;
            for (k, corner) in quad.0.iter().enumerate() {
                corners.data
                    [k * 6400 + (corner.y / 4.0) as usize * 80 + (corner.x / 4.0) as usize] = 0.9;
                for (x, y) in (0..9).map(|n| (cx + n % 3 - 1, cy + n / 3 - 1)) {
                    let (px, py) = (x as f32 * 4.0 + 2.0, y as f32 * 4.0 + 2.0);
                    offsets.data[2 * k * 6400 + y * 80 + x] = (corner.x - px) / 320.0;
                    offsets.data[(2 * k + 1) * 6400 + y * 80 + x] = (corner.y - py) / 320.0;
                }
            }
        }
        let score = Tensor {
            shape: vec![1],
            data: vec![1.0],
        };
        vec![
            corners,
            Tensor::zeros(&[1, 1, 80, 80]),
            centre,
            offsets,
            score,
        ]
    })
}

/// A channel of the text finder, and for which values of its input it says yes.
type Mark = (usize, fn(f32) -> bool);

/// A text finder that marks in each of the channels what its test holds for.
fn marks(channels: &'static [Mark]) -> Box<dyn Model> {
    fake(move |input| {
        let (high, wide) = (input.shape[2] / 2, input.shape[3] / 2);
        let mut maps = Tensor::zeros(&[1, 4, high, wide]);
        for at in 0..high * wide {
            let (x, y) = (at % wide * 2, at / wide * 2);
            let value = input.data[y * wide * 2 + x];
            for (channel, holds) in channels {
                maps.data[channel * high * wide + at] = f32::from(u8::from(holds(value)));
            }
        }
        vec![maps]
    })
}

fn black(value: f32) -> bool {
    value < -1.5
}

fn white(value: f32) -> bool {
    value > 1.8
}

/// Takes each black bar for a machine readable line: the bars are its shrunk lines.
const LINES: &[Mark] = &[(1, black)];
/// Takes what is white for a portrait too.
const LINES_AND_FACES: &[Mark] = &[(1, black), (2, white)];

/// A reader that spells the first of `texts` where a line is lighter on its left, else the second.
fn spelling(texts: &'static [&'static str]) -> Reader {
    unsure(texts, [1.0; 2])
}

/// The same, as sure of each text as `confidences` say.
fn unsure(texts: &'static [&'static str], confidences: [f32; 2]) -> Reader {
    let model = fake(move |input| {
        let (lines, steps, classes) = (input.shape[0], input.shape[3] / 4, SYMBOLS.len() + 1);
        let mut all = Tensor::zeros(&[lines, steps, classes]);
        for (line, values) in all.data.chunks_exact_mut(steps * classes).enumerate() {
            let filled = input.data[line * 32 * input.shape[3]..][..input.shape[3]]
                .iter()
                .rposition(|v| *v != 0.0)
                .map_or(0, |last| last / 4 + 1);
            let row = &input.data[line * 32 * input.shape[3] + 16 * input.shape[3]..];
            let which = usize::from(row[filled] < row[filled * 3]);
            let text = texts[which % texts.len()];
            let mut classes_at = vec![0; steps];
            for (k, character) in text.chars().enumerate() {
                let step = ((k as f32 + 0.5) * filled as f32 / text.len() as f32) as usize;
                classes_at[step] = SYMBOLS.find(character).unwrap() + 1;
            }
            for (row, class) in values.chunks_exact_mut(classes).zip(classes_at) {
                row.fill(-12.0);
                row[class] = confidences[which].ln() - 0.001;
            }
        }
        vec![all]
    });
    Reader {
        model,
        alphabet: SYMBOLS.chars().collect(),
        squeeze: 0.75,
    }
}

fn engine(card: Box<dyn Model>, text: Box<dyn Model>, texts: &'static [&'static str]) -> Engine {
    assembled(Models {
        card,
        text,
        mrz: spelling(texts),
        latin: None,
        thai: None,
    })
}

fn assembled(models: Models) -> Engine {
    let crew = Crew::alone();
    let options = Options {
        today: Some("2012-01-01".to_owned()),
        ..Options::default()
    };
    Engine::assemble(models, Templates::default(), crew, &options)
}

fn png(picture: RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A PNG of a passport page with two bars where its zone is.
fn page() -> Vec<u8> {
    let mut page = RgbImage::from_pixel(1250, 880, image::Rgb([200, 205, 210]));
    for (top, lighter) in [(730, 0..600), (800, 600..1250)] {
        for (x, y) in (0..20).flat_map(|y| (0..1150).map(move |x| (50 + x, top + y))) {
            let grey = if lighter.contains(&x) { 20 } else { 5 };
            page.put_pixel(x, y, image::Rgb([grey; 3]));
        }
    }
    png(page)
}

fn surname(scan: &Scan) -> Option<&str> {
    let zone = scan.documents.first()?.mrz.as_ref()?;
    assert_eq!(zone.lines, PASSPORT);
    zone.fields.get("surname").map(String::as_str)
}

#[test]
fn a_page_that_fills_the_picture_is_read() {
    let engine = engine(card(Vec::new()), marks(LINES), &PASSPORT);
    let scan = engine.scan(&page()).unwrap();
    assert_eq!((scan.width, scan.height), (1250, 880));
    assert_eq!(surname(&scan), Some("ERIKSSON"));
    assert_eq!(
        scan.documents[0].quad,
        Quad::rectangle(0.0, 0.0, 1250.0, 880.0)
    );
}

#[test]
fn a_page_that_the_finder_sees_is_cut_out() {
    // The whole page in the finder's letterbox: 272 pixels wide, 191 high.
    let seen = Quad::rectangle(24.0, 64.0, 271.0, 191.0);
    let engine = engine(card(vec![seen]), marks(LINES), &PASSPORT);
    let trace = engine.trace(&page()).unwrap();
    assert_eq!(surname(&trace.scan), Some("ERIKSSON"));
    let card = &trace.cards[0];
    assert!(card.score > 0.7 && card.card.width == 1250 * 1280 / 1250 || card.card.width > 900);
    assert_eq!(card.lines.len(), 2);
    let zone = trace.scan.documents[0].mrz.as_ref().unwrap();
    let [left, top, right, bottom] = zone.quad.bounds();
    assert!(
        left < 60.0 && right > 1190.0 && top > 700.0 && bottom < 850.0,
        "{:?}",
        zone.quad
    );
}

#[test]
fn another_frame_counts_only_if_it_proves_the_zone() {
    // The same with a wrong check digit after the day of birth.
    const WRONG: [&str; 2] = [PASSPORT[0], "L898902C36UTO7408123F1204159ZE184226B<<<<<10"];
    let seen = Quad::rectangle(24.0, 64.0, 271.0, 191.0);
    let engine = engine(card(vec![seen]), marks(LINES), &WRONG);
    let trace = engine.trace(&page()).unwrap();
    let zone = trace.scan.documents[0].mrz.as_ref().unwrap();
    assert!(!zone.valid);
    // The whole photo shows no better zone, so that nothing else of it was read.
    assert_eq!((trace.cards.len(), trace.dropped.len()), (1, 0));
}

/// Two rows of print and a line along the left side, lighter at its head or at its foot.
fn margin(lighter: std::ops::Range<u32>) -> Vec<u8> {
    let mut page = RgbImage::from_pixel(1250, 880, image::Rgb([200, 205, 210]));
    let mut ink =
        |x, y, light: bool| page.put_pixel(x, y, image::Rgb([if light { 20 } else { 5 }; 3]));
    for (top, along) in [700, 780]
        .into_iter()
        .flat_map(|top| (150..1150).map(move |x| (top, x)))
    {
        (0..20).for_each(|y| ink(along, top + y, along > 650));
    }
    for y in 100..600 {
        (60..80).for_each(|x| ink(x, y, lighter.contains(&y)));
    }
    png(page)
}

#[test]
fn a_line_along_the_side_is_read_both_ways() {
    let engine = assembled(Models {
        card: card(Vec::new()),
        text: marks(&[(0, black)]),
        mrz: spelling(&PASSPORT),
        latin: Some(unsure(&["SIDE", "NOTHING"], [1.0, 0.3])),
        thai: None,
    });
    for lighter in [100..350, 350..600] {
        let trace = engine.trace(&margin(lighter.clone())).unwrap();
        let lines: Vec<&str> = trace.dropped[0]
            .lines
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(lines, ["SIDE"], "{lighter:?}");
    }
}

/// A photo of two cards side by side: a portrait as white as `face` on the left one, a zone on the right one.
fn two_sides(face: u8) -> Vec<u8> {
    let mut photo = RgbImage::from_pixel(1250, 880, image::Rgb([200, 205, 210]));
    let mut fill = |xs: std::ops::Range<u32>, ys: std::ops::Range<u32>, grey: u8| {
        for (x, y) in ys.flat_map(|y| xs.clone().map(move |x| (x, y))) {
            photo.put_pixel(x, y, image::Rgb([grey; 3]));
        }
    };
    fill(200..350, 300..500, face);
    for (top, lighter) in [(730, 680..930), (800, 930..1180)] {
        fill(680..1180, top..top + 20, 5);
        fill(lighter, top..top + 20, 20);
    }
    png(photo)
}

#[test]
fn a_card_with_the_portrait_is_the_front_of_the_zone_beside_it() {
    let left = Quad::rectangle(26.0, 66.0, 130.0, 188.0);
    let right = Quad::rectangle(164.0, 66.0, 130.0, 188.0);
    let engine = engine(card(vec![left, right]), marks(LINES_AND_FACES), &PASSPORT);
    let both = engine.scan(&two_sides(255)).unwrap();
    assert_eq!(both.documents.len(), 2, "{both:?}");
    assert!(both.documents[0].mrz.is_some() && both.documents[1].mrz.is_none());
    let faceless = engine.scan(&two_sides(205)).unwrap();
    assert_eq!(faceless.documents.len(), 1, "a card that shows nothing");
}

/// The page as it is read in the frame of the whole picture, and a find on it whose corners are another's.
fn in_two_frames(test: impl Fn(&Engine, Asked<'_>, Seen, Card)) {
    let engine = engine(card(Vec::new()), marks(LINES), &PASSPORT);
    let photo = photo::decode(&page(), engine.limits()).unwrap();
    let asked = Asked {
        photo: &photo,
        expected: None,
        today: Day::new(2012, 1, 1).unwrap(),
    };
    let whole = Found::whole(&photo);
    let seen = engine.look(asked, whole, text::USUAL, &mut Clock::start());
    // It begins at the picture's foot, as a card that lies upside down.
    let find = Found {
        quad: Quad::rectangle(20.0, 30.0, 1210.0, 830.0),
        score: 0.8,
    };
    let find = find.turned(2);
    let find = crate::card::flatten(&photo, &find, text::USUAL, &Crew::alone()).unwrap();
    test(&engine, asked, seen.unwrap().unwrap(), find);
}

#[test]
fn a_document_of_the_whole_photo_takes_the_corners_of_a_find_the_way_its_print_runs() {
    in_two_frames(|engine, asked, seen, find| {
        let before = seen.document.mrz.clone().unwrap();
        let laid = engine
            .on_find(&seen, &find, asked, &mut Clock::start())
            .unwrap();
        assert_eq!(laid.document.quad, find.quad.upside_down());
        let zone = laid.document.mrz.unwrap();
        assert_eq!((zone.valid, zone.lines), (before.valid, before.lines));
        for (is, was) in zone.quad.0.iter().zip(before.quad.0) {
            assert!(is.distance(was) < 1.0, "{is:?} {was:?}");
        }
        assert_eq!(laid.lines.len(), seen.lines.len());
    });
}

#[test]
fn a_zone_of_another_frame_is_laid_on_a_find_whose_corners_stand() {
    in_two_frames(|engine, asked, seen, find| {
        let proven = seen.document.mrz.clone().unwrap();
        let find = Seen { card: find, ..seen };
        let quad = find.card.quad;
        let told = engine.with_zone(find, proven.clone(), asked, &mut Clock::start());
        assert_eq!(told.document.quad, quad);
        let zone = told.document.mrz.unwrap();
        assert_eq!(zone.lines, proven.lines);
        assert!(zone.quad.centre().distance(proven.quad.centre()) < 1.0);
    });
}

#[test]
fn an_empty_table_gives_nothing() {
    let engine = engine(card(Vec::new()), marks(LINES), &PASSPORT);
    let table = RgbImage::from_pixel(640, 480, image::Rgb([180; 3]));
    let trace = engine.trace(&png(table)).unwrap();
    assert!(trace.scan.documents.is_empty());
    assert_eq!(trace.dropped.len(), 1);
    assert!(!trace.scan.quality.hints.is_empty());
    assert!(trace.scan.timings_ms.contains_key("total"));
}

#[test]
fn a_portrait_alone_is_no_document() {
    let engine = engine(card(Vec::new()), marks(&[(2, black)]), &PASSPORT);
    assert!(engine.scan(&page()).unwrap().documents.is_empty());
}

#[test]
fn a_model_of_another_version_is_an_error_of_the_model() {
    let odd = fake(|_| vec![Tensor::zeros(&[1, 2, 3])]);
    let engine = engine(odd, marks(LINES), &PASSPORT);
    let error = engine.scan(&page()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Model);
}

#[test]
fn threads_share_one_engine() {
    fn shared<T: Send + Sync>() {}
    shared::<Engine>();
    let engine = engine(card(Vec::new()), marks(&[(3, black)]), &PASSPORT);
    let page = page();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| engine.scan(&page).unwrap());
        }
    });
}

#[test]
fn a_quarter_turned_page_is_turned_back() {
    let engine = engine(card(Vec::new()), marks(LINES), &PASSPORT);
    let upright = image::load_from_memory(&page()).unwrap();
    let turned = upright.rotate90().into_rgb8();
    let scan = engine.scan(&png(turned)).unwrap();
    assert_eq!(surname(&scan), Some("ERIKSSON"));
    // The page's first corner is at the photo's upper right.
    assert_eq!(scan.documents[0].quad.0[0], Point::new(880.0, 0.0));
}
