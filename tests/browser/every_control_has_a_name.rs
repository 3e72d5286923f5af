//! Every control has a name, by which a screen reader or a voice reaches it. The engine itself says what the name is.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::Locator;

in_every_engine!(on_key_pages);

const PAGES: [&str; 4] = [
    "guides/create-a-token.html",
    "guides/test-your-token.html",
    "help/troubleshooting.html",
    "practice/settings.html",
];

async fn on_key_pages(engine: Engine) {
    const CONTROLS: &str = "button, input, select, textarea, summary, a[href], [role=tab]";

    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    for page in PAGES {
        browser.go(&folder.page(page)).await;
        let controls = browser.client.find_all(Locator::Css(CONTROLS)).await.unwrap();
        assert!(controls.len() > 10, "{page}: hardly a control");
        for control in controls {
            let element = serde_json::to_value(&control).unwrap();
            let shown = browser
                .run_with(
                    "return arguments[0].checkVisibility() ? arguments[0].outerHTML.slice(0, 200) : null;",
                    vec![element],
                )
                .await;
            if let Some(html) = shown.as_str() {
                let name = browser.name_of(&control).await;
                assert!(!name.trim().is_empty(), "{page}: {html} has no name");
            }
        }
    }
}
