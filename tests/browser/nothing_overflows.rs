//! At 320 CSS pixels, which is a wide window at 400 %, nothing stands out sideways on any page.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(for_a_reader, with_everything_shown);

async fn for_a_reader(engine: Engine) {
    fits(engine, "").await;
}

async fn with_everything_shown(engine: Engine) {
    fits(engine, "?show=all").await;
}

async fn fits(engine: Engine, query: &str) {
    let folder = Folder::with_every_edition();
    let browser =
        Browser::open(engine, Reader { on_a_narrow_screen: true, ..Reader::default() }).await;
    for page in &folder.pages {
        browser.go(&folder.page(&format!("{page}{query}"))).await;
        assert_eq!(browser.value("innerWidth").await, 320);
        let wide = browser.list(include_str!("scripts/what-overflows.js")).await;
        assert!(wide.is_empty(), "{page}{query}: {wide:#?}");
    }
}
