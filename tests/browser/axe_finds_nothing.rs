//! axe-core, which checks what a program can check of WCAG 2.2 AA and of good practice, finds nothing on any page.

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds};

in_every_engine!(in_the_light);
// The rest differs in content and colours, not in what an engine makes of them.
in_chromium!(in_the_dark, with_everything_shown, in_the_manual);

async fn in_the_light(engine: Engine) {
    finds_nothing(engine, Reader::default(), &Folder::with_every_edition(), "").await;
}

async fn in_the_dark(engine: Engine) {
    let reader = Reader { in_the_dark: true, ..Reader::default() };
    finds_nothing(engine, reader, &Folder::with_every_edition(), "").await;
}

async fn with_everything_shown(engine: Engine) {
    finds_nothing(engine, Reader::default(), &Folder::with_every_edition(), "?show=all").await;
}

async fn in_the_manual(engine: Engine) {
    finds_nothing(engine, Reader::default(), &Folder::manual(), "").await;
}

async fn finds_nothing(engine: Engine, reader: Reader, folder: &Folder, query: &str) {
    let browser = Browser::open(engine, reader).await;
    for page in &folder.pages {
        browser.go(&folder.page(&format!("{page}{query}"))).await;
        let found = what_axe_finds(&browser).await;
        assert_eq!(found, serde_json::json!([]), "{page}{query}: axe found {found:#}");
    }
}
