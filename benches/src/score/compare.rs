//! When two strings, or two quadrilaterals, are the same and how far apart they are.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits alone, without case.
pub fn squash(text: &str) -> String {
    text.nfc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// As [`squash`], without accents.
pub fn squash_bare(text: &str) -> String {
    text.nfd()
        .filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The fewest insertions, deletions and replacements that turn `a` into `b`.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// The fewest edits between `needle` and any part of `hay`.
pub fn nearest_within(needle: &str, hay: &str) -> usize {
    let needle: Vec<char> = needle.chars().collect();
    let mut column: Vec<usize> = (0..=needle.len()).collect();
    let mut best = needle.len();
    for c in hay.chars() {
        let mut diagonal = column[0];
        for (i, n) in needle.iter().enumerate() {
            let replaced = diagonal + usize::from(c != *n);
            diagonal = column[i + 1];
            column[i + 1] = replaced.min(diagonal + 1).min(column[i] + 1);
        }
        best = best.min(column[needle.len()]);
    }
    best
}

type Xy = [f64; 2];

/// The share of two convex quadrilaterals' union that both cover, 0–1.
pub fn overlap(a: &[Xy; 4], b: &[Xy; 4]) -> f64 {
    let (a, b) = (clockwise(a), clockwise(b));
    let mut common = a.clone();
    for (i, from) in b.iter().enumerate() {
        common = clip(&common, *from, b[(i + 1) % b.len()]);
    }
    let shared = area(&common);
    let union = area(&a) + area(&b) - shared;
    if union > 0.0 { shared / union } else { 0.0 }
}

fn area(polygon: &[Xy]) -> f64 {
    let next = polygon.iter().cycle().skip(1);
    let twice: f64 = polygon
        .iter()
        .zip(next)
        .map(|(p, q)| p[0] * q[1] - q[0] * p[1])
        .sum();
    twice / 2.0
}

fn clockwise(quad: &[Xy; 4]) -> Vec<Xy> {
    let mut corners = quad.to_vec();
    if area(&corners) < 0.0 {
        corners.reverse();
    }
    corners
}

/// The part of `polygon` to the inner side of the edge from `from` to `to` (Sutherland–Hodgman).
fn clip(polygon: &[Xy], from: Xy, to: Xy) -> Vec<Xy> {
    let side = |p: &Xy| (to[0] - from[0]) * (p[1] - from[1]) - (to[1] - from[1]) * (p[0] - from[0]);
    let mut kept = Vec::new();
    for (i, p) in polygon.iter().enumerate() {
        let q = &polygon[(i + 1) % polygon.len()];
        let (at_p, at_q) = (side(p), side(q));
        if at_p >= 0.0 {
            kept.push(*p);
        }
        if (at_p >= 0.0) != (at_q >= 0.0) {
            let t = at_p / (at_p - at_q);
            kept.push([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_known() {
        assert_eq!(distance("KITTEN", "SITTING"), 3);
        assert_eq!(distance("", "AB"), 2);
        assert_eq!(nearest_within("muster", "xxmusterxx"), 0);
        assert_eq!(nearest_within("muster", "xxmvsterxx"), 1);
        assert_eq!(nearest_within("muster", ""), 6);
    }

    #[test]
    fn letters_and_digits_alone_count() {
        assert_eq!(squash("Savska cesta 31, ZAGREB"), "savskacesta31zagreb");
        assert_eq!(squash("Če\u{301}"), squash("ČÉ"));
        assert_eq!(squash_bare("GARÇÃO"), "garcao");
    }

    #[test]
    fn overlap_is_shared_by_union() {
        let unit = [[0., 0.], [2., 0.], [2., 2.], [0., 2.]];
        let shifted = [[1., 0.], [3., 0.], [3., 2.], [1., 2.]];
        let upside_down = [[3., 2.], [1., 2.], [1., 0.], [3., 0.]];
        assert!((overlap(&unit, &unit) - 1.0).abs() < 1e-9);
        assert!((overlap(&unit, &shifted) - 1.0 / 3.0).abs() < 1e-9);
        assert!((overlap(&unit, &upside_down) - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(overlap(&unit, &[[5., 5.]; 4]), 0.0);
    }
}
