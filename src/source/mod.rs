//! The folders of a site to [`Sources`]: an immutable snapshot of every file, with its bytes and the hash of them.
//!
//! 1. [`load`](Sources::load) walks the disk once; [`from_fixture`](Sources::from_fixture) reads a site from one string, for tests.
//! 2. The default theme, built into the program ([`embedded`]), lies below the site's own `themes/default/`, file by file.
//! 3. [`layout`] knows which file is what: browsers, institutions, and the pages and steps of an edition, where an
//!    institution's own lie over the shared ones. Every file keeps its path, so that mistakes are shown where they are.
//! 4. [`check`] reports files that nothing could read: not UTF-8, or under a name that means nothing.
//!
//! The only part of a build that reads the disk. Understands no file's content.

mod check;
pub(crate) mod embedded;
mod fixture;
mod layout;
mod load;

pub(crate) use load::{Changes, Folder, is_of_a_site};

use crate::id::SourcePath;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// Where the default theme lies in a site.
const DEFAULT_THEME: &str = "themes/default";

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The BLAKE3 hash of its bytes.
    pub hash: [u8; 32],
    /// Whether they are UTF-8; asked of every file after every change.
    is_text: bool,
}

impl File {
    /// A file with these bytes.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let is_text = std::str::from_utf8(&bytes).is_ok();
        Self { hash: *blake3::hash(&bytes).as_bytes(), is_text, bytes }
    }

    /// Whether the bytes are UTF-8.
    pub fn is_text(&self) -> bool {
        self.is_text
    }

    /// The bytes as text, if they are UTF-8.
    pub fn text(&self) -> Option<&str> {
        if self.is_text { std::str::from_utf8(&self.bytes).ok() } else { None }
    }
}

/// A snapshot of a site's files. Copies share their bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: BTreeMap<SourcePath, File>,
}

impl Sources {
    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The path and the bytes of a file.
    pub fn entry(&self, path: &str) -> Option<(&SourcePath, &File)> {
        self.files.get_key_value(path)
    }

    /// The text of a file; `None` if there is no such file or it is not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.get(path)?.text()
    }

    /// Every file, in order of path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&SourcePath, &File)> {
        self.files.iter()
    }

    /// Every file below `folder` (no slash at its end), in order of path.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a SourcePath, &'a File)> {
        self.files
            .range::<str, _>((Bound::Excluded(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.as_str().starts_with(folder))
            // `a-b` stands between `a` and `a/`.
            .filter(move |(path, _)| path.below(folder).is_some())
    }

    /// Puts a file where it belongs, in place of the one that was there.
    pub fn insert(&mut self, path: SourcePath, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, File::new(bytes));
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) -> Option<File> {
        self.files.remove(path)
    }

    /// The same site with one file more, or another in its place. For tests.
    ///
    /// # Panics
    /// When no site can have a file of that path.
    #[must_use]
    pub fn with_file(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.put(path, bytes.as_ref());
        self
    }

    fn put(&mut self, path: &str, bytes: &[u8]) {
        let Some(path) = SourcePath::parse(path) else { panic!("no file can be called {path}") };
        self.insert(path, bytes);
    }

    /// Adds the files of the default theme that the site does not have itself.
    fn lay_theme_below(&mut self) {
        for (path, bytes) in embedded::THEME {
            if let Some(path) = SourcePath::parse(&format!("{DEFAULT_THEME}/{path}")) {
                self.files.entry(path).or_insert_with(|| File::new(*bytes));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_is_a_folder_and_not_a_prefix() {
        let sources = Sources::default()
            .with_file("a", "")
            .with_file("a-b", "")
            .with_file("a/b", "")
            .with_file("a/c/d", "")
            .with_file("ab/c", "");
        let below: Vec<_> = sources.below("a").map(|(path, _)| path.as_str()).collect();
        assert_eq!(below, ["a/b", "a/c/d"]);
    }

    #[test]
    fn hashes_are_of_the_bytes() {
        let sources =
            Sources::default().with_file("a", "x").with_file("b", "x").with_file("c", "y");
        let hash = |path| sources.get(path).unwrap().hash;
        assert_eq!(hash("a"), hash("b"));
        assert_ne!(hash("a"), hash("c"));
    }

    #[test]
    fn the_default_theme_lies_below_the_sites_own() {
        let mut sources = Sources::default();
        sources.lay_theme_below();
        assert_eq!(sources.iter().len(), embedded::THEME.len());
        let Some((path, _)) = embedded::THEME.first() else { return };
        let path = format!("{DEFAULT_THEME}/{path}");
        let mut sources = Sources::default().with_file(&path, "own");
        sources.lay_theme_below();
        assert_eq!(sources.text(&path), Some("own"));
    }
}
