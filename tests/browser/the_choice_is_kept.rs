//! A reader who chooses a browser reads that browser's text, and still does after a reload: from disk as from a server.

use crate::support::{Browser, Engine, Folder, Reader, Served};
use url::Url;

const GUIDE: &str = "guides/create-a-token.html";

in_every_engine!(from_disk, under_serve, on_the_next_page, for_show_all);
// Firefox gives each file a storage of its own.
in_engines!(on_the_next_page_from_disk: in_chromium Chromium, in_webkit WebKit);

async fn from_disk(engine: Engine) {
    chosen_text_stays(engine, &Folder::new().page(GUIDE)).await;
}

async fn under_serve(engine: Engine) {
    chosen_text_stays(engine, &Served::new().page(GUIDE)).await;
}

async fn chosen_text_stays(engine: Engine, guide: &Url) {
    let another = Another::than(engine);
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(guide).await;
    assert_ne!(shown(&browser).await, another.id, "chosen before anyone chose");

    browser.choose_browser(another.id).await;
    another.is_read(&browser).await;

    browser.reload().await;
    another.is_read(&browser).await;
    assert_eq!(
        browser.value("document.querySelector('.switch input:checked').value").await,
        another.id,
        "the switch shows another browser than the text"
    );
}

async fn on_the_next_page(engine: Engine) {
    chosen_text_is_on_the_next_page(engine, &Served::new().base).await;
}

async fn on_the_next_page_from_disk(engine: Engine) {
    chosen_text_is_on_the_next_page(engine, &Folder::new().base).await;
}

async fn chosen_text_is_on_the_next_page(engine: Engine, base: &Url) {
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&base.join(GUIDE).unwrap()).await;
    let another = Another::than(engine).id;
    browser.choose_browser(another).await;
    browser.go(&base.join("help/troubleshooting.html").unwrap()).await;
    assert_eq!(shown(&browser).await, another);
}

async fn for_show_all(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.click(".switch .segment:has([value=all])").await;
    browser.until("all is shown", "!('browser' in document.documentElement.dataset)").await;
    browser.reload().await;
    let text = browser.text().await;
    assert!(
        text.contains("Elements") && text.contains("Inspector"),
        "not every browser's text is there: {text}"
    );
}

async fn shown(browser: &Browser) -> String {
    browser
        .value("document.documentElement.dataset.browser")
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// A browser that is not the reader's own, which the guide would guess.
struct Another {
    id: &'static str,
    /// Its word for the panel of HTML.
    word: &'static str,
    /// That of the reader's own.
    other_word: &'static str,
}

impl Another {
    fn than(engine: Engine) -> Self {
        match engine {
            Engine::Firefox => Self { id: "chrome", word: "Elements", other_word: "Inspector" },
            Engine::Chromium | Engine::WebKit => {
                Self { id: "firefox", word: "Inspector", other_word: "Elements" }
            }
        }
    }

    async fn is_read(&self, browser: &Browser) {
        let Self { id, word, other_word } = self;
        let text = browser.text().await;
        assert!(text.contains(word), "{id}'s word is not there: {text}");
        assert!(!text.contains(other_word), "another browser's word is there: {text}");
        let others = browser
            .list(&format!(
                "return [...document.querySelectorAll('[data-for-browser]:not([data-for-browser~={id}])')]
                   .filter((part) => part.getClientRects().length)
                   .map((part) => part.dataset.forBrowser + ': ' + part.textContent.trim());"
            ))
            .await;
        assert!(others.is_empty(), "text for other browsers can be seen: {others:#?}");
    }
}
