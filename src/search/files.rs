//! The records of all pages to the files of the index.
//!
//! `docs/content/pages/search-index.md` describes the format; a change that an older query side would misread has a new [`VERSION`].

use super::Settings;
use super::lexicon;
use super::postings::{USUAL, dictionary, lengths, worths};
use super::records::{Record, Records};
use super::shards::Files;
use super::texts::{self, Readers};
use super::{stems, stops};
use crate::id::OutputPath;
use serde_json::json;
use std::borrow::Borrow;

/// The version of the format. A start file of another version is not read.
const VERSION: u32 = 2;
/// With more records, the start file would be too large with the length of each.
const MEASURED: usize = 5_000;

/// The index files of a site, from the records of its pages in their order.
pub(crate) fn index<R: Borrow<Records>>(
    pages: &[R],
    settings: &Settings,
) -> Vec<(OutputPath, Vec<u8>)> {
    let records: Vec<&Record> = pages.iter().flat_map(|page| &page.borrow().records).collect();
    let dictionary = dictionary(&records);
    let words: Vec<&str> = dictionary.iter().map(|entry| entry.word).collect();
    let (rules, of_words) = stems::rules(&settings.lang, &words);
    let readers = Readers::of(&records, settings);

    let mut files = Files::default();
    let lists = lexicon::publish(&dictionary, &of_words, records.len(), &mut files);
    let texts = files.list(texts::shards(pages, &dictionary, &readers, settings));
    let rules: Vec<String> = rules.iter().map(|(from, to)| format!("{from}>{to}")).collect();
    files.start(&json!({
        "version": VERSION,
        "records": records.len(),
        "lengths": if records.len() > MEASURED { String::new() } else { digits(&lengths(&records)) },
        "usual": USUAL,
        "worths": worths(),
        "amounts": lists.amounts,
        "rules": rules.join(" "),
        "stops": stops::of(&settings.lang, &words).join(" "),
        "synonyms": settings.synonyms,
        "readers": readers.list,
        "variants": readers.list_of(&records, |record| record.readers.as_ref()),
        "about": readers.list_of(&records, |record| record.about.as_ref()),
        "names": settings.names,
        "words": lists.words,
        "heavy": lists.heavy,
        "beginnings": lists.beginnings,
        "ends": lists.ends,
        "texts": texts,
    }));
    files.0
}

fn digits(numbers: &[u8]) -> String {
    numbers.iter().map(|number| char::from(b'0' + number)).collect()
}
