//! The regular grid on which OCR-B stands: pitch, places and the count of characters.

use super::strip::{FILL, Spike};

/// How far from its place, in pitches, a character may stand: a step of the recogniser is a third of a pitch or more.
const LOOSE: f32 = 0.42;
/// How much of a character's distance from its place the grid follows: steps are coarse, so little.
const FOLLOWED: f32 = 0.3;
/// The least probability of a character that the extent of a row is measured by.
const FIRM: f32 = 0.3;

/// A character of the best path and its place on the grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its place, in pitches from some origin.
    pub(super) place: i32,
    /// How far it stands from there, in pitches.
    pub(super) off: f32,
    /// Where the grid has that place along the text, in card pixels.
    pub(super) at: f32,
    /// Its probability.
    pub(super) weight: f32,
    /// Which symbol.
    pub(super) symbol: usize,
}

impl Mark {
    /// Whether the character stands where the grid says.
    pub(super) fn fits(&self) -> bool {
        self.off.abs() <= LOOSE
    }
}

/// The grid of one row.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// Every character of the best path, from the left.
    pub(super) marks: Vec<Mark>,
    /// First and last place with a firm character.
    pub(super) places: (i32, i32),
    /// Distance of neighbours in card pixels.
    pub(super) pitch: f32,
}

/// The common pitch of some rows in card pixels; `None` for fewer than eight characters.
pub(super) fn pitch<'a>(rows: impl Iterator<Item = &'a Vec<Spike>>) -> Option<f32> {
    let mut gaps: Vec<f32> = rows
        .flat_map(|row| row.windows(2).map(|pair| pair[1].at - pair[0].at))
        .filter(|gap| *gap > 0.0)
        .collect();
    if gaps.len() < 8 {
        return None;
    }
    let middle = gaps.len() / 2;
    let median = *gaps.select_nth_unstable_by(middle, f32::total_cmp).1;
    let near: Vec<f32> = gaps
        .into_iter()
        .filter(|gap| (gap / median - 1.0).abs() < 0.3)
        .collect();
    Some(near.iter().sum::<f32>() / near.len() as f32)
}

impl Grid {
    /// Follows the characters from the most regular stretch to both ends; `None` where none is regular.
    pub(super) fn follow(spikes: &[Spike], pitch: f32) -> Option<Self> {
        let seed = seed(spikes, pitch)?;
        let mut marks: Vec<Mark> = Tracker::new(spikes[seed].at, pitch, -1.0)
            .follow(spikes[..seed].iter().rev())
            .into_iter()
            .rev()
            .collect();
        marks.push(Mark {
            place: 0,
            off: 0.0,
            at: spikes[seed].at,
            weight: spikes[seed].weight,
            symbol: spikes[seed].symbol,
        });
        marks.extend(Tracker::new(spikes[seed].at, pitch, 1.0).follow(spikes[seed + 1..].iter()));
        let places = extent(&marks)?;
        let pitch = slope(&marks).unwrap_or(pitch);
        Some(Self {
            marks,
            places,
            pitch,
        })
    }

    /// How many places there are from the first to the last firm character.
    pub(super) fn count(&self) -> usize {
        usize::try_from(self.places.1 - self.places.0 + 1).unwrap_or(0)
    }

    /// The characters for which the grid has no place.
    pub(super) fn extra(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| !mark.fits())
    }

    /// Whether every firm character has its place, but for fillers that were read twice.
    pub(super) fn is_orderly(&self) -> bool {
        let twice = |at: usize| {
            let beside = [at.checked_sub(1), Some(at + 1)];
            let mut beside = beside
                .into_iter()
                .flatten()
                .filter_map(|at| self.marks.get(at));
            self.marks[at].symbol == FILL && beside.any(|mark| mark.symbol == FILL && mark.fits())
        };
        (0..self.marks.len())
            .all(|at| self.marks[at].fits() || self.marks[at].weight < FIRM || twice(at))
    }

    /// Where the grid has `place`, in card pixels.
    pub(super) fn at(&self, place: i32) -> f32 {
        let fitting = || self.marks.iter().filter(|mark| mark.fits());
        let before = fitting().rfind(|mark| mark.place <= place);
        let after = fitting().find(|mark| mark.place >= place);
        match (before, after) {
            (Some(a), Some(b)) if a.place == b.place => a.at,
            (Some(a), Some(b)) => {
                let share = (place - a.place) as f32 / (b.place - a.place) as f32;
                a.at + (b.at - a.at) * share
            }
            (Some(only), None) | (None, Some(only)) => {
                only.at + (place - only.place) as f32 * self.pitch
            }
            (None, None) => 0.0,
        }
    }

    /// How far the fitting characters stand from their places, root mean square, in pitches.
    pub(super) fn roughness(&self) -> f32 {
        let offs: Vec<f32> = self
            .marks
            .iter()
            .filter(|m| m.fits())
            .map(|m| m.off * m.off)
            .collect();
        (offs.iter().sum::<f32>() / offs.len().max(1) as f32).sqrt()
    }
}

/// The first and the last place with a character that surely stands there.
fn extent(marks: &[Mark]) -> Option<(i32, i32)> {
    let mut firm = marks
        .iter()
        .filter(|mark| mark.weight >= FIRM && mark.fits())
        .map(|mark| mark.place);
    let first = firm.next()?;
    Some((first, firm.next_back().unwrap_or(first)))
}

/// The middle of the longest stretch of neighbours one pitch apart.
fn seed(spikes: &[Spike], pitch: f32) -> Option<usize> {
    let (mut best, mut run) = (0, 0);
    let mut middle = None;
    for (at, pair) in spikes.windows(2).enumerate() {
        let regular = ((pair[1].at - pair[0].at) / pitch - 1.0).abs() < 0.25;
        run = if regular { run + 1 } else { 0 };
        if run > best {
            best = run;
            middle = Some(at + 1 - run / 2);
        }
    }
    middle
}

/// The pitch over the whole row, by the outermost fitting marks.
fn slope(marks: &[Mark]) -> Option<f32> {
    let mut fitting = marks.iter().filter(|mark| mark.fits());
    let (first, last) = (fitting.next()?, fitting.next_back()?);
    (last.place > first.place).then(|| (last.at - first.at) / (last.place - first.place) as f32)
}

/// Follows a grid in one direction and lets it bend a little, as a curved page does.
struct Tracker {
    at: f32,
    place: i32,
    pitch: f32,
    nominal: f32,
    sign: f32,
}

impl Tracker {
    fn new(at: f32, pitch: f32, sign: f32) -> Self {
        Self {
            at,
            place: 0,
            pitch,
            nominal: pitch,
            sign,
        }
    }

    fn follow<'a>(mut self, spikes: impl Iterator<Item = &'a Spike>) -> Vec<Mark> {
        spikes.map(|spike| self.take(spike)).collect()
    }

    fn take(&mut self, spike: &Spike) -> Mark {
        let gap = (spike.at - self.at) * self.sign / self.pitch;
        let jump = gap.round().max(0.0);
        let off = gap - jump;
        let place = self.place + (jump * self.sign) as i32;
        let expected = self.at + jump * self.pitch * self.sign;
        let mut mark = Mark {
            place,
            off: off * self.sign,
            at: expected,
            weight: spike.weight,
            symbol: spike.symbol,
        };
        if jump < 1.0 {
            // A second look at the same place moves nothing.
            mark.off = 0.5;
        } else if off.abs() <= LOOSE {
            mark.at = expected + FOLLOWED * off * self.pitch * self.sign;
            let limit = 0.08 * self.nominal;
            self.pitch = (self.pitch + 0.1 * off * self.pitch / jump)
                .clamp(self.nominal - limit, self.nominal + limit);
            (self.at, self.place) = (mark.at, place);
        }
        mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spikes(places: &[f32], symbol: usize) -> Vec<Spike> {
        let spike = |place: &f32| Spike {
            symbol,
            at: 100.0 + 10.0 * place,
            weight: 0.9,
        };
        places.iter().map(spike).collect()
    }

    fn follow(places: &[f32], symbol: usize) -> Grid {
        let spikes = spikes(places, symbol);
        Grid::follow(&spikes, pitch([&spikes].into_iter()).unwrap()).unwrap()
    }

    #[test]
    fn too_few_characters_have_no_pitch() {
        assert_eq!(pitch([&spikes(&[0.0, 1.0, 2.0], 3)].into_iter()), None);
    }

    #[test]
    fn a_letter_read_twice_is_no_order_and_a_filler_is() {
        let places = [0.0, 1.0, 2.0, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        assert!(!follow(&places, 12).is_orderly());
        let fillers = follow(&places, FILL);
        assert!(fillers.is_orderly());
        assert_eq!((fillers.count(), fillers.extra().count()), (10, 1));
    }

    #[test]
    fn what_was_not_read_keeps_its_place() {
        let grid = follow(
            &[0.0, 1.1, 1.9, 3.0, 4.0, 6.1, 7.0, 8.0, 8.9, 10.0, 11.0],
            FILL,
        );
        assert_eq!(grid.count(), 12);
        assert!((grid.at(grid.places.0 + 5) - 150.0).abs() < 1.5);
    }

    #[test]
    fn a_grid_that_bends_is_followed() {
        let places: Vec<f32> = (0..44)
            .map(|i| i as f32 * (1.0 + 0.0012 * i as f32))
            .collect();
        let grid = follow(&places, FILL);
        assert_eq!(grid.count(), 44);
        assert!(grid.is_orderly());
    }
}
