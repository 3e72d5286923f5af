//! A folder for what Firefox keeps of its user, who is new each time; but not new is what Firefox makes of its own files at a first
//! start, which takes it as long as all the rest of a start.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What Firefox has made of its own files, and how it knows that they are still the same. Nothing of pages is in these.
const MADE: [&str; 4] =
    ["addonStartup.json.lz4", "compatibility.ini", "extensions.json", "startupCache"];

/// Where the first that ends leaves it to all that come later, also in later runs. Firefox does not use what another version made.
fn kept() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("firefox")
}

/// A profile, in a folder that goes after the browser.
pub(crate) struct Profile {
    path: PathBuf,
    /// What was kept was there.
    pub(super) is_prepared: bool,
}

impl Profile {
    /// One of a user who has seen nothing yet.
    pub(crate) fn new(home: &Path) -> Self {
        let path = home.join("profile");
        fs::create_dir(&path).unwrap();
        copy(&kept(), &path);
        Self { path, is_prepared: kept().exists() }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// When the browser has ended.
    pub(crate) fn keep_for_others(&self) {
        if kept().exists() || !self.path.join("startupCache").is_dir() {
            return;
        }
        let made = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        copy(&self.path, made.path());
        // Another may have been first.
        let _ = fs::rename(made.path(), kept());
    }
}

fn copy(from: &Path, to: &Path) {
    for name in MADE {
        let (from, to) = (from.join(name), to.join(name));
        if from.is_dir() {
            fs::create_dir(&to).unwrap();
            for file in fs::read_dir(&from).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        } else if from.is_file() {
            fs::copy(from, to).unwrap();
        }
    }
}
