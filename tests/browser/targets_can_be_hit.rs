//! On a phone, all that can be tapped is 24 pixels wide and high, or stands so far from the rest that it might be (WCAG 2.2, 2.5.8).

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds_too_small};
use serde_json::json;

in_every_engine!(on_key_pages);
// Sizes hardly depend on the engine, and in Firefox axe takes seconds for a page.
in_chromium!(on_every_page, in_the_manual);

async fn on_key_pages(engine: Engine) {
    let pages = ["index.html", "guides/test-your-token.html", "practice/settings.html"];
    can_be_hit(engine, &Folder::new(), &pages.map(str::to_owned)).await;
}

async fn on_every_page(engine: Engine) {
    let folder = Folder::new();
    can_be_hit(engine, &folder, &folder.pages).await;
}

async fn in_the_manual(engine: Engine) {
    let folder = Folder::manual();
    can_be_hit(engine, &folder, &folder.pages).await;
}

async fn can_be_hit(engine: Engine, folder: &Folder, pages: &[String]) {
    let reader = Reader { on_a_narrow_screen: true, ..Reader::default() };
    let browser = Browser::open(engine, reader).await;
    for page in pages {
        browser.go(&folder.page(page)).await;
        browser
            .run("for (const fold of document.querySelectorAll('details')) fold.open = true;")
            .await;
        let found = what_axe_finds_too_small(&browser).await;
        assert_eq!(found, json!([]), "{page}: too small: {found:#}");
    }
}
