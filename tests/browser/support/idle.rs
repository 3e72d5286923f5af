//! Firefoxes whose readers have gone, for readers who come: one takes longer to start than most promises to be kept.
//!
//! The next reader finds nothing of the one before: no tab, no storage, no setting. A Firefox is not used again when a promise was broken in it,
//! when its reader left other windows open or opened the Inspector, and when it does not forget at once.

use super::browser::Browser;
use super::driver::Driver;
use super::engine::Engine;
use super::reader::Reader;
use std::cell::Cell;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::time::timeout;

/// As many as tests run at once, at most. They end with the process.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// How many readers may come after the first.
pub(super) fn readers_after_the_first(driver: &Driver) -> u32 {
    const MOST: u32 = 19;

    // The first Firefox of all has to end, to leave what it has made to the others.
    driver.profile.as_ref().map_or(0, |profile| if profile.is_prepared { MOST } else { 0 })
}

/// One that runs already, made that of the reader.
pub(super) async fn take(engine: Engine, reader: Reader) -> Option<Browser> {
    const PATIENCE: Duration = Duration::from_secs(10);

    if engine != Engine::Firefox {
        return None;
    }
    loop {
        // In a statement of its own, so that nobody waits for the list.
        let taken = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let browser = taken?;
        match timeout(PATIENCE, browser.forgets_for(reader)).await {
            Ok(Ok(())) => return Some(browser),
            Ok(Err(reason)) => eprintln!("a Firefox is not used again: {reason}"),
            Err(_) => eprintln!("a Firefox is not used again: it does not answer"),
        }
        browser.is_used_up();
    }
}

impl Browser {
    /// Nobody uses it after this reader.
    pub(super) fn is_used_up(&self) {
        self.readers_left.set(0);
    }

    async fn forgets_for(&self, reader: Reader) -> Result<(), String> {
        let windows = self.client.windows().await.map_err(|error| error.to_string())?;
        if windows.len() == 1 {
            self.in_firefox(reader).await
        } else {
            Err(format!("{} windows and tabs are open", windows.len()))
        }
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
