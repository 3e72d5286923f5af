//! A [`Build`] to a folder on disk, changed in one step: at every moment the folder is the old site or the new one, whole.
//!
//! 1. [`target`] finds the folder and refuses what cannot be swapped; [`lock`] keeps a second build waiting.
//! 2. [`retire`] clears what a killed run left behind.
//! 3. [`manifest`] tells our files from those of others; [`survey`] finds which of ours are as they should be.
//!    If all are, that is the end.
//! 4. [`stage`] fills a folder beside it: the files of others as hard links, our unchanged files too (so they keep their times
//!    and an upload sends only what changed), the rest written.
//! 5. [`swap`] exchanges the two; [`retire`] takes the old one away, file by file.
//!
//! Never deletes a file that Guidepost did not write, never writes through a symbolic link, never writes outside the folder
//! but to siblings named `.<folder>.guidepost-…`, which are gone when it returns.

mod error;
mod lock;
mod manifest;
mod retire;
mod stage;
mod survey;
mod swap;
mod target;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests look at the disk")]
mod tests;

use crate::render::Build;
use error::{At, Result};
use manifest::Manifest;
use std::path::{Path, PathBuf};
use survey::Survey;
use target::Target;

/// What writing a build did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// The folder held these very files already; nothing was written.
    Unchanged,
    /// The folder is the new site.
    Changed {
        /// How many files are new or differ from before.
        files: usize,
        /// The old site, if it could not be taken away; the next build tries again.
        leftover: Option<PathBuf>,
    },
}

/// Makes `folder` hold `build` and the files of others that it held before.
///
/// Calls `waiting` once if another build has been writing the same folder for half a second, then waits for it to end.
///
/// # Errors
/// When the folder is not ours to change, or the disk fails. The folder is then as it was.
pub(crate) fn write(build: &Build, folder: &Path, waiting: &mut dyn FnMut()) -> Result<Written> {
    let target = Target::find(folder)?;
    let _lock = lock::take(&target.lock, waiting)?;
    let steps = Steps { before: &|_| Ok(()), exchange: true };
    let written = attempt(build, &target, &steps);
    if written.is_err() {
        // The disk may be full: give back what the new folder took. If this fails too, the next run does it.
        let _ = retire::leftovers(&target, &steps);
    }
    written
}

/// What a test may change about the run: fail before any change of the disk, do without the atomic exchange.
struct Steps<'a> {
    before: &'a (dyn Fn(&'static str) -> std::io::Result<()> + Sync),
    exchange: bool,
}

impl Steps<'_> {
    /// Stands before every change of the disk.
    fn at(&self, step: &'static str, path: &Path) -> Result<()> {
        (self.before)(step).at(step, path)
    }
}

/// All but the lock and the cleaning up after a failure.
fn attempt(build: &Build, target: &Target, steps: &Steps<'_>) -> Result<Written> {
    retire::leftovers(target, steps)?;
    let old = Manifest::of_folder(&target.folder)?;
    let new = Manifest::of_build(build)?;
    let survey = Survey::of(&target.folder, &old, build)?;
    if target.exists() && old == new && survey.same.len() == build.iter().len() {
        return Ok(Written::Unchanged);
    }
    stage::fill(target, build, &new, &survey, steps)?;
    let retired = swap::swap(target, steps)?;
    let leftover = match retired {
        Some(old) => retire::retire(&old, &target.folder, steps).err().map(|_| old),
        None => None,
    };
    Ok(Written::Changed { files: build.iter().len() - survey.same.len(), leftover })
}
