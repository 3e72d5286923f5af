//! A request to an answer, out of the served build.
//!
//! An address is decoded once and looked up in a map of the build's files, so it cannot name anything else. Pages are sent with
//! the reload client, everything else byte for byte.

use super::answer::{Answer, Answers};
use super::guard::{self, Hosts};
use super::media::media_type;
use super::range::{Part, part};
use super::{Served, reload};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName,
    IF_NONE_MATCH, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// Other sites may not show or run a file of this one.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What every request is answered from.
#[derive(Clone)]
pub(super) struct Site {
    served: Receiver<Arc<Served>>,
    answers: Arc<Answers>,
    hosts: Arc<Hosts>,
}

impl Site {
    pub(super) fn new(served: Receiver<Arc<Served>>, hosts: Hosts) -> Self {
        Self { served, answers: Arc::default(), hosts: Arc::new(hosts) }
    }

    /// What is served now, and later.
    pub(super) fn served(&self) -> Receiver<Arc<Served>> {
        self.served.clone()
    }

    /// What is sent for an address of the site, and with which status.
    pub(super) fn page(&self, served: &Served, address: &str) -> (StatusCode, Answer) {
        const PLAIN: &[u8] = b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Not found</title></head>\
            <body><h1>Not found</h1><p>The site has no such page.</p><p><a href=\"/\">To its first page</a></p></body></html>";

        let file = file_of(address).and_then(|file| self.answers.get(served, &file));
        if let Some(answer) = file {
            return (StatusCode::OK, answer);
        }
        let answer = self
            .answers
            .get(served, "404.html")
            .unwrap_or_else(|| Answer::plain(reload::with_client(PLAIN, "", served.number).into()));
        (StatusCode::NOT_FOUND, answer)
    }
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
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
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
        return reload::events(site.clone(), request.uri().query());
    }
    if let Some((path, text)) = reload::CLIENT.iter().find(|(path, _)| *path == address) {
        let answer = Answer::plain(Bytes::from_static(text.as_bytes()));
        return send(request, StatusCode::OK, path, &answer);
    }
    let served = site.served.borrow().clone();
    // Only a folder of the build has a first page, so this leads nowhere else.
    let folder =
        || file_of(&format!("{address}/")).is_some_and(|file| served.build.get(&file).is_some());
    match site.page(&served, address) {
        (StatusCode::NOT_FOUND, _) if !address.ends_with('/') && folder() => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, format!("{address}/{query}"))])
                .into_response()
        }
        (StatusCode::NOT_FOUND, answer) => {
            send(request, StatusCode::NOT_FOUND, "404.html", &answer)
        }
        (status, answer) => send(request, status, &file_of(address).unwrap_or_default(), &answer),
    }
}

/// The path of the file in the build that an address names; `None` if it can name none.
fn file_of(address: &str) -> Option<String> {
    let path = decode(address.strip_prefix('/').unwrap_or(address))?;
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    let is_folder = path.is_empty() || path.ends_with('/');
    (!hidden).then(|| if is_folder { format!("{path}index.html") } else { path })
}

/// Sends a file, or as much of it as is asked for.
fn send(request: &Request, status: StatusCode, path: &str, answer: &Answer) -> Response {
    let headers = request.headers();
    let Answer { body, etag, .. } = answer;
    let etag = (ETAG, etag.to_string());
    if status != StatusCode::OK {
        return (status, [(CONTENT_TYPE, media_type(path))], Body::from(body.clone()))
            .into_response();
    }
    if has_it(headers, &answer.etag) {
        return (StatusCode::NOT_MODIFIED, [etag]).into_response();
    }
    let kind = (CONTENT_TYPE, media_type(path).to_owned());
    let parts = (ACCEPT_RANGES, "bytes".to_owned());
    let length = body.len();
    let part = match *request.method() {
        Method::GET => part(headers, length, &answer.etag),
        _ => Part::Whole,
    };
    match part {
        Part::Whole => ([kind, etag, parts], Body::from(body.clone())).into_response(),
        Part::Bytes(bytes) => {
            let of = format!("bytes {}-{}/{length}", bytes.start, bytes.end - 1);
            let headers = [kind, etag, parts, (CONTENT_RANGE, of)];
            (StatusCode::PARTIAL_CONTENT, headers, Body::from(body.slice(bytes))).into_response()
        }
        Part::Outside => {
            let headers = [parts, (CONTENT_RANGE, format!("bytes */{length}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response()
        }
    }
}

/// Whether the browser has these very bytes.
fn has_it(headers: &HeaderMap, etag: &str) -> bool {
    let tags = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|tags| tags.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
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
