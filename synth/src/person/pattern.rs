//! Patterns that put a holder's values on paper.

use super::Person;
use crate::print::{dotted, titled};
use anyhow::{Context, Result, anyhow};

/// A value of a pattern `{name}` or `{name:how}`; see [`printed`].
fn shown(person: &Person, name: &str, how: &str) -> Result<String> {
    if !person.knows(name) {
        return Err(anyhow!("no value {name:?} is known of an invented holder"));
    }
    if let Some((how, digits)) = how.split_once('<') {
        return padded(&shown(person, name, how)?, digits, '\0', false);
    }
    let value = person.get(name);
    Ok(match how {
        "" => value.to_owned(),
        "upper" => value.replace('ß', "SS").to_uppercase(),
        "plain" => crate::print::unaccented(&value.to_uppercase()),
        "title" => titled(value),
        "dots" => dotted(value),
        "first" => value.split(' ').next().unwrap_or_default().to_owned(),
        how if how.starts_with('/') => crate::print::grouped(value, &sizes(how), " "),
        how if how.starts_with('[') => between(value, how)?,
        how if how.starts_with("0>") => padded(value, &how[2..], '0', true)?,
        how if how.starts_with("noise") => noise(value, width(&how[5..])?),
        how => crate::print::date(value, how)?,
    })
}

fn width(digits: &str) -> Result<usize> {
    digits
        .parse()
        .with_context(|| format!("{digits:?} is no width"))
}

/// Exactly so many characters, as records of fixed width have them.
fn padded(value: &str, digits: &str, filler: char, front: bool) -> Result<String> {
    let width = width(digits)?;
    let cut: String = value.chars().take(width).collect();
    let missing = std::iter::repeat_n(filler, width - cut.chars().count());
    Ok(if front {
        missing.chain(cut.chars()).collect()
    } else {
        cut.chars().chain(missing).collect()
    })
}

/// So many characters of one byte each that mean nothing, such as a finger's template: always the
/// same for the same value.
fn noise(value: &str, count: usize) -> String {
    let seeds: Vec<u64> = value.bytes().map(u64::from).collect();
    let mut rng = crate::rng::Rng::new(&seeds);
    (0..count)
        .map(|_| char::from(rng.below(256) as u8))
        .collect()
}

fn sizes(how: &str) -> Vec<usize> {
    how.trim_start_matches('/')
        .split('/')
        .filter_map(|n| n.parse().ok())
        .collect()
}

fn between(value: &str, how: &str) -> Result<String> {
    let ends = how
        .trim_matches(['[', ']'])
        .split_once("..")
        .context("a cut reads [from..to]")?;
    let chars: Vec<char> = value.chars().collect();
    let (from, to) = (
        ends.0.parse().unwrap_or(0),
        ends.1.parse().unwrap_or(chars.len()),
    );
    Ok(chars
        .get(from..to.min(chars.len()))
        .unwrap_or_default()
        .iter()
        .collect())
}

/// Puts a holder's values into a pattern such as `{street:upper}, {city}`.
///
/// After the colon stands how: `upper`, `plain` (upper, no accents), `title`, `dots`, `first`, groups
/// `/4/4/4`, a cut `[0..6]`, a fixed width `<23` (zero bytes after) or `0>10` (zeros before), bytes
/// `noise363`, or a date pattern of [`crate::print::date`]. `{a|x=y,z=w}` maps values.
pub fn printed(person: &Person, pattern: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, next) = after
            .split_once('}')
            .with_context(|| format!("pattern {pattern:?}: a brace never closes"))?;
        out += before;
        out += &if let Some((name, map)) = inside.split_once('|') {
            let value = person.get(name);
            let found = map
                .split(',')
                .filter_map(|pair| pair.split_once('='))
                .find(|(k, _)| *k == value);
            found.map_or(value, |(_, v)| v).to_owned()
        } else {
            let (name, how) = inside.split_once(':').unwrap_or((inside, ""));
            shown(person, name, how).with_context(|| format!("pattern {pattern:?}"))?
        };
        rest = next;
    }
    Ok(out + rest)
}
