//! Words to their stems, and stems to rules that the query side can apply without a stemmer.
//!
//! Snowball says which words of the site belong together. What it took from them and put there instead (`ies` → `i`) is kept as a rule, by the
//! frequency of its use. A word in the dictionary names its rule; a word that the reader types and the site does not have is tried with all.
//!
//! Knows only the site's words: an ending that no word of the site has is no rule.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeMap;

/// A rule: the ending that goes, and the one that comes.
pub(crate) type Rule = (String, String);

/// At most this many rules; each word has the number of one.
const MOST: usize = 224;

/// The stemmer of a language, a BCP 47 tag.
pub(crate) fn stemmer(lang: &str) -> Option<Stemmer> {
    let algorithm = match lang.split('-').next().unwrap_or(lang) {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// The rules of a dictionary, the first of which changes nothing, and the number of each word's.
pub(crate) fn rules(lang: &str, words: &[&str]) -> (Vec<Rule>, Vec<usize>) {
    let none = || (String::new(), String::new());
    let Some(stemmer) = stemmer(lang) else { return (vec![none()], vec![0; words.len()]) };
    let changes: Vec<Rule> = words
        .iter()
        .map(|word| {
            let stem = stemmer.stem(word);
            let common = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b);
            let common: usize = common.map(|(c, _)| c.len_utf8()).sum();
            (word[common..].to_owned(), stem[common..].to_owned())
        })
        .collect();
    let mut uses: BTreeMap<&Rule, usize> = BTreeMap::new();
    for change in &changes {
        *uses.entry(change).or_default() += 1;
    }
    let mut rules: Vec<(usize, &Rule)> = uses
        .into_iter()
        .filter(|(rule, uses)| *uses > 1 && **rule != none())
        .map(|(r, n)| (n, r))
        .collect();
    rules.sort_by(|(a, one), (b, other)| b.cmp(a).then(one.cmp(other)));
    let mut kept = vec![none()];
    kept.extend(rules.into_iter().take(MOST).map(|(_, rule)| rule.clone()));
    let numbers: BTreeMap<&Rule, usize> = kept.iter().zip(0..).collect();
    let of_words = changes.iter().map(|change| numbers.get(change).copied().unwrap_or(0)).collect();
    (kept, of_words)
}
