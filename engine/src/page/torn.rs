//! Fixed words of which two lines hold a part each: the finder of print may part a label between its words.

use super::{Row, Sight, begins};
use crate::fuzzy::{Folded, Hit};
use crate::lexicon::Phrase;
use crate::read::spelling;

/// Words of one label stand less than so many heights apart …
const GAP: f32 = 1.2;
/// … with their middles so many apart, and one is not this many times as high as the other.
const LEVEL: f32 = 0.3;
const ALIKE: f32 = 1.5;

/// Two rows that may be one label, left and right, and what they say together.
pub(super) struct Pair {
    rows: (usize, usize),
    folded: Folded,
}

/// The rows that stand as closely side by side as words do.
pub(super) fn pairs(rows: &[Row<'_>]) -> Vec<Pair> {
    let all = (0..rows.len()).flat_map(|left| (0..rows.len()).map(move |right| (left, right)));
    let near = all.filter(|(left, right)| left != right && are_near(&rows[*left], &rows[*right]));
    let pair = |(left, right): (usize, usize)| Pair {
        rows: (left, right),
        folded: Folded::new(&format!(
            "{} {}",
            spelling(rows[left].glyphs),
            spelling(rows[right].glyphs)
        )),
    };
    near.map(pair).collect()
}

fn are_near(left: &Row<'_>, right: &Row<'_>) -> bool {
    let heights = (left.height(), right.height());
    let height = heights.0.max(heights.1);
    let gap = (right.bounds[0] - left.bounds[2]) / height;
    let alike = height < ALIKE * heights.0.min(heights.1);
    alike && (-GAP / 2.0..GAP).contains(&gap) && left.is_level(right, LEVEL)
}

/// The two parts of these words for each pair that has them together, where they were not seen in one of its rows.
pub(super) fn sights(
    pairs: &[Pair],
    rows: &[Row<'_>],
    phrase: &Phrase,
    seen: &[Sight],
) -> Vec<Sight> {
    let unseen = |row: usize| !seen.iter().any(|sight| sight.row == row);
    let free = pairs
        .iter()
        .filter(|pair| unseen(pair.rows.0) && unseen(pair.rows.1));
    let parts = free.filter_map(|pair| {
        let (left, right) = pair.rows;
        let length = rows[left].glyphs.len();
        let hit = pair.folded.find(&phrase.words)?;
        let both = hit.start < length && hit.end > length + 1;
        let torn = both && begins(&rows[left], &hit, phrase);
        let part = |row, start, end| Sight {
            row,
            hit: Hit { start, end, ..hit },
        };
        let last = hit.end.saturating_sub(length + 1);
        torn.then(|| [part(left, hit.start, length), part(right, 0, last)])
    });
    parts.flatten().collect()
}
