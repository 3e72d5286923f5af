//! The sources to what is served, each time they change.
//!
//! Reads, compiles and reports on a thread of its own, so that requests are answered meanwhile. Decides what is served: the
//! newest build without errors, or the newest of all while there was none.

use super::watch::Look;
use super::{News, Problem, Served, Workshop};
use crate::diagnostic::Severity;
use crate::render::Build;
use crate::source::{Changes, Folder, Sources};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// The sources as they were last seen, and what came of them.
pub(super) struct Bench<W> {
    pub(super) workshop: Arc<W>,
    folder: Arc<Mutex<Folder>>,
    served: Arc<Served>,
    /// Whether anything has been compiled.
    begun: bool,
    /// What has changed and was not compiled yet, since more changes were coming.
    waiting: Changes,
    /// How often in a row that was so.
    waits: u8,
    /// What the compiler says of the newest sources, and of its panic.
    problems: Arc<[Problem]>,
    panicked: Option<String>,
    /// Why the files could not be read when last tried.
    pub(super) unreadable: Option<io::Error>,
    /// Whether `served` has no errors.
    good: bool,
}

/// What a look found.
pub(super) struct Looked {
    pub(super) changes: Changes,
    /// The symbolic links among the sources, unless the look was given up.
    pub(super) links: Option<Vec<PathBuf>>,
    /// How long it took to find, without compiling.
    pub(super) took: Duration,
    /// What to serve, if that is new.
    pub(super) served: Option<Arc<Served>>,
}

/// The sources after a look, if it was not given up.
type Read = io::Result<Option<(Arc<Sources>, Changes, Option<Vec<PathBuf>>)>>;

impl<W: Workshop> Bench<W> {
    pub(super) fn new(workshop: Arc<W>, folder: &Path) -> Self {
        Self {
            workshop,
            folder: Arc::new(Mutex::new(Folder::new(folder))),
            served: Arc::default(),
            begun: false,
            waiting: Changes::new(),
            waits: 0,
            problems: Arc::default(),
            panicked: None,
            unreadable: None,
            good: false,
        }
    }

    /// Reads the sources and compiles them if they changed. A look around is given up when something has `stirred`.
    #[expect(clippy::disallowed_methods, reason = "the author is told how long a build took")]
    pub(super) async fn look(
        &mut self,
        look: &Look,
        stirred: impl Fn() -> bool + Clone + Send + Sync + 'static,
    ) -> Looked {
        /// How often a build may be put off because more is coming.
        const MOST_WAITS: u8 = 3;

        let start = Instant::now();
        let read = {
            let (folder, stirred) = (self.folder.clone(), stirred.clone());
            let around = *look == Look::Around;
            let paths = if let Look::At(paths) = look { Some(paths.clone()) } else { None };
            on_own_thread(move || -> Read {
                let mut folder = folder.lock().unwrap_or_else(PoisonError::into_inner);
                let now = SystemTime::now();
                let changes = match paths {
                    Some(paths) => Some(folder.read(&paths, now)?),
                    None => folder.read_all(now, &|| around && stirred())?,
                };
                let links = Some(folder.links().to_vec());
                Ok(changes.map(|changes| (folder.sources().clone(), changes, links)))
            })
        };
        let read = read.await;
        let took = start.elapsed();
        let looked = |changes, links, served| Looked { changes, links, took, served };
        let (sources, changes, links) = match read {
            Ok(Ok(Some(read))) => read,
            Ok(Ok(None)) => return looked(Changes::new(), None, None),
            Ok(Err(why)) => return looked(Changes::new(), None, self.cannot_read(why)),
            Err(why) => return looked(Changes::new(), None, self.panicked(why)),
        };
        self.unreadable = None;
        self.waiting.extend(changes.iter().cloned());
        if self.begun && self.waiting.is_empty() {
            return looked(changes, links, self.show(None));
        }
        // The files of a checkout, or the pieces of a save.
        if self.begun && stirred() && self.waits < MOST_WAITS {
            self.waits += 1;
            return looked(changes, links, self.show(None));
        }
        self.waits = 0;
        let first = !std::mem::replace(&mut self.begun, true);
        let changed = std::mem::take(&mut self.waiting);
        let workshop = self.workshop.clone();
        let made = on_own_thread(move || {
            let compiled = workshop.compile(&sources);
            let took = start.elapsed();
            let changed = if first { Changes::new() } else { changed };
            let news =
                News::Built { changed: &changed, sources: &sources, compiled: &compiled, took };
            workshop.tell(news);
            let problems = workshop.explain(&sources, &compiled.diagnostics);
            let failed = compiled.diagnostics.iter().any(|d| d.severity() == Severity::Error);
            (compiled.build, problems, failed)
        });
        let served = match made.await {
            Ok((build, problems, failed)) => {
                self.panicked = None;
                self.problems = problems.into();
                self.show(Some((build, failed)))
            }
            Err(why) => self.panicked(why),
        };
        looked(changes, links, served)
    }

    /// Decides what is served: a build with errors only while there was none without.
    fn show(&mut self, new: Option<(Build, bool)>) -> Option<Arc<Served>> {
        let old = &self.served;
        let problems = match (&self.unreadable, &self.panicked) {
            (Some(why), _) => {
                [Problem::whole(format!("The site's files cannot be read: {why}"))].into()
            }
            (None, Some(why)) => [Problem::whole(format!(
                "Guidepost itself failed; this is a mistake in Guidepost.\n\n{why}"
            ))]
            .into(),
            (None, None) => self.problems.clone(),
        };
        let build = match new {
            Some((build, failed)) if !failed || !self.good => {
                self.good = !failed;
                Some(build)
            }
            _ => None,
        };
        if build.is_none() && problems == old.problems {
            return None;
        }
        let served = match build {
            // What nobody has asked for yet may differ, and no page.
            Some(build) if old.number > 0 && build.changes(&old.build).is_empty() => {
                let media = old.media.clone();
                Served { build, media, problems, ..**old }
            }
            Some(build) => {
                let number = number_after(old.number);
                let mut media = old.media.clone();
                if old.number > 0 {
                    note_media(&old.build, &build, number, &mut media);
                }
                let since = if old.number == 0 { number } else { old.since };
                Served { build, number, since, media, problems }
            }
            None => {
                Served { problems, media: old.media.clone(), build: old.build.clone(), ..**old }
            }
        };
        self.served = Arc::new(served);
        Some(self.served.clone())
    }

    fn cannot_read(&mut self, why: io::Error) -> Option<Arc<Served>> {
        if self.unreadable.is_none() {
            self.workshop.tell(News::Unreadable { why: &why });
        }
        self.unreadable = Some(why);
        self.show(None)
    }

    fn panicked(&mut self, why: String) -> Option<Arc<Served>> {
        self.workshop.tell(News::Panicked { why: &why });
        self.panicked = Some(why);
        self.show(None)
    }
}

/// Runs what may block or panic; the error is the panic's message.
async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    tokio::task::spawn_blocking(work).await.map_err(|error| match error.try_into_panic() {
        Ok(panic) => match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
            (Some(text), _) => text.clone(),
            (None, Some(text)) => (*text).into(),
            (None, None) => "it gave no reason".into(),
        },
        Err(_) => "the build was cancelled".into(),
    })
}

/// A number for a build: larger than that of every build before it, those of earlier runs of the program too.
#[expect(clippy::disallowed_methods, reason = "pages may be open since before the server started")]
fn number_after(last: u64) -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    // In microseconds, so that a script can read it: its numbers are exact up to 2⁵³.
    u64::try_from(now.as_micros()).unwrap_or(0).max(last + 1)
}

/// Notes which pictures and the like differ between two builds: a page that shows one may itself be the same.
fn note_media(old: &Build, new: &Build, number: u64, media: &mut BTreeMap<String, u64>) {
    let changed = new.changes(old).into_iter().map(|path| path.as_str().to_owned());
    media.extend(changed.filter(|path| super::media::is_shown(path)).map(|path| (path, number)));
}
