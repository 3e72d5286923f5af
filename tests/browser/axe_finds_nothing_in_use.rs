//! Nor does axe find anything on a page in use: folds closed and open, another tab chosen, a step done, an answer given, a word copied, each
//! situation of the practice page, and its window.

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds_as_it_stands};
use serde_json::json;

const GUIDE: &str = "guides/create-a-token.html";

in_every_engine!(
    folds_closed,
    a_step_done_and_an_answer_given,
    another_tab,
    the_practice_page,
    the_practice_page_to_its_end,
);

async fn folds_closed(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    assert_nothing(&browser, "folds closed").await;
}

async fn a_step_done_and_an_answer_given(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.click(".step:nth-of-type(1) .step-done").await;
    assert_nothing(&browser, "a step is done").await;
    browser.click(".option a").await;
    assert_nothing(&browser, "an answer is given").await;
}

async fn another_tab(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("guides/test-your-token.html")).await;
    browser.click(".tablist [role=tab][aria-selected=false]").await;
    assert_nothing(&browser, "another tab").await;
}

async fn the_practice_page(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("practice/settings.html")).await;
    let situations = browser
        .list("return [...document.querySelectorAll('.practice-situation')].map(({ id }) => id);")
        .await;
    assert!(situations.len() > 1, "{situations:?}");
    for situation in situations {
        browser.click(&format!("#{situation}")).await;
        assert_nothing(&browser, &situation).await;
    }
}

async fn the_practice_page_to_its_end(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("practice/settings.html")).await;
    let mut panel = browser.panel().await;
    panel.search("a.add_access_token_link").await;
    panel.delete_attribute("style").await;
    let said = "document.querySelector('.practice-foot').dataset.word === 'appeared'";
    browser.until("the page notices", said).await;
    assert_nothing(&browser, "the button has appeared").await;

    browser.click(".practice-screen a.add_access_token_link").await;
    browser.until("the window opens", "document.querySelector('dialog').open").await;
    assert_nothing(&browser, "the window is open").await;
    browser.fill_in_the_practice_form().await;
    browser.click("dialog [type=submit]").await;
    browser.until("the end is there", "!document.querySelector('.practice-end').hidden").await;
    assert_nothing(&browser, "the end").await;
}

async fn assert_nothing(browser: &Browser, what: &str) {
    // On a wide screen the menu shows what is in it, closed too, which axe does not know: its links could not have the focus.
    browser.run("document.querySelector('.menu').open = true;").await;
    let found = what_axe_finds_as_it_stands(browser).await;
    assert_eq!(found, json!([]), "{what}: axe found {found:#}");
}
