//! A request as every dialect sees it, with the readings that several share.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Value};

use crate::dialect::{Method, Picture, Refusal};

/// Base64 as clients send it: padding is optional.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A request, parsed as far as HTTP goes.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path, without the query.
    pub path: String,
    /// The query's pairs, decoded.
    pub query: Vec<(String, String)>,
    /// The headers' pairs, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body of a JSON request, or an unparsed form.
    pub body: Vec<u8>,
    /// The pairs of a form body, decoded; files of a multipart body stand in `files`.
    pub form: Vec<(String, String)>,
    /// The files of a multipart body by name.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Request {
    /// The first header of this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }

    /// The first query value of this name.
    pub fn query(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// The first form value of this name.
    pub fn form(&self, name: &str) -> Option<&str> {
        first(&self.form, name)
    }

    /// The last segment of the path that is not empty.
    pub(crate) fn last_segment(&self) -> &str {
        self.path
            .rsplit('/')
            .find(|segment| !segment.is_empty())
            .unwrap_or_default()
    }

    /// The body as a JSON object.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, Refusal> {
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(map)) => Ok(map),
            Ok(_) => Err(Refusal::Malformed("the body is JSON but no object".into())),
            Err(error) => Err(Refusal::Malformed(format!("the body is not JSON: {error}"))),
        }
    }

    /// The token after the scheme word of the `authorization` header.
    pub(crate) fn authorization(&self, scheme: &str) -> Option<String> {
        let (word, token) = self.header("authorization")?.trim().split_once(' ')?;
        word.eq_ignore_ascii_case(scheme)
            .then(|| token.trim().to_owned())
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// The string at `name`: missing, null and empty are one thing to every vendor.
pub(crate) fn text<'a>(
    object: &'a Map<String, Value>,
    name: &'static str,
) -> Result<&'a str, Refusal> {
    match object.get(name) {
        None | Some(Value::Null) => Err(Refusal::Missing(name)),
        Some(Value::String(text)) if text.trim().is_empty() => Err(Refusal::Missing(name)),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(Refusal::Malformed(format!("{name} is not a string"))),
    }
}

/// The picture in `text`, where the vendor takes no links.
pub(crate) fn picture_itself(text: &str) -> Result<Picture, Refusal> {
    match picture(text)? {
        Picture::Url(_) => Err(Refusal::NotAPicture(
            "a link is no picture here; send the picture itself".into(),
        )),
        bytes => Ok(bytes),
    }
}

/// The picture in `text`: a data URL of an image, bare Base64, or a link.
pub(crate) fn picture(text: &str) -> Result<Picture, Refusal> {
    let text = text.trim();
    let begins = |scheme: &str| {
        let head = text.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    if begins("http://") || begins("https://") {
        return Ok(Picture::Url(text.to_owned()));
    }
    let payload = if begins("data:") {
        data_url_payload(&text["data:".len()..])?
    } else {
        text
    };
    match LENIENT.decode(compact(payload).as_ref()) {
        Ok(bytes) if bytes.is_empty() => Err(Refusal::NotAPicture("the picture is empty".into())),
        Ok(bytes) => Ok(Picture::Bytes(bytes)),
        Err(error) => Err(Refusal::NotAPicture(format!(
            "the picture is not Base64: {error}"
        ))),
    }
}

/// Base64 without line breaks, copied only where there are any.
///
/// Form bodies that were not percent-encoded lose each `+` to a blank; Base64 has no blanks.
fn compact(payload: &str) -> Cow<'_, str> {
    if !payload.contains([' ', '\r', '\n', '\t']) {
        return payload.into();
    }
    let kept = payload.chars().filter(|c| !matches!(c, '\r' | '\n' | '\t'));
    kept.map(|c| if c == ' ' { '+' } else { c }).collect()
}

fn data_url_payload(url: &str) -> Result<&str, Refusal> {
    let refuse = |what: &str| Err(Refusal::NotAPicture(what.to_owned()));
    let Some((head, payload)) = url.split_once(',') else {
        return refuse("the data URL has no comma");
    };
    let mut parts = head.split(';');
    let media = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !media.starts_with("image/") {
        return refuse("the data URL is not of an image");
    }
    if !parts.any(|part| part.eq_ignore_ascii_case("base64")) {
        return refuse("the data URL is not Base64");
    }
    Ok(payload)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_bare_as_data_urls_and_as_links() {
        assert_eq!(picture("aGk="), Ok(Picture::Bytes(b"hi".to_vec())));
        assert_eq!(picture(" aG\r\nk "), Ok(Picture::Bytes(b"hi".to_vec())));
        assert_eq!(
            picture("data:image/png;base64,aGk="),
            Ok(Picture::Bytes(b"hi".to_vec()))
        );
        assert_eq!(
            picture("https://a.example/b.jpg"),
            Ok(Picture::Url("https://a.example/b.jpg".into()))
        );
    }

    #[test]
    fn a_plus_that_a_form_turned_into_a_blank_is_a_plus() {
        assert_eq!(picture("a a="), picture("a+a="));
    }

    #[test]
    fn what_is_no_picture_is_refused_with_the_reason() {
        for (given, reason) in [
            ("data:text/html;base64,aGk=", "not of an image"),
            ("data:image/png,hi", "not Base64"),
            ("data:image/png;base64", "no comma"),
            ("<html>", "not Base64"),
            ("data:image/png;base64,", "empty"),
        ] {
            match picture(given) {
                Err(Refusal::NotAPicture(said)) => {
                    assert!(said.contains(reason), "{given}: {said}")
                }
                other => panic!("{given}: {other:?}"),
            }
        }
    }
}
