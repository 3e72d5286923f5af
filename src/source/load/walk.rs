//! The folders of a site to the places of its files.
//!
//! Follows symbolic links, except one that leads back to a folder above it, and says where it met one. Opens no file.

use super::at;
use crate::id::SourcePath;
use std::io;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// Where a file is, and as what a site knows it.
pub(super) type Found = (SourcePath, PathBuf);

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) files: Vec<Found>,
    /// The symbolic links among them.
    pub(super) links: Vec<PathBuf>,
}

impl Walk {
    /// Adds what is below `root` in `folder`, or `root` itself if it is a file. Ends early, with `false`, when `stop` says so.
    pub(super) fn add(
        &mut self,
        folder: &Path,
        root: &Path,
        stop: &dyn Fn() -> bool,
    ) -> io::Result<bool> {
        let ignored =
            |path: &Path| path.file_name().and_then(|n| n.to_str()).is_some_and(is_ignored);
        let entries = WalkDir::new(folder.join(root))
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !ignored(entry.path()));
        for entry in entries {
            if stop() {
                return Ok(false);
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    if error.loop_ancestor().is_some() {
                        self.links.push(path);
                        continue;
                    }
                    let gone = error.io_error().is_some_and(|e| vanished(&path, e));
                    if gone || ignored(&path) {
                        continue;
                    }
                    return Err(at(&path, &error.into()));
                }
            };
            if entry.path_is_symlink() {
                self.links.push(entry.path().to_owned());
            }
            if entry.file_type().is_file() {
                let path = source_path(folder, entry.path())?;
                self.files.push((path, entry.into_path()));
            }
        }
        Ok(true)
    }
}

/// Whether nothing is there any more. A link that leads nowhere is there itself.
pub(super) fn vanished(path: &Path, error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
        && path.symlink_metadata().is_err()
}

/// Whether a file or folder of that name is left out: hidden ones, and what editors write beside a file while it is open
/// (`a.md~`, `.a.md.swp`, `#a.md#`, `a.md___jb_tmp___`, and the `4913` by which Vim tries a folder).
pub(crate) fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || name == "4913"
        || Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "swp" || ending == "swx" || ending == "swo")
}

/// The path below `folder` with forward slashes.
pub(super) fn source_path(folder: &Path, path: &Path) -> io::Result<SourcePath> {
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
