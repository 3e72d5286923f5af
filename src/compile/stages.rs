//! The stages one by one, each from nothing, for `benches/`. Nothing else uses them.

use super::pages::{self, pages};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::highlight::Known;
use crate::render;
use crate::site::{self, EditionOptions, Folders, Shared, Site, View};
use crate::source::Sources;

/// Settings, browsers and documents.
pub struct Parsed(Shared);

/// The model of an edition without an institution.
pub struct Model<'a> {
    sources: &'a Sources,
    shared: &'a Shared,
    site: Site,
}

/// Reads settings, browsers and documents.
pub fn parse(sources: &Sources) -> Parsed {
    Parsed(Shared::read(sources, Shared::default()).0)
}

impl Parsed {
    /// Makes the model.
    pub fn site<'a>(&'a self, sources: &'a Sources) -> Model<'a> {
        let options =
            EditionOptions { institution: None, base_url: None, folder: None, drafts: false };
        let (site, _) = site::build(sources, &self.0, &options, &mut site::Memory::default());
        Model { sources, shared: &self.0, site }
    }
}

impl Model<'_> {
    /// Checks every page.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut found = check::site(&self.site);
        let folders = Folders::of(&self.site);
        for (number, page) in self.site.pages.iter().enumerate() {
            let around = folders.around(number);
            let view = View::new(&self.site, &self.shared.documents, page, &around);
            check::page(&view, &mut found);
        }
        found
    }

    /// Checks and draws every page; how many files there are.
    pub fn draw(&self) -> usize {
        let dress = render::dress(&self.site, self.sources, None);
        let (known, mut memory) = (Known::default(), pages::Memory::default());
        pages(&self.site, self.shared, &dress, &known, &mut memory).0.files().len()
    }

    /// Reads the theme; whether it is whole.
    pub fn theme(&self) -> bool {
        !render::dress(&self.site, self.sources, None).theme.broken
    }
}
