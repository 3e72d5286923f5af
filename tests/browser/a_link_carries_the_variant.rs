//! The link to a step names the browser and system that are shown, so that others see the same; and it changes nothing that they saved.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::{Value, json};
use url::Url;

in_every_engine!(to_others, for_show_all, also_when_it_is_followed, into_a_hidden_variant);

async fn open(engine: Engine) -> (Browser, Folder) {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("climb.html?browser=firefox&os=macos")).await;
    (browser, folder)
}

async fn to_others(engine: Engine) {
    let (browser, folder) = open(engine).await;
    browser.choose_browser("safari").await;
    let link = link(&browser).await;
    assert_eq!(link, folder.page("climb.html?browser=safari&os=macos#lamp"));

    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("climb.html")).await;
    browser.choose_browser("firefox").await;
    let saved = browser.value("Object.entries(localStorage).sort()").await;
    browser.go(&link).await;
    assert_eq!(shown(&browser).await, json!(["safari", "macos"]));
    assert_eq!(browser.value("Object.entries(localStorage).sort()").await, saved);
}

async fn for_show_all(engine: Engine) {
    let (browser, folder) = open(engine).await;
    browser.click(".switch .segment:has([value=all])").await;
    browser.until("all is shown", "!('browser' in document.documentElement.dataset)").await;
    let link = link(&browser).await;
    assert_eq!(link, folder.page("climb.html?show=all#lamp"));
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&link).await;
    assert_eq!(shown(&browser).await, json!([null, null]));
}

async fn also_when_it_is_followed(engine: Engine) {
    let (browser, folder) = open(engine).await;
    browser.go(&folder.page("climb.html")).await;
    browser.run("window.same = true;").await;
    let link = link(&browser).await;
    browser.click("#lamp .anchor").await;
    browser.until("the address is the link", &format!("location.href === '{link}'")).await;
    assert_eq!(browser.value("window.same").await, true, "the page was loaded again");
    assert_eq!(browser.value("document.querySelector(':target')?.id").await, "lamp");
}

/// Opens the variant for this view, and saves nothing.
async fn into_a_hidden_variant(engine: Engine) {
    let (browser, folder) = open(engine).await;
    browser.go(&folder.page("index.html")).await;
    browser.choose_browser("firefox").await;
    let saved = browser.value("Object.entries(localStorage).sort()").await;
    browser.go(&folder.page("index.html#only-safari")).await;
    browser.reload().await;
    browser
        .until("the variant is shown", "document.documentElement.dataset.browser === 'safari'")
        .await;
    assert_eq!(shown(&browser).await, json!(["safari", "macos"]));
    assert!(browser.text().await.contains("Another word."));
    assert_eq!(browser.value("Object.entries(localStorage).sort()").await, saved);
}

async fn link(browser: &Browser) -> Url {
    let link = browser.value("document.querySelector('#lamp .anchor').href").await;
    Url::parse(link.as_str().unwrap()).unwrap()
}

async fn shown(browser: &Browser) -> Value {
    browser.run("const { browser, os } = document.documentElement.dataset; return [browser ?? null, os ?? null];").await
}
