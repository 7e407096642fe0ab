//! Describes every route for tools that read OpenAPI 3.1.

use serde_json::{Map, Value, json};

use crate::dialect::{Dialect, Method, Route};

/// The description of all routes of these dialects, and of the server's own.
pub(crate) fn document(dialects: &[&Dialect]) -> Value {
    let mut paths = Map::new();
    for dialect in dialects {
        for route in dialect.routes {
            let entry = paths.entry(route.path).or_insert_with(|| json!({}));
            entry[verb(route.method)] = operation(dialect, route);
        }
    }
    paths.insert("/scan".into(), json!({ "post": own_scan() }));
    paths.insert("/pictures/{id}".into(), json!({ "get": picture() }));
    for (path, summary, media) in [
        ("/", "A page where a picture is dropped", "text/html"),
        ("/openapi.json", "This description", "application/json"),
        ("/healthz", "The process lives", "text/plain"),
        ("/readyz", "The models are loaded", "text/plain"),
        ("/metrics", "Counters for Prometheus", "text/plain"),
    ] {
        paths.insert(path.into(), json!({ "get": plain(path, summary, media) }));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "idocr", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" } },
        "paths": paths,
    })
}

fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Delete => "delete",
    }
}

fn operation(dialect: &Dialect, route: &Route) -> Value {
    let name: String = route
        .path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let mut out = json!({
        "operationId": format!("{}{name}", verb(route.method)),
        "tags": [dialect.name],
        "summary": format!("{}: {}", dialect.name, route.path),
        "responses": { "default": json_body("The answer in the vendor's words") },
    });
    if route.path.contains("{id}") {
        out["parameters"] = json!([path_id()]);
    }
    if route.method == Method::Post {
        let media = if dialect.name == "speedin" {
            "application/x-www-form-urlencoded"
        } else {
            "application/json"
        };
        out["requestBody"] =
            json!({ "required": true, "content": { media: { "schema": { "type": "object" } } } });
    }
    out
}

fn own_scan() -> Value {
    json!({
        "operationId": "scan",
        "summary": "A picture in, everything that was read out",
        "requestBody": { "required": true, "content": { "application/octet-stream": {} } },
        "responses": { "200": json_body("The scan"), "default": json_body("Why it was not read") },
    })
}

fn picture() -> Value {
    let binary = json!({ "application/octet-stream": {} });
    let given = |name: &str| json!({ "name": name, "in": "query", "required": true, "schema": { "type": "string" } });
    json!({
        "operationId": "picture",
        "summary": "A ticket's picture, by the signed link of its answer",
        "parameters": [path_id(), given("expires"), given("signature")],
        "responses": {
            "200": { "description": "The picture", "content": binary },
            "403": { "description": "The link was not signed here, or has expired" },
            "404": { "description": "The picture is deleted" },
        },
    })
}

fn path_id() -> Value {
    json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } })
}

fn plain(path: &str, summary: &str, media: &str) -> Value {
    json!({
        "operationId": if path == "/" { "page" } else { path.trim_matches('/') },
        "summary": summary,
        "responses": { "200": { "description": summary, "content": { media: {} } } },
    })
}

fn json_body(description: &str) -> Value {
    json!({ "description": description, "content": { "application/json": { "schema": { "type": "object" } } } })
}
