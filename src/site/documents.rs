//! Every Markdown file of a site, read once and shared by all editions, and the snippets.
//!
//! What a page takes from them it takes through a [`Reading`], which notes what that was. So a page that has read nothing of what a
//! change touched need not be made again. What a file *says* and where its nodes *stand* are noted apart: a blank line above a
//! paragraph changes places alone, and those are read only for diagnostics.

use crate::diagnostic::{Diagnostic, Span};
use crate::id::SourcePath;
use crate::markup::{self, At, Document, Places};
use crate::memory::differences;
use crate::source::{File, Sources};
use rayon::prelude::*;
use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folder of snippets.
const SNIPPETS: &str = "content/snippets";

/// The documents of a site by path, and its snippets.
#[derive(Default)]
pub(crate) struct Documents {
    files: BTreeMap<SourcePath, Arc<Parsed>>,
    /// Those of them in which something is wrong.
    wrong: BTreeSet<SourcePath>,
    /// `content/snippets/*.html` by name.
    snippets: BTreeMap<String, (SourcePath, File)>,
}

/// A Markdown file as it was read.
struct Parsed {
    file: File,
    document: Arc<Document>,
    places: Places,
    diagnostics: Vec<Diagnostic>,
}

impl Documents {
    /// Reads those `.md` files in `content/` that are new or others than before; says what has changed.
    pub(crate) fn update(&mut self, sources: &Sources) -> Changes {
        let mut changes = Changes::default();
        let now = sources.below("content").filter(|(path, _)| is_markdown(path.as_str()));
        let changed = differences(&self.files, now, |old, new| old.file.hash == new.hash);
        let parse = |(path, old, new): (&SourcePath, Option<&Arc<Parsed>>, Option<&File>)| {
            (path.clone(), new.and_then(|file| parse(path, file, old)))
        };
        let parsed: Vec<_> = changed.into_par_iter().map(parse).collect();
        for (path, new) in parsed {
            let is_there = new.is_some();
            let document = new.as_ref().map(|new| new.document.clone());
            if new.as_ref().is_some_and(|new| !new.diagnostics.is_empty()) {
                self.wrong.insert(path.clone());
            } else {
                self.wrong.remove(&path);
            }
            let old = match new {
                Some(new) => self.files.insert(path.clone(), Arc::new(new)),
                None => self.files.remove(&path),
            };
            changes.names |= is_there != old.is_some();
            match (old, document) {
                (Some(old), Some(new)) if Arc::ptr_eq(&old.document, &new) => {}
                _ => changes.said.push(path.clone()),
            }
            changes.texts.push(path);
        }

        let snippets = sources.below(SNIPPETS).filter_map(|(path, file)| {
            let name = path.below(SNIPPETS)?.strip_suffix(".html")?;
            file.is_text().then(|| (name.to_owned(), (path.clone(), file.clone())))
        });
        let snippets: BTreeMap<String, (SourcePath, File)> = snippets.collect();
        for (name, old, new) in differences(&self.snippets, &snippets, PartialEq::eq) {
            changes.snippet_names |= old.is_none() || new.is_none();
            changes.snippets.push(name.clone());
        }
        self.snippets = snippets;
        changes
    }

    /// The document of that path.
    pub(crate) fn get(&self, path: &SourcePath) -> Option<&Document> {
        self.files.get(path).map(|parsed| &*parsed.document)
    }

    /// The files in which something is wrong, and what is wrong in each by itself.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = (&SourcePath, &[Diagnostic])> {
        let own = |path| Some((path, self.files.get(path)?.diagnostics.as_slice()));
        self.wrong.iter().filter_map(own)
    }
}

fn parse(path: &SourcePath, file: &File, old: Option<&Arc<Parsed>>) -> Option<Parsed> {
    let (document, places, diagnostics) = markup::parse(path, file.text()?);
    // The same document is the same pointer.
    let document = match old.filter(|old| *old.document == document) {
        Some(old) => old.document.clone(),
        None => Arc::new(document),
    };
    Some(Parsed { file: file.clone(), document, places, diagnostics })
}

/// What differs between the documents of two compiles, in order.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Files that say something else, are new or gone.
    said: Vec<SourcePath>,
    /// Files of other bytes.
    texts: Vec<SourcePath>,
    snippets: Vec<String>,
    /// Whether the names of the files are others.
    names: bool,
    snippet_names: bool,
}

/// What has been read of the documents.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    said: Vec<SourcePath>,
    texts: Vec<SourcePath>,
    snippets: Vec<String>,
    names: bool,
    snippet_names: bool,
}

impl Reads {
    /// Whether a change touches what was read.
    pub(crate) fn touched_by(&self, changes: &Changes) -> bool {
        fn any<T: Ord>(read: &[T], changed: &[T]) -> bool {
            !changed.is_empty() && read.iter().any(|read| changed.binary_search(read).is_ok())
        }
        any(&self.said, &changes.said)
            || any(&self.texts, &changes.texts)
            || any(&self.snippets, &changes.snippets)
            || (self.names && changes.names)
            || (self.snippet_names && changes.snippet_names)
    }
}

/// The documents as one page reads them; notes what it reads.
pub(crate) struct Reading<'a> {
    documents: &'a Documents,
    reads: RefCell<Reads>,
}

impl<'a> Reading<'a> {
    /// Nothing has been read yet.
    pub(crate) fn new(documents: &'a Documents) -> Self {
        Self { documents, reads: RefCell::default() }
    }

    /// What has been read.
    pub(crate) fn reads(self) -> Reads {
        self.reads.into_inner()
    }

    /// The document of that path.
    pub(crate) fn get(&self, path: &SourcePath) -> Option<&'a Document> {
        self.entry(path).map(|(_, document)| document)
    }

    /// The document of that path, and the path.
    pub(crate) fn entry(&self, path: &SourcePath) -> Option<(&'a SourcePath, &'a Document)> {
        note(&mut self.reads.borrow_mut().said, path);
        let (path, parsed) = self.documents.files.get_key_value(path)?;
        Some((path, &parsed.document))
    }

    /// The document that `src` of an include means in `file`, and its path.
    pub(crate) fn included(
        &self,
        file: &SourcePath,
        src: &str,
    ) -> Option<(&'a SourcePath, &'a Document)> {
        self.entry(&included(file, src)?)
    }

    /// Every path, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &'a SourcePath> + use<'a> {
        self.reads.borrow_mut().names = true;
        self.documents.files.keys()
    }

    /// The file and the text of a snippet, by its name.
    pub(crate) fn snippet(&self, name: &str) -> Option<(&'a SourcePath, &'a str)> {
        note(&mut self.reads.borrow_mut().snippets, name);
        let (path, file) = self.documents.snippets.get(name)?;
        Some((path, file.text()?))
    }

    /// The names of all snippets.
    pub(crate) fn snippet_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.reads.borrow_mut().snippet_names = true;
        self.documents.snippets.keys().map(String::as_str)
    }

    /// The text of a file; empty if there is none.
    pub(crate) fn text(&self, path: &SourcePath) -> &'a str {
        self.parsed(path).and_then(|parsed| parsed.file.text()).unwrap_or_default()
    }

    /// The bytes of a node.
    pub(crate) fn span(&self, path: &SourcePath, at: At) -> Span {
        self.parsed(path).map(|parsed| parsed.places.span(at)).unwrap_or_default()
    }

    /// The text of a span; empty if it does not fit.
    pub(crate) fn slice(&self, path: &SourcePath, span: Span) -> &'a str {
        self.text(path).get(span.start..span.end).unwrap_or_default()
    }

    /// The file with its bytes.
    fn parsed(&self, path: &SourcePath) -> Option<&'a Parsed> {
        note(&mut self.reads.borrow_mut().texts, path);
        self.documents.files.get(path).map(|parsed| &**parsed)
    }
}

/// Adds a name that is not there yet.
fn note<N>(names: &mut Vec<N::Owned>, name: &N)
where
    N: ToOwned + PartialEq + ?Sized,
{
    if !names.iter().any(|known| Borrow::<N>::borrow(known) == name) {
        names.push(name.to_owned());
    }
}

/// The path that `src` of an include means in `file`: relative to it, or from `content/` with a leading slash.
pub(crate) fn included(file: &SourcePath, src: &str) -> Option<SourcePath> {
    match src.strip_prefix('/') {
        Some(rest) => SourcePath::parse(&format!("content/{rest}")),
        None => file.join(src),
    }
}

/// Whether a path names a Markdown file.
pub(crate) fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| {
        ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
    })
}
