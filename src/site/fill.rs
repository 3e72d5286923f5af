//! Variables in the texts of events, in code, addresses, HTML and front matter, filled in or, where they cannot be, reported.

use super::content::{Kind, PerReader, simplest};
use super::readers::{Readers, Set};
use super::resolve::Resolver;
use super::variables::is_for_reader;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use crate::markup::At;
use crate::markup::template::{self, Segment};
use pulldown_cmark::{CowStr, Event, Tag};

impl Resolver<'_> {
    /// An event with the variables of its texts filled in.
    pub(super) fn event(
        &mut self,
        file: &SourcePath,
        at: At,
        event: &Event<'static>,
        within: &Set,
    ) -> Kind {
        Kind::Markdown(match event {
            Event::Code(text) => return self.code_span(file, at, text, within),
            Event::Html(html) => Event::Html(self.fill(file, at, html, escape).into()),
            Event::InlineHtml(html) => Event::InlineHtml(self.fill(file, at, html, escape).into()),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => Event::Start(Tag::Link {
                link_type: *link_type,
                dest_url: self.fill(file, at, dest_url, str::to_owned).into(),
                title: self.fill(file, at, title, str::to_owned).into(),
                id: id.clone(),
            }),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Image {
                    link_type: *link_type,
                    dest_url: self.fill(file, at, dest_url, str::to_owned).into(),
                    title: self.fill(file, at, title, str::to_owned).into(),
                    id: id.clone(),
                })
            }
            event => event.clone(),
        })
    }

    fn code_span(
        &mut self,
        file: &SourcePath,
        at: At,
        text: &CowStr<'static>,
        within: &Set,
    ) -> Kind {
        let segments = template::segments(text);
        let for_reader = |s: &Segment| matches!(s, Segment::Variable(path) if is_for_reader(path));
        if !segments.iter().any(for_reader) {
            return Kind::Markdown(Event::Code(self.fill(file, at, text, str::to_owned).into()));
        }
        // One variable of the reader's decides the groups; the text around it is the same for all.
        let mut values: PerReader<String> = vec![(Readers::All, String::new())];
        for segment in segments {
            match segment {
                Segment::Variable(path) if is_for_reader(path) && values.len() == 1 => {
                    match self.values.for_readers(path, within) {
                        Ok(own) => {
                            let before = values[0].1.clone();
                            values =
                                own.into_iter().map(|(r, v)| (r, format!("{before}{v}"))).collect();
                        }
                        Err(wrong) => self.variable_wrong(wrong, file, at, path),
                    }
                }
                Segment::Variable(path) if is_for_reader(path) => {
                    let wrong = Diagnostic::new(
                        Code::MisplacedVariable,
                        "a code span can hold one variable that differs by reader",
                    )
                    .label("the second one")
                    .help("write two code spans");
                    self.variable_wrong(wrong, file, at, path);
                }
                Segment::Variable(path) => match self.value(path) {
                    Ok(value) => {
                        for (_, text) in &mut values {
                            text.push_str(&value);
                        }
                    }
                    Err(wrong) => self.variable_wrong(wrong, file, at, path),
                },
                Segment::Text(part) => {
                    let part = template::unescape(part);
                    for (_, text) in &mut values {
                        text.push_str(&part);
                    }
                }
            }
        }
        simplest(values, Kind::CodeSpan, |text| Kind::Markdown(Event::Code(text.into())))
    }

    /// Fills in the variables of a marked text that is the same for every reader.
    pub(super) fn fill(
        &mut self,
        file: &SourcePath,
        at: At,
        marked: &str,
        prepare: fn(&str) -> String,
    ) -> String {
        if !marked.contains("{%") && !marked.contains("\\{{") {
            return marked.to_owned();
        }
        let mut out = String::new();
        for segment in template::segments(marked) {
            match segment {
                Segment::Text(text) => out.push_str(&template::unescape(text)),
                Segment::Variable(path) if is_for_reader(path) => {
                    let wrong = Diagnostic::new(
                        Code::MisplacedVariable,
                        format!("`{path}` differs by reader, so it cannot stand here"),
                    )
                    .label("known only to the reader")
                    .help("it may stand in text, headings and code spans, not in addresses, HTML or blocks of code; use `:::browser{…}` around two versions");
                    self.variable_wrong(wrong, file, at, path);
                }
                Segment::Variable(path) => match self.value(path) {
                    Ok(value) => out.push_str(&prepare(&value)),
                    Err(wrong) => self.variable_wrong(wrong, file, at, path),
                },
            }
        }
        out
    }

    /// Reports a variable at its own place within that of the node `at`.
    pub(super) fn variable_wrong(
        &mut self,
        wrong: Diagnostic,
        file: &SourcePath,
        at: At,
        path: &str,
    ) {
        let span = self.documents.span(file, at);
        let text = self.documents.slice(file, span);
        let found = template::find(text).find(|found| found.path == path);
        let place = found.map_or(span, |found| {
            // The path alone, so that a suggestion can take its place.
            let path = text[found.start..found.end].find(path).unwrap_or(0) + found.start;
            Span::new(span.start + path, span.start + path + found.path.len())
        });
        self.diagnostics.push(wrong.at(file, place));
    }

    /// Fills in the variables of a line of front matter.
    pub(crate) fn front_matter(&mut self, file: &SourcePath, text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for found in template::find(text) {
            out.push_str(&text[from..found.start]);
            from = found.end;
            let value = if is_for_reader(found.path) {
                Err(Diagnostic::new(
                    Code::MisplacedVariable,
                    format!(
                        "`{}` differs by reader, so it cannot stand in front matter",
                        found.path
                    ),
                )
                .label("known only to the reader"))
            } else {
                self.in_text(found.path)
            };
            match value {
                Ok(value) => out.push_str(&value),
                Err(wrong) => {
                    let whole = self.documents.text(file);
                    let place = whole.find(found.path).unwrap_or(0);
                    self.diagnostics
                        .push(wrong.at(file, Span::new(place, place + found.path.len())));
                }
            }
        }
        out.push_str(&text[from..]);
        out
    }
}

/// A value as it stands in HTML, between tags or in quotes.
fn escape(text: &str) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}
