//! Where storage, clipboard and history are forbidden, each of them, a page still does all that a page can do.

use crate::support::{Browser, Engine, Folder, Reader};

/// Each call that a browser, a setting or an extension may refuse.
const FORBIDDEN: &str = "
    const refuse = () => { throw new DOMException('not here', 'SecurityError') };
    for (const name of ['getItem', 'setItem', 'removeItem']) Storage.prototype[name] = refuse;
    for (const name of ['pushState', 'replaceState']) History.prototype[name] = refuse;
    Object.defineProperty(navigator, 'clipboard', { get: refuse });
    document.execCommand = refuse;";

in_every_engine!(the_switch_and_progress, and_copying_says_that_it_failed);

async fn the_switch_and_progress(engine: Engine) {
    let folder = Folder::of_reading().with_first(FORBIDDEN);
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("climb.html?browser=firefox&os=macos")).await;
    browser.choose_browser("safari").await;
    browser.click("#look .step-done").await;
    browser.click("#look [data-answer=stairs] a").await;
    browser.until("the answer leads on", "location.hash === '#stairs'").await;
    let text = browser.text().await;
    assert!(text.contains("1 of 4 done"), "neither tick nor answer counts: {text}");
    browser.click(".theme").await;
    assert_eq!(browser.value("document.documentElement.dataset.theme").await, "light");
    browser.click(".progress-again").await;
    assert!(browser.text().await.contains("0 of 4 done"), "progress does not start again");
}

async fn and_copying_says_that_it_failed(engine: Engine) {
    let folder = Folder::new().with_first(FORBIDDEN);
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("guides/create-a-token.html")).await;
    browser.click(".copy").await;
    let said = "document.querySelector('.copy').textContent === 'Copying did not work'";
    browser.until("it says so", said).await;
}
