//! What the other promises rest on: a reader who comes finds nothing that one before has left, though browsers are used again.

use crate::support::{Browser, Engine, Folder, Reader, Served};
use serde_json::Value;

in_every_engine!(of_storage_and_settings);

/// Leaves something wherever a page can.
const LEAVE: &str = "
    const done = arguments[arguments.length - 1];
    localStorage.left = sessionStorage.left = 'behind';
    document.cookie = 'left=behind; max-age=3600';
    console.error('left behind');
    const opening = indexedDB.open('left');
    opening.onsuccess = opening.onerror = () => done();";

/// What there is to find, and how the page is seen.
const FIND: &str = "
    const done = arguments[arguments.length - 1];
    const seen = (what) => matchMedia(what).matches;
    indexedDB.databases().catch(() => []).then((databases) =>
      done([
        localStorage.length + sessionStorage.length + document.cookie.length + databases.length,
        history.length, innerWidth, innerHeight, document.hasFocus(), document.documentElement.className,
        ...['(prefers-color-scheme: dark)', '(prefers-reduced-motion)', '(forced-colors: active)'].map(seen),
      ]));";

async fn of_storage_and_settings(engine: Engine) {
    let (folder, served) = (Folder::of_reading(), Served::new());
    let pages = [folder.page("index.html"), served.page("index.html")];
    let look = async |browser: &Browser| -> Vec<Value> {
        let mut found = Vec::new();
        for page in &pages {
            browser.go(page).await;
            found.push(browser.run_async(FIND).await);
        }
        found
    };
    let first = look(&Browser::open(engine, Reader::default()).await).await;
    assert!(first.iter().all(|found| found[0] == 0), "{first:?}");

    let changed = Reader {
        in_the_dark: true,
        with_reduced_motion: true,
        on_a_narrow_screen: true,
        ..Reader::default()
    };
    let browser = Browser::open(engine, changed).await;
    for page in &pages {
        browser.go(page).await;
        browser.run_async(LEAVE).await;
    }
    assert_ne!(look(&browser).await, first, "nothing is left");
    drop(browser);
    let next = Browser::open(engine, Reader::default()).await;
    assert_eq!(next.complaints().await, Vec::<String>::new(), "of the page before");
    assert_eq!(look(&next).await, first, "after one who left things behind");
    drop(next);

    let browser = Browser::open(engine, Reader { without_scripts: true, ..changed }).await;
    browser.go(&pages[0]).await;
    drop(browser);
    let next = Browser::open(engine, Reader::default()).await;
    assert_eq!(look(&next).await, first, "after a reader without scripts");
}
