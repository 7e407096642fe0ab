//! The routes, and the answers that are the server's own.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::{App, now_ms};
use crate::body;
use crate::call;
use crate::dialect::{Answer, Refusal};
use crate::openapi;

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
                json(&call::answer(&app, dialect, request).await)
            };
            router = router.route(path, axum::routing::any(handler));
        }
    }
    // Each body has its own limit, read by `body::read`.
    router.layer(DefaultBodyLimit::disable()).with_state(app)
}

fn json(answer: &Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(&answer.body)).into_response()
}

/// The engine's own words: a picture in the body, the scan's JSON back.
async fn scan(State(app): State<Arc<App>>, request: axum::extract::Request) -> Response {
    let (parts, content) = request.into_parts();
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
    if app.tokens.admit(token).is_none() {
        return refused(401, "the token is missing or wrong");
    }
    let largest = app.settings.picture_bytes;
    let scanned = match body::read(content, largest, app.settings.timeout).await {
        Ok(picture) => app.scan(picture.into(), None).await,
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

/// What the page may do: run its own script, show the picture that was dropped, ask this server.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
     img-src blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

async fn page() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
        ],
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
    let query = body::pairs(query.unwrap_or_default().as_bytes());
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
    // The bytes are the caller's: no browser shall take them for a page.
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    match app.store.picture(id) {
        Ok(Some(picture)) => (headers, picture).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
