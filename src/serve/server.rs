//! A request to an answer, out of the served build.
//!
//! An address is decoded once and looked up in a map of the build's files, so it cannot name anything else. Pages are sent with
//! the reload client, everything else byte for byte.

use super::guard::{self, Hosts};
use super::media::media_type;
use super::{Served, reload};
use crate::render::Content;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// What every request is answered from.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) served: Receiver<Arc<Served>>,
    pub(super) hosts: Hosts,
}

/// The whole server.
pub(super) fn router(site: Site) -> Router {
    Router::new().fallback(answer).with_state(site)
}

async fn answer(State(site): State<Site>, request: Request) -> Response {
    let mut response = match guard::refusal(&site.hosts, &request) {
        Some((status, why)) => refuse(status, why),
        None => find(&site, &request),
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn refuse(status: StatusCode, why: &'static str) -> Response {
    let mut response = (status, [(CONTENT_TYPE, media_type("a.txt"))], why).into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn find(site: &Site, request: &Request) -> Response {
    let address = request.uri().path();
    if address == reload::EVENTS {
        return reload::events(site.served.clone());
    }
    let headers = request.headers();
    if let Some((path, text)) = reload::CLIENT.iter().find(|(path, _)| *path == address) {
        return send(headers, StatusCode::OK, path, text.as_bytes().to_vec());
    }
    let served = site.served.borrow().clone();
    let Some(path) = decode(address.strip_prefix('/').unwrap_or(address)) else {
        return not_found(&served, headers);
    };
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let file =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    if hidden {
        return not_found(&served, headers);
    }
    match served.build.get(&file) {
        Some(bytes) => send_file(&served, headers, StatusCode::OK, &file, &bytes.bytes()),
        // Only a folder of the build gets here, so this leads nowhere else.
        None if served.build.get(&format!("{file}/index.html")).is_some() => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, format!("{address}/{query}"))])
                .into_response()
        }
        None => not_found(&served, headers),
    }
}

fn not_found(served: &Served, headers: &HeaderMap) -> Response {
    const PLAIN: &[u8] = b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Not found</title></head>\
        <body><h1>Not found</h1><p>The site has no such page.</p><p><a href=\"/\">To its first page</a></p></body></html>";
    let page = served.build.get("404.html").map_or_else(|| PLAIN.into(), Content::bytes);
    send_file(served, headers, StatusCode::NOT_FOUND, "404.html", &page)
}

fn send_file(
    served: &Served,
    headers: &HeaderMap,
    status: StatusCode,
    path: &str,
    bytes: &[u8],
) -> Response {
    let bytes = if media_type(path).starts_with("text/html") {
        reload::with_client(bytes, &served.id)
    } else {
        bytes.to_vec()
    };
    send(headers, status, path, bytes)
}

fn send(headers: &HeaderMap, status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let etag = format!("\"{}\"", &blake3::hash(&bytes).to_hex()[..16]);
    let has_it = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag));
    if has_it && status == StatusCode::OK {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    let head = [(CONTENT_TYPE, media_type(path).to_owned()), (ETAG, etag)];
    (status, head, Body::from(bytes)).into_response()
}

/// Decodes `%41`, once. `None` if the result is no text or has what no file of a build has.
fn decode(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains(['\0', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_once() {
        assert_eq!(decode("a%20b").as_deref(), Some("a b"));
        assert_eq!(decode("100%25.png").as_deref(), Some("100%.png"));
        assert_eq!(decode("%252e").as_deref(), Some("%2e"));
        assert_eq!(decode("m%C4%81ori").as_deref(), Some("māori"));
        for wrong in ["%", "%4", "%zz", "%ff", "a%00", "a%5cb", "%+1"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
