//! Turns away requests that no reader on this machine makes.
//!
//! A page on the web can point a name of its own at 127.0.0.1 (DNS rebinding) and read what is served there. Its requests
//! carry that name in `Host`, or a foreign `Origin`. Or it can ask for a file of ours as if it were its own script or picture,
//! which needs neither; browsers say so in `Sec-Fetch-Site`.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{Method, Request, StatusCode};
use std::net::IpAddr;

/// The names that the server answers to, with any port (a tunnel may change it).
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    asked: String,
    bound: IpAddr,
}

impl Hosts {
    /// `asked` is what the author gave, `bound` the address it led to.
    pub(super) fn new(asked: &str, bound: IpAddr) -> Self {
        Self { asked: asked.to_owned(), bound }
    }

    /// Whether `Host` names this server.
    fn answer_to(&self, host: &str) -> bool {
        let Some(name) = without_port(host) else { return false };
        let name = name.strip_suffix('.').unwrap_or(name);
        if let Ok(ip) = name.parse::<IpAddr>() {
            // `::ffff:127.0.0.1` is 127.0.0.1.
            let ip = ip.to_canonical();
            // Bound to every address, the server cannot know them all; an address cannot be rebound.
            return ip.is_loopback() || ip == self.bound || self.bound.is_unspecified();
        }
        let name = name.to_ascii_lowercase();
        name == "localhost"
            || name.ends_with(".localhost")
            || name == self.asked.to_ascii_lowercase()
    }
}

/// `[::1]:3000` → `::1`, `localhost:3000` → `localhost`; `None` for what is no host and port.
fn without_port(host: &str) -> Option<&str> {
    let (name, rest) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port = rest.strip_prefix(':').unwrap_or(rest);
    let well =
        rest.is_empty() || (rest.len() > port.len() && port.bytes().all(|b| b.is_ascii_digit()));
    well.then_some(name)
}

/// Why a request is turned away; `None` if it may pass.
pub(super) fn refusal<B>(
    hosts: &Hosts,
    request: &Request<B>,
) -> Option<(StatusCode, &'static str)> {
    let mut named = request.headers().get_all(HOST).iter();
    let host = match (named.next(), named.next(), request.uri().authority()) {
        (Some(host), None, None) => host.to_str().ok(),
        // A request line with a whole address counts as its Host.
        (_, None, Some(authority)) => Some(authority.as_str()),
        _ => None,
    };
    let Some(host) = host.filter(|host| hosts.answer_to(host)) else {
        return Some((
            StatusCode::FORBIDDEN,
            "This server does not answer to that name. Open it as 127.0.0.1, or start it with --host and the name.",
        ));
    };
    if let Some(origin) = request.headers().get(ORIGIN) {
        let ours = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        if ours.is_none_or(|(_, authority)| !authority.eq_ignore_ascii_case(host)) {
            return Some((StatusCode::FORBIDDEN, "Other sites may not read this one."));
        }
    }
    let says = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    // A person may follow a link to here. Another page may not have our files as its own.
    let foreign = matches!(says("sec-fetch-site"), Some("cross-site" | "same-site"));
    if foreign && says("sec-fetch-mode") != Some("navigate") {
        return Some((StatusCode::FORBIDDEN, "Other sites may not use the files of this one."));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD."));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(asked: &str, bound: &str) -> Hosts {
        Hosts::new(asked, bound.parse().unwrap())
    }

    #[test]
    fn loopback_names_are_ours_with_any_port() {
        let hosts = hosts("127.0.0.1", "127.0.0.1");
        for host in [
            "127.0.0.1:3000",
            "127.0.0.1.:3000",
            "localhost",
            "LOCALHOST:1",
            "localhost.:1",
            "[::1]:3000",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "a.localhost",
        ] {
            assert!(hosts.answer_to(host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example.",
            "evil.example:3000",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "127.0.0.1:3000:evil.example",
            "[::1].evil.example",
            "[::1",
            "[::ffff:10.0.0.5]",
            "10.0.0.5",
            "0.0.0.0",
            "[::]",
            "",
        ] {
            assert!(!hosts.answer_to(host), "{host}");
        }
    }

    #[test]
    fn a_host_that_was_asked_for_is_ours() {
        assert!(hosts("my.box", "10.0.0.5").answer_to("my.box:3000"));
        assert!(hosts("my.box", "10.0.0.5").answer_to("10.0.0.5:3000"));
        assert!(!hosts("my.box", "10.0.0.5").answer_to("10.0.0.6"));
        assert!(hosts("0.0.0.0", "0.0.0.0").answer_to("10.0.0.6"));
        assert!(!hosts("0.0.0.0", "0.0.0.0").answer_to("evil.example"));
    }
}
