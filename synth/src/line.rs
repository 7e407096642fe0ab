//! One line of text as a finder would cut it out of a photograph, with its truth.

use crate::corpus::Corpus;
use crate::exposure;
use crate::fonts::{Face, Purpose, Shelf};
use crate::frame::Frame;
use crate::ink::{Ink, Pen};
use crate::paper::{self, Busy};
use crate::phrase;
use crate::pixels::Pixels;
use crate::press;
use crate::raster::Raster;
use crate::rng::Rng;
use crate::stranger;
use crate::stratum::{Plan, STRATA, Stratum};
use crate::strip;
use crate::thai;
use crate::world::World;
use anyhow::{Result, anyhow};

/// Height of every line handed to a recogniser.
pub const HEIGHT: usize = 32;
/// A zone's lines are squeezed sideways by this much, so that 44 characters stay short.
pub const SQUEEZE: f32 = 0.75;
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
        exposure::expose(&mut photo, &mut plan, rng);
        let squeeze = if self.script == Script::Mrz {
            SQUEEZE
        } else {
            1.0
        };
        let pixels = exposure::crop(photo, squeeze, &plan, rng);
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
        // Cap heights in the photograph: print on whole cards 380–600 px wide is 5–10 px high, and
        // Thai needs more pixels for its marks.
        let least = if self.script == Script::Thai {
            7.5
        } else {
            5.4
        };
        let easy = 6.0 * (1.0 - self.severity);
        let (low, high): (f32, f32) = match stratum {
            Stratum::Lowres => (least + easy, 11.0),
            Stratum::Mixture => (least + 0.8 + easy, 26.0),
            _ => (13.0, 28.0),
        };
        let cap = rng.log_range(low, high.max(low));
        // What few pixels show, nothing else may spoil much.
        let clear = (cap / 11.0).min(1.0);
        let faint = match stratum {
            Stratum::Clean => 70.0,
            _ => 45.0 + 60.0 * (1.0 - clear),
        };
        let contrast = rng.range(faint, 215.0);
        Plan {
            stratum,
            severity: self.severity,
            cap,
            contrast,
            budget: 1.25 * clear * clear,
            tags: Vec::new(),
        }
    }

    fn pen(&self, face: &Face, plan: &Plan, rng: &mut Rng) -> Pen {
        let mut pen = Pen::new(plan.cap / face.cap_height);
        let mrz = self.script == Script::Mrz;
        pen.stretch = face.stretch;
        let tiny = plan.cap < 8.0;
        if rng.chance(0.5) {
            let narrow = if mrz || tiny { 0.92 } else { 0.82 };
            pen.stretch *= rng.range(narrow, 1.14);
        }
        if rng.chance(0.35) {
            pen.weight = rng.range(0.0, if mrz { 0.03 } else { 0.022 });
        }
        if rng.chance(0.06) {
            pen.slant = rng.range(-0.05, 0.22);
        }
        // The test world has types that do so by themselves.
        pen.squat = self.world == World::Train && !mrz && rng.chance(0.3);
        if mrz {
            // OCR-B is set at ten to the inch; its drawings differ in how wide they are.
            let step = Ink::shape("0", face, pen).map_or(0.0, |ink| ink.advance) / pen.px;
            pen.tracking = face.cap_height * rng.range(0.86, 1.22) - step;
        } else if self.script != Script::Other && rng.chance(0.18) {
            pen.tracking = rng.range(if tiny { 0.0 } else { -0.03 }, 0.12);
            if rng.chance(0.2) {
                pen.tracking += 0.15;
            }
        }
        // Narrow spaces are what readers lose first; wide ones stand between columns.
        if !mrz {
            pen.word_space = match rng.below(10) {
                0 => rng.range(0.0, 1.5),
                1..=4 if !tiny => rng.range(-0.09, 0.1),
                _ => 0.0,
            };
        }
        pen
    }

    fn text(&self, rng: &mut Rng) -> Result<(phrase::Phrase, &Face)> {
        let faces = self.shelf.serving(self.script.purpose());
        for _ in 0..64 {
            let phrase = match self.script {
                Script::Mrz => mrz_phrase(self.world, &self.corpus, rng),
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
        press::overprint(&mut photo, self.shelf.faces(), plan, sign, rng)?;
        press::rules(&mut photo, frame, plan, sign, rng);
        let mut raster = Raster::new(frame.w, frame.h);
        ink.stamp(&mut raster, |x, y| frame.map(x, y));
        let mut coverage = raster.coverage();
        if ink.bounds().is_empty() {
            coverage = stranger::marks(frame.w, frame.h, rng);
            if rng.chance(0.5) {
                stranger::blots(&mut photo, contrast, rng);
            }
        }
        let faces = self.shelf.serving(self.script.purpose());
        press::neighbours(
            &mut coverage,
            frame,
            ink.pen(),
            (face, &faces),
            &neighbours,
            rng,
        )?;
        if self.script != Script::Mrz && rng.chance(0.08) {
            press::figures(&mut coverage, frame, ink, rng);
        }
        press::texture(&mut coverage, plan, rng);
        for (v, cover) in photo.v.iter_mut().zip(&coverage) {
            *v += (target - *v) * cover;
        }
        Ok(photo)
    }
}

fn mrz_phrase(world: World, corpus: &Corpus, rng: &mut Rng) -> phrase::Phrase {
    if rng.chance(0.4) {
        let print = strip::invented(rng);
        let neighbours = vec![strip::invented(rng), strip::invented(rng)];
        return phrase::Phrase::same(print, neighbours);
    }
    let mut zone = strip::real(world, corpus, rng);
    let print = zone.swap_remove(rng.below(zone.len()));
    phrase::Phrase::same(print, zone)
}
