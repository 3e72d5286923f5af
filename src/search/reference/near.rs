//! How near to one another the words of a query stand in a text, as eighths that the score grows by.

use crate::search::words::{For, Word, words};
use std::collections::BTreeMap;

type Meanings<'a> = BTreeMap<&'a str, u32>;

/// `plain` has the bits of the units that are no stop words.
pub(super) fn nearness(
    title: &str,
    text: &str,
    meanings: &Meanings,
    units: usize,
    plain: u32,
) -> usize {
    let (title, text) = (matches(title, meanings), matches(text, meanings));
    let titled = in_order(&title, units);
    if units < 2 {
        return if titled == 2 { 8 } else { 0 };
    }
    let bonus = match titled {
        0 if spread(&title, plain).is_none() => 0,
        0 => 3,
        1 => 5,
        _ => 8,
    };
    if in_order(&text, units) > 0 {
        return bonus + 3;
    }
    match spread(&text, plain) {
        Some(far) if far <= units + 2 => bonus + 2,
        Some(far) if far <= 8 + 2 * units => bonus + 1,
        _ => bonus,
    }
}

fn matches<'a>(text: &'a str, meanings: &Meanings) -> Vec<(Word<'a>, u32)> {
    let bits = |word: &Word| meanings.get(&*word.text).copied().unwrap_or(0);
    words(text, For::Index).into_iter().map(|word| (word.clone(), bits(&word))).collect()
}

/// 2 if the units stand one after another and nothing else does, 1 if something else does.
fn in_order(matches: &[(Word, u32)], units: usize) -> usize {
    let plain: Vec<u32> = matches.iter().filter(|(w, _)| !w.whole).map(|(_, bits)| *bits).collect();
    let fits = |window: &[u32]| window.iter().enumerate().all(|(at, bits)| bits >> at & 1 == 1);
    match plain.windows(units).any(fits) {
        true if plain.len() == units => 2,
        found => usize::from(found),
    }
}

/// The number of words between the first and last of the nearest group that has all units of which `plain` has a bit.
fn spread(matches: &[(Word, u32)], plain: u32) -> Option<usize> {
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    let mut least = None;
    for (at, bits) in matches.iter().map(|(_, bits)| bits & plain).enumerate() {
        if bits == 0 {
            continue;
        }
        last.extend((0..32).filter(|unit| bits >> unit & 1 == 1).map(|unit| (unit, at)));
        if last.len() == plain.count_ones() as usize
            && let Some(first) = last.values().min()
        {
            least = Some(least.map_or(at - first, |least: usize| least.min(at - first)));
        }
    }
    least
}
