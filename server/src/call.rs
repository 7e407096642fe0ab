//! Serves one call in one dialect: who calls, what is asked, the answer.

use std::time::Instant;

use axum::http::Method as HttpMethod;

use crate::app::{App, now_ms, stamp};
use crate::body;
use crate::dialect::{Answer, Ask, Dialect, Method, Picture, Refusal, Route};
use crate::dialects::{Ticket, TicketState, ticket};
use crate::store::StoreError;
use crate::tokens::Caller;

/// Answers a call; what is logged of it are names of the code, numbers of bytes and the time.
pub(crate) async fn answer(
    app: &App,
    dialect: &'static Dialect,
    request: axum::extract::Request,
) -> Answer {
    let begun = Instant::now();
    let answer = match served(app, dialect, request).await {
        Ok(answer) => answer,
        Err(refusal) => {
            tracing::debug!(dialect = dialect.name, refusal = refusal.word(), "refused");
            (dialect.refuse)(&refusal)
        }
    };
    app.metrics.answered(dialect.name, answer.status);
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        dialect = dialect.name,
        status = answer.status,
        ms,
        "answered"
    );
    answer
}

/// A call's ask, its caller, and the host that it was addressed to.
struct Call {
    ask: Ask,
    caller: Caller,
    host: String,
}

async fn served(
    app: &App,
    dialect: &Dialect,
    request: axum::extract::Request,
) -> Result<Answer, Refusal> {
    let Call { ask, caller, host } = understand(app, dialect, request).await?;
    match ask {
        Ask::Scan {
            pictures,
            document,
            code,
        } => {
            let mut scans = Vec::new();
            for picture in pictures {
                let picture = bytes_of(app, picture).await?;
                scans.push(app.scan(picture, document).await?);
            }
            let ask = Ask::Scan {
                pictures: Vec::new(),
                document,
                code,
            };
            Ok((dialect.encode)(&ask, &scans, &stamp(caller)))
        }
        Ask::Job(pictures) => {
            let mut kept = Vec::new();
            for picture in pictures {
                kept.push(bytes_of(app, picture).await?);
            }
            keep(app, caller, &kept, &host)
        }
        Ask::Look(id) => look(app, caller, id, &host),
        Ask::Forget(id) => forget(app, caller, id),
    }
}

/// Who calls is settled before the body is read: a stranger's body costs nothing. The request with its
/// encoded picture is dropped here, before anything waits in the queue.
async fn understand(
    app: &App,
    dialect: &Dialect,
    request: axum::extract::Request,
) -> Result<Call, Refusal> {
    let (parts, content) = request.into_parts();
    let method = method_of(dialect, &parts.method, parts.uri.path())?;
    let mut request = body::outline(&parts, method);
    let token = (dialect.token)(&request);
    let caller = app.tokens.admit(token.as_deref());
    let caller = caller.ok_or(Refusal::Unauthorized)?;
    let largest = dialect
        .largest_picture
        .map_or(app.settings.picture_bytes, |vendors| {
            vendors.min(app.settings.picture_bytes)
        });
    let content = body::read(content, largest * body::INFLATION, app.settings.timeout).await?;
    body::sort(parts, content, &mut request).await?;
    Ok(Call {
        ask: (dialect.decode)(&request)?,
        caller,
        host: request.header("host").unwrap_or("127.0.0.1").to_owned(),
    })
}

fn method_of(dialect: &Dialect, method: &HttpMethod, path: &str) -> Result<Method, Refusal> {
    let method = match *method {
        HttpMethod::GET => Method::Get,
        HttpMethod::POST => Method::Post,
        HttpMethod::DELETE => Method::Delete,
        _ => return Err(Refusal::WrongMethod),
    };
    let at_path = |route: &&Route| route.is_at(path);
    if dialect
        .routes
        .iter()
        .filter(at_path)
        .any(|route| route.method == method)
    {
        Ok(method)
    } else {
        Err(Refusal::WrongMethod)
    }
}

async fn bytes_of(app: &App, picture: Picture) -> Result<Vec<u8>, Refusal> {
    match picture {
        Picture::Bytes(bytes) => Ok(bytes),
        Picture::Url(url) => app.fetcher.fetch(url).await,
    }
}

fn failed(error: StoreError) -> Refusal {
    tracing::error!(%error, "tickets cannot be kept");
    Refusal::Failed("the ticket could not be kept".into())
}

fn keep(app: &App, caller: Caller, pictures: &[Vec<u8>], host: &str) -> Result<Answer, Refusal> {
    let now = now_ms();
    let id = tokio::task::block_in_place(|| app.store.add(caller, pictures, now));
    let id = id.map_err(failed)?;
    app.bell.ring();
    let link = app.links.sign(host, id, now);
    let new = Ticket {
        id,
        picture: Some(&link),
        state: TicketState::New,
        scans: &[],
    };
    Ok(Answer::new(200, ticket(&new)))
}

fn look(app: &App, caller: Caller, id: u64, host: &str) -> Result<Answer, Refusal> {
    let stored = tokio::task::block_in_place(|| app.store.look(caller, id)).map_err(failed)?;
    let stored = stored.ok_or(Refusal::NotFound)?;
    let finished = matches!(stored.state, TicketState::Complete | TicketState::Failed);
    let last = finished && app.settings.keep.is_zero();
    let link = (!last).then(|| app.links.sign(host, id, now_ms()));
    let view = ticket(&Ticket {
        id,
        picture: link.as_deref(),
        state: stored.state,
        scans: &stored.scans,
    });
    if last {
        app.store.forget(caller, id).map_err(failed)?;
    }
    Ok(Answer::new(200, view))
}

fn forget(app: &App, caller: Caller, id: u64) -> Result<Answer, Refusal> {
    match app.store.forget(caller, id).map_err(failed)? {
        true => Ok(Answer::new(
            200,
            serde_json::json!({ "id": id, "status": "DELETED" }),
        )),
        false => Err(Refusal::NotFound),
    }
}
