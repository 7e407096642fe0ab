//! Photographs and scans of documents, and pictures of none.

use crate::artwork::{Artwork, Size};
use crate::camera::Picture;
use crate::canvas::{Canvas, Rgb, hsv, line_path, mix};
use crate::card::Drawn;
use crate::flat::{damage, some_artwork, some_card, some_side};
use crate::prop::{self, Prop};
use crate::rng::Rng;
use crate::spread;
use crate::surface;
use crate::truth::{CardTruth, Quad, Xy, boxed};
use crate::warp::{Homography, distance, project};
use crate::world::World;
use anyhow::Result;

/// One photograph.
pub struct Photo {
    /// The picture.
    pub picture: Picture,
    /// The documents in it; none in a nothing-picture.
    pub documents: Vec<CardTruth>,
    /// How it was made, and what was done to it.
    pub tags: Vec<&'static str>,
}

/// What photographs are drawn as.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The world they come from.
    pub world: World,
    /// Width of a landscape photograph.
    pub width: usize,
    /// Its height; a portrait photograph has them swapped, a scan has its document's own shape.
    pub height: usize,
    /// How much lens, light and hands may spoil, 1 for all that training wants.
    pub harsh: f32,
}

impl Frame {
    /// The width at which to draw what spans this share of a photograph.
    fn width_of(&self, fill: f32) -> usize {
        (self.long() as f32 * fill * 0.85).max(220.0) as usize
    }

    fn long(&self) -> usize {
        self.width.max(self.height)
    }
}

/// Shares of scans, two sides on a page, scanned spreads, photographs, nothing-pictures.
const SHARES: [f32; 5] = [0.34, 0.10, 0.09, 0.36, 0.11];

/// Draws the photograph of this number.
pub fn draw(frame: Frame, seed: u64, index: u64) -> Result<Photo> {
    let mut rng = Rng::new(&[frame.world.salt(), 0x7068_6f74, seed, index]);
    let rng = &mut rng;
    match rng.weighted(&SHARES) {
        0 => scan(frame, rng),
        1 => both_sides(frame, rng),
        2 => scanned_spread(frame, rng),
        3 => photograph(frame, rng),
        _ => nothing(frame, rng),
    }
}

/// A low resolution as often as a high one: widths that documents are rendered at.
fn resolution(frame: Frame, rng: &mut Rng) -> usize {
    rng.log_range(230.0, frame.long() as f32 * 1.25) as usize
}

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
fn scan(frame: Frame, rng: &mut Rng) -> Result<Photo> {
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

/// A flat thing with the documents on it.
struct Sheet {
    canvas: Canvas,
    truths: Vec<CardTruth>,
    round: f32,
    /// Share of a photograph that it spans.
    fill: f32,
}

impl Sheet {
    fn bare(prop: Prop) -> Self {
        Self {
            canvas: prop.canvas,
            truths: Vec::new(),
            round: prop.round,
            fill: 0.6,
        }
    }

    fn size(&self) -> (f32, f32) {
        (self.canvas.width() as f32, self.canvas.height() as f32)
    }
}

/// Fills a picture with a sheet, as scanners and cropping people do.
fn filled(frame: Frame, sheet: Sheet, rng: &mut Rng) -> Result<Photo> {
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
fn both_sides(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let art = some_artwork(frame.world, Some(Size::Id1), rng)?;
    let width = resolution(frame, rng).min(900);
    let copy = rng.bits();
    let sides = [false, true]
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
fn scanned_spread(frame: Frame, rng: &mut Rng) -> Result<Photo> {
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

/// Documents lying somewhere, seen by a hand-held camera.
fn photograph(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let mut sheets = Vec::new();
    let several = rng.chance(0.16);
    for _ in 0..if several { rng.whole(2, 3) } else { 1 } {
        let fill = match rng.weighted(&[if several { 0.0 } else { 0.8 }, 0.2]) {
            0 => rng.range(0.5, 1.04),
            _ => rng.range(0.25, 0.55),
        };
        let drawn = some_card(frame.world, frame.width_of(fill), rng)?;
        sheets.push(carried(drawn, fill, frame.world, rng)?);
    }
    laid(frame, sheets, rng)
}

/// A card as it is; a passport's page often in its open booklet.
fn carried(drawn: Drawn, fill: f32, world: World, rng: &mut Rng) -> Result<Sheet> {
    let passport = drawn.truth.quad[2][0] / drawn.truth.quad[2][1] < 1.45;
    let (canvas, truth, round) = if passport && rng.chance(0.6) {
        spread::open(drawn, world, rng)?
    } else {
        (drawn.canvas, drawn.truth, drawn.round)
    };
    Ok(Sheet {
        canvas,
        truths: vec![truth],
        round,
        fill,
    })
}

/// A photograph of one side of a given document, large enough to be read.
pub fn of_side(frame: Frame, art: &Artwork, back: bool, rng: &mut Rng) -> Result<Photo> {
    let fill = rng.range(0.88, 1.0);
    let drawn = some_side(art, back, frame.world, frame.width_of(fill), 0.0, rng)?;
    let open = rng.chance(0.3);
    let sheet = if open {
        carried(drawn, fill, frame.world, rng)?
    } else {
        Sheet {
            round: drawn.round,
            canvas: drawn.canvas,
            truths: vec![drawn.truth],
            fill,
        }
    };
    laid(frame, vec![sheet], rng)
}

/// A picture that must give no document.
pub fn of_nothing(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    nothing(frame, rng)
}

/// A sheet's corners as a camera sees it: turned, tilted up to 40°, at some distance.
fn seen(sheet: (f32, f32), frame: (f32, f32), fill: f32, rng: &mut Rng) -> Quad {
    let roll = match rng.weighted(&[0.55, 0.2, 0.25]) {
        0 => rng.range(-0.25, 0.25),
        1 => std::f32::consts::FRAC_PI_2 * rng.whole(1, 3) as f32 + rng.range(-0.2, 0.2),
        _ => rng.range(0.0, std::f32::consts::TAU),
    };
    let tilt = 40f32.to_radians() * rng.unit().powf(1.4);
    let (toward, away) = (rng.range(0.0, std::f32::consts::TAU), rng.range(1.3, 3.5));
    let (w, h) = (1.0, sheet.1 / sheet.0);
    let flat = boxed(-w / 2.0, -h / 2.0, w / 2.0, h / 2.0).map(|p| turned_point(p, roll));
    let quad = flat.map(|p| {
        let [u, v] = turned_point(p, -toward);
        let depth = away * w.max(h) + u * tilt.sin();
        let [x, y] = turned_point([u * tilt.cos(), v], toward);
        [x / depth, y / depth]
    });
    let span = |i: usize| {
        let all = quad.map(|p| p[i]);
        (
            all.iter().copied().fold(f32::MAX, f32::min),
            all.iter().copied().fold(f32::MIN, f32::max),
        )
    };
    let ((x0, x1), (y0, y1)) = (span(0), span(1));
    let scale = fill * (frame.0 / (x1 - x0)).min(frame.1 / (y1 - y0));
    let (left, top) = ((frame.0 - scale * (x1 - x0)), (frame.1 - scale * (y1 - y0)));
    let off = if rng.chance(0.12) {
        0.1 * scale * (x1 - x0)
    } else {
        0.0
    };
    let (dx, dy) = (
        rng.unit() * left + off * rng.bell(),
        rng.unit() * top + off * rng.bell(),
    );
    quad.map(|[x, y]| [(x - x0) * scale + dx, (y - y0) * scale + dy])
}

fn turned_point([x, y]: Xy, angle: f32) -> Xy {
    let (sin, cos) = angle.sin_cos();
    [x * cos - y * sin, x * sin + y * cos]
}

fn apart(a: &Quad, b: &Quad) -> bool {
    let low = |q: &Quad, i: usize| q.iter().map(|p| p[i]).fold(f32::MAX, f32::min);
    let high = |q: &Quad, i: usize| q.iter().map(|p| p[i]).fold(f32::MIN, f32::max);
    (0..2).any(|i| high(a, i) < low(b, i) || high(b, i) < low(a, i))
}

fn shadow(canvas: &mut Canvas, quad: &Quad, rng: &mut Rng) {
    let far = distance(quad[0], quad[2]) * rng.range(0.004, 0.03);
    let [dx, dy] = turned_point([far, 0.0], rng.range(0.0, std::f32::consts::TAU));
    let deep = rng.range(0.05, 0.22);
    for ring in 0..4 {
        let grown = far * (ring as f32 - 1.0) * 0.5;
        let (cx, cy) = (
            (quad[0][0] + quad[2][0]) / 2.0,
            (quad[0][1] + quad[2][1]) / 2.0,
        );
        let points = quad.iter().map(|p| {
            let (ux, uy) = (p[0] - cx, p[1] - cy);
            let long = ux.hypot(uy).max(1.0);
            (p[0] + dx + ux / long * grown, p[1] + dy + uy / long * grown)
        });
        if let Some(path) = line_path(points) {
            canvas.fill(&path, [0, 0, 0], deep);
        }
    }
}

/// Lays sheets on a surface among other things and photographs them.
fn laid(frame: Frame, sheets: Vec<Sheet>, rng: &mut Rng) -> Result<Photo> {
    let upright = rng.chance(0.5);
    let (w, h) = if upright {
        (frame.height, frame.width)
    } else {
        (frame.width, frame.height)
    };
    let size = (w as f32, h as f32);
    let mut canvas = surface::fill(frame.world, w, h, rng);
    if rng.chance(0.45) {
        surroundings(&mut canvas, frame.world, rng)?;
    }
    let several = sheets.len() > 1;
    let (mut quads, mut documents, mut tags): (Vec<Quad>, Vec<CardTruth>, Vec<&'static str>) =
        (Vec::new(), Vec::new(), vec!["photo"]);
    for sheet in sheets {
        let mut place = None;
        for _ in 0..12 {
            let quad = seen(sheet.size(), size, sheet.fill, rng);
            if quads.iter().all(|q| apart(q, &quad)) {
                place = Some(quad);
                break;
            }
        }
        let Some(quad) = place else { continue };
        shadow(&mut canvas, &quad, rng);
        lay(&mut canvas, &sheet, &quad);
        if let Some(map) = Homography::onto(sheet.size().0, sheet.size().1, &quad) {
            documents.extend(sheet.truths.into_iter().map(|t| t.seen(&map)));
        }
        if rng.chance(0.25) {
            hold(&mut canvas, &quad, frame.harsh, rng);
            tags.push("hand");
        }
        quads.push(quad);
    }
    if several {
        tags.push("several");
    }
    let mut picture = Picture::of(&canvas);
    if rng.chance(0.2 * frame.harsh) {
        let small = rng.range(0.3, 0.8);
        picture = picture
            .resized((w as f32 * small) as usize, (h as f32 * small) as usize)
            .resized(w, h);
        tags.push("lowres");
    }
    damage(&mut picture, frame.harsh, &mut tags, rng)?;
    Ok(Photo {
        picture,
        documents,
        tags,
    })
}

/// Draws a sheet into a quad, first shrunk so far that nothing sparkles.
fn lay(canvas: &mut Canvas, sheet: &Sheet, quad: &Quad) {
    let (w, h) = sheet.size();
    let long = (0..4)
        .map(|i| distance(quad[i], quad[(i + 1) % 4]))
        .fold(0.0, f32::max);
    if long * 1.6 < w.max(h) {
        let factor = (long * 1.2 / w.max(h)).max(0.02);
        let small = Picture::of(&sheet.canvas).resized(
            ((w * factor) as usize).max(8),
            ((h * factor) as usize).max(8),
        );
        let small = small.canvas();
        if let Some(map) = Homography::onto(small.width() as f32, small.height() as f32, quad) {
            project(canvas, &small, &map, sheet.round * factor);
        }
    } else if let Some(map) = Homography::onto(w, h, quad) {
        project(canvas, &sheet.canvas, &map, sheet.round);
    }
}

fn hold(canvas: &mut Canvas, quad: &Quad, deep: f32, rng: &mut Rng) {
    let side = rng.below(4);
    let (a, b) = (quad[side], quad[(side + 1) % 4]);
    let t = rng.range(0.15, 0.85);
    let edge = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    let centre = [
        (quad[0][0] + quad[2][0]) / 2.0,
        (quad[0][1] + quad[2][1]) / 2.0,
    ];
    let (dx, dy) = (edge[0] - centre[0], edge[1] - centre[1]);
    let long = dx.hypot(dy).max(1.0);
    let thick = distance(quad[0], quad[2]) * rng.range(0.1, 0.16);
    let lean = rng.range(-0.5, 0.5);
    let (ux, uy) = (dx / long - lean * dy / long, dy / long + lean * dx / long);
    let tip = [
        edge[0] - ux * thick * rng.range(0.0, 0.9) * deep,
        edge[1] - uy * thick * rng.range(0.0, 0.9) * deep,
    ];
    let root = [edge[0] + ux * thick * 12.0, edge[1] + uy * thick * 12.0];
    prop::fingers(canvas, root, tip, thick, rng);
}

/// Puts other things on the surface.
fn surroundings(canvas: &mut Canvas, world: World, rng: &mut Rng) -> Result<()> {
    let size = (canvas.width() as f32, canvas.height() as f32);
    for _ in 0..rng.whole(1, 3) {
        if rng.chance(0.5) {
            prop::clutter(canvas, rng);
            continue;
        }
        let sheet = Sheet::bare(some_prop(world, size.0 as usize / 2, rng)?);
        let fill = rng.range(0.3, 1.4);
        let mut quad = seen(sheet.size(), size, fill, rng);
        let (dx, dy) = (size.0 * rng.range(-0.4, 0.4), size.1 * rng.range(-0.4, 0.4));
        quad = quad.map(|[x, y]| [x + dx, y + dy]);
        shadow(canvas, &quad, rng);
        lay(canvas, &sheet, &quad);
    }
    Ok(())
}

fn some_prop(world: World, w: usize, rng: &mut Rng) -> Result<Prop> {
    Ok(match rng.weighted(&[0.34, 0.26, 0.12, 0.12, 0.1, 0.06]) {
        0 => prop::page(world, w, w * 7 / 5, rng)?,
        1 => prop::bank_card(world, w, rng)?,
        2 => prop::cover(world, w, rng)?,
        3 => prop::keyboard(w, w / 2, rng),
        4 => prop::blank(w, w * 2 / 3, rng),
        _ => prop::portrait(w / 2, rng),
    })
}

/// A picture that must give no document.
fn nothing(frame: Frame, rng: &mut Rng) -> Result<Photo> {
    let long = frame.long();
    let mut photo = match rng.below(5) {
        0 => {
            let page = prop::page(frame.world, long * 5 / 7, long, rng)?;
            filled(frame, Sheet::bare(page), rng)?
        }
        1 => {
            let thing = some_prop(frame.world, long, rng)?;
            filled(frame, Sheet::bare(thing), rng)?
        }
        2 | 3 => {
            let mut things = Vec::new();
            for _ in 0..rng.whole(1, 3) {
                things.push(Sheet::bare(some_prop(frame.world, long * 3 / 4, rng)?));
            }
            laid(frame, things, rng)?
        }
        _ => laid(frame, Vec::new(), rng)?,
    };
    photo.tags.push("nothing");
    Ok(photo)
}
