//! The navigation: rendered once a folder and shared by its pages, which differ only in which link is marked as current.

use super::content::Piece;
use super::theme::Theme;
use super::values::{map, optional, text};
use crate::diagnostic::Diagnostic;
use crate::id::{OutputPath, PageId};
use crate::site::{Section, Site};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tera::{Context, Value};

/// A site of more pages shows in its navigation the pages of the current folder and of the top only, else every page would
/// carry links to all others.
const ALL_PAGES: usize = 150;

/// What a token begins with.
const TOKEN: &str = "data-page-token-";

/// The mark of the current page's link.
const CURRENT: &[u8] = b" aria-current=\"page\"";

/// The navigation of one folder.
pub(crate) struct Navigation {
    html: Arc<[u8]>,
    /// Where the mark of a page's link may stand.
    marks: Vec<(usize, PageId)>,
    mark: Arc<[u8]>,
    /// The names in it that styles know.
    pub(super) names: Vec<usize>,
}

impl Navigation {
    /// The HTML for the page of that id.
    pub(crate) fn for_page(&self, current: &PageId) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut from = 0;
        for (at, _) in self.marks.iter().filter(|(_, page)| page == current) {
            pieces.push(Piece::new(self.html.clone(), from..*at));
            pieces.push(self.mark.clone().into());
            from = *at;
        }
        pieces.push(Piece::new(self.html.clone(), from..self.html.len()));
        pieces
    }

    /// Whether it shows nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}

/// A link to a page: its title and the page.
type Link = (String, PageId);

/// What the navigation shows of a folder whose pages it does not list.
#[derive(PartialEq, Eq)]
struct Head {
    folder: String,
    title: String,
    /// Its own page.
    index: Option<PageId>,
    first: Option<PageId>,
}

/// What the navigation of one folder is made of.
#[derive(PartialEq, Eq)]
struct Parts {
    /// The page that links are relative to.
    from: PageId,
    heads: Arc<Vec<Head>>,
    /// The links of those folders that list their pages, by the number of the head.
    lists: Vec<(usize, Arc<Vec<Link>>)>,
}

/// The navigation of every folder, and what it was made of.
#[derive(Default)]
pub(crate) struct Memory {
    heads: Arc<Vec<Head>>,
    lists: BTreeMap<String, Arc<Vec<Link>>>,
    made: BTreeMap<String, (Arc<Parts>, Arc<Navigation>)>,
}

impl Memory {
    /// Forgets what was made with another theme.
    pub(crate) fn forget(&mut self) {
        self.made.clear();
    }

    /// Whether there is a navigation for the folders as they were at the last update.
    pub(crate) fn are_made(&self) -> bool {
        !self.made.is_empty()
    }

    /// The navigation of a folder.
    pub(crate) fn of(&self, folder: &str) -> Option<&Arc<Navigation>> {
        self.made.get(folder).map(|(_, navigation)| navigation)
    }

    /// The names in all of them that styles know.
    pub(super) fn names(&self) -> impl Iterator<Item = &[usize]> {
        self.made.values().map(|(_, navigation)| navigation.names.as_slice())
    }

    /// Makes the navigation of every folder; of those that show what they showed, it is the same pointer.
    pub(crate) fn update(&mut self, site: &Site, theme: &Theme) -> Option<Diagnostic> {
        let heads: Vec<Head> = site.sections.iter().map(|section| head(site, section)).collect();
        if *self.heads != heads {
            self.heads = Arc::new(heads);
        }
        self.lists = site
            .sections
            .iter()
            .map(|section| {
                let links = links(site, section);
                let old = self.lists.get(&section.folder).filter(|old| ***old == links);
                (section.folder.clone(), old.cloned().unwrap_or_else(|| Arc::new(links)))
            })
            .collect();
        let heads = self.heads.iter().enumerate();
        let numbers: HashMap<&str, usize> =
            heads.map(|(number, head)| (head.folder.as_str(), number)).collect();
        let make = |section: &Section| {
            let folder = section.folder.as_str();
            let parts = self.parts(site, *numbers.get(folder)?, numbers.get("").copied())?;
            if let Some((old, navigation)) = self.made.get(folder)
                && **old == parts
            {
                return Some(Ok((folder.to_owned(), (old.clone(), navigation.clone()))));
            }
            Some(
                render(&parts, folder, theme)
                    .map(|navigation| (folder.to_owned(), (Arc::new(parts), Arc::new(navigation)))),
            )
        };
        let made: Result<BTreeMap<_, _>, Diagnostic> =
            site.sections.par_iter().filter_map(make).collect();
        match made {
            Ok(made) => {
                self.made = made;
                None
            }
            Err(wrong) => {
                self.made.clear();
                Some(wrong)
            }
        }
    }

    /// What the navigation of folder number `number` is made of; `top` is the number of the top.
    fn parts(&self, site: &Site, number: usize, top: Option<usize>) -> Option<Parts> {
        let shown: Vec<usize> = if site.pages.len() <= ALL_PAGES {
            (0..self.heads.len()).collect()
        } else {
            top.into_iter().filter(|top| *top != number).chain([number]).collect()
        };
        let lists = shown
            .into_iter()
            .map(|number| Some((number, self.lists.get(&self.heads[number].folder)?.clone())));
        let own = &self.heads[number];
        let from = own.index.clone().or_else(|| own.first.clone())?;
        Some(Parts { from, heads: self.heads.clone(), lists: lists.collect::<Option<_>>()? })
    }
}

fn head(site: &Site, section: &Section) -> Head {
    let id = |page: usize| site.pages[page].id.clone();
    Head {
        folder: section.folder.clone(),
        title: section.title.clone(),
        index: section.index.map(id),
        first: section.pages.first().copied().map(id),
    }
}

fn links(site: &Site, section: &Section) -> Vec<Link> {
    // The top has no heading of its own, so its page is the first of its list.
    let index = section.index.filter(|_| section.folder.is_empty());
    let pages = index.iter().chain(&section.pages).map(|page| &site.pages[*page]);
    pages.map(|page| (page.nav_title.clone(), page.id.clone())).collect()
}

fn render(parts: &Parts, folder: &str, theme: &Theme) -> Result<Navigation, Diagnostic> {
    let from = parts.from.output();
    let mut marks = Marks { from: &from, pages: Vec::new() };
    let mut lists = parts.lists.iter().peekable();
    let sections: Vec<Value> = parts
        .heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let list = lists.next_if(|(number, _)| *number == at).map(|(_, list)| list);
            entry(head, list, head.folder == folder, &mut marks)
        })
        .collect();
    let mut context = Context::new();
    context.insert_value("sections", Value::from(sections.as_slice()));
    context.insert("root", &from.root());
    let html = theme.tera.render("nav.html", &context);
    let cut = |html: String| Navigation {
        names: theme.styles.names(&format!("{html}<a{}>", String::from_utf8_lossy(CURRENT))),
        ..cut(&html, &marks.pages)
    };
    html.map(cut).map_err(|error| theme.template_error(&error))
}

fn entry(head: &Head, list: Option<&Arc<Vec<Link>>>, is_current: bool, marks: &mut Marks) -> Value {
    let pages = list.map(|list| list.as_slice()).unwrap_or_default();
    let pages: Vec<Value> = pages
        .iter()
        .map(|(title, page)| {
            map([
                ("title", text(title)),
                ("url", text(&marks.url(page))),
                ("token", text(&marks.token(page))),
            ])
        })
        .collect();
    let target = head.index.as_ref().or(head.first.as_ref().filter(|_| list.is_none()));
    let url = target.map(|page| marks.url(page));
    let is_top = head.folder.is_empty();
    map([
        ("title", text(if is_top { "" } else { &head.title })),
        ("url", optional(url.as_deref().filter(|_| !is_top))),
        ("token", optional(target.map(|page| marks.token(page)).as_deref())),
        ("current_section", Value::from(is_current)),
        ("pages", Value::from(pages.as_slice())),
    ])
}

/// The places where the mark of a page may stand, by the number in the token that stands there while the template runs.
struct Marks<'a> {
    from: &'a OutputPath,
    pages: Vec<PageId>,
}

impl Marks<'_> {
    fn url(&self, page: &PageId) -> String {
        super::html::encode(&self.from.relative(&page.output()))
    }

    fn token(&mut self, page: &PageId) -> String {
        self.pages.push(page.clone());
        format!("{TOKEN}{}-", self.pages.len() - 1)
    }
}

/// Takes out the tokens and notes where they stood.
fn cut(html: &str, pages: &[PageId]) -> Navigation {
    let mut out = String::with_capacity(html.len());
    let mut marks = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(TOKEN) {
        let (number, after) = after.split_once('-').unwrap_or((after, ""));
        out.push_str(before.trim_end_matches(' '));
        let page = number.parse::<usize>().ok().and_then(|number| pages.get(number));
        marks.extend(page.map(|page| (out.len(), page.clone())));
        rest = after;
    }
    out.push_str(rest.trim_end());
    let html = out.into_bytes().into();
    Navigation { html, marks, mark: CURRENT.into(), names: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::content::Content;

    #[test]
    fn only_the_current_page_is_marked() {
        let html = "<a href=\"a\" data-page-token-0->A</a><a href=\"b\" data-page-token-1->B</a>\n";
        let id = |id| PageId::parse(id).unwrap();
        let navigation = cut(html, &[id("a"), id("b")]);
        let html = |page| {
            String::from_utf8(Content::pieces(navigation.for_page(&id(page))).bytes().to_vec())
        };
        assert_eq!(
            html("b").unwrap(),
            "<a href=\"a\">A</a><a href=\"b\" aria-current=\"page\">B</a>"
        );
        assert_eq!(html("c").unwrap(), "<a href=\"a\">A</a><a href=\"b\">B</a>");
    }
}
