//! A site that keeps changing to HTTP and live reload, from memory.
//!
//! 1. [`watch`] says when to look again. An event means no more than that: the sources are read anew and compared.
//! 2. [`bench`] has a [`Workshop`] compile them, off the thread that answers requests; a panic is caught and told.
//! 3. [`reload`] tells open pages about the new build, or shows them what is wrong.
//! 4. [`server`] answers requests from the newest build without errors; [`guard`] turns away those that no reader makes.
//!
//! Prints nothing: what the author should know goes to [`Workshop::tell`]. Writes nothing to the disk.

mod bench;
mod guard;
mod media;
mod reload;
mod server;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests change files that are served")]
mod tests;
mod watch;

use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::id::SourcePath;
use crate::render::Build;
use crate::source::Sources;
use bench::Bench;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
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
