//! The first thing that Tab reaches is a link past the header and the menu: it can be seen then, and the next Tab goes on in the content.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::key::Key;

in_every_engine!(past_all_that_is_on_every_page);

async fn past_all_that_is_on_every_page(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("climb.html")).await;
    let tab = char::from(Key::Tab).to_string();
    let focus = "document.activeElement";
    browser.write(&tab).await;
    let place = "const { top, bottom, left, width } = document.activeElement.getBoundingClientRect(); \
                 return [document.activeElement.className, top >= 0 && bottom < innerHeight && left >= 0 && width > 24];";
    assert_eq!(browser.run(place).await, serde_json::json!(["skip", true]));
    browser.write(&char::from(Key::Enter).to_string()).await;
    browser.until("the content has the focus", &format!("{focus}.matches('main')")).await;
    browser.write(&tab).await;
    browser
        .until("Tab goes on in it", &format!("{focus}.closest('main') && {focus}.tagName === 'A'"))
        .await;
}
