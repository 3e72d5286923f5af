//! The only differences between a served page and the published one, and what they are for.
//!
//! 1. [`with_client`] adds the script in `client/` to a page, and to its security policy that it may connect to this
//!    server.
//! 2. [`events`] tells the script which bytes its page has now, which pictures changed, and what is wrong with the newest
//!    sources. The script fetches the page if it has other bytes and makes the open one equal, or reloads it.
//!
//! Whatever is told is served already: both come from the same [`Served`]. Each message says everything, so one that a sleeping
//! browser missed is made up for by the next.

use super::Served;
use super::server::Site;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::interval;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// Where the script listens.
pub(super) const EVENTS: &str = "/_guidepost/events";

/// What the client is made of: address and text.
pub(super) const CLIENT: [(&str, &str); 2] = [
    ("/_guidepost/client.js", SCRIPT),
    ("/_guidepost/client.css", include_str!("client/client.css")),
];

/// The parts share one scope, in which each may use those before it.
const SCRIPT: &str = concat!(
    "// Guidepost's reload client: `guidepost serve` adds it to the pages it sends; no published page has it.\n",
    "(() => {\n\"use strict\";\n\n",
    include_str!("client/base.js"),
    include_str!("client/sheets.js"),
    include_str!("client/align.js"),
    include_str!("client/compare.js"),
    include_str!("client/media.js"),
    include_str!("client/patch.js"),
    include_str!("client/panel.js"),
    include_str!("client/main.js"),
    "})();\n",
);

/// The page as it is sent: allowed to connect here, and with the client before its own scripts, so that the client sees the page
/// before those change it. `hash` and `build` say what page of which build this is.
pub(super) fn with_client(page: &[u8], hash: &str, build: u64) -> Vec<u8> {
    let version = version();
    let client = format!(
        "<script src=\"/_guidepost/client.js\" data-page=\"{hash}\" data-build=\"{build}\" \
         data-client=\"{version}\" defer></script>"
    );
    let head = find(page, b"</head>").unwrap_or(page.len());
    let mut sent = Vec::with_capacity(page.len() + client.len());
    sent.extend_from_slice(&page[..head]);
    allow_connection(&mut sent);
    let first = find(&sent, b"<script").unwrap_or(sent.len());
    sent.splice(first..first, client.into_bytes());
    sent.extend_from_slice(&page[head..]);
    sent
}

/// Which client this program has: a page with another is reloaded.
fn version() -> String {
    blake3::hash(SCRIPT.as_bytes()).to_hex()[..8].to_owned()
}

/// `connect-src 'none'` to `connect-src 'self'` in the policy of a head, however its quotes are written.
fn allow_connection(head: &mut Vec<u8>) {
    let Some(meta) = find(head, b"content-security-policy") else { return };
    let end = find(&head[meta..], b">").map_or(head.len(), |end| meta + end);
    for quote in ["'", "&#x27;", "&#39;", "&apos;"] {
        let closed = format!("connect-src {quote}none{quote}");
        if let Some(start) = find(&head[meta..end], closed.as_bytes()) {
            let open = format!("connect-src {quote}self{quote}");
            head.splice(meta + start..meta + start + closed.len(), open.into_bytes());
            return;
        }
    }
}

/// Where `needle` (in small letters) begins, whatever the case in `text`.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    text.windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle))
}

/// A stream of what is served to the page that `query` names (`page=` and its address): at once, whenever that changes, and now
/// and then as a sign of life. Ends when the server does.
pub(super) fn events(site: Site, query: Option<&str>) -> Response {
    /// The script takes a silence of three beats for a lost connection.
    const BEAT: Duration = Duration::from_secs(15);

    let address = query.and_then(|query| query.strip_prefix("page=")).map(ToOwned::to_owned);
    let mut said = Value::Null;
    let mut build = 0;
    let news = WatchStream::new(site.served()).timeout_repeating(interval(BEAT));
    let events = news.filter_map(move |served| {
        // Without news it is a beat, and says the same again.
        if let Ok(served) = served {
            let state = state(&site, &served, address.as_deref());
            build = served.number;
            if state == said {
                return None;
            }
            said = state;
        }
        let data = json!({ "build": build, "state": said }).to_string();
        let event = Event::default().data(data).retry(Duration::from_millis(500));
        Some(Ok::<_, Infallible>(event))
    });
    Sse::new(events).into_response()
}

/// What a page is told.
fn state(site: &Site, served: &Served, address: Option<&str>) -> Value {
    let page = address.map(|address| {
        let (status, answer) = site.page(served, address);
        json!({ "status": status.as_u16(), "hash": &*answer.hash })
    });
    json!({
        "page": page,
        "since": served.since,
        "media": served.media,
        "problems": *served.problems,
        "client": version(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(page: &str) -> String {
        String::from_utf8(with_client(page.as_bytes(), "b1", 7)).unwrap()
    }

    fn client() -> String {
        let version = version();
        format!(
            "<script src=\"/_guidepost/client.js\" data-page=\"b1\" data-build=\"7\" data-client=\"{version}\" defer></script>"
        )
    }

    #[test]
    fn the_client_stands_before_the_scripts_of_the_head() {
        let client = client();
        assert_eq!(
            sent("<head><title>A</title><script src=a.js></script></HEAD><body><script>"),
            format!(
                "<head><title>A</title>{client}<script src=a.js></script></HEAD><body><script>"
            )
        );
        assert_eq!(
            sent("<head><title>A</title></HEAD><body>"),
            format!("<head><title>A</title>{client}</HEAD><body>")
        );
        assert_eq!(sent("<p>no head"), format!("<p>no head{client}"));
    }

    #[test]
    fn the_policy_allows_this_server_and_nothing_else_changes() {
        for quote in ["'", "&#x27;", "&#39;"] {
            let meta = |source: &str| {
                format!(
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src {quote}none{quote}; \
                     connect-src {quote}{source}{quote}; img-src data:\">"
                )
            };
            let text = "</head><p>connect-src 'none'";
            assert_eq!(
                sent(&format!("{}{text}", meta("none"))),
                format!("{}{}{text}", meta("self"), client())
            );
        }
    }

    #[test]
    fn a_page_without_a_policy_keeps_its_words() {
        let page = "<meta name=\"d\" content=\"connect-src 'none'\"></head>";
        assert!(sent(page).contains("connect-src 'none'"));
    }
}
