//! The info string of a fenced code block to a [`Fence`]: its language, title, marked lines and words, and how it is shown.
//!
//! 1. [`info`] cuts the string into the language and the words after it.
//! 2. [`option`] knows what the words mean, in our spelling and in that of a dozen other tools.
//! 3. [`reader`] takes them one by one and checks them against the code.
//!
//! Fences are written for many tools. So a word that we do not know is reported only if it looks like one of ours: if it is
//! nearly the name of an option, or a `key=value` that no other tool has. After a comma (`rust,ignore`) or colon
//! (`vue:line-numbers`) and among attributes in braces (`{cmd=node}`) it is left to the other tools.
//!
//! Never fails: what cannot be used is reported and left out. Does not look at what the code means.

mod info;
mod lines;
mod option;
mod reader;

pub(super) use lines::LineSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::highlight;
use crate::id::SourcePath;
use reader::Reader;
use std::ops::Range;

/// What the info string of a code block says. The default is that of a block without one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Fence {
    /// The language, in small letters; highlighting may not know it.
    pub language: Option<String>,
    /// What stands above the code; its variables, and those of words, are filled in later.
    pub title: Option<String>,
    /// Lines to draw the eye to.
    pub marked: LineSet,
    /// Lines that are new.
    pub inserted: LineSet,
    /// Lines that are to go.
    pub deleted: LineSet,
    /// Lines that are folded away.
    pub collapsed: LineSet,
    /// Words to mark wherever they stand, in the order of the info string; none is empty.
    pub words: Vec<Words>,
    /// The number of the first line, if the lines are numbered.
    pub first_number: Option<usize>,
    /// Whether long lines are broken.
    pub wrap: bool,
    /// Whether the code cannot be copied by a button.
    pub no_copy: bool,
}

/// Words inside the code that are marked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Words {
    /// How.
    pub mark: Mark,
    /// The words exactly as they stand in the code.
    pub text: String,
}

/// A way to mark lines or words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// Look here.
    Marked,
    /// This is new.
    Inserted,
    /// This is to go.
    Deleted,
}

impl Fence {
    /// How a line (counted from 1) is marked. Where several marks meet, what is to go comes before what is new, and that
    /// before what is only marked.
    pub(crate) fn line_mark(&self, line: usize) -> Option<Mark> {
        if self.deleted.contains(line) {
            Some(Mark::Deleted)
        } else if self.inserted.contains(line) {
            Some(Mark::Inserted)
        } else {
            self.marked.contains(line).then_some(Mark::Marked)
        }
    }
}

/// Longer words are no slips of the pen; to look for names near them only takes time.
const LONGEST_NAME: usize = 40;

/// Reads `info`, which stands at byte `offset` of `file` and is raw: backslashes and entities are not resolved, or places would
/// drift. `code` is the code below it, to check marks against.
pub(crate) fn parse(
    info: &str,
    code: &str,
    file: &SourcePath,
    offset: usize,
) -> (Fence, Vec<Diagnostic>) {
    let read = info::read(info, |word| option::option(word).is_some() && !highlight::knows(word));
    let mut reader = Reader::new(info, code, file, offset);
    for item in &read.items {
        reader.item(item);
    }
    let (mut fence, mut diagnostics) = reader.finish();
    if let Some(at) = read.language {
        let name = &info[at.clone()];
        if !highlight::knows(name) {
            let span = offset + at.start..offset + at.end;
            diagnostics.insert(0, unknown_language(name, file, span));
        }
        fence.language = Some(name.to_lowercase());
    }
    (fence, diagnostics)
}

/// Reports a language that has no colours.
fn unknown_language(name: &str, file: &SourcePath, span: Range<usize>) -> Diagnostic {
    let unknown =
        Diagnostic::new(Code::UnknownLanguage, format!("there are no colours for `{name}`"))
            .at(file, span)
            .label("unknown language");
    let unknown = if name.len() <= LONGEST_NAME {
        unknown.did_you_mean(name, highlight::names())
    } else {
        unknown
    };
    unknown.help("for code without colours, write `text`")
}

#[cfg(test)]
mod tests;
