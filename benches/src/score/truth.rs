//! What each picture should yield, from a folder's `truth.json` or from one file beside each picture.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::same;

/// Which pictures are scored together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Published specimens, with one record each in `truth.json`.
    Specimen,
    /// Drawn, upright and flat.
    DrawnCard,
    /// Drawn and photographed.
    DrawnPhoto,
    /// Nothing that is an identity document: must yield nothing.
    Negative,
}

impl Class {
    /// Every class, in the order of the report.
    pub const ALL: [Self; 4] = [
        Self::Specimen,
        Self::DrawnCard,
        Self::DrawnPhoto,
        Self::Negative,
    ];

    /// The word of the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Specimen => "specimens",
            Self::DrawnCard => "drawn cards",
            Self::DrawnPhoto => "drawn photographs",
            Self::Negative => "negatives",
        }
    }
}

/// One picture and what stands in it.
#[derive(Debug, Clone)]
pub struct Truth {
    /// Where the picture lies.
    pub path: PathBuf,
    /// Its name relative to the folder.
    pub name: String,
    /// Which pictures it is scored with.
    pub class: Class,
    /// Pictures of one document share a group, which counts once.
    pub group: String,
    /// How many documents (sides) the picture shows.
    pub count: usize,
    /// What stands on them; a specimen with two sides has one entry for both.
    pub documents: Vec<TruthDocument>,
}

/// What stands on one document.
#[derive(Debug, Clone, Default)]
pub struct TruthDocument {
    /// `deu/id-card-2021/front` for a drawn one, a description such as `passport DEU` for a specimen.
    pub label: String,
    /// Whether `label` is a template's id with its side.
    pub templated: bool,
    /// Other labels that are as right: nothing printed tells these sides apart.
    pub accepted: Vec<String>,
    /// Corners in the picture, in reading order.
    pub quad: Option<[[f64; 2]; 4]>,
    /// The lines of the machine readable zone, if a person can read them.
    pub mrz: Option<Vec<String>>,
    /// Whether those lines obey their check digits.
    pub conforming: bool,
    /// Field by field: the normalised value, then the printed text where it is known.
    pub fields: BTreeMap<String, (String, Option<String>)>,
}

/// Reads the truth of `folder`.
///
/// # Errors
/// The folder holds no truth, or a truth that is damaged or names a picture that is not there.
pub fn read(folder: &Path) -> Result<Vec<Truth>> {
    let records = folder.join("truth.json");
    let mut truths = if records.is_file() {
        read_records(folder, &records)?
    } else {
        read_beside(folder)?
    };
    same::note(folder, &mut truths)?;
    if truths.is_empty() {
        bail!(
            "{} holds no picture with a truth: give a folder with truth.json, or with one .json beside each picture",
            folder.display()
        );
    }
    truths.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(truths)
}

#[derive(Deserialize)]
struct Record {
    file: String,
    doc: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    side: String,
    mrz: Option<Vec<String>>,
    #[serde(default)]
    mrz_status: String,
    content_group: Option<String>,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    quad: Option<[[f64; 2]; 4]>,
}

fn read_records(folder: &Path, records: &Path) -> Result<Vec<Truth>> {
    let text =
        fs::read_to_string(records).with_context(|| format!("reading {}", records.display()))?;
    let records: Vec<Record> =
        serde_json::from_str(&text).with_context(|| format!("reading {}", records.display()))?;
    records.into_iter().map(|r| of_record(folder, r)).collect()
}

fn of_record(folder: &Path, record: Record) -> Result<Truth> {
    let path = [folder.join("img"), folder.to_owned()]
        .map(|place| place.join(&record.file))
        .into_iter()
        .find(|path| path.is_file())
        .with_context(|| format!("{} is in the truth but not in the folder", record.file))?;
    let nothing = ["negative", "localisation"]
        .iter()
        .any(|start| record.doc.starts_with(start));
    let document = TruthDocument {
        label: format!("{} {}", record.doc, record.country),
        templated: false,
        accepted: Vec::new(),
        quad: record.quad,
        conforming: record.mrz_status == "conforming",
        mrz: record.mrz,
        fields: specimen_fields(record.fields),
    };
    Ok(Truth {
        path,
        group: record
            .content_group
            .unwrap_or_else(|| format!("file:{}", record.file)),
        name: record.file,
        class: if nothing {
            Class::Negative
        } else {
            Class::Specimen
        },
        count: match (nothing, record.side.contains('+')) {
            (true, _) => 0,
            (false, both) => 1 + usize::from(both),
        },
        documents: if nothing { Vec::new() } else { vec![document] },
    })
}

/// Specimens' own names for fields, in our vocabulary.
const SPECIMEN_NAMES: [(&str, &str); 7] = [
    ("can", "can_number"),
    ("name", "full_name"),
    ("name_native", "name_local"),
    ("national_register_number", "personal_number"),
    ("passport_number", "document_number"),
    ("chip_serial", "serial_number"),
    ("registered_domicile", "address"),
];

fn specimen_fields(fields: BTreeMap<String, String>) -> BTreeMap<String, (String, Option<String>)> {
    let ours = |theirs: &String| SPECIMEN_NAMES.iter().find(|(name, _)| name == theirs);
    let mut renamed = BTreeMap::new();
    for (name, value) in &fields {
        // A visa has its own number and its passport's: the first is the document's.
        let name = match ours(name) {
            Some((_, ours)) if !fields.contains_key(*ours) => *ours,
            _ => name,
        };
        renamed.insert(name.to_owned(), (value.clone(), None));
    }
    renamed
}

#[derive(Deserialize)]
struct Drawn {
    #[serde(default)]
    document: Option<String>,
    #[serde(default)]
    side: Option<String>,
    #[serde(default)]
    quad: Option<[[f64; 2]; 4]>,
    #[serde(default)]
    mrz: Option<Vec<String>>,
    #[serde(default)]
    fields: BTreeMap<String, DrawnField>,
    #[serde(default)]
    documents: Option<Vec<Drawn>>,
    #[serde(default)]
    nothing: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DrawnField {
    Full { value: String, text: Option<String> },
    Value(String),
}

/// Folders of `testdata` that hold no pictures to score: refused ones, and exchanges with clients.
const NOT_SCORED: [&str; 2] = ["broken", "dialects"];

fn read_beside(folder: &Path) -> Result<Vec<Truth>> {
    let mut pictures = Vec::new();
    walk(folder, &mut pictures)?;
    let mut truths = Vec::new();
    for path in pictures {
        let beside = path.with_extension("json");
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        let in_none = name.split('/').any(|part| part == "none");
        let drawn = if beside.is_file() {
            let text = fs::read_to_string(&beside)?;
            serde_json::from_str::<Drawn>(&text)
                .with_context(|| format!("reading {}", beside.display()))?
        } else if in_none {
            serde_json::from_str(r#"{"nothing": true}"#)?
        } else {
            bail!("{} has no truth beside it", path.display());
        };
        truths.push(of_drawn(path, name, drawn));
    }
    Ok(truths)
}

fn walk(folder: &Path, pictures: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !NOT_SCORED.contains(&&*name) {
            walk(&path, pictures)?;
        } else if ["jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif"]
            .iter()
            .any(|ext| {
                path.extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case(ext))
            })
        {
            pictures.push(path);
        }
    }
    Ok(())
}

fn of_drawn(path: PathBuf, name: String, drawn: Drawn) -> Truth {
    let own = name.rsplit('/').next().unwrap_or(&name);
    let photograph = drawn.documents.is_some() && !own.starts_with("card-");
    let documents: Vec<TruthDocument> = match (drawn.nothing, drawn.documents) {
        (true, _) => Vec::new(),
        (false, Some(several)) => several.into_iter().map(of_drawn_document).collect(),
        (false, None) => vec![of_drawn_document(Drawn {
            documents: None,
            ..drawn
        })],
    };
    Truth {
        class: match (documents.is_empty(), photograph) {
            (true, _) => Class::Negative,
            (false, true) => Class::DrawnPhoto,
            (false, false) => Class::DrawnCard,
        },
        group: format!("file:{name}"),
        count: documents.len(),
        path,
        name,
        documents,
    }
}

fn of_drawn_document(drawn: Drawn) -> TruthDocument {
    let label = match (drawn.document, drawn.side) {
        (Some(id), Some(side)) if !id.ends_with(&side) => Some(format!("{id}/{side}")),
        (id, _) => id,
    };
    let fields = drawn.fields.into_iter().map(|(name, field)| match field {
        DrawnField::Full { value, text } => (name, (value, text)),
        DrawnField::Value(value) => (name, (value, None)),
    });
    TruthDocument {
        templated: label.is_some(),
        accepted: Vec::new(),
        label: label.unwrap_or_else(|| "unknown layout".to_owned()),
        quad: drawn.quad,
        conforming: drawn.mrz.is_some(),
        mrz: drawn.mrz,
        fields: fields.collect(),
    }
}
