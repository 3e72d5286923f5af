//! The page `search.html`, and what the script of search has to be told of the site.
//!
//! The index itself is made elsewhere. The page lists all others, for readers whose browser runs no scripts; it is in no list of pages.

use super::Drawing;
use super::build::Build;
use super::html::encode;
use super::page::Frame;
use super::values::{map, optional, text};
use crate::id::OutputPath;
use crate::site::{Section, Site, Strings, Target};
use serde_json::{Value as Json, json};
use tera::Value;

/// What the script of search knows of a site.
#[derive(PartialEq, Eq)]
pub(crate) struct Searched {
    /// `{"browsers":{id:name},"systems":{id:name}}`.
    names: Json,
    /// `{"url","title"}` from the root, or null.
    help: Json,
}

impl Searched {
    /// As a value of JavaScript, with the interface's texts.
    pub(crate) fn json(&self, strings: &Strings) -> String {
        let mut texts = strings.below("search_");
        let step = strings.get("step_label");
        texts.insert("step", &step);
        json!({ "texts": texts, "names": self.names, "help": self.help }).to_string()
    }
}

/// What the script is told.
pub(crate) fn searched(site: &Site) -> Searched {
    let browsers = site.values.browsers.iter().map(|b| (b.id.to_string(), Json::from(&*b.name)));
    let browsers: serde_json::Map<String, Json> = browsers.collect();
    let systems = site.values.settings.systems.iter();
    let systems: serde_json::Map<String, Json> =
        systems.map(|system| (system.id().to_owned(), Json::from(system.name()))).collect();
    let names = json!({ "browsers": browsers, "systems": systems });
    Searched { names, help: help(site) }
}

/// The page for readers who find nothing, if there is one.
fn help(site: &Site) -> Json {
    let written = site.values.settings.search.help.as_ref().map(|(link, _)| link.as_str());
    match site.search_help() {
        Some(Ok(Target::Page(id, anchor))) => {
            let title = site.pages.iter().find(|page| page.id == id).map(|page| &page.title);
            let anchor = anchor.map(|anchor| format!("#{}", encode(&anchor))).unwrap_or_default();
            json!({ "url": format!("{}{anchor}", encode(id.output().as_str())), "title": title })
        }
        Some(Ok(Target::Asset(file))) => {
            json!({ "url": encode(file.as_str()), "title": file.as_str() })
        }
        Some(Ok(Target::External)) => json!({ "url": written, "title": written }),
        Some(Err(_)) | None => Json::Null,
    }
}

/// The page of search, unless the site is not searched or the author has written one of that name.
pub(super) fn page(frame: &Frame, build: &Build) -> Option<Drawing> {
    if !frame.site.values.settings.search.enabled {
        return None;
    }
    let path = OutputPath::parse("search.html").filter(|path| !build.has(path))?;
    let mut context = frame.context(&path);
    let sections: Vec<Value> =
        frame.site.sections.iter().map(|section| listed(frame.site, section)).collect();
    context.insert_value("sections", Value::from(sections.as_slice()));
    Some(frame.draw("search.html", &context).map(|html| (path, html)))
}

/// A folder with its pages, as seen from the root.
fn listed(site: &Site, section: &Section) -> Value {
    let link = |page: usize| encode(site.pages[page].id.output().as_str());
    let mut pages = section.pages.clone();
    // The top has no heading of its own, so its page is the first of its list.
    let is_top = section.folder.is_empty();
    if is_top {
        pages.splice(0..0, section.index);
    }
    let pages: Vec<Value> = pages
        .into_iter()
        .map(|page| map([("title", text(&site.pages[page].title)), ("url", text(&link(page)))]))
        .collect();
    let url = section.index.filter(|_| !is_top).map(link);
    map([
        ("title", text(if is_top { "" } else { &section.title })),
        ("url", optional(url.as_deref())),
        ("pages", Value::from(pages.as_slice())),
    ])
}
