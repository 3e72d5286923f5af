//! The disk to what to look at again.
//!
//! 1. notify reports what happens below `content/` and `themes/` and to `site.yaml`. Folders are watched, never files: many
//!    editors save by renaming a new file over the old one.
//! 2. [`heard`] makes paths of the events, and says how long to wait for more. While [`git`] is at work there will be more.
//! 3. [`Watch::settled`] waits for that, and gives the paths.
//! 4. Now and then it asks for a look at everything, which costs a glance at each file. If that finds a change of which no
//!    event told, events cannot be relied on here, and from then on it asks often. So it does from the start on request,
//!    where the system cannot watch, where the files are on one of the [`mounts`] that report nothing, and where our own
//!    reading of the files at the start brought no event.
//!
//! Opens no source and writes nothing: the probe of the watcher is that files are read.

mod git;
mod heard;
mod mounts;

use crate::id::SourcePath;
use crate::source::{Changes, is_of_a_site};
use heard::{Heard, is_change};
use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout, timeout_at};

const FOLDERS: [&str; 2] = ["content", "themes"];

/// What to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// These paths, relative to the site's folder.
    At(BTreeSet<PathBuf>),
    /// Everything: events said so, or may have been lost.
    AtEverything,
    /// Everything, as long as nothing happens: nobody said that anything changed.
    Around,
}

/// Knows when to look again.
pub(super) struct Watch {
    watcher: Option<RecommendedWatcher>,
    root: PathBuf,
    /// Symbolic links among the files, which have to be watched where they lead.
    links: Vec<PathBuf>,
    signal: Arc<Signal>,
    git: Option<PathBuf>,
    /// Whether to look around often, since events cannot be relied on.
    polls: bool,
    /// Why it polls although nobody asked it to; for the author, once.
    pub(super) complaint: Option<String>,
    /// When to look around next.
    next: Instant,
    /// What was heard since the last look around began.
    lately: Heard,
    /// A change that was found and not heard of, and until when an event may still come.
    doubt: Option<(SourcePath, Instant)>,
    /// Whether the events of our own first reading were waited for.
    probed: bool,
}

/// What the watcher's thread leaves for us.
#[derive(Default)]
struct Signal {
    changed: Notify,
    heard: Mutex<Heard>,
    /// Where symbolic links lead.
    goals: Mutex<Vec<PathBuf>>,
    /// Whether any event came, be it that a file was read.
    alive: AtomicBool,
    /// One of the watched folders came or went, and its watch with it.
    folders: AtomicBool,
    /// Something happened that has not been looked at.
    stirred: AtomicBool,
}

impl Watch {
    /// Watches the site in `root`, or with `poll` only the clock.
    pub(super) fn start(root: &Path, poll: bool) -> Self {
        // Some systems report real paths.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let mut watch = Self {
            watcher: None,
            git: git::lock(&root),
            root,
            links: Vec::new(),
            signal: Arc::default(),
            polls: poll,
            complaint: None,
            next: Instant::now(),
            lately: Heard::default(),
            doubt: None,
            probed: false,
        };
        if poll {
            return watch;
        }
        if let Err(error) = watch.begin() {
            watch.watcher = None;
            watch.poll(format!("the system cannot watch the files ({error})"));
        } else if let Some((place, kind)) = watch.shared() {
            // What is changed on this machine is still heard of at once.
            watch.poll(format!("`{place}` is on a shared file system ({kind}), where changes made elsewhere are not reported"));
        }
        watch
    }

    fn poll(&mut self, why: String) {
        self.polls = true;
        self.complaint = Some(why);
    }

    fn shared(&self) -> Option<(&'static str, &'static str)> {
        let places = [("content", self.root.join("content")), ("themes", self.root.join("themes"))];
        places.iter().find_map(|(name, place)| Some((*name, mounts::shared(place)?)))
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
        let goals: Vec<PathBuf> =
            self.links.iter().filter_map(|link| link.canonicalize().ok()).collect();
        for goal in goals.iter().filter(|goal| goal.is_file()) {
            if let Some(folder) = goal.parent().filter(|folder| !folder.starts_with(&self.root)) {
                watcher.watch(folder, RecursiveMode::NonRecursive)?;
            }
        }
        *lock(&self.signal.goals) = goals;
        Ok(())
    }

    /// Whether something has happened since [`settled`](Self::settled) last returned.
    pub(super) fn stirred(&self) -> impl Fn() -> bool + Clone + Send + Sync + use<> {
        let signal = self.signal.clone();
        move || signal.stirred.load(Ordering::Relaxed)
    }

    /// Waits for a change and its end; if `soon`, at most a moment.
    pub(super) async fn settled(&mut self, soon: bool) -> Look {
        /// How soon files that could not be read are tried again.
        const SOON: Duration = Duration::from_millis(500);

        self.probe().await;
        let mut end = if soon { Instant::now() + SOON } else { self.next };
        if let Some((_, until)) = &self.doubt {
            end = end.min(*until);
        }
        if timeout_at(end, self.signal.changed.notified()).await.is_err() {
            self.judge();
            if soon {
                return Look::AtEverything;
            }
            self.lately = Heard::default();
            return Look::Around;
        }
        self.quiet().await;
        if self.signal.folders.swap(false, Ordering::Relaxed) && self.watch_folders().is_err() {
            // A folder that goes while it is being watched; its going is the next change.
            self.signal.folders.store(true, Ordering::Relaxed);
        }
        self.signal.stirred.store(false, Ordering::Relaxed);
        let heard = std::mem::take(&mut *lock(&self.signal.heard));
        self.doubt.take_if(|(path, _)| heard.covers(Path::new(path.as_str())));
        self.lately.add(&heard);
        heard.into_paths().map_or(Look::AtEverything, |paths| Look::At(paths.into_iter().collect()))
    }

    /// Waits until what has begun is over.
    async fn quiet(&self) {
        /// But a disk that is never quiet is looked at all the same.
        const LONGEST: Duration = Duration::from_secs(1);
        /// How long the files of a checkout may keep coming.
        const LONGEST_CHECKOUT: Duration = Duration::from_secs(20);
        const GIT: Duration = Duration::from_millis(10);

        let start = Instant::now();
        let (mut count, mut grew) = (0, start);
        while start.elapsed() < LONGEST_CHECKOUT && grew.elapsed() < LONGEST {
            let pause = {
                let heard = lock(&self.signal.heard);
                if heard.count() > count {
                    (count, grew) = (heard.count(), Instant::now());
                }
                // What came went again.
                if heard.is_empty() {
                    return;
                }
                heard.pause(start.elapsed())
            };
            if timeout(pause, self.signal.changed.notified()).await.is_ok() {
                continue;
            }
            if !self.git.as_deref().is_some_and(git::is_held) {
                return;
            }
            sleep(GIT).await;
        }
    }

    /// After the first reading of all files: whether it was heard of, as the system says on Linux.
    async fn probe(&mut self) {
        const PATIENCE: Duration = Duration::from_millis(500);
        let unsure = cfg!(target_os = "linux") && self.watcher.is_some() && !self.polls;
        if std::mem::replace(&mut self.probed, true) || !unsure {
            return;
        }
        let start = Instant::now();
        while !self.signal.alive.load(Ordering::Relaxed) {
            if start.elapsed() > PATIENCE {
                return self.poll("the system does not report what happens to the files".into());
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Takes in what came of a look that took so long.
    pub(super) fn looked(
        &mut self,
        look: &Look,
        changes: &Changes,
        links: Option<Vec<PathBuf>>,
        took: Duration,
    ) {
        /// After a change: its last piece may have come without an event.
        const AFTERWARDS: Duration = Duration::from_millis(300);
        /// How long an event may come after the change that it tells of.
        const LATEST: Duration = Duration::from_millis(500);

        // At most one hundredth of a processor's time to find what should not happen, one tenth where it is all there is.
        let pace = if self.polls {
            (took * 10).max(Duration::from_millis(250))
        } else if *look == Look::Around {
            (took * 100).max(Duration::from_secs(2))
        } else {
            AFTERWARDS
        };
        self.next = Instant::now() + pace;
        if *look == Look::Around && !self.polls && self.watcher.is_some() {
            let heard = lock(&self.signal.heard);
            let unheard = |path: &&SourcePath| {
                let path = Path::new(path.as_str());
                !heard.covers(path) && !self.lately.covers(path)
            };
            self.doubt =
                changes.iter().find(unheard).map(|path| (path.clone(), Instant::now() + LATEST));
        }
        if let Some(links) = links.filter(|links| *links != self.links) {
            self.links = links;
            // Where this fails, the look around finds what changes.
            let _ = self.watch_folders();
        }
    }

    /// Gives up on events if the one that was waited for did not come.
    fn judge(&mut self) {
        if let Some((path, _)) = self.doubt.take_if(|(_, until)| *until <= Instant::now()) {
            self.poll(format!("the system did not report that {path} changed"));
        }
    }
}

fn handler(root: &Path, signal: &Arc<Signal>) -> impl notify::EventHandler + use<> {
    let root = root.to_owned();
    let signal = signal.clone();
    move |event: notify::Result<Event>| {
        signal.alive.store(true, Ordering::Relaxed);
        let matters = if let Ok(event) = event {
            signal.note(&event, &root)
        } else {
            // Events may have been lost.
            lock(&signal.heard).everything();
            true
        };
        if matters {
            signal.stirred.store(true, Ordering::Relaxed);
            signal.changed.notify_one();
        }
    }
}

impl Signal {
    /// Notes what an event says of the sources; whether it says anything.
    fn note(&self, event: &Event, root: &Path) -> bool {
        if !is_change(event.kind) {
            return false;
        }
        let mut heard = lock(&self.heard);
        if event.need_rescan() || event.paths.is_empty() {
            heard.everything();
            return true;
        }
        let mut matters = false;
        for path in &event.paths {
            match path.strip_prefix(root) {
                Ok(inside) if is_of_a_site(inside) => {
                    if FOLDERS.iter().any(|folder| inside == Path::new(folder))
                        && !is_written(event.kind)
                    {
                        self.folders.store(true, Ordering::Relaxed);
                    }
                    heard.note(inside, event.kind);
                    matters = true;
                }
                // The goal of a link inside.
                Err(_) if lock(&self.goals).iter().any(|goal| path.starts_with(goal)) => {
                    heard.everything();
                    matters = true;
                }
                _ => {}
            }
        }
        matters
    }
}

/// Whether an event is about what is in a file, so that nothing came or went.
fn is_written(kind: EventKind) -> bool {
    matches!(kind, EventKind::Modify(ModifyKind::Data(_)) | EventKind::Access(_))
}

/// What a thread that panicked left is as good as before.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests change files that are watched")]

    use super::*;
    use notify::event::CreateKind;
    use std::fs;

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(path.into())
    }

    #[test]
    fn files_that_are_no_sources_do_not_matter() {
        let root = Path::new("/site");
        let create = EventKind::Create(CreateKind::File);
        let signal = Signal::default();
        let matters = |path: &str| signal.note(&event(create, path), root);
        for path in
            ["/site/public", "/site/content/pages/a.md~", "/site/content/.a.swp", "/elsewhere/b.md"]
        {
            assert!(!matters(path), "{path}");
        }
        assert!(matters("/site/content/pages/a.md") && matters("/site/site.yaml"));
        lock(&signal.goals).push("/elsewhere".into());
        assert!(matters("/elsewhere/b.md"), "a link leads there");
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
                let seen = async { while watch.settled(false).await == Look::Around {} };
                timeout(Duration::from_secs(10), seen)
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

    fn block_on(work: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let limit = Duration::from_secs(10);
        runtime.block_on(async { timeout(limit, work).await.unwrap() });
    }

    #[test]
    fn a_change_without_an_event_ends_the_trust_in_events() {
        let temp = tempfile::TempDir::new().unwrap();
        fs::create_dir_all(temp.path().join("content")).unwrap();
        let found = || Changes::from([SourcePath::parse("content/a.md").unwrap()]);
        block_on(async {
            let mut watch = Watch::start(temp.path(), false);
            fs::write(temp.path().join("content/a.md"), "a").unwrap();
            // Its event comes after the look that found it.
            watch.looked(&Look::Around, &found(), None, Duration::ZERO);
            while watch.settled(false).await != Look::Around {}
            assert_eq!(watch.complaint, None);

            watch.looked(&Look::Around, &found(), None, Duration::ZERO);
            while watch.complaint.is_none() {
                watch.settled(false).await;
            }
            assert!(watch.polls && watch.complaint.unwrap().contains("content/a.md"));
        });
    }

    #[cfg(unix)]
    #[test]
    fn links_are_watched_where_they_lead() {
        use std::os::unix::fs::symlink;
        let (temp, outside) =
            (tempfile::TempDir::new().unwrap(), tempfile::TempDir::new().unwrap());
        let at = |path: &str| outside.path().join(path);
        fs::create_dir_all(temp.path().join("content")).unwrap();
        fs::create_dir_all(at("folder")).unwrap();
        fs::write(at("file.md"), "a").unwrap();
        let link = |name: &str| {
            let link = temp.path().join("content").join(name);
            symlink(at(name), &link).unwrap();
            link
        };
        block_on(async {
            let mut watch = Watch::start(temp.path(), false);
            let links = Some(vec![link("folder"), link("file.md")]);
            watch.looked(&Look::AtEverything, &Changes::new(), links, Duration::ZERO);
            // That the links came.
            while watch.settled(false).await != Look::Around {}
            let heard =
                async |watch: &mut Watch| while watch.settled(false).await == Look::Around {};
            fs::write(at("folder/b.md"), "b").unwrap();
            heard(&mut watch).await;
            fs::write(at("new"), "b").unwrap();
            fs::rename(at("new"), at("file.md")).unwrap();
            heard(&mut watch).await;
        });
    }
}
