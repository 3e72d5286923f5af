//! What is searched for is remembered on the page while it is open, and stored nowhere.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::key::Key;
use serde_json::json;

const OPTIONS: &str = "[...document.querySelectorAll('dialog.search [role=option]')].map((option) => option.textContent)";

in_every_engine!(recent_searches_go_with_the_page);

async fn recent_searches_go_with_the_page(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    browser.search_for("leaked").await;
    browser.press(Key::Escape).await;
    browser.until("it closes", "!document.querySelector('dialog.search[open]')").await;
    browser.write("/").await;
    browser.until("the word is offered", &format!("{OPTIONS}.join() === 'leaked'")).await;
    browser.press(Key::Down).await;
    browser.press(Key::Enter).await;
    browser
        .until(
            "it is searched for again",
            "document.querySelector('dialog.search .search-hit[href]')",
        )
        .await;
    assert_eq!(
        browser.value("document.querySelector('dialog.search input').value").await,
        "leaked"
    );

    let stored = "[localStorage.length, sessionStorage.length, document.cookie]";
    assert_eq!(browser.value(stored).await, json!([0, 0, ""]));
    browser.reload().await;
    browser.write("/").await;
    browser.until("it opens", "document.querySelector('dialog.search[open]')").await;
    assert_eq!(browser.value(OPTIONS).await, json!([]), "they have outlived the page");
}
