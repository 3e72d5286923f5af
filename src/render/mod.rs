//! A [`Site`] and a [`Theme`] to a [`Build`]: output path to bytes.
//!
//! 1. [`theme`] makes a theme's files ready: styles and scripts are [`join`]ed, made [`shorten`]ed and named as [`assets`], [`strings`] chosen
//!    by language.
//! 2. [`html`] and [`blocks`] turn nodes into HTML, [`markdown`] into Markdown.
//! 3. [`page`] fills the templates, a page at a time; [`navigation`] is shared by the pages of a folder.
//! 4. [`practice`] adds the parts of a practice page, [`snippets`] the styles of snippets.
//! 5. [`finder`] makes the page of search, and tells its script of the site; [`machine`] writes what machines read.
//!
//! Writes no file. The same site and theme give the same bytes, whatever the number of threads.

mod assets;
mod blocks;
mod build;
mod choices;
mod code;
mod contents;
mod editions;
mod finder;
mod html;
mod join;
mod machine;
mod markdown;
mod navigation;
mod page;
mod panel;
mod practice;
mod shorten;
mod snippets;
mod strings;
mod theme;
mod values;
mod variants;

pub use build::Build;
pub(crate) use editions::{Listed, editions};
pub(crate) use theme::Theme;

use crate::diagnostic::Diagnostic;
use crate::id::OutputPath;
use crate::search::{self, Records};
use crate::site::Site;
use crate::source::Sources;
use page::Frame;
use rayon::prelude::*;

/// The policy of every page: nothing from elsewhere, nothing inline, nothing sent.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'none'; base-uri 'none'; form-action 'none'";

/// The theme of a site, filled with what depends on it.
pub(crate) fn theme(site: &Site, sources: &Sources) -> (Theme, Vec<Diagnostic>) {
    let fill = theme::Fill {
        css: variants::css(site),
        snippets: snippets::styles(sources),
        variants: variants::json(&site.values.browsers, &site.values.settings.systems),
        search: finder::searched(site),
    };
    Theme::read(sources, &site.values.settings.theme, &site.lang, &fill)
}

/// Renders an edition.
pub(crate) fn render(site: &Site, theme: &Theme, sources: &Sources) -> (Build, Vec<Diagnostic>) {
    let mut build = Build::default();
    let mut diagnostics = Vec::new();
    add_assets(site, theme, sources, &mut build);
    if theme.broken {
        return (build, diagnostics);
    }
    let (navigation, wrong) = navigation::all(site, theme);
    diagnostics.extend(wrong);
    let footer_html = site.footer.as_deref().map(inline_markdown).unwrap_or_default();
    let frame = Frame { site, theme, navigation, footer_html };

    let pages: Vec<(Build, Option<Diagnostic>)> = (0..site.pages.len())
        .into_par_iter()
        .map(|number| {
            let mut own = Build::default();
            let wrong = frame.page(number, &mut own).err();
            (own, wrong)
        })
        .collect();
    for (own, wrong) in pages {
        build.merge(own);
        diagnostics.extend(wrong);
    }

    // A site without a first page of its own opens at the first that it has.
    if let (Some(first), Some(index)) = (site.pages.first(), OutputPath::parse("index.html"))
        && !build.has(&index)
    {
        diagnostics.extend(frame.redirect(&index, first, &mut build).err());
    }

    let mut add = |path: &str, text: String| {
        // A file of the author's own stands.
        if let Some(path) = OutputPath::parse(path).filter(|path| !build.has(path)) {
            build.insert(path, text.into_bytes());
        }
    };
    add("steps.json", machine::steps(site, &theme.strings));
    add("llms.txt", machine::llms(site));
    if let Some(xml) = machine::sitemap(site) {
        add("sitemap.xml", xml);
    }
    diagnostics.extend(finder::page(&frame, &mut build));
    diagnostics.extend(add_not_found(&frame, &mut build));
    add_search(site, &mut build);
    // One mistake in a template is one diagnostic, not one a page.
    diagnostics.dedup();
    (build, diagnostics)
}

/// The search index, if the site is searched.
fn add_search(site: &Site, build: &mut Build) {
    if !site.values.settings.search.enabled {
        return;
    }
    let records: Vec<Records> =
        (0..site.pages.len()).into_par_iter().map(|number| search::records(site, number)).collect();
    for (path, bytes) in search::index(&records, &search::Settings::of(site)) {
        build.insert(path, bytes);
    }
}

/// The page for addresses without one, if it is known where the site will stand and the author has written none.
///
/// It is shown at any depth, so its links begin at the root of the server.
fn add_not_found(frame: &Frame, build: &mut Build) -> Option<Diagnostic> {
    let base = frame.site.base_url.as_ref()?;
    let path = OutputPath::parse("404.html").filter(|path| !build.has(path))?;
    let mut context = frame.context(&path);
    context.insert("root", &format!("{}/", path_of(base)));
    match frame.theme.tera.render("404.html", &context) {
        Ok(html) => {
            build.insert(path, html.into_bytes());
            None
        }
        Err(error) => Some(frame.theme.template_error(&error)),
    }
}

/// The theme's assets, the institution's logo and the files beside pages.
fn add_assets(site: &Site, theme: &Theme, sources: &Sources, build: &mut Build) {
    for (output, bytes) in theme.assets.ordinary() {
        build.insert(output.clone(), bytes.clone());
    }
    if let Some((logo, _)) = site.values.institution.as_ref().and_then(|i| i.logo.as_ref())
        && let Some(file) = sources.get(logo.as_str())
        && let Some(output) = OutputPath::parse(&format!("assets/{}", logo.file_name()))
    {
        build.insert(output, file.bytes.clone());
    }
    for (output, source) in &site.assets {
        if let Some(file) = sources.get(source.as_str()) {
            build.insert(output.clone(), file.bytes.clone());
        }
    }
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
