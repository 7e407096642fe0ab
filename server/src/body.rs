//! Reads the bodies of requests within their limits and sorts them by their content type.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::dialect::{Method, Refusal};
use crate::request::Request;

/// Base64 makes four bytes of three, and percent signs of a form may make three of one: room for both.
pub(crate) const INFLATION: usize = 4;

/// A request without its body.
pub(crate) fn outline(parts: &Parts, method: Method) -> Request {
    Request {
        method,
        path: parts.uri.path().to_owned(),
        query: pairs(parts.uri.query().unwrap_or_default().as_bytes()),
        headers: headers(&parts.headers),
        ..Request::default()
    }
}

/// Puts a body into the part of the request that its content type names.
pub(crate) async fn sort(parts: Parts, body: Bytes, request: &mut Request) -> Result<(), Refusal> {
    let kind = content_type(&parts.headers);
    if kind.starts_with("application/x-www-form-urlencoded") {
        request.form = pairs(&body);
    } else if kind.starts_with("multipart/form-data") {
        request.files = files(parts, body).await?;
    } else {
        // The only reference to these bytes becomes the vector: nothing is copied.
        request.body = body.into();
    }
    Ok(())
}

/// The whole body, if it is no larger and comes in time.
pub(crate) async fn read(body: Body, largest: usize, patience: Duration) -> Result<Bytes, Refusal> {
    match tokio::time::timeout(patience, to_bytes(body, largest)).await {
        Err(_) => Err(Refusal::Malformed("the body did not come in time".into())),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if is_length_limit(&error) => Err(Refusal::TooLarge(format!(
            "the body is larger than {largest} bytes"
        ))),
        Ok(Err(_)) => Err(Refusal::Malformed("the body was cut off".into())),
    }
}

fn is_length_limit(error: &axum::Error) -> bool {
    std::error::Error::source(error)
        .is_some_and(|source| source.to_string().contains("length limit"))
}

async fn files(parts: Parts, body: Bytes) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let malformed = |error: String| Refusal::Malformed(format!("the form is damaged: {error}"));
    let request = axum::extract::Request::from_parts(parts, Body::from(body));
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|e| malformed(e.to_string()))?;
    let mut files = Vec::new();
    while let Some(part) = multipart
        .next_field()
        .await
        .map_err(|e| malformed(e.to_string()))?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|e| malformed(e.to_string()))?;
        files.push((name, bytes.into()));
    }
    Ok(files)
}

/// The pairs of a query or a form.
pub(crate) fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(text);
    value.unwrap_or_default().trim().to_ascii_lowercase()
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let pair = |(name, value): (&header::HeaderName, &HeaderValue)| {
        (
            name.as_str().to_owned(),
            text(value).unwrap_or_default().to_owned(),
        )
    };
    headers.iter().map(pair).collect()
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}
