//! The published index and a query to records in order: what the theme's script must come to as well.
//!
//! 1. [`read`] reads the files as their format says.
//! 2. [`expand`] finds the words that are meant, [`lookup`] the shards that they stand in.
//! 3. [`rank`] adds up what they are worth, [`near`] compares the best.
//!
//! Written to be compared, not to be fast, and only for tests. It has the names and the order of steps of `js/search/engine/`.

mod expand;
mod lookup;
mod near;
mod rank;
mod read;

use crate::search::texts::usual_anchor;
use expand::Unit;
use lookup::Expansions;
use read::Start;
use serde_json::Value;
use std::collections::BTreeMap;

/// So many of the best are compared by nearness.
const COMPARED: usize = 10;

/// Who searches.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reader {
    pub(crate) browser: Option<String>,
    pub(crate) os: Option<String>,
}

/// A result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) record: usize,
    pub(crate) score: usize,
    /// The page's address and the anchor.
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) own: bool,
}

/// An index that can be asked.
pub(crate) struct Engine {
    start: Start,
}

impl Engine {
    /// Opens the files `search/*.js` by their names without folder and ending.
    pub(crate) fn open(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { start: Start::read(files) }
    }

    /// The best records for `text`.
    pub(crate) fn query(&self, text: &str, reader: &Reader, limit: usize) -> Vec<Hit> {
        let start = &self.start;
        let units = expand::units(text, start);
        if units.is_empty() {
            return Vec::new();
        }
        let expansions = lookup::look_up(&units, start);
        let found = rank::order(&units, &expansions, start, reader);
        let wanted = found.into_iter().take(limit.max(COMPARED)).enumerate();
        let mut hits: Vec<Hit> = wanted
            .map(|(place, (record, score))| {
                hit(start, &expansions, &units, reader, (place, record, score))
            })
            .collect();
        hits.sort_by(|a, b| b.score.cmp(&a.score).then(a.record.cmp(&b.record)));
        hits.truncate(limit);
        hits
    }
}

fn hit(
    start: &Start,
    expansions: &Expansions,
    units: &[Unit],
    reader: &Reader,
    (place, record, score): (usize, usize, usize),
) -> Hit {
    let (first, value) = start.texts(record);
    let own = &value[1][record - first];
    let page = &value[0][read::number(&own[0])];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let title = match own[1].as_str() {
        Some("") => text(&page[1]),
        _ => text(&own[1]),
    };
    let mut meanings: BTreeMap<&str, u32> = BTreeMap::new();
    let mut plain = 0;
    for (at, (unit, own)) in units.iter().zip(expansions).enumerate() {
        let bit = 1 << at;
        if unit.stop {
            *meanings.entry(&unit.text).or_default() |= bit;
        } else {
            plain |= bit;
        }
        let words = own.words.iter().map(|(entry, _)| entry);
        for entry in words.chain(own.names.iter().flatten().flatten()) {
            *meanings.entry(&entry.word).or_default() |= bit;
        }
    }
    let is_step = read::number(&own[3]) > 0;
    let eighths = if place < COMPARED {
        near::nearness(&title, &text(&own[6]), &meanings, units.len(), plain) + usize::from(is_step)
    } else {
        0
    };
    let readers = read::number(&own[4]);
    let anchor = match &own[2] {
        Value::Number(_) => usual_anchor(own[1].as_str().unwrap()),
        written => text(written),
    };
    Hit {
        record,
        score: score + score * eighths / 8,
        url: if anchor.is_empty() {
            text(&page[0])
        } else {
            format!("{}#{anchor}", text(&page[0]))
        },
        title,
        own: readers == 0 || rank::fits(&start.readers[readers - 1], reader),
    }
}
