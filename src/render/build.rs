//! A published site as a value.

use super::content::Content;
use super::files::Files;
use crate::id::OutputPath;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Every file of a published site, by path. Two builds of the same inputs are equal.
#[derive(Clone, Debug, Default)]
pub struct Build {
    files: Files,
    /// Files whose names are known only once they are made.
    later: Vec<Arc<Later>>,
}

/// A file of a page.
pub(crate) type PageFile = (OutputPath, Content);

/// Files in one folder that are made when one of them is asked for.
struct Later {
    folder: String,
    make: Box<dyn Fn() -> Vec<(OutputPath, Content)> + Send + Sync>,
    made: OnceLock<BTreeMap<OutputPath, Content>>,
}

impl Later {
    fn files(&self) -> &BTreeMap<OutputPath, Content> {
        self.made.get_or_init(|| (self.make)().into_iter().collect())
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Later({:?})", self.folder)
    }
}

impl Build {
    /// Adds a file; the newest of one path stands.
    pub fn insert(&mut self, path: OutputPath, content: impl Into<Content>) {
        self.files.insert(path, content.into());
    }

    /// Adds many files; of one path the last stands.
    pub(crate) fn extend(&mut self, files: Vec<(OutputPath, Content)>) {
        self.files.extend(files);
    }

    /// Adds files in `folder` that are made when one of them is asked for, or all are. A file that is there already stands.
    pub(crate) fn insert_later(
        &mut self,
        folder: &str,
        make: impl Fn() -> Vec<(OutputPath, Content)> + Send + Sync + 'static,
    ) {
        let later =
            Later { folder: folder.to_owned(), make: Box::new(make), made: OnceLock::new() };
        self.later.push(Arc::new(later));
    }

    /// Whether there is a file of that path among those that are made.
    pub(crate) fn has(&self, path: &OutputPath) -> bool {
        self.files.get(path.as_str()).is_some()
    }

    /// The same files, without those in folders that are made when they are asked for.
    pub(crate) fn made(&self) -> Self {
        Self { files: self.files.clone(), later: Vec::new() }
    }

    /// Puts the `new` files of a page in place of its `old` ones, but where a file of something else stands; `None` if the page has
    /// files of other paths now.
    pub(crate) fn replace(&mut self, old: &[PageFile], new: &[PageFile]) -> Option<()> {
        if old.len() != new.len() {
            return None;
        }
        for ((path, old), (new_path, new)) in old.iter().zip(new) {
            if path != new_path {
                return None;
            }
            let stands = self.files.get(path.as_str()).is_some_and(|own| own.is_same(old));
            if stands {
                self.files.insert(path.clone(), new.clone());
            }
        }
        Some(())
    }

    /// Adds the files of another build.
    pub(crate) fn merge(&mut self, other: Self) {
        self.files.extend(other.files.into_entries());
        self.later.extend(other.later);
    }

    /// Adds the files of another build in a folder of their own.
    pub(crate) fn merge_into(&mut self, folder: &str, other: Self) {
        let inside =
            move |path: &OutputPath, folder: &str| OutputPath::parse(&format!("{folder}/{path}"));
        let moved = other.files.into_entries();
        let moved = moved.filter_map(|(path, content)| Some((inside(&path, folder)?, content)));
        self.files.extend(moved);
        for later in other.later {
            let own = folder.to_owned();
            self.insert_later(&format!("{folder}/{}", later.folder.clone()), move || {
                let files = later.files().iter();
                files
                    .filter_map(|(path, content)| Some((inside(path, &own)?, content.clone())))
                    .collect()
            });
        }
    }

    /// The content of a file.
    pub fn get(&self, path: &str) -> Option<&Content> {
        self.files.get(path).or_else(|| {
            let may_have = |later: &&Arc<Later>| {
                path.strip_prefix(&*later.folder).is_some_and(|rest| rest.starts_with('/'))
            };
            self.later.iter().filter(may_have).find_map(|later| later.files().get(path))
        })
    }

    /// The paths of those files whose names are known, in order: all but the search index. Makes nothing.
    pub fn named(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.iter().map(|(path, _)| path)
    }

    /// Every file in order of path. Makes those that have not been made.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&OutputPath, &Content)> {
        let mut files: Vec<(&OutputPath, &Content)> = self.files.iter().collect();
        let own = self.files.len();
        for later in &self.later {
            let new =
                later.files().iter().filter(|(path, _)| self.files.get(path.as_str()).is_none());
            files.extend(new);
        }
        if files.len() > own {
            files.sort_by_key(|(path, _)| *path);
        }
        files.into_iter()
    }

    /// The paths of files that are new, gone or have other bytes than in `old`, in order. Files that are made when they are asked for
    /// are left aside, so this takes as long as what has changed is large.
    pub fn changes(&self, old: &Self) -> Vec<OutputPath> {
        self.files
            .differences(&old.files, |old, new| old.is_later() || new.is_later() || old == new)
    }
}

impl PartialEq for Build {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Build {}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> OutputPath {
        OutputPath::parse(path).unwrap()
    }

    fn build() -> Build {
        let mut build = Build::default();
        build.insert(path("a.html"), b"a".as_slice());
        build.insert(path("find/own.js"), b"own".as_slice());
        build.insert_later("find", || {
            let file = |name: &str| (path(name), Content::from(b"made".as_slice()));
            vec![file("find/x.js"), file("find/own.js")]
        });
        build
    }

    fn names(build: &Build) -> Vec<String> {
        build.iter().map(|(path, _)| path.to_string()).collect()
    }

    #[test]
    fn files_of_later_are_there_as_soon_as_they_are_asked_for() {
        let build = build();
        assert_eq!(build.get("find/x.js").map(|own| &**own), Some(b"made".as_slice()));
        assert_eq!(build.get("find/own.js").map(|own| &**own), Some(b"own".as_slice()));
        assert_eq!(build.get("findx.js"), None);
        assert_eq!(names(&build), ["a.html", "find/own.js", "find/x.js"]);
    }

    #[test]
    fn another_folder_moves_them_too() {
        let mut all = Build::default();
        all.merge_into("otago", build());
        assert_eq!(all.get("otago/find/x.js").map(|own| &**own), Some(b"made".as_slice()));
        assert_eq!(names(&all), ["otago/a.html", "otago/find/own.js", "otago/find/x.js"]);
    }

    #[test]
    fn changes_are_of_bytes() {
        let (old, mut new) = (build(), build());
        assert!(new.changes(&old).is_empty());
        new.insert(path("a.html"), b"b".as_slice());
        new.insert(path("b.html"), b"b".as_slice());
        assert_eq!(new.changes(&old), [path("a.html"), path("b.html")]);
    }
}
