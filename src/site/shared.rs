//! What every edition of a site shares: its settings, its browsers and its documents.

use super::documents::{Changes, Documents};
use crate::config::{Browser, SiteSettings};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::SourcePath;
use crate::source::{File, Sources};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every edition of a site shares.
#[derive(Default)]
pub(crate) struct Shared {
    setup: Arc<Setup>,
    pub(crate) documents: Documents,
    /// What of the documents differs from those of the compile before.
    pub(crate) changes: Changes,
}

/// The settings and the browsers.
#[derive(Default)]
struct Setup {
    settings: Arc<SiteSettings>,
    browsers: Arc<Vec<Browser>>,
    diagnostics: Vec<Diagnostic>,
    /// The files that they stand in.
    files: Vec<(SourcePath, File)>,
}

impl Shared {
    /// Reads the settings, the browsers and every document; what is as it was in `old` is taken from there.
    pub(crate) fn read(sources: &Sources, old: Self) -> (Self, Vec<Diagnostic>) {
        let Self { setup: old, mut documents, .. } = old;
        let mut diagnostics = sources.diagnostics();
        let files = setup_files(sources);
        let setup = if old.files == files { old } else { Arc::new(Setup::read(sources, files)) };
        diagnostics.extend_from_slice(&setup.diagnostics);
        let changes = documents.update(sources);
        (Self { setup, documents, changes }, diagnostics)
    }

    /// The settings of `site.yaml`.
    pub(crate) fn settings(&self) -> &Arc<SiteSettings> {
        &self.setup.settings
    }

    /// The browsers in the order of the switch.
    pub(crate) fn browsers(&self) -> &Arc<Vec<Browser>> {
        &self.setup.browsers
    }
}

/// `site.yaml` and the files of browsers.
fn setup_files(sources: &Sources) -> Vec<(SourcePath, File)> {
    let entry = |path: &str| sources.entry(path).map(|(path, file)| (path.clone(), file.clone()));
    let browsers = sources.browsers().into_values().filter_map(|path| entry(path.as_str()));
    entry("site.yaml").into_iter().chain(browsers).collect()
}

impl Setup {
    fn read(sources: &Sources, files: Vec<(SourcePath, File)>) -> Self {
        let mut diagnostics = Vec::new();
        let mut settings = SiteSettings::default();
        if let (Some(file), Some(text)) =
            (SourcePath::parse("site.yaml"), sources.text("site.yaml"))
        {
            let (read, mut wrong) = SiteSettings::read(&file, text);
            settings = read;
            diagnostics.append(&mut wrong);
        }
        let browsers = Arc::new(browsers(sources, &settings, &mut diagnostics));
        Self { settings: Arc::new(settings), browsers, diagnostics, files }
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
