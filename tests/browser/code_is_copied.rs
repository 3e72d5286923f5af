//! What a code block's button copies is what its author wants pasted; the button and the live region say how it went.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(without_what_goes, with_a_word_about_it, where_pages_have_no_clipboard);

/// The page, whose clipboard is what `clipboard` says; what is copied the old way comes too.
async fn open(engine: Engine, clipboard: &str) -> (Browser, Folder) {
    let folder = Folder::of_reading().with_first(&format!(
        "window.copied = [];
         Object.defineProperty(navigator, 'clipboard', {{ get: () => ({clipboard}), configurable: true }});
         document.execCommand = (command) => {{ window.copied.push([command, String(document.activeElement.value)]); return true; }};"
    ));
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("code.html")).await;
    (browser, folder)
}

const CLIPBOARD: &str =
    "{ writeText: async (text) => { window.copied.push(['clipboard', text]); } }";

async fn without_what_goes(engine: Engine) {
    let (browser, _folder) = open(engine, CLIPBOARD).await;
    let buttons = browser.value("document.querySelectorAll('.copy').length").await;
    assert_eq!(buttons, 1, "a block without a button has one");
    browser.click(".copy").await;
    browser.until("it is copied", "window.copied.length").await;
    let copied = browser.value("window.copied").await;
    assert_eq!(copied, serde_json::json!([["clipboard", "fill lamp\nburn rape"]]));
}

async fn with_a_word_about_it(engine: Engine) {
    let (browser, _folder) = open(engine, CLIPBOARD).await;
    let label = browser.value("document.querySelector('.copy').textContent").await;
    browser.click(".copy").await;
    let copied = "document.querySelector('.copy').textContent === 'Copied'";
    browser.until("the button says so", copied).await;
    browser
        .until("it is announced", "document.querySelector('.announcer').textContent === 'Copied'")
        .await;
    let again = format!("document.querySelector('.copy').textContent === {label}");
    browser.until("it can be copied again", &again).await;
}

async fn where_pages_have_no_clipboard(engine: Engine) {
    let (browser, _folder) = open(engine, "undefined").await;
    browser.click(".copy").await;
    browser.until("it is copied", "window.copied.length").await;
    let copied = browser.value("window.copied").await;
    assert_eq!(copied, serde_json::json!([["copy", "fill lamp\nburn rape"]]));
    let focused = browser.value("document.activeElement.className").await;
    assert!(focused.as_str().unwrap().contains("copy"), "the focus is on {focused}");
}
