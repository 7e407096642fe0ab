//! All templates in use, each complete with what its base says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::template::{Fault, Template, whole};

/// All templates in use, by id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Templates {
    all: BTreeMap<String, Arc<Template>>,
}

impl Templates {
    /// The templates of `sources`, pairs of id and text.
    pub(crate) fn parse<'a>(
        sources: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Fault> {
        let mut templates = Self::default();
        let parsed = sources
            .into_iter()
            .map(|(id, text)| Template::parse(id, text));
        templates.add(parsed.collect::<Result<_, _>>()?)?;
        Ok(templates)
    }

    /// Adds every `*.toml` in `folder` and the folders in it; one of the same id takes the place of the other.
    pub(crate) fn add_folder(&mut self, folder: &Path) -> Result<usize, Fault> {
        let files =
            toml_files(folder).map_err(|e| whole(folder, format!("cannot be read: {e}")))?;
        if files.is_empty() {
            return Err(whole(folder, "no *.toml is in this folder".to_owned()));
        }
        let parsed = files
            .iter()
            .map(|file| Template::from_file(file, &id_of(folder, file)));
        self.add(parsed.collect::<Result<_, _>>()?)?;
        Ok(files.len())
    }

    /// Adds templates, those that others build on first.
    pub(crate) fn add(&mut self, templates: Vec<Template>) -> Result<(), Fault> {
        let (grounds, built): (Vec<_>, Vec<_>) =
            templates.into_iter().partition(|t| t.base().is_none());
        for template in grounds {
            self.insert(template);
        }
        let complete = built.into_iter().map(|template| self.complete(template));
        for template in complete.collect::<Result<Vec<_>, _>>()? {
            self.insert(template);
        }
        let unknown = |id: &str| !self.all.contains_key(id);
        match self.iter().find(|t| t.cut_out().is_some_and(unknown)) {
            Some(page) => Err(page.cut_out_fault(self.no_such(page.cut_out().unwrap_or_default()))),
            None => Ok(()),
        }
    }

    /// What is wrong with the id of a template that is not there.
    fn no_such(&self, id: &str) -> String {
        let all: Vec<_> = self.all.keys().map(String::as_str).collect();
        format!("there is no template {id:?}; there are {}", all.join(", "))
    }

    /// The page on which both sides of this document may be printed.
    pub(crate) fn page_of(&self, id: &str) -> Option<&str> {
        let page = self.iter().find(|page| page.cut_out() == Some(id));
        page.map(|page| page.id.as_str())
    }

    /// The template with what its base says.
    fn complete(&self, mut template: Template) -> Result<Template, Fault> {
        let Some(id) = template.base().map(str::to_owned) else {
            return Ok(template);
        };
        let Some(base) = self.all.get(&id) else {
            return Err(template.base_fault(self.no_such(&id)));
        };
        if base.base().is_some() {
            let why = format!("{id:?} builds on another itself; name that one");
            return Err(template.base_fault(why));
        }
        template.build_on(base);
        Ok(template)
    }

    fn insert(&mut self, template: Template) {
        self.all.insert(template.id.clone(), Arc::new(template));
    }

    /// The template of an id.
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Template>> {
        self.all.get(id)
    }

    /// Every template, in the order of their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Template>> {
        self.all.values()
    }

    /// The number of templates.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}

/// `deu/id-card.toml` under `folder` is `deu/id-card`.
pub(crate) fn id_of(folder: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file).with_extension("");
    let parts: Vec<_> = inside
        .components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// Every `*.toml` under `folder`, sorted.
pub(crate) fn toml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(toml_files(&path)?);
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::FieldName;

    const GROUND: &str = "kind = \"unknown\"\ntitle = \"\"\n[front]\nwords = [\"Type\"]\n[front.fields.surname]\nlabels = [\"Surname\"]\nformat = \"name\"\n[front.fields.height]\nlabels = [\"Height\"]\nformat = \"height\"\n";

    fn built(base: &str) -> String {
        format!(
            "base = {base:?}\nkind = \"passport\"\ntitle = \"P\"\n[front]\nanchors = [\"PASS\"]\n[front.fields.surname]\nlabels = [\"Nom\"]\nformat = \"name\"\n"
        )
    }

    #[test]
    fn a_base_fills_what_is_not_said_and_no_more() {
        let own = built("any/ground");
        // Whichever comes first.
        let all = Templates::parse([("a/own", own.as_str()), ("any/ground", GROUND)]).unwrap();
        let front = all.get("a/own").unwrap().front.clone().unwrap();
        assert_eq!(front.fields[&FieldName::Surname].labels, ["Nom"]);
        assert_eq!(front.fields[&FieldName::Height].labels, ["Height"]);
        assert_eq!(
            (front.words, front.anchors.len()),
            (vec!["Type".to_owned()], 1)
        );
    }

    #[test]
    fn a_base_that_is_not_there_or_builds_itself_is_a_fault_at_its_word() {
        let own = built("any/grond");
        let fault =
            Templates::parse([("a/own", own.as_str()), ("any/ground", GROUND)]).unwrap_err();
        assert_eq!(
            (fault.file.as_str(), fault.line, fault.column),
            ("a/own", 1, 8)
        );
        assert!(
            fault.message.contains("any/grond") && fault.message.contains("any/ground"),
            "{fault}"
        );
        let page = ["cut_out = \"a/card\"\n", GROUND].concat();
        let fault = Templates::parse([("a/page", page.as_str())]).unwrap_err();
        assert_eq!((fault.line, fault.column), (1, 11), "{fault}");
        let (own, other) = (built("any/ground"), built("a/own"));
        let chain = [
            ("a/own", own.as_str()),
            ("any/ground", GROUND),
            ("b/other", other.as_str()),
        ];
        assert!(Templates::parse(chain).is_err());
    }
}
