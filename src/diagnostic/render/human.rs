//! Diagnostics for a person at a terminal, drawn by `annotate-snippets`, the renderer of rustc and cargo.
//!
//! 1. Marks are gathered into [`Window`]s: the lines of one file from the first mark to the last. A related place gets a window
//!    of its own if it is in another file or far away.
//! 2. A mark over several lines is cut to its first: the start says where to look, the rest is the author's own text.
//! 3. A suggestion is shown as an edit of its lines; where that cannot be, it is a line of help.
//!
//! The renderer sees no more of a file than a window, so that a thousand mistakes in a long file are not a thousand passes over
//! it. Everything that an author wrote is freed of control characters first: a file must not be able to move the cursor.

use super::{Files, Settings, Texts};
use crate::diagnostic::line_index::LineIndex;
use crate::diagnostic::{Diagnostic, Place, Severity, Span, Suggestion};
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet,
    normalize_untrusted_str as clean,
};
use std::rc::Rc;

/// The most bytes of a file that one drawing shows. A line longer than this (a minified page) is named, not drawn.
const WINDOW: usize = 16 * 1024;

/// The most lines that a suggestion may replace and still be drawn.
const PATCH_LINES: usize = 8;

/// Shows diagnostics as rustc would, each followed by an empty line.
///
/// ```text
/// error[unknown-key]: there is no key `titel`
///  --> site.yaml:1:1
///   |
/// 1 | titel: Printers
///   | ^^^^^
///   |
/// help: did you mean `title`?
///   |
/// 1 - titel: Printers
/// 1 + title: Printers
///   |
/// ```
///
/// Under `strict`, warnings are drawn as errors and the first says why.
pub fn human<'a>(diagnostics: &[Diagnostic], texts: &'a Texts<'a>, settings: &Settings) -> String {
    let renderer = if settings.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(settings.width);
    let mut files = Files::new(texts);
    let raised = |d: &&Diagnostic| settings.strict && d.severity() == Severity::Warning;
    let first_raised = diagnostics.iter().find(raised);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let explain = first_raised.is_some_and(|first| std::ptr::eq(first, diagnostic));
        out.push_str(&renderer.render(&groups(diagnostic, explain, &mut files, settings)));
        out.push_str("\n\n");
    }
    out
}

/// One diagnostic as the renderer takes it: the mistake, then the suggestion.
fn groups<'a>(
    diagnostic: &Diagnostic,
    explain_strict: bool,
    files: &mut Files<'a>,
    settings: &Settings,
) -> Vec<Group<'a>> {
    let level = match settings.severity(diagnostic) {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut drawings: Vec<Element<'a>> = Vec::new();
    let mut sentences: Vec<Element<'a>> = Vec::new();
    for window in windows(diagnostic, files) {
        window.draw(settings, &mut drawings, &mut sentences);
    }

    let mut edit = None;
    let mut help: Vec<&String> = diagnostic.help.iter().collect();
    if let Some(suggestion) = &diagnostic.suggestion {
        // `did_you_mean` says the replacement in a sentence too: that becomes the title of the edit.
        let said = format!("`{}`", suggestion.replacement);
        let question = help.iter().position(|help| help.ends_with('?') && help.contains(&said));
        match (draw_edit(suggestion, files, settings), question) {
            (Some(drawing), question) => {
                let title = question.map(|at| help.remove(at).clone());
                let title = title.unwrap_or_else(|| instruction(&suggestion.replacement));
                edit = Some(Level::HELP.secondary_title(clean(&title)).element(drawing));
            }
            (None, Some(_)) => {}
            (None, None) => {
                let instruction = clean(&instruction(&suggestion.replacement));
                sentences.push(Level::HELP.message(instruction).into());
            }
        }
    }
    sentences.extend(help.into_iter().map(|help| Level::HELP.message(clean(help)).into()));
    if explain_strict {
        sentences.push(Level::NOTE.message("warnings are errors under `--strict`").into());
    }

    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.code.name());
    let group = Group::with_title(title).elements(drawings).elements(sentences);
    std::iter::once(group).chain(edit).collect()
}

/// What to do with a replacement, in words.
fn instruction(replacement: &str) -> String {
    if replacement.is_empty() {
        "remove this".to_owned()
    } else if replacement.contains('\n') || replacement.contains('`') {
        "write this".to_owned()
    } else {
        format!("write `{replacement}`")
    }
}

/// Lines of one file with what is marked in them.
struct Window<'d, 'a> {
    place: &'d Place,
    /// The file's lines; `None` if it has no text.
    index: Option<Rc<LineIndex<'a>>>,
    /// The bytes of whole lines.
    span: Span,
    /// The number of the first line.
    first: usize,
    marks: Vec<Mark<'d>>,
}

struct Mark<'d> {
    span: Span,
    label: &'d str,
    kind: AnnotationKind,
}

/// The windows of a diagnostic, the main place's first.
fn windows<'d, 'a>(diagnostic: &'d Diagnostic, files: &mut Files<'a>) -> Vec<Window<'d, 'a>> {
    let main = diagnostic.place.iter().map(|place| (place, diagnostic.label.as_str()));
    let related = diagnostic.related.iter().map(|related| (&related.place, related.label.as_str()));
    let mut windows: Vec<Window<'d, 'a>> = Vec::new();
    for (place, label) in main.chain(related) {
        let kind = if windows.is_empty() && diagnostic.place.is_some() {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let window = Window::new(place, label, kind, files);
        let near = windows.iter_mut().find(|other| other.takes(&window));
        match near {
            Some(other) => other.add(window),
            None => windows.push(window),
        }
    }
    windows
}

impl<'d, 'a> Window<'d, 'a> {
    fn new(place: &'d Place, label: &'d str, kind: AnnotationKind, files: &mut Files<'a>) -> Self {
        let index = files.index(&place.file);
        let (line, span, first) = match &index {
            Some(index) => {
                let region = index.shown(place.span);
                let line = index.line(region.start.line);
                let start = region.span.start.min(line.end);
                (line, Span::new(start, region.span.end.min(line.end)), region.start.line)
            }
            None => (Span::default(), Span::default(), 1),
        };
        Self { place, index, span: line, first, marks: vec![Mark { span, label, kind }] }
    }

    /// Whether one drawing can show both.
    fn takes(&self, other: &Self) -> bool {
        let start = self.span.start.min(other.span.start);
        let end = self.span.end.max(other.span.end);
        self.place.file == other.place.file && self.index.is_some() && end - start <= WINDOW
    }

    fn add(&mut self, other: Self) {
        let start = self.span.start.min(other.span.start);
        self.span = Span::new(start, self.span.end.max(other.span.end));
        self.first = self.first.min(other.first);
        self.marks.extend(other.marks);
    }

    /// Draws the lines; where that cannot be, names the place and says the labels in sentences.
    fn draw(
        self,
        settings: &Settings,
        drawings: &mut Vec<Element<'a>>,
        sentences: &mut Vec<Element<'a>>,
    ) {
        let path = clean(&settings.path(&self.place.file));
        match &self.index {
            Some(index) if self.span.end - self.span.start <= WINDOW => {
                let offset = self.span.start;
                let annotations = self.marks.iter().map(|mark| mark.annotation(offset));
                let snippet = Snippet::source(index.slice(self.span))
                    .line_start(self.first)
                    .path(path)
                    .annotations(annotations);
                drawings.push(snippet.into());
            }
            index => {
                let mut origin = Origin::path(path);
                if let Some(index) = index {
                    let start = index.shown(self.place.span).start;
                    origin = origin.line(start.line).char_column(start.column);
                }
                drawings.push(origin.into());
                let labels = self.marks.iter().map(|mark| mark.label);
                let labels = labels.filter(|label| !label.is_empty());
                sentences.extend(labels.map(|label| Level::NOTE.message(clean(label)).into()));
            }
        }
    }
}

impl Mark<'_> {
    fn annotation<'a>(&self, offset: usize) -> Annotation<'a> {
        let label = (!self.label.is_empty()).then(|| clean(self.label));
        self.kind.span(self.span.start - offset..self.span.end - offset).label(label)
    }
}

/// A suggestion as an edit of its lines; `None` if they are too many or have no text.
fn draw_edit<'a>(
    suggestion: &Suggestion,
    files: &mut Files<'a>,
    settings: &Settings,
) -> Option<Snippet<'a, Patch<'a>>> {
    let index = files.index(&suggestion.place.file)?;
    let region = index.exact(suggestion.place.span);
    if region.span.start == region.span.end && suggestion.replacement.is_empty() {
        return None;
    }
    let lines = Span::new(index.line(region.start.line).start, index.line(region.end.line).end);
    // A span may end in the middle of a line's ending.
    let lines = Span::new(lines.start, lines.end.max(region.span.end));
    if region.end.line - region.start.line >= PATCH_LINES || lines.end - lines.start > WINDOW {
        return None;
    }
    let range = region.span.start - lines.start..region.span.end - lines.start;
    Some(
        Snippet::source(index.slice(lines))
            .line_start(region.start.line)
            .path(clean(&settings.path(&suggestion.place.file)))
            .patch(Patch::new(range, suggestion.replacement.clone())),
    )
}

#[cfg(test)]
mod tests;
