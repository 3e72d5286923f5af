//! Words of the dictionary to records in order.

use super::Reader;
use super::expand::Unit;
use super::lookup::Expansions;
use super::read::Start;
use crate::search::postings::rarity;
use serde_json::Value;
use std::collections::BTreeMap;

/// The records that are found and their scores, best first.
pub(super) fn order(
    units: &[Unit],
    expansions: &Expansions,
    start: &Start,
    reader: &Reader,
) -> Vec<(usize, usize)> {
    let rare = |count| rarity(start.records, count);
    let weights: Vec<usize> = expansions
        .iter()
        .map(|words| words.first().map_or(0, |(entry, _)| rare(entry.count)))
        .collect();
    let weight = |bits: u32| {
        let matched = weights.iter().enumerate().filter(|(unit, _)| bits >> unit & 1 == 1);
        matched.map(|(_, weight)| weight).sum::<usize>()
    };
    let reader = named(units, start, reader);
    let mut sums: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
    for (number, words) in expansions.iter().enumerate() {
        let own = words.iter().find(|(entry, _)| entry.word == units[number].text);
        let all = words.iter().map(|(entry, _)| rare(entry.count)).min();
        let cap = own.map(|(entry, _)| rare(entry.count)).or(all).unwrap_or(usize::MAX);
        let mut best: BTreeMap<usize, usize> = BTreeMap::new();
        for (entry, factor) in words {
            for (record, amount) in &entry.postings {
                let worth = start.worths[*amount][start.length(*record)];
                let cap = if *factor < 64 { cap } else { usize::MAX };
                let worth = factor * rare(entry.count).min(cap) * worth;
                let own = best.entry(*record).or_default();
                *own = (*own).max(worth);
            }
        }
        for (record, worth) in best {
            let (sum, matched) = sums.entry(record).or_default();
            *sum += worth;
            *matched |= 1 << number;
        }
    }
    let mut found: Vec<(usize, usize)> = sums
        .iter()
        .map(|(record, (sum, matched))| {
            let score = sum * weight(*matched) / weight(u32::MAX);
            let is_own = |readers: &usize| fits(&start.readers[readers - 1], &reader);
            let score = match (start.variants.get(record), start.about.get(record)) {
                (Some((_, readers)), _) if !is_own(readers) => score / 2,
                (None, Some(readers)) if !is_own(readers) => score * 5 / 8,
                _ => score,
            };
            (*record, score)
        })
        .collect();
    found.sort_by(|(a, one), (b, other)| other.cmp(one).then(a.cmp(b)));
    let mut sections: BTreeMap<usize, u32> = BTreeMap::new();
    found.retain(|(record, _)| {
        let section = start.variants.get(record).map_or(*record, |(section, _)| *section);
        let before = sections.entry(section).or_default();
        let matched = sums[record].1;
        let more = *before == 0 || matched & !*before != 0;
        *before |= matched;
        more
    });
    found
}

/// The reader, with the browser and the system that the query names in place of the reader's own.
fn named(units: &[Unit], start: &Start, reader: &Reader) -> Reader {
    let mut reader = reader.clone();
    for (what, id, words) in &start.names {
        if words.iter().all(|word| units.iter().any(|unit| unit.text == *word)) {
            match what.as_str() {
                "browser" => reader.browser = Some(id.clone()),
                _ => reader.os = Some(id.clone()),
            }
        }
    }
    reader
}

/// Whether the reader is one of `[browsers, systems, pairs]`; of what is not known, everyone is.
pub(super) fn fits(readers: &Value, reader: &Reader) -> bool {
    let has = |list: &Value, id: Option<&String>| match (list.as_array(), id) {
        (Some(list), Some(id)) => list.iter().any(|own| own == id.as_str()),
        _ => true,
    };
    let pair = reader.browser.as_ref().zip(reader.os.as_ref()).map(|(b, os)| format!("{b}-{os}"));
    has(&readers[0], reader.browser.as_ref())
        && has(&readers[1], reader.os.as_ref())
        && has(&readers[2], pair.as_ref())
}
