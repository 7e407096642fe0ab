//! The faces of a world sorted by the kinds of letters that artworks ask for.

use crate::artwork::Letters;
use crate::fonts::{Face, Purpose, Shelf};
use crate::world::World;
use anyhow::{Result, anyhow};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// All faces of one world, by kind.
pub struct Typecase {
    shelf: Shelf,
    kinds: BTreeMap<Letters, Vec<usize>>,
}

/// The typecase of a world, opened on first use.
pub fn of(world: World) -> Result<&'static Typecase> {
    static OPEN: [OnceLock<Typecase>; 2] = [const { OnceLock::new() }; 2];
    let cell = &OPEN[usize::from(world == World::Test)];
    if let Some(case) = cell.get() {
        return Ok(case);
    }
    let case = Typecase::open(world)?;
    Ok(cell.get_or_init(|| case))
}

fn kinds(face: &Face) -> Vec<Letters> {
    let name = face.name.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|w| name.contains(w));
    let bold = any(&["bold", "rb", "75f", "verandabd", "aerialbd", "rg2014b"]);
    let mono = any(&["mono", "courier", "cursor", "ptm", "typist", "ocrb"]);
    let serif = !any(&["sansserif"])
        && any(&[
            "serif",
            "roman",
            "termes",
            "pagella",
            "schola",
            "garamond",
            "libertine",
            "caladea",
            "charis",
            "gentium",
            "bookman",
            "vollkorn",
            "slab",
        ]);
    let narrow = any(&["narrow", "cond", "heroscn", "ptn"]);
    let mut out = Vec::new();
    for purpose in &face.purposes {
        out.push(match purpose {
            Purpose::Mrz => Letters::Ocrb,
            Purpose::Thai if bold => Letters::ThaiBold,
            Purpose::Thai => Letters::Thai,
            Purpose::Other => Letters::Other,
            Purpose::Script => Letters::Hand,
            Purpose::Latin if name.contains("ocrb") => continue,
            Purpose::Latin if mono => {
                if bold {
                    Letters::MonoBold
                } else {
                    Letters::Mono
                }
            }
            Purpose::Latin if serif => {
                if bold {
                    Letters::SerifBold
                } else {
                    Letters::Serif
                }
            }
            Purpose::Latin if narrow => {
                if bold {
                    Letters::NarrowBold
                } else {
                    Letters::Narrow
                }
            }
            Purpose::Latin if any(&["italic", "oblique"]) => Letters::SansItalic,
            Purpose::Latin => {
                if bold {
                    Letters::SansBold
                } else {
                    Letters::Sans
                }
            }
        });
    }
    out
}

/// Where to look when a kind has no face, or none with the letters of a text.
fn fallbacks(letters: Letters) -> &'static [Letters] {
    use Letters::{
        Mono, MonoBold, Narrow, NarrowBold, Ocrb, Other, Sans, SansBold, Serif, SerifBold, Thai,
        ThaiBold,
    };
    match letters {
        Ocrb => &[Ocrb, Mono, Sans, Thai, Other],
        Mono => &[Mono, Ocrb, Sans, Thai, Other],
        MonoBold => &[MonoBold, Mono, SansBold, ThaiBold, Thai, Other],
        Narrow => &[Narrow, Sans, Thai, Other],
        NarrowBold => &[NarrowBold, Narrow, SansBold, ThaiBold, Thai, Other],
        Serif => &[Serif, Sans, Thai, Other],
        SerifBold => &[SerifBold, Serif, SansBold, ThaiBold, Thai, Other],
        SansBold => &[SansBold, Sans, ThaiBold, Thai, Other],
        Letters::SansItalic => &[Letters::SansItalic, Sans, Thai, Other],
        ThaiBold => &[ThaiBold, Thai, Sans, Other],
        Thai => &[Thai, Sans, Other],
        Letters::Hand => &[Letters::Hand, Serif, Sans],
        Sans | Other => &[Sans, Thai, Other],
    }
}

impl Typecase {
    fn open(world: World) -> Result<Self> {
        use Purpose::{Latin, Mrz, Other, Script, Thai};
        let shelf = Shelf::open(world, &[Mrz, Latin, Thai, Other, Script])?;
        let mut sorted: BTreeMap<Letters, Vec<usize>> = BTreeMap::new();
        for (at, face) in shelf.faces().iter().enumerate() {
            for kind in kinds(face) {
                sorted.entry(kind).or_default().push(at);
            }
        }
        Ok(Self {
            shelf,
            kinds: sorted,
        })
    }

    /// A face of a kind that has every letter of a text; the same `draw` gives the same face.
    pub fn face(&self, letters: Letters, draw: u64, text: &str) -> Result<&Face> {
        let has = |face: &&Face| face.lacks(text).is_none();
        for kind in std::iter::once(&letters).chain(fallbacks(letters)) {
            let row = self.kinds.get(kind).map_or(&[][..], Vec::as_slice);
            let start = (draw % row.len().max(1) as u64) as usize;
            let around = row[start..]
                .iter()
                .chain(&row[..start])
                .filter_map(|at| self.shelf.faces().get(*at));
            if let Some(face) = around.into_iter().find(has) {
                return Ok(face);
            }
        }
        Err(anyhow!(
            "no face of the {} world has all letters of {text:?}: add one to synth/fonts.toml",
            self.shelf.world.name()
        ))
    }

    /// A text cut into runs, each with a face that has its letters: one run wherever one face has all.
    pub fn runs<'t>(
        &self,
        letters: Letters,
        draw: u64,
        text: &'t str,
    ) -> Result<Vec<(&Face, &'t str)>> {
        // A word that runs to the left is a run of its own, or its neighbours would be turned with it.
        let leftward = |c: char| matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FEFC}');
        let mixed = text.contains(leftward) && text.contains(|c: char| c.is_ascii_alphanumeric());
        if let (false, Ok(face)) = (mixed, self.face(letters, draw, text)) {
            return Ok(vec![(face, text)]);
        }
        let mut runs = Vec::new();
        for word in text.split_inclusive([' ', '/']) {
            runs.push((self.face(letters, draw, word)?, word));
        }
        Ok(runs)
    }
}
