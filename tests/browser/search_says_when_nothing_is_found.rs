//! Who finds nothing is told so, with the nearest word and the page that helps; and who cannot search, why.

use crate::support::{Browser, Engine, Folder, Reader};
use std::fs;

const TEXT: &str = "document.querySelector('dialog.search .search-none:not([hidden])')?.innerText";

in_every_engine!(with_a_suggestion_and_a_way_on, long_texts_are_not_said_whole, without_an_index);

async fn with_a_suggestion_and_a_way_on(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("guides/create-a-token.html")).await;
    browser.write("/").await;
    browser.until("it opens", "document.querySelector('dialog.search[open]')").await;
    browser.write("trqubleshxxting").await;
    browser.until("it says so", &format!("{TEXT}?.includes('Nothing found')")).await;
    let said = "document.querySelector('dialog.search [role=status]').textContent";
    browser.until("screen readers hear it", &format!("{said}.includes('Nothing found')")).await;
    let help = browser.value("document.querySelector('.search-none a').href").await;
    assert_eq!(help, folder.page("help/troubleshooting.html").as_str());
    browser.until("a word is suggested", "document.querySelector('.search-none button')").await;
    browser.click(".search-none button").await;
    browser
        .until("something is found", "document.querySelector('dialog.search .search-hit')")
        .await;
    assert_eq!(browser.value(&format!("Boolean({TEXT})")).await, false, "it still says so");
}

async fn long_texts_are_not_said_whole(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("index.html?q={}", "x".repeat(3000)))).await;
    browser.until("it says so", &format!("{TEXT}?.includes('Nothing found')")).await;
    let length = browser.value(&format!("{TEXT}.length")).await;
    assert!(length.as_u64().is_some_and(|length| length < 300), "{length} characters");
}

async fn without_an_index(engine: Engine) {
    let folder = Folder::new();
    fs::remove_dir_all(folder.path.join("search")).unwrap();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    browser.write("/").await;
    browser.until("it opens", "document.querySelector('dialog.search[open]')").await;
    browser.write("token").await;
    browser.until("it says so", &format!("{TEXT}?.includes('does not work')")).await;
    let all = browser
        .list("return [...document.querySelectorAll('.search-none a')].map((link) => link.href);")
        .await;
    assert!(all.contains(&folder.page("search.html").to_string()), "no way on: {all:?}");
}
