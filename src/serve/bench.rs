//! The sources to what is served, each time they change.
//!
//! Reads, compiles and reports on a thread of its own, so that requests are answered meanwhile. Decides what is served: the
//! newest build without errors, or the newest of all while there was none.

use super::{News, Served, Workshop};
use crate::diagnostic::{Diagnostic, Severity};
use crate::id::SourcePath;
use crate::render::Build;
use crate::source::Sources;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Instant;

/// The sources as they were last seen, and what came of them.
pub(super) struct Bench<W> {
    pub(super) workshop: Arc<W>,
    seen: Option<BTreeMap<SourcePath, [u8; 32]>>,
    served: Arc<Served>,
    /// Whether `served` has no errors.
    good: bool,
    /// Why the files could not be read when last tried.
    pub(super) unreadable: Option<io::Error>,
}

/// What a look found, made on a thread that may block.
struct Look {
    sources: Sources,
    hashes: BTreeMap<SourcePath, [u8; 32]>,
}

impl<W: Workshop> Bench<W> {
    pub(super) fn new(workshop: Arc<W>) -> Self {
        Self { workshop, seen: None, served: Arc::default(), good: false, unreadable: None }
    }

    /// Reads the sources and compiles them if they changed. Returns what to serve if that is new.
    #[expect(clippy::disallowed_methods, reason = "the author is told how long a build took")]
    pub(super) async fn look(&mut self) -> Option<Arc<Served>> {
        let start = Instant::now();
        let workshop = self.workshop.clone();
        let look = on_own_thread(move || {
            workshop.load().map(|sources| Look { hashes: hashes(&sources), sources })
        });
        let look = match look.await {
            Ok(Ok(look)) => look,
            Ok(Err(why)) => return self.cannot_read(why),
            Err(why) => return self.panicked(&why),
        };
        self.unreadable = None;
        let changed = match &self.seen {
            Some(seen) => differences(seen, &look.hashes),
            None => Vec::new(),
        };
        if self.seen.is_some() && changed.is_empty() {
            return self.show(None, None);
        }
        self.seen = Some(look.hashes);
        let workshop = self.workshop.clone();
        let made = on_own_thread(move || {
            let compiled = workshop.compile(&look.sources);
            let took = start.elapsed();
            workshop.tell(News::Built {
                changed: &changed,
                sources: &look.sources,
                compiled: &compiled,
                took,
            });
            let errors = |d: &&Diagnostic| d.severity() == Severity::Error;
            let errors: Vec<Diagnostic> =
                compiled.diagnostics.iter().filter(errors).cloned().collect();
            let problems = (!errors.is_empty()).then(|| workshop.explain(&look.sources, &errors));
            (Served { id: id(&compiled.build), build: compiled.build, problems: None }, problems)
        });
        match made.await {
            Ok((served, problems)) => self.show(Some(served), problems),
            Err(why) => self.panicked(&why),
        }
    }

    /// Decides what is served: a build with errors only while there was none without.
    fn show(&mut self, new: Option<Served>, problems: Option<String>) -> Option<Arc<Served>> {
        let old = &self.served;
        let served = match new {
            Some(new) if problems.is_none() || !self.good => {
                self.good = problems.is_none();
                Served { problems, ..new }
            }
            // Nothing changed, so what was said of the files still holds.
            None if problems.is_none() => return None,
            _ => Served { build: old.build.clone(), id: old.id.clone(), problems },
        };
        if (&served.id, &served.problems) == (&old.id, &old.problems) {
            return None;
        }
        self.served = Arc::new(served);
        Some(self.served.clone())
    }

    fn cannot_read(&mut self, why: io::Error) -> Option<Arc<Served>> {
        // Compiled again once they can be read, so that the panel goes even if they are as before.
        self.seen = None;
        let text = format!("The site's files cannot be read: {why}");
        if self.unreadable.is_none() {
            self.workshop.tell(News::Unreadable { why: &why });
        }
        self.unreadable = Some(why);
        self.show(None, Some(text))
    }

    fn panicked(&mut self, why: &str) -> Option<Arc<Served>> {
        self.workshop.tell(News::Panicked { why });
        self.show(
            None,
            Some(format!("Guidepost itself failed; this is a mistake in Guidepost.\n\n{why}")),
        )
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

fn hashes(sources: &Sources) -> BTreeMap<SourcePath, [u8; 32]> {
    sources.iter().map(|(path, file)| (path.clone(), file.hash)).collect()
}

/// The files that are in only one of the two or differ, in order.
fn differences(
    a: &BTreeMap<SourcePath, [u8; 32]>,
    b: &BTreeMap<SourcePath, [u8; 32]>,
) -> Vec<SourcePath> {
    let gone = a.keys().filter(|path| !b.contains_key(*path));
    let new = b.iter().filter(|(path, hash)| a.get(*path) != Some(*hash)).map(|(path, _)| path);
    let mut paths: Vec<SourcePath> = gone.chain(new).cloned().collect();
    paths.sort();
    paths
}

/// Tells builds apart: equal for equal builds only.
fn id(build: &Build) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, content) in build.iter() {
        // Lengths first, or bytes could move from a path into its file unseen.
        hasher.update(&path.as_str().len().to_le_bytes());
        hasher.update(path.as_str().as_bytes());
        let bytes = content.bytes();
        hasher.update(&bytes.len().to_le_bytes());
        hasher.update(&bytes);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
