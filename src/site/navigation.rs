//! The order of pages, and the sections that the navigation shows: one for each folder, its own page first.
//!
//! Pages and folders are ordered by `weight`, low first, those without one after them by name. A folder's weight is that of its own page;
//! if it has none, the lowest of its pages.

use super::Page;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A folder of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// The folder's path; empty for the top.
    pub(crate) folder: String,
    /// What its own page is called, or its name.
    pub(crate) title: String,
    /// Its own page, by number.
    pub(crate) index: Option<usize>,
    /// Its other pages, by number, in order.
    pub(crate) pages: Vec<usize>,
}

/// The numbers of `pages` in the order in which they are read, and the sections in that order.
pub(crate) fn order(pages: &[Arc<Page>]) -> (Vec<usize>, Vec<Section>) {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        let folder = page.id.folder();
        // A folder that holds only folders has a place in the order too.
        for (at, _) in folder.match_indices('/') {
            folders.entry(&folder[..at]).or_default();
        }
        folders.entry(folder).or_default().push(number);
    }
    folders.entry("").or_default();
    let mut children: BTreeMap<&str, Vec<(i64, &str)>> = BTreeMap::new();
    for (folder, own) in folders.iter().filter(|(folder, _)| !folder.is_empty()) {
        let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        let own = || own.iter().map(|number| &pages[*number]);
        let index = own().find(|page| page.id.is_index());
        let lowest = || own().filter_map(|page| page.weight).min();
        let weight = index.map_or_else(lowest, |page| page.weight);
        children.entry(parent).or_default().push((weight.unwrap_or(i64::MAX), *folder));
    }
    let mut ordering =
        Ordering { pages, folders, children, order: Vec::new(), sections: Vec::new() };
    ordering.collect("");
    (ordering.order, ordering.sections)
}

/// The order while it is being made.
struct Ordering<'a> {
    pages: &'a [Arc<Page>],
    folders: BTreeMap<&'a str, Vec<usize>>,
    /// The folders in each folder, with their weights.
    children: BTreeMap<&'a str, Vec<(i64, &'a str)>>,
    order: Vec<usize>,
    sections: Vec<Section>,
}

impl Ordering<'_> {
    /// Adds a folder and those in it.
    fn collect(&mut self, folder: &str) {
        let mut own = self.folders.remove(folder).unwrap_or_default();
        let page = |number: &usize| &self.pages[*number];
        own.sort_by(|a, b| {
            let key = |page: &Page| (!page.id.is_index(), page.weight.unwrap_or(i64::MAX));
            let (a, b) = (page(a), page(b));
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        let index = own.first().map(page).filter(|page| page.id.is_index());
        let name = folder.rsplit('/').next().unwrap_or(folder);
        if !own.is_empty() {
            let first = self.order.len();
            let from = first + usize::from(index.is_some());
            self.sections.push(Section {
                folder: folder.to_owned(),
                title: index.map_or_else(|| humanise(name), |page| page.nav_title.clone()),
                index: index.map(|_| first),
                pages: (from..first + own.len()).collect(),
            });
        }
        self.order.append(&mut own);
        let mut children = self.children.remove(folder).unwrap_or_default();
        children.sort_unstable();
        for (_, child) in children {
            self.collect(child);
        }
    }
}

/// `create-a-token` → `Create a token`
pub(crate) fn humanise(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
