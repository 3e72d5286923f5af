//! The YAML between the `---` lines at the top of a Markdown file.

use super::Date;
use crate::diagnostic::{Diagnostic, Span};
use crate::id::{SourcePath, StepId};

/// What a page says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// The page's title.
    pub title: Option<String>,
    /// A shorter title for the navigation.
    pub nav_title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// What sort of page it is.
    pub kind: PageKind,
    /// Its rank among its neighbours; low comes first.
    pub weight: Option<i64>,
    /// Not to be published yet.
    pub draft: bool,
    /// Old addresses that lead here, each with its place.
    pub aliases: Vec<(String, Span)>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// When its facts were last checked.
    pub checked: Option<Date>,
    /// In a step that replaces another: the hash of the original when it was replaced, with its place.
    pub replaces: Option<(String, Span)>,
    /// In a step that is added: the step that it comes after, with its place.
    pub after: Option<(StepId, Span)>,
}

/// What sort of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PageKind {
    /// Prose.
    #[default]
    Page,
    /// Steps: every H2 is one.
    Guide,
    /// An entrance.
    Landing,
}

impl FrontMatter {
    /// Reads the YAML that stands at `span` of `text`, which is the whole file.
    pub fn read(file: &SourcePath, text: &str, span: Span) -> (Self, Vec<Diagnostic>) {
        let _ = (file, text, span);
        (Self::default(), Vec::new())
    }
}
