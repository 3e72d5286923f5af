//! A site's folder on disk to [`Sources`].
//!
//! Reads `site.yaml`, `content/` and `themes/`, and nothing else that stands beside them. Follows symbolic links; a link
//! that leads back to a folder above it is passed over. A file that vanishes while the folder is read was never there:
//! editors save by way of such files.

use super::Sources;
use crate::id::SourcePath;
use rayon::prelude::*;
use std::io;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

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
        // An empty folder is a site without pages; a folder that is not there is a mistyped argument.
        folder.read_dir().map_err(|error| at(folder, &error))?;
        let mut found = Vec::new();
        for root in ROOTS {
            walk(folder, root, &mut found)?;
        }
        let files: Vec<Option<(SourcePath, Vec<u8>)>> =
            found.into_par_iter().map(read).collect::<io::Result<_>>()?;
        let mut sources = Self::default();
        for (path, bytes) in files.into_iter().flatten() {
            sources.insert(path, bytes);
        }
        sources.lay_theme_below();
        Ok(sources)
    }
}

/// Whether a file or folder of that name is left out: hidden ones, and what editors write beside a file while it is open
/// (`a.md~`, `.a.md.swp`, `#a.md#`, and the `4913` by which Vim tries a folder).
pub(crate) fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "4913"
        || Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "swp" || ending == "swx" || ending == "swo")
}

fn walk(folder: &Path, root: &str, found: &mut Vec<(SourcePath, PathBuf)>) -> io::Result<()> {
    let ignored = |path: &Path| path.file_name().and_then(|n| n.to_str()).is_some_and(is_ignored);
    let entries = WalkDir::new(folder.join(root))
        .follow_links(true)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !ignored(entry.path()));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                // A link that leads nowhere is there itself; a file that has vanished is not.
                let vanished =
                    error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound)
                        && path.symlink_metadata().is_err();
                if error.loop_ancestor().is_some() || vanished || ignored(&path) {
                    continue;
                }
                return Err(at(&path, &error.into()));
            }
        };
        if entry.file_type().is_file() {
            let path = source_path(folder, entry.path())?;
            found.push((path, entry.into_path()));
        }
    }
    Ok(())
}

/// The path below `folder` with forward slashes.
fn source_path(folder: &Path, path: &Path) -> io::Result<SourcePath> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    parts.and_then(|parts| SourcePath::parse(&parts.join("/"))).ok_or_else(|| {
        at(path, &io::Error::new(io::ErrorKind::InvalidData, "the name is not UTF-8"))
    })
}

#[expect(clippy::disallowed_methods, reason = "the loader is where a build reads the disk")]
fn read((path, place): (SourcePath, PathBuf)) -> io::Result<Option<(SourcePath, Vec<u8>)>> {
    match std::fs::read(&place) {
        Ok(bytes) => Ok(Some((path, bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(&place, &error)),
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
