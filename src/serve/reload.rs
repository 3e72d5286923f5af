//! The only differences between a served page and the published one, and what they are for.
//!
//! 1. [`with_client`] adds the script `client/client.js` to a page, and to its security policy that it may connect to this
//!    server.
//! 2. [`events`] tells the script which build is served and what is wrong with the newest. It reloads the page if it shows
//!    another build, and shows or takes away a panel.

use super::Served;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch::Receiver;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// Where the script listens.
pub(super) const EVENTS: &str = "/_guidepost/events";

/// What the client is made of: address and text.
pub(super) const CLIENT: [(&str, &str); 2] = [
    ("/_guidepost/client.js", include_str!("client/client.js")),
    ("/_guidepost/client.css", include_str!("client/client.css")),
];

/// The page as it is sent: with the client before `</head>`, and allowed to connect here.
pub(super) fn with_client(page: &[u8], build: &str) -> Vec<u8> {
    let client =
        format!("<script src=\"/_guidepost/client.js\" data-build=\"{build}\" defer></script>");
    let head = find(page, b"</head>").unwrap_or(page.len());
    let mut sent = Vec::with_capacity(page.len() + client.len());
    sent.extend_from_slice(&page[..head]);
    allow_connection(&mut sent);
    sent.extend_from_slice(client.as_bytes());
    sent.extend_from_slice(&page[head..]);
    sent
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

/// A stream of what is served: at once, and whenever it changes. Ends when the server does.
pub(super) fn events(served: Receiver<Arc<Served>>) -> Response {
    let events = WatchStream::new(served).map(|served| {
        let state = serde_json::json!({ "build": served.id, "problems": served.problems });
        let event = Event::default().data(state.to_string()).retry(Duration::from_millis(500));
        Ok::<_, Infallible>(event)
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(page: &str) -> String {
        String::from_utf8(with_client(page.as_bytes(), "b1")).unwrap()
    }

    const CLIENT: &str = r#"<script src="/_guidepost/client.js" data-build="b1" defer></script>"#;

    #[test]
    fn the_client_is_the_last_of_the_head() {
        assert_eq!(
            sent("<head><title>A</title></HEAD><body>"),
            format!("<head><title>A</title>{CLIENT}</HEAD><body>")
        );
        assert_eq!(sent("<p>no head"), format!("<p>no head{CLIENT}"));
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
                format!("{}{CLIENT}{text}", meta("self"))
            );
        }
    }

    #[test]
    fn a_page_without_a_policy_keeps_its_words() {
        let page = "<meta name=\"d\" content=\"connect-src 'none'\"></head>";
        assert!(sent(page).contains("connect-src 'none'"));
    }
}
