//! `Sources` to a `Build` and diagnostics: the one way through the compiler.
//!
//! 1. [`Shared`] reads what all editions share: settings, browsers, documents.
//! 2. [`site::build`] makes the pages of an edition, [`pages`] checks and draws them, [`render::edition`] adds what belongs to all of them.
//!
//! Each stage takes what it can from what the last compile left in a [`Memory`], and leaves there what it made. Pure: what comes out is
//! what a compile without a memory would give.

mod pages;
pub mod stages;

use crate::diagnostic::{Code, Diagnostic};
use crate::highlight::Known;
use crate::id::{InstitutionId, SourcePath};
use crate::render::{self, Build, Listed, PageFiles};
use crate::site::{self, EditionOptions, Shared};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which edition; `site.yaml` decides if it is not set.
    pub edition: Edition,
    /// Where the site will be published, in place of what `site.yaml` says.
    pub base_url: Option<String>,
    /// Whether drafts are built too.
    pub drafts: bool,
}

/// Which edition to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// The one that `site.yaml` names, or none.
    #[default]
    Default,
    /// That of one institution.
    Of(InstitutionId),
    /// Every one, each in its own folder, and a page that lists them.
    All,
}

/// What comes out: the site as far as it can be built, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The published site.
    pub build: Build,
    /// Everything that is wrong, ordered by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a site. Pure: the same sources and options give the same bytes.
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    Memory::default().compile(sources, options)
}

/// What the last compile made, for the next to use again: for every file, page and folder what was made of it and what that read.
///
/// It holds no more than what the last compile used, so it does not grow with the number of compiles.
#[derive(Default)]
pub struct Memory {
    shared: Shared,
    highlighted: Known,
    /// By institution.
    editions: BTreeMap<Option<InstitutionId>, Edited>,
}

/// What the last compile made of an edition.
#[derive(Default)]
struct Edited {
    site: site::Memory,
    pages: pages::Memory,
}

impl Memory {
    /// Compiles a site; the result is that of [`compile`], and sooner there where little has changed since the last time.
    pub fn compile(&mut self, sources: &Sources, options: &Options) -> Compiled {
        // Taken out while it is used: should the compiler panic, nothing half remembered is left.
        let old = std::mem::take(self);
        let (shared, diagnostics) = Shared::read(sources, old.shared);
        let mut run = Run {
            sources,
            options,
            shared,
            highlighted: old.highlighted,
            old: old.editions,
            new: BTreeMap::new(),
            diagnostics,
        };
        let build = run.build();
        let mut diagnostics = run.diagnostics;
        // Editions share pages, and so what is wrong with them.
        diagnostics.sort();
        diagnostics.dedup();
        run.highlighted.age();
        *self = Self { shared: run.shared, highlighted: run.highlighted, editions: run.new };
        Compiled { build, diagnostics }
    }
}

/// One compile.
struct Run<'a> {
    sources: &'a Sources,
    options: &'a Options,
    shared: Shared,
    highlighted: Known,
    /// What the last compile made of editions.
    old: BTreeMap<Option<InstitutionId>, Edited>,
    /// What this one makes of them.
    new: BTreeMap<Option<InstitutionId>, Edited>,
    diagnostics: Vec<Diagnostic>,
}

impl Run<'_> {
    fn build(&mut self) -> Build {
        let institutions = self.sources.institutions();
        match &self.options.edition {
            Edition::Default => {
                let chosen = self.shared.settings().institution.clone();
                let institution = chosen.and_then(|(id, span)| {
                    let found = institutions.contains(&id);
                    if !found {
                        let wrong = unknown_institution(self.sources, &id);
                        let file = SourcePath::parse("site.yaml");
                        self.diagnostics
                            .push(file.map_or(wrong.clone(), |file| wrong.at(&file, span)));
                    }
                    found.then_some(id)
                });
                self.edition(institution).0
            }
            Edition::Of(id) if institutions.contains(id) => self.edition(Some(id.clone())).0,
            Edition::Of(id) => {
                self.diagnostics.push(unknown_institution(self.sources, id));
                Build::default()
            }
            Edition::All => self.all(institutions),
        }
    }

    /// Every edition in its own folder, and the page that lists them.
    fn all(&mut self, institutions: Vec<InstitutionId>) -> Build {
        let mut build = Build::default();
        let mut listed = Vec::new();
        for id in institutions {
            let (own, name, lang) = self.edition(Some(id.clone()));
            build.merge_into(id.as_str(), own);
            listed.push(Listed { folder: id.to_string(), name, lang });
        }
        let options = EditionOptions {
            institution: None,
            base_url: self.base_url(),
            folder: None,
            drafts: false,
        };
        let Edited { site: mut memory, pages } = self.old.remove(&None).unwrap_or_default();
        // The list shows no page, so what pages lack without an institution does not matter.
        let (site, _) = site::build(self.sources, &self.shared, &options, &mut memory);
        let dress = render::dress(&site, self.sources, pages.dress);
        self.diagnostics.extend_from_slice(&dress.diagnostics);
        let (list, mut wrong) = render::editions(&site, &dress, &listed);
        self.diagnostics.append(&mut wrong);
        build.merge(list);
        // No page was shown, so nothing of an earlier compile may be left that this one has not looked at.
        let pages = pages::Memory::with(dress);
        self.new.insert(None, Edited { site: memory, pages });
        build
    }

    /// One edition, with the institution's name and language.
    fn edition(&mut self, institution: Option<InstitutionId>) -> (Build, String, String) {
        let is_one_of_all = self.options.edition == Edition::All;
        let options = EditionOptions {
            folder: institution.as_ref().filter(|_| is_one_of_all).map(ToString::to_string),
            institution,
            base_url: self.base_url(),
            drafts: self.options.drafts,
        };
        let mut memory = self.old.remove(&options.institution).unwrap_or_default();
        let (site, mut wrong) = site::build(self.sources, &self.shared, &options, &mut memory.site);
        self.diagnostics.append(&mut wrong);
        let dress = render::dress(&site, self.sources, memory.pages.dress.take());
        self.diagnostics.extend_from_slice(&dress.diagnostics);
        let (pages, mut wrong) =
            pages::pages(&site, &self.shared, &dress, &self.highlighted, &mut memory.pages);
        self.diagnostics.append(&mut wrong);
        let site = Arc::new(site);
        let pages = Arc::new(pages);
        let (own, shown) = (site.clone(), pages.clone());
        let records = move || shown.records(&own);
        let (changed, sheets) = (pages.changed(), pages.sheets());
        let files = PageFiles { all: &|| pages.files(), changed, sheets };
        let published = &mut memory.pages.published;
        let (build, mut wrong) =
            render::edition(&site, &dress, self.sources, &files, records, published);
        self.diagnostics.append(&mut wrong);
        memory.pages.dress = Some(dress);
        self.new.insert(options.institution, memory);
        let name = site.values.institution.as_ref().map_or_else(String::new, |i| i.name.clone());
        (build, name, site.lang.clone())
    }

    /// What was asked for in place of the settings' `base-url`, without a slash at its end.
    fn base_url(&self) -> Option<String> {
        self.options.base_url.as_ref().map(|url| url.trim_end_matches('/').to_owned())
    }
}

fn unknown_institution(sources: &Sources, id: &InstitutionId) -> Diagnostic {
    let known = sources.institutions();
    let wrong =
        Diagnostic::new(Code::UnknownInstitution, format!("there is no institution `{id}`"))
            .label("has no folder")
            .did_you_mean(id.as_str(), known.iter().map(InstitutionId::as_str));
    wrong.help(format!("an institution is a file `content/institutions/{id}/institution.yaml`"))
}
