//! The faces that are drawn with, each from a Debian package that `fonts.toml` names.

use crate::ink::Outline;
use crate::world::World;
use anyhow::{Context, Result, anyhow, bail};
use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{GlyphBuffer, ShapePlan, UnicodeBuffer};
use serde::Deserialize;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// The list itself, as committed.
pub const LIST: &str = include_str!("../fonts.toml");

/// What a face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Machine readable zones: OCR-B, or close to it.
    Mrz,
    /// Latin text.
    Latin,
    /// Thai text.
    Thai,
    /// Scripts that are never read.
    Other,
    /// Signatures and other handwriting.
    Script,
}

/// One file of a package.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// File name within the package's folder.
    pub file: String,
    /// What it is for.
    #[serde(rename = "for")]
    pub purposes: Vec<Purpose>,
    /// The world that may use it.
    pub world: World,
    /// Face within a collection.
    #[serde(default)]
    pub index: u32,
    /// Letters stretched sideways by this much, to derive a look-alike.
    #[serde(default = "one")]
    pub stretch: f32,
    /// A name other than the file's stem, for a derived look-alike.
    pub name: Option<String>,
}

fn one() -> f32 {
    1.0
}

/// One Debian package and the faces that are used of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// The name that `apt-get install` takes.
    pub name: String,
    /// Where it puts its files.
    pub folder: String,
    /// The faces used.
    pub faces: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    package: Vec<Package>,
}

/// Every package of the list.
pub fn packages() -> Result<Vec<Package>> {
    let list: List = toml::from_str(LIST).context("synth/fonts.toml does not parse")?;
    Ok(list.package)
}

/// Names of the packages of which a file is missing here.
pub fn missing() -> Result<Vec<String>> {
    let lacks = |p: &Package| {
        p.faces
            .iter()
            .any(|f| !Path::new(&p.folder).join(&f.file).exists())
    };
    Ok(packages()?
        .iter()
        .filter(|p| lacks(p))
        .map(|p| p.name.clone())
        .collect())
}

/// A loaded face.
pub struct Face {
    /// The file's stem, or the derived look-alike's name.
    pub name: String,
    /// The package that it comes from.
    pub package: String,
    /// What it is for.
    pub purposes: Vec<Purpose>,
    /// The only world that may use it.
    pub world: World,
    /// Letters stretched sideways by this much (a derived look-alike), else 1.
    pub stretch: f32,
    /// Height of H, in em.
    pub cap_height: f32,
    /// Height of x, in em.
    pub x_height: f32,
    inner: rustybuzz::Face<'static>,
    outlines: Vec<OnceLock<Outline>>,
    plans: Mutex<Vec<(rustybuzz::Script, Arc<ShapePlan>)>>,
}

impl Face {
    fn load(package: &Package, row: &Row) -> Result<Face> {
        let path = Path::new(&package.folder).join(&row.file);
        let bytes = std::fs::read(&path).with_context(|| {
            let name = &package.name;
            format!(
                "font {} is not installed: run `apt-get install {name}`",
                path.display()
            )
        })?;
        // A face lives as long as the program: its bytes are given away for good.
        let bytes: &'static [u8] = Vec::leak(bytes);
        let inner = rustybuzz::Face::from_slice(bytes, row.index)
            .ok_or_else(|| anyhow!("{} is no font that can be read", path.display()))?;
        let stem = Path::new(&row.file).file_stem().and_then(|s| s.to_str());
        let mut face = Face {
            name: row
                .name
                .clone()
                .or(stem.map(str::to_owned))
                .unwrap_or_default(),
            package: package.name.clone(),
            purposes: row.purposes.clone(),
            world: row.world,
            stretch: row.stretch,
            cap_height: 0.0,
            x_height: 0.0,
            outlines: (0..inner.number_of_glyphs())
                .map(|_| OnceLock::new())
                .collect(),
            plans: Mutex::default(),
            inner,
        };
        // Collections without Latin letters stand as high as a usual face.
        face.cap_height = face.top('H').unwrap_or(0.72);
        face.x_height = face.top('x').unwrap_or(0.52);
        Ok(face)
    }

    fn top(&self, letter: char) -> Option<f32> {
        let glyph = self.inner.glyph_index(letter)?;
        let [_, _, _, top] = self.outline(glyph).bounds()?;
        Some(top / self.units_per_em())
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> f32 {
        self.inner.units_per_em() as f32
    }

    /// The first character of a text that the face has no glyph for.
    pub fn lacks(&self, text: &str) -> Option<char> {
        text.chars().find(|c| self.inner.glyph_index(*c).is_none())
    }

    /// The outline of a glyph, in font units.
    pub fn outline(&self, glyph: GlyphId) -> &Outline {
        self.outlines[usize::from(glyph.0).min(self.outlines.len() - 1)]
            .get_or_init(|| Outline::of(&self.inner, glyph))
    }

    /// Glyphs and advances of a text, in font units.
    pub fn shape(&self, text: &str) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let script = buffer.script();
        let plan = self.plan(script, buffer.direction());
        rustybuzz::shape_with_plan(&self.inner, &plan, buffer)
    }

    // Making a plan costs more than shaping a line with it.
    fn plan(&self, script: rustybuzz::Script, way: rustybuzz::Direction) -> Arc<ShapePlan> {
        let mut plans = self
            .plans
            .lock()
            .unwrap_or_else(|broken| broken.into_inner());
        if let Some((_, plan)) = plans.iter().find(|(for_script, _)| *for_script == script) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(ShapePlan::new(&self.inner, way, Some(script), None, &[]));
        plans.push((script, Arc::clone(&plan)));
        plan
    }
}

/// All faces of one world: the other world's cannot be had from it.
pub struct Shelf {
    /// The world of every face here.
    pub world: World,
    faces: Vec<Face>,
}

impl Shelf {
    /// Loads the faces of one world that serve any of these purposes.
    pub fn open(world: World, purposes: &[Purpose]) -> Result<Shelf> {
        let mut faces = Vec::new();
        for package in packages()? {
            for row in &package.faces {
                let wanted = row.purposes.iter().any(|p| purposes.contains(p));
                if wanted && row.world == world {
                    faces.push(Face::load(&package, row)?);
                }
            }
        }
        if faces.is_empty() {
            bail!(
                "synth/fonts.toml has no {} face for {purposes:?}",
                world.name()
            );
        }
        Ok(Shelf { world, faces })
    }

    /// Every face on the shelf.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The faces for one purpose.
    pub fn serving(&self, purpose: Purpose) -> Vec<&Face> {
        self.faces
            .iter()
            .filter(|f| f.purposes.contains(&purpose))
            .collect()
    }

    /// The face of this name; an unknown name is an error.
    pub fn face(&self, name: &str) -> Result<&Face> {
        self.faces.iter().find(|f| f.name == name).ok_or_else(|| {
            anyhow!(
                "no face {name:?} in the {} world: see synth/fonts.toml",
                self.world.name()
            )
        })
    }
}
