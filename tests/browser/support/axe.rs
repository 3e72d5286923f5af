//! axe-core, which checks what a program can check of accessibility.

use super::browser::Browser;
use super::folder::shipped;
use serde_json::{Map, Value, json};
use std::fs;

/// What it finds on the page, all folds opened: a list.
pub(crate) async fn what_axe_finds(browser: &Browser) -> Value {
    open_folds(browser).await;
    what_axe_finds_as_it_stands(browser).await
}

/// What it finds on the page as it stands.
pub(crate) async fn what_axe_finds_as_it_stands(browser: &Browser) -> Value {
    run(browser, json!({ "rules": { "target-size": { "enabled": true } } })).await
}

/// What it finds in the page's colours, the only thing to differ between light and dark.
pub(crate) async fn what_axe_finds_in_the_colours(browser: &Browser) -> Value {
    run(browser, json!({ "runOnly": { "type": "rule", "values": OF_COLOURS } })).await
}

/// What it finds besides, all folds opened: colours take it most of its time.
pub(crate) async fn what_axe_finds_but_for_colours(browser: &Browser) -> Value {
    open_folds(browser).await;
    let off = OF_COLOURS.iter().map(|rule| ((*rule).to_owned(), json!({ "enabled": false })));
    let mut rules: Map<String, Value> = off.collect();
    rules.insert("target-size".to_owned(), json!({ "enabled": true }));
    run(browser, json!({ "rules": rules })).await
}

/// Which things to click or tap it finds too small, and too near to others.
pub(crate) async fn what_axe_finds_too_small(browser: &Browser) -> Value {
    run(browser, json!({ "runOnly": { "type": "rule", "values": ["target-size"] } })).await
}

async fn open_folds(browser: &Browser) {
    browser.run("for (const fold of document.querySelectorAll('details')) fold.open = true;").await;
}

const OF_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

async fn run(browser: &Browser, options: Value) -> Value {
    // Half-way from light to dark, a colour has too little contrast.
    let moving = "document.getAnimations().some((one) => one instanceof CSSTransition)";
    browser.until("no colour is on its way", &format!("!{moving}")).await;
    // Not by the page itself, whose security policy allows no other script.
    let script = format!("const options = {options};\n{}", include_str!("../scripts/run-axe.js"));
    let found = browser.run_async(&script).await;
    if found != "there is no axe" {
        return found;
    }
    // As one script, for Firefox forgets a script's globals.
    let path = shipped().join("tests/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(path).unwrap_or_else(|_| {
        panic!(
            "axe-core is missing: run `npm ci` in the folder `tests`, or `tests/run`, which does"
        )
    });
    browser.run_async(&format!("{axe}\n{script}")).await
}
