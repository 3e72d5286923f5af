//! The words of a site that say nothing by themselves, such as `the` and `how`, by its language.
//!
//! The query side looks for them only where a query has no others, and then compares how the words stand together.

use super::words::{For, words};
use std::collections::BTreeSet;

/// What lists of stop words hold, and what makes all the difference to somebody who has a problem: `the button does not work`.
const KEPT: &[&str] = &[
    "no", "not", "nor", "cannot", "off", "nicht", "kein", "keine", "keinen", "ohne", "non", "pas",
    "ne", "sans", "senza", "sin", "não", "sem", "niet", "geen", "inte", "ingen", "inget", "ikke",
    "ingen", "ei", "не", "нет", "без", "nem", "nu", "değil", "yok", "δεν", "μη",
];

/// The stop words of a language, a BCP 47 tag, that a dictionary has.
pub(crate) fn of<'a>(lang: &str, dictionary: &[&'a str]) -> Vec<&'a str> {
    let lang = match lang.split('-').next().unwrap_or(lang) {
        "nb" | "nn" => "no",
        lang => lang,
    };
    let listed = stop_words::lookup(lang).unwrap_or_default().iter();
    // Of `don't`, queries look for `don`.
    let cut = listed.flat_map(|word| words(word, For::Query)).filter(|word| !word.whole);
    let stops: BTreeSet<String> = cut.map(|word| word.text.into_owned()).collect();
    let is_stop = |word: &&&str| stops.contains(**word) && !KEPT.contains(*word);
    dictionary.iter().filter(is_stop).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_word_stops_in_its_own_language_unless_it_says_no() {
        assert_eq!(
            of("en-GB", &["don", "how", "not", "the", "token", "und"]),
            ["don", "how", "the"]
        );
        assert_eq!(of("de", &["nicht", "the", "und"]), ["und"]);
        assert_eq!(of("tlh", &["the"]), [""; 0]);
    }
}
