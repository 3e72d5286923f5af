//! What every edition shares, and one institution's own, to that edition's [`Site`].
//!
//! 1. [`pages`](Editing::pages) makes a page of each file, or takes the one that was made of it before; then it fills the map of links.
//! 2. Files beside pages, the footer, and what is wrong with the edition as a whole.
//! 3. [`navigation`] puts the pages in order.

use super::documents::{self, Reading};
use super::links::{Map, below_pages};
use super::navigation;
use super::page::{File, Made, Remembered};
use super::readers::Audience;
use super::resolve::Resolver;
use super::strings::{Dates, Strings};
use super::{Page, Section, Shared, Site, Values};
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
    /// How days are written, and what that was read from: a theme's texts take longer to read than many an edit.
    dates: Option<(TextsKey, Dates)>,
    drafts: bool,
    /// What was made of each file, in the order of their paths.
    made: Vec<Arc<Remembered>>,
    layout: Layout,
}

/// Language and theme, and the hashes of the files of texts.
type TextsKey = (String, String, Vec<[u8; 32]>);

impl Memory {
    /// How the edition writes days. What is wrong with the theme's texts is said where the theme is read.
    fn dates(&mut self, sources: &Sources, lang: &str, theme: &str) -> Dates {
        let texts = sources.below("themes").filter(|(path, _)| path.as_str().contains("/strings/"));
        let hashes = texts.map(|(_, file)| file.hash).collect();
        let key = (lang.to_owned(), theme.to_owned(), hashes);
        match &self.dates {
            Some((known, dates)) if *known == key => dates.clone(),
            _ => {
                let dates = Strings::read(lang, sources, theme, &mut Vec::new()).dates();
                self.dates = Some((key, dates.clone()));
                dates
            }
        }
    }
}

/// How the pages of an edition hang together.
#[derive(Default)]
struct Layout {
    /// The files beside pages.
    others: Vec<SourcePath>,
    /// The numbers of the files that became pages, in the order in which they are read.
    order: Vec<usize>,
    sections: Arc<Vec<Section>>,
    map: Arc<Map>,
    assets: Arc<Vec<(OutputPath, SourcePath)>>,
    /// What is wrong with two files that would become one page.
    conflicts: Vec<Diagnostic>,
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
    let dates = memory.dates(sources, &lang, &settings.theme);
    let browsers = shared.browsers().clone();
    let values = Values { settings, institution, browsers, audience, dates };
    // The same values are the same pointer; what was made of others holds no more.
    let known = memory.values.take().filter(|old| **old == values);
    let holds = known.is_some() && memory.drafts == options.drafts;
    let values = known.unwrap_or_else(|| Arc::new(values));
    let files = sources.page_files(options.institution.as_ref());
    let mut edition = Editing { sources, shared, options, files, values: &values, diagnostics };
    let (made, look_alike) = edition.made(std::mem::take(&mut memory.made), holds);
    let old = std::mem::take(&mut memory.layout);
    let layout = edition.layout(&made, look_alike, old);
    let pages = edition.pages(&made, &layout);
    let footer = edition.footer();
    edition.unused_overlays(&layout.map);
    edition.files();
    if pages.is_empty() {
        edition.no_pages();
    }
    if let Some((_, file)) = profile {
        edition.logo(file);
    }
    let diagnostics = edition.diagnostics;
    let Layout { sections, map, assets, .. } = &layout;
    let (sections, map, assets) = (sections.clone(), map.clone(), assets.clone());
    memory.values = Some(values.clone());
    memory.drafts = options.drafts;
    memory.layout = layout;
    memory.made = made;
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

/// A path below the folder of pages, and the file that stands there.
type PageFile<'a> = (&'a str, &'a SourcePath);

/// Something kept by the file or the page that it belongs to.
type By<'a, K, T> = HashMap<&'a K, T>;

impl<'a> Editing<'a> {
    /// What becomes of each Markdown file, and whether all that other pages may show of it looks as before. What became of it before
    /// counts if it `holds` and the file has read nothing that changed.
    fn made(&self, old: Vec<Arc<Remembered>>, holds: bool) -> (Vec<Arc<Remembered>>, bool) {
        let mut overlays: By<str, Vec<&SourcePath>> = HashMap::new();
        for overlay in self.sources.step_files(self.options.institution.as_ref()) {
            overlays.entry(overlay.page).or_default().push(overlay.path);
        }
        let files = self.files.iter().filter(|(path, _)| documents::is_markdown(path));
        let files: Vec<PageFile> = files.map(|(path, file)| (*path, *file)).collect();
        let same_files = old.len() == files.len()
            && old.iter().zip(&files).all(|(old, (_, source))| old.source == **source);
        if holds && same_files {
            return self.made_anew(old, &files, &overlays);
        }
        let known: By<SourcePath, &Arc<Remembered>> =
            old.iter().map(|old| (&old.source, old)).collect();
        let make = |(path, source): &PageFile<'a>| {
            let old = known.get(source).copied();
            let id = self.id(path, old)?;
            let kept = old.filter(|old| holds && old.id == id && self.stands(old, &overlays));
            Some(kept.cloned().unwrap_or_else(|| self.make(id, path, source, &overlays, old)))
        };
        let made: Vec<Arc<Remembered>> = files.par_iter().filter_map(make).collect();
        let look_alike =
            old.len() == made.len() && old.iter().zip(&made).all(|(old, new)| old.looks_like(new));
        (made, look_alike)
    }

    /// As [`made`](Self::made), where the files are those that there were: so are the ids of their pages.
    fn made_anew(
        &self,
        mut made: Vec<Arc<Remembered>>,
        files: &[PageFile<'a>],
        overlays: &By<str, Vec<&'a SourcePath>>,
    ) -> (Vec<Arc<Remembered>>, bool) {
        let others = made.iter().enumerate().filter(|(_, old)| !self.stands(old, overlays));
        let others: Vec<usize> = others.map(|(number, _)| number).collect();
        let make = |number: &usize| {
            let (old, (path, source)) = (&made[*number], files[*number]);
            (*number, self.make(old.id.clone(), path, source, overlays, Some(old)))
        };
        let new: Vec<(usize, Arc<Remembered>)> = match others.len() {
            // Threads take longer to wake.
            0 | 1 => others.iter().map(make).collect(),
            _ => others.par_iter().map(make).collect(),
        };
        let mut look_alike = true;
        for (number, new) in new {
            look_alike &= made[number].looks_like(&new);
            made[number] = new;
        }
        (made, look_alike)
    }

    /// Whether nothing is another of what a page was made of, but for what all pages are made of.
    fn stands(&self, old: &Remembered, overlays: &By<str, Vec<&SourcePath>>) -> bool {
        let own = if overlays.is_empty() { None } else { overlays.get(old.id.as_str()) };
        let own = own.map(Vec::as_slice).unwrap_or_default();
        old.overlays.iter().eq(own.iter().copied()) && !old.reads.touched_by(&self.shared.changes)
    }

    fn make(
        &self,
        id: PageId,
        path: &'a str,
        source: &'a SourcePath,
        overlays: &By<str, Vec<&'a SourcePath>>,
        old: Option<&Arc<Remembered>>,
    ) -> Arc<Remembered> {
        let overlays = overlays.get(id.as_str()).cloned().unwrap_or_default();
        let file = File { id, path, source, overlays };
        let (documents, drafts) = (&self.shared.documents, self.options.drafts);
        Arc::new(Remembered::make(file, self.values, documents, drafts, old.map(|old| &**old)))
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

    /// How the pages hang together; as before where nothing changed that they show of one another.
    fn layout(&self, made: &[Arc<Remembered>], look_alike: bool, old: Layout) -> Layout {
        let others = || self.files.iter().filter(|(path, _)| !documents::is_markdown(path));
        if look_alike && old.others.iter().eq(others().map(|(_, file)| *file)) {
            return old;
        }
        let mut map = Map::default();
        let mut conflicts = Vec::new();
        let mut taken: HashMap<&PageId, &SourcePath> = HashMap::with_capacity(made.len());
        let mut numbers = Vec::with_capacity(made.len());
        let mut pages = Vec::with_capacity(made.len());
        let mut outlines = Vec::with_capacity(made.len());
        for (number, made) in made.iter().enumerate() {
            match &made.made {
                Made::Nothing => {}
                Made::Draft => drop(map.drafts.insert(made.path.clone())),
                Made::LeftOut => drop(map.left_out.insert(made.path.clone())),
                Made::Page { page, outline, .. } => {
                    if let Some(other) = taken.get(&page.id) {
                        conflicts.push(conflict(&made.source, other, &page.id.output()));
                        continue;
                    }
                    taken.insert(&page.id, &page.source);
                    numbers.push(number);
                    pages.push(page.clone());
                    outlines.push((made.path.clone(), outline.clone()));
                }
            }
        }
        map.pages = outlines.into_iter().collect();
        let assets: Vec<(OutputPath, SourcePath)> = others()
            .filter_map(|(path, file)| Some((OutputPath::parse(path)?, (*file).clone())))
            .collect();
        map.assets = assets.iter().map(|(path, _)| path.as_str().into()).collect();
        let (order, sections) = navigation::order(&pages);
        Layout {
            others: others().map(|(_, file)| (*file).clone()).collect(),
            order: order.into_iter().map(|number| numbers[number]).collect(),
            sections: Arc::new(sections),
            map: Arc::new(map),
            assets: Arc::new(assets),
            conflicts,
        }
    }

    /// The pages in order; and what is wrong with them.
    fn pages(&mut self, made: &[Arc<Remembered>], layout: &Layout) -> Vec<Arc<Page>> {
        self.diagnostics.extend_from_slice(&layout.conflicts);
        for made in made {
            if let Made::LeftOut = made.made {
                self.diagnostics.extend_from_slice(&made.diagnostics);
            }
        }
        let mut pages = Vec::with_capacity(layout.order.len());
        for made in layout.order.iter().map(|number| &made[*number]) {
            if let Made::Page { page, .. } = &made.made {
                self.diagnostics.extend_from_slice(&made.diagnostics);
                pages.push(page.clone());
            }
        }
        pages
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

    /// What is wrong by itself in the files of pages and steps, and in parts, whether a page includes them or not.
    fn files(&mut self) {
        let steps = self.sources.step_files(self.options.institution.as_ref());
        for (file, wrong) in self.shared.documents.wrong() {
            let is_page = || {
                let path = below_pages(file);
                path.is_some_and(|path| self.files.get(path).is_some_and(|own| *own == file))
            };
            let is_step = || steps.iter().any(|step| step.path == file);
            if file.below("content/parts").is_some() || is_page() || is_step() {
                self.diagnostics.extend_from_slice(wrong);
            }
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
