//! The parts of a printed value, such as `{postal_code} {city}|{street}`.
//!
//! `{name}` is a field, `{_}` is left out, a space any blank, `|` the end of a row, all else stands as it is.
//! A shape without `|` may run over rows. Parts take as much as they can, the first ones first.

use serde::Deserialize;

use crate::name::FieldName;

/// How a value falls into parts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Parts {
    items: Vec<Item>,
    /// Whether rows are told apart.
    rows: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// A field, or something to leave out.
    Field(Option<FieldName>),
    Blank,
    Row,
    Mark(char),
}

/// A part of a text.
#[derive(Debug)]
pub(crate) struct Cut<T> {
    pub(crate) name: FieldName,
    /// The number of its first character.
    pub(crate) start: usize,
    /// What was read in it.
    pub(crate) told: T,
}

/// What a part says to the field of this name; nothing where it is no value of that field.
type Read<'a, T> = &'a dyn Fn(FieldName, &str) -> Option<T>;

impl TryFrom<String> for Parts {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut items = Vec::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            items.push(match c {
                '{' => Item::Field(field(&mut rest, &text)?),
                ' ' => Item::Blank,
                '|' => Item::Row,
                '}' => return Err(format!("a `}}` in parts {text:?} closes nothing")),
                mark => Item::Mark(mark),
            });
        }
        let is_field = |item: &Item| matches!(item, Item::Field(_));
        if items.windows(2).any(|pair| pair.iter().all(is_field)) {
            return Err(format!(
                "two parts of {text:?} touch: nothing tells where one ends"
            ));
        }
        let names: Vec<_> = items.iter().filter_map(Item::name).collect();
        if names.is_empty() {
            return Err(format!("parts {text:?} name no field, such as {{surname}}"));
        }
        if let Some(twice) = names
            .iter()
            .enumerate()
            .find_map(|(at, name)| names[..at].contains(name).then_some(name))
        {
            return Err(format!("parts {text:?} name {} twice", twice.as_str()));
        }
        let rows = items.contains(&Item::Row);
        Ok(Self { items, rows })
    }
}

/// The name up to the closing brace.
fn field(rest: &mut std::str::Chars<'_>, text: &str) -> Result<Option<FieldName>, String> {
    let mut closed = false;
    let inside = rest.by_ref().take_while(|c| {
        closed = *c == '}';
        !closed
    });
    let name: String = inside.collect();
    if !closed {
        return Err(format!("a `{{` in parts {text:?} is not closed"));
    }
    if name == "_" {
        return Ok(None);
    }
    name.parse()
        .map(Some)
        .map_err(|e| format!("in parts {text:?} {e}"))
}

impl Item {
    fn name(&self) -> Option<FieldName> {
        match self {
            Self::Field(name) => *name,
            _ => None,
        }
    }
}

impl Parts {
    /// Whether this mark stands between parts.
    pub(crate) fn have(&self, mark: char) -> bool {
        self.items.contains(&Item::Mark(mark))
    }

    /// The fields that it names.
    pub(crate) fn names(&self) -> impl Iterator<Item = FieldName> {
        self.items.iter().filter_map(Item::name)
    }

    /// The parts of `text`, whose rows end with `\n`, if it is so shaped from end to end and each part can be read.
    pub(crate) fn cut<T>(&self, text: &str, read: Read<'_, T>) -> Option<Vec<Cut<T>>> {
        let text: Vec<char> = text.chars().collect();
        let knife = Knife {
            parts: self,
            text: &text,
            read,
        };
        let mut cuts = Vec::new();
        knife.from(0, 0, &mut cuts).then_some(cuts)
    }
}

/// One attempt at a text.
struct Knife<'a, T> {
    parts: &'a Parts,
    text: &'a [char],
    read: Read<'a, T>,
}

impl<T> Knife<'_, T> {
    /// Whether the items from `item` on are what stands from `at` on.
    fn from(&self, item: usize, at: usize, cuts: &mut Vec<Cut<T>>) -> bool {
        let Some(here) = self.parts.items.get(item) else {
            return self.text[at..].iter().all(|c| c.is_whitespace());
        };
        match here {
            Item::Field(name) => self.field(*name, item, at, cuts),
            Item::Blank => self
                .gap(at, |c| c.is_whitespace() && (c != '\n' || !self.parts.rows))
                .is_some_and(|end| self.from(item + 1, end, cuts)),
            Item::Row => self.gap(at, char::is_whitespace).is_some_and(|end| {
                self.text[at..end].contains(&'\n') && self.from(item + 1, end, cuts)
            }),
            Item::Mark(mark) => {
                let start = (at..self.text.len()).find(|i| !self.text[*i].is_whitespace());
                start.is_some_and(|i| self.text[i] == *mark && self.from(item + 1, i + 1, cuts))
            }
        }
    }

    /// One after the blanks at `at`; a digit and a letter part without any.
    fn gap(&self, at: usize, blank: impl Fn(char) -> bool) -> Option<usize> {
        let end = (at..self.text.len())
            .find(|i| !blank(self.text[*i]))
            .unwrap_or(self.text.len());
        let (before, after) = (at.checked_sub(1).map(|i| self.text[i]), self.text.get(at));
        let apart = match (before, after) {
            (Some(a), Some(b)) => {
                !(a.is_alphabetic() && b.is_alphabetic()
                    || a.is_ascii_digit() && b.is_ascii_digit())
            }
            _ => true,
        };
        (end > at || apart).then_some(end)
    }

    /// The longest part that leaves the rest well shaped.
    fn field(
        &self,
        name: Option<FieldName>,
        item: usize,
        at: usize,
        cuts: &mut Vec<Cut<T>>,
    ) -> bool {
        let room = match self.parts.rows {
            true => (at..self.text.len()).find(|i| self.text[*i] == '\n'),
            false => None,
        };
        for end in (at + 1..=room.unwrap_or(self.text.len())).rev() {
            let part: String = self.text[at..end].iter().collect();
            let whole = part.trim();
            if whole.is_empty() {
                continue;
            }
            let kept = cuts.len();
            if let Some(name) = name {
                let Some(told) = (self.read)(name, whole) else {
                    continue;
                };
                cuts.push(Cut {
                    name,
                    start: at,
                    told,
                });
            }
            if self.from(item + 1, end, cuts) {
                return true;
            }
            cuts.truncate(kept);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes are digits and all else letters first, as a reader would ask.
    fn read(name: FieldName, part: &str) -> Option<String> {
        let digits = part.chars().all(|c| c.is_ascii_digit());
        let fits = match name {
            FieldName::PostalCode | FieldName::Rt | FieldName::Rw => digits,
            FieldName::Street => true,
            _ => !part.chars().any(|c| c.is_ascii_digit()),
        };
        fits.then(|| part.replace('\n', " "))
    }

    fn cut(shape: &str, text: &str) -> Option<Vec<(&'static str, String)>> {
        let parts = Parts::try_from(shape.to_owned()).unwrap();
        let cuts = parts.cut(text, &read)?.into_iter();
        Some(cuts.map(|cut| (cut.name.as_str(), cut.told)).collect())
    }

    fn told(pairs: &[(&'static str, &str)]) -> Option<Vec<(&'static str, String)>> {
        Some(
            pairs
                .iter()
                .map(|(name, part)| (*name, (*part).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn rows_and_codes_part() {
        let german = "{postal_code} {city}|{street}";
        let whole = told(&[
            ("postal_code", "51147"),
            ("city", "KÖLN"),
            ("street", "HEIDESTRASSE 17"),
        ]);
        assert_eq!(cut(german, "51147 KÖLN\nHEIDESTRASSE 17"), whole);
        // The blank after a code is often lost.
        assert_eq!(cut(german, "51147KÖLN\nHEIDESTRASSE 17"), whole);
        assert_eq!(cut(german, "KÖLN\nHEIDESTRASSE 17"), None);
        assert_eq!(cut(german, "51147 KÖLN HEIDESTRASSE"), None);
    }

    #[test]
    fn the_first_part_takes_all_it_can_and_rows_do_not_matter_without_a_bar() {
        let indian = "{street}, {city}, {state} - {postal_code}";
        let whole = told(&[
            ("street", "S/O A B, Road 4, Pune"),
            ("city", "Pune"),
            ("state", "Maharashtra"),
            ("postal_code", "507921"),
        ]);
        assert_eq!(
            cut(
                indian,
                "S/O A B, Road 4,\nPune, Pune,\nMaharashtra - 507921"
            ),
            whole
        );
        assert_eq!(cut(indian, "Road 4"), None);
        assert_eq!(
            cut("{_} {postal_code}", "COL CENTRO 58053"),
            told(&[("postal_code", "58053")])
        );
        assert_eq!(
            cut("{rt}/{rw}", "007 / 017"),
            told(&[("rt", "007"), ("rw", "017")])
        );
    }

    #[test]
    fn a_shape_that_tells_nothing_is_refused_with_the_reason() {
        for (shape, says) in [
            ("{surnane}", "did you mean \"surname\""),
            ("{surname", "not closed"),
            ("surname}", "closes nothing"),
            ("{surname}{city}", "touch"),
            ("{city} {city}", "twice"),
            ("{_}", "name no field"),
            ("", "name no field"),
        ] {
            let error = Parts::try_from(shape.to_owned()).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
