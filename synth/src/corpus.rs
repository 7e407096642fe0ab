//! The words that lines are made of, by language.

use crate::rng::Rng;
use anyhow::{Context, Result};
use serde::Deserialize;

/// The Latin alphabet of the recognisers: one line of characters, in the order of their codes.
pub const LATIN: &str = include_str!("../corpus/latin.alphabet.txt");
/// The Thai recogniser's alphabet.
pub const THAI: &str = include_str!("../corpus/thai.alphabet.txt");

macro_rules! languages {
    ($($name:literal),* $(,)?) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../corpus/", $name, ".toml")))),*];
    };
}

languages!(
    "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "is", "it", "lt", "lv", "mt",
    "nl", "no", "pl", "pt", "ro", "sk", "sv", "tr", "vi",
);

/// The words of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its code; the file's name.
    #[serde(skip)]
    pub code: String,
    /// First names.
    pub given: Vec<String>,
    /// Family names.
    pub surnames: Vec<String>,
    /// Towns and regions.
    pub places: Vec<String>,
    /// Streets, without a number.
    pub streets: Vec<String>,
    /// The twelve months in full.
    pub months: Vec<String>,
    /// Who issues documents.
    pub authorities: Vec<String>,
    /// What is printed beside a field.
    pub labels: Vec<String>,
    /// Other words, nationalities among them.
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Strangers {
    script: Vec<Stranger>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stranger {
    #[serde(rename = "name")]
    _name: String,
    words: Vec<String>,
}

/// A person who does not exist.
#[derive(Clone, Debug)]
pub struct Person {
    /// First names.
    pub given: String,
    /// Family names.
    pub surname: String,
}

/// All languages.
pub struct Corpus {
    /// Those written in Latin letters.
    pub languages: Vec<Language>,
    /// The words of Thai.
    pub thai: Language,
    /// Words of scripts that are not read, a list a script.
    pub strangers: Vec<Vec<String>>,
    latin: Vec<char>,
    siamese: Vec<char>,
    rare_upper: Vec<char>,
    rare_lower: Vec<char>,
}

impl Corpus {
    /// Reads the lists that are built in.
    pub fn load() -> Result<Corpus> {
        let read = |(code, text): &(&str, &str)| -> Result<Language> {
            let file = || format!("synth/corpus/{code}.toml does not parse");
            let mut language: Language = toml::from_str(text).with_context(file)?;
            language.code = (*code).to_owned();
            Ok(language)
        };
        let latin: Vec<char> = LATIN.trim_end_matches('\n').chars().collect();
        let marked = |upper: bool| {
            let wanted =
                |c: &&char| c.is_alphabetic() && !c.is_ascii() && c.is_uppercase() == upper;
            latin.iter().filter(wanted).copied().collect()
        };
        let strangers: Strangers = toml::from_str(include_str!("../corpus/strangers.toml"))
            .context("synth/corpus/strangers.toml does not parse")?;
        Ok(Corpus {
            languages: FILES.iter().map(read).collect::<Result<_>>()?,
            thai: read(&("th", include_str!("../corpus/th.toml")))?,
            strangers: strangers.script.into_iter().map(|s| s.words).collect(),
            siamese: THAI.trim_end_matches('\n').chars().collect(),
            rare_upper: marked(true),
            rare_lower: marked(false),
            latin,
        })
    }

    /// A text in the alphabet's own characters: look-alikes merged, strangers dropped.
    pub fn fold_latin(&self, text: &str) -> String {
        let folded = text.chars().map(fold).filter(|c| self.latin.contains(c));
        folded.collect()
    }

    /// The same for the Thai alphabet.
    pub fn fold_thai(&self, text: &str) -> String {
        let folded = text.chars().map(fold).filter(|c| self.siamese.contains(c));
        folded.collect()
    }

    /// A letter of the alphabet with a mark.
    pub fn rare(&self, upper: bool, rng: &mut Rng) -> char {
        *rng.pick(if upper {
            &self.rare_upper
        } else {
            &self.rare_lower
        })
    }

    /// Any character of the alphabet.
    pub fn any(&self, rng: &mut Rng) -> char {
        *rng.pick(&self.latin)
    }

    /// A random language.
    pub fn language(&self, rng: &mut Rng) -> &Language {
        rng.pick(&self.languages)
    }

    /// A random person, named in one language; now and then in two.
    pub fn person(&self, rng: &mut Rng) -> Person {
        let language = self.language(rng);
        let other = if rng.chance(0.9) {
            language
        } else {
            self.language(rng)
        };
        Person {
            given: several(&other.given, &[0.55, 0.38, 0.07], rng),
            surname: several(&language.surnames, &[0.6, 0.36, 0.04], rng),
        }
    }
}

fn several(from: &[String], weights: &[f32], rng: &mut Rng) -> String {
    let n = rng.weighted(weights) + 1;
    let joint = if rng.chance(0.12) { "-" } else { " " };
    let words: Vec<&str> = (0..n).map(|_| rng.pick(from).as_str()).collect();
    words.join(joint)
}

// Characters that print alike are one class to a recogniser.
fn fold(c: char) -> char {
    match c {
        'Ð' => 'Đ',
        'º' | 'ª' => '°',
        'Ţ' => 'Ț',
        'ţ' => 'ț',
        '•' => '·',
        '–' | '—' | '‑' => '-',
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '“' | '”' | '„' => '"',
        c => c,
    }
}
