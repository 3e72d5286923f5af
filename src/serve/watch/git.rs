//! Whether git is in the middle of something: a checkout, a rebase, a stash.
//!
//! git holds the file `index.lock` until all files are as they should be. So a checkout of 5,000 files is one change even where
//! the disk makes it pause. Reads the names of files and nothing in them but the pointer of a worktree.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// A lock older than this was left behind by a git that died.
const OLDEST: Duration = Duration::from_mins(1);

/// The lock of the repository that the folder is in, if it is in one.
#[expect(clippy::disallowed_methods, reason = "the repository is on the disk")]
pub(super) fn lock(folder: &Path) -> Option<PathBuf> {
    let git = folder.ancestors().map(|above| above.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join("index.lock"));
    }
    // A worktree's or a submodule's own.
    let text = std::fs::read_to_string(&git).ok()?;
    let target = text.strip_prefix("gitdir:")?.trim();
    Some(git.parent()?.join(target).join("index.lock"))
}

/// Whether the lock is held.
#[expect(clippy::disallowed_methods, reason = "the lock is on the disk, and its age counts")]
pub(super) fn is_held(lock: &Path) -> bool {
    let age = std::fs::metadata(lock).and_then(|lock| lock.modified()).map(|time| time.elapsed());
    // One from the future is as good as new.
    age.is_ok_and(|age| age.map_or(true, |age| age < OLDEST))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests make repositories")]

    use super::*;
    use std::fs;

    #[test]
    fn the_lock_is_that_of_the_repository_or_the_worktree_above() {
        let temp = tempfile::TempDir::new().unwrap();
        let site = temp.path().join("repository/docs");
        fs::create_dir_all(&site).unwrap();
        fs::create_dir_all(temp.path().join("repository/.git")).unwrap();
        let held = lock(&site).unwrap();
        assert!(!is_held(&held));
        fs::write(temp.path().join("repository/.git/index.lock"), "").unwrap();
        assert!(is_held(&held));
        let file = fs::File::options().write(true).open(&held).unwrap();
        file.set_modified(std::time::SystemTime::now() - 2 * OLDEST).unwrap();
        assert!(!is_held(&held), "left behind");

        fs::create_dir_all(temp.path().join("tree")).unwrap();
        fs::write(temp.path().join("tree/.git"), "gitdir: ../repository/.git/worktrees/t\n")
            .unwrap();
        let held = lock(&temp.path().join("tree")).unwrap();
        assert!(held.ends_with("repository/.git/worktrees/t/index.lock"), "{}", held.display());
    }
}
