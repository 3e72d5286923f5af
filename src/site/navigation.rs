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

/// Orders `pages` as they are read, and gives the sections in that order.
pub(crate) fn order(pages: &mut Vec<Arc<Page>>) -> Vec<Section> {
    let mut folders: BTreeMap<String, Vec<Arc<Page>>> = BTreeMap::new();
    for page in pages.drain(..) {
        let folder = page.id.folder().to_owned();
        // A folder that holds only folders has a place in the order too.
        for (at, _) in folder.match_indices('/') {
            folders.entry(folder[..at].to_owned()).or_default();
        }
        folders.entry(folder).or_default().push(page);
    }
    folders.entry(String::new()).or_default();
    let mut sections = Vec::new();
    collect("", &mut folders, pages, &mut sections);
    sections
}

fn collect(
    folder: &str,
    folders: &mut BTreeMap<String, Vec<Arc<Page>>>,
    pages: &mut Vec<Arc<Page>>,
    sections: &mut Vec<Section>,
) {
    let mut own = folders.remove(folder).unwrap_or_default();
    own.sort_by_cached_key(|page| {
        (!page.id.is_index(), page.weight.unwrap_or(i64::MAX), page.id.as_str().to_owned())
    });
    let has_index = own.first().is_some_and(|page| page.id.is_index());
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let title = match own.first() {
        Some(page) if has_index => page.nav_title.clone(),
        _ => humanise(name),
    };
    let first = pages.len();
    let count = own.len();
    pages.extend(own);
    if count > 0 {
        let index = has_index.then_some(first);
        let from = first + usize::from(has_index);
        sections.push(Section {
            folder: folder.to_owned(),
            title,
            index,
            pages: (from..first + count).collect(),
        });
    }
    let is_child = |other: &str| match folder {
        "" => !other.is_empty() && !other.contains('/'),
        _ => other
            .strip_prefix(folder)
            .and_then(|r| r.strip_prefix('/'))
            .is_some_and(|r| !r.contains('/')),
    };
    let mut children: Vec<(i64, String)> = folders
        .iter()
        .filter(|(other, _)| is_child(other))
        .map(|(other, pages)| {
            let index = pages.iter().find(|page| page.id.is_index());
            let lowest = || pages.iter().filter_map(|page| page.weight).min();
            let weight = index.map_or_else(lowest, |page| page.weight);
            (weight.unwrap_or(i64::MAX), other.clone())
        })
        .collect();
    children.sort();
    for (_, child) in children {
        collect(&child, folders, pages, sections);
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
