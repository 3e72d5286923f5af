//! axe-core, which checks what a program can check of WCAG 2.2 AA and of good practice, finds nothing on any page: in the light, in the dark
//! and in forced colours, for each browser and system.
//!
//! Every page is asked about in Chromium, where the colours of a page that is open can be changed; key pages in each engine.
//! What axe finds depends little on the engine, and on another than Chromium every page in every colour took minutes.

use crate::support::{
    Browser, Engine, Folder, Reader, what_axe_finds, what_axe_finds_but_for_colours,
    what_axe_finds_in_the_colours,
};
use serde_json::json;
use url::Url;

/// One page of each kind.
const KEY_PAGES: [&str; 6] = [
    "index.html",
    "guides/create-a-token.html",
    "guides/test-your-token.html",
    "help/troubleshooting.html",
    "browsers/chrome.html",
    "practice/settings.html",
];

const LIGHT: Reader = Reader::PLAIN;
const DARK: Reader = Reader { in_the_dark: true, ..LIGHT };
const FORCED: Reader = Reader { with_forced_colours: true, ..LIGHT };

in_every_engine!(on_key_pages_in_the_light, on_key_pages_in_the_dark);
// WebKitGTK has no forced colours.
in_engines!(on_key_pages_in_forced_colours: in_chromium Chromium, in_firefox Firefox);
in_chromium!(
    on_every_page_to_the_middle,
    on_every_page_from_the_middle,
    with_everything_shown,
    for_every_browser_and_system,
    in_the_manual,
);

async fn on_key_pages_in_the_light(engine: Engine) {
    on_key_pages(engine, LIGHT).await;
}

async fn on_key_pages_in_the_dark(engine: Engine) {
    on_key_pages(engine, DARK).await;
}

async fn on_key_pages_in_forced_colours(engine: Engine) {
    on_key_pages(engine, FORCED).await;
}

async fn on_key_pages(engine: Engine, reader: Reader) {
    let folder = Folder::new();
    let browser = Browser::open(engine, reader).await;
    for page in KEY_PAGES {
        finds_nothing(&browser, &folder.page(page)).await;
    }
}

// In two parts, for all of them take long.
async fn on_every_page_to_the_middle(engine: Engine) {
    let folder = Folder::with_every_edition();
    let middle = folder.pages.len() / 2;
    in_every_colour(engine, &folder, &folder.pages[..middle]).await;
}

async fn on_every_page_from_the_middle(engine: Engine) {
    let folder = Folder::with_every_edition();
    let middle = folder.pages.len() / 2;
    in_every_colour(engine, &folder, &folder.pages[middle..]).await;
}

async fn in_the_manual(engine: Engine) {
    let folder = Folder::manual();
    in_every_colour(engine, &folder, &folder.pages).await;
}

async fn in_every_colour(engine: Engine, folder: &Folder, pages: &[String]) {
    let browser = Browser::open(engine, LIGHT).await;
    for page in pages {
        finds_nothing(&browser, &folder.page(page)).await;
        for reader in [DARK, FORCED] {
            browser.becomes_that_of(reader).await;
            let found = what_axe_finds_in_the_colours(&browser).await;
            assert_eq!(found, json!([]), "{page}, {reader:?}: axe found {found:#}");
        }
        browser.becomes_that_of(LIGHT).await;
    }
}

async fn with_everything_shown(engine: Engine) {
    let folder = Folder::with_every_edition();
    let browser = Browser::open(engine, LIGHT).await;
    for page in &folder.pages {
        finds_nothing(&browser, &folder.page(&format!("{page}?show=all"))).await;
    }
}

/// Every text that is for some readers only, as one of them sees it. All colours are on the pages with everything shown.
async fn for_every_browser_and_system(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, LIGHT).await;
    let mut asked = 0;
    for page in &folder.pages {
        browser.go(&folder.page(page)).await;
        let pairs = browser.run(include_str!("scripts/pairs-that-show-more.js")).await;
        for pair in pairs.as_array().into_iter().flatten() {
            let [browser_id, os] = [&pair[0], &pair[1]].map(|id| id.as_str().unwrap());
            let query = format!("{page}?browser={browser_id}&os={os}");
            browser.go(&folder.page(&query)).await;
            let found = what_axe_finds_but_for_colours(&browser).await;
            assert_eq!(found, json!([]), "{query}: axe found {found:#}");
            asked += 1;
        }
    }
    assert!(asked > 20, "hardly a page has variants");
}

async fn finds_nothing(browser: &Browser, address: &Url) {
    browser.go(address).await;
    let found = what_axe_finds(browser).await;
    assert_eq!(found, json!([]), "{address}: axe found {found:#}");
}
