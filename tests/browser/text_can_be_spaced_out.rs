//! A reader who sets more space between lines, paragraphs, words and letters (WCAG 2.2, 1.4.12) loses nothing: nothing is cut off, and
//! nothing stands out of the window.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(in_a_wide_window, in_a_narrow_window);

/// The least that WCAG asks for, and no page may forbid it.
const SPACED: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];";

async fn in_a_wide_window(engine: Engine) {
    loses_nothing(engine, Reader::default()).await;
}

async fn in_a_narrow_window(engine: Engine) {
    loses_nothing(engine, Reader { on_a_narrow_screen: true, ..Reader::default() }).await;
}

async fn loses_nothing(engine: Engine, reader: Reader) {
    let folder = Folder::new();
    let browser = Browser::open(engine, reader).await;
    for page in &folder.pages {
        browser.go(&folder.page(page)).await;
        browser.run(SPACED).await;
        for script in
            [include_str!("scripts/what-overflows.js"), include_str!("scripts/what-is-cut-off.js")]
        {
            let lost = browser.list(script).await;
            assert!(lost.is_empty(), "{page}: {lost:#?}");
        }
    }
}
