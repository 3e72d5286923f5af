//! Search is used without a pointer: arrows go through the results and the box, Home and End to the ends, Enter opens, with Ctrl in a new tab.

use crate::support::{Browser, Engine, Folder, RESULTS, Reader};
use fantoccini::key::Key;
use serde_json::Value;

const ACTIVE: &str = "[...document.querySelectorAll('dialog.search [role=option]')].findIndex((option) => option.getAttribute('aria-selected') === 'true')";

in_every_engine!(
    keys_go_through_the_results,
    enter_opens_what_is_chosen,
    enter_that_ends_a_composition_opens_nothing,
    a_new_tab_opens
);

async fn found(engine: Engine) -> (Browser, Folder, usize) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    browser.search_for("token").await;
    let count = browser.value(RESULTS).await.as_array().map_or(0, Vec::len);
    assert!(count > 3, "too little is found for this test: {count}");
    (browser, folder, count)
}

async fn keys_go_through_the_results(engine: Engine) {
    let (browser, _folder, count) = found(engine).await;
    let last = i64::try_from(count).unwrap() - 1;
    assert_eq!(browser.value(ACTIVE).await, -1, "something is chosen before anyone chose");
    let moves = [
        (Key::Down, 0),
        (Key::Down, 1),
        (Key::Up, 0),
        (Key::Up, -1),
        (Key::Up, last),
        (Key::Home, 0),
        (Key::End, last),
        (Key::Down, -1),
        (Key::Down, 0),
    ];
    for (key, place) in moves {
        browser.press(key).await;
        assert_eq!(browser.value(ACTIVE).await, place, "after {key:?}");
        assert_eq!(
            browser.value("document.activeElement.matches('dialog.search input')").await,
            true,
            "the focus has left the box"
        );
        let told =
            "document.querySelector('dialog.search input').getAttribute('aria-activedescendant')";
        let named = format!(
            "{told} === (document.querySelector('[role=option][aria-selected=true]')?.id ?? null)"
        );
        assert_eq!(browser.value(&named).await, true, "another one is told to screen readers");
        if place >= 0 {
            let hidden = "(() => { const list = document.querySelector('.search-found').getBoundingClientRect(); const { top, bottom } = document.querySelector('[role=option][aria-selected=true]').getBoundingClientRect(); return Math.max(list.top - top, bottom - list.bottom); })()";
            let hidden = browser.value(hidden).await.as_f64().unwrap_or(f64::INFINITY);
            assert!(
                hidden <= 1.0,
                "{hidden} pixels of what is chosen are out of view, after {key:?}"
            );
        }
    }
    // Typing goes on in the box, and what was chosen is no longer.
    browser.write("s").await;
    browser.until("nothing is chosen", &format!("{ACTIVE} === -1")).await;
}

async fn enter_opens_what_is_chosen(engine: Engine) {
    let (browser, _folder, _) = found(engine).await;
    browser.press(Key::Down).await;
    browser.press(Key::Down).await;
    let second = address(&browser.value(&format!("{RESULTS}[1]")).await);
    browser.press(Key::Enter).await;
    browser.until("its page is there", &format!("location.href.includes('{second}')")).await;
}

/// An address without what is asked of the page.
fn address(link: &Value) -> String {
    let link = link.as_str().unwrap_or_default();
    link.split('?').next().unwrap_or_default().to_owned()
}

async fn enter_that_ends_a_composition_opens_nothing(engine: Engine) {
    let (browser, _folder, _) = found(engine).await;
    // While a character is put together, and as Safari sends the Enter that ends it.
    for how in ["isComposing: true", "keyCode: 229"] {
        browser
            .run(&format!(
                "document.querySelector('dialog.search input').dispatchEvent(new KeyboardEvent('keydown', {{ key: 'Enter', bubbles: true, cancelable: true, {how} }}));"
            ))
            .await;
        let open = browser.value("document.querySelector('dialog.search')?.open ?? false").await;
        assert_eq!(open, true, "a result has been opened: {how}");
    }
}

async fn a_new_tab_opens(engine: Engine) {
    let (browser, _folder, _) = found(engine).await;
    let before = browser.client.windows().await.unwrap().len();
    browser.press(Key::Down).await;
    browser.press_with(Key::Control, char::from(Key::Enter)).await;
    for _ in 0..400 {
        if browser.client.windows().await.unwrap().len() > before {
            assert_eq!(
                browser.value("document.querySelector('dialog.search').open").await,
                true,
                "search has closed"
            );
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("no tab has opened");
}
