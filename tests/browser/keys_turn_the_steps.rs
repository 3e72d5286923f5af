//! The keys j and k lead to the next and the previous step, and get in nobody's way.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

in_every_engine!(
    forward_and_back,
    past_skipped_steps,
    not_while_typing,
    not_with_other_keys,
    and_can_be_switched_off
);

async fn open(engine: Engine, query: &str) -> (Browser, Folder) {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("climb.html{query}"))).await;
    (browser, folder)
}

async fn forward_and_back(engine: Engine) {
    let (browser, _folder) = open(engine, "").await;
    let history = browser.value("history.length").await;
    for (key, step) in
        [('j', "look"), ('j', "key"), ('j', "stairs"), ('k', "key"), ('k', "look"), ('k', "look")]
    {
        press(&browser, key).await;
        assert_eq!(browser.value("location.hash").await, format!("#{step}"), "after {key}");
    }
    assert_eq!(browser.value("history.length").await, history, "each key is a step in the history");
}

async fn past_skipped_steps(engine: Engine) {
    let (browser, _folder) = open(engine, "?answer=look.lamp").await;
    press(&browser, 'j').await;
    press(&browser, 'j').await;
    assert_eq!(browser.value("location.hash").await, "#lamp");
}

async fn not_while_typing(engine: Engine) {
    let (browser, _folder) = open(engine, "").await;
    browser.run("document.querySelector('textarea').focus();").await;
    press(&browser, 'j').await;
    assert_eq!(browser.value("document.querySelector('textarea').value").await, "j");
    assert_eq!(browser.value("location.hash").await, "");
    browser.run("document.querySelector('.pick-os').focus();").await;
    press(&browser, 'j').await;
    assert_eq!(browser.value("location.hash").await, "", "a list has keys of its own");
}

async fn not_with_other_keys(engine: Engine) {
    let (browser, _folder) = open(engine, "").await;
    for other in [Key::Control, Key::Alt, Key::Shift] {
        let keys = KeyActions::new("fingers".to_owned())
            .then(KeyAction::Down { value: char::from(other) })
            .then(KeyAction::Down { value: 'k' })
            .then(KeyAction::Up { value: 'k' })
            .then(KeyAction::Up { value: char::from(other) });
        // Chromium and Firefox do things of their own with these: the page is told all the same.
        browser.run("addEventListener('keydown', (event) => window.told = event.key);").await;
        browser.client.perform_actions(keys).await.unwrap();
        assert_eq!(browser.value("location.hash").await, "", "with {other:?}");
    }
    assert!(browser.value("window.told").await.is_string(), "no key arrives");
}

async fn and_can_be_switched_off(engine: Engine) {
    let (browser, _folder) = open(engine, "").await;
    browser.click(".foot-tools input").await;
    browser.run("scrollTo(0, 0);").await;
    press(&browser, 'j').await;
    assert_eq!(browser.value("location.hash").await, "");
    browser.reload().await;
    press(&browser, 'j').await;
    assert_eq!(browser.value("location.hash").await, "", "after a reload");
    browser.click(".foot-tools input").await;
    assert_eq!(browser.value("localStorage.length").await, 0, "something is left behind");
}

async fn press(browser: &Browser, key: char) {
    let fingers = KeyActions::new("fingers".to_owned())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    browser.client.perform_actions(fingers).await.unwrap();
}
