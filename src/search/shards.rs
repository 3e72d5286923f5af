//! The dictionary and the records to the files of the index.
//!
//! 1. The dictionary is cut into shards of neighbouring words, records into shards of neighbouring pages.
//! 2. Each shard is a script that hands its value over; its name holds the hash of its bytes, so a name always means the same bytes.
//! 3. The start file says what each shard begins with and how it is called. On a small site the shards stand in it.
//!
//! `docs/content/pages/search-index.md` describes the format.

use super::Settings;
use super::encode::{json, number};
use super::excerpts;
use super::postings::{Entry, dictionary};
use super::records::{Record, Records};
use super::stems;
use crate::id::OutputPath;
use rayon::prelude::*;
use serde_json::{Value, json as value};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// The version of the format. A start file of another version is not read.
const VERSION: u32 = 1;
/// A shard of words ends when it has this many bytes.
const WORDS_SIZE: usize = 9_000;
/// A shard of records ends when its texts have this many bytes.
const RECORDS_SIZE: usize = 3_000;
/// Shards of words and of records that together are not larger than this stand in the start file.
const INLINE: usize = 20_000;

/// A shard: its value, and what the start file says of it.
struct Shard {
    first: Value,
    value: Value,
}

/// The index files of a site, from the records of its pages in their order.
pub(crate) fn index<R: Borrow<Records> + Sync>(
    pages: &[R],
    settings: &Settings,
) -> Vec<(OutputPath, Vec<u8>)> {
    let all: Vec<(usize, &Record)> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, own)| own.borrow().records.iter().map(move |record| (page, record)))
        .collect();
    let records: Vec<&Record> = all.iter().map(|(_, record)| *record).collect();
    let dictionary = dictionary(&records);
    let names: Vec<&str> = dictionary.iter().map(|entry| entry.word).collect();
    let (rules, of_words) = stems::rules(&settings.lang, &names);

    let mut readers = Readers { settings, known: BTreeMap::new(), list: Vec::new() };
    let words = word_shards(&dictionary, &of_words);
    let texts = record_shards(pages, &dictionary, &mut readers, settings);

    let mut files = Vec::new();
    let (word_firsts, word_names) = publish(words, &mut files);
    let (text_firsts, text_names) = publish(texts, &mut files);
    let rules: Vec<String> = rules.iter().map(|(from, to)| format!("{from}>{to}")).collect();
    let variants = variants(&records, &mut readers);
    let start = value!({
        "version": VERSION,
        "records": all.len(),
        "rules": rules.join(" "),
        "synonyms": settings.synonyms,
        "readers": readers.list,
        "variants": variants,
        "words": [word_firsts, word_names],
        "texts": [text_firsts, text_names],
    });
    if let Some(path) = OutputPath::parse("search/start.js") {
        files.push((path, script("start", &start)));
    }
    files
}

/// A script that hands a shard over.
fn script(name: &str, value: &Value) -> Vec<u8> {
    format!("guidepostShard({:?},{})\n", name, json(value)).into_bytes()
}

/// Publishes shards, or puts them into the start file: the firsts, and the names or the shards themselves.
fn publish(shards: Vec<Shard>, files: &mut Vec<(OutputPath, Vec<u8>)>) -> (Value, Value) {
    let texts: Vec<String> = shards.par_iter().map(|shard| json(&shard.value)).collect();
    let size: usize = texts.iter().map(String::len).sum();
    let firsts = shards.iter().map(|shard| shard.first.clone()).collect();
    if size <= INLINE {
        return (firsts, shards.into_iter().map(|shard| shard.value).collect());
    }
    let named: Vec<(String, Vec<u8>)> = texts
        .par_iter()
        .map(|text| {
            let hash = blake3::hash(text.as_bytes()).to_hex();
            let name = hash[..8].to_owned();
            let bytes = format!("guidepostShard({name:?},{text})\n").into_bytes();
            (name, bytes)
        })
        .collect();
    let mut names = String::new();
    for (name, bytes) in named {
        names.push_str(&name);
        if let Some(path) = OutputPath::parse(&format!("search/{name}.js")) {
            files.push((path, bytes));
        }
    }
    (firsts, names.into())
}

/// Cuts the dictionary: `[words, rules, postings]`.
fn word_shards(dictionary: &[Entry], rules: &[usize]) -> Vec<Shard> {
    let mut shards = Vec::new();
    let mut at = 0;
    while at < dictionary.len() {
        let first = dictionary[at].word;
        let (mut words, mut stems, mut postings) = (String::new(), String::new(), String::new());
        let mut before = "";
        while let Some(entry) = dictionary.get(at)
            && words.len() + stems.len() + postings.len() < WORDS_SIZE
        {
            let shared =
                entry.word.chars().zip(before.chars()).take(25).take_while(|(a, b)| a == b);
            let (count, bytes) =
                shared.fold((0u8, 0), |(n, bytes), (c, _)| (n + 1, bytes + c.len_utf8()));
            words.push(char::from(b'A' + count));
            words.push_str(&entry.word[bytes..]);
            before = entry.word;
            number(rules[at], &mut stems);
            number(entry.postings.len(), &mut postings);
            let mut next = 0;
            for (record, level) in &entry.postings {
                number(record - next, &mut postings);
                postings.push(char::from(b'a' + level - 1));
                next = record + 1;
            }
            at += 1;
        }
        shards.push(Shard { first: first.into(), value: value!([words, stems, postings]) });
    }
    shards
}

/// The records that are not for everyone: how many stand before each since the one before it, and the number of its readers.
fn variants(records: &[&Record], readers: &mut Readers) -> String {
    let mut out = String::new();
    let mut next = 0;
    for (at, record) in records.iter().enumerate() {
        if record.readers.is_some() {
            number(at - next, &mut out);
            number(readers.number(record.readers.as_ref()), &mut out);
            next = at + 1;
        }
    }
    out
}

/// The sets of readers that records are for, each once.
struct Readers<'a> {
    settings: &'a Settings,
    known: BTreeMap<crate::site::Set, usize>,
    list: Vec<Value>,
}

impl Readers<'_> {
    /// The number of a set, from 1; 0 for everyone.
    fn number(&mut self, set: Option<&crate::site::Set>) -> usize {
        let Some(set) = set else { return 0 };
        if let Some(number) = self.known.get(set) {
            return *number;
        }
        self.list.push(self.settings.readers(set));
        self.known.insert(set.clone(), self.list.len());
        self.list.len()
    }
}

/// Cuts the records: `[pages, records]`, a page `[url, title, trail…]`, a record `[page, title, anchor, step, readers, under, text]`.
fn record_shards<R: Borrow<Records> + Sync>(
    pages: &[R],
    dictionary: &[Entry],
    readers: &mut Readers,
    settings: &Settings,
) -> Vec<Shard> {
    let all: Vec<&Record> = pages.iter().flat_map(|page| &page.borrow().records).collect();
    let texts = excerpts::choose(&all, dictionary);
    let mut shards = Vec::new();
    let (mut own_pages, mut own_records, mut size, mut first) = (Vec::new(), Vec::new(), 0, 0);
    let mut number = 0;
    for (page, own) in pages.iter().enumerate() {
        let own = own.borrow();
        let mut opened = false;
        for record in &own.records {
            if size >= RECORDS_SIZE {
                let value = value!([own_pages, own_records]);
                shards.push(Shard { first: first.into(), value });
                (own_pages, own_records, size, first) = (Vec::new(), Vec::new(), 0, number);
                opened = false;
            }
            if !opened {
                let mut head = vec![own.url.as_str(), own.title.as_str()];
                head.extend(settings.trails.get(page).into_iter().flatten().map(String::as_str));
                own_pages.push(value!(head));
                opened = true;
            }
            let title = if record.title == own.title { "" } else { &record.title };
            let text = &texts[number];
            size += text.len() + title.len() + 20;
            own_records.push(value!([
                own_pages.len() - 1,
                title,
                record.anchor,
                record.step.unwrap_or(0),
                readers.number(record.readers.as_ref()),
                record.under,
                text,
            ]));
            number += 1;
        }
    }
    if !own_records.is_empty() {
        shards.push(Shard { first: first.into(), value: value!([own_pages, own_records]) });
    }
    shards
}
