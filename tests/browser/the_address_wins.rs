//! A browser and a system in the address win over what was saved, for this view only.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::{Value, json};

const GUIDE: &str = "guides/create-a-token.html";

in_every_engine!(
    over_what_was_saved,
    only_for_this_view,
    an_impossible_pair_is_mended,
    until_the_reader_chooses
);

async fn over_what_was_saved(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.choose_browser("edge").await;

    browser.go(&folder.page(&format!("{GUIDE}?browser=firefox&os=macos"))).await;
    assert_eq!(shown(&browser).await, json!(["firefox", "macos"]));
}

async fn only_for_this_view(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.choose_browser("edge").await;
    let (before, saved) = (shown(&browser).await, storage(&browser).await);

    browser.go(&folder.page(&format!("{GUIDE}?browser=firefox&os=macos"))).await;
    assert_eq!(storage(&browser).await, saved, "looking changed what is saved");
    browser.go(&folder.page(GUIDE)).await;
    assert_eq!(shown(&browser).await, before);
}

async fn an_impossible_pair_is_mended(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}?browser=safari&os=windows"))).await;
    assert_eq!(shown(&browser).await, json!(["safari", "macos"]));
    assert_eq!(
        browser
            .list("return [...document.querySelector('.pick-os').options].map((o) => o.value);")
            .await,
        ["macos"],
        "systems are offered that Safari does not run on"
    );
}

async fn until_the_reader_chooses(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}?browser=firefox&os=macos"))).await;
    browser.choose_browser("chrome").await;
    browser.reload().await;
    assert_eq!(
        shown(&browser).await,
        json!(["chrome", "macos"]),
        "the address brought the old choice back"
    );
}

async fn shown(browser: &Browser) -> Value {
    browser
        .run("const { browser, os } = document.documentElement.dataset; return [browser, os];")
        .await
}

async fn storage(browser: &Browser) -> Value {
    browser.value("Object.entries(localStorage).sort()").await
}
