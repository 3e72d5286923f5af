//! What every edition shares, and one institution's own, to that edition's [`Site`].
//!
//! 1. [`pages`](Editing::pages) makes a page of each file, or takes the one that was made of it before; then it fills the map of links.
//! 2. Files beside pages, the footer, and what is wrong with the edition as a whole.
//! 3. [`navigation`] puts the pages in order.

use super::documents::{self, Reading};
use super::links::Map;
use super::navigation;
use super::page::{File, Made, Remembered};
use super::readers::Audience;
use super::resolve::Resolver;
use super::{Page, Shared, Site, Values};
use crate::config::{Institution, PageKind, SiteSettings};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{InstitutionId, OutputPath, PageId, SourcePath};
use crate::source::Sources;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What an edition is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditionOptions {
    pub(crate) institution: Option<InstitutionId>,
    /// Where the site will be published, in place of what the settings say.
    pub(crate) base_url: Option<String>,
    /// The folder of the edition, where several are published together.
    pub(crate) folder: Option<String>,
    pub(crate) drafts: bool,
}

/// The pages of an edition as the last compile made them. All of it held then, of the documents that [`Shared`] had then.
#[derive(Default)]
pub(crate) struct Memory {
    values: Option<Arc<Values>>,
    drafts: bool,
    /// What was made of each file.
    pages: HashMap<SourcePath, Arc<Remembered>>,
    map: Arc<Map>,
}

/// Builds the model of one edition, with the help of what `memory` holds, and leaves there what it made.
pub(crate) fn build(
    sources: &Sources,
    shared: &Shared,
    options: &EditionOptions,
    memory: &mut Memory,
) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let profiles = sources.profiles();
    let profile = options.institution.as_ref().and_then(|id| Some((id, *profiles.get(id)?)));
    let institution = profile.map(|(id, file)| {
        let text = sources.text(file.as_str()).unwrap_or_default();
        let (institution, mut wrong) = Institution::read(id.clone(), file, text, shared.settings());
        diagnostics.append(&mut wrong);
        institution
    });
    let settings = shared.settings().clone();
    let audience = Audience::new(shared.browsers(), &settings.systems);
    let lang =
        institution.as_ref().and_then(|i| i.lang.clone()).unwrap_or_else(|| settings.lang.clone());
    let base_url = base_url(options, &settings, institution.as_ref());
    let values = Values { settings, institution, browsers: shared.browsers().clone(), audience };
    // The same values are the same pointer; what was made of others holds no more.
    let known = memory.values.take().filter(|old| **old == values);
    let holds = known.is_some() && memory.drafts == options.drafts;
    let values = known.unwrap_or_else(|| Arc::new(values));
    let files = sources.page_files(options.institution.as_ref());
    let mut edition = Editing { sources, shared, options, files, values: &values, diagnostics };
    let made = edition.made(&memory.pages, holds);
    let (mut pages, map) = edition.gather(&made);
    // The same map is the same pointer.
    let map = if map == *memory.map { memory.map.clone() } else { Arc::new(map) };
    let assets = edition.assets();
    let assets =
        assets.filter_map(|(path, file)| Some((OutputPath::parse(path)?, file.clone()))).collect();
    let footer = edition.footer();
    edition.unused_overlays(&map);
    edition.parts();
    if pages.is_empty() {
        edition.no_pages();
    }
    if let Some((_, file)) = profile {
        edition.logo(file);
    }
    let diagnostics = edition.diagnostics;
    let sections = navigation::order(&mut pages);
    *memory = Memory {
        values: Some(values.clone()),
        drafts: options.drafts,
        pages: made.into_iter().map(|(_, source, made)| (source.clone(), made)).collect(),
        map: map.clone(),
    };
    (Site { values, base_url, lang, footer, pages, sections, map, assets }, diagnostics)
}

/// Where an edition will be published: as asked for, else as the institution says, else as the site says.
fn base_url(
    options: &EditionOptions,
    settings: &SiteSettings,
    institution: Option<&Institution>,
) -> Option<String> {
    let in_folder = |url: &String| match &options.folder {
        Some(folder) => format!("{url}/{folder}"),
        None => url.clone(),
    };
    let asked = options.base_url.as_ref().map(in_folder);
    let own = institution.and_then(|institution| institution.base_url.clone());
    asked.or(own).or_else(|| settings.base_url.as_ref().map(in_folder))
}

/// An edition while it is being made.
struct Editing<'a> {
    sources: &'a Sources,
    shared: &'a Shared,
    options: &'a EditionOptions,
    /// The files of pages and those beside them, by their path below the folder of pages.
    files: BTreeMap<&'a str, &'a SourcePath>,
    values: &'a Values,
    diagnostics: Vec<Diagnostic>,
}

/// A path below the folder of pages, the file that stands there, and what became of it.
type MadeOf<'a> = (&'a str, &'a SourcePath, Arc<Remembered>);

impl<'a> Editing<'a> {
    /// What becomes of each Markdown file. What became of it before counts if it `holds` and the file has read nothing that changed.
    fn made(&self, known: &HashMap<SourcePath, Arc<Remembered>>, holds: bool) -> Vec<MadeOf<'a>> {
        let mut overlays: BTreeMap<&str, Vec<&SourcePath>> = BTreeMap::new();
        for overlay in self.sources.step_files(self.options.institution.as_ref()) {
            overlays.entry(overlay.page).or_default().push(overlay.path);
        }
        let make = |(path, source): (&'a str, &'a SourcePath)| {
            let old = known.get(source);
            let id = self.id(path, old)?;
            let overlays = overlays.get(id.as_str()).cloned().unwrap_or_default();
            let made = old.filter(|old| {
                holds
                    && old.id == id
                    && old.overlays.iter().eq(overlays.iter().copied())
                    && !old.reads.touched_by(&self.shared.changes)
            });
            let made = made.cloned().unwrap_or_else(|| {
                let file = File { id, path, source, overlays };
                let documents = &self.shared.documents;
                let old = old.map(|old| &**old);
                Arc::new(Remembered::make(file, self.values, documents, self.options.drafts, old))
            });
            Some((path, source, made))
        };
        let files: Vec<(&str, &SourcePath)> =
            self.files.iter().map(|(path, file)| (*path, *file)).collect();
        let files = files.into_par_iter().filter(|(path, _)| documents::is_markdown(path));
        files.filter_map(make).collect()
    }

    /// The id of the page at that path. A README is its folder's own page, as on GitHub, unless there is an index.
    fn id(&self, path: &str, old: Option<&Arc<Remembered>>) -> Option<PageId> {
        let (folder, name) =
            path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        if name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("readme.")) {
            let slash = if folder.is_empty() { "" } else { "/" };
            let index = format!("{folder}{slash}index");
            if !self.files.contains_key(format!("{index}.md").as_str()) {
                return PageId::parse(&index);
            }
        } else if let Some(old) = old {
            return Some(old.id.clone());
        }
        PageId::parse(path.rsplit_once('.').map_or(path, |(stem, _)| stem))
    }

    /// The pages that are published, and the map of links.
    fn gather(&mut self, made: &[MadeOf<'a>]) -> (Vec<Arc<Page>>, Map) {
        let mut pages = Vec::with_capacity(made.len());
        let mut map = Map::default();
        let mut taken: HashMap<&PageId, &SourcePath> = HashMap::with_capacity(made.len());
        let mut outlines = Vec::with_capacity(made.len());
        for (path, file, remembered) in made {
            self.diagnostics.extend_from_slice(self.shared.documents.diagnostics(file));
            match &remembered.made {
                Made::Nothing => {}
                Made::Draft => {
                    map.drafts.insert((*path).into());
                }
                Made::LeftOut => {
                    map.left_out.insert((*path).into());
                    self.diagnostics.extend_from_slice(&remembered.diagnostics);
                }
                Made::Page { page, outline } => {
                    if let Some(other) = taken.insert(&page.id, &page.source) {
                        taken.insert(&page.id, other);
                        self.diagnostics.push(conflict(file, other, &page.id.output()));
                        continue;
                    }
                    self.diagnostics.extend_from_slice(&remembered.diagnostics);
                    outlines.push((remembered.path.clone(), outline.clone()));
                    pages.push(page.clone());
                }
            }
        }
        map.pages = outlines.into_iter().collect();
        map.assets = self.assets().map(|(path, _)| path.into()).collect();
        (pages, map)
    }

    /// Files beside pages that are published as they are.
    fn assets(&self) -> impl Iterator<Item = (&'a str, &'a SourcePath)> {
        let files = self.files.iter().filter(|(path, _)| !documents::is_markdown(path));
        files
            .map(|(path, file)| (*path, *file))
            .filter(|(path, _)| OutputPath::parse(path).is_some())
    }

    fn footer(&mut self) -> Option<String> {
        let text = self.values.settings.footer.clone()?;
        let file = SourcePath::parse("site.yaml")?;
        let reading = Reading::new(&self.shared.documents);
        let mut resolver = Resolver {
            values: self.values,
            documents: &reading,
            page: Vec::new(),
            diagnostics: Vec::new(),
            including: Vec::new(),
            matches: None,
        };
        let filled = resolver.front_matter(&file, &text);
        // The file is no document, so the place is found in its text.
        let whole = self.sources.text("site.yaml").unwrap_or_default();
        for mut wrong in resolver.diagnostics {
            let path = wrong.message.split('`').nth(1).unwrap_or_default().to_owned();
            let at = whole.find(&path).unwrap_or(0);
            wrong = wrong.at(&file, Span::new(at, at + path.len()));
            self.diagnostics.push(wrong);
        }
        Some(filled)
    }

    /// Replaced steps of pages that are no guides, or that are not there.
    fn unused_overlays(&mut self, map: &Map) {
        let overlays = self.sources.step_files(self.options.institution.as_ref());
        if overlays.is_empty() {
            return;
        }
        let documents = &self.shared.documents;
        let is_guide = |path: &str| {
            let document = self.files.get(path).and_then(|file| documents.get(file));
            document.is_some_and(|document| document.front.kind == PageKind::Guide)
        };
        let guides = map.pages.iter().filter(|(path, _)| is_guide(path));
        let guides: Vec<&str> = guides.map(|(_, outline)| outline.id.as_str()).collect();
        for overlay in overlays {
            self.diagnostics.extend_from_slice(documents.diagnostics(overlay.path));
            let left_out = map.left_out.contains(format!("{}.md", overlay.page).as_str());
            if left_out || guides.contains(&overlay.page) {
                continue;
            }
            let message = format!("there is no guide `{}` to change a step of", overlay.page);
            let mut wrong = Diagnostic::new(Code::UnusedOverlay, message)
                .at(overlay.path, Span::new(0, 0))
                .label("the file's folders name the guide")
                .did_you_mean(overlay.page, guides.iter().copied());
            wrong.suggestion = None;
            self.diagnostics.push(wrong);
        }
    }

    /// What is wrong in parts by themselves, whether a page includes them or not.
    fn parts(&mut self) {
        for path in
            self.shared.documents.paths().filter(|path| path.below("content/parts").is_some())
        {
            self.diagnostics.extend_from_slice(self.shared.documents.diagnostics(path));
        }
    }

    fn no_pages(&mut self) {
        let mut wrong = Diagnostic::new(Code::NoPages, "this site has no pages")
            .help("write the first as `content/pages/index.md`");
        if self.sources.below("content").any(|(path, _)| path.as_str().ends_with(".md")) {
            wrong = wrong.help("pages stand in `content/pages/`, and there are Markdown files elsewhere in `content/`");
        }
        self.diagnostics.push(wrong);
    }

    /// Reports a logo that is not there; `profile` names it.
    fn logo(&mut self, profile: &SourcePath) {
        if let Some((logo, span)) = self.values.institution.as_ref().and_then(|i| i.logo.as_ref())
            && self.sources.get(logo.as_str()).is_none()
        {
            let wrong = Diagnostic::new(Code::DeadLink, format!("there is no file `{logo}`"))
                .at(profile, *span)
                .label("not found")
                .help("a logo is a picture in the institution's folder");
            self.diagnostics.push(wrong);
        }
    }
}

/// Two sources of one published file.
fn conflict(file: &SourcePath, other: &SourcePath, output: &OutputPath) -> Diagnostic {
    Diagnostic::new(
        Code::OutputConflict,
        format!("both `{other}` and this file would be published as `{output}`"),
    )
    .at(file, Span::new(0, 0))
    .label("the second one")
    .help("rename one of them")
}
