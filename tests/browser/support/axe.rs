//! axe-core, which checks what a program can check of accessibility.

use super::browser::Browser;
use super::folder::shipped;
use serde_json::Value;
use std::fs;

/// What it finds on the page, all folds opened: a list.
pub(crate) async fn what_axe_finds(browser: &Browser) -> Value {
    let path = shipped().join("tests/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(path).unwrap_or_else(|_| {
        panic!(
            "axe-core is missing: run `npm ci` in the folder `tests`, or `tests/run`, which does"
        )
    });
    // Not by the page itself, whose security policy allows no other script; and as one, for Firefox forgets a script's globals.
    browser.run_async(&format!("{axe}\n{}", include_str!("../scripts/run-axe.js"))).await
}
