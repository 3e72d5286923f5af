//! Readers on a phone or tablet are told at once that the steps need a computer, and can send themselves the link.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::json;

const GUIDE: &str = "climb.html";
const TOLD: &str = "document.querySelector('.phone')?.getClientRects().length > 0";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 16; Phone) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36";
const TABLET: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15";

in_every_engine!(and_no_one_else, on_guides_alone, the_link_is_shared, or_copied, or_sent_by_mail);

/// The site, as a device of this kind sees it; `more` runs before each page too.
fn on_device(user_agent: &str, touches: u8, more: &str) -> Folder {
    Folder::of_reading().with_first(&format!(
        "const device = (name, value) => Object.defineProperty(navigator, name, {{ get: () => value, configurable: true }});
         device('userAgent', '{user_agent}'); device('maxTouchPoints', {touches});
         {more}"
    ))
}

async fn and_no_one_else(engine: Engine) {
    let browser = Browser::open(engine, Reader::default()).await;
    for (name, user_agent, touches, told) in [
        ("a phone", PHONE, 5, true),
        ("a tablet that says it is a Mac", TABLET, 5, true),
        ("a Mac", TABLET, 0, false),
        (
            "a computer with a touch screen",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/150.0",
            10,
            false,
        ),
    ] {
        let folder = on_device(user_agent, touches, "");
        browser.go(&folder.page(GUIDE)).await;
        assert_eq!(browser.value(TOLD).await, told, "{name}");
    }
}

async fn on_guides_alone(engine: Engine) {
    let folder = on_device(PHONE, 5, "");
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    assert_eq!(browser.value(&format!("Boolean({TOLD})")).await, false);
}

async fn the_link_is_shared(engine: Engine) {
    let folder =
        on_device(PHONE, 5, "device('share', async (what) => { window.shared = what.url });");
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}?browser=safari#lamp"))).await;
    browser.click(".phone button").await;
    // For another device, so without the browser that is shown on this one.
    browser.until("the link is shared", "window.shared").await;
    assert_eq!(browser.value("window.shared").await, folder.page(GUIDE).as_str());
}

async fn or_copied(engine: Engine) {
    let copies = "device('share', undefined); device('clipboard', { writeText: async (text) => { window.copied = text } });";
    let folder = on_device(PHONE, 5, copies);
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.click(".phone button").await;
    browser
        .until("it says so", "document.querySelector('.phone button').textContent === 'Copied'")
        .await;
    assert_eq!(browser.value("window.copied").await, folder.page(GUIDE).as_str());
}

async fn or_sent_by_mail(engine: Engine) {
    let fails = "device('share', undefined); device('clipboard', undefined); document.execCommand = () => false;
         HTMLAnchorElement.prototype.click = function () { window.sent = this.href };";
    let folder = on_device(PHONE, 5, fails);
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.click(".phone button").await;
    browser.until("a letter is begun", "window.sent").await;
    let sent = "window.sent.startsWith('mailto:?') && Object.fromEntries(new URLSearchParams(window.sent.slice(8)))";
    let title = browser.value("document.title").await;
    assert_eq!(
        browser.value(sent).await,
        json!({ "subject": title, "body": folder.page(GUIDE).as_str() })
    );
}
