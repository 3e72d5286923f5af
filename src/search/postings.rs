//! The records of all pages to the dictionary: each word with the records that have it and what it is worth there.
//!
//! The worth is BM25F's part that depends on the record: the counts of the fields, each weighted and measured against the field's usual
//! length, go together before they saturate (Robertson, Zaragoza, Taylor 2004). It is kept as one of [`LEVELS`] steps, so that the query side
//! adds whole numbers and every engine gets the same sums. What depends on how rare a word is, is left to the query side.

use super::records::{Counts, Field, Record};
use std::collections::HashMap;

/// A record and what the word is worth in it: 1 to [`LEVELS`].
pub(crate) type Posting = (usize, u8);

/// The highest worth.
pub(crate) const LEVELS: u8 = 15;

/// Weights of the fields, in the order of [`Field`].
const WEIGHTS: [f64; Field::COUNT] = [8.0, 3.0, 1.0, 1.5, 1.0, 0.35];
/// How much a field's length counts, from 0 to 1.
const LENGTH_COUNTS: [f64; Field::COUNT] = [0.5, 0.5, 0.3, 0.2, 0.7, 0.7];
/// How soon more of the same is worth no more.
const SATURATION: f64 = 1.4;

/// A word of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub(crate) word: &'a str,
    /// By number of record, ascending.
    pub(crate) postings: Vec<Posting>,
}

/// The dictionary, sorted as JavaScript sorts: by units of UTF-16.
pub(crate) fn dictionary<'a>(records: &[&'a Record]) -> Vec<Entry<'a>> {
    let usual = usual_lengths(records);
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for (number, record) in records.iter().enumerate() {
        let scale: [f64; Field::COUNT] = std::array::from_fn(|field| {
            let b = LENGTH_COUNTS[field];
            WEIGHTS[field] / (1.0 - b + b * f64::from(record.lengths[field]) / usual[field])
        });
        for (word, counts) in &record.words {
            let at = *numbers.entry(word).or_insert_with(|| {
                entries.push(Entry { word, postings: Vec::new() });
                entries.len() - 1
            });
            entries[at].postings.push((number, level(counts, &scale)));
        }
    }
    entries.sort_unstable_by(|a, b| compare(a.word, b.word));
    entries
}

/// The order of JavaScript's `<`.
pub(crate) fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

fn level(counts: &Counts, scale: &[f64; Field::COUNT]) -> u8 {
    let sum: f64 = counts.iter().zip(scale).map(|(count, scale)| f64::from(*count) * scale).sum();
    let part = sum / (SATURATION + sum) * f64::from(LEVELS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it lies between 0 and LEVELS"
    )]
    let level = part.ceil() as u8;
    level.clamp(1, LEVELS)
}

/// How long each field is in the records that have it.
#[expect(clippy::cast_precision_loss, reason = "no site has so many words")]
fn usual_lengths(records: &[&Record]) -> [f64; Field::COUNT] {
    std::array::from_fn(|field| {
        let lengths = || records.iter().map(|record| record.lengths[field]).filter(|n| *n > 0);
        let (sum, count) = (lengths().map(u64::from).sum::<u64>(), lengths().count());
        if count == 0 { 1.0 } else { sum as f64 / count as f64 }
    })
}

/// How rare a word is that `having` of `records` have: sixteenths of the binary logarithm of (2n + 2) / (2d + 1), at least 2. Whole
/// numbers, so that the query side comes to the same.
pub(crate) fn rarity(records: usize, having: usize) -> usize {
    let mut ratio = ((2 * records + 2) << 16) / (2 * having + 1);
    let mut log = 0;
    while ratio >= 1 << 17 {
        ratio >>= 1;
        log += 16;
    }
    for part in [8, 4, 2, 1] {
        ratio = (ratio * ratio) >> 16;
        if ratio >= 1 << 17 {
            ratio >>= 1;
            log += part;
        }
    }
    log.max(2)
}
