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

    /// Whether a caller with this token may call.
    pub(crate) fn admit(&self, token: Option<&str>) -> bool {
        let Some(hashes) = &self.0 else { return true };
        let Some(token) = token else { return false };
        let given = hash(token);
        // Every hash is compared, and each in full: the time taken says nothing about the tokens.
        hashes
            .iter()
            .fold(false, |found, known| found | equal(known, &given))
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
        assert!(tokens.admit(Some("alpha")));
        assert!(tokens.admit(Some("beta")));
        for wrong in [
            None,
            Some(""),
            Some("gamma"),
            Some("alph"),
            Some("# desk 1"),
        ] {
            assert!(!tokens.admit(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_file_without_tokens_admits_nobody_by_accident() {
        assert!(tokens("# none yet\n").is_err());
    }
}
