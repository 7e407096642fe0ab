//! Pictures that their documents fill: scans, copies of both sides, open booklets.

use super::scene::laid;
use super::{Frame, Photo, Sheet, resolution};
use crate::artwork::Size;
use crate::camera::Picture;
use crate::canvas::{Canvas, Rgb, hsv, mix};
use crate::flat::{damage, some_artwork, some_card, some_side};
use crate::rng::Rng;
use crate::truth::{CardTruth, Quad, boxed};
use crate::warp::{Homography, project};
use crate::{spread, surface};
use anyhow::Result;

/// A sheet of paper or the lid of a scanner.
fn lid(rng: &mut Rng) -> Rgb {
    match rng.weighted(&[0.6, 0.15, 0.25]) {
        0 => mix([255, 255, 255], hsv(rng.unit(), 0.1, 0.9), rng.unit() * 0.5),
        1 => [0, 0, 0],
        _ => hsv(rng.unit(), rng.range(0.0, 0.6), rng.unit()),
    }
}

fn canvas_of(aspect: f32, long: usize, colour: Rgb) -> Canvas {
    let (w, h) = if aspect > 1.0 {
        (long as f32, long as f32 / aspect)
    } else {
        (long as f32 * aspect, long as f32)
    };
    Canvas::new(w.round() as usize, h.round() as usize, colour)
}

/// A picture that its document fills, edge to edge or nearly.
pub(super) fn scan(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let drawn = some_card(frame.world, resolution(frame, rng), rng)?;
    let rounded = rng.chance(0.6);
    let round = if rounded { drawn.round } else { 0.0 };
    filled(
        frame,
        Sheet {
            canvas: drawn.canvas,
            truths: vec![drawn.truth],
            round,
            fill: 1.0,
        },
        rng,
    )
}

/// Fills a picture with a sheet, as scanners and cropping people do.
pub(super) fn filled(frame: Frame, sheet: Sheet, rng: &mut Rng) -> Result<Photo> {
    let (sw, sh) = sheet.size();
    let mut tags = vec!["scan"];
    let margin = match rng.weighted(&[0.42, 0.33, 0.12, 0.13]) {
        0 => [0.0; 4],
        1 => [rng.range(0.002, 0.05); 4],
        2 => [(); 4].map(|()| rng.range(0.0, 0.25)),
        _ => [(); 4].map(|()| rng.range(-0.015, 0.02)),
    };
    let aspect = sw * (1.0 + margin[0] + margin[2]) / (sh + sw * (margin[1] + margin[3]));
    let mut picture = canvas_of(aspect, frame.long(), lid(rng));
    if rng.chance(0.08) {
        picture = surface::fill(frame.world, picture.width(), picture.height(), rng);
    }
    let w = picture.width() as f32 / (1.0 + margin[0] + margin[2]);
    let (x0, y0, h) = (margin[0] * w, margin[1] * w, w * sh / sw);
    let mut quad = boxed(x0, y0, x0 + w, y0 + h);
    if rng.chance(0.25) {
        quad = turned(&quad, rng.range(-0.03, 0.03));
    }
    let map = Homography::onto(sw, sh, &quad).unwrap_or(Homography::IDENTITY);
    project(&mut picture, &sheet.canvas, &map, sheet.round);
    if rng.chance(0.06) {
        overlay(&mut picture, rng);
        tags.push("overlay");
    }
    let mut picture = Picture::of(&picture);
    if sw < w * 0.7 {
        tags.push("lowres");
    }
    let documents: Vec<CardTruth> = sheet.truths.into_iter().map(|t| t.seen(&map)).collect();
    damage(
        &mut picture,
        if rng.chance(0.3) { 0.6 } else { 0.1 },
        &mut tags,
        rng,
    )?;
    Ok(quarter_turned(
        Photo {
            picture,
            documents,
            tags,
        },
        0.06,
        rng,
    ))
}

/// Turns some pictures by quarters, with their truth.
fn quarter_turned(photo: Photo, chance: f32, rng: &mut Rng) -> Photo {
    if !rng.chance(chance) {
        return photo;
    }
    let turns = rng.whole(1, 3) as u8;
    let (w, h) = (photo.picture.w as f32, photo.picture.h as f32);
    let onto = match turns {
        1 => [[h, 0.0], [h, w], [0.0, w], [0.0, 0.0]],
        2 => [[w, h], [0.0, h], [0.0, 0.0], [w, 0.0]],
        _ => [[0.0, w], [0.0, 0.0], [h, 0.0], [h, w]],
    };
    let Some(map) = Homography::onto(w, h, &onto) else {
        return photo;
    };
    let mut tags = photo.tags;
    tags.push("turned");
    Photo {
        picture: photo.picture.turned(turns),
        documents: photo.documents.into_iter().map(|d| d.seen(&map)).collect(),
        tags,
    }
}

fn turned(quad: &Quad, angle: f32) -> Quad {
    let (cx, cy) = (
        (quad[0][0] + quad[2][0]) / 2.0,
        (quad[0][1] + quad[2][1]) / 2.0,
    );
    let (sin, cos) = angle.sin_cos();
    quad.map(|[x, y]| {
        [
            cx + (x - cx) * cos - (y - cy) * sin,
            cy + (x - cx) * sin + (y - cy) * cos,
        ]
    })
}

/// Rings, arrows and bars that people and programs draw over pictures.
fn overlay(picture: &mut Canvas, rng: &mut Rng) {
    let (w, h) = (picture.width() as f32, picture.height() as f32);
    let red = hsv(rng.range(-0.05, 0.05), 0.9, 0.8);
    let (x, y, r) = (rng.unit() * w, rng.unit() * h, w * rng.range(0.03, 0.12));
    if rng.chance(0.5) {
        if let Some(path) = crate::canvas::oval_path(x, y, r, r) {
            picture.stroke(&path, red, 1.0, w * 0.008);
        }
    } else if let Some(path) = crate::canvas::rect_path(x, y, x + r * 2.0, y + r) {
        picture.stroke(&path, red, 1.0, w * 0.006);
    }
}

/// Front and back of one card on a page.
pub(super) fn both_sides(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let art = some_artwork(frame.world, Some(Size::Id1), rng)?;
    let width = resolution(frame, rng).min(900);
    let copy = rng.bits();
    let known = art.sides();
    let (first, last) = (known.first() == Some(&true), known.last() == Some(&true));
    let sides = [first, last]
        .map(|back| some_side(&art, back, frame.world, width, 1.0, &mut Rng::new(&[copy])));
    let [front, back] = sides;
    let (front, back) = (front?, back?);
    let (w, h) = (front.canvas.width() as f32, front.canvas.height() as f32);
    let gap = w * if rng.chance(0.7) {
        rng.range(0.0, 0.1)
    } else {
        rng.range(0.1, 0.5)
    };
    let beside = rng.chance(0.25);
    let edge = w * if rng.chance(0.6) {
        rng.range(0.0, 0.06)
    } else {
        rng.range(0.06, 0.5)
    };
    let size = if beside {
        (2.0 * w + gap + 2.0 * edge, h + 2.0 * edge)
    } else {
        (w + 2.0 * edge, 2.0 * h + gap + 2.0 * edge)
    };
    let mut sheet = Canvas::new(size.0 as usize, size.1 as usize, lid(rng));
    let mut truths = Vec::new();
    let round = if rng.chance(0.7) { front.round } else { 0.0 };
    for (n, side) in [front, back].into_iter().enumerate() {
        let (x, y) = if beside {
            (edge + n as f32 * (w + gap), edge)
        } else {
            (edge, edge + n as f32 * (h + gap))
        };
        if let Some(map) = Homography::onto(w, h, &boxed(x, y, x + w, y + h)) {
            project(&mut sheet, &side.canvas, &map, round);
            truths.push(side.truth.seen(&map));
        }
    }
    let whole = Sheet {
        fill: 0.8,
        canvas: sheet,
        truths,
        round: 0.0,
    };
    let mut photo = if rng.chance(0.8) {
        filled(frame, whole, rng)?
    } else {
        laid(frame, vec![whole], rng)?
    };
    photo.tags.push("two-sides");
    Ok(photo)
}

/// An open passport: a page above, the data page below.
pub(super) fn scanned_spread(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let art = some_artwork(frame.world, Some(Size::Id3), rng)?;
    let page = some_side(
        &art,
        false,
        frame.world,
        resolution(frame, rng).min(1000),
        1.0,
        rng,
    )?;
    let (canvas, truth, round) = spread::open(page, frame.world, rng)?;
    let mut photo = filled(
        frame,
        Sheet {
            canvas,
            truths: vec![truth],
            round,
            fill: 1.0,
        },
        rng,
    )?;
    photo.tags.push("spread");
    Ok(photo)
}
