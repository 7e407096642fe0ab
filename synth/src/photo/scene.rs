//! Sheets that lie somewhere among other things, seen by a hand-held camera.

use super::{Frame, Photo, Sheet, some_prop};
use crate::camera::Picture;
use crate::canvas::{Canvas, line_path};
use crate::flat::damage;
use crate::rng::Rng;
use crate::truth::{CardTruth, Quad, Xy, boxed};
use crate::warp::{Homography, distance, project};
use crate::world::World;
use crate::{prop, surface};
use anyhow::Result;

/// A sheet's corners as a camera sees it: turned, tilted up to 40°, at some distance.
pub(super) fn seen(sheet: (f32, f32), frame: (f32, f32), fill: f32, rng: &mut Rng) -> Quad {
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
pub(super) fn laid(frame: Frame, sheets: Vec<Sheet>, rng: &mut Rng) -> Result<Photo> {
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
