//! What the promises share.

mod axe;
mod browser;
mod driver;
mod engine;
mod folder;
mod panel;
mod served;

pub(crate) use axe::what_axe_finds;
pub(crate) use browser::Browser;
pub(crate) use engine::{Engine, Reader};
pub(crate) use folder::{Folder, shipped};
pub(crate) use panel::Panel;
pub(crate) use served::Served;

use std::future::Future;
use std::time::Duration;

/// Makes each of the named promises, an `async fn(Engine)`, a test in every engine.
macro_rules! in_every_engine {
    ($($promise:ident),+ $(,)?) => {$(
        mod $promise {
            #[test]
            fn in_chromium() {
                crate::support::keep(super::$promise(crate::support::Engine::Chromium));
            }

            #[test]
            fn in_firefox() {
                crate::support::keep(super::$promise(crate::support::Engine::Firefox));
            }
        }
    )+};
}

/// The same, for promises that only Chromium's driver can show to be kept.
macro_rules! in_chromium {
    ($($promise:ident),+ $(,)?) => {$(
        mod $promise {
            #[test]
            fn in_chromium() {
                crate::support::keep(super::$promise(crate::support::Engine::Chromium));
            }
        }
    )+};
}

/// Runs a promise to its end.
pub(crate) fn keep(promise: impl Future<Output = ()>) {
    /// No promise takes long; one that does hangs.
    const LIMIT: Duration = Duration::from_secs(200);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ended = runtime.block_on(async { tokio::time::timeout(LIMIT, promise).await });
    assert!(ended.is_ok(), "did not end within {LIMIT:?}");
}
