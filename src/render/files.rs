//! Files by path, in short runs that several versions share.
//!
//! An edit changes a few files of thousands. A version with these in it shares all other runs with the one before, so that making it,
//! comparing the two and dropping the old one take as long as what has changed is large.

use super::content::Content;
use crate::id::OutputPath;
use std::sync::Arc;

/// How many files a run has when it is new; one that grows to twice as many is cut.
const RUN: usize = 128;

/// A file and its path.
type Entry = (OutputPath, Content);

/// Files in order of path, one of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    /// Each in order, none of them empty.
    runs: Vec<Arc<Vec<Entry>>>,
}

impl Files {
    /// The content of a file.
    pub(super) fn get(&self, path: &str) -> Option<&Content> {
        let run = &self.runs[self.run_of(path)?];
        let at = run.binary_search_by(|(own, _)| own.as_str().cmp(path)).ok()?;
        Some(&run[at].1)
    }

    /// Adds a file, in place of the one of its path.
    pub(super) fn insert(&mut self, path: OutputPath, content: Content) {
        let Some(number) = self.run_of(path.as_str()) else {
            self.runs.insert(0, Arc::new(vec![(path, content)]));
            return;
        };
        let run = Arc::make_mut(&mut self.runs[number]);
        match run.binary_search_by(|(own, _)| own.cmp(&path)) {
            Ok(at) => run[at].1 = content,
            Err(at) => run.insert(at, (path, content)),
        }
        if run.len() >= 2 * RUN {
            let rest = run.split_off(RUN);
            self.runs.insert(number + 1, Arc::new(rest));
        }
    }

    /// Adds many files; of one path the last stands.
    pub(super) fn extend(&mut self, files: impl IntoIterator<Item = Entry>) {
        let files: Vec<Entry> = files.into_iter().collect();
        if files.len() < self.runs.len() {
            for (path, content) in files {
                self.insert(path, content);
            }
            return;
        }
        let mut all: Vec<Entry> = std::mem::take(self).into_entries().collect();
        all.extend(files);
        // Stable, so the last of one path comes last.
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        let mut all = all.into_iter().peekable();
        while all.peek().is_some() {
            self.runs.push(Arc::new(all.by_ref().take(RUN).collect()));
        }
    }

    /// Every file in order of path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&OutputPath, &Content)> {
        self.runs.iter().flat_map(|run| run.iter().map(|(path, content)| (path, content)))
    }

    /// Every file in order of path.
    pub(super) fn into_entries(self) -> impl Iterator<Item = Entry> {
        self.runs.into_iter().flat_map(Arc::unwrap_or_clone)
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.runs.iter().map(|run| run.len()).sum()
    }

    /// The paths of files that are only in one of the two or not the `same` in both, in order.
    pub(super) fn differences(
        &self,
        old: &Self,
        same: impl Fn(&Content, &Content) -> bool,
    ) -> Vec<OutputPath> {
        let mut found = Vec::new();
        let (mut old, mut new) = (Place::new(&old.runs), Place::new(&self.runs));
        loop {
            while old.begins_with(&new) {
                old.skip_run();
                new.skip_run();
            }
            let order = match (old.entry(), new.entry()) {
                (Some((old, _)), Some((new, _))) => old.cmp(new),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => return found,
            };
            let before = if order.is_le() { old.next() } else { None };
            let now = if order.is_ge() { new.next() } else { None };
            match (before, now) {
                (Some((_, before)), Some((_, now))) if same(before, now) => {}
                (Some((path, _)), _) | (None, Some((path, _))) => found.push(path.clone()),
                (None, None) => {}
            }
        }
    }

    /// The run that a path belongs to; none if there are no files before it.
    fn run_of(&self, path: &str) -> Option<usize> {
        let first =
            |run: &Arc<Vec<Entry>>| run.first().is_some_and(|(own, _)| own.as_str() <= path);
        self.runs.partition_point(first).checked_sub(1)
    }
}

/// A place between two files.
struct Place<'a> {
    runs: &'a [Arc<Vec<Entry>>],
    at: usize,
}

impl<'a> Place<'a> {
    fn new(runs: &'a [Arc<Vec<Entry>>]) -> Self {
        Self { runs, at: 0 }
    }

    /// Whether both stand at the beginning of the very same run.
    fn begins_with(&self, other: &Self) -> bool {
        let runs = self.runs.first().zip(other.runs.first());
        self.at == 0 && other.at == 0 && runs.is_some_and(|(one, two)| Arc::ptr_eq(one, two))
    }

    fn skip_run(&mut self) {
        self.runs = self.runs.get(1..).unwrap_or_default();
        self.at = 0;
    }

    fn entry(&self) -> Option<&'a Entry> {
        self.runs.first()?.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Entry> {
        let entry = self.entry()?;
        self.at += 1;
        if self.runs.first().is_some_and(|run| self.at == run.len()) {
            self.skip_run();
        }
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn path(number: usize) -> OutputPath {
        OutputPath::parse(&format!("{number:05}.html")).unwrap()
    }

    fn content(text: &str) -> Content {
        Content::from(text.as_bytes())
    }

    fn texts(files: &Files) -> Vec<(String, String)> {
        let text = |own: &Content| String::from_utf8(own.bytes().to_vec()).unwrap();
        files.iter().map(|(path, own)| (path.to_string(), text(own))).collect()
    }

    #[test]
    fn of_one_path_the_last_stands() {
        let mut files = Files::default();
        files.extend([(path(2), content("a")), (path(1), content("b")), (path(2), content("c"))]);
        files.extend([(path(1), content("d")), (path(0), content("e"))]);
        files.insert(path(0), content("f"));
        let own = |number, text: &str| (path(number).to_string(), text.to_owned());
        assert_eq!(texts(&files), [own(0, "f"), own(1, "d"), own(2, "c")]);
        assert_eq!(files.len(), 3);
    }

    /// Numbers from a plain generator decide what is put in, with a map to compare.
    #[test]
    fn files_are_those_of_a_map_and_differences_those_of_two() {
        let mut random = 7_usize;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_041);
            (random >> 33) % below
        };
        for most in [1, 300, 2000] {
            let mut files = Files::default();
            files.extend((0..most / 2).map(|_| (path(next(most)), content("first"))));
            let mut map: BTreeMap<String, String> = texts(&files).into_iter().collect();
            for round in 0..400 {
                let (old, old_map) = (files.clone(), map.clone());
                for _ in 0..next(4) {
                    let (path, text) = (path(next(most)), next(3).to_string());
                    files.insert(path.clone(), content(&text));
                    map.insert(path.to_string(), text);
                }
                assert_eq!(texts(&files), map.clone().into_iter().collect::<Vec<_>>());
                let changed: Vec<&String> = map
                    .iter()
                    .filter(|(p, t)| old_map.get(*p) != Some(*t))
                    .map(|(p, _)| p)
                    .collect();
                let found = files.differences(&old, PartialEq::eq);
                assert_eq!(
                    found.iter().map(OutputPath::as_str).collect::<Vec<_>>(),
                    changed,
                    "{round}"
                );
                assert_eq!(old.differences(&files, PartialEq::eq), found);
                let some = path(next(most));
                assert_eq!(files.get(some.as_str()).is_some(), map.contains_key(some.as_str()));
            }
        }
    }

    #[test]
    fn runs_that_are_shared_are_not_looked_into() {
        let mut old = Files::default();
        old.extend((0..10_000).map(|number| (path(number), content("a"))));
        let mut new = old.clone();
        new.insert(path(5000), content("b"));
        let looked = std::cell::Cell::new(0);
        let same = |a: &Content, b: &Content| {
            looked.set(looked.get() + 1);
            a == b
        };
        assert_eq!(new.differences(&old, same), [path(5000)]);
        assert!(looked.get() <= RUN, "{}", looked.get());
    }
}
