//! A picture opens large in a window of its own, by pointer and by key, and gives the focus back; without scripts it is a link.

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds};
use fantoccini::key::Key;
use serde_json::{Value, json};

const OPEN: &str = "document.querySelector('dialog.picture')?.open";

in_every_engine!(
    and_closes_by_escape,
    as_large_as_the_window_or_itself,
    without_scripts_it_is_a_link
);

async fn open(engine: Engine, reader: Reader) -> (Browser, Folder) {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, reader).await;
    browser.go(&folder.page("climb.html")).await;
    (browser, folder)
}

async fn and_closes_by_escape(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    browser.run("document.querySelector('.zoom').focus();").await;
    browser.press(Key::Enter).await;
    browser.until("it opens", OPEN).await;
    let alt = "document.querySelector('dialog.picture img').alt";
    assert_eq!(browser.value(alt).await, "The lighthouse on its rock");
    let found = what_axe_finds(&browser).await;
    assert_eq!(found, json!([]), "axe found {found:#}");
    browser.press(Key::Escape).await;
    browser.until("it closes", "!document.querySelector('dialog.picture')").await;
    assert_eq!(
        browser.value("document.activeElement.className").await,
        "zoom",
        "the focus is lost"
    );
}

async fn as_large_as_the_window_or_itself(engine: Engine) {
    let (browser, _folder) =
        open(engine, Reader { on_a_narrow_screen: true, ..Reader::default() }).await;
    browser.click(".zoom").await;
    browser.until("it opens", OPEN).await;
    let width = async || -> Value {
        browser.value("Math.round(document.querySelector('dialog.picture img').getBoundingClientRect().width)").await
    };
    assert!(width().await.as_i64().unwrap() < 320, "it is wider than the window");
    browser.click("dialog.picture [aria-pressed]").await;
    assert_eq!(width().await, 900, "it has not its own size");
    let wide = "document.documentElement.scrollWidth > innerWidth";
    assert_eq!(browser.value(wide).await, false, "the page scrolls, and not the picture");
}

async fn without_scripts_it_is_a_link(engine: Engine) {
    let (browser, folder) =
        open(engine, Reader { without_scripts: true, ..Reader::default() }).await;
    let link = browser.value("document.querySelector('.zoom').href").await;
    assert_eq!(link, folder.page("lighthouse.svg").as_str());
}
