//! A [`Site`] and a [`Theme`] to a [`Build`]: output path to bytes.
//!
//! 1. [`theme`] makes a theme's files ready: styles and scripts are [`join`]ed, made [`shorten`]ed and named as [`assets`], its
//!    texts chosen by language.
//! 2. [`html`] and [`blocks`] turn nodes into HTML, [`markdown`] into Markdown.
//! 3. [`page`] fills the templates, a page at a time; [`navigation`] is shared by the pages of a folder, [`sheets`] have the rules that all
//!    pages together need. Both go into [`holes`] of what is drawn.
//! 4. [`practice`] adds the parts of a practice page, [`snippets`] the styles of snippets.
//! 5. [`finder`] makes the page of search, and tells its script of the site; [`machine`] writes what machines read.
//!
//! Writes no file. The same site and theme give the same bytes, whatever the number of threads.

mod assets;
mod blocks;
mod build;
mod choices;
mod code;
mod content;
mod contents;
mod editions;
mod finder;
mod holes;
mod html;
mod join;
mod machine;
mod markdown;
mod minify;
mod names;
mod navigation;
mod page;
mod panel;
mod practice;
mod properties;
mod prune;
mod sheets;
mod shorten;
mod snippets;
mod theme;
mod values;
mod variants;

pub use build::Build;
pub(crate) use build::PageFile;
pub use content::Content;
pub(crate) use editions::{Listed, editions};
pub(crate) use navigation::{Memory as Navigations, Navigation};
pub(crate) use page::{Drawn, Frame};
pub(crate) use sheets::{Needs, Sheet, Sheets};
pub(crate) use theme::Theme;

use crate::diagnostic::Diagnostic;
use crate::highlight::Known;
use crate::id::{OutputPath, SourcePath};
use crate::search::{self, Records};
use crate::site::Site;
use crate::source::{File, Sources};
use holes::Holed;
use std::sync::Arc;

/// The policy of every page: nothing from elsewhere, nothing inline, nothing sent.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'none'; base-uri 'none'; form-action 'none'";

/// A theme, filled with what depends on the site; and its files, ready to be published.
pub(crate) struct Dress {
    pub(crate) theme: Theme,
    pub(crate) diagnostics: Vec<Diagnostic>,
    files: Vec<(OutputPath, Content)>,
    made_of: theme::Fill,
    sources: Vec<(SourcePath, File)>,
}

/// The theme of a site; the same pointer as `old` if it is made of the same.
pub(crate) fn dress(site: &Site, sources: &Sources, old: Option<Arc<Dress>>) -> Arc<Dress> {
    let settings = &site.values.settings;
    let fill = theme::Fill {
        name: settings.theme.clone(),
        lang: site.lang.clone(),
        css: variants::css(site),
        snippets: snippets::styles(sources),
        variants: variants::json(&site.values.browsers, &settings.systems),
        search: finder::searched(site),
    };
    // `site.yaml`, since it is the place of a theme that is not there.
    let files = sources.below("themes").chain(sources.entry("site.yaml"));
    let files: Vec<(SourcePath, File)> =
        files.map(|(path, file)| (path.clone(), file.clone())).collect();
    let same = |old: &Arc<Dress>| old.made_of == fill && theme::is_same(&old.sources, &files);
    if let Some(old) = old.filter(same) {
        return old;
    }
    let (theme, diagnostics) = Theme::read(sources, &fill);
    let own = theme.assets.ordinary();
    let own = own.map(|(path, bytes)| (path.clone(), bytes.clone().into())).collect();
    Arc::new(Dress { theme, diagnostics, files: own, made_of: fill, sources: files })
}

/// A file, or why it could not be drawn.
pub(crate) type Drawing = Result<(OutputPath, Holed), Diagnostic>;

/// Pages that are none of the author's: what is drawn of them, and what is wrong.
pub(crate) struct Extras {
    /// Which of [`Extras::NAMES`] the author has not.
    missing: Vec<&'static str>,
    files: Vec<(OutputPath, Content)>,
    diagnostics: Vec<Diagnostic>,
}

impl Extras {
    const NAMES: [&str; 3] = ["index.html", "search.html", "404.html"];

    /// Those that a build has not.
    fn missing(build: &Build) -> Vec<&'static str> {
        Self::NAMES.into_iter().filter(|name| build.get(name).is_none()).collect()
    }

    /// Draws those that `build` has not.
    fn draw(site: &Site, theme: &Theme, build: &Build, sheets: &Sheets) -> Self {
        let highlighted = Known::default();
        let frame = Frame::new(site, theme, &highlighted);
        // A site without a first page of its own opens at the first that it has.
        let index = OutputPath::parse("index.html").filter(|index| !build.has(index));
        let first = site.pages.first().zip(index);
        let first = first.map(|(page, index)| Ok((index.clone(), frame.redirect(&index, page)?)));
        let missing = Self::missing(build);
        let mut extras = Self { missing, files: Vec::new(), diagnostics: Vec::new() };
        for drawn in [first, finder::page(&frame, build), not_found(&frame, build)] {
            match drawn {
                Some(Ok((path, html))) => extras.files.push((path, html.filled(None, sheets))),
                Some(Err(wrong)) => extras.diagnostics.push(wrong),
                None => {}
            }
        }
        extras
    }
}

/// The files of an edition's pages.
pub(crate) struct PageFiles<'a> {
    /// All of them, in the order of pages.
    pub(crate) all: &'a dyn Fn() -> Vec<PageFile>,
    /// Those that the last compile had of the pages that have changed, and the new ones; `None` if other pages may be there, or if
    /// something that they share is another.
    pub(crate) changed: Option<Vec<(&'a [PageFile], &'a [PageFile])>>,
    /// The style sheets that they load.
    pub(crate) sheets: &'a Arc<Sheets>,
}

/// What the last compile published.
#[derive(Default)]
pub(crate) struct Published {
    /// Pages that are none of the author's, as long as all pages stand as they stood.
    pub(crate) extras: Option<Extras>,
    whole: Option<Whole>,
}

/// All files of an edition, and what of them belongs to no page.
struct Whole {
    build: Build,
    dress: Arc<Dress>,
    sheets: Arc<Sheets>,
    assets: Vec<(OutputPath, Content)>,
    /// What is made when somebody asks for it.
    later: Vec<OutputPath>,
}

impl Whole {
    /// The build with other pages in it, if nothing else is another.
    fn with(
        &self,
        pages: &PageFiles,
        dress: &Arc<Dress>,
        assets: &[(OutputPath, Content)],
    ) -> Option<Build> {
        let same = |(old, new): (&(OutputPath, Content), &(OutputPath, Content))| {
            old.0 == new.0 && old.1.is_same(&new.1)
        };
        let changed = pages.changed.as_ref()?;
        let holds = Arc::ptr_eq(&self.dress, dress)
            && Arc::ptr_eq(&self.sheets, pages.sheets)
            && self.assets.len() == assets.len()
            && self.assets.iter().zip(assets).all(same);
        let mut build = holds.then(|| self.build.made())?;
        for (old, new) in changed {
            build.replace(old, new)?;
        }
        Some(build)
    }
}

/// The files of an edition: what belongs to no page, `pages`, and what belongs to all. What is as it was in `old` is taken from there.
pub(crate) fn edition(
    site: &Arc<Site>,
    dress: &Arc<Dress>,
    sources: &Sources,
    pages: &PageFiles,
    records: impl Fn() -> Vec<Arc<Records>> + Send + Sync + 'static,
    old: &mut Published,
) -> (Build, Vec<Diagnostic>) {
    let assets = assets(site, sources);
    let whole = old.whole.take();
    if dress.theme.broken {
        let mut build = Build::default();
        let files = dress.files.iter().cloned().chain(pages.sheets.files());
        build.extend(files.chain(assets).collect());
        return (build, Vec::new());
    }
    let extras = &mut old.extras;
    let carried = whole.as_ref().filter(|_| extras.is_some());
    let carried =
        carried.and_then(|whole| Some((whole.with(pages, dress, &assets)?, whole.later.clone())));
    // What is none of the author's loads a sheet too.
    if whole.is_none_or(|whole| !Arc::ptr_eq(&whole.sheets, pages.sheets)) {
        *extras = None;
    }
    let (mut build, known) = carried.unwrap_or_else(|| {
        let mut build = Build::default();
        let files = dress.files.iter().chain(&assets).cloned();
        build.extend(files.chain(pages.sheets.files()).chain((pages.all)()).collect());
        // A page of that name may have come or gone, where a template fails on some pages only.
        if extras.as_ref().is_some_and(|own| own.missing != Extras::missing(&build)) {
            *extras = None;
        }
        let extras =
            extras.get_or_insert_with(|| Extras::draw(site, &dress.theme, &build, pages.sheets));
        build.extend(extras.files.clone());
        (build, Vec::new())
    });

    let mut later = Vec::new();
    let mut add = |path: &str, content: Content| {
        // A file of the author's own stands.
        let is_free = |path: &OutputPath| known.contains(path) || !build.has(path);
        if let Some(path) = OutputPath::parse(path).filter(is_free) {
            later.push(path.clone());
            build.insert(path, content);
        }
    };
    // Nobody may ask for these while the site is being written, so they are made when somebody does.
    let (own, theme) = (site.clone(), dress.clone());
    add("steps.json", Content::later(move || machine::steps(&own, &theme.theme.strings).into()));
    let own = site.clone();
    add("llms.txt", Content::later(move || machine::llms(&own).into()));
    if site.base_url.is_some() {
        let own = site.clone();
        add(
            "sitemap.xml",
            Content::later(move || machine::sitemap(&own).unwrap_or_default().into()),
        );
    }
    let made = build.made();
    if site.values.settings.search.enabled {
        let own = site.clone();
        build.insert_later("search", move || {
            let files = search::index(&records(), &search::Settings::of(&own));
            files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect()
        });
    }
    let sheets = pages.sheets.clone();
    old.whole = Some(Whole { build: made, dress: dress.clone(), sheets, assets, later });
    let wrong = old.extras.as_ref().map(|own| own.diagnostics.clone());
    (build, wrong.unwrap_or_default())
}

/// The page for addresses without one, if it is known where the site will stand and the author has written none.
///
/// It is shown at any depth, so its links begin at the root of the server.
fn not_found(frame: &Frame, build: &Build) -> Option<Drawing> {
    let base = frame.site.base_url.as_ref()?;
    let path = OutputPath::parse("404.html").filter(|path| !build.has(path))?;
    let mut context = frame.context(&path);
    context.insert("root", &format!("{}/", path_of(base)));
    Some(frame.draw("404.html", &context).map(|html| (path, html)))
}

/// The institution's logo and the files beside pages.
fn assets(site: &Site, sources: &Sources) -> Vec<(OutputPath, Content)> {
    let mut files = Vec::new();
    if let Some((logo, _)) = site.values.institution.as_ref().and_then(|i| i.logo.as_ref())
        && let Some(file) = sources.get(logo.as_str())
        && let Some(output) = OutputPath::parse(&format!("assets/{}", logo.file_name()))
    {
        files.push((output, file.bytes.clone().into()));
    }
    for (output, source) in site.assets.iter() {
        if let Some(file) = sources.get(source.as_str()) {
            files.push((output.clone(), file.bytes.clone().into()));
        }
    }
    files
}

/// A line of Markdown as HTML without its paragraph.
fn inline_markdown(text: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(text));
    let html = html.trim();
    let inner = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html).to_owned()
}

/// The path of an absolute address, without a slash at its end.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("", |at| rest[at..].trim_end_matches('/'))
}
