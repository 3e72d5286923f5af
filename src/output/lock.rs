//! A lock on a file beside the output folder: one build at a time.
//!
//! The system drops the lock when the process dies, however it dies; the file alone locks nothing.

use super::error::{At, Result};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Held while a build writes; the file is deleted with it.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    path: PathBuf,
}

/// Waits for the lock. Calls `waiting` once after half a second.
pub(super) fn take(path: &Path, waiting: &mut dyn FnMut()) -> Result<Lock> {
    const PATIENCE: u32 = 10;
    let mut tries = 0;
    loop {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .at("create", path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if tries < PATIENCE => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(50));
                continue;
            }
            Err(TryLockError::WouldBlock) => {
                if tries == PATIENCE {
                    tries += 1;
                    waiting();
                }
                file.lock().at("lock", path)?;
            }
            // Some network file systems have no locks; there two builds at once are the author's to avoid.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(error).at("lock", path),
        }
        // The build before us may have deleted the file that we opened; a lock on that one keeps nobody out.
        if is_at(&file, path) {
            return Ok(Lock { _file: file, path: path.to_owned() });
        }
    }
}

/// Whether the open file is still the one at the path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere nothing tells a deleted file from a new one of the same name, so there the empty file stays.
        let ours = std::fs::symlink_metadata(&self.path).is_ok_and(|file| file.len() == 0);
        if cfg!(unix) && ours {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
