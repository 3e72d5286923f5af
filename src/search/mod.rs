//! A [`Site`](crate::site::Site) to the files of its search index.
//!
//! 1. [`records`] finds what can be found on one page; [`words`] cuts texts into words.
//! 2. [`postings`] makes the dictionary of all pages; [`stems`] says which of its words belong together, [`stops`] which say
//!    nothing by themselves.
//! 3. [`excerpts`] chooses what is kept of the texts.
//! 4. [`lexicon`] cuts the dictionary into shards and [`texts`] the records; [`shards`] makes scripts of them, [`encode`] writes
//!    their numbers and words. [`files`] puts it all together.
//!
//! The query side is the theme's script in `js/search/engine/`. Answers no query itself.

mod encode;
mod excerpts;
mod files;
mod lexicon;
mod postings;
mod records;
#[cfg(test)]
mod reference;
mod shards;
mod stems;
mod stops;
#[cfg(test)]
mod tests;
mod texts;
mod words;

pub(crate) use files::index;
pub(crate) use records::{Records, records};

use crate::site::{Page, Section, Set, Site};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What the index needs to know of a site besides its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// A BCP 47 tag.
    pub(crate) lang: String,
    /// Words that mean the same, each group with what is said for what.
    pub(crate) synonyms: Vec<Vec<String>>,
    /// The titles above each page, in the order of pages.
    pub(crate) trails: Vec<Vec<String>>,
    /// What readers may have, as they may name it: `browser` or `os`, its id and its name.
    names: Vec<(&'static str, String, String)>,
    /// The ids of the browsers in the site's order.
    browsers: Vec<String>,
    everyone: Set,
}

impl Settings {
    /// Those of a site.
    pub(crate) fn of(site: &Site) -> Self {
        Self {
            lang: site.lang.clone(),
            synonyms: site.values.settings.search.synonyms.clone(),
            trails: trails(site),
            names: names(site),
            browsers: site.values.browsers.iter().map(|own| own.id.to_string()).collect(),
            everyone: site.values.audience.all().clone(),
        }
    }

    /// A set of readers as the index says it: `[browsers, systems, pairs]`, each `null` where all of them are meant.
    fn readers(&self, set: &Set) -> Value {
        let name = |number: usize| self.browsers.get(number).map_or("", String::as_str);
        let browsers: BTreeSet<usize> = set.iter().map(|(browser, _)| *browser).collect();
        let systems: BTreeSet<_> = set.iter().map(|(_, system)| *system).collect();
        let by_browser = |(browser, _): &&_| browsers.contains(browser);
        let by_system = |(_, system): &&_| systems.contains(system);
        let some_browsers =
            !self.browsers.is_empty() && self.everyone.iter().any(|pair| !by_browser(&pair));
        let some_systems = self.everyone.iter().any(|pair| !by_system(&pair));
        let product = self.everyone.iter().filter(by_browser).filter(by_system);
        let pairs = (!product.eq(set.iter())).then(|| {
            set.iter()
                .map(|(browser, system)| format!("{}-{system}", name(*browser)))
                .collect::<Vec<_>>()
        });
        json!([
            some_browsers.then(|| browsers.iter().map(|n| name(*n)).collect::<Vec<_>>()),
            some_systems.then(|| systems.iter().map(|system| system.id()).collect::<Vec<_>>()),
            pairs,
        ])
    }
}

/// The browsers and systems of a site.
fn names(site: &Site) -> Vec<(&'static str, String, String)> {
    let browsers = site.values.browsers.iter();
    let browsers = browsers.map(|own| ("browser", own.id.to_string(), own.name.clone()));
    let systems = site.values.settings.systems.iter();
    browsers.chain(systems.map(|s| ("os", s.id().to_owned(), s.name().to_owned()))).collect()
}

/// For each page the titles of the folders above it, outermost first.
fn trails(site: &Site) -> Vec<Vec<String>> {
    let sections = site.sections.iter().map(|section| (section.folder.as_str(), section));
    let sections: HashMap<&str, &Section> = sections.collect();
    let trail = |(number, page): (usize, &Arc<Page>)| {
        let folder = page.id.folder();
        let above = folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder]);
        above
            .filter(|folder| !folder.is_empty())
            .filter_map(|folder| sections.get(folder))
            .filter(|section| section.index != Some(number))
            .map(|section| section.title.clone())
            .collect()
    };
    site.pages.iter().enumerate().map(trail).collect()
}
