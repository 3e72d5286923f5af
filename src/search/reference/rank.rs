//! Words of the dictionary to records in order.

use super::Reader;
use super::lookup::Expansions;
use super::read::Start;
use crate::search::postings::rarity;
use serde_json::Value;
use std::collections::BTreeMap;

/// The records that are found and their scores, best first.
pub(super) fn order(
    expansions: &Expansions,
    units: usize,
    start: &Start,
    reader: &Reader,
) -> Vec<(usize, usize)> {
    let mut sums: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
    for (number, words) in expansions.iter().enumerate() {
        let rare = |count| rarity(start.records, count);
        let exact = words.iter().filter(|(_, factor)| *factor == 64);
        let cap = exact.map(|(entry, _)| rare(entry.count)).min().unwrap_or(usize::MAX);
        let mut best: BTreeMap<usize, usize> = BTreeMap::new();
        for (entry, factor) in words {
            for (record, level) in &entry.postings {
                let worth = factor * rare(entry.count).min(cap) * level;
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
            let score = sum * matched.count_ones() as usize / units;
            let own = start.variants.get(record);
            let own = own.is_none_or(|(_, readers)| fits(&start.readers[readers - 1], reader));
            (*record, if own { score } else { score / 2 })
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
