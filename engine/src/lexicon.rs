//! Every fixed word of every template, folded once, and looked up on a page at most once.

use std::collections::HashMap;

use crate::fuzzy::{Folded, letters};
use crate::template::{Country, SideRule};
use crate::templates::Templates;

/// The fixed words of all templates; many share theirs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    phrases: Vec<Phrase>,
    numbers: HashMap<String, usize>,
    /// The words by which layouts are told apart.
    anchors: Vec<String>,
    /// By the letters of words: the state whose documents have them, if they are of one state.
    states: HashMap<String, Option<Country>>,
}

/// Fixed words.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// Their letters and digits.
    pub(crate) words: Folded,
    /// Whether they count only where a row begins: so they are written after a `^`.
    pub(crate) begins: bool,
}

impl Lexicon {
    /// The words of these templates.
    pub(crate) fn of(templates: &Templates) -> Self {
        let mut lexicon = Self::default();
        for template in templates.iter() {
            for (_, rule) in template.sides() {
                fixed(rule).for_each(|words| lexicon.add(words, template.country.as_ref()));
                let anchors = rule.anchors.iter().chain(&rule.not);
                let anchors = anchors.flat_map(|anchor| &anchor.any);
                lexicon.anchors.extend(anchors.cloned());
            }
        }
        lexicon.anchors.sort_unstable();
        lexicon.anchors.dedup();
        lexicon
    }

    /// The words by which layouts are told apart.
    pub(crate) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().map(String::as_str)
    }

    fn add(&mut self, words: &str, state: Option<&Country>) {
        let known = self.states.entry(letters(words));
        let of = known.or_insert_with(|| state.cloned());
        *of = of.take().filter(|known| Some(known) == state);
        if self.number(words).is_none() {
            self.numbers.insert(words.to_owned(), self.phrases.len());
            self.phrases.push(Phrase {
                words: Folded::new(words),
                begins: words.starts_with('^'),
            });
        }
    }

    /// Whether only documents of one state have these words.
    pub(crate) fn is_of_one_state(&self, words: &str) -> bool {
        let state = self.states.get(&letters(words));
        state.is_some_and(Option::is_some)
    }

    /// The number of some words.
    pub(crate) fn number(&self, words: &str) -> Option<usize> {
        self.numbers.get(words).copied()
    }

    /// All words, in the order of their numbers.
    pub(crate) fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }
}

/// Labels, anchors and other fixed words of a side, and the parts of those in several languages.
pub(crate) fn fixed(rule: &SideRule) -> impl Iterator<Item = &str> {
    let labels = rule.fields.values().flat_map(|field| &field.labels);
    let anchors = rule.anchors.iter().chain(&rule.not);
    labels
        .chain(anchors.flat_map(|anchor| &anchor.any))
        .chain(&rule.words)
        .flat_map(|words| std::iter::once(words.as_str()).chain(parts(words)))
}

/// A part of a label with fewer letters is too common to say anything alone.
const TELLING: usize = 5;

/// The parts of a label in several languages, which may stand on rows of their own; none when it is in one.
pub(crate) fn parts(label: &str) -> impl Iterator<Item = &str> {
    let parts = label.split('/').map(str::trim);
    parts.filter(|part| part.len() < label.len() && part.chars().count() >= TELLING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_states_tell_none_of_them() {
        let of = |country: &str, words: &str| {
            format!(
                "country = {country:?}\nkind = \"id-card\"\ntitle = \"\"\n[front]\nanchors = [{words:?}]\n[front.fields.date_of_birth]\nlabels = [\"Date of birth\"]\nformat = \"date\"\n"
            )
        };
        let (first, second) = (of("UTO", "REPUBLIC OF UTOPIA"), of("XXB", "Date of Birth"));
        let templates = Templates::parse([("a", first.as_str()), ("b", second.as_str())]).unwrap();
        let lexicon = Lexicon::of(&templates);
        assert!(lexicon.is_of_one_state("REPUBLIC OF UTOPIA"));
        assert!(
            !lexicon.is_of_one_state("Date of Birth"),
            "in whatever case"
        );
        assert!(!lexicon.is_of_one_state("Date of birth"));
        assert!(!lexicon.is_of_one_state("nowhere"));
    }
}
