//! How a document looks: the artwork format and its reader.

mod file;
mod measure;

use crate::world::World;
use crate::zone::Format;
use anyhow::{Result, anyhow};
pub use file::{all, parse};
pub use measure::{Hex, Place, Size};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Kinds of letters; the face itself is drawn from those of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Letters {
    Sans,
    SansBold,
    SansItalic,
    Narrow,
    NarrowBold,
    Serif,
    SerifBold,
    Mono,
    MonoBold,
    Ocrb,
    Thai,
    ThaiBold,
    Other,
    Hand,
}

/// How texts stand in their boxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// How one kind of text looks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Kind of letters.
    pub face: Letters,
    /// Colour.
    pub ink: Hex,
    /// Height of capitals as a fraction of the card's height; else it follows from the box.
    pub cap: Option<f32>,
    /// Space between letters, in em.
    #[serde(default)]
    pub spacing: f32,
    /// Where in the box.
    #[serde(default)]
    pub align: Align,
}

/// A text that is on every copy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Print {
    /// The words; a pattern of the holder's values is allowed; `\n` starts a new line.
    pub text: String,
    /// Where.
    pub at: Place,
    /// Which style.
    pub style: String,
    /// Quarter turns anticlockwise.
    #[serde(default)]
    pub turn: u8,
    /// How often it is there.
    #[serde(default = "always")]
    pub chance: f32,
}

/// A field: its label and the holder's value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Field name of the product's vocabulary.
    pub name: String,
    /// The label's words.
    #[serde(default)]
    pub label: String,
    /// Where the label stands.
    pub label_at: Option<Place>,
    /// Style of the label, `label` unless told.
    #[serde(default = "label")]
    pub label_style: String,
    /// Where the value stands.
    pub at: Place,
    /// The value's pattern, as printed.
    pub print: String,
    /// The plain value for the truth, where it is not the holder's value of that name.
    pub value: Option<String>,
    /// Other fields that the same print holds: names and patterns of their plain values.
    #[serde(default)]
    pub also: BTreeMap<String, String>,
    /// Style of the value, `value` unless told.
    #[serde(default = "value")]
    pub style: String,
    /// Quarter turns anticlockwise.
    #[serde(default)]
    pub turn: u8,
    /// How often it is there.
    #[serde(default = "always")]
    pub chance: f32,
}

/// The machine readable zone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its format.
    pub format: Format,
    /// First letters.
    pub code: String,
    /// Issuing state.
    pub state: String,
    /// Pattern of the document number.
    pub number: String,
    /// Pattern of the optional data.
    #[serde(default)]
    pub optional: String,
    /// Pattern of the second line's optional data.
    #[serde(default)]
    pub second: String,
    /// Pattern of the sex.
    #[serde(default = "sex")]
    pub sex: String,
    /// Left and right ends of its lines.
    pub x: [f32; 2],
    /// Top and bottom of each line's letters.
    pub lines: Vec<[f32; 2]>,
    /// Colour of a plain strip below the lines, if any.
    pub strip: Option<Hex>,
}

/// Tones of a portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// In colour.
    Colour,
    /// Laser-engraved grey.
    Grey,
    /// A small faint copy.
    Ghost,
}

/// A portrait.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portrait {
    /// Where.
    pub at: Place,
    /// In which tones.
    pub tone: Tone,
    /// Colour behind the head, if the document rules it.
    pub ground: Option<Hex>,
    /// Ink of a ghost.
    pub ink: Option<Hex>,
}

/// Kinds of bar codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Code {
    Qr,
    Pdf417,
    Code128,
}

/// A bar code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Barcode {
    /// Where.
    pub at: Place,
    /// Which kind.
    pub kind: Code,
    /// Pattern of its contents.
    pub print: String,
    /// Data columns of a PDF417.
    #[serde(default = "columns")]
    pub columns: u8,
    /// Quarter turns anticlockwise.
    #[serde(default)]
    pub turn: u8,
}

/// Kinds of ornaments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Ornament {
    Panel,
    Rule,
    Flag,
    Stars,
    Chip,
    Emblem,
    Hologram,
    Signature,
    Finger,
    Logo,
    Bands,
    Microprint,
    Rosette,
    Silhouette,
    Kinegram,
    Dots,
    Punched,
    Ring,
    Banner,
    Frame,
    Leaders,
}

/// An ornament.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Which kind.
    pub kind: Ornament,
    /// Where.
    pub at: Place,
    /// Its colours.
    #[serde(default)]
    pub inks: Vec<Hex>,
    /// Opacity.
    #[serde(default = "always")]
    pub alpha: f32,
}

/// What lies below everything.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Colours of the paper along its gradient.
    pub stops: Vec<Hex>,
    /// The gradient's direction in degrees; 0 runs to the right.
    #[serde(default)]
    pub angle: f32,
    /// Colours of the fine lines from left to right.
    #[serde(default)]
    pub lines: Vec<Hex>,
    /// Their opacity.
    #[serde(default)]
    pub alpha: f32,
    /// How many patterns lie over each other.
    #[serde(default = "one")]
    pub layers: u8,
}

/// One side of a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Side {
    pub ground: Ground,
    #[serde(default)]
    pub mark: Vec<Mark>,
    #[serde(default)]
    pub portrait: Vec<Portrait>,
    #[serde(default)]
    pub print: Vec<Print>,
    #[serde(default)]
    pub field: Vec<Entry>,
    pub mrz: Option<Zone>,
    #[serde(default)]
    pub barcode: Vec<Barcode>,
}

impl Side {
    /// A side on which nothing stands yet.
    #[must_use]
    pub fn bare(ground: Ground) -> Self {
        Self {
            ground,
            mark: Vec::new(),
            portrait: Vec::new(),
            print: Vec::new(),
            field: Vec::new(),
            mrz: None,
            barcode: Vec::new(),
        }
    }
}

/// A document's looks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artwork {
    /// Name such as `deu/id-card-2021`, from the file's place; empty for an invented one.
    #[serde(skip)]
    pub document: String,
    /// Country of the holders, as in `people.toml`.
    pub country: String,
    /// Size of the document.
    pub size: Size,
    /// The world that it belongs to.
    pub world: World,
    /// Styles by name.
    pub style: BTreeMap<String, Style>,
    /// The side with the portrait, or a page's only side; nothing where only the back is known.
    pub front: Option<Side>,
    /// The other side.
    pub back: Option<Side>,
}

impl Artwork {
    /// A side by its name.
    pub fn side(&self, back: bool) -> Result<&Side> {
        let (side, name) = if back {
            (&self.back, "back")
        } else {
            (&self.front, "front")
        };
        side.as_ref()
            .ok_or_else(|| anyhow!("artwork {}: no [{name}]", self.document))
    }

    /// The sides that are known, each told by whether it is the back.
    #[must_use]
    pub fn sides(&self) -> Vec<bool> {
        let known = [(false, &self.front), (true, &self.back)];
        let there = known.iter().filter(|(_, side)| side.is_some());
        there.map(|(back, _)| *back).collect()
    }

    /// A style by its name.
    pub fn style(&self, name: &str) -> Result<&Style> {
        self.style
            .get(name)
            .ok_or_else(|| anyhow!("artwork {}: no style {name:?} in [style]", self.document))
    }
}

fn always() -> f32 {
    1.0
}

fn one() -> u8 {
    1
}

fn columns() -> u8 {
    8
}

fn label() -> String {
    "label".to_owned()
}

fn value() -> String {
    "value".to_owned()
}

fn sex() -> String {
    "{sex}".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{all, parse};

    const HEAD: &str = "country = \"uto\"\nsize = \"id1\"\nworld = \"test\"\n[style]\nlabel = { face = \"sans\", ink = \"#000000\" }\n[front]\nground = { stops = [\"#ffffff\"] }\n";

    #[test]
    fn every_file_is_well_formed() -> anyhow::Result<()> {
        all().map(|_| ())
    }

    #[test]
    fn faults_are_told_with_file_and_line() -> anyhow::Result<()> {
        parse("a/b", HEAD)?;
        let sideless = HEAD.replace("[front]\nground = { stops = [\"#ffffff\"] }\n", "");
        let told = parse("a/b", &sideless).map(|_| ()).unwrap_err().to_string();
        assert!(told.contains("neither [front] nor [back]"), "{told}");
        for (wrong, told) in [
            ("colour = 1\n", "line 8"),
            (
                "print = [ { text = \"x\", at = [0.1, 0.1, 1.2, 0.2], style = \"label\" } ]\n",
                "off the card",
            ),
            (
                "print = [ { text = \"x\", at = [0.1, 0.1, 0.2, 0.2], style = \"big\" } ]\n",
                "line 8",
            ),
            (
                "mark = [ { kind = \"cloud\", at = [0.1, 0.1, 0.2, 0.2] } ]\n",
                "line 8",
            ),
        ] {
            let error = parse("a/b", &format!("{HEAD}{wrong}"))
                .map(|_| ())
                .unwrap_err();
            let said = format!("{error:#}");
            assert!(said.contains("a/b.toml") && said.contains(told), "{said}");
        }
        Ok(())
    }
}
