//! What reading a file collects beside its nodes: places and diagnostics.

use super::attributes::Word;
use super::place::{Named, Places};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;

/// What reading a file collects beside its nodes.
pub(super) struct Context<'a> {
    pub(super) file: &'a SourcePath,
    pub(super) places: Places,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Context<'_> {
    /// A new diagnostic at a place of this file; the caller finishes and pushes it.
    pub(super) fn wrong(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, message).at(self.file, span)
    }

    /// Adds a diagnostic.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A word as a text and its place.
    pub(super) fn named(&mut self, word: &Word) -> Named {
        Named { text: word.text.clone(), at: self.places.add(word.span) }
    }
}
