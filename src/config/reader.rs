//! A tree of YAML to typed settings: what every reader of a file shares.
//!
//! 1. [`Report`] collects what is wrong with one file.
//! 2. [`Table`] is a map whose keys are taken one by one, each with a function of [`value`](super::value) that reads its
//!    type. Asking for a key makes it known.
//! 3. [`Table::finish`] reports the keys that nobody asked for; the known ones are what it suggests from.
//!
//! A key without a value (`title:`) counts as not set. Knows no file in particular.

use super::yaml::{self, Content, Entry, Node};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What is wrong with one file.
pub(crate) struct Report<'a> {
    /// The file.
    pub(crate) file: &'a SourcePath,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Report<'a> {
    /// Reads the YAML at `span` of `text`, which is the whole file.
    pub(crate) fn open(file: &'a SourcePath, text: &str, span: Span) -> (Self, Option<Node>) {
        let (root, found) = yaml::parse(file, text, span);
        (Self { file, found: RefCell::new(found) }, root)
    }

    /// Adds a mistake.
    pub(crate) fn add(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// A mistake in this file, still to be added.
    pub(crate) fn error(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, message).at(self.file, span)
    }

    /// A value that is not what it should be, still to be added; `expected` has its article: "a text".
    pub(crate) fn wrong(&self, node: &Node, expected: &str) -> Diagnostic {
        let what = match &node.content {
            Content::Null => "nothing".to_owned(),
            Content::Scalar { text, .. } if text.len() <= 60 && !text.contains('\n') => {
                format!("`{text}`")
            }
            Content::Scalar { .. } => "this text".to_owned(),
            Content::Sequence(_) => "a list".to_owned(),
            Content::Mapping(_) => "a map".to_owned(),
        };
        self.error(Code::WrongValue, node.span, format!("{what} stands where {expected} belongs"))
            .label(format!("expected {expected}"))
    }

    /// Everything that was found, in the order of the file.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|place| place.span));
        found
    }
}

/// A map whose keys are taken one by one.
pub(crate) struct Table<'a> {
    report: &'a Report<'a>,
    /// What it is, in an author's words: "`site.yaml`", "a field".
    what: &'static str,
    /// Where a missing key is reported.
    place: Span,
    entries: &'a [Entry],
    index: BTreeMap<&'a str, usize>,
    taken: Vec<bool>,
    known: Vec<&'a str>,
}

impl<'a> Table<'a> {
    /// The map at `node`; empty if there is none. Anything but a map is reported and counts as empty.
    pub(crate) fn new(
        report: &'a Report<'a>,
        node: Option<&'a Node>,
        what: &'static str,
        place: Span,
    ) -> Self {
        let entries = node.map_or(&[][..], |node| entries(report, node));
        let index = entries.iter().enumerate().map(|(at, e)| (e.key.as_str(), at)).collect();
        let taken = vec![false; entries.len()];
        Self { report, what, place, entries, index, taken, known: Vec::new() }
    }

    /// The value of `key` as `read` understands it; `None` if it is not set, or wrong, which `read` reports.
    pub(crate) fn get<T>(
        &mut self,
        key: &'a str,
        read: impl FnOnce(&Report<'_>, &'a Node) -> Option<T>,
    ) -> Option<T> {
        self.entry(key).and_then(|entry| read(self.report, &entry.value))
    }

    /// As [`get`](Self::get), and reports a key that is not set.
    pub(crate) fn require<T>(
        &mut self,
        key: &'a str,
        read: impl FnOnce(&Report<'_>, &'a Node) -> Option<T>,
    ) -> Option<T> {
        let Some(entry) = self.entry(key) else {
            let message = format!("{} needs the key `{key}`", self.what);
            let error = self.report.error(Code::MissingKey, self.place, message);
            self.report.add(error.label("not here").help(format!("add `{key}: …`")));
            return None;
        };
        read(self.report, &entry.value)
    }

    /// The key and value of `key`, if it has a value.
    pub(crate) fn entry(&mut self, key: &'a str) -> Option<&'a Entry> {
        self.entry_or_null(key).filter(|entry| !entry.value.is_null())
    }

    /// The key and value of `key`, also if it has no value.
    pub(crate) fn entry_or_null(&mut self, key: &'a str) -> Option<&'a Entry> {
        // A key may be asked for twice: for its value, and for its place.
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let at = *self.index.get(key)?;
        self.taken[at] = true;
        Some(&self.entries[at])
    }

    /// Accepts these keys without a look at their values and without suggesting them.
    pub(crate) fn ignore(&mut self, keys: &[&str]) {
        for at in keys.iter().filter_map(|key| self.index.get(key)) {
            self.taken[*at] = true;
        }
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(self) {
        for (entry, _) in self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken) {
            let message = format!("{} has no key `{}`", self.what, entry.key);
            let error = self.report.error(Code::UnknownKey, entry.key_span, message);
            self.report.add(
                error.label("unknown key").did_you_mean(&entry.key, self.known.iter().copied()),
            );
        }
    }
}

/// The entries of a map with free keys. Anything but a map is reported and counts as empty.
pub(crate) fn entries<'a>(report: &Report<'_>, node: &'a Node) -> &'a [Entry] {
    match &node.content {
        Content::Mapping(entries) => entries,
        Content::Null => &[],
        _ => {
            report.add(report.wrong(node, "a map").help("write one `key: value` a line"));
            &[]
        }
    }
}
