//! On no page and by no control does anything leave the site, does the security policy stop anything, or does a script fail.

use crate::support::{Browser, Engine, Folder, Reader, Served};
use url::Url;

in_every_engine!(from_disk, under_serve, a_request_that_leaves_is_noticed);

async fn from_disk(engine: Engine) {
    let folder = Folder::with_every_edition().watched();
    nothing_leaves(engine, &folder.base, &folder.pages).await;
}

async fn under_serve(engine: Engine) {
    let served = Served::new();
    nothing_leaves(engine, &served.base, &Folder::new().pages).await;
}

async fn nothing_leaves(engine: Engine, base: &Url, pages: &[String]) {
    let browser = Browser::open(engine, Reader::default()).await;
    for page in pages {
        browser.go(&base.join(page).unwrap()).await;
        browser.run(include_str!("scripts/use-everything.js")).await;
        open_search(&browser).await;
        browser.play_a_film().await;
        copy_by_hand(&browser).await;
        assert_eq!(browser.value("document.cookie").await, "", "{page}: a cookie");
        let complaints = browser.complaints().await;
        assert!(complaints.is_empty(), "{page}: {complaints:#?}");
        let requests = browser.requests().await;
        assert!(
            requests.iter().any(|request| without_query(request).ends_with(page)),
            "{page}: requests are not seen: {requests:?}"
        );
        let left: Vec<_> = requests.iter().filter(|request| !stays(request, base)).collect();
        assert!(left.is_empty(), "{page}: asked for {left:#?}");
    }
}

/// Opens search, when nothing else is on its way, and closes it again, for it lies over the page.
async fn open_search(browser: &Browser) {
    // On the page of search there is no dialog.
    if browser.value("document.querySelector('body:not(:has(.search-page)) .find') !== null").await
        == true
    {
        browser.until("the page is there", "document.readyState === 'complete'").await;
        browser.run("document.querySelector('.find').click();").await;
        browser.until("search is open", "document.querySelector('dialog.search[open]')").await;
        browser.run("document.querySelector('dialog.search')?.close();").await;
    }
}

/// Copies one block of code and one panel, where the page has them.
async fn copy_by_hand(browser: &Browser) {
    for kind in ["copy", "panel-copy"] {
        let shown = format!(
            "const button = [...document.querySelectorAll('.{kind}')].find((button) => button.getClientRects().length);
             button?.classList.add('by-hand');
             return Boolean(button);"
        );
        if browser.run(&shown).await == true {
            browser.click(&format!(".{kind}.by-hand")).await;
        }
    }
}

fn without_query(request: &str) -> &str {
    request.split(['?', '#']).next().unwrap_or_default()
}

fn stays(request: &str, base: &Url) -> bool {
    request.starts_with(base.as_str()) || request.starts_with("data:")
}

/// A watch that sees nothing would pass everything.
async fn a_request_that_leaves_is_noticed(engine: Engine) {
    let folder = Folder::new().watched();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser
        .run_async(
            "const done = arguments[arguments.length - 1];
             document.addEventListener('securitypolicyviolation', () => done(), { once: true });
             new Image().src = 'http://127.0.0.1:9/pixel.png';",
        )
        .await;
    let complaints = browser.complaints().await;
    assert!(
        complaints.iter().any(|complaint| complaint.contains("Content Security Policy")),
        "{complaints:?}"
    );
}
