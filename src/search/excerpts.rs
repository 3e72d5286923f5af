//! The texts of records to what is kept of them for excerpts.
//!
//! Short texts are kept whole. Of long ones, sentences are chosen that together hold the record's own words: those that few records have.

use super::postings::Entry;
use super::records::Record;
use super::words::{For, Word, words};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;

/// What all records together may keep, in bytes, where there are few of them.
const BUDGET: usize = 110_000;
/// What a record may keep at least.
const LEAST: usize = 165;

/// What is kept of each record's text.
pub(crate) fn choose(records: &[&Record], dictionary: &[Entry]) -> Vec<String> {
    let most = (BUDGET / records.len().max(1)).max(LEAST);
    let counts: HashMap<&str, usize> =
        dictionary.iter().map(|entry| (entry.word, entry.postings.len())).collect();
    records.par_iter().map(|record| shorten(&record.text, most, &counts)).collect()
}

/// The sentences of a text that are worth most, in their order; `…` where others stood between them.
fn shorten<'a>(text: &'a str, most: usize, counts: &HashMap<&str, usize>) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let sentences = sentences(text);
    // The words of each sentence by numbers, and what each word is worth: nothing any more when it is kept.
    let mut numbers: HashMap<Cow<str>, usize> = HashMap::new();
    let mut worths: Vec<usize> = Vec::new();
    let own: Vec<Vec<usize>> = sentences
        .iter()
        .map(|sentence| {
            let number = |word: Word<'a>| {
                let count = counts.get(&*word.text).copied().unwrap_or(1);
                *numbers.entry(word.text).or_insert_with(|| {
                    worths.push(1000 / count.max(1));
                    worths.len() - 1
                })
            };
            words(sentence, For::Query).into_iter().map(number).collect()
        })
        .collect();
    let mut kept = vec![false; sentences.len()];
    let mut left = most;
    let mut next = Some(0);
    while let Some(at) = next {
        kept[at] = true;
        left = left.saturating_sub(sentences[at].len() + 1);
        for word in &own[at] {
            worths[*word] = 0;
        }
        // Worth per byte, as a fraction of whole numbers so that equal is equal.
        let worth = |at: usize| {
            let sum: usize = own[at].iter().map(|word| worths[*word]).sum();
            sum * 1000 / (sentences[at].len() + 20)
        };
        next = (0..sentences.len())
            .filter(|at| !kept[*at] && sentences[*at].len() <= left)
            .max_by_key(|at| (worth(*at), std::cmp::Reverse(*at)));
    }
    let mut out = String::new();
    let mut gap = false;
    for (sentence, kept) in sentences.iter().zip(kept) {
        if !kept {
            gap = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if gap { " … " } else { " " });
        }
        out.push_str(clip(sentence, most));
        gap = false;
    }
    if gap {
        out.push_str(" …");
    }
    out
}

/// The beginning of a sentence that is longer than all that is kept.
fn clip(sentence: &str, most: usize) -> &str {
    if sentence.len() <= most {
        return sentence;
    }
    let end = (0..=most).rev().find(|at| sentence.is_char_boundary(*at)).unwrap_or(0);
    let space = sentence[..end].rfind(' ').filter(|at| *at > end / 2);
    &sentence[..space.unwrap_or(end)]
}

/// Cuts after the signs that end a sentence.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let wide = matches!(c, '。' | '！' | '？');
        let spaced =
            matches!(c, '.' | '!' | '?' | ':') && chars.peek().is_some_and(|(_, c)| *c == ' ');
        if wide || spaced {
            out.push(text[start..end].trim());
            start = end;
        }
    }
    out.push(text[start..].trim());
    out.retain(|sentence| !sentence.is_empty());
    out
}
