//! A browser that does not run on the system that is shown cannot be chosen until the system is another, nor a system on which the browser
//! that is shown does not run. With everything shown, everything can be chosen.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::json;

in_every_engine!(on_windows, and_another_system_leads_there, with_everything_shown);

const GUIDE: &str = "guides/create-a-token.html";
/// The browsers that cannot be chosen: among the buttons, and in the list that stands for them in a narrow window.
const CLOSED: &str = "['input', '.pick-browser option'].map((kind) => [...document.querySelectorAll(`.switch ${kind}:disabled`)].map(({ value }) => value))";

async fn open(engine: Engine, query: &str) -> (Browser, Folder) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}?{query}"))).await;
    (browser, folder)
}

async fn on_windows(engine: Engine) {
    let (browser, _folder) = open(engine, "browser=firefox&os=windows").await;
    assert_eq!(browser.value(CLOSED).await, json!([["safari"], ["safari"]]));
    browser.run("document.querySelector('.switch [value=safari]').click();").await;
    assert_eq!(browser.value("document.documentElement.dataset.pair").await, "firefox-windows");
}

async fn and_another_system_leads_there(engine: Engine) {
    let (browser, _folder) = open(engine, "browser=firefox&os=windows").await;
    browser
        .run(
            "const systems = document.querySelector('.pick-os');
             systems.value = 'macos';
             systems.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    assert_eq!(browser.value(CLOSED).await, json!([[], []]));
    browser.choose_browser("safari").await;
    let systems = "[...document.querySelector('.pick-os').options].map(({ value }) => value)";
    assert_eq!(browser.value(systems).await, json!(["macos"]));
}

async fn with_everything_shown(engine: Engine) {
    let (browser, _folder) = open(engine, "show=all").await;
    assert_eq!(browser.value(CLOSED).await, json!([[], []]));
}
