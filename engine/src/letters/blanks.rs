//! Blanks between words that the reader passed over although it saw some of them: `SDM- QUIBDÓ`.

use crate::read::{Glyph, Lattice};

/// The probability of a blank from which it may stand between two characters …
const SEEN: f32 = 0.1;
/// … that are so many times as far apart, from middle to middle, as characters of the line are on average. Where more is
/// between them, it is print that was not read.
const APART: std::ops::Range<f32> = 1.3..2.0;
/// Of 68 such places of drawn photographs whose lines were read letter for letter 63 have a blank.
const SURE: f32 = 0.93;

/// Puts blanks where the reader saw one, if not best, and the print leaves room for it.
pub(super) fn restore(glyphs: &mut Vec<Glyph>, lattice: &Lattice) {
    let (Some(blank), Some(pitch)) = (lattice.class(' '), pitch(glyphs)) else {
        return;
    };
    let mut spelt: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.iter() {
        if let Some(last) = spelt.last()
            && APART.contains(&((middle(glyph) - middle(last)) / pitch))
            && !last.character.is_whitespace()
            && !glyph.character.is_whitespace()
            && most(lattice, blank, middle(last)..middle(glyph)) >= SEEN
        {
            spelt.push(Glyph {
                character: ' ',
                confidence: SURE,
                left: last.right,
                right: glyph.left.max(last.right),
                rival: None,
            });
        }
        spelt.push(*glyph);
    }
    *glyphs = spelt;
}

/// The mean distance of a line's characters.
fn pitch(glyphs: &[Glyph]) -> Option<f32> {
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    Some((last.right - first.left) / glyphs.len() as f32)
}

fn middle(glyph: &Glyph) -> f32 {
    (glyph.left + glyph.right) / 2.0
}

/// The highest probability of a class between two shares of the line's width.
fn most(lattice: &Lattice, class: usize, between: std::ops::Range<f32>) -> f32 {
    let step = |share: f32| (share * lattice.steps as f32) as usize;
    let steps = step(between.start)..(step(between.end) + 1).min(lattice.steps);
    let seen = steps.map(|at| lattice.step(at)[class].exp());
    seen.fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::spelling;

    /// What a line says that was read as `A` and `B` so many steps apart, of eight, with a blank seen so well between.
    fn restored(apart: usize, seen: f32) -> String {
        let mut log_probabilities = vec![(1e-4_f32).ln(); 8 * 4];
        let middle = 1 + apart / 2;
        log_probabilities[middle * 4 + 1] = seen.ln();
        let lattice = Lattice {
            log_probabilities,
            steps: 8,
            alphabet: " AB".chars().collect(),
        };
        let glyph = |character: char, step: usize| Glyph {
            character,
            confidence: 0.99,
            left: step as f32 / 8.0,
            right: (step + 1) as f32 / 8.0,
            rival: None,
        };
        let mut glyphs = vec![
            glyph('A', 0),
            glyph('A', 1),
            glyph('B', 1 + apart),
            glyph('B', 2 + apart),
        ];
        restore(&mut glyphs, &lattice);
        spelling(&glyphs)
    }

    #[test]
    fn a_blank_stands_where_it_was_seen_and_there_is_room_for_it() {
        assert_eq!(restored(2, 0.2), "AA BB");
        assert_eq!(restored(2, 0.05), "AABB", "it was not seen");
        assert_eq!(restored(1, 0.4), "AABB", "there is no room");
        assert_eq!(restored(5, 0.2), "AABB", "there is room for more");
    }
}
