//! What `idocr documents` lists.

use std::path::Path;

use serde::Serialize;

use crate::error::{Error, ErrorKind, Stage};
use crate::name::FieldName;
use crate::template::{Fault, Kind, Template};
use crate::templates::id_of;

/// A layout that the engine knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownDocument {
    /// Such as `deu/id-card-2010`.
    pub id: String,
    /// The issuing state; `None` when the layout is of any state.
    pub country: Option<String>,
    /// `id-card`, `passport` …
    pub kind: &'static str,
    /// What the document calls itself.
    pub title: String,
    /// The sides that are known, each with the fields that its print may fill.
    pub sides: Vec<KnownSide>,
}

/// A side of a layout.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownSide {
    /// `front` or `back`.
    pub side: &'static str,
    /// Whether it has a machine readable zone.
    pub mrz: bool,
    /// The fields that its print may fill.
    pub fields: Vec<FieldName>,
}

impl KnownDocument {
    /// Reads the template in `file`, `<country>/<document>.toml`, and checks all of it.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] with the line and column of what is wrong, and what would be right.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let folder = file.ancestors().nth(2).unwrap_or(file);
        let id = id_of(folder, file);
        let wrong = |message| Error::new(ErrorKind::Input, Stage::Layout, message);
        let template = complete(file, &id).map_err(|fault| wrong(fault.to_string()))?;
        let nameless = || wrong(format!("{}: labels of unknown documents", file.display()));
        Self::of(&template).ok_or_else(nameless)
    }

    /// The layout of a template; none for the labels of unknown documents.
    pub(crate) fn of(template: &Template) -> Option<Self> {
        let side = |(side, rule): (&'static str, &crate::template::SideRule)| KnownSide {
            side,
            mrz: rule.mrz.is_some(),
            fields: rule.fields.keys().copied().collect(),
        };
        (template.kind != Kind::Unknown).then(|| Self {
            id: template.id.clone(),
            country: template.country.as_ref().map(|code| code.0.clone()),
            kind: template.kind.as_str(),
            title: template.title.clone(),
            sides: template.sides().map(side).collect(),
        })
    }
}

/// The template in a file, with what a built-in base says.
fn complete(file: &Path, id: &str) -> Result<Template, Fault> {
    let template = Template::from_file(file, id)?;
    let in_file = |fault: Fault| Fault {
        file: file.display().to_string(),
        ..fault
    };
    let mut all = crate::engine::built_in()?;
    all.add(vec![template]).map_err(in_file)?;
    Ok(all
        .get(id)
        .map_or_else(Template::nothing, |t| t.as_ref().clone()))
}
