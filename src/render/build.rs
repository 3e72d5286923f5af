//! A published site as a value.

use crate::id::OutputPath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every file of a published site, by path. Two builds of the same inputs are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Build {
    files: BTreeMap<OutputPath, Arc<[u8]>>,
}

impl Build {
    /// Adds a file; the newest of one path stands.
    pub fn insert(&mut self, path: OutputPath, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, bytes.into());
    }

    /// Whether there is a file of that path.
    pub(crate) fn has(&self, path: &OutputPath) -> bool {
        self.files.contains_key(path)
    }

    /// Adds the files of another build.
    pub(crate) fn merge(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// Adds the files of another build in a folder of their own.
    pub(crate) fn merge_into(&mut self, folder: &str, other: Self) {
        for (path, bytes) in other.files {
            if let Some(path) = OutputPath::parse(&format!("{folder}/{path}")) {
                self.files.insert(path, bytes);
            }
        }
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// Every file in order of path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&OutputPath, &Arc<[u8]>)> {
        self.files.iter()
    }
}
