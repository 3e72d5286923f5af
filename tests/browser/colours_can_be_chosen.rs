//! The colours are the system's, or light, or dark, as the reader chooses; they stay, and the button says which they are.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::json;

in_every_engine!(one_after_another);

/// What the button says, and the colours that the browser draws in.
const COLOURS: &str = "[document.querySelector('.theme').getAttribute('aria-label'), getComputedStyle(document.documentElement).colorScheme]";

async fn one_after_another(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    for said in [
        json!(["Colours: as your system", "light dark"]),
        json!(["Colours: light", "light"]),
        json!(["Colours: dark", "dark"]),
    ] {
        assert_eq!(browser.value(COLOURS).await, said);
        browser.reload().await;
        assert_eq!(browser.value(COLOURS).await, said, "after a reload");
        browser.click(".theme").await;
    }
    assert_eq!(browser.value(COLOURS).await[1], "light dark");
    assert_eq!(browser.value("localStorage.length").await, 0, "something is left behind");
}
