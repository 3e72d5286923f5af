//! The new folder to the old one's name.
//!
//! Linux and macOS exchange two names in one step. Elsewhere, and on file systems that cannot, the old folder is renamed
//! away and the new one in; a run killed between the two leaves no folder, and the next run puts the old one back.

use super::Steps;
use super::error::{At, OutputError, Result};
use super::target::{MOUNT_POINT, Target};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// Swaps; returns where the old folder is now, if there was one.
pub(super) fn swap(target: &Target, steps: &Steps<'_>) -> Result<Option<PathBuf>> {
    steps.at("swap", &target.folder)?;
    if !target.exists() {
        fs::rename(&target.new, &target.folder).at("create", &target.folder)?;
        return Ok(None);
    }
    let exchanged = if steps.exchange { exchange(target) } else { unsupported() };
    match exchanged {
        Ok(()) => return Ok(Some(target.new.clone())),
        Err(error) if error.kind() == ErrorKind::Unsupported => {}
        Err(error) => return Err(refused(target, error)),
    }
    fs::rename(&target.folder, &target.old).map_err(|error| refused(target, error))?;
    steps.at("rename in", &target.folder)?;
    if let Err(error) = fs::rename(&target.new, &target.folder) {
        fs::rename(&target.old, &target.folder).at("put back", &target.folder)?;
        return Err(error).at("rename in", &target.folder);
    }
    Ok(Some(target.old.clone()))
}

fn refused(target: &Target, error: io::Error) -> OutputError {
    match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            OutputError::NotSwappable(target.folder.clone(), MOUNT_POINT)
        }
        _ => OutputError::Disk("swap", target.folder.clone(), error),
    }
}

fn unsupported() -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(target: &Target) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, &target.new, CWD, &target.folder, RenameFlags::EXCHANGE) {
        // Not one pattern: the last two are the same number on Linux and differ on macOS.
        Err(no) if [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&no) => {
            unsupported()
        }
        result => Ok(result?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Target) -> io::Result<()> {
    unsupported()
}
