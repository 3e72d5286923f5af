//! The guide that Guidepost ships, or its manual, built into a folder.

use super::watch::WATCH;
use guidepost::{Edition, Options, Sources, compile};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;
use url::Url;

/// Where the guide's sources are.
pub(crate) fn shipped() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A built site on disk; it goes when the test ends.
pub(crate) struct Folder {
    /// `file:///…/`, to join the address of a page to.
    pub(crate) base: Url,
    /// The addresses of its pages.
    pub(crate) pages: Vec<String>,
    /// Where it is.
    pub(crate) path: PathBuf,
    _home: TempDir,
}

impl Folder {
    /// The guide as it is published by default.
    pub(crate) fn new() -> Self {
        Self::build(shipped(), Edition::Default, 10)
    }

    /// The guides of all institutions, with the page that lists them.
    pub(crate) fn with_every_edition() -> Self {
        Self::build(shipped(), Edition::All, 10)
    }

    /// A small site about panels of HTML.
    pub(crate) fn of_panels() -> Self {
        Self::build(&shipped().join("tests/browser/panels"), Edition::Default, 1)
    }

    /// A small guide in Arabic, from right to left.
    pub(crate) fn from_right_to_left() -> Self {
        Self::build(&shipped().join("tests/browser/arabic"), Edition::Default, 2)
    }

    /// A small site about reading: a guide with a picture, and text for single readers.
    pub(crate) fn of_reading() -> Self {
        Self::build(&shipped().join("tests/browser/reading"), Edition::Default, 2)
    }

    /// Guidepost's manual.
    pub(crate) fn manual() -> Self {
        Self::build(&shipped().join("docs"), Edition::Default, 10)
    }

    /// The guide, built into one folder and then moved to another of this name.
    pub(crate) fn moved_to(name: &str) -> Self {
        Self::new().moved(name)
    }

    /// Moved to another folder of this name.
    pub(crate) fn moved(self, name: &str) -> Self {
        let path = self.path.with_file_name(name);
        fs::rename(&self.path, &path).unwrap();
        Self { base: Url::from_directory_path(&path).unwrap(), path, ..self }
    }

    /// With pages that write down what goes wrong in them, for [`Browser::complaints`](super::Browser::complaints).
    pub(crate) fn watched(self) -> Self {
        self.with_first(WATCH)
    }

    /// With a script in each page that runs before anything of the page's own. In a file, as the page's security policy wants it.
    pub(crate) fn with_first(self, script: &str) -> Self {
        const CHARSET: &str = "<meta charset=\"utf-8\">";

        self.with_script(script, CHARSET, |source| {
            format!("{CHARSET}<script src=\"{source}\"></script>")
        })
    }

    /// With a script in the place of each page's own, whose address stands in its `data-late`.
    pub(crate) fn with_late_scripts(self, script: &str) -> Self {
        const OWN: &str = "<script defer src=";

        self.with_script(script, OWN, |source| format!("<script defer src=\"{source}\" data-late="))
    }

    /// Without the files whose paths begin like this.
    pub(crate) fn without(self, start: &str) -> Self {
        let (folder, name) = start.rsplit_once('/').unwrap_or(("", start));
        let files = fs::read_dir(self.path.join(folder)).unwrap().map(|entry| entry.unwrap());
        let files = files.filter(|entry| entry.file_name().to_string_lossy().starts_with(name));
        let files: Vec<_> = files.map(|entry| entry.path()).collect();
        assert!(!files.is_empty(), "there is no {start}");
        files.iter().for_each(|path| fs::remove_file(path).unwrap());
        self
    }

    fn with_script(self, script: &str, place: &str, with: impl Fn(&str) -> String) -> Self {
        let file = format!("script-{}.js", script.len());
        fs::write(self.path.join(&file), script).unwrap();
        for page in &self.pages {
            let path = self.path.join(page);
            let text = fs::read_to_string(&path).unwrap();
            let up = "../".repeat(page.matches('/').count());
            assert!(text.contains(place), "{page} does not begin as it did");
            fs::write(path, text.replacen(place, &with(&format!("{up}{file}")), 1)).unwrap();
        }
        self
    }

    fn build(site: &Path, edition: Edition, least: usize) -> Self {
        let home = TempDir::new().unwrap();
        let path = home.path().join("public");
        let mut pages = Vec::new();
        for (file, content) in built(site, edition).iter() {
            let target = path.join(file);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, content).unwrap();
            if file.ends_with(".html") {
                pages.push(file.clone());
            }
        }
        assert!(pages.len() >= least, "only these pages were built: {pages:?}");
        Self { base: Url::from_directory_path(&path).unwrap(), pages, path, _home: home }
    }

    /// The address of a page.
    pub(crate) fn page(&self, page: &str) -> Url {
        self.base.join(page).unwrap()
    }
}

/// Paths and contents of the files of a built site.
type Files = Arc<Vec<(String, Vec<u8>)>>;

/// Built once, for all tests.
fn built(site: &Path, edition: Edition) -> Files {
    static BUILT: Mutex<Vec<(PathBuf, Edition, Files)>> = Mutex::new(Vec::new());

    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let known = built.iter().find(|(known, as_known, _)| known == site && *as_known == edition);
    if let Some((_, _, files)) = known {
        return Arc::clone(files);
    }
    let sources = Sources::load(site).unwrap();
    let build =
        compile(&sources, &Options { edition: edition.clone(), ..Options::default() }).build;
    let files =
        build.iter().map(|(file, content)| (file.as_str().to_owned(), content.bytes().to_vec()));
    let files = Files::new(files.collect());
    built.push((site.to_owned(), edition, Arc::clone(&files)));
    files
}
