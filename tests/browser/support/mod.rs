//! What the promises share.

mod axe;
mod browser;
mod desk;
mod devtools;
mod driver;
mod engine;
mod folder;
mod idle;
mod kept;
mod keys;
mod panel;
mod profile;
mod reader;
mod search;
mod served;
mod slow;
mod walk;
mod watch;

pub(crate) use axe::{
    what_axe_finds, what_axe_finds_as_it_stands, what_axe_finds_but_for_colours,
    what_axe_finds_in_the_colours, what_axe_finds_too_small,
};
pub(crate) use browser::Browser;
pub(crate) use engine::Engine;
pub(crate) use folder::{Folder, shipped};
pub(crate) use panel::Panel;
pub(crate) use reader::Reader;
pub(crate) use search::RESULTS;
pub(crate) use served::Served;
pub(crate) use slow::slow_line;
pub(crate) use walk::Walk;

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;
use tokio::runtime::{Builder, Handle};

/// Makes each of the named promises, an `async fn(Engine)`, a test in every engine.
macro_rules! in_every_engine {
    ($($promise:ident),+ $(,)?) => {$(
        in_engines!($promise: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit);
    )+};
}

/// The same for promises that concern Chromium alone. Say why.
macro_rules! in_chromium {
    ($($promise:ident),+ $(,)?) => {$(
        in_engines!($promise: in_chromium Chromium);
    )+};
}

/// The same for any engines. Say why not all.
macro_rules! in_engines {
    ($promise:ident: $($test:ident $engine:ident),+) => {
        mod $promise {
            $(
                #[test]
                fn $test() {
                    crate::support::keep(super::$promise(crate::support::Engine::$engine));
                }
            )+
        }
    };
}

/// Runs a promise to its end.
pub(crate) fn keep(promise: impl Future<Output = ()>) {
    /// No promise takes long, on a busy machine either; one that does hangs.
    const LIMIT: Duration = Duration::from_mins(5);

    runtime().block_on(async {
        let mut promise = pin!(promise);
        let ended = tokio::time::timeout(LIMIT, promise.as_mut()).await;
        // While it is still there, so that it ends as one that has failed.
        assert!(ended.is_ok(), "did not end within {LIMIT:?}");
    });
}

/// What all tests run on: a browser that is used again outlives the test that started it, and so does the talk with its driver.
fn runtime() -> &'static Handle {
    static RUNTIME: OnceLock<Handle> = OnceLock::new();

    RUNTIME.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let handle = runtime.handle().clone();
        thread::spawn(move || runtime.block_on(pending::<()>()));
        handle
    })
}
