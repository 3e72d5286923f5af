//! Where storage, the clipboard and the address may not be touched, and each attempt is an error, a page works all the same: it shows what
//! is chosen, marks what is done and says that it could not copy.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(a_guide, every_page);

/// As strict settings and some embedded browsers do it.
const FORBIDDEN: &str = "
    const forbid = (object, name) =>
      Object.defineProperty(object, name, { configurable: true, get() { throw new DOMException(name + ' is forbidden', 'SecurityError'); } });
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) forbid(window, name);
    for (const name of ['clipboard', 'cookieEnabled', 'serviceWorker']) forbid(Navigator.prototype, name);
    for (const name of ['pushState', 'replaceState', 'state']) forbid(History.prototype, name);
    forbid(Document.prototype, 'cookie');
    forbid(Document.prototype, 'execCommand');";

const GUIDE: &str = "guides/create-a-token.html";

async fn a_guide(engine: Engine) {
    let folder = Folder::new().watched().with_first(FORBIDDEN);
    let browser = Browser::open(engine, Reader::default()).await;
    // The address names a variant, so the page would follow a choice in it.
    browser.go(&folder.page(&format!("{GUIDE}?browser=chrome&os=windows"))).await;
    browser
        .run("try { localStorage; } catch { return; } throw Error('nothing is forbidden');")
        .await;
    browser.choose_browser("firefox").await;
    assert!(browser.text().await.contains("Inspector"), "Firefox's words are not there");

    browser.click(".step:nth-of-type(1) .step-done").await;
    assert_eq!(browser.value("document.querySelector('progress').value").await, 1);
    browser.click(".progress-again").await;
    assert_eq!(browser.value("document.querySelector('progress').value").await, 0);

    browser.click(".theme").await;
    browser
        .until(
            "the colours change",
            "['light', 'dark'].includes(document.documentElement.dataset.theme)",
        )
        .await;

    browser.go(&folder.page("guides/test-your-token.html")).await;
    browser.run("[...document.querySelectorAll('.copy')].find((button) => button.getClientRects().length).classList.add('by-hand');").await;
    browser.click(".copy.by-hand").await;
    let failed = "document.querySelector('.announcer').dataset.copyFailed";
    browser
        .until(
            "the button says that it could not copy",
            &format!("document.querySelector('.by-hand').textContent === {failed}"),
        )
        .await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

async fn every_page(engine: Engine) {
    let folder = Folder::new().watched().with_first(FORBIDDEN);
    let browser = Browser::open(engine, Reader::default()).await;
    for page in &folder.pages {
        browser.go(&folder.page(page)).await;
        browser.run(include_str!("scripts/use-everything.js")).await;
        browser.play_a_film().await;
        let complaints = browser.complaints().await;
        assert!(complaints.is_empty(), "{page}: {complaints:#?}");
    }
}
