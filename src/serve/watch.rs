//! The disk to "look again".
//!
//! 1. notify reports what happens below `content/` and `themes/` and to `site.yaml`. Folders are watched, never files: many
//!    editors save by renaming a new file over the old one.
//! 2. What cannot matter is dropped, above all that a file was read, or every build would bring the next.
//! 3. [`Watch::settled`] waits until it has been quiet for a moment.
//!
//! Where the system cannot watch, or on request, it is time to look again twice a second. notify's own poller would miss a
//! second save in the same second and a file put back with its old time; reading and comparing 1,000 files takes 14 ms.
//!
//! Says nothing about what changed: a folder that appears with files in it makes no events for these.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout};

/// Quiet for so long means that a save, or a checkout, is over.
const QUIET: Duration = Duration::from_millis(40);
/// But a disk that is never quiet is looked at all the same.
const LONGEST: Duration = Duration::from_secs(1);
/// How often to look without a watcher, and how soon files that could not be read are tried again.
const POLL: Duration = Duration::from_millis(500);

const FOLDERS: [&str; 2] = ["content", "themes"];

/// Knows when to look again.
pub(super) struct Watch {
    /// `None`: look regularly.
    watcher: Option<RecommendedWatcher>,
    root: PathBuf,
    signal: Arc<Signal>,
    /// Why there is no watcher although one was wanted.
    pub(super) failed: Option<String>,
}

/// What the watcher's thread leaves for us.
#[derive(Default)]
struct Signal {
    changed: Notify,
    /// One of the watched folders came or went, and its watch with it.
    folders: AtomicBool,
}

impl Watch {
    /// Watches the site in `root`, or with `poll` only the clock.
    pub(super) fn start(root: &Path, poll: bool) -> Self {
        // Some systems report real paths.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let mut watch = Self { watcher: None, root, signal: Arc::default(), failed: None };
        if !poll && let Err(error) = watch.begin() {
            watch.watcher = None;
            watch.failed = Some(error.to_string());
        }
        watch
    }

    fn begin(&mut self) -> notify::Result<()> {
        let mut watcher = notify::recommended_watcher(handler(&self.root, &self.signal))?;
        watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        self.watcher = Some(watcher);
        self.watch_folders()
    }

    #[expect(clippy::disallowed_methods, reason = "the watched folders are on the disk")]
    fn watch_folders(&mut self) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            // It may be another folder of the same name now; if it is not watched there is nothing to end.
            let _ = watcher.unwatch(&folder);
            if folder.is_dir() {
                watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits for a change and the quiet after it; if `again`, at most a moment.
    pub(super) async fn settled(&mut self, again: bool) {
        if self.watcher.is_none() {
            return sleep(POLL).await;
        }
        let changed = self.signal.changed.notified();
        if again {
            let _ = timeout(POLL, changed).await;
        } else {
            changed.await;
        }
        let end = Instant::now() + LONGEST;
        while Instant::now() < end && timeout(QUIET, self.signal.changed.notified()).await.is_ok() {
        }
        if self.signal.folders.swap(false, Ordering::Relaxed) && self.watch_folders().is_err() {
            // A folder that goes while it is being watched; its going is the next change.
            self.signal.folders.store(true, Ordering::Relaxed);
        }
    }
}

fn handler(root: &Path, signal: &Arc<Signal>) -> impl notify::EventHandler + use<> {
    let root = root.to_owned();
    let signal = signal.clone();
    move |event: notify::Result<Event>| {
        // An error may mean that events were lost.
        let Ok(event) = event else { return signal.changed.notify_one() };
        if !matters(&event, &root) {
            return;
        }
        let is_folder = |path: &PathBuf| FOLDERS.iter().any(|folder| *path == root.join(folder));
        if !matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Data(_)))
            && event.paths.iter().any(is_folder)
        {
            signal.folders.store(true, Ordering::Relaxed);
        }
        signal.changed.notify_one();
    }
}

/// Whether an event can mean that a source changed.
fn matters(event: &Event, root: &Path) -> bool {
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    // A path outside is the goal of a link inside.
    let may = |path: &PathBuf| match path.strip_prefix(root) {
        Ok(inside) => {
            inside == Path::new("site.yaml") || FOLDERS.iter().any(|f| inside.starts_with(f))
        }
        Err(_) => true,
    };
    event.paths.is_empty() || event.need_rescan() || event.paths.iter().any(may)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests change files that are watched")]

    use super::*;
    use notify::event::{AccessKind, CreateKind};
    use std::fs;

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(path.into())
    }

    #[test]
    fn reading_a_file_and_files_that_are_no_sources_do_not_matter() {
        let root = Path::new("/site");
        let create = EventKind::Create(CreateKind::File);
        assert!(!matters(&event(EventKind::Access(AccessKind::Any), "/site/content/a.md"), root));
        assert!(!matters(&event(create, "/site/public"), root));
        assert!(matters(&event(create, "/site/content/pages/a.md"), root));
        assert!(matters(&event(create, "/site/site.yaml"), root));
        assert!(matters(&event(create, "/elsewhere/linked.md"), root));
    }

    /// Makes changes one after the other and waits after each until the watcher has seen it.
    fn sees(changes: &[fn(&Path)]) {
        let temp = tempfile::TempDir::new().unwrap();
        fs::create_dir_all(temp.path().join("content/pages")).unwrap();
        fs::write(temp.path().join("content/pages/a.md"), "a").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut watch = Watch::start(temp.path(), false);
            for (number, change) in changes.iter().enumerate() {
                change(temp.path());
                timeout(Duration::from_secs(10), watch.settled(false))
                    .await
                    .unwrap_or_else(|_| panic!("change {number} was not seen"));
            }
        });
    }

    const CHANGES: &[fn(&Path)] = &[
        |root| fs::write(root.join("content/pages/a.md"), "longer").unwrap(),
        |root| {
            fs::write(root.join("content/pages/new"), "renamed over").unwrap();
            fs::rename(root.join("content/pages/new"), root.join("content/pages/a.md")).unwrap();
        },
        |root| fs::write(root.join("site.yaml"), "title: A").unwrap(),
        |root| fs::create_dir_all(root.join("themes/default")).unwrap(),
        |root| fs::write(root.join("themes/default/a.css"), "a").unwrap(),
        |root| {
            fs::rename(root.join("content"), root.join("away")).unwrap();
            fs::create_dir_all(root.join("content/pages")).unwrap();
        },
        |root| fs::write(root.join("content/pages/b.md"), "in the new folder").unwrap(),
        |root| fs::remove_file(root.join("content/pages/b.md")).unwrap(),
    ];

    #[test]
    fn every_way_to_change_a_source_is_seen() {
        sees(CHANGES);
    }
}
