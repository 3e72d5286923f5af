//! The line index of each file that diagnostics name, made once a file.

use super::Texts;
use crate::diagnostic::Place;
use crate::diagnostic::line_index::{LineIndex, Region};
use crate::id::SourcePath;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Line indexes by file.
pub(super) struct Files<'a> {
    texts: &'a Texts<'a>,
    indexes: BTreeMap<SourcePath, Option<Rc<LineIndex<'a>>>>,
}

impl<'a> Files<'a> {
    pub(super) fn new(texts: &'a Texts<'a>) -> Self {
        Self { texts, indexes: BTreeMap::new() }
    }

    /// The index of a file; `None` if the file has no text.
    pub(super) fn index(&mut self, file: &SourcePath) -> Option<Rc<LineIndex<'a>>> {
        let texts = self.texts;
        let index = self.indexes.entry(file.clone());
        index.or_insert_with(|| texts(file).map(|text| Rc::new(LineIndex::new(text)))).clone()
    }

    /// Where a place is, for a reader.
    pub(super) fn shown(&mut self, place: &Place) -> Option<Region> {
        self.index(&place.file).map(|index| index.shown(place.span))
    }

    /// Where exactly the bytes of a place are.
    pub(super) fn exact(&mut self, place: &Place) -> Option<Region> {
        self.index(&place.file).map(|index| index.exact(place.span))
    }
}
