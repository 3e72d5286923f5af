//! A site that keeps changing to HTTP and live reload, from memory.
//!
//! 1. [`watch`] says when to look again. An event means no more than that: the sources are read anew and compared.
//! 2. A [`Workshop`] compiles them, off the thread that answers requests; a panic is caught and told.
//! 3. [`reload`] tells open pages about the new build, or shows them what is wrong.
//! 4. [`server`] answers requests from the newest build without errors; [`guard`] turns away those that no reader makes.
//!
//! Prints nothing: what the author should know goes to [`Workshop::tell`]. Writes nothing to the disk.

mod guard;
mod media;
mod reload;
mod server;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests change files that are served")]
mod tests;
mod watch;

use crate::compile::Compiled;
use crate::diagnostic::{Diagnostic, Severity};
use crate::id::SourcePath;
use crate::render::Build;
use crate::source::Sources;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch as channel};
use watch::Watch;

/// Where to serve what.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The site's folder.
    pub(crate) folder: PathBuf,
    /// The name or address to listen at.
    pub(crate) host: String,
    /// The port; the next free one if it is taken, any if it is 0.
    pub(crate) port: u16,
    /// Whether to look at the files regularly in place of waiting for the system to report changes.
    pub(crate) poll: bool,
}

/// How the server gets at the site and at its author.
pub(crate) trait Workshop: Send + Sync + 'static {
    /// Reads the site's files.
    ///
    /// # Errors
    /// When one cannot be read.
    fn load(&self) -> io::Result<Sources>;
    /// Compiles them.
    fn compile(&self, sources: &Sources) -> Compiled;
    /// What is wrong, as the page shows it: plain text.
    fn explain(&self, sources: &Sources, diagnostics: &[Diagnostic]) -> String;
    /// Tells the author what happened.
    fn tell(&self, news: News<'_>);
}

/// What the author should know.
#[derive(Debug)]
pub(crate) enum News<'a> {
    /// The server listens; `taken` is the port that was asked for and is in use.
    Listening { url: &'a str, taken: Option<u16> },
    /// The system cannot watch the files, so they are looked at regularly; why.
    Polling { why: &'a str },
    /// The site was compiled. `changed` lists what differs from the build before, nothing at first.
    Built {
        changed: &'a [SourcePath],
        sources: &'a Sources,
        compiled: &'a Compiled,
        took: Duration,
    },
    /// The compiler panicked; the last build is still served.
    Panicked { why: &'a str },
    /// The files cannot be read; tried again until they can.
    Unreadable { why: &'a io::Error },
}

/// Why the server could not start, or stopped.
#[derive(Debug)]
pub(crate) enum ServeError {
    /// The address cannot be had.
    Bind(String, io::Error),
    /// The files cannot be read.
    Load(io::Error),
    /// The system gave no thread or no socket.
    System(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(address, error) => write!(f, "cannot listen at {address}: {error}"),
            Self::Load(error) => write!(f, "cannot read the site's files: {error}"),
            Self::System(error) => write!(f, "the server failed: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// What is served: the newest build without errors, and what is wrong with the newest.
#[derive(Debug, Default)]
struct Served {
    build: Build,
    /// Tells one build from another.
    id: String,
    /// What is wrong with the newest sources; nothing if they are what is served.
    problems: Option<String>,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// When it cannot start.
pub(crate) fn serve(settings: &Settings, workshop: Arc<impl Workshop>) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(ServeError::System)?;
    let result = runtime.block_on(run(settings, workshop, stop_signal()));
    // Not dropped: that waits for a compilation that nobody wants any more.
    runtime.shutdown_background();
    result
}

/// Ends when the author or the system asks us to.
async fn stop_signal() {
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// Serves until `stop` ends.
async fn run<W: Workshop>(
    settings: &Settings,
    workshop: Arc<W>,
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    /// How long open connections may hold us up. They are gone at once in practice, as the streams end first.
    const PATIENCE: Duration = Duration::from_millis(500);

    tokio::pin!(stop);
    let (listener, taken) = bind(&settings.host, settings.port).await?;
    let address = listener.local_addr().map_err(ServeError::System)?;
    // Before the first look, so that no change falls between the two.
    let mut watch = Watch::start(&settings.folder, settings.poll);
    if let Some(why) = &watch.failed {
        workshop.tell(News::Polling { why });
    }
    let mut bench = Bench::new(workshop);
    let first = tokio::select! {
        () = &mut stop => return Ok(()),
        first = bench.look() => first,
    };
    if let Some(error) = bench.unreadable.take() {
        return Err(ServeError::Load(error));
    }
    let (sender, receiver) = channel::channel(first.unwrap_or_default());
    let site =
        server::Site { served: receiver, hosts: guard::Hosts::new(&settings.host, address.ip()) };
    let (end, ended) = oneshot::channel::<()>();
    let server = axum::serve(listener, server::router(site)).with_graceful_shutdown(async {
        // Ends when `end` is dropped.
        let _ = ended.await;
    });
    let mut server = tokio::spawn(server.into_future());
    bench.workshop.tell(News::Listening { url: &url(address), taken });

    loop {
        tokio::select! {
            () = &mut stop => break,
            () = watch.settled(bench.unreadable.is_some()) => {}
        }
        tokio::select! {
            () = &mut stop => break,
            new = bench.look() => {
                if let Some(new) = new {
                    sender.send_replace(new);
                }
            }
        }
    }
    // The event streams end with their sender; while one is open the server would not.
    drop(sender);
    drop(end);
    if tokio::time::timeout(PATIENCE, &mut server).await.is_err() {
        server.abort();
    }
    Ok(())
}

/// The port asked for or the next free one; also the port asked for, if it was taken.
async fn bind(host: &str, port: u16) -> Result<(TcpListener, Option<u16>), ServeError> {
    const TRIES: u16 = 100;
    let failed = |error| ServeError::Bind(format!("{host}:{port}"), error);
    for next in port..=port.saturating_add(TRIES) {
        match TcpListener::bind((host, next)).await {
            Ok(listener) => return Ok((listener, (next != port).then_some(port))),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port != 0 => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Err(failed(io::ErrorKind::AddrInUse.into()))
}

/// An address that a browser on this machine can open.
fn url(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("http://{address}/")
}

/// The sources as they were last seen, and what came of them.
struct Bench<W> {
    workshop: Arc<W>,
    seen: Option<BTreeMap<SourcePath, [u8; 32]>>,
    served: Arc<Served>,
    /// Whether `served` has no errors.
    good: bool,
    /// Why the files could not be read when last tried.
    unreadable: Option<io::Error>,
}

/// What a look found, made on a thread that may block.
struct Look {
    sources: Sources,
    hashes: BTreeMap<SourcePath, [u8; 32]>,
}

impl<W: Workshop> Bench<W> {
    fn new(workshop: Arc<W>) -> Self {
        Self { workshop, seen: None, served: Arc::default(), good: false, unreadable: None }
    }

    /// Reads the sources and compiles them if they changed. Returns what to serve if that is new.
    #[expect(clippy::disallowed_methods, reason = "the author is told how long a build took")]
    async fn look(&mut self) -> Option<Arc<Served>> {
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
    for (path, bytes) in build.iter() {
        // Lengths first, or bytes could move from a path into its file unseen.
        hasher.update(&path.as_str().len().to_le_bytes());
        hasher.update(path.as_str().as_bytes());
        hasher.update(&bytes.len().to_le_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
