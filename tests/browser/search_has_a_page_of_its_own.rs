//! `search.html` searches without a dialog, follows what is typed in its address, and without scripts lists every page.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::key::Key;

in_every_engine!(
    it_finds_and_follows,
    who_types_on_at_once_loses_no_letter,
    enter_waits_for_the_answer_and_keeps_the_focus,
    without_scripts_it_lists_all_pages
);

async fn it_finds_and_follows(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("search.html?q=hidden+link")).await;
    browser.until("something is found", "document.querySelector('.search-page .search-hit')").await;
    let first = "document.querySelector('.search-page .search-hit').getAttribute('href')";
    let link = browser.value(first).await;
    assert!(link.as_str().unwrap_or_default().ends_with("#find-link"), "{link}");
    assert_eq!(
        browser.value("document.querySelector('.search-page input').value").await,
        "hidden link"
    );
    let listed = "document.querySelector('.search-all').getClientRects().length > 0";
    assert_eq!(browser.value(listed).await, false, "the list of pages is in the way");

    // The key of search leads to its box here, and Enter to the first result.
    browser.write("/").await;
    browser.until("one can type", "document.activeElement.matches('.search-page input')").await;
    browser.run("document.activeElement.value = '';").await;
    browser.write("leaked").await;
    browser
        .until("something else is found", &format!("{first}.includes('revoke-a-token.html')"))
        .await;
    browser.until("the address follows", "location.search === '?q=leaked'").await;
    browser.press(Key::Enter).await;
    browser
        .until("the first result has the focus", "document.activeElement.matches('.search-hit')")
        .await;
    browser.press(Key::Enter).await;
    browser
        .until(
            "its page is there",
            "document.querySelector('main').dataset.page === 'guides/revoke-a-token'",
        )
        .await;
}

async fn who_types_on_at_once_loses_no_letter(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("search.html")).await;
    browser.write("/leaked").await;
    let input = "document.querySelector('.search-page input').value";
    browser.until("all of it is in the box", &format!("{input} === 'leaked'")).await;
}

async fn enter_waits_for_the_answer_and_keeps_the_focus(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("search.html")).await;
    browser.run("document.querySelector('.search-page input').focus();").await;
    // Before that, Enter sends the form, as it does without scripts.
    browser.until("search is there", "window.guidepost?.query").await;
    browser.write("leaked").await;
    browser.press(Key::Enter).await;
    let focused = "document.activeElement.matches('.search-hit')";
    browser.until("the first result has the focus", focused).await;
    // Results are drawn anew when the switch is turned, and when more of them come.
    browser
        .run(
            "document.activeElement.dataset.before = 1;
             document.dispatchEvent(new Event('guidepost:variant'));",
        )
        .await;
    browser.until("they are drawn anew", "!document.querySelector('[data-before]')").await;
    assert_eq!(browser.value(focused).await, true, "the focus is gone");
}

async fn without_scripts_it_lists_all_pages(engine: Engine) {
    let folder = Folder::new();
    let browser =
        Browser::open(engine, Reader { without_scripts: true, ..Reader::default() }).await;
    browser.go(&folder.page("search.html")).await;
    let text = browser.text().await;
    assert!(text.contains("Search needs scripts"), "{text}");
    let seen = "[...document.querySelectorAll('.find, .search-page')].filter((part) => part.getClientRects().length).length";
    assert_eq!(browser.value(seen).await, 0, "a box that does nothing");
    let links = browser
        .list("return [...document.querySelectorAll('.search-all a')].filter((link) => link.getClientRects().length).map((link) => link.href);")
        .await;
    for page in folder.pages.iter().filter(|page| *page != "search.html") {
        assert!(links.contains(&folder.page(page).to_string()), "{page} is not listed: {links:#?}");
    }
}
