//! All documents to a [`Site`]: the one model of an edition that everything after it reads.
//!
//! 1. [`documents`] reads every Markdown file, once for all editions.
//! 2. [`resolve`] puts includes in, decides conditions and fills in variables; [`guide`] cuts guides into steps.
//! 3. [`practice`] makes the screen of a practice page ready.
//! 4. [`anchors`] gives headings their ids, [`navigation`] the pages their order; [`links`] is the map that links are looked up in.
//!
//! Knows no HTML and no theme. Never fails: what is wrong is reported, and the rest of the site stands.

mod anchors;
mod content;
mod documents;
mod fill;
mod groups;
mod guide;
mod links;
mod navigation;
mod panel;
mod practice;
mod readers;
mod resolve;
mod variables;

pub(crate) use anchors::for_each_list;
pub(crate) use content::{
    Block, BlockKind, Heading, Kind, Node, Origin, Panel, PerReader, plain_text, walk,
};
pub(crate) use documents::Documents;
pub(crate) use guide::{Part, Step};
pub(crate) use links::{Broken, Map, Outline, Target, is_external, option_link};
pub(crate) use navigation::Section;
pub(crate) use practice::{Practice, Screen, Words};
pub(crate) use readers::{Audience, Readers, Set};
pub(crate) use variables::Values;

use crate::config::{Browser, Date, Institution, PageKind, SiteSettings};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{InstitutionId, OutputPath, PageId, SourcePath, StepId};
use crate::source::Sources;
use resolve::Resolver;
use std::collections::BTreeMap;

/// One edition of a site.
pub(crate) struct Site {
    /// Its settings, institution, browsers and readers.
    pub(crate) values: Values,
    /// Where it will be published, without a slash at its end.
    pub(crate) base_url: Option<String>,
    /// Its language.
    pub(crate) lang: String,
    /// The line at the end of every page, in Markdown.
    pub(crate) footer: Option<String>,
    /// Its pages in the order in which they are read.
    pub(crate) pages: Vec<Page>,
    /// The folders of pages in that order.
    pub(crate) sections: Vec<Section>,
    /// What links can lead to.
    pub(crate) map: Map,
    /// Files that are published as they are.
    pub(crate) assets: Vec<(OutputPath, SourcePath)>,
}

/// One page.
pub(crate) struct Page {
    pub(crate) id: PageId,
    /// Where it is written.
    pub(crate) source: SourcePath,
    pub(crate) kind: PageKind,
    pub(crate) title: String,
    /// Its title in the navigation.
    pub(crate) nav_title: String,
    /// The heading that its text begins with, if it does; else the title is its heading.
    pub(crate) heading: Option<Heading>,
    pub(crate) description: Option<String>,
    pub(crate) weight: Option<i64>,
    pub(crate) draft: bool,
    /// Left out of the search index.
    pub(crate) unlisted: bool,
    pub(crate) minutes: Option<u32>,
    pub(crate) checked: Option<Date>,
    /// Old addresses that lead here.
    pub(crate) aliases: Vec<(OutputPath, Span)>,
    pub(crate) body: Body,
    /// What readers practise here.
    pub(crate) practice: Option<Practice>,
}

/// What a page shows.
pub(crate) enum Body {
    /// Text.
    Prose(Vec<Node>),
    /// Steps.
    Guide { intro: Vec<Node>, parts: Vec<Part> },
}

impl Site {
    /// Where a reader who has searched in vain finds help, if the settings say so.
    pub(crate) fn search_help(&self) -> Option<Result<Target, Broken>> {
        let (link, _) = self.values.settings.search.help.as_ref()?;
        // As a link of the first page would lead, wherever the settings stand.
        let first = SourcePath::parse("content/pages/index.md")?;
        Some(self.map.find(&first, &first, link))
    }
}

impl Page {
    /// The steps of a guide; none on other pages.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        let parts = match &self.body {
            Body::Guide { parts, .. } => parts.as_slice(),
            Body::Prose(_) => &[],
        };
        parts.iter().filter_map(|part| match part {
            Part::Step(step) => Some(step),
            Part::Aside(_) => None,
        })
    }
}

/// What every edition of a site shares.
pub(crate) struct Shared {
    pub(crate) settings: SiteSettings,
    pub(crate) browsers: Vec<Browser>,
    pub(crate) documents: Documents,
}

impl Shared {
    /// Reads the settings, the browsers and every document.
    pub(crate) fn read(sources: &Sources) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = sources.diagnostics();
        let mut settings = SiteSettings::default();
        if let (Some(file), Some(text)) =
            (SourcePath::parse("site.yaml"), sources.text("site.yaml"))
        {
            let (read, mut wrong) = SiteSettings::read(&file, text);
            settings = read;
            diagnostics.append(&mut wrong);
        }
        let browsers = browsers(sources, &settings, &mut diagnostics);
        (Self { settings, browsers, documents: Documents::parse(sources) }, diagnostics)
    }
}

/// The browsers of the site in the order of the switch.
fn browsers(
    sources: &Sources,
    settings: &SiteSettings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Browser> {
    let mut found: BTreeMap<String, Browser> = BTreeMap::new();
    for (id, path) in sources.browsers() {
        let text = sources.text(path.as_str()).unwrap_or_default();
        let (browser, mut wrong) = Browser::read(id.clone(), path, text, settings);
        diagnostics.append(&mut wrong);
        found.insert(id.to_string(), browser);
    }
    let Some(order) = &settings.browsers else { return found.into_values().collect() };
    let mut browsers = Vec::new();
    for (id, span) in order {
        if let Some(browser) = found.remove(id.as_str()) {
            browsers.push(browser);
        } else {
            let mut wrong = Diagnostic::new(
                Code::UnknownBrowser,
                format!("there is no browser file for `{id}`"),
            )
            .label("not known")
            .help(format!("write `content/browsers/{id}.yaml`, or take the name away"));
            if let Some(file) = SourcePath::parse("site.yaml") {
                wrong = wrong.at(&file, *span);
            }
            diagnostics.push(wrong.did_you_mean(id.as_str(), found.keys().map(String::as_str)));
        }
    }
    browsers
}

/// What an edition is made for.
pub(crate) struct EditionOptions {
    pub(crate) institution: Option<InstitutionId>,
    /// Where the site will be published, in place of what the settings say.
    pub(crate) base_url: Option<String>,
    /// The folder of the edition, where several are published together.
    pub(crate) folder: Option<String>,
    pub(crate) drafts: bool,
}

/// Builds the model of one edition.
pub(crate) fn build(
    sources: &Sources,
    shared: &Shared,
    options: &EditionOptions,
) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let institution = options.institution.as_ref().and_then(|id| {
        let profiles = sources.profiles();
        let file = profiles.get(id)?;
        let text = sources.text(file.as_str()).unwrap_or_default();
        let (institution, mut wrong) = Institution::read(id.clone(), file, text, &shared.settings);
        diagnostics.append(&mut wrong);
        Some(institution)
    });
    let settings = shared.settings.clone();
    let audience = Audience::new(&shared.browsers, &settings.systems);
    let lang =
        institution.as_ref().and_then(|i| i.lang.clone()).unwrap_or_else(|| settings.lang.clone());
    let base_url = base_url(options, &settings, institution.as_ref());
    let values = Values { settings, institution, browsers: shared.browsers.clone(), audience };

    let mut edition =
        Editing { sources, shared, options, values, diagnostics, map: Map::default() };
    let mut pages = edition.pages();
    let assets = edition.assets();
    let footer = edition.footer();
    edition.unused_overlays();
    edition.parts();
    let Editing { values, mut diagnostics, map, .. } = edition;
    if pages.is_empty() {
        let mut wrong = Diagnostic::new(Code::NoPages, "this site has no pages")
            .help("write the first as `content/pages/index.md`");
        if sources.below("content").any(|(path, _)| path.as_str().ends_with(".md")) {
            wrong = wrong.help("pages stand in `content/pages/`, and there are Markdown files elsewhere in `content/`");
        }
        diagnostics.push(wrong);
    }
    if let Some((logo, span)) = values.institution.as_ref().and_then(|i| i.logo.as_ref())
        && sources.get(logo.as_str()).is_none()
        && let Some(file) =
            values.institution.as_ref().and_then(|i| sources.profiles().remove(&i.id))
    {
        let wrong = Diagnostic::new(Code::DeadLink, format!("there is no file `{logo}`"))
            .at(file, *span)
            .label("not found")
            .help("a logo is a picture in the institution's folder");
        diagnostics.push(wrong);
    }
    let sections = navigation::order(&mut pages);
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
    values: Values,
    diagnostics: Vec<Diagnostic>,
    map: Map,
}

impl Editing<'_> {
    /// Every page that is published; fills the map of links.
    fn pages(&mut self) -> Vec<Page> {
        let mut pages: Vec<Page> = Vec::new();
        let files = self.sources.page_files(self.options.institution.as_ref());
        for (path, file) in &files {
            let name = path.rsplit('/').next().unwrap_or(path);
            if !documents::is_markdown(path) {
                continue;
            }
            let stem = path.rsplit_once('.').map_or(*path, |(stem, _)| stem);
            let folder =
                stem.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
            // A README is its folder's own page, as on GitHub, unless there is an index.
            let readme = name.to_ascii_lowercase().starts_with("readme.");
            let stem = if readme && !files.contains_key(format!("{folder}index.md").as_str()) {
                format!("{folder}index")
            } else {
                stem.to_owned()
            };
            let Some(id) = PageId::parse(&stem) else { continue };
            self.diagnostics.extend_from_slice(self.shared.documents.diagnostics(file));
            let Some(document) = self.shared.documents.get(file) else { continue };
            if document.front.draft && !self.options.drafts {
                self.map.drafts.insert((*path).to_owned());
                continue;
            }
            if !self.is_kept(file) {
                self.map.left_out.insert((*path).to_owned());
                continue;
            }
            if let Some(other) = pages.iter().find(|page| page.id == id) {
                self.diagnostics.push(conflict(file, &other.source, &id.output()));
                continue;
            }
            let (page, outline) = self.page(id, path, file);
            self.map.pages.insert((*path).to_owned(), outline);
            pages.push(page);
        }
        pages
    }

    /// Whether the `when` of a page holds in this edition.
    fn is_kept(&mut self, file: &SourcePath) -> bool {
        let condition = self.shared.documents.get(file).and_then(|document| document.when.as_ref());
        let Some(condition) = condition else { return true };
        let mut resolver = Resolver {
            values: &self.values,
            documents: &self.shared.documents,
            page: Vec::new(),
            diagnostics: Vec::new(),
            including: Vec::new(),
            matches: None,
        };
        let holds = resolver.holds(file, condition);
        self.diagnostics.append(&mut resolver.diagnostics);
        holds
    }

    fn page(&mut self, id: PageId, path: &str, file: &SourcePath) -> (Page, Outline) {
        let shared = self.shared;
        let default = crate::markup::Document::default();
        let document = shared.documents.get(file).unwrap_or(&default);
        let front = &document.front;
        let file = shared.documents.paths().find(|known| *known == file).unwrap_or(file);
        let mut resolver = Resolver {
            values: &self.values,
            documents: &shared.documents,
            page: Vec::new(),
            diagnostics: Vec::new(),
            including: vec![file.clone()],
            matches: None,
        };
        let mut written = guide::top_level(&mut resolver, file);
        let first = written.first().and_then(|(from, node)| match &node.kind {
            crate::markup::Kind::Heading(heading)
                if heading.level == pulldown_cmark::HeadingLevel::H1 =>
            {
                Some((*from, heading))
            }
            _ => None,
        });
        // The page's own title may say anything of the site and the institution; then the text may say the title.
        let everyone = self.values.audience.all().clone();
        let minutes = front.minutes.or_else(|| sum_of_steps(&mut resolver, &written));
        resolver.page = vec![("minutes", minutes.map(|m| m.to_string()).unwrap_or_default())];
        let title = front.title.as_ref().map(|title| resolver.front_matter(file, title));
        let mut heading = first.map(|(from, heading)| resolver.heading(from, heading, &everyone));
        let heading_at =
            written.first().map(|(from, node)| Origin { file: (*from).clone(), at: node.at });
        if heading.is_some() {
            written.remove(0);
        }
        let title = title
            .or_else(|| heading.as_ref().map(|heading| plain_text(&heading.nodes)))
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| self.named_after(&id));
        let description = front.description.as_ref().map(|text| resolver.front_matter(file, text));
        let nav_title = front.nav_title.as_ref().map(|text| resolver.front_matter(file, text));
        resolver.page = vec![
            ("title", title.clone()),
            ("description", description.clone().unwrap_or_default()),
            ("minutes", minutes.map(|m| m.to_string()).unwrap_or_default()),
            ("checked", front.checked.map(|date| date.to_string()).unwrap_or_default()),
        ];

        let overlay_files = self.sources.step_files(self.options.institution.as_ref());
        let own = overlay_files.iter().filter(|overlay| overlay.page == id.as_str());
        let overlays: Vec<guide::Overlay> = own
            .filter_map(|overlay| {
                Some(guide::Overlay { step: StepId::parse(overlay.step)?, file: overlay.path })
            })
            .collect();
        let mut minutes = minutes;
        let (mut body, left_out) = if front.kind == PageKind::Guide {
            let known = resolver.diagnostics.len();
            let mut guide = guide::guide(&mut resolver, written.clone(), &overlays);
            let sum = front.minutes.or_else(|| guide.minutes());
            if sum != minutes {
                // An institution's own steps take another time, and the text may name it.
                minutes = sum;
                resolver.diagnostics.truncate(known);
                resolver.page.retain(|(name, _)| *name != "minutes");
                resolver.page.push(("minutes", minutes.map(|m| m.to_string()).unwrap_or_default()));
                guide = guide::guide(&mut resolver, written, &overlays);
            }
            (Body::Guide { intro: guide.intro, parts: guide.parts }, guide.left_out)
        } else {
            (Body::Prose(resolver.resolve(&written)), Vec::new())
        };
        if file.below("content/institutions").is_some()
            && let Some(original) = SourcePath::parse(&format!("content/pages/{path}"))
            && self.sources.get(original.as_str()).is_some()
        {
            guide::check_hash(&mut resolver, file, &guide::hash(shared.documents.text(&original)));
        }
        let practice = front
            .practice
            .as_ref()
            .map(|practice| practice::practice(&mut resolver, file, practice));
        let (anchors, duplicates) = anchors::assign(heading.as_mut().zip(heading_at), &mut body);
        for (wrong, origin, first) in duplicates {
            let mut wrong = resolver.at(wrong, &origin.file, origin.at);
            if let Some(first) = first {
                wrong = wrong.related(
                    &first.file,
                    shared.documents.span(&first.file, first.at),
                    "first here",
                );
            }
            resolver.diagnostics.push(wrong);
        }
        self.diagnostics.append(&mut resolver.diagnostics);
        let situations =
            practice.iter().flat_map(|own| &own.situations).map(|s| s.id.clone()).collect();
        let outline =
            Outline { id: id.clone(), title: title.clone(), anchors, left_out, situations };
        let aliases = self.aliases(file, front);
        let page = Page {
            id,
            source: file.clone(),
            kind: front.kind,
            nav_title: nav_title.unwrap_or_else(|| title.clone()),
            title,
            heading,
            description,
            weight: front.weight,
            draft: front.draft,
            unlisted: front.unlisted,
            minutes,
            checked: front.checked,
            aliases,
            body,
            practice,
        };
        (page, outline)
    }

    /// The title of a page that has none: its file's name, or its folder's.
    fn named_after(&self, id: &PageId) -> String {
        let name = if id.is_index() { id.folder() } else { id.as_str() };
        match navigation::humanise(name.rsplit('/').next().unwrap_or(name)) {
            title if title.is_empty() => self.values.settings.title.clone(),
            title => title,
        }
    }

    fn aliases(
        &mut self,
        file: &SourcePath,
        front: &crate::config::FrontMatter,
    ) -> Vec<(OutputPath, Span)> {
        let mut aliases = Vec::new();
        for (alias, span) in &front.aliases {
            let path = alias.trim_start_matches('/');
            let path = match path.rsplit('/').next() {
                Some("") | None => format!("{path}index.html"),
                Some(name) if name.contains('.') => path.to_owned(),
                Some(_) => format!("{path}.html"),
            };
            if let Some(path) =
                OutputPath::parse(&path).filter(|path| path.as_str().ends_with(".html"))
            {
                aliases.push((path, *span));
            } else {
                let wrong = Diagnostic::new(
                    Code::WrongValue,
                    format!("`{alias}` is not an address of this site"),
                )
                .at(file, *span)
                .label("cannot lead here")
                .help("write an old address below the site's root, such as `old/page.html`");
                self.diagnostics.push(wrong);
            }
        }
        aliases
    }

    /// Files beside pages that are published as they are.
    fn assets(&mut self) -> Vec<(OutputPath, SourcePath)> {
        let mut assets = Vec::new();
        for (path, file) in self.sources.page_files(self.options.institution.as_ref()) {
            if documents::is_markdown(path) {
                continue;
            }
            if let Some(output) = OutputPath::parse(path) {
                self.map.assets.insert(path.to_owned());
                assets.push((output, file.clone()));
            }
        }
        assets
    }

    fn footer(&mut self) -> Option<String> {
        let text = self.values.settings.footer.clone()?;
        let file = SourcePath::parse("site.yaml")?;
        let mut resolver = Resolver {
            values: &self.values,
            documents: &self.shared.documents,
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
    fn unused_overlays(&mut self) {
        let files = self.sources.page_files(self.options.institution.as_ref());
        let is_guide = |path: &str| {
            let document = files.get(path).and_then(|file| self.shared.documents.get(file));
            document.is_some_and(|document| document.front.kind == PageKind::Guide)
        };
        let guides: Vec<&str> = self
            .map
            .pages
            .iter()
            .filter(|(path, _)| is_guide(path))
            .map(|(_, outline)| outline.id.as_str())
            .collect();
        for overlay in self.sources.step_files(self.options.institution.as_ref()) {
            self.diagnostics.extend_from_slice(self.shared.documents.diagnostics(overlay.path));
            let left_out = self.map.left_out.contains(&format!("{}.md", overlay.page));
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
}

/// Two sources of one published file.
pub(crate) fn conflict(file: &SourcePath, other: &SourcePath, output: &OutputPath) -> Diagnostic {
    Diagnostic::new(
        Code::OutputConflict,
        format!("both `{other}` and this file would be published as `{output}`"),
    )
    .at(file, Span::new(0, 0))
    .label("the second one")
    .help("rename one of them")
}

/// The minutes of the steps that this edition keeps, if any says how long it takes.
fn sum_of_steps(resolver: &mut Resolver, written: &[resolve::Written]) -> Option<u32> {
    let known = resolver.diagnostics.len();
    let mut sum = 0;
    for (file, node) in written {
        if let crate::markup::Kind::Heading(heading) = &node.kind
            && let Some(minutes) = heading.minutes
            && heading.when.as_ref().is_none_or(|condition| resolver.holds(file, condition))
        {
            sum += minutes;
        }
    }
    // Conditions are reported where the steps are made.
    resolver.diagnostics.truncate(known);
    (sum > 0).then_some(sum)
}
