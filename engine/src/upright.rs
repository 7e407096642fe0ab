//! Tells which way up a card lies, by what can be read on it.

use crate::card::Card;
use crate::crew::Crew;
use crate::error::Error;
use crate::geometry::{Point, Quad};
use crate::median::median;
use crate::model::Models;
use crate::read::{self, Line};
use crate::text::Patch;

/// Lines read the other way round before a card is turned.
const WITNESSES: usize = 6;
/// Lines so many times as wide as high show how a page leans …
const LONG: f32 = 5.0;
/// … where there are so many of them …
const LEANING: usize = 5;
/// … by so many pixels down for each to the right, and by less than what lies on its side.
const ASLANT: f32 = 0.045;
const STEEP: f32 = 0.5;
/// By so much more at the lower edge than at the upper one, by lines that are so far apart, as a share of the card.
const FANNED: f32 = 0.09;
const APART: f32 = 0.25;
/// So many of them keep to that, but for so much: a few words in noise run any way.
const MOST: f32 = 0.7;
const NEAR: f32 = 0.03;
/// So many lines of print, each so many times as wide as high, run over the edge of a card whose corners are off.
const CUT: usize = 3;
const WORD: f32 = 2.0;
/// Below this mean confidence most of a line is guessed.
const GUESSED: f32 = 0.6;
/// Mean confidence at which reading settles the matter: capitals and figures upside down have read at 0.88.
const CERTAIN: f32 = 0.93;
/// How many times as much the lines must tell upside down.
const MORE: f32 = 1.1;

/// The lines that are more than so many times as wide as high.
fn lines(patches: &[Patch], aspect: f32) -> impl Iterator<Item = &Patch> {
    patches.iter().filter(move |patch| {
        patch.kind.is_line() && patch.quad.width() > aspect * patch.quad.height()
    })
}

/// Whether most of the print runs down the card instead of across it.
pub(crate) fn lies_on_its_side(patches: &[Patch]) -> bool {
    let length = |steep: bool| -> f32 {
        // Short words are as high as wide and say nothing.
        lines(patches, 3.0)
            .filter(|patch| patch.quad.is_steep() == steep)
            .map(|patch| patch.quad.width())
            .sum()
    };
    length(true) > 2.0 * length(false)
}

/// How print runs on a card whose corners are off: labels and values stand side by side no more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lean {
    /// How far most of it runs down for each pixel to the right.
    pub(crate) slope: f32,
    /// How much more it does so at the card's lower edge than at its upper one.
    pub(crate) fan: f32,
}

/// How the print of a card of a height leans, if that is more than corners that are right leave.
pub(crate) fn leans(patches: &[Patch], height: f32) -> Option<Lean> {
    let seen: Vec<(f32, f32)> = lines(patches, LONG)
        .map(|patch| (patch.quad.centre().y / height, patch.quad.slope()))
        .collect();
    let slope = median(seen.iter().map(|(_, slope)| *slope)).filter(|_| seen.len() >= LEANING)?;
    let pairs = seen.iter().flat_map(|one| {
        let below = seen.iter().filter(|other| other.0 - one.0 > APART);
        below.map(|other| (other.1 - one.1) / (other.0 - one.0))
    });
    let fan = median(pairs).unwrap_or(0.0);
    let aslant = (ASLANT..STEEP).contains(&slope.abs());
    let fanned = (FANNED..STEEP).contains(&fan.abs()) && slope.abs() < STEEP && run(&seen, fan);
    (aslant || fanned).then_some(Lean {
        slope,
        fan: if fanned { fan } else { 0.0 },
    })
}

/// Whether most lines, each by its height on the card and its slope, run apart by so much.
fn run(seen: &[(f32, f32)], fan: f32) -> bool {
    let level = |(down, slope): &(f32, f32)| slope - fan * down;
    let first = median(seen.iter().map(level)).unwrap_or(0.0);
    let near = seen
        .iter()
        .filter(|line| (level(line) - first).abs() < NEAR);
    near.count() as f32 >= MOST * seen.len() as f32
}

/// The edge of a card over which print runs, if any: above, right, below or left. Then its corners are off.
pub(crate) fn cut_edge(patches: &[Patch], (width, height): (f32, f32)) -> Option<usize> {
    let over = |patch: &Patch| {
        let [left, top, right, foot] = patch.quad.bounds();
        [top < 0.0, right > width, foot > height, left < 0.0]
    };
    let over: Vec<[bool; 4]> = lines(patches, WORD).map(over).collect();
    let cut = |edge: &usize| over.iter().filter(|line| line[*edge]).count();
    let edges = (0..4).filter(|edge| cut(edge) >= CUT);
    edges.max_by_key(cut)
}

/// By how many quarters a place is to be turned for its first edge to run as lines do, which are in the place's frame.
pub(crate) fn way(lines: &[Quad], place: &Quad) -> usize {
    let along = |from: Point, to: Point| Point::new(to.x - from.x, to.y - from.y);
    let edges = lines.iter().map(|quad| along(quad.0[0], quad.0[1]));
    let print = edges.fold(Point::default(), |a, b| Point::new(a.x + b.x, a.y + b.y));
    let agreement = |turn: &usize| {
        let edge = along(place.0[*turn], place.0[(turn + 1) % 4]);
        edge.x * print.x + edge.y * print.y
    };
    let turns = 0..place.0.len();
    turns
        .max_by(|a, b| agreement(a).total_cmp(&agreement(b)))
        .unwrap_or(0)
}

/// How much can be read: the characters, each as far as it is sure, of lines that are not mostly guessed.
pub(crate) fn told(lines: &[Line]) -> f32 {
    let clear = lines.iter().filter(|line| line.mean_confidence() > GUESSED);
    let glyphs = clear.flat_map(|line| &line.glyphs);
    glyphs.map(|glyph| glyph.confidence).sum()
}

/// Whether the longest lines tell more upside down than they did.
pub(crate) fn is_upside_down(
    card: &Card,
    lines: &[Line],
    models: &Models,
    crew: &Crew,
) -> Result<bool, Error> {
    let mut witnesses: Vec<&Line> = lines.iter().collect();
    witnesses.sort_by(|a, b| b.patch.quad.width().total_cmp(&a.patch.quad.width()));
    witnesses.truncate(WITNESSES);
    let now = legibility(witnesses.iter().copied());
    if witnesses.is_empty() || now > CERTAIN {
        return Ok(false);
    }
    let turned: Vec<Patch> = witnesses
        .iter()
        .map(|line| line.patch.upside_down())
        .collect();
    let turned = read::lines(card, &turned, models, crew)?;
    Ok(tell_more(&turned, witnesses))
}

/// Whether lines tell more turned than they did.
fn tell_more<'a>(turned: &[Line], lines: impl IntoIterator<Item = &'a Line>) -> bool {
    clear(turned) > MORE * clear(lines)
}

/// How much lines say clearly: a line of which nothing is read says nothing, and print upside down reads as many
/// characters, few of them surely. (Over 474 cards and pages the cubes went wrong with 13, of which ten show hardly a
/// letter; mean confidences with 20: small labels pull the mean down, and vanish upside down.)
fn clear<'a>(lines: impl IntoIterator<Item = &'a Line>) -> f32 {
    let glyphs = lines.into_iter().flat_map(|line| &line.glyphs);
    glyphs.map(|glyph| glyph.confidence.powi(3)).sum()
}

/// The mean confidence of all characters; 0 when there are none.
pub(crate) fn legibility<'a>(lines: impl Iterator<Item = &'a Line>) -> f32 {
    let (mut sum, mut count) = (0.0, 0);
    for line in lines {
        sum += line
            .glyphs
            .iter()
            .map(|glyph| glyph.confidence)
            .sum::<f32>();
        count += line.glyphs.len();
    }
    sum / count.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::{line as line_of, read_at};
    use crate::text::PatchKind;

    /// A line from a point, `wide` and 20 high, that runs down by `slope`.
    fn patch(left: f32, top: f32, wide: f32, slope: f32) -> Patch {
        let at = |x: f32, y: f32| Point::new(left + x, top + y + slope * x);
        Patch {
            quad: Quad([at(0.0, 0.0), at(wide, 0.0), at(wide, 20.0), at(0.0, 20.0)]),
            kind: PatchKind::Text,
            score: 1.0,
        }
    }

    fn page(wide: f32, slopes: [f32; 6]) -> Vec<Patch> {
        let rows = slopes.into_iter().enumerate();
        rows.map(|(row, slope)| patch(50.0, 40.0 * row as f32, wide, slope))
            .collect()
    }

    #[test]
    fn a_card_whose_edge_cuts_several_lines_is_too_small() {
        let rows = |left: f32, count: usize| -> Vec<Patch> {
            let row = |row: usize| {
                patch(
                    if row < count { left } else { 50.0 },
                    40.0 * row as f32,
                    200.0,
                    0.0,
                )
            };
            (1..7).map(row).collect()
        };
        assert_eq!(cut_edge(&rows(-3.0, 4), (600.0, 400.0)), Some(3));
        assert_eq!(cut_edge(&rows(410.0, 5), (600.0, 400.0)), Some(1));
        assert_eq!(cut_edge(&rows(-3.0, 3), (600.0, 400.0)), None, "two lines");
        assert_eq!(cut_edge(&rows(3.0, 6), (600.0, 400.0)), None);
    }

    /// A line of so many characters, all read with this confidence.
    fn line(count: usize, confidence: f32) -> Line {
        read_at(line_of(&"x".repeat(count), 0.0, 0.0, 20.0), confidence)
    }

    #[test]
    fn lines_are_turned_where_they_tell_more_so() {
        assert!(tell_more(&[line(20, 0.98)], &[line(20, 0.85)]));
        assert!(!tell_more(&[line(20, 0.85)], &[line(20, 0.98)]));
        assert!(!tell_more(&[line(20, 0.86)], &[line(20, 0.85)]), "scatter");
    }

    #[test]
    fn labels_that_vanish_upside_down_turn_no_card() {
        let card = [line(40, 1.0), line(30, 0.5), line(30, 0.4)];
        assert!(!tell_more(&[line(40, 0.93)], &card));
    }

    #[test]
    fn a_place_is_turned_the_way_its_print_runs() {
        let place = Quad::rectangle(0.0, 0.0, 300.0, 200.0);
        let level: Vec<Quad> = page(200.0, [0.1; 6]).iter().map(|p| p.quad).collect();
        assert_eq!(way(&level, &place), 0);
        let turned: Vec<Quad> = level.iter().map(Quad::upside_down).collect();
        assert_eq!(way(&turned, &place), 2);
        assert_eq!(
            way(&[Quad(place.0.map(|p| Point::new(-p.y, p.x)))], &place),
            1
        );
    }

    #[test]
    fn a_page_leans_when_most_of_its_long_lines_do() {
        let lean = leans(&page(300.0, [0.11, 0.12, 0.1, 0.12, 0.11, -0.4]), 240.0).unwrap();
        assert!((lean.slope - 0.11).abs() < 0.011, "{lean:?}");
    }

    #[test]
    fn a_page_is_fanned_when_its_lines_run_apart() {
        let lean = leans(&page(300.0, [-0.06, -0.04, -0.02, 0.02, 0.04, 0.06]), 240.0).unwrap();
        assert!((lean.fan - 0.14).abs() < 0.02, "{lean:?}");
        let torn = page(300.0, [-0.2, 0.1, -0.1, 0.2, 0.3, -0.15]);
        assert!(
            leans(&torn, 240.0).is_none_or(|lean| lean.fan == 0.0),
            "any way"
        );
        let level = page(300.0, [-0.01, 0.0, 0.02, -0.02, 0.01, 0.02]);
        assert_eq!(leans(&level, 240.0), None);
    }

    #[test]
    fn a_level_page_and_one_of_short_words_do_not_lean() {
        assert_eq!(
            leans(&page(300.0, [0.02, 0.01, -0.02, 0.4, 0.0, 0.0]), 240.0),
            None
        );
        assert_eq!(leans(&page(60.0, [0.1; 6]), 240.0), None);
        assert_eq!(leans(&page(300.0, [0.1; 6])[..4], 240.0), None);
        assert_eq!(
            leans(&page(300.0, [3.0; 6]), 240.0),
            None,
            "it lies on its side"
        );
    }
}
