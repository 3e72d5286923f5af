//! Browsers whose readers have gone, for readers who come: one takes longer to start than most promises to be kept.
//!
//! The next reader finds nothing of the one before: no tab, no storage, no setting. A browser is not used again when a promise was broken in it,
//! when its reader left other windows open or opened Firefox's Inspector, and when it does not forget at once. WebKit's never is: it starts
//! fast, and forgets only when it ends.

use super::browser::Browser;
use super::driver::Driver;
use super::engine::Engine;
use super::reader::Reader;
use fantoccini::error::CmdError;
use std::cell::Cell;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::time::timeout;

/// As many of an engine as tests run at once, at most. They end with the process.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// How many readers may come after the first.
pub(super) fn readers_after_the_first(engine: Engine, driver: &Driver) -> u32 {
    const MOST: u32 = 19;

    // The first Firefox of all has to end, to leave what it has made to the others.
    let has_to_end = driver.profile.as_ref().is_some_and(|profile| !profile.is_prepared);
    if engine == Engine::WebKit || has_to_end { 0 } else { MOST }
}

/// One that runs already, made that of the reader.
#[expect(clippy::print_stderr, reason = "if it is said often, the tests are slow for it")]
pub(super) async fn take(engine: Engine, reader: Reader) -> Option<Browser> {
    const PATIENCE: Duration = Duration::from_secs(10);

    loop {
        let browser = idle(engine)?;
        match timeout(PATIENCE, browser.forgets_for(reader)).await {
            Ok(Ok(())) => return Some(browser),
            Ok(Err(reason)) => eprintln!("a {engine:?} is not used again: {reason}"),
            Err(_) => eprintln!("a {engine:?} is not used again: it does not answer"),
        }
        browser.is_used_up();
    }
}

fn idle(engine: Engine) -> Option<Browser> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let at = idle.iter().position(|browser| browser.engine == engine)?;
    Some(idle.swap_remove(at))
}

impl Browser {
    /// Nobody uses it after this reader.
    pub(super) fn is_used_up(&self) {
        self.readers_left.set(0);
    }

    async fn forgets_for(&self, reader: Reader) -> Result<(), String> {
        let told = |error: CmdError| error.to_string();
        let windows = self.client.windows().await.map_err(told)?;
        if windows.len() > 1 {
            return Err(format!("{} windows and tabs are open", windows.len()));
        }
        if self.engine == Engine::Firefox {
            return self.in_firefox(reader).await;
        }
        self.emptied_in_chromium().await.map_err(told)?;
        self.in_chromium(reader).await;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let left = self.readers_left.get();
        if left == 0 || thread::panicking() {
            return;
        }
        let browser = Self {
            client: self.client.clone(),
            engine: self.engine,
            driver: self.driver.take(),
            readers_left: Cell::new(left - 1),
        };
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
    }
}
