//! The headings of every page are an outline: one of the first level, before all others, and none skips a level. For a reader, with
//! everything shown, and without scripts. The screen to practise on is a copy of another page, and has that page's headings.

use crate::support::{Engine, Walk};
use crate::walks;

/// Those that are out of order.
pub(crate) const FAULTS: &str = "
    const shown = (heading) => heading.getClientRects().length && !heading.closest('.practice-screen');
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')].filter(shown);
    const level = (heading) => Number(heading.ariaLevel ?? heading.localName.slice(1));
    return headings
      .filter((heading, at) => (at ? level(heading) === 1 || level(heading) > level(headings[at - 1]) + 1 : level(heading) !== 1))
      .map((heading) => heading.outerHTML.slice(0, 160))
      .concat(headings.length ? [] : ['no heading']);";

in_every_engine!(for_a_reader, with_everything_shown, without_scripts, in_the_manual);

async fn for_a_reader(engine: Engine) {
    are_in_order(engine, &walks::GUIDE).await;
}

async fn with_everything_shown(engine: Engine) {
    are_in_order(engine, &walks::ALL_SHOWN).await;
}

async fn without_scripts(engine: Engine) {
    are_in_order(engine, &walks::WITHOUT_SCRIPTS_GUIDE).await;
}

async fn in_the_manual(engine: Engine) {
    are_in_order(engine, &walks::MANUAL).await;
}

async fn are_in_order(engine: Engine, walk: &Walk) {
    walk.in_engine(engine).await.finds_nothing(FAULTS);
}
