//! The navigation: rendered once a folder and shared by its pages, which differ only in which link is marked as current.

use super::theme::Theme;
use super::values::{map, optional, text};
use crate::diagnostic::Diagnostic;
use crate::id::OutputPath;
use crate::site::{Page, Section, Site};
use std::collections::BTreeMap;
use tera::{Context, Value};

/// A site of more pages shows in its navigation the pages of the current folder and of the top only, else every page would
/// carry links to all others.
const ALL_PAGES: usize = 150;

/// The navigation of one folder, cut where a page's mark may stand.
pub(crate) struct Navigation {
    /// A piece of HTML, and the number of the page whose mark may follow it.
    pieces: Vec<(String, Option<usize>)>,
}

impl Navigation {
    /// The HTML for the page of that number.
    pub(crate) fn for_page(&self, current: usize) -> String {
        let mut html = String::new();
        for (piece, page) in &self.pieces {
            html.push_str(piece);
            if *page == Some(current) {
                html.push_str(" aria-current=\"page\"");
            }
        }
        html
    }
}

/// The navigation of every folder.
pub(crate) fn all(
    site: &Site,
    theme: &Theme,
) -> (BTreeMap<String, Navigation>, Option<Diagnostic>) {
    let mut all = BTreeMap::new();
    for section in &site.sections {
        let Some(page) = section.index.or(section.pages.first().copied()) else { continue };
        let sections: Vec<Value> = site
            .sections
            .iter()
            .map(|other| entry(site, other, section, &site.pages[page]))
            .collect();
        let mut context = Context::new();
        context.insert_value("sections", Value::from(sections.as_slice()));
        context.insert("root", &site.pages[page].id.output().root());
        match theme.tera.render("nav.html", &context) {
            Ok(html) => {
                all.insert(section.folder.clone(), Navigation { pieces: cut(&html) });
            }
            Err(error) => return (all, Some(theme.template_error(&error))),
        }
    }
    (all, None)
}

fn entry(site: &Site, section: &Section, current: &Section, seen_from: &Page) -> Value {
    let from = seen_from.id.output();
    let is_current = section.folder == current.folder;
    let expanded = site.pages.len() <= ALL_PAGES || is_current || section.folder.is_empty();
    let mut links = section.pages.clone();
    // The top has no heading of its own, so its page is the first of its list.
    if section.folder.is_empty() {
        links.splice(0..0, section.index);
    }
    let pages: Vec<Value> =
        links.iter().filter(|_| expanded).map(|page| link(site, *page, &from)).collect();
    let target = section.index.or((!expanded).then(|| section.pages.first().copied()).flatten());
    let url = target.map(|page| super::html::encode(&from.relative(&site.pages[page].id.output())));
    let is_top = section.folder.is_empty();
    map([
        ("title", text(if is_top { "" } else { &section.title })),
        ("url", optional(url.as_deref().filter(|_| !is_top))),
        ("token", optional(target.map(token).as_deref())),
        ("current_section", Value::from(is_current)),
        ("pages", Value::from(pages.as_slice())),
    ])
}

fn link(site: &Site, page: usize, from: &OutputPath) -> Value {
    let url = super::html::encode(&from.relative(&site.pages[page].id.output()));
    map([
        ("title", text(&site.pages[page].nav_title)),
        ("url", text(&url)),
        ("token", text(&token(page))),
    ])
}

/// Stands for a page's mark while the template runs.
fn token(page: usize) -> String {
    format!("data-page-token-{page}-")
}

/// Cuts the rendered navigation at the tokens.
fn cut(html: &str) -> Vec<(String, Option<usize>)> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("data-page-token-") {
        let (number, after) = after.split_once('-').unwrap_or((after, ""));
        pieces.push((before.trim_end_matches(' ').to_owned(), number.parse().ok()));
        rest = after;
    }
    pieces.push((rest.trim_end().to_owned(), None));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_current_page_is_marked() {
        let html = "<a href=\"a\" data-page-token-0->A</a><a href=\"b\" data-page-token-1->B</a>\n";
        let navigation = Navigation { pieces: cut(html) };
        assert_eq!(
            navigation.for_page(1),
            "<a href=\"a\">A</a><a href=\"b\" aria-current=\"page\">B</a>"
        );
    }
}
