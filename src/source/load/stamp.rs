//! What the disk says of a file, to tell without opening it whether it is the file that was read.
//!
//! Only a stamp that was old when the file was read can say so: two saves within one tick of the disk's clock leave the same
//! stamp, if they leave the same length (git calls such entries racy).

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// The coarsest clock of a file system in use, FAT's, ticks every two seconds.
const TICK: Duration = Duration::from_secs(2);

/// A file's stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// When anything about it was last changed, its times too, and which file it is. Not known everywhere.
    change: Option<Change>,
    /// Whether it was old enough when the file was read.
    sure: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    seconds: i64,
    nanoseconds: i64,
    device: u64,
    number: u64,
}

impl Stamp {
    /// The stamp of a file that is read at `now`; a `now` in the past trusts none.
    pub(super) fn new(metadata: &Metadata, now: SystemTime) -> Self {
        let modified = metadata.modified().ok();
        let change = change(metadata);
        let old = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > TICK);
        let sure = match (modified, &change) {
            (Some(modified), Some(change)) => old(modified) && old(change.time()),
            _ => false,
        };
        Self { length: metadata.len(), modified, change, sure }
    }

    /// Whether a file with this metadata is surely the one that was read.
    pub(super) fn vouches_for(&self, metadata: &Metadata) -> bool {
        self.sure
            && self.length == metadata.len()
            && self.modified == metadata.modified().ok()
            && self.change == change(metadata)
    }
}

impl Change {
    fn time(&self) -> SystemTime {
        let after = |seconds| Duration::from_secs(seconds);
        match u64::try_from(self.seconds) {
            Ok(seconds) => SystemTime::UNIX_EPOCH + after(seconds) + Duration::from_secs(1),
            Err(_) => SystemTime::UNIX_EPOCH,
        }
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "not known elsewhere")]
fn change(metadata: &Metadata) -> Option<Change> {
    use std::os::unix::fs::MetadataExt;
    Some(Change {
        seconds: metadata.ctime(),
        nanoseconds: metadata.ctime_nsec(),
        device: metadata.dev(),
        number: metadata.ino(),
    })
}

#[cfg(not(unix))]
fn change(_: &Metadata) -> Option<Change> {
    None
}
