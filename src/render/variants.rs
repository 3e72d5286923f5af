//! Readers to attributes and to the rules that hide what is not for the reader.
//!
//! `<html>` carries the reader's browser, system and the pair of both once `boot.js` has run; elements carry those whom they are for. Without
//! scripts there is nothing on `<html>`, so nothing is hidden.

use crate::config::{Browser, System};
use crate::id::BrowserId;
use crate::site::{Audience, Readers, Site};

/// ` data-for-browser="chrome edge"`, or nothing for everyone. Who has two of these has to fit both.
pub(crate) fn attribute(readers: &Readers) -> String {
    let browsers = |ids: &[BrowserId]| {
        let ids: Vec<&str> = ids.iter().map(BrowserId::as_str).collect();
        format!(" data-for-browser=\"{}\"", ids.join(" "))
    };
    let systems = |systems: &[System]| {
        let ids: Vec<&str> = systems.iter().map(|system| system.id()).collect();
        format!(" data-for-os=\"{}\"", ids.join(" "))
    };
    match readers {
        Readers::All => String::new(),
        Readers::Browsers(ids) => browsers(ids),
        Readers::Systems(ids) => systems(ids),
        Readers::Both(ids, on) => browsers(ids) + &systems(on),
        Readers::Pairs(pairs) => {
            let ids: Vec<String> =
                pairs.iter().map(|(id, system)| format!("{id}-{}", system.id())).collect();
            format!(" data-for-pair=\"{}\"", ids.join(" "))
        }
    }
}

/// The rules that hide variants, and the institution's colour; outside of all layers, so that they win over a theme's.
pub(crate) fn css(site: &Site) -> String {
    let mut others: Vec<String> = Vec::new();
    let mut hide = |what: &str, value: &str| {
        others.push(format!(
            "html[data-{what}=\"{value}\"] [data-for-{what}]:not([data-for-{what}~=\"{value}\"])"
        ));
    };
    let browsers = &*site.values.browsers;
    for browser in browsers {
        hide("browser", browser.id.as_str());
    }
    for system in &site.values.settings.systems {
        hide("os", system.id());
    }
    for browser in browsers {
        for system in &browser.systems {
            hide("pair", &format!("{}-{}", browser.id, system.id()));
        }
    }
    let mut out = String::new();
    if !others.is_empty() {
        out.push_str(&format!("{}{{display:none}}\n", others.join(",")));
    }
    if let Some(accent) = site.values.institution.as_ref().and_then(|i| i.accent.as_ref()) {
        out.push_str(&format!(":root{{--accent:{accent}}}\n"));
    }
    out
}

/// What `boot.js` needs to know: `{"browsers":[[id,[marks],[systems]]],"systems":[id]}`.
pub(crate) fn json(browsers: &[Browser], systems: &[System]) -> String {
    let ids = |systems: &[System]| systems.iter().map(|system| system.id()).collect::<Vec<_>>();
    let browsers: Vec<_> =
        browsers.iter().map(|b| (b.id.as_str(), &b.user_agent, ids(&b.systems))).collect();
    serde_json::json!({ "browsers": browsers, "systems": ids(systems) }).to_string()
}

/// Whether a switch would change anything on this site.
pub(crate) fn are_offered(site: &Site) -> bool {
    let audience: &Audience = &site.values.audience;
    !site.values.browsers.is_empty() && audience.all().len() > 1
}
