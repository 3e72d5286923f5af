//! Nodes of documents to nodes of an edition.
//!
//! 1. An include gives way to what it includes, a variable to its value.
//! 2. [`super::groups`] decides conditions and makes groups of variants; [`super::fill`] fills in variables inside of texts;
//!    [`super::panel`] makes panels of snippets.
//!
//! Never fails: what has no value is left out, with a diagnostic. Numbers no heading and follows no link.

use super::content::{Block, BlockKind, Heading, Kind, Leads, Node, Origin, simplest};
use super::documents::{self, Reading};
use super::readers::Set;
use super::variables::{PageValues, Values, is_for_reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::SourcePath;
use crate::markup::template;
use crate::markup::{self, At, DirectiveKind, Named};
use pulldown_cmark::Event;

/// A node of a document and the file that it stands in.
pub(crate) type Written<'a> = (&'a SourcePath, &'a markup::Node);

/// Resolves the nodes of one page.
pub(crate) struct Resolver<'a> {
    pub(crate) values: &'a Values,
    pub(crate) documents: &'a Reading<'a>,
    pub(crate) page: PageValues,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The files that are being included, outermost first.
    pub(crate) including: Vec<SourcePath>,
    /// How many places the search of the first snippet here finds.
    pub(crate) matches: Option<usize>,
}

impl<'a> Resolver<'a> {
    /// The value of a variable that is known when the site is built.
    pub(super) fn value(&self, path: &str) -> Result<String, Diagnostic> {
        self.known(path, Values::value)
    }

    /// The same as it is written in a text.
    pub(super) fn in_text(&self, path: &str) -> Result<String, Diagnostic> {
        self.known(path, Values::in_text)
    }

    fn known(
        &self,
        path: &str,
        value: fn(&Values, &str, &PageValues) -> Result<String, Diagnostic>,
    ) -> Result<String, Diagnostic> {
        if is_for_reader(path) {
            return Err(Diagnostic::new(
                Code::MisplacedVariable,
                format!("`{path}` differs by reader, so it cannot stand here"),
            )
            .label("known only to the reader")
            .help("it may stand in text, headings and code spans; elsewhere, use `:::browser{…}` around two versions"));
        }
        match (path.strip_prefix("snippet."), self.matches) {
            (None, _) => value(self.values, path, &self.page),
            (Some("matches"), Some(matches)) => Ok(matches.to_string()),
            (Some("matches"), None) => Err(Diagnostic::new(
                Code::UnknownVariable,
                "there is no snippet here whose matches could be counted",
            )
            .label("nothing is searched for")
            .help("it counts for the first `:::snippet` with `find=…` in the same step, or on the same page")),
            (Some(_), _) => Err(super::variables::unknown(path, ["matches"])),
        }
    }

    /// Resolves nodes that everyone sees.
    pub(crate) fn resolve(&mut self, written: &[Written]) -> Vec<Node> {
        self.matches = self.count(written);
        let everyone = self.values.audience.all().clone();
        self.nodes(written, &everyone)
    }

    pub(super) fn children(
        &mut self,
        file: &SourcePath,
        nodes: &[markup::Node],
        within: &Set,
    ) -> Vec<Node> {
        let written: Vec<Written> = nodes.iter().map(|node| (file, node)).collect();
        self.nodes(&written, within)
    }

    fn nodes(&mut self, written: &[Written], within: &Set) -> Vec<Node> {
        let mut out = Vec::new();
        let mut number = 0;
        while number < written.len() {
            let (file, node) = written[number];
            if let markup::Kind::Directive(directive) = &node.kind {
                match &directive.kind {
                    DirectiveKind::Readers(readers) => {
                        let run = run(
                            &written[number..],
                            |kind| matches!(kind, DirectiveKind::Readers(other) if other.axis == readers.axis),
                        );
                        self.variants(
                            &written[number..number + run],
                            readers.axis,
                            within,
                            &mut out,
                        );
                        number += run;
                        continue;
                    }
                    DirectiveKind::When(_) => {
                        let run =
                            run(&written[number..], |kind| matches!(kind, DirectiveKind::When(_)));
                        self.branches(&written[number..number + run], within, &mut out);
                        number += run;
                        continue;
                    }
                    DirectiveKind::Include { src } => {
                        if let Some((path, nodes)) = self.include(file, src) {
                            out.extend(self.children(path, nodes, within));
                            self.including.pop();
                        }
                        number += 1;
                        continue;
                    }
                    _ => {}
                }
            }
            self.node(file, node, within, &mut out);
            number += 1;
        }
        out
    }

    /// The contents of an included file; pushes it on the list of files being included, which the caller pops.
    pub(crate) fn include(
        &mut self,
        file: &SourcePath,
        src: &Named,
    ) -> Option<(&'a SourcePath, &'a [markup::Node])> {
        let path = documents::included(file, &src.text);
        let documents = self.documents;
        let found = path.as_ref().and_then(|path| documents.entry(path));
        let Some((path, document)) = found else {
            let wrong = Diagnostic::new(
                Code::DeadLink,
                format!("there is no file `{}` to include", src.text),
            )
            .label("not found");
            let names =
                documents.paths().filter_map(|path| path.below("content")).map(|p| format!("/{p}"));
            let parts: Vec<String> = names.filter(|p| p.starts_with("/parts/")).collect();
            let wrong = self
                .at(wrong, file, src.at)
                .did_you_mean(&src.text, parts.iter().map(String::as_str));
            self.diagnostics.push(match path {
                Some(path) if !src.text.starts_with('/') => wrong
                    .help(format!("looked for `{path}`; a leading slash stands for `content/`")),
                _ => wrong,
            });
            return None;
        };
        if self.including.contains(path) || path == file {
            let mut chain: Vec<&str> = self.including.iter().map(SourcePath::as_str).collect();
            chain.push(path.as_str());
            let wrong = Diagnostic::new(Code::IncludeCycle, format!("`{path}` includes itself"))
                .label("this would never end")
                .help(format!("the way here: {}", chain.join(" → ")));
            let wrong = self.at(wrong, file, src.at);
            self.diagnostics.push(wrong);
            return None;
        }
        self.including.push(path.clone());
        Some((path, &document.nodes))
    }

    fn node(&mut self, file: &SourcePath, node: &markup::Node, within: &Set, out: &mut Vec<Node>) {
        let origin = Origin { file: file.clone(), at: node.at };
        let kind = match &node.kind {
            markup::Kind::Markdown(event) => self.event(file, node.at, event, within),
            markup::Kind::Variable(path) if is_for_reader(path) => {
                match self.values.for_readers(path, within) {
                    Ok(values) => simplest(values, Kind::Text, |text| {
                        Kind::Markdown(Event::Text(text.into()))
                    }),
                    Err(wrong) => return self.variable_wrong(wrong, file, node.at, path),
                }
            }
            markup::Kind::Variable(path) => match self.in_text(path) {
                Ok(value) => Kind::Markdown(Event::Text(value.into())),
                Err(wrong) => return self.variable_wrong(wrong, file, node.at, path),
            },
            markup::Kind::Keys(name) => match self.values.keys(name, within) {
                Ok(keys) => Kind::Keys(keys),
                Err(wrong) => {
                    let mut wrong = self.at(wrong, file, node.at);
                    if let Some(suggestion) = &mut wrong.suggestion {
                        *suggestion = format!(":keys[{suggestion}]");
                    }
                    self.diagnostics.push(wrong);
                    return;
                }
            },
            markup::Kind::Code(fence, text) => {
                let mut fence = fence.clone();
                let words = fence.words.iter_mut().map(|words| &mut words.text);
                for text in fence.title.iter_mut().chain(words) {
                    *text = self.fill(file, node.at, &template::marked(text), str::to_owned);
                }
                fence.words.retain(|words| !words.text.is_empty());
                Kind::Code(fence, self.fill(file, node.at, text, str::to_owned))
            }
            markup::Kind::Heading(heading) => {
                self.report_step_attributes(file, node.at, heading);
                Kind::Heading(self.heading(file, heading, within))
            }
            markup::Kind::Directive(directive) => {
                let Some(kind) = self.block(file, directive, within) else { return };
                Kind::Block(Block {
                    kind,
                    id: directive.id.as_ref().map(|id| (id.text.clone(), id.at)),
                    classes: directive.classes.clone(),
                    nodes: self.children(file, &directive.nodes, within),
                })
            }
        };
        out.push(Node { origin, kind });
    }

    /// `when` and `minutes` belong to steps; elsewhere they would be lost without a word.
    fn report_step_attributes(&mut self, file: &SourcePath, at: At, heading: &markup::Heading) {
        for (name, there) in
            [("when", heading.when.is_some()), ("minutes", heading.minutes.is_some())]
        {
            if there {
                let message = format!("`{name}` has no effect here: this heading is no step");
                let wrong = Diagnostic::new(Code::UnknownAttribute, message)
                    .label("not a step of a guide")
                    .help("steps are the headings with two `#` of a page with `kind: guide`; elsewhere, put `:::when{…}` around the text");
                let wrong = self.at(wrong, file, at);
                self.diagnostics.push(wrong);
            }
        }
    }

    /// A heading; its id is only what the author wrote.
    pub(crate) fn heading(
        &mut self,
        file: &SourcePath,
        heading: &markup::Heading,
        within: &Set,
    ) -> Heading {
        Heading {
            level: heading.level,
            id: heading.id.as_ref().map(|id| id.text.clone()).unwrap_or_default(),
            id_at: heading.id.as_ref().map(|id| id.at),
            classes: heading.classes.clone(),
            keywords: heading.keywords.clone(),
            nodes: self.children(file, &heading.nodes, within),
        }
    }

    fn block(
        &mut self,
        file: &SourcePath,
        directive: &markup::Directive,
        within: &Set,
    ) -> Option<BlockKind> {
        let mut label = |nodes: &[markup::Node]| self.children(file, nodes, within);
        Some(match &directive.kind {
            DirectiveKind::Readers(_) | DirectiveKind::When(_) | DirectiveKind::Include { .. } => {
                return None;
            }
            DirectiveKind::Snippet(own) => {
                return self
                    .snippet(file, own, within)
                    .map(|panel| BlockKind::Snippet(Box::new(panel)));
            }
            DirectiveKind::Choose { question } => BlockKind::Choose { question: label(question) },
            DirectiveKind::Choice { answer, leads } => BlockKind::Choice {
                answer: label(answer),
                leads: match leads {
                    markup::Leads::Stop => None,
                    markup::Leads::To(to) => {
                        let marked = template::marked(&to.text);
                        let to =
                            Leads { to: self.fill(file, to.at, &marked, str::to_owned), at: to.at };
                        Some(to)
                    }
                },
            },
            DirectiveKind::Expect => BlockKind::Expect,
            DirectiveKind::Trouble { label: what } => BlockKind::Trouble { label: label(what) },
            DirectiveKind::Callout { kind, title } => {
                BlockKind::Callout { kind: *kind, title: label(title) }
            }
            DirectiveKind::Details { summary } => BlockKind::Details { summary: label(summary) },
            DirectiveKind::Tabs { sync } => BlockKind::Tabs { sync: sync.clone() },
            DirectiveKind::Tab { label: text, key } => {
                BlockKind::Tab { label: label(text), key: key.clone() }
            }
        })
    }

    /// Puts a diagnostic at the place of a node.
    pub(crate) fn at(&self, wrong: Diagnostic, file: &SourcePath, at: At) -> Diagnostic {
        wrong.at(file, self.documents.span(file, at))
    }
}

/// How many directives at the start are of one kind.
fn run(written: &[Written], fits: impl Fn(&DirectiveKind) -> bool) -> usize {
    let is_one =
        |node: &markup::Node| matches!(&node.kind, markup::Kind::Directive(d) if fits(&d.kind));
    written.iter().take_while(|(_, node)| is_one(node)).count()
}
