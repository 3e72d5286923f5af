//! Without scripts every variant can be read under its own label, and nothing is shown that would need a script.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(every_variant_is_there, every_variant_has_its_label, nothing_needs_a_script);

/// On every page, what `script` returns is empty.
async fn finds_nothing(engine: Engine, script: &str) {
    let folder = Folder::with_every_edition();
    let browser =
        Browser::open(engine, Reader { without_scripts: true, ..Reader::default() }).await;
    for page in &folder.pages {
        browser.go(&folder.page(page)).await;
        assert_eq!(
            browser.value("document.documentElement.className").await,
            "",
            "{page}: scripts ran"
        );
        let found = browser.list(script).await;
        assert!(found.is_empty(), "{page}: {found:#?}");
    }
}

async fn every_variant_is_there(engine: Engine) {
    finds_nothing(
        engine,
        "const hidden = (part) => part && (getComputedStyle(part).display === 'none' || hidden(part.parentElement));
         return [...document.querySelectorAll('[data-for-browser], [data-for-os], [data-for-pair], .tab')]
           // A film does not play without scripts, and its words are those of the steps beside it.
           .filter((part) => hidden(part) && !part.closest('.js-only, .film'))
           .map((part) => 'hidden: ' + part.outerHTML.slice(0, 200));",
    )
    .await;
}

async fn every_variant_has_its_label(engine: Engine) {
    finds_nothing(
        engine,
        "const named = (label) => label && label.textContent.trim() && getComputedStyle(label).display !== 'none';
         const labels = { '.variant': '.variant-label', '.v': '.v-label', '.tab': '.tab-label' };
         return Object.entries(labels).flatMap(([part, label]) =>
           [...document.querySelectorAll(part)]
             .filter((part) => !named(part.querySelector(':scope > ' + label)))
             .map((part) => 'no label: ' + part.outerHTML.slice(0, 200)));",
    )
    .await;
}

async fn nothing_needs_a_script(engine: Engine) {
    finds_nothing(
        engine,
        "return [...document.querySelectorAll('button, input, select, textarea, progress, [role=tab], [role=tablist]')]
           .filter((control) => control.getClientRects().length)
           .map((control) => 'shown: ' + control.outerHTML.slice(0, 200));",
    )
    .await;
}
