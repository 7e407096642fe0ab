//! One line of text as a finder would cut it out of a photograph, with its truth.

use crate::corpus::Corpus;
use crate::degrade;
use crate::fonts::{Face, Purpose, Shelf};
use crate::ink::{Extent, Ink, Pen};
use crate::paper::{self, Busy};
use crate::phrase;
use crate::pixels::{Filter, Pixels};
use crate::raster::Raster;
use crate::rng::Rng;
use crate::stranger;
use crate::strip;
use crate::thai;
use crate::world::World;
use anyhow::{Result, anyhow};

/// Height of every line handed to a recogniser.
pub const HEIGHT: usize = 32;
/// A zone's lines are squeezed sideways by this much, so that 44 characters stay short.
pub const SQUEEZE: f32 = 0.75;
// The widest line drawn: some 90 letters of the loosest setting.
const WIDEST: usize = 1600;

/// The recogniser that a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Script {
    /// Machine readable zones.
    Mrz,
    /// Latin text.
    Latin,
    /// Thai text, with digits and Latin.
    Thai,
    /// What must not be read: its text is empty.
    Other,
}

impl Script {
    /// The name in the truth.
    pub fn name(self) -> &'static str {
        match self {
            Script::Mrz => "mrz",
            Script::Latin => "latin",
            Script::Thai => "thai",
            Script::Other => "other",
        }
    }

    fn purpose(self) -> Purpose {
        match self {
            Script::Mrz => Purpose::Mrz,
            Script::Latin => Purpose::Latin,
            Script::Thai => Purpose::Thai,
            Script::Other => Purpose::Other,
        }
    }
}

/// The one thing that was done to a line, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stratum {
    /// Nothing but print on its ground.
    Clean,
    /// Few pixels, grown again.
    Lowres,
    /// Out of focus.
    Blur,
    /// The hand moved.
    Motion,
    /// Compressed.
    Jpeg,
    /// Little light.
    Noise,
    /// A lamp mirrored.
    Glare,
    /// Tilted, bent, badly cropped.
    Geometry,
    /// Some of all, each milder.
    Mixture,
}

/// The order in which the test world repeats its strata.
pub const STRATA: [Stratum; 9] = [
    Stratum::Clean,
    Stratum::Lowres,
    Stratum::Blur,
    Stratum::Motion,
    Stratum::Jpeg,
    Stratum::Noise,
    Stratum::Glare,
    Stratum::Geometry,
    Stratum::Mixture,
];

impl Stratum {
    /// The tag in the truth.
    pub fn name(self) -> &'static str {
        match self {
            Stratum::Clean => "clean",
            Stratum::Lowres => "lowres",
            Stratum::Blur => "blur",
            Stratum::Motion => "motion",
            Stratum::Jpeg => "jpeg",
            Stratum::Noise => "noise",
            Stratum::Glare => "glare",
            Stratum::Geometry => "geometry",
            Stratum::Mixture => "mixture",
        }
    }
}

/// A drawn line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Grey, `HEIGHT` high.
    pub pixels: Pixels,
    /// What it says; empty where nothing must be read.
    pub text: String,
    /// What was done to it, the stratum first.
    pub tags: Vec<&'static str>,
}

/// Draws lines of one script in one world.
pub struct Painter {
    script: Script,
    world: World,
    shelf: Shelf,
    corpus: Corpus,
    severity: f32,
}

// What was decided about a line before any pixel of it.
struct Plan {
    stratum: Stratum,
    severity: f32,
    cap: f32,
    contrast: f32,
    // What is left of the damage that a line can take and still be read.
    budget: f32,
    tags: Vec<&'static str>,
}

impl Plan {
    fn has(&self, stratum: Stratum) -> bool {
        self.stratum == stratum
    }

    // Strength of one degradation: full in its own stratum, milder and rarer in a mixture.
    fn dose(&mut self, stratum: Stratum, often: f32, rng: &mut Rng) -> f32 {
        let full = self.has(stratum);
        if !full && !(self.has(Stratum::Mixture) && rng.chance(often)) {
            return 0.0;
        }
        let low = if full { 0.3 } else { 0.1 };
        let high = if full { 1.0 } else { 0.75 };
        let dose = (rng.range(low, high) * self.severity).min(self.budget);
        self.budget -= dose;
        dose
    }
}

impl Painter {
    /// Loads the fonts and words for one script; `severity` 1 is the full range of damage.
    pub fn new(script: Script, world: World, severity: f32) -> Result<Painter> {
        Ok(Painter {
            script,
            world,
            shelf: Shelf::open(world, &[script.purpose(), Purpose::Latin])?,
            corpus: Corpus::load()?,
            severity,
        })
    }

    /// The line of this number under this seed; always the same one.
    pub fn draw(&self, seed: u64, index: u64) -> Result<Line> {
        let mut rng = Rng::new(&[seed, self.world.salt(), self.script as u64, index]);
        let rng = &mut rng;
        let mut plan = self.plan(index, rng);
        let (texts, face) = self.text(rng)?;
        let (print, text) = (texts.print, texts.truth);
        let pen = self.pen(face, &plan, rng);
        let ink = Ink::shape(&print, face, pen)?;
        let frame = Frame::around(&ink, face, pen, &mut plan, self.script, rng);
        let mut photo = self.print(&ink, &frame, &mut plan, texts.neighbours, face, rng)?;
        expose(&mut photo, &mut plan, rng);
        let pixels = self.crop(photo, &frame, &plan, rng);
        plan.tags.insert(0, plan.stratum.name());
        Ok(Line {
            pixels,
            text,
            tags: plan.tags,
        })
    }

    fn plan(&self, index: u64, rng: &mut Rng) -> Plan {
        let stratum = match self.world {
            World::Test => STRATA[(index % STRATA.len() as u64) as usize],
            World::Train if rng.chance(0.62) => Stratum::Mixture,
            World::Train => *rng.pick(&STRATA),
        };
        let small = 1.0 - self.severity * 0.55;
        // Cap heights in the photograph: print on whole cards 600 px wide is 6–10 px high.
        let (low, high): (f32, f32) = match stratum {
            Stratum::Lowres => (5.6 + 4.0 * small, 11.0),
            Stratum::Mixture => (6.5 + 4.0 * small, 26.0),
            _ => (13.0, 28.0),
        };
        let cap = rng.log_range(low, high.max(low));
        let contrast = match stratum {
            Stratum::Clean => rng.range(70.0, 220.0),
            _ => rng.range(45.0, 210.0),
        };
        Plan {
            stratum,
            severity: self.severity,
            cap,
            contrast,
            budget: 1.25,
            tags: Vec::new(),
        }
    }

    fn pen(&self, face: &Face, plan: &Plan, rng: &mut Rng) -> Pen {
        let mut pen = Pen::new(plan.cap / face.cap_height);
        let mrz = self.script == Script::Mrz;
        if rng.chance(0.5) {
            pen.stretch = if mrz {
                rng.range(0.9, 1.12)
            } else {
                rng.range(0.82, 1.14)
            };
        }
        if rng.chance(0.35) {
            pen.weight = rng.range(0.0, if mrz { 0.03 } else { 0.022 });
        }
        if rng.chance(0.06) {
            pen.slant = rng.range(-0.05, 0.22);
        }
        if mrz {
            // OCR-B is set at ten to the inch; its drawings differ in how wide they are.
            let step = Ink::shape("0", face, pen).map_or(0.0, |ink| ink.advance) / pen.px;
            pen.tracking = face.cap_height * rng.range(0.88, 1.14) - step;
        } else if self.script != Script::Other && rng.chance(0.18) {
            pen.tracking = rng.range(-0.03, 0.12) + if rng.chance(0.2) { 0.15 } else { 0.0 };
        }
        if !mrz && rng.chance(0.08) {
            pen.word_space = rng.range(-0.06, 1.6);
        }
        pen
    }

    fn text(&self, rng: &mut Rng) -> Result<(phrase::Phrase, &Face)> {
        let faces = self.shelf.serving(self.script.purpose());
        for _ in 0..64 {
            let phrase = match self.script {
                Script::Mrz => mrz_phrase(&self.corpus, rng),
                Script::Latin => phrase::latin(&self.corpus, rng),
                Script::Thai => thai::phrase(&self.corpus, rng),
                Script::Other => stranger::phrase(&self.corpus, rng),
            };
            let fits = |face: &Face| {
                let all = phrase.neighbours.iter().chain([&phrase.print]);
                all.into_iter().all(|text| face.lacks(text).is_none())
            };
            // The standard's own letter is by far the most frequent in zones.
            let standard = self.script == Script::Mrz && rng.chance(0.8);
            for _ in 0..6 {
                let face = if standard {
                    faces[0]
                } else {
                    *rng.pick(&faces)
                };
                if fits(face) {
                    return Ok((phrase, face));
                }
            }
            let fit: Vec<&Face> = faces.iter().copied().filter(|face| fits(face)).collect();
            if !fit.is_empty() {
                return Ok((phrase, *rng.pick(&fit)));
            }
        }
        let script = self.script.name();
        Err(anyhow!(
            "no {script} face of the {} world has the glyphs of 64 texts: see synth/fonts.toml",
            self.world.name()
        ))
    }

    fn print(
        &self,
        ink: &Ink<'_>,
        frame: &Frame,
        plan: &mut Plan,
        neighbours: Vec<String>,
        face: &Face,
        rng: &mut Rng,
    ) -> Result<Pixels> {
        let dark_on_light = rng.chance(if self.script == Script::Mrz {
            0.99
        } else {
            0.93
        });
        let contrast = plan.contrast;
        let level = if dark_on_light {
            rng.range((contrast + 5.0).max(95.0), 252.0)
        } else {
            rng.range(8.0, 250.0 - contrast)
        };
        let quiet = self.script == Script::Mrz && rng.chance(0.4);
        let motifs = match plan.stratum {
            _ if quiet => 0,
            Stratum::Clean => rng.weighted(&[0.45, 0.35, 0.2]),
            _ => rng.weighted(&[0.25, 0.35, 0.28, 0.12]),
        };
        let depth = contrast * rng.range(0.08, 0.5) * plan.severity.max(0.4);
        let busy = Busy {
            level,
            depth: if motifs > 1 { depth * 0.7 } else { depth },
            cap: plan.cap,
            motifs,
        };
        let mut photo = paper::lay(frame.w, frame.h, busy, self.world, rng);
        if motifs > 0 {
            plan.tags.push("ground");
        }
        let sign = if dark_on_light { -1.0 } else { 1.0 };
        let target = level + sign * contrast;
        overprint(&mut photo, self.shelf.faces(), plan, rng)?;
        rules(&mut photo, frame, plan, sign, rng);
        let mut raster = Raster::new(frame.w, frame.h);
        ink.stamp(&mut raster, |x, y| frame.map(x, y));
        frame.intrude(&mut raster, ink.pen(), face, neighbours, rng)?;
        let mut coverage = raster.coverage();
        if ink.bounds().is_empty() {
            coverage = stranger::marks(frame.w, frame.h, rng);
            if rng.chance(0.5) {
                stranger::blots(&mut photo, contrast, rng);
            }
        }
        texture(&mut coverage, plan, rng);
        for (v, cover) in photo.v.iter_mut().zip(&coverage) {
            *v += (target - *v) * cover;
        }
        Ok(photo)
    }

    fn crop(&self, mut photo: Pixels, frame: &Frame, plan: &Plan, rng: &mut Rng) -> Pixels {
        let filters = [
            Filter::Linear,
            Filter::Cubic,
            Filter::Linear,
            Filter::Lanczos,
            Filter::Nearest,
        ];
        let filter = filters[rng.weighted(&[0.45, 0.25, 0.15, 0.12, 0.03])];
        // A card is flattened before its lines are cut: two resamplings in a row.
        if frame.h < 30 && rng.chance(0.45) {
            let grow = rng.range(1.15, 36.0 / frame.h as f32);
            let (w, h) = (
                (photo.w as f32 * grow) as usize,
                (photo.h as f32 * grow) as usize,
            );
            photo = photo.resize(w.max(8), h.max(8), filter);
            if plan.has(Stratum::Mixture) && rng.chance(0.3) {
                photo.clip();
                degrade::jpeg(
                    &mut photo,
                    rng.range(45.0, 92.0),
                    (rng.below(8), rng.below(8)),
                );
            }
        }
        let squeeze = if self.script == Script::Mrz {
            SQUEEZE
        } else {
            1.0
        };
        let wide = frame.w as f32 * HEIGHT as f32 / frame.h as f32 * squeeze;
        let last = if rng.chance(0.7) {
            Filter::Linear
        } else {
            Filter::Cubic
        };
        let mut out = photo.resize((wide.round() as usize).max(8), HEIGHT, last);
        if plan.has(Stratum::Mixture) && rng.chance(0.12) {
            degrade::sharpen(&mut out, rng.range(0.3, 1.4), rng.range(0.7, 1.6));
        }
        out.clip();
        out
    }
}

fn mrz_phrase(corpus: &Corpus, rng: &mut Rng) -> phrase::Phrase {
    if rng.chance(0.4) {
        let print = strip::invented(rng);
        let neighbours = vec![strip::invented(rng), strip::invented(rng)];
        return phrase::Phrase::same(print, neighbours);
    }
    let mut zone = strip::real(corpus, rng);
    let print = zone.swap_remove(rng.below(zone.len()));
    phrase::Phrase::same(print, zone)
}

// Where the text lies in its crop, in pixels of the photograph.
struct Frame {
    w: usize,
    h: usize,
    cap: f32,
    left: f32,
    baseline: f32,
    top: f32,
    bottom: f32,
    tilt: f32,
    sag: f32,
    lean: f32,
    taper: f32,
    middle: f32,
}

impl Frame {
    fn around(
        ink: &Ink<'_>,
        face: &Face,
        pen: Pen,
        plan: &mut Plan,
        script: Script,
        rng: &mut Rng,
    ) -> Frame {
        let cap = plan.cap;
        let mut bounds = ink.bounds();
        if bounds.is_empty() {
            bounds = Extent {
                x0: 0.0,
                y0: -cap,
                x1: 1.4 * cap * stranger::aspect(rng),
                y1: 0.0,
            };
        }
        let tight = rng.chance(if script == Script::Mrz { 0.9 } else { 0.55 });
        if !tight {
            bounds.y0 = bounds
                .y0
                .min(-face.cap_height * pen.px * rng.range(1.0, 1.15));
            bounds.y1 = bounds.y1.max(0.22 * pen.px);
        }
        let dose = plan.dose(Stratum::Geometry, 0.6, rng);
        let long = bounds.x1 - bounds.x0;
        let steep = (0.052 * long).min(0.55 * cap) / long.max(1.0);
        let tilt = steep * dose * rng.range(-1.0, 1.0);
        let sag = if rng.chance(0.3) {
            0.25 * cap * dose * rng.range(-1.0, 1.0)
        } else {
            0.0
        };
        let taper = if rng.chance(0.5) {
            0.16 * dose * rng.range(-1.0, 1.0)
        } else {
            0.0
        };
        let lean = if rng.chance(0.5) {
            0.14 * dose * rng.range(-1.0, 1.0)
        } else {
            0.0
        };
        let drift = 0.5 * tilt.abs() * long + sag.abs();
        let clean = plan.has(Stratum::Clean);
        let loose = if clean { 0.35 } else { 0.6 };
        let mut margin = |most: f32| cap * (most * rng.unit() * rng.unit() + 0.03);
        let (mut over, mut under) = (margin(loose + 0.15), margin(loose + 0.15));
        if rng.chance(0.3) {
            let more = cap * rng.range(0.1, loose);
            if rng.chance(0.5) {
                over += more
            } else {
                under += more
            }
        }
        // A bad crop cuts a little of what it should hold: never more than a tenth.
        if !clean && rng.chance(0.1) {
            over -= cap * rng.range(0.03, 0.12);
        }
        let side = |rng: &mut Rng| match rng.below(10) {
            0 => cap * rng.range(-0.06, 0.08),
            1 => cap * rng.range(0.6, 2.2),
            _ => cap * rng.range(0.05, 0.6),
        };
        let (before, after) = (side(rng), side(rng));
        let keep = if rng.chance(0.7) { drift } else { drift * 0.6 };
        let jitter = rng.unit();
        let h = (bounds.y1 - bounds.y0 + over + under + 2.0 * keep)
            .round()
            .max(8.0);
        let w = (long + before + after + lean.abs() * cap)
            .round()
            .clamp(8.0, WIDEST as f32);
        Frame {
            w: w as usize,
            h: h as usize,
            cap,
            left: before - bounds.x0 + (jitter - 0.5),
            baseline: over + keep - bounds.y0 + rng.range(-0.5, 0.5),
            top: over + keep,
            bottom: under + keep,
            tilt,
            sag,
            lean,
            taper,
            middle: w * 0.5,
        }
    }

    fn map(&self, x: f32, y: f32) -> (f32, f32) {
        let along = x + self.left - self.middle;
        let t = along / self.middle.max(1.0);
        let grow = 1.0 + self.taper * t;
        let px = x + self.left - self.lean * y;
        let py = self.baseline + y * grow + self.tilt * along + self.sag * (t * t - 0.5);
        (px, py)
    }

    // The line above or below reaches into the crop, by less than half of its letters.
    fn intrude(
        &self,
        raster: &mut Raster,
        pen: Pen,
        face: &Face,
        others: Vec<String>,
        rng: &mut Rng,
    ) -> Result<()> {
        for (n, text) in others.iter().take(2).enumerate() {
            let room = if n == 0 { self.top } else { self.bottom };
            if !rng.chance(0.35) || room < 0.12 * self.cap {
                continue;
            }
            let show = (room * rng.range(0.2, 0.85)).min(0.45 * self.cap);
            let ink = Ink::shape(text, face, pen)?;
            let shift = rng.range(-0.5, 0.5) * self.cap;
            let y = if n == 0 {
                show
            } else {
                self.h as f32 - show + self.cap
            };
            ink.stamp(raster, |x, dy| {
                (
                    x + self.left + shift,
                    y + dy + self.tilt * (x + self.left - self.middle),
                )
            });
        }
        Ok(())
    }
}

// Ink is not even: engraving is grainy, old print is worn, cheap print is dotted.
fn texture(coverage: &mut [f32], plan: &mut Plan, rng: &mut Rng) {
    let strength = plan.severity * rng.range(0.1, 0.5);
    match rng.weighted(&[0.6, 0.14, 0.14, 0.12]) {
        0 => {}
        1 => {
            plan.tags.push("engraved");
            for c in coverage.iter_mut().filter(|c| **c > 0.0) {
                *c = (*c * (1.0 - strength * 0.9 * rng.unit())).max(0.0);
            }
        }
        2 => {
            let gamma = 1.0 + strength * 1.4;
            coverage.iter_mut().for_each(|c| *c = c.powf(gamma));
        }
        _ => {
            let gamma = 1.0 / (1.0 + strength * 1.6);
            coverage.iter_mut().for_each(|c| *c = c.powf(gamma));
        }
    }
}

// Big letters printed across: SPECIMEN and its kin, filled or in outline.
fn overprint(photo: &mut Pixels, faces: &[Face], plan: &mut Plan, rng: &mut Rng) -> Result<()> {
    if plan.has(Stratum::Clean) || !rng.chance(0.07) {
        return Ok(());
    }
    let words = [
        "SPECIMEN",
        "MUSTER",
        "ESPECIMEN",
        "SAMPLE",
        "SPÉCIMEN",
        "WZÓR",
        "VOID",
        "MINTA",
    ];
    let word = *rng.pick(&words);
    let fits: Vec<&Face> = faces.iter().filter(|f| f.lacks(word).is_none()).collect();
    if fits.is_empty() {
        return Ok(());
    }
    let face = *rng.pick(&fits);
    let mut pen = Pen::new(plan.cap * rng.range(2.5, 9.0));
    let outline = rng.chance(0.4);
    let turn = rng.range(-0.6, 0.6);
    let (cos, sin) = (turn.cos(), turn.sin());
    let (x0, y0) = (
        rng.range(-2.0, 0.7) * photo.w as f32 * 0.5,
        photo.h as f32 * rng.range(0.4, 2.2),
    );
    let map = |x: f32, y: f32| (x0 + x * cos - y * sin, y0 + x * sin + y * cos);
    let mut thin = Raster::new(photo.w, photo.h);
    Ink::shape(word, face, pen)?.stamp(&mut thin, map);
    let mut coverage = thin.coverage();
    if outline {
        pen.weight = (plan.cap * 0.1).max(0.6) / pen.px;
        let mut thick = Raster::new(photo.w, photo.h);
        Ink::shape(word, face, pen)?.stamp(&mut thick, map);
        for (c, t) in coverage.iter_mut().zip(thick.coverage()) {
            *c = (t - *c).max(0.0);
        }
    }
    let depth = plan.contrast * rng.range(0.1, if outline { 0.5 } else { 0.35 }) * plan.severity;
    let sign = if rng.chance(0.8) { -1.0 } else { 1.0 };
    for (v, c) in photo.v.iter_mut().zip(&coverage) {
        *v += sign * depth * c;
    }
    plan.tags.push("overprint");
    Ok(())
}

fn rules(photo: &mut Pixels, frame: &Frame, plan: &mut Plan, sign: f32, rng: &mut Rng) {
    if plan.has(Stratum::Clean) || !rng.chance(0.1) {
        return;
    }
    let below = rng.chance(0.7);
    let y = if below {
        frame.baseline + frame.cap * rng.range(0.18, 0.45)
    } else {
        frame.baseline - frame.cap * rng.range(1.2, 1.6)
    };
    let thick = (frame.cap * rng.range(0.03, 0.12)).max(0.4);
    let dotted = rng
        .chance(0.35)
        .then(|| (frame.cap * rng.range(0.15, 0.4)).max(1.6));
    let depth = sign * plan.contrast * rng.range(0.3, 0.9);
    paper::rule(photo, y, thick, depth, dotted, frame.tilt);
    plan.tags.push("rule");
}

// Lens, light, sensor and file, in the order in which they act.
fn expose(photo: &mut Pixels, plan: &mut Plan, rng: &mut Rng) {
    let cap = plan.cap;
    let lens = plan.dose(Stratum::Blur, 0.45, rng);
    // A blur of a fifth of the cap height still leaves strokes apart.
    let softness = if lens > 0.0 {
        (0.03 + lens * 0.11) * cap
    } else {
        rng.range(0.0, 0.35)
    };
    degrade::blur(photo, softness.min(0.2 * cap));
    let shake = plan.dose(Stratum::Motion, 0.15, rng);
    if shake > 0.0 {
        let turn = rng.range(0.0, std::f32::consts::PI);
        degrade::motion(photo, shake * 0.28 * cap, turn);
    }
    let glare = plan.dose(Stratum::Glare, 0.15, rng);
    if glare > 0.0 {
        for _ in 0..=rng.below(2) {
            degrade::glare(photo, glare * 0.8, rng);
        }
    }
    if !plan.has(Stratum::Clean) && rng.chance(0.3) {
        let turn = rng.range(0.0, std::f32::consts::TAU);
        degrade::shade(photo, turn, rng.range(0.62, 1.0), rng.range(0.8, 1.05));
    }
    let grain = plan.dose(Stratum::Noise, 0.5, rng);
    if grain > 0.0 {
        // Small print drowns sooner: 1 part in 4 of the contrast at most, less below 12 px.
        let most = plan.contrast * 0.25 * (cap / 14.0).clamp(0.35, 1.0);
        let sigma = grain * most * rng.range(0.3, 1.0);
        degrade::noise(photo, sigma * 0.7, sigma * 0.5, rng);
    } else {
        degrade::noise(photo, rng.range(0.0, 1.5), 0.0, rng);
    }
    if plan.has(Stratum::Mixture) && rng.chance(0.15) {
        degrade::sharpen(photo, rng.range(0.3, 1.3), rng.range(0.6, 1.2));
    }
    let pressed = plan.dose(Stratum::Jpeg, 0.5, rng);
    if pressed > 0.0 {
        photo.clip();
        let worst = if cap < 9.0 { 45.0 } else { 20.0 };
        let quality = 96.0 - pressed * (96.0 - worst);
        degrade::jpeg(photo, quality, (rng.below(8), rng.below(8)));
    }
}
