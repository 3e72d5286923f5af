//! Search opens by its button, by `/`, `s` and Ctrl+K, and by an address; what is typed is found at once, and leads there.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::key::Key;

const OPEN: &str = "document.querySelector('dialog.search[open]')";
const CLOSED: &str = "!document.querySelector('dialog.search[open]')";
const GUIDE: &str = "guides/create-a-token.html";

in_every_engine!(
    by_button_and_keys,
    not_while_typing,
    who_types_on_at_once_loses_no_letter,
    by_an_address,
    the_first_result_is_a_key_away,
    results_follow_the_switch,
    a_result_on_the_same_page_loads_nothing,
    the_page_behind_stays_as_it_is,
);

async fn open(engine: Engine, page: &str) -> (Browser, Folder) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(page)).await;
    (browser, folder)
}

async fn by_button_and_keys(engine: Engine) {
    let (browser, _folder) = open(engine, GUIDE).await;
    browser.click(".find").await;
    browser.until("the button opens it", OPEN).await;
    let focused = "document.activeElement.matches('dialog.search input')";
    browser.until("one can type", focused).await;
    browser.press(Key::Escape).await;
    browser.until("the first Escape closes it", CLOSED).await;
    browser.until("focus is back", "document.activeElement.matches('.find')").await;
    browser.run("document.activeElement.blur();").await;
    for key in ["/", "s"] {
        browser.write(key).await;
        browser.until(&format!("{key} opens it"), OPEN).await;
        assert_eq!(browser.value("document.querySelector('dialog.search input').value").await, "");
        browser.press(Key::Escape).await;
        browser.until("it closes", CLOSED).await;
    }
    browser.press_with(Key::Control, 'k').await;
    browser.until("Ctrl+K opens it", OPEN).await;
}

async fn not_while_typing(engine: Engine) {
    let (browser, _folder) = open(engine, GUIDE).await;
    browser
        .run(
            "const input = document.createElement('input');
             document.querySelector('main').prepend(input);
             input.focus();",
        )
        .await;
    browser.write("s/").await;
    browser.press_with(Key::Control, 'k').await;
    assert_eq!(browser.value("document.querySelector('main input').value").await, "s/");
    browser.run("document.activeElement.blur();").await;
    browser.press_with(Key::Alt, 's').await;
    browser.press_with(Key::Control, '/').await;
    assert_eq!(browser.value("document.querySelectorAll('dialog.search').length").await, 0);
    browser.write("s").await;
    browser.until("it opens by the key alone", OPEN).await;
}

async fn who_types_on_at_once_loses_no_letter(engine: Engine) {
    let (browser, _folder) = open(engine, GUIDE).await;
    // The keys that turn the steps among them.
    browser.write("/kjleaked").await;
    let input = "document.querySelector('dialog.search input')?.value";
    browser.until("all of it is in the box", &format!("{input} === 'kjleaked'")).await;
    assert_eq!(browser.value("location.hash").await, "", "the page behind has moved");
}

async fn by_an_address(engine: Engine) {
    let (browser, _folder) = open(engine, &format!("{GUIDE}?q=hidden+link")).await;
    browser.until("it opens", OPEN).await;
    browser
        .until("something is found", "document.querySelector('dialog.search .search-hit')")
        .await;
    let input = "document.querySelector('dialog.search input').value";
    assert_eq!(browser.value(input).await, "hidden link");
}

async fn the_first_result_is_a_key_away(engine: Engine) {
    let (browser, folder) = open(engine, "help/words.html").await;
    let first = browser.search_for("hidden link").await;
    assert!(first.contains("create-a-token.html") && first.ends_with("#find-link"), "{first}");
    let where_it_is = browser
        .value("document.querySelector('.search-hit-where').textContent + ' | ' + document.querySelector('.search-page-title').textContent")
        .await;
    assert_eq!(where_it_is, "Step 3 | Guides › Create a Canvas access token");
    browser.press(Key::Enter).await;
    let guide = folder.page(GUIDE);
    browser.until("the guide is there", &format!("location.pathname === '{}'", guide.path())).await;
    browser
        .until(
            "the step is in view",
            "Math.abs(document.querySelector('#find-link').getBoundingClientRect().top) < innerHeight / 2",
        )
        .await;
}

async fn results_follow_the_switch(engine: Engine) {
    let (browser, _folder) = open(engine, "browsers/firefox.html").await;
    for id in ["firefox", "edge"] {
        browser.choose_browser(id).await;
        let first = browser.search_for("close developer tools").await;
        assert!(first.contains(&format!("browsers/{id}.html")), "with {id}: {first}");
        browser.press(Key::Escape).await;
        browser.until("it closes", CLOSED).await;
        browser.run("document.querySelector('dialog.search input').value = ''; document.activeElement.blur();").await;
    }
}

async fn a_result_on_the_same_page_loads_nothing(engine: Engine) {
    let (browser, _folder) = open(engine, GUIDE).await;
    browser.run("window.still = true;").await;
    browser.search_for("hidden link").await;
    browser.press(Key::Enter).await;
    browser.until("the place is there", "location.hash === '#find-link'").await;
    browser.until("words are marked", "document.querySelector('.found')").await;
    assert_eq!(browser.value("window.still").await, true, "the page was loaded again");
}

async fn the_page_behind_stays_as_it_is(engine: Engine) {
    let (browser, _folder) = open(engine, GUIDE).await;
    // Where each part of the page is: what search brings with it must not touch panels, lists or boxes.
    let places = "[...document.querySelectorAll('main *')].map((part) => { const { x, y, width, height } = part.getBoundingClientRect(); return [x, y, width, height].join(); }).join(';')";
    let before = browser.value(places).await;
    browser.click(".find").await;
    browser.until("it opens", OPEN).await;
    browser.press(Key::Escape).await;
    browser.until("it closes", CLOSED).await;
    assert!(browser.value(places).await == before, "parts of the page have moved");
}
