//! Links to stored pictures: local, signed, and good for an hour.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::stamp::hex;

/// How long a link is good, in milliseconds: as long as the vendor's own.
const GOOD_FOR_MS: u64 = 3_600_000;

/// Signs and checks links; the key is made anew at every start.
pub(crate) struct Links {
    key: [u8; 32],
}

impl Links {
    /// Signs with this key.
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The link to a ticket's picture.
    pub(crate) fn sign(&self, host: &str, id: u64, now_ms: u64) -> String {
        let expires = now_ms + GOOD_FOR_MS;
        let signature = hex(&self.mac(id, expires).finalize().into_bytes());
        format!("http://{host}/pictures/{id}?expires={expires}&signature={signature}")
    }

    /// Whether a link was signed here and is still good.
    pub(crate) fn admit(&self, id: u64, expires: &str, signature: &str, now_ms: u64) -> bool {
        let Ok(expires) = expires.parse::<u64>() else {
            return false;
        };
        let Some(signature) = unhex(signature) else {
            return false;
        };
        expires >= now_ms && self.mac(id, expires).verify_slice(&signature).is_ok()
    }

    fn mac(&self, id: u64, expires: u64) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(&id.to_be_bytes());
        mac.update(&expires.to_be_bytes());
        mac
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text
        .chars()
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    let byte = |[high, low]: &[u32; 2]| u8::try_from(high * 16 + low).ok();
    if rest.is_empty() {
        pairs.iter().map(byte).collect()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_for_its_picture_and_its_hour_alone() {
        let links = Links::new([7; 32]);
        let link = links.sign("127.0.0.1:8730", 15, 1000);
        let (_, query) = link.split_once("expires=").unwrap();
        let (expires, signature) = query.split_once("&signature=").unwrap();
        assert!(links.admit(15, expires, signature, 1000 + GOOD_FOR_MS));
        assert!(
            !links.admit(15, expires, signature, 1001 + GOOD_FOR_MS),
            "expired"
        );
        assert!(
            !links.admit(16, expires, signature, 1000),
            "another picture"
        );
        assert!(
            !links.admit(15, "99999999999999", signature, 1000),
            "a longer life"
        );
        assert!(!links.admit(15, expires, &signature[2..], 1000), "cut");
        assert!(
            !Links::new([8; 32]).admit(15, expires, signature, 1000),
            "another key"
        );
    }
}
