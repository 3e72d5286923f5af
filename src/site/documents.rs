//! Every Markdown file of a site, read once and shared by all editions.

use crate::diagnostic::{Diagnostic, Span};
use crate::id::SourcePath;
use crate::markup::{self, At, Document};
use crate::source::Sources;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The folder of snippets.
const SNIPPETS: &str = "content/snippets";

/// The documents of a site by path, with what is wrong in each.
pub(crate) struct Documents {
    files: BTreeMap<SourcePath, (Document, Vec<Diagnostic>, String)>,
    /// The texts of `content/snippets/*.html` by name.
    snippets: BTreeMap<String, (SourcePath, String)>,
}

impl Documents {
    /// Reads every `.md` file in `content/`.
    pub(crate) fn parse(sources: &Sources) -> Self {
        let files: Vec<(&SourcePath, &str)> = sources
            .below("content")
            .filter(|(path, _)| is_markdown(path.as_str()))
            .filter_map(|(path, _)| Some((path, sources.text(path.as_str())?)))
            .collect();
        let parse = |(path, text): (&SourcePath, &str)| {
            let (document, wrong) = markup::parse(path, text);
            (path.clone(), (document, wrong, text.to_owned()))
        };
        let snippets = sources.below(SNIPPETS).filter_map(|(path, _)| {
            let name = path.below(SNIPPETS)?.strip_suffix(".html")?;
            Some((name.to_owned(), (path.clone(), sources.text(path.as_str())?.to_owned())))
        });
        Self { snippets: snippets.collect(), files: files.into_par_iter().map(parse).collect() }
    }

    /// The document of that path.
    pub(crate) fn get(&self, path: &SourcePath) -> Option<&Document> {
        self.files.get(path).map(|(document, _, _)| document)
    }

    /// The document that `src` of an include means in `file`, and its path.
    pub(crate) fn included(
        &self,
        file: &SourcePath,
        src: &str,
    ) -> Option<(&SourcePath, &Document)> {
        let path = included(file, src)?;
        self.files.get_key_value(&path).map(|(path, (document, _, _))| (path, document))
    }

    /// What is wrong in the file by itself.
    pub(crate) fn diagnostics(&self, path: &SourcePath) -> &[Diagnostic] {
        self.files.get(path).map_or(&[], |(_, wrong, _)| wrong)
    }

    /// Every path, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.files.keys()
    }

    /// The file and the text of a snippet, by its name.
    pub(crate) fn snippet(&self, name: &str) -> Option<(&SourcePath, &str)> {
        self.snippets.get(name).map(|(path, text)| (path, text.as_str()))
    }

    /// The names of all snippets.
    pub(crate) fn snippet_names(&self) -> impl Iterator<Item = &str> {
        self.snippets.keys().map(String::as_str)
    }

    /// The text of a file; empty if there is none.
    pub(crate) fn text(&self, path: &SourcePath) -> &str {
        self.files.get(path).map_or("", |(_, _, text)| text)
    }

    /// The bytes of a node.
    pub(crate) fn span(&self, path: &SourcePath, at: At) -> Span {
        self.get(path).map(|document| document.places.span(at)).unwrap_or_default()
    }

    /// The text of a span; empty if it does not fit.
    pub(crate) fn slice(&self, path: &SourcePath, span: Span) -> &str {
        self.text(path).get(span.start..span.end).unwrap_or_default()
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
