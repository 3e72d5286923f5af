//! Words of the dictionary to records in order.

use super::Reader;
use super::expand::{ALIKE, EXACT, Unit};
use super::lookup::{Expansions, Meanings};
use super::read::{Entry, Start};
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
    let rare = |entry: &Entry| rarity(start.records, entry.count);
    let caps: Vec<Option<usize>> = expansions.iter().map(|own| cap(own, rare)).collect();
    let weights: Vec<usize> = caps.iter().map(|cap| cap.unwrap_or(0)).collect();
    let weight = |bits: u32| {
        let matched = weights.iter().enumerate().filter(|(unit, _)| bits >> unit & 1 == 1);
        matched.map(|(_, weight)| weight).sum::<usize>()
    };
    let reader = named(units, start, reader);
    let mut sums: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
    let worths = |entry: &Entry, weight: usize| -> Vec<(usize, usize)> {
        let worth = |(record, amount): &(usize, usize)| {
            (*record, weight * start.worths[*amount][start.length(*record)])
        };
        entry.postings.iter().map(worth).collect()
    };
    for (number, Meanings { words, names }) in expansions.iter().enumerate() {
        let Some(cap) = caps[number] else { continue };
        let mut best: BTreeMap<usize, usize> = BTreeMap::new();
        for (entry, factor) in words {
            let rare = if *factor < EXACT { rare(entry).min(cap) } else { rare(entry) };
            raise(&mut best, worths(entry, factor * rare));
        }
        for name in names {
            let weight = ALIKE * rarity_of(name, rare).min(cap);
            let part = |entries: &Vec<Entry>| {
                let mut part = BTreeMap::new();
                raise(&mut part, entries.iter().flat_map(|entry| worths(entry, weight)));
                part
            };
            let parts: Vec<BTreeMap<usize, usize>> = name.iter().map(part).collect();
            let least = |record: &usize| parts.iter().map(|part| part.get(record)).min().flatten();
            let all = parts[0].keys().filter_map(|record| Some((*record, *least(record)?)));
            raise(&mut best, all);
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
            let (part, all) = (weight(*matched), weight(u32::MAX));
            let score = sum * part / all * part / all;
            let is_own = |readers: &usize| fits(&start.readers[readers - 1], &reader);
            let variant = start.variants.get(record);
            let about = start.about.get(variant.map_or(record, |(section, _)| section));
            let score = match (variant, about) {
                (Some((_, readers)), _) if !is_own(readers) => score / 2,
                (_, Some(readers)) if !is_own(readers) => score * 5 / 8,
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

fn raise(best: &mut BTreeMap<usize, usize>, worths: impl IntoIterator<Item = (usize, usize)>) {
    for (record, worth) in worths {
        let own = best.entry(record).or_default();
        *own = (*own).max(worth);
    }
}

/// All that a unit may mean counts as one word, as rare as the most common of those that are meant most surely.
fn cap(meanings: &Meanings, rare: impl Fn(&Entry) -> usize + Copy) -> Option<usize> {
    let Meanings { words, names } = meanings;
    let names = names.iter().map(|name| (ALIKE, rarity_of(name, rare)));
    let all = words.iter().map(|(entry, factor)| (*factor, rare(entry))).chain(names);
    let all: Vec<(usize, usize)> = all.collect();
    let surest = all.iter().map(|(factor, _)| *factor).max()?;
    let is_sure = |factor: usize| {
        if surest < EXACT { 2 * factor >= surest } else { factor == EXACT }
    };
    all.into_iter().filter(|(factor, _)| is_sure(*factor)).map(|(_, rare)| rare).min()
}

/// A name is as rare as its rarest word.
fn rarity_of(name: &[Vec<Entry>], rare: impl Fn(&Entry) -> usize + Copy) -> usize {
    let of_word = |entries: &Vec<Entry>| entries.iter().map(rare).min().unwrap_or(0);
    name.iter().map(of_word).max().unwrap_or(0)
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
