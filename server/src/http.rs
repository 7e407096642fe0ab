//! Turns HTTP into requests, and answers into HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart, State};
use axum::http::{HeaderMap, Method as HttpMethod, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::{App, now_ms, stamp};
use crate::dialect::{Answer, Ask, Dialect, Method, Picture, Refusal, Route};
use crate::dialects::{Ticket, ticket};
use crate::openapi;
use crate::request::Request;

/// Base64 makes four bytes of three, and percent signs of a form may make three of one: room for both.
const INFLATION: usize = 4;

/// Everything the server answers.
pub(crate) fn router(app: Arc<App>) -> Router {
    let mut router = Router::new()
        .route("/", get(page))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(|| async { "ready\n" }))
        .route("/metrics", get(metrics))
        .route("/openapi.json", get(document))
        .route("/pictures/{id}", get(stored_picture))
        .route("/scan", post(scan));
    for dialect in app.dialects.clone() {
        let mut paths: Vec<&str> = dialect.routes.iter().map(|route| route.path).collect();
        paths.dedup();
        for path in paths {
            let handler = move |State(app): State<Arc<App>>, request: axum::extract::Request| async move {
                dialect_call(&app, dialect, request).await
            };
            router = router.route(path, axum::routing::any(handler));
        }
    }
    router.with_state(app)
}

async fn dialect_call(
    app: &App,
    dialect: &'static Dialect,
    request: axum::extract::Request,
) -> Response {
    let answer = match answer(app, dialect, request).await {
        Ok(answer) => answer,
        Err(refusal) => (dialect.refuse)(&refusal),
    };
    app.metrics.answered(dialect.name, answer.status);
    json(&answer)
}

async fn answer(
    app: &App,
    dialect: &Dialect,
    request: axum::extract::Request,
) -> Result<Answer, Refusal> {
    let request = understand(app, dialect, request).await?;
    if !app.tokens.admit((dialect.token)(&request).as_deref()) {
        return Err(Refusal::Unauthorized);
    }
    let host = request.header("host").unwrap_or("127.0.0.1").to_owned();
    match (dialect.decode)(&request)? {
        Ask::Scan {
            pictures,
            document,
            code,
        } => {
            let mut scans = Vec::new();
            for picture in &pictures {
                scans.push(app.scan(bytes_of(picture)?).await?);
            }
            let ask = Ask::Scan {
                pictures: Vec::new(),
                document,
                code,
            };
            Ok((dialect.encode)(&ask, &scans, &stamp()))
        }
        Ask::Job(picture) => keep(app, &bytes_of(&picture)?, &host),
        Ask::Look(id) => look(app, id, &host),
        Ask::Forget(id) => forget(app, id),
    }
}

fn bytes_of(picture: &Picture) -> Result<Vec<u8>, Refusal> {
    match picture {
        Picture::Bytes(bytes) => Ok(bytes.clone()),
        Picture::Url(_) => Err(Refusal::Forbidden(
            "this server fetches no pictures; send the picture itself".into(),
        )),
    }
}

fn failed(error: crate::store::StoreError) -> Refusal {
    tracing::error!(%error, "tickets cannot be kept");
    Refusal::Failed("the ticket could not be kept".into())
}

fn keep(app: &App, picture: &[u8], host: &str) -> Result<Answer, Refusal> {
    let now = now_ms();
    let id = tokio::task::block_in_place(|| app.store.add(picture, now)).map_err(failed)?;
    app.wake_clerk();
    let link = app.links.sign(host, id, now);
    let new = Ticket {
        id,
        picture: Some(&link),
        state: crate::dialects::TicketState::New,
        scan: None,
    };
    Ok(Answer::new(200, ticket(&new)))
}

fn look(app: &App, id: u64, host: &str) -> Result<Answer, Refusal> {
    let stored = tokio::task::block_in_place(|| app.store.look(id)).map_err(failed)?;
    let stored = stored.ok_or(Refusal::NotFound)?;
    let link = app.links.sign(host, id, now_ms());
    let view = Ticket {
        id,
        picture: Some(&link),
        state: stored.state,
        scan: stored.scan.as_ref(),
    };
    let finished = matches!(stored.state.as_str(), "COM" | "ERR");
    if finished && app.settings.keep.is_zero() {
        app.store.forget(id).map_err(failed)?;
    }
    Ok(Answer::new(200, ticket(&view)))
}

fn forget(app: &App, id: u64) -> Result<Answer, Refusal> {
    match app.store.forget(id).map_err(failed)? {
        true => Ok(Answer::new(
            200,
            serde_json::json!({ "id": id, "status": "DELETED" }),
        )),
        false => Err(Refusal::NotFound),
    }
}

/// Reads the body within its limits and sorts it by its content type.
async fn understand(
    app: &App,
    dialect: &Dialect,
    request: axum::extract::Request,
) -> Result<Request, Refusal> {
    let (parts, body) = request.into_parts();
    let method = method_of(dialect, &parts.method, parts.uri.path())?;
    let largest = dialect
        .largest_picture
        .unwrap_or_else(|| engine::Limits::default().bytes);
    let body = read_body(body, largest * INFLATION, app.settings.timeout).await?;
    let kind = content_type(&parts.headers);
    let mut out = Request {
        method,
        path: parts.uri.path().to_owned(),
        query: pairs(parts.uri.query().unwrap_or_default().as_bytes()),
        headers: headers(&parts.headers),
        ..Request::default()
    };
    if kind.starts_with("application/x-www-form-urlencoded") {
        out.form = pairs(&body);
    } else if kind.starts_with("multipart/form-data") {
        out.files = files(axum::extract::Request::from_parts(parts, Body::from(body))).await?;
    } else {
        out.body = body.to_vec();
    }
    Ok(out)
}

fn method_of(dialect: &Dialect, method: &HttpMethod, path: &str) -> Result<Method, Refusal> {
    let method = match *method {
        HttpMethod::GET => Method::Get,
        HttpMethod::POST => Method::Post,
        HttpMethod::DELETE => Method::Delete,
        _ => return Err(Refusal::NotFound),
    };
    let depth = |path: &str| path.trim_matches('/').split('/').count();
    let served = |route: &Route| route.method == method && depth(route.path) == depth(path);
    if dialect.routes.iter().any(served) {
        Ok(method)
    } else {
        Err(Refusal::NotFound)
    }
}

async fn read_body(body: Body, largest: usize, patience: Duration) -> Result<Bytes, Refusal> {
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

async fn files(request: axum::extract::Request) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let malformed = |error: String| Refusal::Malformed(format!("the form is damaged: {error}"));
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
        files.push((name, bytes.to_vec()));
    }
    Ok(files)
}

fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.unwrap_or_default().trim().to_ascii_lowercase()
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect()
}

fn json(answer: &Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(&answer.body)).into_response()
}

/// The engine's own words: a picture in the body, the scan's JSON back.
async fn scan(State(app): State<Arc<App>>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    let token = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = token.map(|value| value.trim_start_matches("Bearer ").trim());
    let refused = |status: u16, message: &str| {
        json(&Answer::new(
            status,
            serde_json::json!({ "error": { "message": message } }),
        ))
    };
    if !app.tokens.admit(token) {
        return refused(401, "the token is missing or wrong");
    }
    let largest = engine::Limits::default().bytes;
    let scanned = match read_body(body, largest, app.settings.timeout).await {
        Ok(picture) => app.scan(picture.to_vec()).await,
        Err(refusal) => Err(refusal),
    };
    match scanned {
        Ok(scan) => axum::Json(scan).into_response(),
        Err(Refusal::Busy) => refused(503, "busy, try again later"),
        Err(Refusal::TooLarge(what)) => refused(413, &what),
        Err(Refusal::NotAPicture(what) | Refusal::Malformed(what)) => refused(400, &what),
        Err(_) => refused(500, "the picture could not be read"),
    }
}

async fn page() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        include_str!("page.html"),
    )
}

async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        app.metrics.print(),
    )
}

async fn document(State(app): State<Arc<App>>) -> impl IntoResponse {
    axum::Json(openapi::document(&app.dialects))
}

/// A ticket's picture, for whoever holds a link that was signed here.
async fn stored_picture(
    State(app): State<Arc<App>>,
    axum::extract::Path(id): axum::extract::Path<u64>,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Response {
    let query = pairs(query.unwrap_or_default().as_bytes());
    let value = |name: &str| {
        query
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    };
    if !app
        .links
        .admit(id, value("expires"), value("signature"), now_ms())
    {
        return StatusCode::FORBIDDEN.into_response();
    }
    match app.store.picture(id) {
        Ok(Some(picture)) => (
            [(header::CONTENT_TYPE, "application/octet-stream")],
            picture,
        )
            .into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
