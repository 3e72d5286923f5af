//! Without scripts every variant can be read under its own label, and nothing is shown that would need a script.

use crate::support::Engine;
use crate::walks;

in_every_engine!(every_variant_is_there, every_variant_has_its_label, nothing_needs_a_script);

/// What the page's scripts leave in it, if they run.
pub(crate) const SCRIPTS: &str = "return [...document.documentElement.classList];";

pub(crate) const HIDDEN: &str = "
    const hidden = (part) => part && (getComputedStyle(part).display === 'none' || hidden(part.parentElement));
    return [...document.querySelectorAll('[data-for-browser], [data-for-os], [data-for-pair], .tab')]
      // A film does not play without scripts, and its words are those of the steps beside it.
      .filter((part) => hidden(part) && !part.closest('.js-only, .film'))
      .map((part) => 'hidden: ' + part.outerHTML.slice(0, 200));";

pub(crate) const WITHOUT_LABEL: &str = "
    const named = (label) => label && label.textContent.trim() && getComputedStyle(label).display !== 'none';
    const labels = { '.variant': '.variant-label', '.v': '.v-label', '.tab': '.tab-label' };
    return Object.entries(labels).flatMap(([part, label]) =>
      [...document.querySelectorAll(part)]
        .filter((part) => !named(part.querySelector(':scope > ' + label)))
        .map((part) => 'no label: ' + part.outerHTML.slice(0, 200)));";

pub(crate) const USELESS: &str = "
    return [...document.querySelectorAll('button, input, select, textarea, progress, [role=tab], [role=tablist]')]
      .filter((control) => control.getClientRects().length)
      .map((control) => 'shown: ' + control.outerHTML.slice(0, 200));";

/// On every page, what the script returns is empty.
async fn finds_nothing(engine: Engine, script: &str) {
    let walked = walks::WITHOUT_SCRIPTS_GUIDE.in_engine(engine).await;
    walked.finds_nothing(SCRIPTS);
    walked.finds_nothing(script);
}

async fn every_variant_is_there(engine: Engine) {
    finds_nothing(engine, HIDDEN).await;
}

async fn every_variant_has_its_label(engine: Engine) {
    finds_nothing(engine, WITHOUT_LABEL).await;
}

async fn nothing_needs_a_script(engine: Engine) {
    finds_nothing(engine, USELESS).await;
}
