//! Takes old folders away: the site that was just replaced, and what a killed run left behind.
//!
//! A file of someone else is deleted only if the output folder has the same file or a later one of that name. One that came
//! while the new site was being put together is moved there.

use super::Steps;
use super::error::{At, OutputError, Result};
use super::manifest::{self, Manifest};
use super::survey::with_slashes;
use super::target::Target;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use walkdir::WalkDir;

/// Clears what a killed run left. After this there is no sibling, and the folder is there if it ever was.
pub(super) fn leftovers(target: &Target, steps: &Steps<'_>) -> Result<()> {
    for left in [&target.old, &target.new] {
        match mark(left)? {
            Mark::Nothing => {}
            Mark::Empty => {
                steps.at("delete", left)?;
                fs::remove_dir(left).at("delete", left)?;
            }
            Mark::Unfinished => delete_unfinished(left, steps)?,
            // Killed between the two renames of `swap`, or before the only one: this is the newest whole site.
            Mark::Finished if !target.exists() => {
                steps.at("put back", left)?;
                fs::rename(left, &target.folder).at("put back", left)?;
            }
            Mark::Finished => retire(left, &target.folder, steps)?,
        }
    }
    Ok(())
}

enum Mark {
    Nothing,
    Empty,
    Unfinished,
    Finished,
}

fn mark(folder: &Path) -> Result<Mark> {
    let there = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok_and(|f| f.is_file());
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Mark::Nothing),
        Err(error) => Err(error).at("read", folder),
        Ok(found) if !found.is_dir() => Err(OutputError::InTheWay(folder.to_owned())),
        Ok(_) if there(manifest::UNFINISHED) => Ok(Mark::Unfinished),
        Ok(_) if there(manifest::NAME) => Ok(Mark::Finished),
        Ok(_) if manifest::is_empty(folder).at("read", folder)? => Ok(Mark::Empty),
        Ok(_) => Err(OutputError::InTheWay(folder.to_owned())),
    }
}

/// Deletes a folder that was being filled. All in it was written by us or is a second link or copy. The mark goes last.
#[expect(clippy::disallowed_methods, reason = "leftovers are on the disk")]
fn delete_unfinished(folder: &Path, steps: &Steps<'_>) -> Result<()> {
    for entry in fs::read_dir(folder).at("read", folder)? {
        let entry = entry.at("read", folder)?;
        let path = entry.path();
        if entry.file_name() == manifest::UNFINISHED {
            continue;
        }
        steps.at("delete", &path)?;
        if entry.file_type().at("read", &path)?.is_dir() {
            fs::remove_dir_all(&path).at("delete", &path)?;
        } else {
            fs::remove_file(&path).at("delete", &path)?;
        }
    }
    delete_last(folder, manifest::UNFINISHED, steps)
}

/// Deletes a replaced site; what others put there and `folder` does not have is moved to `folder`. The mark goes last.
pub(super) fn retire(old: &Path, folder: &Path, steps: &Steps<'_>) -> Result<()> {
    let ours = match Manifest::of_folder(old) {
        // It was empty when we came.
        Err(OutputError::NotOurs(_)) => Manifest::default(),
        manifest => manifest?,
    };
    let our_folders = ours.folders();
    let published = Manifest::of_folder(folder)?;
    for entry in WalkDir::new(old).min_depth(1).contents_first(true).sort_by_file_name() {
        let entry = entry.at("read", old)?;
        let path = entry.path();
        let relative = path.strip_prefix(old).unwrap_or(path);
        let name = with_slashes(relative);
        let name = name.as_deref();
        if name == Some(manifest::NAME) {
            continue;
        }
        let to = folder.join(relative);
        steps.at("delete", path)?;
        if entry.file_type().is_dir() {
            if !name.is_some_and(|name| our_folders.contains(name)) {
                fs::create_dir_all(&to).at("create", &to)?;
            }
            fs::remove_dir(path).at("delete", path)?;
        } else if name.is_some_and(|name| ours.has(name)) {
            fs::remove_file(path).at("delete", path)?;
        } else if name.is_some_and(|name| published.has(name)) {
            return Err(OutputError::Conflict(path.to_owned()));
        } else {
            hand_over(path, &to)?;
        }
    }
    delete_last(old, manifest::NAME, steps)
}

fn delete_last(folder: &Path, mark: &str, steps: &Steps<'_>) -> Result<()> {
    let mark = folder.join(mark);
    steps.at("delete", &mark)?;
    match fs::remove_file(&mark) {
        // An empty folder that was given to us had none.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        result => result.at("delete", &mark)?,
    }
    steps.at("delete", folder)?;
    fs::remove_dir(folder).at("delete", folder)
}

/// Moves a file of someone else to the published folder, unless the same or a later one is there.
fn hand_over(from: &Path, to: &Path) -> Result<()> {
    let ours = fs::symlink_metadata(from).at("read", from)?;
    let move_there = match fs::symlink_metadata(to) {
        Err(error) if error.kind() == ErrorKind::NotFound => true,
        Err(error) => return Err(error).at("read", to),
        Ok(there) if there.is_dir() => return Err(OutputError::Conflict(from.to_owned())),
        Ok(there) => match (ours.modified(), there.modified()) {
            // Renaming a hard link over another of the same file does nothing at all, so it would stay.
            (Ok(ours), Ok(there)) => ours > there,
            _ => false,
        },
    };
    if move_there {
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).at("create", parent)?;
        }
        fs::rename(from, to).at("move", from)
    } else {
        fs::remove_file(from).at("delete", from)
    }
}
