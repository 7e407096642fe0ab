//! What lines say: names, dates, numbers, addresses, labels, sentences.

use crate::corpus::Corpus;
use crate::rng::Rng;

/// A text to print, its truth, and the texts that stand above and below it.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// What is printed.
    pub print: String,
    /// What a reader must say.
    pub truth: String,
    /// The lines above and below.
    pub neighbours: Vec<String>,
}

impl Phrase {
    /// A phrase that is read as it is printed.
    pub fn same(print: String, neighbours: Vec<String>) -> Phrase {
        Phrase {
            truth: print.clone(),
            print,
            neighbours,
        }
    }
}

/// A phrase in Latin letters.
pub fn latin(corpus: &Corpus, rng: &mut Rng) -> Phrase {
    let person = corpus.person(rng);
    Phrase::same(person.surname, vec![person.given])
}

/// A phrase in Thai.
pub fn thai(corpus: &Corpus, rng: &mut Rng) -> Phrase {
    latin(corpus, rng)
}

/// A phrase in a script that is not read.
pub fn other(corpus: &Corpus, rng: &mut Rng) -> Phrase {
    latin(corpus, rng)
}
