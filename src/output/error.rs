//! Why a folder could not be written, in words that say what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub(super) type Result<T> = std::result::Result<T, OutputError>;

/// Why a folder could not be written. It is then as it was.
#[derive(Debug)]
pub(crate) enum OutputError {
    /// There is a file of that name.
    NotAFolder(PathBuf),
    /// The folder has files in it and no manifest of ours.
    NotOurs(PathBuf),
    /// The manifest is cut short or changed, so that it is not known which files are ours.
    DamagedManifest(PathBuf),
    /// The manifest is of a version that this Guidepost does not know.
    NewerManifest(PathBuf),
    /// The folder cannot be renamed, and why.
    NotSwappable(PathBuf, &'static str),
    /// A file of someone else has a name that Guidepost would use.
    Conflict(PathBuf),
    /// Something that is not ours has the name of one of our siblings.
    InTheWay(PathBuf),
    /// The disk failed us: what was being done, to what, and what the system says.
    Disk(&'static str, PathBuf, io::Error),
}

impl OutputError {
    /// Whether the machine failed, and not the person who chose the folder.
    pub(crate) fn is_disk(&self) -> bool {
        matches!(self, Self::Disk(..))
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder(path) => {
                write!(f, "`{}` is a file; give a folder to write the site to", path.display())
            }
            Self::NotOurs(path) => write!(
                f,
                "`{0}` has files in it that Guidepost did not write, so nothing was changed; choose a new or empty folder, \
                 or put an empty file called `.guidepost` into `{0}`: every file there now then stays as it is",
                path.display()
            ),
            Self::DamagedManifest(path) => write!(
                f,
                "`{}` is damaged, so it is not known which files beside it are Guidepost's; delete its folder, \
                 or empty the file to keep all of them",
                path.display()
            ),
            Self::NewerManifest(path) => write!(
                f,
                "`{}` was written by a newer Guidepost; use that one, or delete the folder",
                path.display()
            ),
            Self::NotSwappable(path, why) => {
                write!(f, "`{}` cannot be the output folder: {why}", path.display())
            }
            Self::Conflict(path) => write!(
                f,
                "Guidepost did not write `{}`, and the new site has a file of that name; \
                 move one of the two",
                path.display()
            ),
            Self::InTheWay(path) => write!(
                f,
                "`{}` is in the way and has no mark of Guidepost's; move or delete it",
                path.display()
            ),
            Self::Disk(doing, path, error) => {
                write!(f, "cannot {doing} `{}`: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk(_, _, error) => Some(error),
            _ => None,
        }
    }
}

/// Adds to an error of the system what was being done, and to what.
pub(super) trait At<T> {
    fn at(self, doing: &'static str, path: &Path) -> Result<T>;
}

impl<T, E: Into<io::Error>> At<T> for std::result::Result<T, E> {
    fn at(self, doing: &'static str, path: &Path) -> Result<T> {
        self.map_err(|error| OutputError::Disk(doing, path.to_owned(), error.into()))
    }
}
