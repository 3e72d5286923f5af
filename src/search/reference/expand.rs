//! What the reader typed to the words of the dictionary that it may mean, each with a factor: how surely it is meant.

use super::read::Entry;
use crate::search::words::{For, Word, folded, words};
use std::collections::BTreeSet;

const EXACT: usize = 64;
const ACCENTED: usize = 56;
pub(super) const RELATED: usize = 44;
pub(super) const ALIKE: usize = 40;
const MOST_UNITS: usize = 10;
const LONGEST_QUERY: usize = 400;

/// A word to look for, and other spellings that mean the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) text: String,
    pub(super) bare: String,
    pub(super) forms: Vec<(String, usize)>,
    /// It may be the beginning of a word.
    open: bool,
    /// It is the last one, and most likely still being typed.
    pub(super) last: bool,
}

/// JavaScript's length.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

pub(super) fn units(text: &str, synonyms: &[Vec<String>]) -> Vec<Unit> {
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
        let forms = around().map(|whole| (whole.text.clone(), EXACT)).collect();
        let bare = folded(&word.text);
        let open = length(&bare) > 2 || bare.as_str() > "~";
        units.push(Unit { bare, text: word.text, forms, open, last: false });
    }
    if let Some(last) = units.last_mut() {
        (last.open, last.last) = (true, true);
    }
    add_synonyms(&mut units, synonyms);
    let mut longest: Vec<usize> = (0..units.len()).collect();
    longest.sort_by_key(|at| std::cmp::Reverse(length(&units[*at].bare)));
    longest.truncate(MOST_UNITS);
    longest.sort_unstable();
    longest.into_iter().map(|at| units[at].clone()).collect()
}

fn add_synonyms(units: &mut [Unit], groups: &[Vec<String>]) {
    for group in groups {
        let spelt: Vec<Vec<String>> = group
            .iter()
            .map(|name| {
                words(name, For::Query).into_iter().filter(|w| !w.whole).map(|w| w.text).collect()
            })
            .collect();
        for (which, name) in spelt.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            for at in 0..(units.len() + 1).saturating_sub(name.len()) {
                if !name.iter().zip(&units[at..]).all(|(word, unit)| unit.text == *word) {
                    continue;
                }
                for unit in &mut units[at..at + name.len()] {
                    let others = spelt.iter().enumerate().filter(|(number, _)| *number != which);
                    let others = others.flat_map(|(_, other)| other.iter().cloned());
                    unit.forms.extend(others.map(|word| (word, ALIKE)));
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
        if factor > 0 {
            found.push((*entry, factor));
        }
    }
    found
}

fn stems(text: &str, entries: &[&Entry], endings: &[(String, String)]) -> BTreeSet<String> {
    let known: BTreeSet<String> =
        entries.iter().filter(|entry| entry.word == text).map(|entry| entry.stem.clone()).collect();
    if !known.is_empty() {
        return known;
    }
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
        far if far <= mistakes => 28 - 10 * far,
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
