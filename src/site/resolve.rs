//! Nodes of documents to nodes of an edition.
//!
//! 1. An include gives way to what it includes, a condition to its contents or to nothing, a variable to its value.
//! 2. Runs of variants become groups: `{else}` is everyone whom the group has not named. A group that leaves someone without text is reported.
//!
//! Never fails: what has no value is left out, with a diagnostic. Numbers no heading and follows no link.

use super::content::{Block, BlockKind, Heading, Kind, Leads, Node, Origin, PerReader};
use super::documents::Documents;
use super::readers::{Readers, Set};
use super::variables::{PageValues, Values, is_for_reader};
use crate::config::System;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use crate::markup::template::{self, Segment};
use crate::markup::{self, At, Axis, Condition, DirectiveKind, Named};
use pulldown_cmark::{CowStr, Event, Tag};

/// A node of a document and the file that it stands in.
pub(crate) type Written<'a> = (&'a SourcePath, &'a markup::Node);

/// Resolves the nodes of one page.
pub(crate) struct Resolver<'a> {
    pub(crate) values: &'a Values,
    pub(crate) documents: &'a Documents,
    pub(crate) page: PageValues,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The files that are being included, outermost first.
    pub(crate) including: Vec<SourcePath>,
}

impl<'a> Resolver<'a> {
    /// Resolves nodes that everyone sees.
    pub(crate) fn resolve(&mut self, written: &[Written]) -> Vec<Node> {
        let everyone = self.values.audience.all().clone();
        self.nodes(written, &everyone)
    }

    fn children(&mut self, file: &SourcePath, nodes: &[markup::Node], within: &Set) -> Vec<Node> {
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
                            out.extend(self.children(&path, nodes, within));
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
    ) -> Option<(SourcePath, &'a [markup::Node])> {
        let path = match src.text.strip_prefix('/') {
            Some(rest) => SourcePath::parse(&format!("content/{rest}")),
            None => file.join(&src.text),
        };
        let documents = self.documents;
        let found = path.as_ref().and_then(|path| documents.get(path));
        let (Some(path), Some(document)) = (path.clone(), found) else {
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
        if self.including.contains(&path) || path == *file {
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

    /// A run of variants of one axis.
    fn variants(&mut self, run: &[Written], axis: Axis, within: &Set, out: &mut Vec<Node>) {
        let mut rest = within.clone();
        // Whether nobody is missing: `only` says so, and of a group with a mistake in it nothing can be said.
        let mut only = false;
        for (nth, (file, node)) in run.iter().enumerate() {
            let markup::Kind::Directive(directive) = &node.kind else { continue };
            let DirectiveKind::Readers(readers) = &directive.kind else { continue };
            only |= readers.only || (readers.names.is_empty() && !readers.otherwise);
            only |= !readers.names.iter().all(|name| self.is_known(&name.text, axis));
            let mut set = Set::new();
            for name in &readers.names {
                set.extend(self.named(file, name, axis, within));
            }
            if readers.otherwise {
                if nth == 0 {
                    let wrong =
                        Diagnostic::new(Code::DanglingElse, "nothing stands before this `else`")
                            .label("the rest of what?")
                            .help(format!("put `:::{}{{…}}` directly above it", axis.name()));
                    let wrong = self.at(wrong, file, node.at);
                    self.diagnostics.push(wrong);
                }
                set.extend(rest.iter().copied());
            }
            rest.retain(|pair| !set.contains(pair));
            if set.is_empty() {
                let known = readers.names.iter().all(|name| self.is_known(&name.text, axis));
                if known && !readers.names.is_empty() {
                    let wrong =
                        Diagnostic::new(Code::ImpossibleVariant, "nobody can see this text")
                            .label("no reader of this place has it")
                            .help("the browser files say which system each browser exists for");
                    let wrong = self.at(wrong, file, node.at);
                    self.diagnostics.push(wrong);
                }
                continue;
            }
            let nodes = self.children(file, &directive.nodes, &set);
            if nodes.is_empty() {
                continue;
            }
            let kind = match self.values.audience.describe(&set, within) {
                Readers::All => {
                    out.extend(nodes);
                    continue;
                }
                readers => Kind::Variant(readers, nodes),
            };
            out.push(Node { origin: Origin { file: (*file).clone(), at: node.at }, kind });
        }
        if !rest.is_empty()
            && !only
            && let Some((file, node)) = run.first()
        {
            self.report_missing(file, node.at, axis, &rest, within);
        }
    }

    fn report_missing(&mut self, file: &SourcePath, at: At, axis: Axis, rest: &Set, within: &Set) {
        let audience = &self.values.audience;
        let who = audience.label(&audience.describe(rest, within));
        let who = if who.is_empty() { "anyone".to_owned() } else { who };
        let names: Vec<&str> = match axis {
            Axis::Browser => {
                let numbers: std::collections::BTreeSet<usize> =
                    rest.iter().map(|(n, _)| *n).collect();
                let browsers = &self.values.browsers;
                numbers.iter().filter_map(|n| browsers.get(*n)).map(|b| b.id.as_str()).collect()
            }
            Axis::System => super::variables::systems(rest).iter().map(|s| s.id()).collect(),
        };
        let wrong = Diagnostic::new(
            Code::MissingVariant,
            format!("there is no text for {who} here"),
        )
        .label("this group leaves them out")
        .help(format!(
            "add `:::{}{{{}}}` or `:::{0}{{else}}` below it, or write `only` if they need nothing",
            axis.name(),
            names.join(" ")
        ));
        let wrong = self.at(wrong, file, at);
        self.diagnostics.push(wrong);
    }

    fn is_known(&self, name: &str, axis: Axis) -> bool {
        match axis {
            Axis::Browser => self.values.browsers.iter().any(|b| b.id.as_str() == name),
            Axis::System => {
                System::parse(name).is_some_and(|s| self.values.settings.systems.contains(&s))
            }
        }
    }

    /// The readers among `within` with the browser or system of that name.
    fn named(&mut self, file: &SourcePath, name: &Named, axis: Axis, within: &Set) -> Set {
        if !self.is_known(&name.text, axis) {
            let settings = &self.values.settings;
            let (code, what, known): (_, _, Vec<&str>) = match axis {
                Axis::Browser => {
                    let ids = self.values.browsers.iter().map(|browser| browser.id.as_str());
                    (Code::UnknownBrowser, "browser", ids.chain(["else", "only"]).collect())
                }
                Axis::System => {
                    let ids = settings.systems.iter().map(|system| system.id());
                    (Code::UnknownSystem, "system", ids.chain(["else", "only"]).collect())
                }
            };
            let mut wrong =
                Diagnostic::new(code, format!("this site has no {what} `{}`", name.text))
                    .label("not known");
            if axis == Axis::Browser && self.values.browsers.is_empty() {
                wrong = wrong.help("browsers are files in `content/browsers/`, such as `firefox.yaml`; there are none");
            }
            let wrong = self.at(wrong, file, name.at).did_you_mean(&name.text, known);
            self.diagnostics.push(wrong);
            return Set::new();
        }
        let fits = |(browser, system): &super::readers::Pair| match axis {
            Axis::Browser => self.values.browsers[*browser].id.as_str() == name.text,
            Axis::System => system.id() == name.text,
        };
        within.iter().copied().filter(|pair| fits(pair)).collect()
    }

    /// A run of conditions. Each is decided by itself; an `{else}` is kept if none above it, back to the last `{else}`, was.
    fn branches(&mut self, run: &[Written], within: &Set, out: &mut Vec<Node>) {
        let mut kept = false;
        let mut first = true;
        for (file, node) in run {
            let markup::Kind::Directive(directive) = &node.kind else { continue };
            let DirectiveKind::When(condition) = &directive.kind else { continue };
            let keep = if let Some(condition) = condition {
                self.holds(file, condition)
            } else {
                if first {
                    let wrong =
                        Diagnostic::new(Code::DanglingElse, "nothing stands before this `else`")
                            .label("the rest of what?")
                            .help("put `:::when{…}` directly above it");
                    let wrong = self.at(wrong, file, node.at);
                    self.diagnostics.push(wrong);
                }
                !kept
            };
            (kept, first) = if condition.is_some() { (kept | keep, false) } else { (false, true) };
            if keep {
                out.extend(self.children(file, &directive.nodes, within));
            }
        }
    }

    /// Whether a condition holds in this edition.
    pub(crate) fn holds(&mut self, file: &SourcePath, condition: &Condition) -> bool {
        let mut holds = true;
        for test in &condition.tests {
            if is_for_reader(&test.variable.text) {
                let wrong = Diagnostic::new(Code::BadCondition, "a condition is decided when the site is built")
                    .label("known only to the reader")
                    .help("for text that differs by browser or system, write `:::browser{…}` or `:::os{…}`");
                let wrong = self.at(wrong, file, test.variable.at);
                self.diagnostics.push(wrong);
                continue;
            }
            let value = match self.values.value(&test.variable.text, &self.page) {
                Ok(value) => value,
                Err(wrong) => {
                    let wrong = self.at(wrong, file, test.variable.at);
                    self.diagnostics.push(wrong);
                    continue;
                }
            };
            if let Some(choices) = self.values.choices(&test.variable.text) {
                for wanted in test.values.iter().filter(|wanted| !choices.contains(&wanted.text)) {
                    let wrong = Diagnostic::new(
                        Code::WrongValue,
                        format!("`{}` is never `{}`", test.variable.text, wanted.text),
                    )
                    .label("not among its choices");
                    let wrong = self
                        .at(wrong, file, wanted.at)
                        .did_you_mean(&wanted.text, choices.iter().map(String::as_str));
                    self.diagnostics.push(wrong);
                }
            }
            let is_one = test.values.iter().any(|wanted| wanted.text == value);
            holds &= is_one != test.negated;
        }
        holds
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
            markup::Kind::Variable(path) => match self.values.value(path, &self.page) {
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

    /// An event with the variables of its texts filled in.
    fn event(&mut self, file: &SourcePath, at: At, event: &Event<'static>, within: &Set) -> Kind {
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
                Segment::Variable(path) => match self.values.value(path, &self.page) {
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
    fn fill(
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
                Segment::Variable(path) => match self.values.value(path, &self.page) {
                    Ok(value) => out.push_str(&prepare(&value)),
                    Err(wrong) => self.variable_wrong(wrong, file, at, path),
                },
            }
        }
        out
    }

    /// Reports a variable at its own place within that of the node `at`.
    fn variable_wrong(&mut self, wrong: Diagnostic, file: &SourcePath, at: At, path: &str) {
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
                self.values.value(found.path, &self.page)
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

/// A value that is the same for everyone needs no readers.
fn simplest<T>(
    mut values: PerReader<T>,
    many: impl Fn(PerReader<T>) -> Kind,
    one: impl Fn(T) -> Kind,
) -> Kind {
    if values.len() == 1
        && values[0].0 == Readers::All
        && let Some((_, value)) = values.pop()
    {
        return one(value);
    }
    many(values)
}

/// A value as it stands in HTML, between tags or in quotes.
fn escape(text: &str) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}
