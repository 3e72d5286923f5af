//! The dictionary to shards: words with their postings, the postings of very common words, and the lists for words that are mistyped.
//!
//! Words are sorted by their letters without accents, so that all spellings and endings of a word are neighbours.

use super::encode::{self, Bits, Front, json, number};
use super::postings::{AMOUNTS, Entry, Posting, USUAL, compare, rarity, worths};
use super::shards::{Files, Shard};
use super::words::folded;
use rayon::prelude::*;
use serde_json::{Value, json as value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A shard of words ends when it has this many bytes.
const SIZE: usize = 1_800;
/// A word that stands in so many records has a shard of its own for its postings.
const HEAVY: usize = 1_500;
/// A word that stands in more records is kept for those that have most of it.
const MOST: usize = 3_000;
/// A list of spellings ends when it has this many bytes.
const SPELLINGS: usize = 2_000;
/// Words that nobody is expected to mistype: shorter or longer than these, or with digits.
const MISTYPED: std::ops::RangeInclusive<usize> = 4..=20;
/// Where the words of a beginning fill more than this many shards, the best of what they lead to is kept for the beginning itself.
const WIDE: usize = 6;
/// What is kept for such a beginning.
const BEST: usize = 60;

/// A word of the dictionary, ready to be written.
struct Word {
    text: String,
    /// Its letters without accents.
    bare: String,
    rule: usize,
    /// In how many records it stands.
    count: usize,
    /// Those that are kept.
    postings: Vec<Posting>,
}

/// The lists of the start file: words, heavy postings, spellings by their beginnings and by their ends.
pub(crate) struct Lists {
    pub(crate) words: Value,
    pub(crate) heavy: String,
    /// The numbers of the amounts, the most frequent first.
    pub(crate) amounts: Vec<usize>,
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
        .par_iter()
        .zip(rules)
        .map(|(entry, rule)| Word::new(entry.word.to_owned(), *rule, entry.postings.clone()))
        .collect();
    words.extend(beginnings_of(&words, dictionary, records));
    words.sort_by(|a, b| compare(&a.bare, &b.bare).then_with(|| compare(&a.text, &b.text)));
    let (amounts, ranks) = ranks(&words);
    let writer = Writer { records, ranks: &ranks };
    let heavy = words.iter().filter(|word| word.count >= HEAVY);
    let heavy: Vec<String> = heavy.map(|word| writer.heavy(word)).collect();
    let shards = writer.cut(&words);
    let (mut beginnings, mut ends) = (Vec::new(), Vec::new());
    if !super::shards::are_inline(&shards) {
        let spelt = words.iter().filter(|word| is_mistyped(&word.text));
        beginnings = spellings(spelt.map(|word| (word.text.as_str(), word.count)));
        if beginnings.len() > 2 {
            ends = reversed(dictionary);
        }
    }
    Lists {
        words: files.list(shards),
        heavy: files.publish(&heavy).concat(),
        amounts,
        beginnings: files.named(beginnings),
        ends: files.named(ends),
    }
}

impl Word {
    fn new(text: String, rule: usize, mut postings: Vec<Posting>) -> Self {
        let (bare, count) = (folded(&text), postings.len());
        if postings.len() > MOST {
            postings.sort_by_key(|(record, amount)| (Reverse(*amount), *record));
            postings.truncate(MOST);
            postings.sort_unstable();
        }
        Self { text, bare, rule, count, postings }
    }
}

/// The amounts by their frequency, and the rank of each.
fn ranks(words: &[Word]) -> (Vec<usize>, Vec<usize>) {
    let mut counts = vec![0_usize; AMOUNTS.len()];
    for (_, amount) in words.iter().flat_map(|word| &word.postings) {
        counts[usize::from(*amount)] += 1;
    }
    let mut amounts: Vec<usize> = (0..AMOUNTS.len()).collect();
    amounts.sort_by_key(|amount| (Reverse(counts[*amount]), *amount));
    let mut ranks = vec![0; AMOUNTS.len()];
    for (rank, amount) in amounts.iter().enumerate() {
        ranks[*amount] = rank;
    }
    (amounts, ranks)
}

/// Writes shards of words.
struct Writer<'a> {
    records: usize,
    ranks: &'a [usize],
}

impl Writer<'_> {
    /// The postings of a heavy word.
    fn heavy(&self, word: &Word) -> String {
        let mut bits = Bits::default();
        bits.postings(&word.postings, self.records, self.ranks);
        json(&value!(bits.finish()))
    }

    /// Cuts the dictionary: `[words, rules, bits]`. The bits of a word are how many records have it, and its postings; of a heavy word, the
    /// number of its shard from 1 in their place.
    fn cut(&self, words: &[Word]) -> Vec<Shard> {
        let sizes = words.par_iter().map(|word| {
            let postings = if word.count >= HEAVY {
                20
            } else {
                encode::size(&word.postings, self.records, self.ranks)
            };
            word.text.len() / 2 + 2 + postings / 6
        });
        let sizes: Vec<usize> = sizes.collect();
        let mut ranges = Vec::new();
        let (mut start, mut size) = (0, 0);
        for (at, own) in sizes.iter().enumerate() {
            if size >= SIZE {
                ranges.push(start..at);
                (start, size) = (at, 0);
            }
            size += own;
        }
        if start < words.len() {
            ranges.push(start..words.len());
        }
        let is_heavy = |word: &&Word| word.count >= HEAVY;
        let heavy_before = |at: usize| words[..at].iter().filter(is_heavy).count();
        let shard = |range: std::ops::Range<usize>| {
            let first = words[range.start].bare.as_str().into();
            let mut heavy = heavy_before(range.start);
            let (mut front, mut rules, mut bits) =
                (Front::default(), String::new(), Bits::default());
            for word in &words[range] {
                front.push(&word.text);
                number(word.rule, &mut rules);
                bits.gamma(word.count);
                if word.count >= HEAVY {
                    heavy += 1;
                    bits.gamma(heavy);
                } else {
                    bits.postings(&word.postings, self.records, self.ranks);
                }
            }
            Shard { first, value: value!([front.text, rules, bits.finish()]) }
        };
        ranges.into_par_iter().map(shard).collect()
    }
}

/// For each beginning that is too wide to be read whole, a word that stands for all of its words: `s*`.
fn beginnings_of(words: &[Word], dictionary: &[Entry], records: usize) -> Vec<Word> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        for (at, c) in word.bare.char_indices().take(4) {
            let size =
                word.text.len() / 2 + word.postings.len() * usize::from(word.count < HEAVY) + 2;
            *sizes.entry(&word.bare[..at + c.len_utf8()]).or_default() += size;
        }
    }
    sizes.retain(|_, size| *size > WIDE * SIZE);
    let mut best: BTreeMap<&str, HashMap<usize, usize>> = BTreeMap::new();
    let worths = worths();
    for (word, entry) in words.iter().zip(dictionary) {
        let rarity = rarity(records, entry.postings.len());
        for (at, c) in word.bare.char_indices().take(4) {
            let Some((beginning, _)) = sizes.get_key_value(&word.bare[..at + c.len_utf8()]) else {
                continue;
            };
            let own = best.entry(beginning).or_default();
            for (record, amount) in &entry.postings {
                let worth = own.entry(*record).or_default();
                *worth = (*worth).max(rarity * worths[usize::from(*amount)][USUAL]);
            }
        }
    }
    let words = best.into_iter().map(|(beginning, records)| {
        let mut records: Vec<(usize, usize)> = records.into_iter().collect();
        records.sort_by_key(|(record, worth)| (Reverse(*worth), *record));
        records.truncate(BEST);
        let most = records.first().map_or(1, |(_, worth)| *worth);
        records.sort_unstable();
        // The best has the highest amount, the others those that are worth as much less.
        let amount = |worth: usize| {
            let wanted = worth * worths[AMOUNTS.len() - 1][USUAL] / most;
            let amount = worths.iter().filter(|own| own[USUAL] < wanted).count();
            u8::try_from(amount.min(AMOUNTS.len() - 1)).unwrap_or_default()
        };
        let postings = records.into_iter().map(|(record, worth)| (record, amount(worth)));
        Word::new(format!("{beginning}*"), 0, postings.collect())
    });
    words.collect()
}

fn is_mistyped(word: &str) -> bool {
    MISTYPED.contains(&word.chars().count())
        && !word.contains(|c: char| c == '*' || c.is_ascii_digit())
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
    let typed = dictionary.iter().filter(|entry| is_mistyped(entry.word));
    let reversed = typed.map(|entry| {
        let word: String = entry.word.chars().rev().collect();
        (folded(&word), word, entry.postings.len())
    });
    let mut words: Vec<_> = reversed.collect();
    words.sort_by(|(a, one, _), (b, other, _)| compare(a, b).then_with(|| compare(one, other)));
    spellings(words.iter().map(|(_, word, count)| (word.as_str(), *count)))
}
