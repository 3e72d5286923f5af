//! What an output folder holds: which of our files are as the new build wants them, and what others put there.

use super::error::{At, OutputError, Result};
use super::manifest::{self, Manifest};
use super::target::MOUNT_POINT;
use crate::render::Build;
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What an output folder holds, seen from a new build.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The paths of the build whose files are ours and have these bytes.
    pub(super) same: BTreeSet<String>,
    /// What Guidepost did not write, relative to the folder: folders before what is in them.
    pub(super) foreign: Vec<Foreign>,
}

/// A file, link or folder that Guidepost did not write.
#[derive(Debug)]
pub(super) struct Foreign {
    pub(super) path: PathBuf,
    pub(super) is_folder: bool,
}

impl Survey {
    /// Reads the folder; nothing is in one that does not exist.
    #[expect(clippy::disallowed_methods, reason = "the output folder is read from the disk")]
    pub(super) fn of(folder: &Path, ours: &Manifest, build: &Build) -> Result<Self> {
        let mut survey = Self::default();
        let Ok(root) = std::fs::metadata(folder) else { return Ok(survey) };
        let our_folders = ours.folders();
        let wanted_folders = manifest::folders(build.iter().map(|(path, _)| path));
        for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
            let entry = entry.at("read", folder)?;
            let path = entry.path();
            let relative = path.strip_prefix(folder).unwrap_or(path);
            let name = with_slashes(relative);
            let is_folder = entry.file_type().is_dir();
            if let Some(name) = &name {
                if !is_folder && ours.has(name) {
                    if entry.file_type().is_file()
                        && let Some(wanted) = build.get(name)
                        && std::fs::read(path).at("read", path)? == *wanted.bytes()
                    {
                        survey.same.insert(name.clone());
                    }
                    continue;
                }
                if name == manifest::NAME || (is_folder && our_folders.contains(name.as_str())) {
                    continue;
                }
                let wanted = build.get(name).is_some()
                    || (!is_folder && wanted_folders.contains(name.as_str()))
                    || name.match_indices('/').any(|(end, _)| build.get(&name[..end]).is_some());
                if wanted {
                    return Err(OutputError::Conflict(path.to_owned()));
                }
            }
            if on_other_device(&root, &entry.metadata().at("read", path)?) {
                return Err(OutputError::NotSwappable(path.to_owned(), MOUNT_POINT));
            }
            survey.foreign.push(Foreign { path: relative.to_owned(), is_folder });
        }
        Ok(survey)
    }
}

/// A relative path as a build has it; `None` if it is no text.
pub(super) fn with_slashes(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

#[cfg(unix)]
fn on_other_device(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    a.dev() != b.dev()
}

#[cfg(not(unix))]
fn on_other_device(_: &Metadata, _: &Metadata) -> bool {
    false
}
