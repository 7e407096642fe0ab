//! Words that the values of one field have and those of no other: POLISMYNDIGHETEN is an authority wherever it stands.

use super::candidate::Candidate;
use super::{Reader, UNNAMED};
use crate::fuzzy::letters;
use crate::name::FieldName;
use crate::template::{FieldRule, SideRule};

/// The worth of having such words: more than a label gives to words that have none.
pub(super) const OWN: f32 = 0.5;

impl Reader<'_> {
    /// The rows with words of this field alone, wherever they stand.
    pub(super) fn own(&self, name: FieldName, rule: &FieldRule) -> Vec<Candidate> {
        if !self.rule.own.contains_key(&name) {
            return Vec::new();
        }
        let rows = (0..self.page.rows().len()).map(|row| self.page.whole(row));
        // Before a colon stands a label.
        let own = rows.filter(|piece| !piece.text.contains(':'));
        let own = own.filter(|piece| self.owner(&piece.text) == Some(name));
        own.flat_map(|piece| self.variants(name, rule, piece, UNNAMED))
            .collect()
    }

    pub(super) fn owner(&self, text: &str) -> Option<FieldName> {
        owner(self.rule, text)
    }
}

/// The field of a side that alone has the words in a text.
pub(crate) fn owner(rule: &SideRule, text: &str) -> Option<FieldName> {
    let mut all = rule.own.iter();
    let owner = all.find(|(_, own)| own.iter().any(|words| holds(text, words)));
    owner.map(|(name, _)| *name)
}

/// Whether words stand in a text, none of them as a part of a longer one.
fn holds(text: &str, words: &str) -> bool {
    let split = |text: &str| -> Vec<String> { text.split_whitespace().map(letters).collect() };
    let (text, words) = (split(text), split(words));
    text.windows(words.len()).any(|window| window == words)
}
