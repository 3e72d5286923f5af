//! A reader who sets more space between lines, paragraphs, words and letters (WCAG 2.2, 1.4.12) loses nothing: nothing is cut off, and
//! nothing stands out of the window.

use crate::support::Engine;
use crate::walks;

in_every_engine!(in_a_wide_window, in_a_narrow_window);

/// The least that WCAG asks for, and no page may forbid it; then what is lost.
pub(crate) const LOST: &str = concat!(
    "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const wide = (() => {",
    include_str!("scripts/what-overflows.js"),
    "})();
    const cut = (() => {",
    include_str!("scripts/what-is-cut-off.js"),
    "})();
    return [...wide, ...cut];"
);

async fn in_a_wide_window(engine: Engine) {
    walks::GUIDE.in_engine(engine).await.finds_nothing(LOST);
}

async fn in_a_narrow_window(engine: Engine) {
    walks::NARROW_GUIDE.in_engine(engine).await.finds_nothing(LOST);
}
