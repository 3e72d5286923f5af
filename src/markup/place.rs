//! Where nodes stand: numbers in the nodes, byte ranges in a table beside them.
//!
//! So a blank line above a paragraph changes no node, and a cache keyed by nodes survives it.

use crate::diagnostic::Span;

/// The number of a place in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct At(u32);

/// The places of a file's nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places(Vec<Span>);

impl Places {
    /// Remembers a place.
    pub(crate) fn add(&mut self, span: impl Into<Span>) -> At {
        self.0.push(span.into());
        At(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// The place of that number; the start of the file if there is none.
    pub(crate) fn span(&self, at: At) -> Span {
        self.0.get(at.0 as usize).copied().unwrap_or_default()
    }
}

/// A text and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) text: String,
    pub(crate) at: At,
}
