//! Who may call: tokens, kept as hashes.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::settings::SettingsError;

/// The hashes of all tokens; the tokens themselves are forgotten once read.
#[derive(Debug, Clone)]
pub(crate) struct Tokens(Option<Vec<[u8; 32]>>);

impl Tokens {
    /// Everybody may call.
    pub(crate) fn anybody() -> Self {
        Self(None)
    }

    /// Reads a file of one token a line; empty lines and lines that begin with `#` say nothing.
    pub(crate) fn read(path: &Path) -> Result<Self, SettingsError> {
        let fault = |what: String| SettingsError::Tokens {
            path: path.display().to_string(),
            what,
        };
        let text = std::fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
        let tokens = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let hashes: Vec<[u8; 32]> = tokens.map(hash).collect();
        if hashes.is_empty() {
            return Err(fault("holds no token; write one a line".into()));
        }
        Ok(Self(Some(hashes)))
    }

    /// The caller with this token, if it may call.
    pub(crate) fn admit(&self, token: Option<&str>) -> Option<Caller> {
        let Some(hashes) = &self.0 else {
            return Some(Caller::default());
        };
        let given = hash(token?);
        // Every hash is compared, and each in full: the time taken says nothing about the tokens.
        let known = hashes
            .iter()
            .fold(false, |found, known| found | equal(known, &given));
        known.then(|| Caller::of(&given))
    }
}

/// Who calls: the same number for the same token; everybody is one where no tokens are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Caller(pub(crate) [u8; 12]);

impl Caller {
    /// A hash of the token's hash, so that answers and tickets tell nothing of what admits a caller.
    fn of(hash: &[u8; 32]) -> Self {
        let digest = Sha256::new_with_prefix(b"caller")
            .chain_update(hash)
            .finalize();
        let mut caller = Self::default();
        caller.0.copy_from_slice(&digest[..12]);
        caller
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn equal(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter()
        .zip(b)
        .fold(0, |difference, (a, b)| difference | (a ^ b))
        == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Result<Tokens, SettingsError> {
        let file = std::env::temp_dir().join(format!(
            "idocr-tokens-{}-{}",
            std::process::id(),
            text.len()
        ));
        std::fs::write(&file, text).unwrap();
        let tokens = Tokens::read(&file);
        std::fs::remove_file(file).unwrap();
        tokens
    }

    #[test]
    fn only_a_listed_token_is_admitted() {
        let tokens = tokens("# desk 1\nalpha\n\n  beta  \n").unwrap();
        let (alpha, beta) = (tokens.admit(Some("alpha")), tokens.admit(Some("beta")));
        assert!(alpha.is_some() && beta.is_some() && alpha != beta);
        assert_eq!(alpha, tokens.admit(Some("alpha")), "the same caller again");
        for wrong in [
            None,
            Some(""),
            Some("gamma"),
            Some("alph"),
            Some("# desk 1"),
        ] {
            assert_eq!(tokens.admit(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_file_without_tokens_admits_nobody_by_accident() {
        assert!(tokens("# none yet\n").is_err());
    }
}
