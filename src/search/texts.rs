//! Records to shards of what a result shows: titles, addresses and the texts for excerpts.

use super::Settings;
use super::encode::number;
use super::excerpts;
use super::postings::Entry;
use super::records::{Record, Records};
use super::shards::Shard;
use crate::site::Set;
use serde_json::{Value, json as value};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// A shard of records ends when it has this many bytes.
const SIZE: usize = 1_600;

/// The sets of readers that records are for, each once.
pub(crate) struct Readers<'a> {
    settings: &'a Settings,
    numbers: BTreeMap<&'a Set, usize>,
    /// What the start file says of each.
    pub(crate) list: Vec<Value>,
}

impl<'a> Readers<'a> {
    pub(crate) fn of(records: &[&'a Record], settings: &'a Settings) -> Self {
        let mut readers = Self { settings, numbers: BTreeMap::new(), list: Vec::new() };
        let sets = records.iter().flat_map(|record| [&record.readers, &record.about]);
        for set in sets.flatten() {
            if !readers.numbers.contains_key(set) {
                readers.list.push(readers.settings.readers(set));
                readers.numbers.insert(set, readers.list.len());
            }
        }
        readers
    }

    /// The number of a set of readers, from 1; 0 for everyone.
    fn number(&self, set: Option<&Set>) -> usize {
        set.and_then(|set| self.numbers.get(set)).copied().unwrap_or(0)
    }

    /// The records that are not for everyone, or not about everyone: how many stand before each since the one before it, and the number of
    /// its readers.
    pub(crate) fn list_of(
        &self,
        records: &[&Record],
        which: impl Fn(&Record) -> Option<&Set>,
    ) -> String {
        let mut out = String::new();
        let mut next = 0;
        for (at, record) in records.iter().enumerate() {
            if let Some(set) = which(record) {
                number(at - next, &mut out);
                number(self.number(Some(set)), &mut out);
                next = at + 1;
            }
        }
        out
    }
}

/// The anchor that most headings have: their letters and digits with `-` between them. Empty where a title has other letters than ASCII's.
pub(crate) fn usual_anchor(title: &str) -> String {
    if !title.is_ascii() {
        return String::new();
    }
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// Cuts the records: `[pages, records]`, a page `[url, title, trail…]`, a record `[page, title, anchor, step, readers, under, text]`. A title
/// that is the page's is left out, and an anchor that follows from the title is 0.
pub(crate) fn shards<R: Borrow<Records>>(
    pages: &[R],
    dictionary: &[Entry],
    readers: &Readers,
    settings: &Settings,
) -> Vec<Shard> {
    let all: Vec<&Record> = pages.iter().flat_map(|page| &page.borrow().records).collect();
    let texts = excerpts::choose(&all, dictionary);
    let mut shards = Vec::new();
    let (mut own_pages, mut own_records, mut size, mut first) = (Vec::new(), Vec::new(), 0, 0);
    let mut at = 0;
    for (page, own) in pages.iter().enumerate() {
        let own = own.borrow();
        let mut opened = false;
        for record in &own.records {
            if size >= SIZE {
                shards.push(Shard { first: first.into(), value: value!([own_pages, own_records]) });
                (own_pages, own_records, size, first) = (Vec::new(), Vec::new(), 0, at);
                opened = false;
            }
            if !opened {
                let mut head = vec![own.url.as_str(), own.title.as_str()];
                head.extend(settings.trails.get(page).into_iter().flatten().map(String::as_str));
                own_pages.push(value!(head));
                opened = true;
            }
            let title = if record.title == own.title { "" } else { &record.title };
            size += texts[at].len() + title.len() + record.anchor.len() + 20;
            own_records.push(value!([
                own_pages.len() - 1,
                title,
                if record.anchor == usual_anchor(title) {
                    value!(0)
                } else {
                    value!(record.anchor)
                },
                record.step.unwrap_or(0),
                readers.number(record.readers.as_ref()),
                record.under,
                texts[at],
            ]));
            at += 1;
        }
    }
    if !own_records.is_empty() {
        shards.push(Shard { first: first.into(), value: value!([own_pages, own_records]) });
    }
    shards
}
