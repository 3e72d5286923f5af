//! What the reader typed to the words of the dictionary that it may mean, each with a factor: how surely it is meant.

use super::read::{Entry, Start};
use crate::search::words::{For, Word, folded, words};
use std::collections::BTreeSet;

pub(super) const EXACT: usize = 64;
const ACCENTED: usize = 56;
pub(super) const RELATED: usize = 44;
pub(super) const ALIKE: usize = 50;
pub(super) const ONE_MISTAKE: usize = 18;
const MOST_UNITS: usize = 10;
const LONGEST_QUERY: usize = 400;

/// A word to look for, and other spellings that mean the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) text: String,
    pub(super) bare: String,
    pub(super) forms: Vec<(String, usize)>,
    /// Lists of words that together mean the same.
    pub(super) names: Vec<Vec<String>>,
    /// It may be the beginning of a word.
    open: bool,
    /// It is the last one, and most likely still being typed.
    pub(super) last: bool,
    /// It says nothing by itself, and others do.
    pub(super) stop: bool,
}

/// JavaScript's length.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

pub(super) fn units(text: &str, start: &Start) -> Vec<Unit> {
    // Half of a character that the end divides is none.
    let cut: Vec<u16> = text.encode_utf16().take(LONGEST_QUERY).collect();
    let text = String::from_utf16_lossy(&cut);
    let mut units: Vec<Unit> = Vec::new();
    let mut wholes: Vec<Word> = Vec::new();
    for word in words(&text, For::Query) {
        if word.whole {
            wholes.push(word);
            continue;
        }
        wholes.retain(|whole| word.end <= whole.end);
        let around = || wholes.iter().filter(|whole| word.start >= whole.start);
        let after_apostrophe = text[..word.start].ends_with(['\'', '’']);
        if around().next().is_some() && word.text.chars().count() == 1 && after_apostrophe {
            continue;
        }
        if units.iter().any(|unit| unit.text == word.text) {
            continue;
        }
        let forms = around().map(|whole| (whole.text.to_string(), EXACT)).collect();
        let bare = folded(&word.text);
        let open = length(&bare) > 2 || bare.as_str() > "~";
        units.push(Unit {
            bare,
            text: word.text.into_owned(),
            forms,
            names: Vec::new(),
            open,
            last: false,
            stop: false,
        });
    }
    if let Some(last) = units.last_mut() {
        (last.open, last.last) = (true, true);
    }
    let is_stop = |unit: &Unit| start.stops.contains(&unit.text);
    let some = !units.iter().all(is_stop);
    for unit in &mut units {
        unit.stop = some && is_stop(unit);
    }
    add_synonyms(&mut units, start);
    let mut longest: Vec<usize> = (0..units.len()).collect();
    longest.sort_by_key(|at| {
        std::cmp::Reverse(if units[*at].stop { 0 } else { length(&units[*at].bare) })
    });
    longest.truncate(MOST_UNITS);
    longest.sort_unstable();
    longest.into_iter().map(|at| units[at].clone()).collect()
}

fn add_synonyms(units: &mut [Unit], start: &Start) {
    let plain = |name: &String| -> Vec<String> {
        let name = name.to_lowercase();
        let words = words(&name, For::Query).into_iter();
        words.filter(|word| !word.whole).map(|word| word.text.into_owned()).collect()
    };
    let stems: Vec<BTreeSet<String>> =
        units.iter().map(|unit| guessed(&unit.text, &start.endings)).collect();
    for group in &start.synonyms {
        let spelt: Vec<Vec<String>> = group.iter().map(plain).collect();
        for (which, name) in spelt.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            for at in 0..(units.len() + 1).saturating_sub(name.len()) {
                let is_alike = |(n, word): (usize, &String)| {
                    let unit = &units[at + n];
                    let shared = || !guessed(word, &start.endings).is_disjoint(&stems[at + n]);
                    unit.text == *word || !unit.stop && shared()
                };
                if !name.iter().enumerate().all(is_alike) {
                    continue;
                }
                for unit in &mut units[at..at + name.len()] {
                    for (number, other) in spelt.iter().enumerate() {
                        let other = other.iter().filter(|word| !start.stops.contains(*word));
                        let words: Vec<String> = other.cloned().collect();
                        match words.as_slice() {
                            _ if number == which => {}
                            [] => {}
                            [word] => unit.forms.push((word.clone(), ALIKE)),
                            _ => unit.names.push(words),
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn meant<'a>(
    unit: &Unit,
    entries: &[&'a Entry],
    endings: &[(String, String)],
) -> Vec<(&'a Entry, usize)> {
    let stems = stems(&unit.text, entries, endings);
    let alike: Vec<&Entry> = unit
        .forms
        .iter()
        .filter(|(_, own)| *own == ALIKE)
        .flat_map(|(form, _)| relatives(form, entries))
        .collect();
    let mut found = Vec::new();
    for entry in entries {
        let mut factor = if entry.word == unit.text {
            EXACT
        } else if entry.bare == unit.bare {
            ACCENTED
        } else if stems.contains(entry.stem.as_str()) {
            RELATED
        } else if unit.open && entry.bare.starts_with(&unit.bare) {
            20 + 20 * length(&unit.bare) / (length(&entry.bare) + 1)
        } else {
            0
        };
        for (form, own) in &unit.forms {
            if entry.word == *form {
                factor = factor.max(*own);
            }
        }
        if alike.contains(entry) {
            factor = factor.max(ALIKE);
        }
        if factor > 0 {
            found.push((*entry, factor));
        }
    }
    found
}

/// A word of the dictionary and those of its stem.
fn relatives<'a>(word: &str, entries: &[&'a Entry]) -> Vec<&'a Entry> {
    let Some(own) = entries.iter().find(|entry| entry.word == word) else { return Vec::new() };
    entries.iter().filter(|entry| entry.stem == own.stem).copied().collect()
}

/// The names that mean the same as a unit: of each word of each name its entries.
pub(super) fn names(unit: &Unit, entries: &[&Entry]) -> Vec<Vec<Vec<Entry>>> {
    let light = |word: &String| -> Vec<Entry> {
        relatives(word, entries).into_iter().filter(|entry| !entry.heavy).cloned().collect()
    };
    let names = unit.names.iter().map(|name| name.iter().map(light).collect::<Vec<_>>());
    names.filter(|name| name.iter().all(|entries| !entries.is_empty())).collect()
}

fn stems(text: &str, entries: &[&Entry], endings: &[(String, String)]) -> BTreeSet<String> {
    let known: BTreeSet<String> =
        entries.iter().filter(|entry| entry.word == text).map(|entry| entry.stem.clone()).collect();
    if known.is_empty() { guessed(text, endings) } else { known }
}

/// The stems that the endings of the site's words allow.
fn guessed(text: &str, endings: &[(String, String)]) -> BTreeSet<String> {
    let stem = |(ending, instead): &(String, String)| {
        let rest = text.strip_suffix(ending.as_str())?;
        (length(rest) >= 3).then(|| format!("{rest}{instead}"))
    };
    endings.iter().filter_map(stem).collect()
}

/// How surely a word is meant by one that is mistyped; 0 if it is not.
pub(super) fn mistyped(unit: &Unit, bare: &str) -> usize {
    let mistakes = allowed(length(&unit.bare));
    if mistakes == 0 || bare.starts_with(&unit.bare) {
        return 0;
    }
    let missing = letters(&unit.bare) & !letters(bare);
    if missing.count_ones() as usize > mistakes {
        return 0;
    }
    match distance(&unit.bare, bare, false) {
        far if far <= mistakes => {
            if far < 2 {
                ONE_MISTAKE
            } else {
                8
            }
        }
        _ if distance(&unit.bare, bare, true) <= 1 => 8,
        _ => 0,
    }
}

fn allowed(length: usize) -> usize {
    match length {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

fn letters(word: &str) -> u32 {
    word.encode_utf16().fold(0, |letters, unit| letters | 1 << (unit & 31))
}

/// Optimal string alignment, over the whole matrix; `beginning`: of the nearest beginning of `word`.
pub(super) fn distance(wanted: &str, word: &str, beginning: bool) -> usize {
    let (a, b): (Vec<u16>, Vec<u16>) =
        (wanted.encode_utf16().collect(), word.encode_utf16().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                rows[i][j] = i + j;
                continue;
            }
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cost = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = cost;
        }
    }
    let last = &rows[a.len()];
    if beginning { *last.iter().min().unwrap() } else { last[b.len()] }
}
