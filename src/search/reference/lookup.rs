//! The words of a query to their postings, from the shards that the query side would load.

use super::expand::{ONE_MISTAKE, RELATED, Unit, meant, mistyped, names};
use super::read::{Entry, Key, Start};
use crate::search::postings::compare;
use crate::search::words::folded;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::BTreeSet;

const WIDE: usize = 6;
const BEGUN: usize = 30;
const MOST_HEAVY: usize = 2;
const MOST_HEAVY_IN_ALL: usize = 3;
const MOST_NEAR: usize = 6;
const MOST_NEAR_SHARDS: usize = 2;
const LAST: char = '\u{ffff}';

/// What a unit may mean.
#[derive(Default)]
pub(super) struct Meanings {
    /// Words, and how surely.
    pub(super) words: Vec<(Entry, usize)>,
    /// Names: of each word its entries.
    pub(super) names: Vec<Vec<Vec<Entry>>>,
}

/// What each unit may mean.
pub(super) type Expansions = Vec<Meanings>;

type Shard = (Key, Value);

pub(super) fn look_up(units: &[Unit], start: &Start) -> Expansions {
    let mut expansions: Expansions = units.iter().map(|unit| one(unit, start)).collect();
    let mut wanted = Vec::new();
    for Meanings { words, .. } in &expansions {
        let heavy = words.iter().filter(|(entry, _)| entry.heavy).take(MOST_HEAVY);
        let heavy = heavy.enumerate().map(|(rank, (own, _))| (rank, own.count, own.word.clone()));
        wanted.extend(heavy);
    }
    wanted.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| compare(&a.2, &b.2)));
    let mut kept: Vec<String> = Vec::new();
    for (_, _, word) in wanted {
        if kept.len() < MOST_HEAVY_IN_ALL && !kept.contains(&word) {
            kept.push(word);
        }
    }
    for Meanings { words, .. } in &mut expansions {
        words.retain(|(entry, _)| !entry.heavy || kept.contains(&entry.word));
    }
    expansions
}

fn one(unit: &Unit, start: &Start) -> Meanings {
    if unit.stop {
        return Meanings::default();
    }
    let mut entries: Vec<Entry> = Vec::new();
    add(&shards_of(unit, start), start, &mut entries);
    let mut found = meant_of(unit, &entries, start);
    let names = names(unit, &entries.iter().collect::<Vec<_>>());
    let is_sure = |words: &[(Entry, usize)]| {
        let least = if unit.last { 1 } else { BEGUN };
        !names.is_empty() || words.iter().any(|(_, factor)| *factor >= least)
    };
    if !is_sure(&found) {
        add(&shards_before(unit, start), start, &mut entries);
        found = meant_of(unit, &entries, start);
    }
    let unsure = !is_sure(&found);
    if unsure && start.is_whole() {
        let near = entries.iter().map(|entry| (entry.clone(), mistyped(unit, &entry.bare)));
        found.extend(near.filter(|(_, factor)| *factor > 0));
    } else if unsure {
        found.extend(near_entries(unit, start));
    }
    found.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| compare(&a.word, &b.word)));
    let surest = found.first().map_or(RELATED, |(_, factor)| *factor);
    if surest < RELATED {
        for (_, factor) in &mut found {
            *factor = *factor * RELATED / surest;
        }
    }
    Meanings { words: found, names }
}

fn word(text: impl Into<String>) -> Key {
    Key::Word(text.into())
}

fn shards_of(unit: &Unit, start: &Start) -> Vec<Shard> {
    let bare = &unit.bare;
    let mut shards = start.span("words", &word(bare), &word(format!("{bare}{LAST}")));
    if !unit.last || shards.len() > WIDE {
        shards.truncate(1);
    }
    let forms = unit.forms.iter().map(|(form, _)| form);
    for form in forms.chain(unit.names.iter().flatten()) {
        shards.extend(start.span("words", &word(form), &word(form)));
    }
    shards
}

/// The shard before a word's own, if relatives of it may stand there.
fn shards_before(unit: &Unit, start: &Start) -> Vec<Shard> {
    let bare: Vec<u16> = unit.bare.encode_utf16().collect();
    let length = bare.len().saturating_sub(3).max(3).min(bare.len());
    let stem = String::from_utf16_lossy(&bare[..length]);
    let mut shards = start.span("words", &word(stem), &word(&unit.bare));
    shards.pop();
    shards.pop().into_iter().collect()
}

fn add(shards: &[Shard], start: &Start, entries: &mut Vec<Entry>) {
    for entry in shards.iter().flat_map(|(_, value)| start.words(value)) {
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
}

fn meant_of(unit: &Unit, entries: &[Entry], start: &Start) -> Vec<(Entry, usize)> {
    let all: Vec<&Entry> = entries.iter().collect();
    meant(unit, &all, &start.endings)
        .into_iter()
        .map(|(own, factor)| (own.clone(), factor))
        .collect()
}

/// The words nearest to what was typed, as far as their shards are looked at.
fn near_entries(unit: &Unit, start: &Start) -> Vec<(Entry, usize)> {
    let mut seen: Vec<Key> = Vec::new();
    let mut found = Vec::new();
    let near = near_to(unit, start);
    let shard = |spelt: &str| {
        let bare = word(folded(spelt));
        start.span("words", &bare, &bare).remove(0)
    };
    for (spelt, _) in &near {
        let (first, _) = shard(spelt);
        if seen.len() < MOST_NEAR_SHARDS && !seen.contains(&first) {
            seen.push(first);
        }
    }
    for (spelt, factor) in near {
        let (first, value) = shard(&spelt);
        if seen.contains(&first) {
            let entry = start.words(&value).into_iter().find(|entry| entry.word == spelt);
            found.extend(entry.map(|entry| (entry, factor)));
        }
    }
    found
}

fn near_to(unit: &Unit, start: &Start) -> Vec<(String, usize)> {
    let letters: Vec<char> = unit.bare.chars().collect();
    if letters.len() < 4 {
        return Vec::new();
    }
    let same = ((letters.len() - 1) / 2).clamp(2, 4);
    let beginning: String = letters[..same].iter().collect();
    let ending: String = letters.iter().rev().take(same).collect();
    let span =
        |list: &str, text: &str| start.span(list, &word(text), &word(format!("{text}{LAST}")));
    let few = start.size("beginnings") <= 2;
    let mut beginnings = span("beginnings", if few { "" } else { &beginning });
    if !few {
        beginnings.truncate(2);
    }
    let mut words: BTreeSet<(String, usize)> =
        beginnings.iter().flat_map(|(_, shard)| Start::spellings(shard, false)).collect();
    let near_of = |words: &BTreeSet<(String, usize)>| -> Vec<(usize, usize, String)> {
        let near =
            words.iter().map(|(word, count)| (mistyped(unit, &folded(word)), *count, word.clone()));
        near.filter(|(factor, _, _)| *factor > 0).collect()
    };
    let mut near = near_of(&words);
    if !few && near.iter().all(|(factor, _, _)| *factor < ONE_MISTAKE) {
        let mut ends = span("ends", &ending);
        ends.truncate(2);
        words.extend(ends.iter().flat_map(|(_, shard)| Start::spellings(shard, true)));
        near = near_of(&words);
    }
    near.sort_by(|a, b| {
        (Reverse(a.0), Reverse(a.1))
            .cmp(&(Reverse(b.0), Reverse(b.1)))
            .then_with(|| compare(&a.2, &b.2))
    });
    let most = near.first().map_or(0, |(factor, _, _)| *factor);
    near.retain(|(factor, _, _)| *factor == most);
    near.truncate(MOST_NEAR);
    near.into_iter().map(|(factor, _, word)| (word, factor)).collect()
}
