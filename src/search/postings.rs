//! The records of all pages to the dictionary: each word with the records that have it and how much it is there.
//!
//! The ranking is BM25F (Robertson, Zaragoza, Taylor 2004): the counts of the fields, each with its weight, go together before they saturate.
//! The sum is kept as one of a few [`AMOUNTS`], and the length of a record as one of a few [`LENGTHS`]; what an amount is worth at a length is a
//! table of whole numbers ([`worths`]), so that the query side only adds, and every engine gets the same sums.

use super::records::{Counts, Field, Record};
use rayon::prelude::*;
use std::collections::HashMap;

/// A record and the number of the amount of a word in it, from 0.
pub(crate) type Posting = (usize, u8);

/// A word of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub(crate) word: &'a str,
    /// By number of record, ascending.
    pub(crate) postings: Vec<Posting>,
}

/// Weights of the fields, in the order of [`Field`].
const WEIGHTS: [f64; Field::COUNT] = [12.0, 3.0, 1.0, 3.0, 1.5, 1.0, 0.35];
/// A word that stands in a field more often than this is not worth more.
const MOST: u16 = 8;
/// What sums are rounded to.
pub(crate) const AMOUNTS: [f64; 12] =
    [0.35, 0.7, 1.0, 1.35, 2.0, 3.0, 4.0, 5.5, 8.0, 11.0, 15.0, 20.0];
/// Lengths of records, as parts of the usual one.
pub(crate) const LENGTHS: [f64; 6] = [0.25, 0.5, 1.0, 1.7, 2.8, 5.0];
/// The usual length.
pub(crate) const USUAL: usize = 2;
/// How much the length counts, from 0 to 1: that of the text, and those of the title and the headings against the usual ones.
const LENGTH_COUNTS: f64 = 0.6;
const TITLE_COUNTS: f64 = 0.5;
/// How soon more of the same is worth no more.
const SATURATION: f64 = 4.0;

/// What each amount is worth at each length, up to 255.
pub(crate) fn worths() -> Vec<Vec<usize>> {
    let worth = |amount: f64, length: f64| {
        let usual = SATURATION * (1.0 - LENGTH_COUNTS + LENGTH_COUNTS * length);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let worth = (255.0 * amount / (amount + usual)) as usize;
        worth
    };
    AMOUNTS.iter().map(|a| LENGTHS.iter().map(|l| worth(*a, *l)).collect()).collect()
}

/// What a run of records has of each word.
type Words<'a> = HashMap<&'a str, Vec<Posting>>;

/// The dictionary, sorted as JavaScript sorts: by units of UTF-16.
pub(crate) fn dictionary<'a>(records: &[&'a Record]) -> Vec<Entry<'a>> {
    let usual = usual_lengths(records);
    let add = |mut words: Words<'a>, (number, record): (usize, &&'a Record)| {
        let mut weights = WEIGHTS;
        for field in [Field::Title as usize, Field::Headings as usize] {
            let part = f64::from(record.lengths[field]) / usual[field];
            weights[field] /= 1.0 - TITLE_COUNTS + TITLE_COUNTS * part;
        }
        for (word, counts) in &record.words {
            words.entry(word).or_default().push((number, amount(counts, &weights)));
        }
        words
    };
    // Each thread takes a run of records, so that what is joined stays ascending.
    let run = records.len().div_ceil(rayon::current_num_threads()).max(1);
    let runs = records.par_iter().enumerate().with_min_len(run).fold(Words::new, add);
    let words = runs.reduce(Words::new, |mut words, more| {
        #[expect(clippy::iter_over_hash_type, reason = "the words are sorted when all are there")]
        for (word, postings) in more {
            words.entry(word).or_default().extend(postings);
        }
        words
    });
    let mut entries: Vec<Entry> =
        words.into_iter().map(|(word, postings)| Entry { word, postings }).collect();
    entries.par_sort_unstable_by(|a, b| compare(a.word, b.word));
    entries
}

/// The order of JavaScript's `<`.
pub(crate) fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

fn amount(counts: &Counts, weights: &[f64; Field::COUNT]) -> u8 {
    let fields = counts.iter().zip(weights);
    let sum: f64 = fields.map(|(count, weight)| f64::from((*count).min(MOST)) * weight).sum();
    nearest(&AMOUNTS, sum)
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

/// The number of each record's length.
#[expect(clippy::cast_precision_loss, reason = "no site has so many words")]
pub(crate) fn lengths(records: &[&Record]) -> Vec<u8> {
    let length = |record: &&Record| {
        let fields = record.lengths.iter().zip(WEIGHTS);
        fields.skip(Field::Body as usize).map(|(n, weight)| f64::from(*n) * weight).sum::<f64>()
    };
    let all: Vec<f64> = records.iter().map(length).collect();
    let usual = (all.iter().sum::<f64>() / all.len().max(1) as f64).max(1.0);
    let number = |length: f64| {
        // A heading without a text is not the best of all short texts.
        let is_text = length / usual > LENGTHS[0] / 2.0;
        nearest(&LENGTHS, if is_text { length / usual } else { LENGTHS[USUAL] })
    };
    all.into_iter().map(number).collect()
}

/// The number of the value that is nearest by ratio.
fn nearest(values: &[f64], wanted: f64) -> u8 {
    let passed = values.windows(2).filter(|pair| wanted * wanted > pair[0] * pair[1]).count();
    u8::try_from(passed).unwrap_or(u8::MAX)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_worth_more_and_less_in_a_long_text() {
        let worths = worths();
        assert!(worths.windows(2).all(|pair| pair[0][USUAL] < pair[1][USUAL]));
        assert!(worths.iter().all(|row| row.windows(2).all(|pair| pair[0] > pair[1])));
        assert_eq!(nearest(&AMOUNTS, 0.1), 0);
        assert_eq!(nearest(&AMOUNTS, 1.1), 2);
        assert_eq!(nearest(&AMOUNTS, 100.0), 11);
    }

    #[test]
    #[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
    fn rarity_is_a_logarithm() {
        assert_eq!(rarity(1, 1), 6);
        assert_eq!(rarity(1000, 1000), 2);
        for (records, having) in [(10_usize, 1_usize), (500, 3), (50_000, 1), (50_000, 777)] {
            let exact = ((2 * records + 2) as f64 / (2 * having + 1) as f64).log2() * 16.0;
            assert!((rarity(records, having) as f64 - exact).abs() <= 1.1, "{records} {having}");
        }
    }
}
