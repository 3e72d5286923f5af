//! A page as `check` and `render` see it: with the little that other pages show of themselves.
//!
//! Their text is out of its reach, so the prose of one page cannot redraw another. What else it reads it notes: the paths that its
//! links ask for, and the files whose text a diagnostic shows. A page that stands as it stood, has read nothing that changed and is
//! the same page, is shown as it was.

use super::{Asked, Documents, Links, Page, Reading, Reads, Section, Site};
use crate::id::PageId;
use std::collections::HashMap;

/// A page and all that it may show.
pub(crate) struct View<'a> {
    pub(crate) page: &'a Page,
    pub(crate) around: &'a Around,
    pub(crate) links: Links<'a>,
    pub(crate) documents: Reading<'a>,
}

impl<'a> View<'a> {
    /// The page as part of `site`; nothing has been read yet.
    pub(crate) fn new(
        site: &'a Site,
        documents: &'a Documents,
        page: &'a Page,
        around: &'a Around,
    ) -> Self {
        let (links, documents) = (Links::new(&site.map), Reading::new(documents));
        Self { page, around, links, documents }
    }

    /// What has been read.
    pub(crate) fn read(self) -> (Asked, Reads) {
        (self.links.asked(), self.documents.reads())
    }
}

/// The pages that stand around a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Around {
    /// The one before it and its title.
    pub(crate) previous: Option<(String, PageId)>,
    /// The one after it.
    pub(crate) next: Option<(String, PageId)>,
    /// Those above it, from the first of the site: the title, and the page if there is one.
    pub(crate) trail: Vec<(String, Option<PageId>)>,
}

/// The sections of a site by their folder.
pub(crate) struct Folders<'a> {
    site: &'a Site,
    sections: HashMap<&'a str, &'a Section>,
}

impl<'a> Folders<'a> {
    /// Those of `site`.
    pub(crate) fn of(site: &'a Site) -> Self {
        let sections = site.sections.iter().map(|own| (own.folder.as_str(), own)).collect();
        Self { site, sections }
    }

    /// What stands around page number `number`.
    pub(crate) fn around(&self, number: usize) -> Around {
        let neighbour = |at: Option<usize>| {
            let page = self.site.pages.get(at?)?;
            Some((page.title.clone(), page.id.clone()))
        };
        Around {
            previous: neighbour(number.checked_sub(1)),
            next: neighbour(Some(number + 1)),
            trail: self.trail(number),
        }
    }

    /// The first page of the site, and those of the folders that the page stands in.
    fn trail(&self, number: usize) -> Vec<(String, Option<PageId>)> {
        let folder = self.site.pages[number].id.folder();
        let ends = folder.match_indices('/').map(|(at, _)| at);
        let ends = ends.chain((!folder.is_empty()).then_some(folder.len()));
        let folders = std::iter::once("").chain(ends.map(|end| &folder[..end]));
        let above = folders.filter_map(|folder| {
            let section = self.sections.get(folder)?;
            if section.index == Some(number) || (folder.is_empty() && section.index.is_none()) {
                return None;
            }
            Some(match section.index.map(|index| &self.site.pages[index]) {
                Some(page) => (page.nav_title.clone(), Some(page.id.clone())),
                None => (section.title.clone(), None),
            })
        });
        above.collect()
    }
}
