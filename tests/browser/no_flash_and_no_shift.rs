//! The reader's variant is there at the first paint, and nothing moves while the page loads or when the variant changes.

use crate::support::{Browser, Engine, Folder, Reader, slow_line};
use url::Url;

const GUIDE: &str = "guides/create-a-token.html";

in_every_engine!(
    a_switch_keeps_the_place,
    a_late_script_moves_nothing,
    also_where_another_tab_is_remembered,
    the_variant_is_chosen_before_the_body
);
// The others do not measure what moves from one picture to the next.
in_chromium!(nothing_moves_on_load, nothing_moves_on_a_slow_line, nothing_moves_on_a_switch);

/// Remembers, at the first sight of the body, for whom the page is written.
const AT_FIRST_SIGHT: &str = "
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      const { browser, os } = document.documentElement.dataset;
      window.atFirstSight = [browser, os];
    }).observe(document, { childList: true, subtree: true });";

async fn the_variant_is_chosen_before_the_body(engine: Engine) {
    let folder = Folder::new().with_first(AT_FIRST_SIGHT);
    let browser = Browser::open(engine, Reader::default()).await;
    for (browser_id, os) in [("firefox", "windows"), ("safari", "macos"), ("edge", "linux")] {
        browser.go(&folder.page(&format!("{GUIDE}?browser={browser_id}&os={os}"))).await;
        let seen = browser.value("window.atFirstSight").await;
        assert_eq!(seen[0], browser_id, "{seen}");
        assert_eq!(seen[1], os, "{seen}");
    }
}

/// However late the page's script comes, nothing that can be seen moves: for a guess, a choice, all variants, and from a step on.
async fn a_late_script_moves_nothing(engine: Engine) {
    let folder = Folder::new().with_late_scripts(include_str!("scripts/late-script.js"));
    let browser = Browser::open(engine, Reader::default()).await;
    let guide = folder.page(GUIDE);
    let more = [
        "?browser=safari&os=macos",
        "?browser=firefox&os=linux",
        "?show=all",
        "#delete-style",
        "?show=all#generate",
    ];
    let more = more.into_iter().map(|rest| guide.join(rest).unwrap());
    for address in folder.pages.iter().map(|page| folder.page(page)).chain(more) {
        assert_nothing_moves(&browser, &address).await;
    }
}

async fn assert_nothing_moves(browser: &Browser, address: &Url) {
    browser.go(address).await;
    let found = browser.run_async("window.whatMoved.then(arguments[0]);").await;
    assert!(found["seen"].as_u64() > Some(20), "{address}: nothing was drawn");
    assert_eq!(found["moved"], serde_json::json!([]), "{address}: something moved");
}

/// What comes after tabs would move if those of this visit were first drawn as those of none.
async fn also_where_another_tab_is_remembered(engine: Engine) {
    const WITH_TABS: &str = "guides/test-your-token.html";
    const CHOSEN: &str = "document.querySelector('[role=tab][aria-selected=true]').dataset.key";

    let folder = Folder::new().with_late_scripts(include_str!("scripts/late-script.js"));
    let browser = Browser::open(engine, Reader::default()).await;
    let tabs = folder.page(&format!("{WITH_TABS}#give"));
    assert_nothing_moves(&browser, &tabs).await;
    let first = browser.value(CHOSEN).await;
    browser.run("[...document.querySelectorAll('[role=tab]')][3].click();").await;
    let chosen = browser.value(CHOSEN).await;
    assert_ne!(chosen, first);
    browser.go(&folder.page("index.html")).await;
    assert_nothing_moves(&browser, &tabs).await;
    assert_eq!(browser.value(CHOSEN).await, chosen, "it is not remembered");
}

async fn nothing_moves_on_load(engine: Engine) {
    let folder = Folder::new().with_first(include_str!("scripts/watch-shifts.js"));
    let browser = Browser::open(engine, Reader::default()).await;
    for page in &folder.pages {
        browser.go(&folder.page(page)).await;
        assert_no_shift(&browser, page).await;
    }
}

/// What has come is drawn before the rest is there.
async fn nothing_moves_on_a_slow_line(engine: Engine) {
    const PIECES: [&str; 5] = [
        "<div class=\"switch",
        "<button class=\"theme",
        "<main",
        "<details class=\"toc\"",
        "<nav class=\"pager\"",
    ];

    let folder = Folder::new().with_first(include_str!("scripts/watch-shifts.js"));
    let base = slow_line(&folder.path, &PIECES);
    let browser = Browser::open(engine, Reader::default()).await;
    let pages = ["index.html", "about/index.html", "help/words.html", GUIDE];
    let texts = pages.map(|page| std::fs::read_to_string(folder.path.join(page)).unwrap());
    for piece in PIECES {
        assert!(texts.iter().any(|text| text.contains(piece)), "no page has {piece}");
    }
    for page in pages {
        browser.go(&base.join(page).unwrap()).await;
        assert_no_shift(&browser, page).await;
    }
}

async fn nothing_moves_on_a_switch(engine: Engine) {
    let folder = Folder::new().with_first(include_str!("scripts/watch-shifts.js"));
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}?os=macos"))).await;
    for name in ["firefox", "safari", "chrome"] {
        browser.choose_browser(name).await;
    }
    assert_no_shift(&browser, GUIDE).await;
}

async fn assert_no_shift(browser: &Browser, page: &str) {
    let shifts = browser
        .run_async("const done = arguments[arguments.length - 1]; window.shiftsAfterNextFrames().then(done);")
        .await;
    assert_eq!(shifts, serde_json::json!([]), "{page}: something moved");
}

async fn a_switch_keeps_the_place(engine: Engine) {
    const PLACE: &str =
        "document.querySelector('#generate .step-title').getBoundingClientRect().top";

    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}?browser=chrome&os=macos"))).await;
    browser
        .run("document.querySelector('#generate').scrollIntoView({ behavior: 'instant' });")
        .await;
    let place = browser.value(PLACE).await.as_f64().unwrap();
    let height = browser.value("document.documentElement.scrollHeight").await;
    browser.choose_browser("safari").await;
    assert_ne!(
        browser.value("document.documentElement.scrollHeight").await,
        height,
        "nothing changed above the place"
    );
    let moved = browser.value(PLACE).await.as_f64().unwrap() - place;
    // Engines scroll by whole pixels.
    assert!(moved.abs() < 1.0, "the heading that was at the top has moved by {moved}");
}
