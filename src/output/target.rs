//! The folder that was asked for to its real place and its siblings.
//!
//! Refuses what cannot be renamed: the root, a mount point, the folder that the process stands in.

use super::error::{At, OutputError, Result};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The output folder and the names beside it that a run may use.
#[derive(Debug)]
pub(super) struct Target {
    /// The folder itself, with symbolic links resolved: a link to the folder stays a link.
    pub(super) folder: PathBuf,
    /// Where the new site is put together; after the exchange, the old one.
    pub(super) new: PathBuf,
    /// Where the old site goes if the two cannot be exchanged.
    pub(super) old: PathBuf,
    /// The file that a running build holds a lock on.
    pub(super) lock: PathBuf,
}

impl Target {
    /// Finds the folder; makes the folders above it.
    #[expect(clippy::disallowed_methods, reason = "the output folder is found on the disk")]
    pub(super) fn find(asked: &Path) -> Result<Self> {
        let refuse = |why| Err(OutputError::NotSwappable(asked.to_owned(), why));
        let folder = match std::fs::symlink_metadata(asked) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let Some(name) = asked.file_name() else {
                    return refuse("its path ends in `..`");
                };
                let parent = match asked.parent() {
                    Some(parent) if parent != Path::new("") => parent,
                    _ => Path::new("."),
                };
                std::fs::create_dir_all(parent).at("create", parent)?;
                parent.canonicalize().at("find", parent)?.join(name)
            }
            Err(error) => return Err(error).at("read", asked),
            Ok(found) => match asked.canonicalize() {
                Ok(folder) if folder.is_dir() => folder,
                Ok(_) => return Err(OutputError::NotAFolder(asked.to_owned())),
                Err(_) if found.is_symlink() => {
                    return refuse("it is a symbolic link that leads nowhere");
                }
                Err(error) => return Err(error).at("find", asked),
            },
        };
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            return refuse("it is the root of the disk");
        };
        if std::env::current_dir()
            .and_then(|here| here.canonicalize())
            .is_ok_and(|here| here.starts_with(&folder))
        {
            return refuse(
                "the command runs inside it, and a site is published by putting a new folder in its place; \
                 run the command from the folder above",
            );
        }
        if is_mount_point(&folder, parent) {
            return refuse(MOUNT_POINT);
        }
        let sibling = |what: &str| {
            let mut sibling = std::ffi::OsString::from(".");
            sibling.push(name);
            sibling.push(format!(".guidepost-{what}"));
            parent.join(sibling)
        };
        Ok(Self { new: sibling("new"), old: sibling("old"), lock: sibling("lock"), folder })
    }

    /// Whether there is such a folder yet.
    #[expect(clippy::disallowed_methods, reason = "the output folder is found on the disk")]
    pub(super) fn exists(&self) -> bool {
        self.folder.exists()
    }
}

pub(super) const MOUNT_POINT: &str = "it is a mount point or lies across two disks, and a site is published by putting \
     a new folder in its place; give a folder inside it";

/// Whether the folder exists and is on another device than its parent.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "the output folder is found on the disk")]
fn is_mount_point(folder: &Path, parent: &Path) -> bool {
    match (device(std::fs::metadata(folder)), device(std::fs::metadata(parent))) {
        (Some(folder), Some(parent)) => folder != parent,
        _ => false,
    }
}

#[cfg(unix)]
fn device(metadata: std::io::Result<std::fs::Metadata>) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    metadata.ok().map(|metadata| metadata.dev())
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path, _: &Path) -> bool {
    false
}
