//! At 320 CSS pixels, which is a wide window at 400 %, nothing stands out sideways on any page.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(for_a_reader, with_everything_shown, in_the_manual);

async fn for_a_reader(engine: Engine) {
    fits(engine, &Folder::with_every_edition(), "").await;
}

async fn with_everything_shown(engine: Engine) {
    fits(engine, &Folder::with_every_edition(), "?show=all").await;
}

async fn in_the_manual(engine: Engine) {
    fits(engine, &Folder::manual(), "").await;
}

async fn fits(engine: Engine, folder: &Folder, query: &str) {
    let browser =
        Browser::open(engine, Reader { on_a_narrow_screen: true, ..Reader::default() }).await;
    for page in &folder.pages {
        browser.go(&folder.page(&format!("{page}{query}"))).await;
        assert_eq!(browser.value("innerWidth").await, 320);
        let wide = browser.list(include_str!("scripts/what-overflows.js")).await;
        assert!(wide.is_empty(), "{page}{query}: {wide:#?}");
    }
}
