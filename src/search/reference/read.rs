//! The files of the index to what is asked of them.

use crate::search::postings::compare;
use crate::search::shards::NAME;
use crate::search::words::{For, folded, words};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A word of the dictionary.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) word: String,
    pub(super) bare: String,
    pub(super) stem: String,
    /// In how many records it stands.
    pub(super) count: usize,
    /// The record, and the number of the amount there.
    pub(super) postings: Vec<(usize, usize)>,
    pub(super) heavy: bool,
}

/// What the start file says, and the shards.
pub(super) struct Start {
    files: BTreeMap<String, Value>,
    value: Value,
    pub(super) records: usize,
    /// What each amount is worth at each length.
    pub(super) worths: Vec<Vec<usize>>,
    amounts: Vec<usize>,
    pub(super) endings: Vec<(String, String)>,
    pub(super) synonyms: Vec<Vec<String>>,
    pub(super) stops: BTreeSet<String>,
    pub(super) readers: Vec<Value>,
    /// The section and the readers of each record that is not for everyone.
    pub(super) variants: BTreeMap<usize, (usize, usize)>,
    /// The readers whom other records are about.
    pub(super) about: BTreeMap<usize, usize>,
    /// `browser` or `os`, its id, and the words of its name.
    pub(super) names: Vec<(String, String, Vec<String>)>,
}

/// What a shard of a list begins with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    Number(usize),
    Word(String),
}

impl Key {
    /// What the shards of a list begin with.
    fn list(firsts: &Value) -> Vec<Self> {
        if let Some(words) = firsts.as_array() {
            return words.iter().map(|word| Key::Word(word.as_str().unwrap().to_owned())).collect();
        }
        let mut gaps = Digits::new(firsts.as_str().unwrap());
        let mut sum = 0;
        let next = || {
            sum += gaps.number()?;
            Some(Key::Number(sum))
        };
        std::iter::from_fn(next).collect()
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Key::Number(a), Key::Number(b)) => a.cmp(b),
            (Key::Word(a), Key::Word(b)) => compare(a, b),
            _ => panic!("a list begins its shards in two ways"),
        }
    }
}

pub(super) fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

impl Start {
    pub(super) fn read(files: BTreeMap<String, Vec<u8>>) -> Self {
        let files: BTreeMap<String, Value> =
            files.into_iter().map(|(name, bytes)| (name.clone(), script(&name, &bytes))).collect();
        let value = files["start"].clone();
        assert_eq!(value["version"], 2);
        let rules = value["rules"].as_str().unwrap().split(' ');
        let pair = |rule: &str| {
            let (ending, instead) = rule.split_once('>').unwrap();
            (ending.to_owned(), instead.to_owned())
        };
        let synonyms = serde_json::from_value(value["synonyms"].clone()).unwrap();
        let mut variants = BTreeMap::new();
        let mut numbers = Digits::new(value["variants"].as_str().unwrap());
        let mut next = 0;
        while let Some(gap) = numbers.number() {
            let record = next + gap;
            let before: Option<&(usize, usize)> =
                record.checked_sub(1).and_then(|before| variants.get(&before));
            let section = match before {
                Some((section, _)) => *section,
                None => record - 1,
            };
            variants.insert(record, (section, numbers.number().unwrap()));
            next = record + 1;
        }
        let mut about = BTreeMap::new();
        let mut numbers = Digits::new(value["about"].as_str().unwrap());
        let mut at = 0;
        while let Some(gap) = numbers.number() {
            at += gap;
            about.insert(at, numbers.number().unwrap());
            at += 1;
        }
        let names: Vec<(String, String, String)> =
            serde_json::from_value(value["names"].clone()).unwrap();
        let plain = |name: &str| {
            words(name, For::Query)
                .into_iter()
                .filter(|w| !w.whole)
                .map(|w| w.text.into_owned())
                .collect()
        };
        let names = names.into_iter().map(|(what, id, name)| (what, id, plain(&name))).collect();
        Self {
            about,
            names,
            records: number(&value["records"]),
            worths: serde_json::from_value(value["worths"].clone()).unwrap(),
            amounts: serde_json::from_value(value["amounts"].clone()).unwrap(),
            endings: rules.map(pair).collect(),
            synonyms,
            stops: value["stops"].as_str().unwrap().split(' ').map(str::to_owned).collect(),
            readers: value["readers"].as_array().unwrap().clone(),
            variants,
            files,
            value,
        }
    }

    /// Whether the words stand in the start file itself.
    pub(super) fn is_whole(&self) -> bool {
        self.value["words"][1].is_array()
    }

    /// The shards of a list that hold what lies between two keys: what each begins with, and its value.
    pub(super) fn span(&self, list: &str, from: &Key, to: &Key) -> Vec<(Key, Value)> {
        self.span_of(&self.value[list], from, to)
    }

    fn span_of(&self, list: &Value, from: &Key, to: &Key) -> Vec<(Key, Value)> {
        let firsts = Key::list(&list[0]);
        let start = firsts.iter().filter(|key| key.compare(from).is_le()).count().saturating_sub(1);
        let mut found = Vec::new();
        for (at, first) in firsts.iter().enumerate().skip(start) {
            if at > start && first.compare(to).is_gt() {
                break;
            }
            let value = match list[1].as_str() {
                Some(names) => self.files[&names[NAME * at..NAME * (at + 1)]].clone(),
                None => list[1][at].clone(),
            };
            if list[2].is_null() {
                found.push((first.clone(), value));
            } else {
                found.extend(self.span_of(&value, from, to));
            }
        }
        found
    }

    /// How many shards a list has; many if it is a list of lists.
    pub(super) fn size(&self, list: &str) -> usize {
        let list = &self.value[list];
        if list[2].is_null() { Key::list(&list[0]).len() } else { usize::MAX }
    }

    /// The number of a record's length.
    pub(super) fn length(&self, record: usize) -> usize {
        let lengths = self.value["lengths"].as_str().unwrap().as_bytes();
        lengths.get(record).map_or_else(|| number(&self.value["usual"]), |n| usize::from(n - b'0'))
    }

    /// The words of a shard.
    pub(super) fn words(&self, shard: &Value) -> Vec<Entry> {
        let mut rules = Digits::new(shard[1].as_str().unwrap());
        let mut bits = Bits::new(shard[2].as_str().unwrap());
        let entry = |word: String| {
            let (ending, instead) = &self.endings[rules.number().unwrap()];
            let stem = format!("{}{instead}", word.strip_suffix(ending.as_str()).unwrap());
            let count = bits.gamma();
            let heavy = count >= 1_500;
            let postings = if heavy {
                let shard = bits.gamma() - 1;
                let names = self.value["heavy"].as_str().unwrap();
                let text = &self.files[&names[NAME * shard..NAME * (shard + 1)]];
                Bits::new(text.as_str().unwrap()).postings(count.min(3_000), self)
            } else {
                bits.postings(count, self)
            };
            Entry { bare: folded(&word), word, stem, count, postings, heavy }
        };
        front(shard[0].as_str().unwrap()).into_iter().map(entry).collect()
    }

    /// The spellings of a shard: words, and the logarithms of their counts.
    pub(super) fn spellings(shard: &Value, reversed: bool) -> Vec<(String, usize)> {
        let mut counts = Digits::new(shard[1].as_str().unwrap());
        let words = front(shard[0].as_str().unwrap()).into_iter();
        words
            .map(|word| {
                let word = if reversed { word.chars().rev().collect() } else { word };
                (word, counts.number().unwrap())
            })
            .collect()
    }

    /// The shard that a record stands in: its first record, and its value.
    pub(super) fn texts(&self, record: usize) -> (usize, Value) {
        let key = Key::Number(record);
        match self.span("texts", &key, &key).remove(0) {
            (Key::Number(first), value) => (first, value),
            (Key::Word(_), _) => panic!("records have numbers"),
        }
    }
}

/// The value that a script hands over.
fn script(name: &str, bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).unwrap();
    let value = text.strip_prefix(&format!("guidepostShard(\"{name}\",")).unwrap();
    serde_json::from_str(value.strip_suffix(")\n").unwrap()).unwrap()
}

/// A list of words, each written as what differs from the one before.
fn front(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for c in text.chars() {
        if c.is_ascii_uppercase() {
            let shared = usize::from(u8::try_from(c).unwrap() - b'A');
            let before = words.last().map_or("", String::as_str);
            words.push(before.chars().take(shared).collect());
        } else {
            words.last_mut().unwrap().push(c);
        }
    }
    words
}

/// What a character stands for: 0 to 63.
fn digit(c: u8) -> usize {
    let digits = b"abcdefghijklmnopqrstuvwxyz012345ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_";
    digits.iter().position(|own| *own == c).unwrap()
}

/// Numbers to the base of 32.
struct Digits<'a>(std::slice::Iter<'a, u8>);

impl<'a> Digits<'a> {
    fn new(text: &'a str) -> Self {
        Self(text.as_bytes().iter())
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        loop {
            let digit = digit(*self.0.next()?);
            number = number * 32 + digit % 32;
            if digit < 32 {
                return Some(number);
            }
        }
    }
}

/// Bits, six to a character.
struct Bits<'a> {
    text: std::slice::Iter<'a, u8>,
    left: usize,
    count: usize,
}

impl<'a> Bits<'a> {
    fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes().iter(), left: 0, count: 0 }
    }

    fn bits(&mut self, count: usize) -> usize {
        let mut number = 0;
        for _ in 0..count {
            if self.count == 0 {
                (self.left, self.count) = (digit(*self.text.next().unwrap()), 6);
            }
            self.count -= 1;
            number = number * 2 + (self.left >> self.count & 1);
        }
        number
    }

    fn unary(&mut self) -> usize {
        let mut number = 0;
        while self.bits(1) == 1 {
            number += 1;
        }
        number
    }

    fn gamma(&mut self) -> usize {
        let count = self.unary();
        (1 << count) + self.bits(count)
    }

    fn postings(&mut self, count: usize, start: &Start) -> Vec<(usize, usize)> {
        let low = (69 * start.records / (100 * count)).checked_ilog2().unwrap_or(0) as usize;
        let mut next = 0;
        let one = |_| {
            let record = next + (self.unary() << low) + self.bits(low);
            next = record + 1;
            (record, start.amounts[self.unary()])
        };
        (0..count).map(one).collect()
    }
}
