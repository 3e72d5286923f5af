//! The Markdown parser's events to nodes.
//!
//! 1. [`items`] runs the parser over the prepared text and finds the directive lines among its events. Text in code is taken
//!    from the source by its place, since the prepared text differs there.
//! 2. [`pair`] pairs each directive with its end.
//! 3. [`build`](Lowering::build) makes the tree, one frame for each heading, callout and directive that is open.

use super::attributes::Word;
use super::construct;
use super::context::Context;
use super::directive::{Line, LineKind, Opening};
use super::fence::{self, Fence};
use super::node::{Callout, Directive, DirectiveKind, Kind, Node};
use super::pair::{Item, pair};
use super::place::{At, Places};
use super::prepare::{CLOSE, COLON, OPEN, Prepared, prepare};
use super::template::{self, Segment};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options,
    Parser, Tag, TagEnd,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// What Guidepost understands of Markdown beyond `CommonMark`.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads the Markdown of `text` from `start` on.
pub(super) fn lower(
    file: &SourcePath,
    text: &str,
    start: usize,
) -> (Vec<Node>, Places, Vec<Diagnostic>) {
    let mut context = Context { file, places: Places::default(), diagnostics: Vec::new() };
    let nodes = Lowering {
        source: text,
        base: 0,
        prepared: prepare(text, start),
        references: BTreeMap::new(),
    }
    .run(&mut context);
    (nodes, context.places, context.diagnostics)
}

/// A text on its way to nodes: a whole file, or the label of a directive in it.
struct Lowering<'a> {
    source: &'a str,
    /// Where `source` begins in its file.
    base: usize,
    prepared: Prepared,
    /// The addresses and titles that labels stand for, by label in small letters.
    references: BTreeMap<String, (String, String)>,
}

/// Something that is open while the tree is built.
struct Frame {
    kind: FrameKind,
    at: usize,
    nodes: Vec<Node>,
}

enum FrameKind {
    Page,
    Heading(HeadingLevel, Range<usize>),
    Callout(BlockQuoteKind),
    Directive { opening: Box<Opening>, end: usize },
}

/// Events of text, or of HTML, that follow one another.
struct Joined {
    text: String,
    range: Range<usize>,
    html: bool,
}

impl Joined {
    fn into_item(self) -> Item {
        let text = CowStr::from(self.text);
        Item::Event(if self.html { Event::Html(text) } else { Event::Text(text) }, self.range)
    }
}

impl Lowering<'_> {
    fn run(mut self, context: &mut Context) -> Vec<Node> {
        self.define();
        let items = self.items(context);
        let ends = pair(&items, context);
        self.build(items, &ends, context)
    }

    fn place(&self, context: &mut Context, range: &Range<usize>) -> At {
        context.places.add(Span::new(self.base + range.start, self.base + range.end))
    }

    /// Finds what `[label]: address` defines; a directive's label takes the definitions of its page.
    fn define(&mut self) {
        let parser = Parser::new_ext(&self.prepared.text, OPTIONS);
        let own = parser.reference_definitions().iter().map(|(name, definition)| {
            let title = definition.title.as_deref().unwrap_or_default();
            (name.to_lowercase(), (definition.dest.to_string(), title.to_owned()))
        });
        self.references.extend(own);
    }

    /// Reports a label that nothing defines. Brackets alone are common in prose; two pairs of them are hardly meant as text.
    fn report_undefined(&self, link: &BrokenLink, context: &mut Context) {
        let label = &link.reference;
        let before = &self.source[..link.span.start.min(self.source.len())];
        let follows =
            before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ']' | ')' | '\\'));
        let known = self.references.contains_key(&label.to_lowercase());
        if follows || known || link.link_type != LinkType::Reference {
            return;
        }
        let mut wrong = self
            .undefined(&link.span, label, "address", context)
            .did_you_mean(label, self.references.keys().map(String::as_str));
        wrong.suggestion = None;
        context.push(wrong);
    }

    /// Reports the marks of footnotes in a text, since the parser takes those for text that have no note. A short word may be a
    /// set of letters, as in `[^abc]`.
    fn report_undefined_footnotes(&self, text: &str, range: &Range<usize>, context: &mut Context) {
        for (at, _) in text.match_indices("[^") {
            let Some(length) = text[at..].find(']') else { continue };
            let label = &text[at + 1..at + length];
            let name = &label[1..];
            let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            let is_number = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
            let follows = text[..at].ends_with(char::is_alphanumeric);
            if follows || !(is_number || is_name && name.len() > 3) {
                continue;
            }
            let source = self.source.get(range.clone()).unwrap_or_default();
            let Some(found) = source.find(&format!("[{label}]")) else { continue };
            let start = range.start + found;
            if !self.source[..start].ends_with('\\') {
                let wrong =
                    self.undefined(&(start..start + length + 1), label, "the note", context);
                context.push(wrong);
            }
        }
    }

    fn undefined(
        &self,
        range: &Range<usize>,
        label: &str,
        what: &str,
        context: &Context,
    ) -> Diagnostic {
        let span = Span::new(self.base + range.start, self.base + range.end);
        context
            .wrong(
                Code::UndefinedReference,
                span,
                format!("nothing on this page defines `[{label}]`"),
            )
            .label("stays as it is written")
            .help(format!("write `[{label}]: {what}` on a line of its own, anywhere on the page"))
    }

    /// The parser's events with texts joined, code restored, and directive lines taken out.
    fn items(&self, context: &mut Context) -> Vec<Item> {
        let text = &self.prepared.text;
        let mut items: Vec<Item> = Vec::new();
        let mut in_code = false;
        let mut joined: Option<Joined> = None;
        let broken = RefCell::new(Vec::new());
        let resolve = |link: BrokenLink| {
            let known = self.references.get(&link.reference.to_lowercase()).cloned();
            broken.borrow_mut().push(link.into_static());
            known.map(|(address, title)| (CowStr::from(address), CowStr::from(title)))
        };
        for (event, range) in
            Parser::new_with_broken_link_callback(text, OPTIONS, Some(resolve)).into_offset_iter()
        {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                _ => {}
            }
            let (piece, html) = match &event {
                Event::Text(piece) if in_code => (self.code_text(piece, &range), false),
                Event::Text(piece) => (self.plain_text(piece, &range), false),
                Event::Html(piece) => (piece.to_string(), true),
                _ => {
                    items.extend(joined.take().map(Joined::into_item));
                    items.push(Item::Event(event.into_static(), range));
                    self.take_directive_line(&mut items, context);
                    continue;
                }
            };
            match &mut joined {
                Some(joined) if joined.html == html => {
                    joined.text.push_str(&piece);
                    joined.range.end = range.end;
                }
                _ => {
                    items.extend(joined.take().map(Joined::into_item));
                    joined = Some(Joined { text: piece, range, html });
                }
            }
        }
        items.extend(joined.map(Joined::into_item));
        for link in broken.into_inner() {
            self.report_undefined(&link, context);
        }
        items
    }

    /// A piece of text; a directive line that the parser took as text is given back.
    fn plain_text(&self, piece: &str, range: &Range<usize>) -> String {
        let before = self.prepared.lines.range(..range.end).next_back();
        match before {
            Some((_, line)) if line.span.end > range.start + self.base => {
                self.source.get(range.clone()).unwrap_or(piece).to_owned()
            }
            _ => piece.to_owned(),
        }
    }

    /// A piece of code as it stands in the source, if the parser took it as it is.
    fn code_text(&self, piece: &str, range: &Range<usize>) -> String {
        match self.prepared.text.get(range.clone()) {
            Some(slice) if slice == piece => self.source[range.clone()].to_owned(),
            _ => restore(piece),
        }
    }

    /// Where the last three items are an HTML block that is one directive line, that line takes their place.
    fn take_directive_line(&self, items: &mut Vec<Item>, context: &mut Context) {
        match items.last() {
            Some(Item::Event(Event::End(TagEnd::HtmlBlock), _)) if items.len() >= 3 => {}
            Some(Item::Event(Event::InlineHtml(_), range)) => {
                if let Some((_, line)) = self.prepared.lines.range(range.clone()).next() {
                    self.not_alone(line, "indented too far to begin a block", context);
                    let range = range.clone();
                    items.pop();
                    let text = self.source[range.clone()].trim_start().to_owned();
                    items.push(Item::Event(Event::Text(text.into()), range));
                }
                return;
            }
            _ => return,
        }
        let Some(Item::Event(Event::Html(html), range)) = items.get(items.len() - 2) else {
            return;
        };
        let Some((at, line)) = self.prepared.lines.range(range.clone()).next() else { return };
        let alone = html.trim_end().len() == line.span.end - line.span.start
            && self.source[range.start..*at].trim_matches([' ', '\t', '>']).is_empty();
        if alone {
            items.truncate(items.len() - 3);
            items.push(Item::Line(line.clone()));
            return;
        }
        for (_, line) in self.prepared.lines.range(range.clone()) {
            self.not_alone(line, "inside a block of HTML", context);
        }
        let range = range.clone();
        let number = items.len() - 2;
        items[number] =
            Item::Event(Event::Html(self.source[range.clone()].to_owned().into()), range);
    }

    fn not_alone(&self, line: &Line, why: &str, context: &mut Context) {
        if matches!(line.kind, LineKind::Close) {
            return;
        }
        let span = Span::new(self.base + line.span.start, self.base + line.span.end);
        let wrong = context
            .wrong(Code::MisplacedDirective, span, "this directive is read as text")
            .label(why)
            .help("put it on a line of its own, indented like the text of the list item that it is in, and leave a blank line after HTML");
        context.push(wrong);
    }

    fn build(
        &mut self,
        items: Vec<Item>,
        ends: &[Option<usize>],
        context: &mut Context,
    ) -> Vec<Node> {
        let mut frames = vec![Frame { kind: FrameKind::Page, at: 0, nodes: Vec::new() }];
        let mut code: Option<(CodeBlockKind<'static>, Range<usize>, String)> = None;
        let count = items.len();
        for (number, item) in items.into_iter().enumerate() {
            self.close_ended(&mut frames, number, context);
            match item {
                Item::Event(Event::Start(Tag::CodeBlock(kind)), range) => {
                    code = Some((kind, range, String::new()));
                }
                Item::Event(Event::Text(text), _) if code.is_some() => {
                    if let Some((_, _, code)) = &mut code {
                        code.push_str(&text);
                    }
                }
                Item::Event(Event::End(TagEnd::CodeBlock), _) => {
                    if let Some((kind, range, text)) = code.take() {
                        let node = self.code(&kind, &range, &text, context);
                        push(&mut frames, node);
                    }
                }
                Item::Event(Event::Start(Tag::Heading { level, .. }), range) => {
                    let kind = FrameKind::Heading(level, range.clone());
                    frames.push(Frame { kind, at: range.start, nodes: Vec::new() });
                }
                Item::Event(Event::Start(Tag::BlockQuote(Some(kind))), range) => {
                    let kind = FrameKind::Callout(kind);
                    frames.push(Frame { kind, at: range.start, nodes: Vec::new() });
                }
                Item::Event(
                    Event::End(TagEnd::Heading(_) | TagEnd::BlockQuote(Some(_))),
                    range,
                ) => self.close_markdown(&mut frames, &range, context),
                Item::Event(Event::Text(text), range) => {
                    let nodes = self.text(&text, &range, context);
                    if let Some(frame) = frames.last_mut() {
                        frame.nodes.extend(nodes);
                    }
                }
                Item::Event(event, range) => {
                    let at = self.place(context, &range);
                    push(&mut frames, construct::node(at, Kind::Markdown(restored(event))));
                }
                Item::Line(Line { kind: LineKind::Close, .. }) => {}
                Item::Line(Line { kind: LineKind::Leaf(opening), .. }) => {
                    self.close_directive(&mut frames, opening, Vec::new(), true, context);
                }
                Item::Line(Line { span, kind: LineKind::Open(opening), .. }) => {
                    let end = ends[number].unwrap_or(count);
                    if end > number {
                        let kind = FrameKind::Directive { opening: Box::new(opening), end };
                        frames.push(Frame { kind, at: span.start, nodes: Vec::new() });
                    }
                }
            }
        }
        self.close_ended(&mut frames, count, context);
        frames.pop().map(|frame| frame.nodes).unwrap_or_default()
    }

    /// Closes the directives that end before item `number`.
    fn close_ended(&self, frames: &mut Vec<Frame>, number: usize, context: &mut Context) {
        while let Some(Frame { kind: FrameKind::Directive { end, .. }, .. }) = frames.last() {
            if *end != number {
                return;
            }
            if let Some(Frame { kind: FrameKind::Directive { opening, .. }, nodes, .. }) =
                frames.pop()
            {
                self.close_directive(frames, *opening, nodes, false, context);
            }
        }
    }

    fn close_directive(
        &self,
        frames: &mut [Frame],
        opening: Opening,
        nodes: Vec<Node>,
        leaf: bool,
        context: &mut Context,
    ) {
        let label = opening.label.as_ref().filter(|label| !label.text.trim().is_empty());
        let label = label.map(|label| self.label(label, context));
        // `:::when` may stand between `choose` and its options.
        let mut around = frames.iter().rev().filter_map(|frame| match &frame.kind {
            FrameKind::Directive { opening, .. } => Some(opening.name.text.clone()),
            _ => None,
        });
        let parent = around.find(|name| name != "when");
        let made = construct::construct(context, opening, label, nodes, parent.as_deref(), leaf);
        if let Some(frame) = frames.last_mut() {
            frame.nodes.extend(made);
        }
    }

    /// Ends a heading or a `> [!NOTE]`.
    fn close_markdown(
        &mut self,
        frames: &mut Vec<Frame>,
        range: &Range<usize>,
        context: &mut Context,
    ) {
        let Some(Frame { kind, at, nodes }) = frames.pop() else { return };
        let place = self.place(context, &(at..range.end));
        let kind = match kind {
            FrameKind::Heading(level, range) => {
                let attributes = self.prepared.headings.range(range).next().map(|(at, _)| *at);
                let attributes = attributes.and_then(|at| self.prepared.headings.remove(&at));
                Kind::Heading(construct::heading(context, level, attributes, nodes))
            }
            FrameKind::Callout(kind) => {
                let kind = match kind {
                    BlockQuoteKind::Note => Callout::Note,
                    BlockQuoteKind::Tip => Callout::Tip,
                    BlockQuoteKind::Important => Callout::Important,
                    BlockQuoteKind::Warning => Callout::Warning,
                    BlockQuoteKind::Caution => Callout::Caution,
                };
                let kind = DirectiveKind::Callout { kind, title: Vec::new() };
                Kind::Directive(Directive { kind, id: None, classes: Vec::new(), nodes })
            }
            FrameKind::Page | FrameKind::Directive { .. } => return,
        };
        push(frames, construct::node(place, kind));
    }

    fn code(
        &self,
        kind: &CodeBlockKind,
        range: &Range<usize>,
        text: &str,
        context: &mut Context,
    ) -> Node {
        let fence = match kind {
            CodeBlockKind::Indented => Fence::default(),
            CodeBlockKind::Fenced(info) => {
                let first_line = self.source[range.clone()].lines().next().unwrap_or_default();
                let marks = first_line.len() - first_line.trim_start_matches(['`', '~']).len();
                let written = first_line[marks..].trim();
                let offset = first_line.find(written).unwrap_or(marks);
                // An info string with a backslash or an entity is not what stands in the file; it is read as it was meant.
                let info = if written.contains(['\\', '&']) { &**info } else { written };
                let (fence, mut wrong) =
                    fence::parse(info, text, context.file, self.base + range.start + offset);
                context.diagnostics.append(&mut wrong);
                fence
            }
        };
        let at = self.place(context, range);
        construct::node(at, Kind::Code(fence, template::marked(text)))
    }

    /// A text cut into plain text, variables and keys.
    fn text(&self, text: &str, range: &Range<usize>, context: &mut Context) -> Vec<Node> {
        let source = self.source.get(range.clone()).unwrap_or_default();
        if source.starts_with(":::")
            && source[3..].starts_with(char::is_alphabetic)
            && self.follows_bullet(range.start)
        {
            let line = source.lines().next().unwrap_or_default().trim_end();
            let span = Span::new(self.base + range.start, self.base + range.start + line.len());
            let wrong = context
                .wrong(Code::MisplacedDirective, span, "this directive is read as text")
                .label("on the line of a bullet or number")
                .help("put it on a line of its own, indented like the text of the list item");
            context.push(wrong);
        }
        let mut variables =
            template::find(source).map(|found| range.start + found.start..range.start + found.end);
        let mut nodes = Vec::new();
        for segment in template::segments(text) {
            match segment {
                Segment::Variable(path) => {
                    let place = variables.next().unwrap_or_else(|| range.clone());
                    let at = self.place(context, &place);
                    nodes.push(construct::node(at, Kind::Variable(path.to_owned())));
                }
                Segment::Text(text) => self.keys(text, range, &mut nodes, context),
            }
        }
        nodes
    }

    /// Whether only bullets, numbers and marks of quotes stand before `at` on its line.
    fn follows_bullet(&self, at: usize) -> bool {
        let before = self.source[..at].rsplit('\n').next().unwrap_or_default();
        let mark = |c: char| c.is_ascii_digit() || c.is_ascii_whitespace() || "-*+.)>".contains(c);
        before.contains(['-', '*', '+', '.', ')']) && before.chars().all(mark)
    }

    /// Plain text, and the inline directives in it.
    fn keys(&self, text: &str, range: &Range<usize>, nodes: &mut Vec<Node>, context: &mut Context) {
        let mut rest = text;
        while let Some((before, inside, after)) = split_keys(rest) {
            if !before.is_empty() {
                self.look_for_typos(before, range, context);
                let at = self.place(context, range);
                nodes
                    .push(construct::node(at, Kind::Markdown(Event::Text(restore(before).into()))));
            }
            let written = format!(":keys[{inside}]");
            let source = self.source.get(range.clone()).unwrap_or_default();
            let place = source.find(&written).map_or(range.clone(), |found| {
                range.start + found..range.start + found + written.len()
            });
            let at = self.place(context, &place);
            nodes.push(construct::node(at, Kind::Keys(inside.to_owned())));
            rest = after;
        }
        if !rest.is_empty() {
            self.look_for_typos(rest, range, context);
            self.report_undefined_footnotes(rest, range, context);
            let at = self.place(context, range);
            nodes.push(construct::node(at, Kind::Markdown(Event::Text(restore(rest).into()))));
        }
    }

    /// `:keyz[…]` is probably meant to be `:keys[…]`; any other word with a colon is text.
    fn look_for_typos(&self, text: &str, range: &Range<usize>, context: &mut Context) {
        for (at, _) in text.match_indices('[') {
            let before = &text[..at];
            let name =
                before.len() - before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
            let (start, name) = (at - name, &before[at - name..]);
            let begins = before[..start].ends_with(':')
                && !before[..start - 1].ends_with(|c: char| c.is_alphanumeric() || c == ':');
            if !begins || crate::diagnostic::nearest(name, ["keys"]).is_none() {
                continue;
            }
            let written = format!(":{name}[");
            let source = self.source.get(range.clone()).unwrap_or_default();
            let Some(found) = source.find(&written) else { continue };
            let from = self.base + range.start + found + 1;
            let span = Span::new(from, from + name.len());
            let wrong = context
                .wrong(
                    Code::UnknownDirective,
                    span,
                    format!("there is no directive `{name}` in text"),
                )
                .label("not a directive")
                .did_you_mean(name, ["keys"]);
            context.push(wrong);
        }
    }

    /// A label's inline Markdown.
    fn label(&self, label: &Word, context: &mut Context) -> Vec<Node> {
        let inner = Lowering {
            source: &label.text,
            base: self.base + label.span.start,
            prepared: prepare(&label.text, 0),
            references: self.references.clone(),
        };
        let mut nodes = inner.run(context);
        let is_paragraph = |node: Option<&Node>, wanted: &Event| {
            node.is_some_and(|node| matches!(&node.kind, Kind::Markdown(event) if event == wanted))
        };
        let inner = nodes.len().saturating_sub(1);
        if inner > 0
            && is_paragraph(nodes.first(), &Event::Start(Tag::Paragraph))
            && is_paragraph(nodes.last(), &Event::End(TagEnd::Paragraph))
        {
            nodes.pop();
            nodes.remove(0);
            return nodes;
        }
        // "1. Start" is a list to the parser; as a label it is text.
        let at = context.places.add(label.span);
        vec![construct::node(at, Kind::Markdown(Event::Text(label.text.clone().into())))]
    }
}

fn push(frames: &mut [Frame], node: Node) {
    if let Some(frame) = frames.last_mut() {
        frame.nodes.push(node);
    }
}

/// Cuts a text at the first pair of marked brackets.
fn split_keys(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find(OPEN)?;
    let close = open + text[open..].find(CLOSE)?;
    let before = text[..open].strip_suffix("keys")?.strip_suffix([':', COLON])?;
    Some((before, &text[open + 1..close], &text[close + 1..]))
}

/// Gives back the brackets and colons that [`prepare`] marked.
fn restore(text: &str) -> String {
    text.replace(OPEN, "[").replace(CLOSE, "]").replace(COLON, ":")
}

/// An event with its brackets and colons given back.
fn restored(event: Event<'static>) -> Event<'static> {
    let is_marked = |text: &str| text.contains([OPEN, CLOSE, COLON]);
    match event {
        Event::Code(text) if is_marked(&text) => Event::Code(restore(&text).into()),
        Event::Html(text) if is_marked(&text) => Event::Html(restore(&text).into()),
        Event::InlineHtml(text) if is_marked(&text) => Event::InlineHtml(restore(&text).into()),
        event => event,
    }
}
