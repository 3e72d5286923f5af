//! On a phone, all that can be tapped is 24 pixels wide and high, or stands so far from the rest that it might be (WCAG 2.2, 2.5.8).

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds_too_small};
use serde_json::json;

in_every_engine!(on_every_page, in_the_manual);

async fn on_every_page(engine: Engine) {
    can_be_hit(engine, &Folder::new()).await;
}

async fn in_the_manual(engine: Engine) {
    can_be_hit(engine, &Folder::manual()).await;
}

async fn can_be_hit(engine: Engine, folder: &Folder) {
    let reader = Reader { on_a_narrow_screen: true, ..Reader::default() };
    let browser = Browser::open(engine, reader).await;
    for page in &folder.pages {
        browser.go(&folder.page(page)).await;
        browser
            .run("for (const fold of document.querySelectorAll('details')) fold.open = true;")
            .await;
        let found = what_axe_finds_too_small(&browser).await;
        assert_eq!(found, json!([]), "{page}: too small: {found:#}");
    }
}
