//! A site that keeps changing to HTTP and live reload, from memory.
//!
//! 1. [`watch`] says when to look again, and where. An event means no more than that: the files are read anew and compared.
//! 2. [`bench`] has a [`Workshop`] compile them, off the thread that answers requests; a panic is caught and told.
//! 3. [`reload`] tells open pages whether they are another page now, and what is wrong; their script does the rest.
//! 4. [`server`] answers requests from the newest build without errors; [`guard`] turns away those that no reader makes.
//!    [`answer`] makes a file ready to be sent, [`range`] cuts the part of it that was asked for.
//!
//! Prints nothing: what the author should know goes to [`Workshop::tell`]. Writes nothing to the disk.

mod answer;
mod bench;
mod guard;
mod media;
mod range;
mod reload;
mod server;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests change files that are served")]
mod tests;
mod watch;

use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::render::Build;
use crate::source::{Changes, Sources};
use bench::Bench;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch as channel};
use watch::{Look, Watch};

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
    /// Compiles the site's files.
    fn compile(&self, sources: &Sources) -> Compiled;
    /// What is wrong, as the page shows it.
    fn explain(&self, sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<Problem>;
    /// Tells the author what happened.
    fn tell(&self, news: News<'_>);
}

/// Something that is wrong, as a page shows it to the author.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Problem {
    /// Whether it is an error, or else a warning.
    pub(crate) error: bool,
    /// The file, line and column in words: `content/pages/a.md:3:7`.
    pub(crate) place: Option<String>,
    /// An address that opens the author's editor there.
    pub(crate) editor: Option<String>,
    /// The message with the marked lines: plain text.
    pub(crate) text: String,
}

impl Problem {
    /// An error of no place.
    fn whole(text: String) -> Self {
        Self { error: true, place: None, editor: None, text }
    }
}

/// What the author should know.
#[derive(Debug)]
pub(crate) enum News<'a> {
    /// The server listens; `taken` is the port that was asked for and is in use.
    Listening { url: &'a str, taken: Option<u16> },
    /// Events cannot be relied on, so the files are looked at regularly; why, as a sentence without its full stop.
    Polling { why: &'a str },
    /// The site was compiled. `changed` lists what differs from the build before, nothing at first.
    Built { changed: &'a Changes, sources: &'a Sources, compiled: &'a Compiled, took: Duration },
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
    /// Larger than that of every earlier build.
    number: u64,
    /// The number of the first build of this run.
    since: u64,
    /// The pictures and the like that changed in this run, with the number of the build.
    media: BTreeMap<String, u64>,
    /// What is wrong with the newest sources.
    problems: Arc<[Problem]>,
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
    let mut bench = Bench::new(workshop, &settings.folder);
    let first = tokio::select! {
        () = &mut stop => return Ok(()),
        first = bench.look(&Look::AtEverything, watch.stirred()) => first,
    };
    watch.looked(&Look::AtEverything, &first.changes, first.links, first.took);
    if let Some(error) = bench.unreadable.take() {
        return Err(ServeError::Load(error));
    }
    let (sender, receiver) = channel::channel(first.served.unwrap_or_default());
    let site = server::Site::new(receiver, guard::Hosts::new(&settings.host, address.ip()));
    let (end, ended) = oneshot::channel::<()>();
    let server = axum::serve(listener, server::router(site)).with_graceful_shutdown(async {
        // Ends when `end` is dropped.
        let _ = ended.await;
    });
    let mut server = tokio::spawn(server.into_future());
    bench.workshop.tell(News::Listening { url: &url(address), taken });

    loop {
        if let Some(why) = watch.complaint.take() {
            bench.workshop.tell(News::Polling { why: &why });
        }
        let look = tokio::select! {
            () = &mut stop => break,
            look = watch.settled(bench.unreadable.is_some()) => look,
        };
        let looked = tokio::select! {
            () = &mut stop => break,
            looked = bench.look(&look, watch.stirred()) => looked,
        };
        if let Some(served) = looked.served {
            sender.send_replace(served);
        }
        watch.looked(&look, &looked.changes, looked.links, looked.took);
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
