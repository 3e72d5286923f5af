//! A theme's folder to templates, interface texts and assets, ready for use by every page.
//!
//! A site's own `themes/<name>/` lies over the default theme file by file: what it does not have is taken from there. Never fails: without
//! its templates a page is its bare content, with a diagnostic.

use super::assets::{Assets, EXTRAS, bundles, is_bundle};
use super::finder::Searched;
use super::holes;
use super::join::{Script, join_scripts, join_styles, script_names, style_roots};
use super::minify::{self, Wrong};
use super::sheets::Styles;
use super::shorten;
use super::values::safe;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::SourcePath;
use crate::site::Strings;
use crate::source::{File, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// The style sheet of every page; what depends on the site is added to it.
const MAIN_STYLES: &str = "css/main.css";
/// The script of every page.
const MAIN_SCRIPT: &str = "guide";

/// A theme, with the texts of one language.
pub(crate) struct Theme {
    pub(crate) tera: Tera,
    pub(crate) strings: Strings,
    pub(crate) assets: Assets,
    pub(super) styles: Styles,
    /// Whether the templates could not be read; then nothing can be rendered, and why has been said.
    pub(crate) broken: bool,
    name: String,
    files: BTreeMap<String, SourcePath>,
}

/// What of a theme depends on the site: which it is, and what is filled into its files.
#[derive(PartialEq, Eq)]
pub(crate) struct Fill {
    pub(crate) name: String,
    pub(crate) lang: String,
    /// Rules that hide what is not for the reader; and the institution's colour.
    pub(crate) css: String,
    /// The styles of snippets, for pages that show one.
    pub(crate) snippets: String,
    /// The site's browsers and systems, as JSON.
    pub(crate) variants: String,
    /// What the script of search knows of the site, beside its own texts.
    pub(crate) search: Searched,
}

impl Theme {
    /// Reads the theme of that name. Of the sources it reads `themes/`, and `site.yaml` for the place of a mistake.
    pub(crate) fn read(sources: &Sources, fill: &Fill) -> (Self, Vec<Diagnostic>) {
        let (name, lang) = (fill.name.as_str(), fill.lang.as_str());
        let mut diagnostics = Vec::new();
        diagnostics.extend(missing_theme(sources, name));
        let files = files(sources, name);
        let text = |path: &str| files.get(path).and_then(|file| sources.text(file.as_str()));
        let strings = Strings::read(lang, sources, name, &mut diagnostics);

        let mut assets = Assets::default();
        for (path, file) in &files {
            let Some(path) = path.strip_prefix("assets/") else { continue };
            let source = path.ends_with(".css") || path.starts_with("js/");
            if let (false, Some(file)) = (source, sources.get(file.as_str())) {
                assets.add(path, file.bytes.to_vec());
            }
        }
        let mut sheets = BTreeMap::new();
        for sheet in style_roots(&files, &text) {
            let css = join_styles(&sheet, &files, &text, &assets, &mut diagnostics);
            sheets.insert(sheet, css);
        }
        let main = sheets.remove(MAIN_STYLES).unwrap_or_default();
        let snippets = shorten::css(&fill.snippets);
        let extras = EXTRAS.map(|(extra, name)| {
            let css = sheets.remove(&format!("css/{name}.css")).unwrap_or_default();
            (name, if extra.shows_snippets() { css + &snippets } else { css })
        });
        let mut styles = Styles::read(&main, &extras, &fill.css);
        for (sheet, css) in sheets {
            styles.add_sheet(&css);
            assets.add(&sheet, css.into_bytes());
        }

        let is_extra = |script: &String| EXTRAS.iter().any(|(_, name)| name == script);
        let alone = script_names(&files).into_iter().filter(|script| !is_extra(script));
        let alone = alone.map(|name| (None, name));
        let joined =
            bundles().map(|bundle| (Some(bundle.clone()), MAIN_SCRIPT.to_owned() + &bundle));
        for (bundle, name) in alone.chain(joined) {
            let mut wrong = Vec::new();
            let mains: Vec<&str> = name.split('+').collect();
            let script = join_scripts(&mains, &files, &text, &mut wrong);
            let short = minify::script(&script.js).unwrap_or_else(|mistakes| {
                wrong.extend(script_errors(&mistakes, &script, sources));
                Arc::default()
            });
            styles.add_script(bundle.as_deref(), &short.gives);
            let js = short.js.replace("__VARIANTS__", &fill.variants);
            let js = js.replace("__SEARCH__", &fill.search.json(&strings));
            assets.add(&format!("js/{name}.js"), js.into_bytes());
            // What is missing in several bundles is missing once.
            wrong.retain(|wrong| !diagnostics.contains(wrong));
            diagnostics.extend(wrong);
        }

        let mut tera = Tera::default();
        let urls = assets.urls();
        tera.register_function("asset", move |args: Kwargs, state: &State| -> TeraResult<String> {
            let path: String = args.must_get("path")?;
            let root = state.get::<String>("root")?.unwrap_or_default();
            let bundle = path.strip_prefix("css/main").and_then(|path| path.strip_suffix(".css"));
            match urls.get(&path) {
                Some(url) => Ok(format!("{root}{url}")),
                None if bundle.is_some_and(is_bundle) => {
                    Ok(format!("{root}{}", holes::sheet(bundle.unwrap_or_default())))
                }
                None => Err(tera::Error::message(format!("the theme has no file `assets/{path}`"))),
            }
        });
        let icons = assets.data();
        tera.register_function("data", move |args: Kwargs, _: &State| -> TeraResult<Value> {
            let path: String = args.must_get("path")?;
            icons.get(&path).map(|address| safe(address)).ok_or_else(|| {
                tera::Error::message(format!(
                    "the theme has no file `assets/{path}` that is an SVG image"
                ))
            })
        });
        let words = strings.clone();
        tera.register_function("t", move |args: Kwargs, _: &State| -> TeraResult<String> {
            let key: String = args.must_get("key")?;
            let values: Vec<(String, String)> = args
                .iter()
                .filter(|(name, _)| name.as_str() != Some("key"))
                .filter_map(|(name, value)| Some((name.as_str()?.to_owned(), text_of(value))))
                .collect();
            let pairs: Vec<(&str, &str)> =
                values.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            words.text(&key, &pairs).ok_or_else(|| {
                tera::Error::message(format!("the theme's `strings/` have no text `{key}`"))
            })
        });
        let templates: Vec<(&str, &str)> = files
            .keys()
            .filter_map(|path| Some((path.strip_prefix("templates/")?, text(path)?)))
            .collect();
        for (_, template) in &templates {
            styles.add_template(template);
        }
        let theme = |tera| Self {
            tera,
            strings,
            assets,
            styles,
            broken: false,
            name: name.to_owned(),
            files: files.clone(),
        };
        match tera.add_raw_templates(templates) {
            Ok(()) => (theme(tera), diagnostics),
            Err(error) => {
                let mut theme = theme(Tera::default());
                diagnostics.push(theme.template_error(&error));
                theme.broken = true;
                (theme, diagnostics)
            }
        }
    }

    /// What is wrong in a template, at its place if Tera knows it.
    pub(crate) fn template_error(&self, error: &tera::Error) -> Diagnostic {
        use tera::ErrorKind::{RenderingError, SyntaxError};
        match error.kind() {
            SyntaxError(report) | RenderingError(report) => {
                let wrong = Diagnostic::new(Code::TemplateError, lower_first(report.message()))
                    .label("in this template")
                    .help("templates are written for Tera 2");
                match self.files.get(&format!("templates/{}", report.filename())) {
                    Some(file) => wrong.at(file, report.span().range.clone()),
                    None => wrong,
                }
            }
            other => Diagnostic::new(
                Code::TemplateError,
                format!("the templates of the theme `{}` do not fit together: {other}", self.name),
            ),
        }
    }
}

/// The files of a theme by their path in it: the site's own, and the default theme's for the rest.
fn files(sources: &Sources, name: &str) -> BTreeMap<String, SourcePath> {
    let mut files = BTreeMap::new();
    for folder in ["themes/default".to_owned(), format!("themes/{name}")] {
        for (path, _) in sources.below(&folder) {
            if let Some(below) = path.below(&folder) {
                files.insert(below.to_owned(), path.clone());
            }
        }
    }
    files
}

/// Whether two lists of files are the same.
pub(super) fn is_same(old: &[(SourcePath, File)], new: &[(SourcePath, File)]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|((a, old), (b, new))| a == b && old.hash == new.hash)
}

/// Why the modules of a script make none. What is not closed in one is only seen in the next, so each is looked at by itself first.
fn script_errors(mistakes: &[Wrong], script: &Script, sources: &Sources) -> Vec<Diagnostic> {
    let own = script.modules().into_iter().flat_map(|file| {
        let mistakes = minify::mistakes(sources.text(file.as_str()).unwrap_or_default());
        mistakes
            .into_iter()
            .map(|wrong| script_error(&wrong).at(file, wrong.place))
            .collect::<Vec<_>>()
    });
    let own: Vec<Diagnostic> = own.collect();
    if !own.is_empty() {
        return own;
    }
    let joined = mistakes.iter().map(|wrong| match script.origin(&wrong.place) {
        Some((file, place)) => script_error(wrong).at(file, place),
        None => script_error(wrong),
    });
    joined.collect()
}

fn script_error(wrong: &Wrong) -> Diagnostic {
    let said =
        Diagnostic::new(Code::ScriptError, lower_first(&wrong.message)).label("in this script");
    if wrong.is_clash {
        said.help("the modules that a page loads share one function: their names must differ")
    } else {
        said
    }
}

/// A theme that has no folder.
fn missing_theme(sources: &Sources, name: &str) -> Option<Diagnostic> {
    let folder = format!("themes/{name}");
    if name == "default" || sources.below(&folder).next().is_some() {
        return None;
    }
    let themes = sources.below("themes").filter_map(|(path, _)| path.below("themes"));
    let known: BTreeSet<&str> = themes.filter_map(|path| Some(path.split_once('/')?.0)).collect();
    let wrong = Diagnostic::new(Code::MissingThemeFile, format!("there is no theme `{name}`"))
        .label("has no folder")
        .help(format!("a theme is a folder `{folder}` beside `site.yaml`"))
        .did_you_mean(name, known);
    let text = sources.text("site.yaml").unwrap_or_default();
    let key = text.find("theme:").map_or(0, |at| at + "theme:".len());
    let at = key + text[key..].find(name).unwrap_or(0);
    let file = SourcePath::parse("site.yaml")?;
    Some(wrong.at(&file, at..at + name.len()))
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => {
            first.to_lowercase().chain(chars).collect::<String>().trim_end_matches('.').to_owned()
        }
        None => String::new(),
    }
}
