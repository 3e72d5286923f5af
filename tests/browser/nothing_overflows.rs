//! At 320 CSS pixels, which is a wide window at 400 %, nothing stands out sideways on any page, and no text is lost.

use crate::support::{Engine, Walk};
use crate::walks;
use std::collections::BTreeMap;

pub(crate) const WIDTH: &str = "return innerWidth;";
pub(crate) const STANDS_OUT: &str = include_str!("scripts/what-overflows.js");
pub(crate) const WORDS: &str = include_str!("scripts/words-shown.js");

in_every_engine!(for_a_reader, with_everything_shown, in_the_manual, no_text_is_lost);

async fn for_a_reader(engine: Engine) {
    fits(engine, &walks::NARROW_GUIDE).await;
}

async fn with_everything_shown(engine: Engine) {
    fits(engine, &walks::NARROW_ALL_SHOWN).await;
}

async fn in_the_manual(engine: Engine) {
    fits(engine, &walks::NARROW_MANUAL).await;
}

async fn fits(engine: Engine, walk: &Walk) {
    let walked = walk.in_engine(engine).await;
    for (page, width) in walked.answers::<u32>(WIDTH) {
        assert_eq!(width, 320, "{page}");
    }
    walked.finds_nothing(STANDS_OUT);
}

async fn no_text_is_lost(engine: Engine) {
    let walked = walks::GUIDE.in_engine(engine).await;
    let wide: BTreeMap<&str, Vec<String>> = walked.answers(WORDS).into_iter().collect();
    for (page, text) in &wide {
        assert!(text.len() > 3, "{page}: hardly a word: {text:?}");
    }
    for walk in [&walks::NARROW_GUIDE, &walks::ZOOMED_GUIDE] {
        for (page, text) in walk.in_engine(engine).await.answers::<Vec<String>>(WORDS) {
            let lost: Vec<_> = wide[page].iter().filter(|words| !text.contains(words)).collect();
            assert!(lost.is_empty(), "{page}: lost: {lost:#?}");
        }
    }
}
