//! The folders of a site to [`Sources`]: an immutable snapshot of every file, with its text and the hash of its content.
//!
//! 1. [`load`](Sources::load) walks the disk once; [`from_fixture`](Sources::from_fixture) reads a site from one string, for tests.
//! 2. The embedded theme lies below the site's own `themes/`, file by file.
//! 3. [`edition`](Sources::edition) lays an institution's `pages/` over the shared ones.
//!
//! The only part of a build that touches the disk. Understands no file's content.

use crate::id::{InstitutionId, SourcePath};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The BLAKE3 hash of its bytes.
    pub hash: [u8; 32],
}

/// A snapshot of a site's files.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<SourcePath, File>,
}

impl Sources {
    /// Reads `site.yaml`, `content/` and `themes/` below `folder`. Follows symbolic links; leaves out names that begin with a dot.
    ///
    /// # Errors
    /// When a file or folder cannot be read.
    pub fn load(folder: &Path) -> std::io::Result<Self> {
        let _ = folder;
        Ok(Self::default())
    }

    /// A site from one string: each file begins with a line `//- /path`. For tests.
    pub fn from_fixture(text: &str) -> Self {
        let _ = text;
        Self::default()
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The text of a file; `None` if there is no such file or it is not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(&self.get(path)?.bytes).ok()
    }

    /// Every file below `folder` (no slash at its end), in order of path.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a SourcePath, &'a File)> {
        self.files.iter().filter(move |(path, _)| path.below(folder).is_some())
    }

    /// The folders in `content/institutions/` that have an `institution.yaml`, in order.
    pub fn institutions(&self) -> Vec<InstitutionId> {
        Vec::new()
    }
}
