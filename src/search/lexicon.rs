//! The dictionary to shards: words with their postings, the postings of very common words, and the lists for words that are mistyped.
//!
//! Words are sorted by their letters without accents, so that all spellings and endings of a word are neighbours.

use super::encode::{Front, json, number};
use super::postings::{Entry, LEVELS, Posting, compare, rarity};
use super::shards::{Files, Shard};
use super::words::folded;
use serde_json::{Value, json as value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A shard of words ends when it has this many bytes.
const SIZE: usize = 9_000;
/// A word whose postings have more bytes has a shard of its own for them.
const HEAVY: usize = 4_000;
/// A word that stands in more records is kept for those where it is worth most.
const MOST: usize = 8_000;
/// A list of spellings ends when it has this many bytes.
const SPELLINGS: usize = 12_000;
/// Where the words of a beginning fill more than this many shards, the best of what they lead to is kept for the beginning itself.
const WIDE: usize = 3;
/// What is kept for such a beginning.
const BEST: usize = 60;

/// A word of the dictionary, ready to be written.
struct Word {
    word: String,
    /// Its letters without accents.
    bare: String,
    rule: usize,
    count: usize,
    postings: String,
}

/// The lists of the start file: words, heavy postings, spellings by their beginnings and by their ends.
pub(crate) struct Lists {
    pub(crate) words: Value,
    pub(crate) heavy: String,
    pub(crate) beginnings: Value,
    pub(crate) ends: Value,
}

/// Publishes the dictionary of a site with that many records. `rules` has the number of each word's rule.
pub(crate) fn publish(
    dictionary: &[Entry],
    rules: &[usize],
    records: usize,
    files: &mut Files,
) -> Lists {
    let mut words: Vec<Word> = dictionary
        .iter()
        .zip(rules)
        .map(|(entry, rule)| Word::new(entry.word.to_owned(), *rule, &entry.postings))
        .collect();
    words.extend(beginnings_of(&words, dictionary, records));
    words.sort_by(|a, b| compare(&a.bare, &b.bare).then_with(|| compare(&a.word, &b.word)));
    let mut heavy = Vec::new();
    let shards = cut(&words, &mut heavy);
    let (mut beginnings, mut ends) = (Vec::new(), Vec::new());
    if !super::shards::are_inline(&shards) {
        let spelt = words.iter().filter(|word| !word.word.ends_with('*'));
        beginnings = spellings(spelt.map(|word| (word.word.as_str(), word.count)));
        if beginnings.len() > 2 {
            ends = reversed(dictionary);
        }
    }
    Lists {
        words: files.list(shards),
        heavy: files.publish(&heavy).concat(),
        beginnings: files.list(beginnings),
        ends: files.list(ends),
    }
}

impl Word {
    fn new(word: String, rule: usize, postings: &[Posting]) -> Self {
        let bare = folded(&word);
        Self { word, bare, rule, count: postings.len(), postings: encode(postings) }
    }
}

/// Postings as text: for each how many records stand between, and its worth as a letter.
fn encode(postings: &[Posting]) -> String {
    let mut list = postings.to_vec();
    if list.len() > MOST {
        list.sort_by_key(|(record, level)| (Reverse(*level), *record));
        list.truncate(MOST);
        list.sort_unstable();
    }
    let mut out = String::new();
    let mut next = 0;
    for (record, level) in list {
        number(record - next, &mut out);
        out.push(char::from(b'a' + level - 1));
        next = record + 1;
    }
    out
}

/// Cuts the dictionary: `[words, rules, postings]`. Before the postings of a word stands their number; where they have a shard of their
/// own, 0, the number, how many are kept there and the shard's number.
fn cut(words: &[Word], heavy: &mut Vec<String>) -> Vec<Shard> {
    let mut shards = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let first = words[at].bare.as_str();
        let (mut front, mut rules, mut postings) = (Front::default(), String::new(), String::new());
        while let Some(word) = words.get(at)
            && front.text.len() + rules.len() + postings.len() < SIZE
        {
            front.push(&word.word);
            number(word.rule, &mut rules);
            if word.postings.len() > HEAVY {
                number(0, &mut postings);
                number(word.count, &mut postings);
                number(word.count.min(MOST), &mut postings);
                number(heavy.len(), &mut postings);
                heavy.push(json(&value!(word.postings)));
            } else {
                number(word.count, &mut postings);
                postings.push_str(&word.postings);
            }
            at += 1;
        }
        shards.push(Shard { first: first.into(), value: value!([front.text, rules, postings]) });
    }
    shards
}

/// For each beginning that is too wide to be read whole, a word that stands for all of its words: `s*`.
fn beginnings_of(words: &[Word], dictionary: &[Entry], records: usize) -> Vec<Word> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        for (at, c) in word.bare.char_indices().take(3) {
            let size = word.word.len() / 2 + word.postings.len().min(HEAVY) + 2;
            *sizes.entry(&word.bare[..at + c.len_utf8()]).or_default() += size;
        }
    }
    sizes.retain(|_, size| *size > WIDE * SIZE);
    let mut best: BTreeMap<&str, HashMap<usize, usize>> = BTreeMap::new();
    for (word, entry) in words.iter().zip(dictionary) {
        let rarity = rarity(records, entry.postings.len());
        for (at, c) in word.bare.char_indices().take(3) {
            let Some((beginning, _)) = sizes.get_key_value(&word.bare[..at + c.len_utf8()]) else {
                continue;
            };
            let own = best.entry(beginning).or_default();
            for (record, level) in &entry.postings {
                let worth = own.entry(*record).or_default();
                *worth = (*worth).max(rarity * usize::from(*level));
            }
        }
    }
    let words = best.into_iter().map(|(beginning, records)| {
        let mut records: Vec<(usize, usize)> = records.into_iter().collect();
        records.sort_by_key(|(record, worth)| (Reverse(*worth), *record));
        records.truncate(BEST);
        let most = records.first().map_or(1, |(_, worth)| *worth);
        records.sort_unstable();
        let postings = records.into_iter().map(|(record, worth)| {
            let level = (worth * usize::from(LEVELS) / most).max(1);
            (record, u8::try_from(level).unwrap_or(LEVELS))
        });
        Word::new(format!("{beginning}*"), 0, &postings.collect::<Vec<_>>())
    });
    words.collect()
}

/// Cuts a sorted list of words: `[words, counts]`, a count being the letter of its binary logarithm.
fn spellings<'a>(words: impl Iterator<Item = (&'a str, usize)>) -> Vec<Shard> {
    let mut shards = Vec::new();
    let mut words = words.peekable();
    while let Some((first, _)) = words.peek() {
        let first = folded(first);
        let (mut front, mut counts) = (Front::default(), String::new());
        while front.text.len() < SPELLINGS
            && let Some((word, count)) = words.next()
        {
            front.push(word);
            number(count.checked_ilog2().unwrap_or(0).min(31) as usize, &mut counts);
        }
        shards.push(Shard { first: first.into(), value: value!([front.text, counts]) });
    }
    shards
}

/// The spellings from their ends: words with their letters in reverse.
fn reversed(dictionary: &[Entry]) -> Vec<Shard> {
    let reversed = dictionary.iter().map(|entry| {
        let word: String = entry.word.chars().rev().collect();
        (folded(&word), word, entry.postings.len())
    });
    let mut words: Vec<_> = reversed.collect();
    words.sort_by(|(a, one, _), (b, other, _)| compare(a, b).then_with(|| compare(one, other)));
    spellings(words.iter().map(|(_, word, count)| (word.as_str(), *count)))
}
