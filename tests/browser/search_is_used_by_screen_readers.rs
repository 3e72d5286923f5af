//! Screen readers are told what search is and what it finds: a combobox with a list, groups by page, the count once the reader pauses.

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds};
use fantoccini::key::Key;
use serde_json::json;

const COMBOBOX: &str = "(() => { const box = document.querySelector('dialog.search input'); return [box.getAttribute('role'), box.getAttribute('aria-expanded'), box.getAttribute('aria-label'), document.getElementById(box.getAttribute('aria-controls')).getAttribute('role')]; })()";

in_every_engine!(roles_and_counts, axe_finds_nothing);
// The rest differs in colours and width.
in_chromium!(axe_finds_nothing_in_the_dark, the_tree_has_its_roles, nothing_overflows);

async fn open(engine: Engine, reader: Reader) -> (Browser, Folder) {
    let folder = Folder::new();
    let browser = Browser::open(engine, reader).await;
    browser.go(&folder.page("guides/create-a-token.html")).await;
    (browser, folder)
}

async fn roles_and_counts(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    browser.write("/").await;
    browser.until("it opens", "document.querySelector('dialog.search[open]')").await;
    let label = "Search the guide";
    assert_eq!(browser.value(COMBOBOX).await, json!(["combobox", "false", label, "listbox"]));
    // Every word that is said, with how often.
    browser
        .run(
            "window.said = [];
             const status = document.querySelector('dialog.search [role=status]');
             new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });",
        )
        .await;
    browser.write("leaked").await;
    browser.until("it is said", "window.said.length > 0").await;
    assert_eq!(browser.value(COMBOBOX).await, json!(["combobox", "true", label, "listbox"]));
    let count =
        browser.value("document.querySelectorAll('dialog.search [role=option]').length").await;
    let said = if count == 1 { "1 result".to_owned() } else { format!("{count} results") };
    assert_eq!(browser.value("window.said").await, json!([said]), "it is said letter by letter");
    let unnamed = browser
        .list("return [...document.querySelectorAll('dialog.search [role=group]')].filter((group) => !document.getElementById(group.getAttribute('aria-labelledby'))?.textContent.trim()).map((group) => group.outerHTML);")
        .await;
    assert!(unnamed.is_empty(), "{unnamed:#?}");
}

async fn the_tree_has_its_roles(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    browser.search_for("leaked").await;
    browser.press(Key::Down).await;
    browser.devtools("Accessibility.enable", json!({})).await;
    let tree = browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    let roles: Vec<&str> = tree["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|node| node["ignored"] == false)
        .filter_map(|node| node["role"]["value"].as_str())
        .collect();
    for role in ["dialog", "combobox", "listbox", "group", "option", "status"] {
        assert!(roles.contains(&role), "no {role} in {roles:?}");
    }
    let heading = roles.contains(&"heading");
    assert!(!heading, "the page behind is not out of reach");
}

async fn axe_finds_nothing(engine: Engine) {
    finds_nothing(engine, Reader::default()).await;
}

async fn axe_finds_nothing_in_the_dark(engine: Engine) {
    finds_nothing(engine, Reader { in_the_dark: true, ..Reader::default() }).await;
}

async fn finds_nothing(engine: Engine, reader: Reader) {
    let (browser, folder) = open(engine, reader).await;
    let check = async |state: &str| {
        let found = what_axe_finds(&browser).await;
        assert_eq!(found, json!([]), "{state}: axe found {found:#}");
    };
    browser.search_for("token").await;
    check("with results").await;
    browser.press(Key::Down).await;
    check("with one chosen").await;
    browser.write("xqzvw").await;
    browser.until("nothing is found", "document.querySelector('.search-none:not([hidden])')").await;
    check("with nothing found").await;
    browser.go(&folder.page("search.html?q=token")).await;
    browser.until("something is found", "document.querySelector('.search-hit')").await;
    check("on the page of search").await;
    browser.go(&folder.page("guides/create-a-token.html?find=token#generate")).await;
    browser.until("words are marked", "document.querySelector('.found')").await;
    check("with marks").await;
}

async fn nothing_overflows(engine: Engine) {
    let (browser, _folder) =
        open(engine, Reader { on_a_narrow_screen: true, ..Reader::default() }).await;
    browser.search_for("token").await;
    let wide = browser.list(include_str!("scripts/what-overflows.js")).await;
    assert!(wide.is_empty(), "{wide:#?}");
    let whole = "(() => { const { width, height } = document.querySelector('dialog.search').getBoundingClientRect(); return width >= innerWidth - 20 && height >= innerHeight - 1; })()";
    assert_eq!(browser.value(whole).await, true, "on a phone it does not fill the screen");
}
