//! On paper stands what is on the screen, with everything unfolded; or, by a button, the text for every browser and system.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::json;

/// What a printer would get: for whom the page is written when it is printed.
const PRINTER: &str = "
    window.print = () => {
      window.printed = document.documentElement.dataset.browser ?? 'all';
      dispatchEvent(new Event('afterprint'));
    };";

in_every_engine!(by_its_buttons);
// Only Chromium can be told to look at a page as a printer does.
in_chromium!(unfolded_and_without_controls);

async fn by_its_buttons(engine: Engine) {
    let folder = Folder::of_reading().with_first(PRINTER);
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("climb.html?browser=safari&os=macos")).await;
    browser.click("[data-print='']").await;
    assert_eq!(browser.value("window.printed").await, "safari");
    browser.click("[data-print=all]").await;
    assert_eq!(browser.value("window.printed").await, "all");
    let after = browser.run("const { browser, os, pair } = document.documentElement.dataset; return [browser, os, pair];").await;
    assert_eq!(
        after,
        json!(["safari", "macos", "safari-macos"]),
        "the screen stays as it was printed"
    );
    assert_eq!(browser.value("localStorage.length").await, 0, "it is stored");
}

async fn unfolded_and_without_controls(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("climb.html?browser=firefox&os=windows&answer=look.stairs")).await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    let text = browser.text().await;
    assert!(text.contains("Come back in the morning."), "a fold stays folded: {text}");
    assert!(text.contains("Skipped, because of your answer."), "{text}");
    assert!(!text.contains("Does it turn?"), "another browser's text is printed: {text}");
    let controls = browser
        .list("return [...document.querySelectorAll('button, select, input')].filter((one) => one.getClientRects().length).map((one) => one.outerHTML);")
        .await;
    assert!(controls.is_empty(), "{controls:#?}");
}
