//! Who chooses another browser or other colours on a page and goes back finds them on the page before too, also where the browser has kept
//! that page as it was left.

use crate::support::{Browser, Engine, Reader, Served};

in_every_engine!(of_browser_and_colours);

async fn of_browser_and_colours(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("guides/create-a-token.html")).await;
    // As a reader goes there; it must not count as an address of its own.
    browser.run("location.href = 'revoke-a-token.html';").await;
    let next = "location.pathname.includes('revoke') && document.readyState === 'complete'";
    browser.until("the next page is there", next).await;
    browser.choose_browser("edge").await;
    browser.click(".theme").await;
    browser.run("history.back();").await;
    browser
        .until(
            "the page before shows the choice",
            "location.pathname.includes('create') && document.documentElement.dataset.browser === 'edge' && document.documentElement.dataset.theme === 'light'",
        )
        .await;
}
