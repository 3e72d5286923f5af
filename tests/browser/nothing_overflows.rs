//! At 320 CSS pixels, which is a wide window at 400 %, nothing stands out sideways on any page, and no text is lost.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(for_a_reader, with_everything_shown, in_the_manual, no_text_is_lost);

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

async fn no_text_is_lost(engine: Engine) {
    let folder = Folder::new();
    let mut wide: Vec<Vec<String>> = Vec::new();
    for (on_a_narrow_screen, at_400_percent) in [(false, false), (true, false), (false, true)] {
        let reader = Reader { on_a_narrow_screen, at_400_percent, ..Reader::default() };
        let browser = Browser::open(engine, reader).await;
        for (number, page) in folder.pages.iter().enumerate() {
            browser.go(&folder.page(page)).await;
            let text = browser.list(include_str!("scripts/words-shown.js")).await;
            if let Some(wide) = wide.get(number) {
                let lost: Vec<_> = wide.iter().filter(|words| !text.contains(words)).collect();
                assert!(lost.is_empty(), "{page}, {reader:?}: lost: {lost:#?}");
            } else {
                assert!(text.len() > 3, "{page}: hardly a word: {text:?}");
                wide.push(text);
            }
        }
    }
}
