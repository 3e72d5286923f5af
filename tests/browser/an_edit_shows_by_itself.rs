//! Under `guidepost serve` a saved edit shows in the open page without a touch.

use crate::support::{Browser, Engine, Reader, Served};
use std::fs;

in_every_engine!(of_a_word, of_a_label, of_a_new_page, in_styles_that_no_page_needed_before);

async fn of_a_word(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    let source = served.read("content/pages/help/words.md");
    for word in ["Harakeke", "Kahikatea"] {
        served.write("content/pages/help/words.md", &format!("{source}\nA fresh word: {word}.\n"));
        let expected =
            format!("document.querySelector('.main').innerText.includes('A fresh word: {word}.')");
        browser.until("the edit shows", &expected).await;
    }
}

async fn of_a_label(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("guides/create-a-token.html?browser=firefox")).await;
    let source = served.read("content/browsers/firefox.yaml");
    assert!(source.contains("panel: Inspector"), "{source}");
    served.write(
        "content/browsers/firefox.yaml",
        &source.replace("panel: Inspector", "panel: Harakeke"),
    );
    browser
        .until(
            "the new name shows",
            "document.querySelector('.main').innerText.includes('Harakeke')",
        )
        .await;
}

async fn of_a_new_page(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    served.write("content/pages/help/harakeke.md", "# Harakeke\n\nA fresh page.\n");
    let link = "document.querySelector('.nav a[href=\"harakeke.html\"]')";
    browser.until("the navigation has the new page", link).await;
    fs::remove_file(served.file("content/pages/help/harakeke.md")).unwrap();
    browser.until("the navigation has lost it", &format!("!{link}")).await;
}

async fn in_styles_that_no_page_needed_before(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    let source = served.read("content/pages/help/words.md");
    assert!(!source.contains("[^"), "{source}");
    let note = "\nHarakeke.[^note]\n\n[^note]: Kahikatea.\n";
    served.write("content/pages/help/words.md", &format!("{source}{note}"));
    let bracket =
        "getComputedStyle(document.querySelector('.main .footnote-ref a'), '::before').content";
    browser.until("the note has its style", &format!("{bracket} === '\"[\"'")).await;
}
