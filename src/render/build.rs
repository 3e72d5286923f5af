//! A published site as a value.

use super::content::Content;
use crate::id::OutputPath;
use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Every file of a published site, by path. Two builds of the same inputs are equal.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// The next build shares with this one what is the same, so that an edit of a page copies, compares and drops little.
    files: OrdMap<OutputPath, File>,
    /// Files whose names are known only once they are made.
    later: Vec<Arc<Later>>,
}

/// A file. Two that have not both been made are equal: only making them would tell.
#[derive(Clone, Debug)]
struct File(Content);

impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_later() || other.0.is_later() || self.0 == other.0
    }
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
        self.files.insert(path, File(content.into()));
    }

    /// Adds many files; of one path the last stands.
    pub(crate) fn extend(&mut self, files: Vec<(OutputPath, Content)>) {
        self.files.extend(files.into_iter().map(|(path, content)| (path, File(content))));
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
        self.files.contains_key(path)
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
            if self.files.get(path).is_some_and(|own| own.0.is_same(old)) {
                self.files.insert(path.clone(), File(new.clone()));
            }
        }
        Some(())
    }

    /// Adds the files of another build.
    pub(crate) fn merge(&mut self, other: Self) {
        self.files.extend(other.files);
        self.later.extend(other.later);
    }

    /// Adds the files of another build in a folder of their own.
    pub(crate) fn merge_into(&mut self, folder: &str, other: Self) {
        let inside =
            move |path: &OutputPath, folder: &str| OutputPath::parse(&format!("{folder}/{path}"));
        let moved = other.files.into_iter();
        let moved = moved.filter_map(|(path, file)| Some((inside(&path, folder)?, file)));
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
        self.files.get(path).map(|own| &own.0).or_else(|| {
            let may_have = |later: &&Arc<Later>| {
                path.strip_prefix(&*later.folder).is_some_and(|rest| rest.starts_with('/'))
            };
            self.later.iter().filter(may_have).find_map(|later| later.files().get(path))
        })
    }

    /// The paths of those files whose names are known, in order: all but the search index. Makes nothing.
    pub fn named(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys()
    }

    /// Every file in order of path. Makes those that have not been made.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&OutputPath, &Content)> {
        let own = self.files.iter().map(|(path, own)| (path, &own.0));
        let mut files: Vec<(&OutputPath, &Content)> = own.collect();
        let own = self.files.len();
        for later in &self.later {
            let new = later.files().iter().filter(|(path, _)| !self.has(path));
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
        let path = |difference| match difference {
            DiffItem::Add(path, _) | DiffItem::Remove(path, _) => OutputPath::clone(path),
            DiffItem::Update { new: (path, _), .. } => path.clone(),
        };
        old.files.diff(&self.files).map(path).collect()
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
        assert_eq!(old.changes(&new), [path("a.html"), path("b.html")]);
    }

    #[test]
    fn to_find_changes_nothing_is_made() {
        let build = || {
            let mut build = build();
            build.insert(path("later.txt"), Content::later(|| panic!("made")));
            build
        };
        assert!(build().changes(&build()).is_empty());
    }
}
