//! Whoever goes through a page with the Tab key sees where they are: what has the focus is marked, in view, and never under the header;
//! forwards and backwards, in a high window and at 400 %.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use std::collections::BTreeSet;

in_every_engine!(forwards, backwards, at_400_percent);

const PAGES: [&str; 3] =
    ["guides/test-your-token.html", "help/troubleshooting.html", "practice/settings.html"];

async fn forwards(engine: Engine) {
    let browser = Browser::open(engine, Reader::default()).await;
    is_seen(&browser, &["guides/create-a-token.html", PAGES[0], PAGES[1], PAGES[2]], false).await;
}

async fn backwards(engine: Engine) {
    let browser = Browser::open(engine, Reader::default()).await;
    is_seen(&browser, &["guides/create-a-token.html"], true).await;
}

async fn at_400_percent(engine: Engine) {
    let reader = Reader { at_400_percent: true, ..Reader::default() };
    let browser = Browser::open(engine, reader).await;
    is_seen(&browser, &PAGES, false).await;
    is_seen(&browser, &[PAGES[0]], true).await;
}

async fn is_seen(browser: &Browser, pages: &[&str], backwards: bool) {
    let folder = Folder::new();
    for page in pages {
        browser.go(&folder.page(page)).await;
        // The last thing that can have the focus is where the way back begins.
        if backwards {
            browser.run("[...document.querySelectorAll('a[href]')].at(-1).focus();").await;
        }
        let mut seen = BTreeSet::new();
        loop {
            press_tab(browser, backwards).await;
            let place = browser.run(include_str!("scripts/where-focus-is.js")).await;
            let Some(number) = place["number"].as_u64() else { break };
            if !seen.insert(number) {
                break;
            }
            assert!(place["fault"].is_null(), "{page}, {backwards}: {place:#}");
        }
        assert!(seen.len() > 10, "{page}: the focus was only in {} places", seen.len());
    }
}

async fn press_tab(browser: &Browser, backwards: bool) {
    let [shift, tab] = [Key::Shift, Key::Tab].map(char::from);
    let mut fingers = KeyActions::new("fingers".to_owned());
    if backwards {
        fingers = fingers.then(KeyAction::Down { value: shift });
    }
    fingers = fingers.then(KeyAction::Down { value: tab }).then(KeyAction::Up { value: tab });
    if backwards {
        fingers = fingers.then(KeyAction::Up { value: shift });
    }
    browser.client.perform_actions(fingers).await.unwrap();
}
