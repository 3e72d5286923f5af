//! A site's folder on disk to [`Sources`].
//!
//! 1. [`walk`] finds the files of `site.yaml`, `content/` and `themes/`, and nothing else that stands beside them.
//! 2. Each is read, or, by its [`stamp`], known to be the one that was read before.
//! 3. What was read is compared, so that an unchanged file stays the very same bytes in memory.
//!
//! [`Folder`] remembers; [`Sources::load`] reads a folder once. A file that vanishes while the folder is read was never there:
//! editors save by way of such files. Asks for no time: whoever reads again says what time it is.

mod stamp;
mod walk;

pub(crate) use walk::is_ignored;

use super::{Sources, embedded};
use crate::id::SourcePath;
use rayon::prelude::*;
use stamp::Stamp;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use walk::{Found, Walk, source_path, vanished};

/// What a site is made of.
const ROOTS: [&str; 3] = ["site.yaml", "content", "themes"];

impl Sources {
    /// Reads `site.yaml`, `content/` and `themes/` below `folder`, all of which may be missing. Follows symbolic links;
    /// leaves out names that begin with a dot and editors' temporary files.
    ///
    /// # Errors
    /// When a file or folder cannot be read, a symbolic link leads nowhere, a name is not UTF-8, or `folder` is not there.
    /// The message names the path.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let mut folder = Folder::new(folder);
        folder.read_all(SystemTime::UNIX_EPOCH, &|| false)?;
        Ok(Arc::unwrap_or_clone(folder.sources))
    }
}

/// The files that differ from before, in order.
pub(crate) type Changes = BTreeSet<SourcePath>;

/// A site's folder, and what was last read of it.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    /// The files that are on the disk; the rest of the sources is the default theme.
    known: BTreeMap<SourcePath, Stamp>,
    sources: Arc<Sources>,
    links: Vec<PathBuf>,
    /// Whether everything has been read once.
    whole: bool,
}

/// A file that was read, if it is there.
type Reading = (SourcePath, Option<(Stamp, Vec<u8>)>);

impl Folder {
    /// Reads nothing yet.
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            known: BTreeMap::new(),
            sources: Arc::default(),
            links: Vec::new(),
            whole: false,
        }
    }

    /// What was last read.
    pub(crate) fn sources(&self) -> &Arc<Sources> {
        &self.sources
    }

    /// The symbolic links among the files, and those that lead in circles.
    pub(crate) fn links(&self) -> &[PathBuf] {
        &self.links
    }

    /// Looks at every file, and reads those that may differ from what was read before. `now` is the time by the system's
    /// clock. Gives up, with `None`, when `stop` says so.
    ///
    /// # Errors
    /// As [`Sources::load`]. What was read before then stands.
    pub(crate) fn read_all(
        &mut self,
        now: SystemTime,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> io::Result<Option<Changes>> {
        // An empty folder is a site without pages; a folder that is not there is a mistyped argument.
        self.root.read_dir().map_err(|error| at(&self.root, &error))?;
        let mut walk = Walk::default();
        for root in ROOTS {
            if !walk.add(&self.root, Path::new(root), stop)? {
                return Ok(None);
            }
        }
        let there: BTreeSet<&SourcePath> = walk.files.iter().map(|(path, _)| path).collect();
        let gone: Vec<SourcePath> =
            self.known.keys().filter(|path| !there.contains(path)).cloned().collect();
        let read = self.read_files(walk.files, now, stop)?;
        if stop() {
            return Ok(None);
        }
        self.links = walk.links;
        Ok(Some(self.take(gone, read)))
    }

    /// Reads these files, or what is in these folders; their paths are relative to the site's folder. As
    /// [`read_all`](Self::read_all) where only a look at everything can say what changed.
    ///
    /// # Errors
    /// As [`Sources::load`]. What was read before then stands.
    pub(crate) fn read(
        &mut self,
        paths: &BTreeSet<PathBuf>,
        now: SystemTime,
    ) -> io::Result<Changes> {
        // A file below a link has several paths, of which we are told one.
        let all = !self.whole || !self.links.is_empty() || paths.iter().any(|p| self.is_link(p));
        if all {
            return Ok(self.read_all(now, &|| false)?.unwrap_or_default());
        }
        let mut walk = Walk::default();
        let mut gone = BTreeSet::new();
        for path in paths.iter().filter(|path| is_of_a_site(path)) {
            walk.add(&self.root, path, &|| false)?;
            // A name that is no text is no known file's.
            if let Ok(path) = source_path(Path::new(""), path) {
                gone.extend(self.known.get_key_value(&path).map(|(path, _)| path.clone()));
                gone.extend(self.known_below(&path));
            }
        }
        if !walk.links.is_empty() {
            return Ok(self.read_all(now, &|| false)?.unwrap_or_default());
        }
        for (path, _) in &walk.files {
            gone.remove(path);
        }
        let read = self.read_files(walk.files, now, &|| false)?;
        Ok(self.take(gone, read))
    }

    /// Whether a link stands at the path or above it.
    fn is_link(&self, path: &Path) -> bool {
        let above = path.ancestors().filter(|above| *above != Path::new(""));
        above.map(|above| self.root.join(above)).any(|above| above.is_symlink())
    }

    fn known_below(&self, folder: &SourcePath) -> impl Iterator<Item = SourcePath> {
        let start = (Bound::Excluded(folder.as_str()), Bound::Unbounded);
        self.known
            .range::<str, _>(start)
            .take_while(|(path, _)| path.as_str().starts_with(folder.as_str()))
            .filter(|(path, _)| path.below(folder.as_str()).is_some())
            .map(|(path, _)| path.clone())
    }

    /// Reads those of the files whose stamp cannot vouch for them.
    fn read_files(
        &self,
        files: Vec<Found>,
        now: SystemTime,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> io::Result<Vec<Reading>> {
        let one = |(path, place): Found| {
            let same = || self.known.get(&path).is_some_and(|stamp| is_as_read(&place, stamp));
            if stop() || same() {
                return Ok(None);
            }
            let read = read_file(&place, now)?;
            Ok(Some((path, read)))
        };
        let read: io::Result<Vec<Option<Reading>>> = match files.len() {
            // Most often it is one file, and threads would take longer to wake.
            0..8 => files.into_iter().map(one).collect(),
            _ => files.into_par_iter().map(one).collect(),
        };
        Ok(read?.into_iter().flatten().collect())
    }

    /// Makes what was read the newest sources.
    fn take(&mut self, gone: impl IntoIterator<Item = SourcePath>, read: Vec<Reading>) -> Changes {
        let mut changes = Changes::new();
        let first = !std::mem::replace(&mut self.whole, true);
        if first {
            Arc::make_mut(&mut self.sources).lay_theme_below();
        }
        for (path, read) in read {
            match read {
                Some((stamp, bytes)) => {
                    self.known.insert(path.clone(), stamp);
                    if self.sources.get(path.as_str()).is_none_or(|file| *file.bytes != *bytes) {
                        Arc::make_mut(&mut self.sources).insert(path.clone(), bytes);
                        changes.insert(path);
                    }
                }
                None => self.lose(path, &mut changes),
            }
        }
        for path in gone {
            self.lose(path, &mut changes);
        }
        changes
    }

    fn lose(&mut self, path: SourcePath, changes: &mut Changes) {
        if self.known.remove(&path).is_none() {
            return;
        }
        let sources = Arc::make_mut(&mut self.sources);
        let before = sources.remove(path.as_str());
        // The default theme's file of that name counts again.
        if let Some(bytes) = embedded::theme(path.as_str()) {
            sources.insert(path.clone(), bytes);
        }
        if before.as_ref() != sources.get(path.as_str()) {
            changes.insert(path);
        }
    }
}

/// Whether a path can be that of a source.
pub(crate) fn is_of_a_site(path: &Path) -> bool {
    let mut parts = path.components().map(|part| part.as_os_str().to_str());
    let first = parts.next().flatten();
    let rest_counts = parts.all(|part| part.is_none_or(|name| !is_ignored(name)));
    rest_counts && first.is_some_and(|first| ROOTS.contains(&first))
}

#[expect(clippy::disallowed_methods, reason = "the loader is where a build reads the disk")]
fn is_as_read(place: &Path, stamp: &Stamp) -> bool {
    std::fs::metadata(place).is_ok_and(|metadata| stamp.vouches_for(&metadata))
}

/// A file's bytes; `None` if it has vanished.
#[expect(clippy::disallowed_methods, reason = "the loader is where a build reads the disk")]
fn read_file(place: &Path, now: SystemTime) -> io::Result<Option<(Stamp, Vec<u8>)>> {
    let read = || {
        let mut file = std::fs::File::open(place)?;
        // The stamp first: what is written while we read makes another.
        let metadata = file.metadata()?;
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        file.read_to_end(&mut bytes)?;
        Ok((Stamp::new(&metadata, now), bytes))
    };
    match read() {
        Ok(read) => Ok(Some(read)),
        Err(error) if vanished(place, &error) => Ok(None),
        Err(error) => Err(at(place, &error)),
    }
}

/// The error with the path in front.
fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the loader's tests make folders to read")]

    use super::*;
    use std::fs;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn paths(folder: &Path) -> Vec<String> {
        let sources = Sources::load(folder).unwrap();
        let own = sources.iter().filter(|(path, _)| path.below("themes/default").is_none());
        own.map(|(path, _)| path.to_string()).collect()
    }

    #[test]
    fn only_what_belongs_to_a_site_is_read() {
        let folder = folder(&[
            "site.yaml",
            "README.md",
            "src/main.rs",
            "content/pages/a b.md",
            "content/.git/config",
            "content/pages/.a.md.swp",
            "content/pages/a.md.swp",
            "content/pages/a.md~",
            "content/pages/#a.md#",
            "content/pages/4913",
            "themes/plain/x.css",
        ]);
        assert_eq!(
            paths(folder.path()),
            ["content/pages/a b.md", "site.yaml", "themes/plain/x.css"]
        );
        let sources = Sources::load(folder.path()).unwrap();
        assert_eq!(sources.text("site.yaml"), Some("site.yaml"));
    }

    #[test]
    fn a_folder_may_be_empty_but_must_be_there() {
        let folder = folder(&[]);
        assert_eq!(paths(folder.path()), Vec::<String>::new());
        let error = Sources::load(&folder.path().join("lost")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(error.to_string().contains("lost"), "{error}");
    }

    /// The hints that a watcher would give, and files of the theme that come and go, in any order.
    #[test]
    fn reading_what_changed_is_reading_everything() {
        let folder = folder(&["content/pages/a.md", "content/pages/deep/b.md"]);
        let root = folder.path();
        let mut kept = Folder::new(root);
        kept.read_all(SystemTime::now(), &|| false).unwrap();
        let steps: &[(&str, Step, usize)] = &[
            ("content/pages/a.md", Step::Write("longer"), 1),
            ("content/pages/a.md", Step::Write("longer"), 0),
            ("content/pages/.a.md.swp", Step::Write("x"), 0),
            ("content/pages/c.md", Step::Write("new"), 1),
            ("content/pages/c.md", Step::Remove, 1),
            ("content/pages/c.md", Step::Remove, 0),
            ("content/pages/deep", Step::Remove, 1),
            ("content/pages/deep", Step::Write("a file now"), 1),
            ("content/pages/deep", Step::Remove, 1),
            ("content/pages/deep/er", Step::Folder, 0),
            ("content/pages/deep/er/d.md", Step::Write("d"), 1),
            ("content/pages", Step::Remove, 2),
            ("themes/default/templates/page.html", Step::Write("own"), 1),
            ("themes", Step::Remove, 1),
            ("site.yaml", Step::Write("title: A"), 1),
        ];
        for (path, step, changes) in steps {
            step.take(&root.join(path));
            let hints = BTreeSet::from([PathBuf::from(path)]);
            let changed = kept.read(&hints, SystemTime::now()).unwrap();
            assert_eq!(changed.len(), *changes, "{path} {step:?}: {changed:?}");
            assert_eq!(**kept.sources(), Sources::load(root).unwrap(), "{path} {step:?}");
        }
    }

    #[derive(Debug)]
    enum Step {
        Write(&'static str),
        Folder,
        Remove,
    }

    impl Step {
        fn take(&self, path: &Path) {
            match self {
                Self::Write(text) => {
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, text).unwrap();
                }
                Self::Folder => fs::create_dir_all(path).unwrap(),
                Self::Remove if path.is_dir() => fs::remove_dir_all(path).unwrap(),
                // It may be gone already.
                Self::Remove => drop(fs::remove_file(path)),
            }
        }
    }

    #[test]
    fn an_unchanged_file_stays_the_same_bytes_in_memory() {
        let folder = folder(&["content/pages/a.md", "content/pages/b.md"]);
        let mut kept = Folder::new(folder.path());
        kept.read_all(SystemTime::now(), &|| false).unwrap();
        let before = kept.sources().clone();
        fs::write(folder.path().join("content/pages/a.md"), "other").unwrap();
        kept.read_all(SystemTime::now(), &|| false).unwrap();
        let same = |path| {
            let [old, new] =
                [&before, kept.sources()].map(|sources| sources.get(path).unwrap().bytes.clone());
            Arc::ptr_eq(&old, &new)
        };
        assert!(!same("content/pages/a.md") && same("content/pages/b.md"));
    }

    #[test]
    fn a_young_file_is_read_again_and_an_old_one_is_not() {
        let folder = folder(&["content/a.md"]);
        let path = folder.path().join("content/a.md");
        let mut kept = Folder::new(folder.path());
        kept.read_all(SystemTime::now(), &|| false).unwrap();
        let metadata = fs::metadata(&path).unwrap();
        let known = |kept: &Folder| kept.known.values().next().unwrap().clone();
        assert!(!known(&kept).vouches_for(&metadata), "two saves may share a tick of the clock");
        let later = SystemTime::now() + std::time::Duration::from_secs(10);
        kept.read_all(later, &|| false).unwrap();
        assert_eq!(known(&kept).vouches_for(&metadata), cfg!(unix));
        fs::write(&path, "0123456789ab").unwrap();
        assert!(!known(&kept).vouches_for(&fs::metadata(&path).unwrap()));
    }

    #[test]
    fn a_look_can_be_given_up() {
        let folder = folder(&["content/a.md"]);
        let mut kept = Folder::new(folder.path());
        assert_eq!(kept.read_all(SystemTime::now(), &|| true).unwrap(), None);
        assert_eq!(kept.read_all(SystemTime::now(), &|| false).unwrap().unwrap().len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_two_paths_changes_under_both() {
        use std::os::unix::fs::symlink;
        let folder = folder(&["content/pages/a.md", "elsewhere/b.md"]);
        let content = folder.path().join("content");
        for name in ["one", "two"] {
            symlink(folder.path().join("elsewhere"), content.join("pages").join(name)).unwrap();
        }
        let mut kept = Folder::new(folder.path());
        kept.read_all(SystemTime::now(), &|| false).unwrap();
        fs::write(folder.path().join("elsewhere/b.md"), "other").unwrap();
        let hints = BTreeSet::from([PathBuf::from("content/pages/one/b.md")]);
        assert_eq!(kept.read(&hints, SystemTime::now()).unwrap().len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        use std::os::unix::fs::symlink;
        let folder = folder(&["content/pages/a.md", "elsewhere/b.md"]);
        let content = folder.path().join("content");
        symlink(folder.path().join("elsewhere"), content.join("pages/more")).unwrap();
        symlink(&content, content.join("pages/loop")).unwrap();
        symlink("nobody@host.1", content.join("pages/.#a.md")).unwrap();
        assert_eq!(paths(folder.path()), ["content/pages/a.md", "content/pages/more/b.md"]);

        symlink("nowhere", content.join("pages/c.md")).unwrap();
        let error = Sources::load(folder.path()).unwrap_err();
        assert!(error.to_string().contains("c.md"), "{error}");
    }
}
