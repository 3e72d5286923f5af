//! A snippet as a page asks for it to the panel of an edition: variables filled in, notes numbered, every problem at its place.

use super::content::{Leads, Panel, PanelNote};
use super::readers::Set;
use super::resolve::{Resolver, Written};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use crate::markup::template;
use crate::markup::{self, At, DirectiveKind, Named};
use crate::snippet::{self, Action, Part, Pin, Problem, Request};
use std::ops::Range;

/// A text with its variables filled in, and what of it stood where before.
struct Filled {
    text: String,
    /// Pieces that were copied: from where in the new text, from where in the old.
    pieces: Vec<(Range<usize>, usize)>,
}

impl Filled {
    /// Where a range of the new text stood in the old one, as nearly as can be said.
    fn before(&self, range: &Range<usize>) -> Range<usize> {
        let find = |at: usize| {
            let piece = self.pieces.iter().rev().find(|(piece, _)| piece.start <= at);
            piece.map_or(at, |(piece, old)| old + (at - piece.start).min(piece.end - piece.start))
        };
        find(range.start)..find(range.end)
    }
}

/// How deep includes are followed in search of a snippet.
const DEEPEST: usize = 16;

/// Where a snippet's HTML is written.
enum Place<'a> {
    File(&'a SourcePath),
    Page(At),
}

impl<'a> Resolver<'a> {
    /// The panel of a snippet; `None` if it has no HTML that can be shown.
    pub(super) fn snippet(
        &mut self,
        file: &SourcePath,
        own: &markup::Snippet,
        within: &Set,
    ) -> Option<Panel> {
        let (html, written) = self.html(file, own)?;
        let filled = self.fill_html(file, &html, &written);
        let pins: Vec<Pin> = own.pins.iter().map(|pin| self.pin(file, pin)).collect();
        let focus = own.focus.as_ref().map(|named| self.fill_named(file, named));
        let find = own.find.as_ref().map(|named| self.fill_named(file, named));
        let request = Request {
            html: &filled.text,
            focus: focus.as_deref(),
            find: find.as_deref(),
            pins: &pins,
        };
        let (snippet, problems) = snippet::build(&request);
        for problem in problems {
            self.report(file, own, &written, &filled, problem);
        }
        let mut notes = Vec::new();
        for (pin, filled) in own.pins.iter().zip(&pins) {
            if let (markup::Pin::Note { not, nodes, .. }, Pin::Note { selector, attribute }) =
                (pin, filled)
            {
                let pinned_to = match attribute {
                    Some(attribute) => format!("{selector} @{attribute}"),
                    None => selector.clone(),
                };
                let nodes = self.children(file, nodes, within);
                notes.push(PanelNote { number: notes.len() + 1, not: *not, pinned_to, nodes });
            }
        }
        let edits = pins.into_iter().filter_map(|pin| match pin {
            Pin::Edit { action, .. } => Some(action),
            Pin::Note { .. } => None,
        });
        Some(Panel {
            name: own.src.as_ref().map(|src| src.text.trim_end_matches(".html").to_owned()),
            view: own.view,
            caption: self.children(file, &own.caption, within),
            snippet: snippet?,
            notes,
            edits: edits.collect(),
            practice: own.practice.as_ref().map(|to| Leads { to: to.text.clone(), at: to.at }),
        })
    }

    /// How many places the search of the first snippet among these finds.
    pub(super) fn count(&mut self, written: &[Written]) -> Option<usize> {
        let known = self.diagnostics.len();
        let found = self.first(written, 0);
        self.diagnostics.truncate(known);
        let (file, own) = found?;
        let (html, written) = self.html(file, own)?;
        let filled = self.fill_html(file, &html, &written);
        let query = own.find.as_ref().map(|named| self.fill_named(file, named));
        // What is wrong is said where the panel is made.
        self.diagnostics.truncate(known);
        snippet::matches(&filled.text, &query?)
    }

    /// The first snippet with a search among nodes, those inside them and those that they include, and the file that it stands in.
    /// What a condition leaves out does not count.
    fn first<'n>(
        &mut self,
        written: &[(&'n SourcePath, &'n markup::Node)],
        depth: usize,
    ) -> Option<(&'n SourcePath, &'n markup::Snippet)>
    where
        'a: 'n,
    {
        let mut kept = false;
        for (file, node) in written {
            let markup::Kind::Directive(directive) = &node.kind else { continue };
            match &directive.kind {
                DirectiveKind::Snippet(own) if own.find.is_some() => return Some((file, own)),
                DirectiveKind::When(Some(condition)) => {
                    let holds = self.holds(file, condition);
                    kept |= holds;
                    if !holds {
                        continue;
                    }
                }
                DirectiveKind::When(None) => {
                    if std::mem::take(&mut kept) {
                        continue;
                    }
                }
                // Includes that include themselves are reported where they are put in.
                DirectiveKind::Include { src } if depth < DEEPEST => {
                    let documents = self.documents;
                    let Some((file, document)) = documents.included(file, &src.text) else {
                        continue;
                    };
                    let inner: Vec<_> = document.nodes.iter().map(|node| (file, node)).collect();
                    if let Some(found) = self.first(&inner, depth + 1) {
                        return Some(found);
                    }
                }
                _ => kept = false,
            }
            let inner: Vec<_> = directive.nodes.iter().map(|node| (*file, node)).collect();
            if let Some(found) = self.first(&inner, depth) {
                return Some(found);
            }
        }
        None
    }

    fn html(&mut self, file: &SourcePath, own: &markup::Snippet) -> Option<(String, Place<'a>)> {
        let documents = self.documents;
        match (&own.src, &own.html) {
            (Some(src), _) => {
                let name = src.text.trim_end_matches(".html");
                if let Some((path, text)) = documents.snippet(name) {
                    return Some((text.to_owned(), Place::File(path)));
                }
                let wrong =
                    Diagnostic::new(Code::DeadLink, format!("there is no snippet `{name}`"))
                        .label("not found")
                        .help(format!("a snippet is a file, here `content/snippets/{name}.html`"))
                        .did_you_mean(name, documents.snippet_names());
                let wrong = self.at(wrong, file, src.at);
                self.diagnostics.push(wrong);
                None
            }
            (None, Some(html)) => Some((html.text.clone(), Place::Page(html.at))),
            (None, None) => None,
        }
    }

    /// Fills in the variables of HTML.
    fn fill_html(&mut self, file: &SourcePath, html: &str, written: &Place) -> Filled {
        let mut filled = Filled { text: String::new(), pieces: Vec::new() };
        let mut from = 0;
        for found in template::find(html) {
            filled.copy(html, from..found.start);
            from = found.end;
            match self.value(found.path) {
                Ok(value) => filled.text.push_str(&escape(&value)),
                Err(wrong) => {
                    let wrong = match written {
                        Place::File(path) => wrong.at(path, found.start..found.end),
                        Place::Page(at) => self.at(wrong, file, *at),
                    };
                    self.diagnostics.push(wrong);
                }
            }
        }
        filled.copy(html, from..html.len());
        filled
    }

    fn fill_named(&mut self, file: &SourcePath, named: &Named) -> String {
        let mut out = String::new();
        let mut from = 0;
        for found in template::find(&named.text) {
            out.push_str(&named.text[from..found.start]);
            from = found.end;
            match self.value(found.path) {
                Ok(value) => out.push_str(&value),
                Err(wrong) => {
                    let wrong = self.at(wrong, file, named.at);
                    self.diagnostics.push(wrong);
                }
            }
        }
        out.push_str(&named.text[from..]);
        out
    }

    fn pin(&mut self, file: &SourcePath, pin: &markup::Pin) -> Pin {
        match pin {
            markup::Pin::Note { selector, attribute, .. } => Pin::Note {
                selector: self.fill_named(file, selector),
                attribute: attribute.as_ref().map(|attribute| attribute.text.to_lowercase()),
            },
            markup::Pin::Edit { selector, action, value_at } => {
                let at = value_at.unwrap_or(selector.at);
                let mut fill =
                    |text: &String| self.fill_named(file, &Named { text: text.clone(), at });
                let action = match action {
                    Action::SetText(text) => Action::SetText(fill(text)),
                    Action::SetAttribute(name, value) => {
                        Action::SetAttribute(name.clone(), fill(value))
                    }
                    other => other.clone(),
                };
                Pin::Edit { selector: self.fill_named(file, selector), action }
            }
        }
    }

    fn report(
        &mut self,
        file: &SourcePath,
        own: &markup::Snippet,
        written: &Place,
        filled: &Filled,
        problem: Problem,
    ) {
        let pin = |number: usize| own.pins.get(number);
        let at = match problem.part {
            Part::Html => own.src.as_ref().or(own.html.as_ref()).map(|named| named.at),
            Part::Focus => own.focus.as_ref().map(|named| named.at),
            Part::Find => own.find.as_ref().map(|named| named.at),
            Part::Pin(number) => pin(number).map(|pin| match pin {
                markup::Pin::Note { selector, .. } | markup::Pin::Edit { selector, .. } => {
                    selector.at
                }
            }),
            Part::Attribute(number) => pin(number).map(|pin| match pin {
                markup::Pin::Note { attribute, selector, .. } => {
                    attribute.as_ref().map_or(selector.at, |attribute| attribute.at)
                }
                markup::Pin::Edit { value_at, selector, .. } => value_at.unwrap_or(selector.at),
            }),
        };
        let Some(at) = at else { return };
        let mut wrong = self.at(problem.diagnostic, file, at);
        if let Place::File(path) = written {
            for (range, label) in problem.related {
                let range = filled.before(&range);
                wrong = wrong.related(path, Span::new(range.start, range.end), label);
            }
        }
        self.diagnostics.push(wrong);
    }
}

impl Filled {
    fn copy(&mut self, old: &str, range: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&template::unescape(&old[range.clone()]));
        self.pieces.push((start..self.text.len(), range.start));
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
