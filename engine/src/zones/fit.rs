//! Lays a format's columns on the grids of the rows.

use super::cells::{self, Cell};
use super::grid::{self, Grid, Mark};
use super::strip::{FILL, Spike, Strip};

/// The roughest grid, in pitches, that counts as one: OCR-B read at 4 px a step stays under 0.15.
const ROUGH: f32 = 0.2;
/// Half the width of a character's ink, in pitches: OCR-B's widest are 0.7 wide; a little less, for steps are coarse.
const HALF_GLYPH: f32 = 0.25;
/// Most characters at the ends of a row that may be missing from the picture for it to be reported at all.
const MOST_LOST: usize = 4;
/// Fillers on both sides within which a place that shows nothing is one too.
const DEEP: usize = 2;
/// Most such places in a row.
const MOST_FILLED: usize = 3;
/// Below this a place shows nothing.
pub(super) const FAINT: f32 = 0.2;

/// A row with its best path and its grid.
pub(super) struct Row<'a> {
    /// The row.
    pub(super) strip: &'a Strip,
    /// Its best path.
    pub(super) spikes: Vec<Spike>,
    grid: Option<Grid>,
}

/// A row cut into the columns of a format.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    /// One cell a column.
    pub(super) cells: Vec<Cell>,
    /// The middle of each column along the text, in card pixels.
    pub(super) centres: Vec<f32>,
    /// Distance of neighbouring columns in card pixels.
    pub(super) pitch: f32,
    /// Whether all columns stand on a regular grid inside the picture.
    pub(super) regular: bool,
    /// Columns that show nothing and lie deep in a run of fillers.
    pub(super) filled: Vec<usize>,
    /// Columns at which the best path has a symbol more than the pitch has room for, with that symbol.
    pub(super) doubled: Vec<(usize, usize)>,
}

/// The rows of a stack with their common pitch; `None` if they have none.
pub(super) fn rows(stack: &[Strip]) -> Option<(Vec<Row<'_>>, f32)> {
    let spikes: Vec<Vec<Spike>> = stack.iter().map(Strip::spikes).collect();
    let pitch = grid::pitch(spikes.iter())?;
    let rows = stack.iter().zip(spikes).map(|(strip, spikes)| {
        let own = grid::pitch(std::iter::once(&spikes)).unwrap_or(pitch);
        let grid = Grid::follow(&spikes, own);
        Row {
            strip,
            spikes,
            grid,
        }
    });
    Some((rows.collect(), pitch))
}

/// At which end of a row characters are missing, where no row of the zone is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    AtTheEnd,
    AtTheBeginning,
}

/// Where the whole rows of a zone begin and end, on the mean: the others do so too.
struct Margins {
    left: f32,
    right: f32,
}

/// Each row cut into as many columns as `lengths` says; `None` where a row's extent speaks against it.
pub(super) fn lay(
    rows: &[Row],
    lengths: &[usize],
    pitch: f32,
    missing: Missing,
) -> Option<Vec<Fit>> {
    let whole = rows.iter().zip(lengths);
    let whole: Vec<Margins> = whole
        .filter_map(|(row, length)| row.margins(*length))
        .collect();
    let mean = |side: fn(&Margins) -> f32| whole.iter().map(side).sum::<f32>() / whole.len() as f32;
    let margins = (!whole.is_empty()).then(|| Margins {
        left: mean(|margins| margins.left),
        right: mean(|margins| margins.right),
    });
    rows.iter()
        .zip(lengths)
        .map(|(row, length)| row.lay(*length, margins.as_ref(), pitch, missing))
        .collect()
}

impl Row<'_> {
    fn margins(&self, length: usize) -> Option<Margins> {
        let grid = self.grid.as_ref()?;
        (grid.count() == length).then(|| Margins {
            left: grid.at(grid.places.0),
            right: grid.at(grid.places.1),
        })
    }

    fn lay(
        &self,
        length: usize,
        margins: Option<&Margins>,
        pitch: f32,
        missing: Missing,
    ) -> Option<Fit> {
        match self
            .grid
            .as_ref()
            .and_then(|grid| Some((grid, first(grid, length, margins, missing)?)))
        {
            Some((grid, first)) => Some(self.on_grid(grid, first, length)),
            None if self.spikes.len() == length => Some(self.off_grid(pitch)),
            None => None,
        }
    }

    fn on_grid(&self, grid: &Grid, first: i32, length: usize) -> Fit {
        let places = first..first + length as i32;
        let centres: Vec<f32> = places.clone().map(|place| grid.at(place)).collect();
        let mut cells = cells::cut(self.strip, &centres, grid.pitch);
        let column = |mark: &Mark| {
            usize::try_from(mark.place - first)
                .ok()
                .filter(|c| *c < length)
        };
        let taken = |extra: &&Mark| {
            grid.marks
                .iter()
                .any(|mark| mark.place == extra.place && mark.fits())
        };
        let doubled = grid
            .extra()
            .filter(taken)
            .filter_map(|mark| Some((column(mark)?, mark.symbol)))
            .collect();
        let filled = fill(&mut cells);
        let regular = grid.places == (first, first + length as i32 - 1)
            && grid.is_orderly()
            && each_its_own(grid, first, &cells, &filled)
            && self.holds(&centres, grid.pitch)
            && grid.roughness() < ROUGH;
        Fit {
            cells,
            centres,
            pitch: grid.pitch,
            regular,
            filled,
            doubled,
        }
    }

    /// Whether the outermost characters lie in the row with all their ink.
    fn holds(&self, centres: &[f32], pitch: f32) -> bool {
        let half = HALF_GLYPH * pitch;
        let left = centres
            .first()
            .is_some_and(|centre| centre - half >= self.strip.start);
        left && centres
            .last()
            .is_some_and(|centre| centre + half <= self.strip.end())
    }

    /// Without a grid each symbol of the best path is a column; never enough to be valid.
    fn off_grid(&self, pitch: f32) -> Fit {
        let centres: Vec<f32> = self.spikes.iter().map(|spike| spike.at).collect();
        let cells = cells::cut(self.strip, &centres, pitch);
        Fit {
            cells,
            centres,
            pitch,
            regular: false,
            filled: Vec::new(),
            doubled: Vec::new(),
        }
    }
}

/// Whether each column shows a character of its own, not a neighbour's: the best path has one there, the same.
fn each_its_own(grid: &Grid, first: i32, cells: &[Cell], filled: &[usize]) -> bool {
    (first..)
        .zip(cells)
        .enumerate()
        .all(|(column, (place, cell))| {
            let mut marks = grid
                .marks
                .iter()
                .filter(|mark| mark.place == place && mark.fits());
            filled.contains(&column) || marks.any(|mark| mark.symbol == cell.best().0)
        })
}

/// The place of the first column.
fn first(grid: &Grid, length: usize, margins: Option<&Margins>, missing: Missing) -> Option<i32> {
    let count = grid.count();
    let (left, right) = grid.places;
    if count == length {
        return Some(left);
    }
    if count + MOST_LOST < length {
        return None;
    }
    if let Some(margins) = margins {
        // Rows of a card that lies askew begin at no place of the others' grid, but may end at one.
        let begins = off(grid, left, margins.left).map(|shift| left + shift);
        let ends =
            || off(grid, right, margins.right).map(|shift| right + shift - length as i32 + 1);
        let first = begins.or_else(|| ends().filter(|_| count < length))?;
        let holds = if count > length {
            first >= left && first + length as i32 - 1 <= right
        } else {
            first <= left && first + length as i32 > right
        };
        return holds.then_some(first);
    }
    match missing {
        _ if count > length => trimmed(grid, length),
        Missing::AtTheEnd => Some(left),
        Missing::AtTheBeginning => Some(right - length as i32 + 1),
    }
}

/// How many places a margin is off from a place of the grid, if that is a whole number.
fn off(grid: &Grid, place: i32, margin: f32) -> Option<i32> {
    let shift = (margin - grid.at(place)) / grid.pitch;
    let whole = shift.round();
    ((shift - whole).abs() < 0.4).then_some(whole as i32)
}

/// The first place once doubtful characters at the ends, the border of a card or a stain, are dropped.
fn trimmed(grid: &Grid, length: usize) -> Option<i32> {
    let (mut left, mut right) = grid.places;
    let doubtful = |place: i32| {
        grid.marks
            .iter()
            .all(|mark| mark.place != place || mark.weight < 0.5)
    };
    while (right - left) as usize >= length {
        match (doubtful(left), doubtful(right)) {
            (true, false) => left += 1,
            (false, true) => right -= 1,
            _ => return None,
        }
    }
    Some(left)
}

/// Takes places that show nothing for fillers where fillers stand on both sides, two or more.
fn fill(cells: &mut [Cell]) -> Vec<usize> {
    let is_filler = |cell: &Cell| cell.shows[FILL] > 0.5;
    let faint = |cell: &Cell| cell.empty > 1.0 - FAINT;
    let holes: Vec<usize> = (0..cells.len()).filter(|at| faint(&cells[*at])).collect();
    let deep = |at: &usize| {
        let right = at + 1..at + 1 + DEEP;
        *at >= DEEP
            && right.end <= cells.len()
            && cells[at - DEEP..*at]
                .iter()
                .chain(&cells[right])
                .all(is_filler)
    };
    if holes.len() > MOST_FILLED || !holes.iter().all(deep) {
        return Vec::new();
    }
    for at in &holes {
        cells[*at].shows = Cell::UNSEEN.shows;
        cells[*at].shows[FILL] = 1.0;
        cells[*at].empty = 0.0;
    }
    holes
}
