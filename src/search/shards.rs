//! Values to scripts: each shard of the index is one, its name holds the hash of its bytes, so a name always means the same bytes.
//!
//! A list of shards says what each begins with and how it is called. Where the shards of a list are small together they stand in the list
//! itself; where there are many of them, the list is cut into shards too.

use super::encode::{json, number};
use crate::id::OutputPath;
use rayon::prelude::*;
use serde_json::{Value, json as value};

/// Shards that together have not more bytes than this stand in their list.
const INLINE: usize = 24_000;
/// A list of more shards than this is cut, into as many lists as each of them then has shards.
const LONG: usize = 200;

/// The length of a shard's name.
pub(crate) const NAME: usize = 8;

/// A shard: what it begins with, a number or a word, and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shard {
    pub(crate) first: Value,
    pub(crate) value: Value,
}

/// The scripts of an index.
#[derive(Debug, Default)]
pub(crate) struct Files(pub(crate) Vec<(OutputPath, Vec<u8>)>);

impl Files {
    /// Publishes a list of shards: `[firsts, shards]`, `[firsts, names]`, or `[firsts, names, 1]` for a list of lists.
    pub(crate) fn list(&mut self, shards: Vec<Shard>) -> Value {
        if are_inline(&shards) {
            let (firsts, values): (Vec<Value>, Vec<Value>) =
                shards.into_iter().map(|shard| (shard.first, shard.value)).unzip();
            return value!([beginnings(&firsts), values]);
        }
        self.named(shards)
    }

    /// As [`list`](Self::list), for shards that few queries need: none of them stands in the list.
    pub(crate) fn named(&mut self, shards: Vec<Shard>) -> Value {
        let texts: Vec<String> = shards.par_iter().map(|shard| json(&shard.value)).collect();
        let firsts: Vec<Value> = shards.into_iter().map(|shard| shard.first).collect();
        let names = self.publish(&texts);
        if names.len() <= LONG {
            return value!([beginnings(&firsts), names.concat()]);
        }
        let long = names.len().isqrt() + 1;
        let lists: Vec<(Value, String)> = firsts
            .chunks(long)
            .zip(names.chunks(long))
            .map(|(firsts, names)| {
                (firsts[0].clone(), json(&value!([beginnings(firsts), names.concat()])))
            })
            .collect();
        let (firsts, texts): (Vec<Value>, Vec<String>) = lists.into_iter().unzip();
        value!([beginnings(&firsts), self.publish(&texts).concat(), 1])
    }

    /// Publishes values as scripts, and says their names.
    pub(crate) fn publish(&mut self, texts: &[String]) -> Vec<String> {
        let scripts: Vec<(String, Vec<u8>)> = texts
            .par_iter()
            .map(|text| {
                let hash = blake3::hash(text.as_bytes()).to_hex();
                let name = hash[..NAME].to_owned();
                let bytes = script(&name, text);
                (name, bytes)
            })
            .collect();
        let mut names = Vec::with_capacity(scripts.len());
        for (name, bytes) in scripts {
            self.add(&name, bytes);
            names.push(name);
        }
        names
    }

    /// Adds the start file, which has no hash in its name, so that pages need not know of the index's changes.
    pub(crate) fn start(&mut self, value: &Value) {
        self.add("start", script("start", &json(value)));
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Some(path) = OutputPath::parse(&format!("search/{name}.js")) {
            self.0.push((path, bytes));
        }
    }
}

/// What shards begin with: words as they are; numbers as what each is more than the one before, one after another in a text.
fn beginnings(firsts: &[Value]) -> Value {
    let Some(numbers) = firsts.iter().map(Value::as_u64).collect::<Option<Vec<u64>>>() else {
        return value!(firsts);
    };
    let (mut out, mut before) = (String::new(), 0);
    for first in numbers {
        number(usize::try_from(first - before).unwrap_or(0), &mut out);
        before = first;
    }
    value!(out)
}

/// Whether shards are so small together that they stand in their list.
pub(crate) fn are_inline(shards: &[Shard]) -> bool {
    shards.iter().map(|shard| json(&shard.value).len()).sum::<usize>() <= INLINE
}

/// A script that hands a value over.
fn script(name: &str, value: &str) -> Vec<u8> {
    format!("guidepostShard({name:?},{value})\n").into_bytes()
}
