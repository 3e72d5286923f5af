//! The page of a hit shows it: its variant, its folds, its words marked; the marks go when the reader wants, and the address is clean.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::key::Key;
use serde_json::json;

const GUIDE: &str = "guides/create-a-token.html";
/// The texts that are marked, whichever way the browser marks them.
const MARKED: &str = "(CSS.highlights?.get('guidepost-find') ? [...CSS.highlights.get('guidepost-find')].map(String) : [...document.querySelectorAll('.find-mark')].map((mark) => mark.textContent))";

in_every_engine!(
    another_browsers_text_is_shown,
    a_fold_opens,
    words_are_marked_without_highlights,
    marks_can_be_cleared,
);

async fn open(engine: Engine, page: &str) -> (Browser, Folder) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(page)).await;
    browser.until("words are marked", "document.querySelector('.found')").await;
    (browser, folder)
}

async fn another_browsers_text_is_shown(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    let own = browser.value("document.documentElement.dataset.browser").await;
    let (other, words) = match engine {
        Engine::Firefox => ("chrome", "double-click the word style"),
        _ => ("firefox", "choose remove attribute style"),
    };
    browser.search_for(words).await;
    let hit = "[...document.querySelectorAll('dialog.search .search-hit')].find((hit) => hit.href.includes('create-a-token.html'))";
    let label =
        browser.value(&format!("{hit}?.querySelector('.search-hit-where').textContent")).await;
    let label = label.as_str().unwrap_or_default().to_lowercase();
    assert!(label.contains("step 4 · ") && label.contains(other), "labelled “{label}”");
    browser.run(&format!("{hit}.click();")).await;
    browser.until("words are marked", "document.querySelector('.found')").await;
    assert_eq!(browser.value("document.documentElement.dataset.browser").await, other);
    assert_eq!(browser.value("localStorage.length").await, 0, "the choice is saved");
    let address = browser.address().await;
    assert!(!address.query().unwrap_or_default().contains("find"), "{address}");
    browser.go(&folder.page("index.html")).await;
    assert_eq!(browser.value("document.documentElement.dataset.browser").await, own);
}

async fn a_fold_opens(engine: Engine) {
    // Words that stand in what is folded, of a step that is not.
    let (browser, _folder) = open(engine, &format!("{GUIDE}?find=themselves#delete-style")).await;
    let fold = "[...document.querySelectorAll('#delete-style details')].find((fold) => fold.textContent.includes('themselves'))";
    assert_eq!(browser.value(&format!("{fold}.open")).await, true);
    browser.until("a mark is in view", "(() => { const range = [...(CSS.highlights?.get('guidepost-find') ?? document.querySelectorAll('.find-mark'))][0]; const { top } = range.getBoundingClientRect(); return top > 0 && top < innerHeight; })()").await;
}

async fn words_are_marked_without_highlights(engine: Engine) {
    let (browser, _folder) = open(engine, &format!("{GUIDE}?find=hidden+link#find-link")).await;
    let with_highlights = browser.value(MARKED).await;
    let words: Vec<String> = serde_json::from_value(with_highlights.clone()).unwrap();
    assert!(words.len() > 2, "{words:?}");
    assert!(
        words.iter().all(|word| matches!(&*word.to_lowercase(), "hidden" | "link")),
        "{words:?}"
    );
    // Only in the step that was found.
    let inside = "(CSS.highlights?.get('guidepost-find') ? [...CSS.highlights.get('guidepost-find')].every((range) => document.querySelector('#find-link').contains(range.startContainer)) : document.querySelectorAll('#find-link .find-mark').length === document.querySelectorAll('.find-mark').length)";
    assert_eq!(browser.value(inside).await, true);

    // The same in a browser that has no highlights: the page must be as before when the marks are gone.
    let before = browser.value("document.querySelector('#find-link').textContent").await;
    browser.press(Key::Escape).await;
    browser.until("the marks are gone", "!document.querySelector('.found')").await;
    browser.run("delete window.Highlight; location.hash = '';").await;
    browser.search_for("hidden link").await;
    browser.press(Key::Enter).await;
    browser.until("words are marked", "document.querySelector('#find-link .find-mark')").await;
    assert_eq!(browser.value(MARKED).await, with_highlights);
    browser.press(Key::Escape).await;
    browser.until("the marks are gone", "!document.querySelector('.find-mark')").await;
    assert_eq!(browser.value("document.querySelector('#find-link').textContent").await, before);
}

async fn marks_can_be_cleared(engine: Engine) {
    let page = format!("{GUIDE}?find=hidden+link&browser=edge#find-link");
    let (browser, _folder) = open(engine, &page).await;
    let address = browser.address().await;
    assert_eq!(address.query(), Some("browser=edge"), "only what was found is forgotten");
    browser.click(".found button").await;
    browser.until("the button is gone", "!document.querySelector('.found')").await;
    assert_eq!(browser.value(MARKED).await, json!([]));
    browser.reload().await;
    browser.until("the page is there", "document.readyState === 'complete'").await;
    assert_eq!(browser.value(MARKED).await, json!([]), "they are back");
}
