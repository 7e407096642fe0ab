//! The full text of a document, and where values stand in it.

use engine::Quad;

use super::{Asked, Named};

/// The full text of the document, and where values stand in it, in characters.
pub(crate) struct FullText<'a> {
    /// Each line with the number of its first character.
    lines: Vec<(usize, &'a engine::TextLine)>,
    length: usize,
}

impl<'a> FullText<'a> {
    /// All lines, one a line.
    pub(crate) fn of(asked: &Asked<'a>) -> Self {
        let all = asked
            .document
            .map(|d| d.lines.as_slice())
            .unwrap_or_default();
        let mut start = 0;
        let mut lines = Vec::new();
        for line in all {
            lines.push((start, line));
            start += line.text.chars().count() + 1;
        }
        Self {
            lines,
            length: start.saturating_sub(1),
        }
    }

    /// Its length in characters.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// Offset and length of a value in the line where it stands; a value that occurs in several lines
    /// and stands in none of them by its place is in none of them.
    pub(crate) fn find(&self, value: &Named<'_>) -> Option<(usize, usize)> {
        let hits: Vec<_> = self
            .lines
            .iter()
            .filter_map(|(start, line)| Some((start + word(&line.text, &value.mention)?, *line)))
            .collect();
        let here = |hit: &&(usize, &engine::TextLine)| {
            value
                .place
                .is_some_and(|place| stands_in(place, &hit.1.quad))
        };
        let hit = match hits.as_slice() {
            [only] => Some(only),
            several => several.iter().find(here),
        };
        hit.map(|(at, _)| (*at, value.mention.chars().count()))
    }
}

/// Where `value` stands in `line` between the ends of words, in characters.
fn word(line: &str, value: &str) -> Option<usize> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| {
        let before = line[..*at].chars().next_back();
        !inside(before) && !inside(line[at + value.len()..].chars().next())
    };
    let at = line.match_indices(value).map(|(at, _)| at).find(whole)?;
    (!value.is_empty()).then(|| line[..at].chars().count())
}

/// Whether the middle of `place` lies within the box around `line`.
fn stands_in(place: &Quad, line: &Quad) -> bool {
    let range = |of: fn(&engine::Point) -> f32| {
        let low = line.0.iter().map(of).fold(f32::INFINITY, f32::min);
        low..=line.0.iter().map(of).fold(f32::NEG_INFINITY, f32::max)
    };
    let middle = |of: fn(&engine::Point) -> f32| place.0.iter().map(of).sum::<f32>() / 4.0;
    range(|p| p.x).contains(&middle(|p| p.x)) && range(|p| p.y).contains(&middle(|p| p.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_as_a_whole_word_only() {
        assert_eq!(word("V 117 OFICINA", "117"), Some(2));
        assert_eq!(word("V 1178", "117"), None);
        assert_eq!(word("É 1178 117", "117"), Some(7));
        assert_eq!(word("NADA", ""), None);
    }
}
