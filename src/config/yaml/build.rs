//! The parser's events to a tree.

use super::{Content, Entry, Node, error};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use serde_yaml::granit_parser::{self as parser, Event, Parser, ScalarStyle};
use std::collections::{BTreeMap, HashMap};

/// How deep lists and maps may nest. The deepest setting of a site stands at 4.
const MAX_DEPTH: usize = 32;

/// How many values a file may hold, copies made by aliases included.
pub(super) const MAX_NODES: usize = 200_000;

/// Reads the YAML at `span` of `text`, the whole file. `None` for the tree means that nothing stands there (no value at
/// all, comments only), or that it is not YAML, which is then reported.
///
/// A key that stands twice is reported and the first one counts.
pub(crate) fn parse(file: &SourcePath, text: &str, span: Span) -> (Option<Node>, Vec<Diagnostic>) {
    let part = text.get(span.start..span.end).unwrap_or_default();
    let mut builder = Builder {
        file,
        text: part,
        base: span.start,
        open: Vec::new(),
        root: None,
        documents: 0,
        anchors: BTreeMap::new(),
        nodes: 0,
        duplicates: Vec::new(),
    };
    let mut options = parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(part, options) {
        let result = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(mistake) => {
                let at = builder.place(mistake.marker(), mistake.marker());
                let at = if error::is_tab(mistake.kind()) { builder.tab(at) } else { at };
                Err(Box::new(error::explain(mistake.kind()).at(file, builder.visible(at))))
            }
        };
        if let Err(diagnostic) = result {
            return (None, vec![*diagnostic]);
        }
    }
    (builder.root.filter(|node| !node.is_null()), builder.duplicates)
}

/// A list or map that is not closed yet.
struct Open {
    start: usize,
    flow: bool,
    anchor: usize,
    /// How many nodes there were before it.
    before: usize,
    content: OpenContent,
}

enum OpenContent {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        /// The key whose value comes next.
        key: Option<(String, Span)>,
        /// The places of the keys so far.
        seen: HashMap<String, Span>,
    },
}

/// What an anchor marks.
struct Anchored {
    node: Node,
    nodes: usize,
    depth: usize,
}

struct Builder<'a> {
    file: &'a SourcePath,
    text: &'a str,
    /// Where `text` begins in the file.
    base: usize,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    anchors: BTreeMap<usize, Anchored>,
    nodes: usize,
    duplicates: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, at: parser::Span) -> Result<(), Box<Diagnostic>> {
        let span = self.place(&at.start, &at.end);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.error(
                        span,
                        "a second YAML document begins here",
                        "the file is one document: remove the line `---` and what follows it",
                    ));
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let content = if !quoted && is_null(&text) {
                    Content::Null
                } else {
                    Content::Scalar { text: text.into_owned(), quoted }
                };
                let span = self.trim(span, style);
                self.count(span, 1)?;
                self.close(Node { span, content }, anchor, 1)
            }
            Event::SequenceStart(style, anchor, _) => self.open(
                span,
                style == parser::StructureStyle::Flow,
                anchor,
                OpenContent::Sequence(Vec::new()),
            ),
            Event::MappingStart(style, anchor, _) => self.open(
                span,
                style == parser::StructureStyle::Flow,
                anchor,
                OpenContent::Mapping { entries: Vec::new(), key: None, seen: HashMap::new() },
            ),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let (content, last) = match open.content {
                    OpenContent::Sequence(nodes) => {
                        let last = nodes.last().map(|node| node.span.end);
                        (Content::Sequence(nodes), last)
                    }
                    OpenContent::Mapping { entries, .. } => {
                        let last = entries.last().map(|e| e.value.span.end.max(e.key_span.end));
                        (Content::Mapping(entries), last)
                    }
                };
                // The end of a block is reported where the next token stands, perhaps lines below.
                let end = if open.flow { span.end } else { last.unwrap_or(open.start) };
                let node = Node { span: Span::new(open.start, end), content };
                self.close(node, open.anchor, self.nodes - open.before)
            }
            Event::Alias(id) => {
                let Some(anchored) = self.anchors.get(&id) else {
                    return Err(self.error(
                        span,
                        "this alias stands inside of what it refers to",
                        "an alias repeats a value that ends above it",
                    ));
                };
                // Counted before they are copied: aliases of aliases grow fast.
                let (nodes, depth) = (anchored.nodes, anchored.depth);
                self.count(span, nodes)?;
                if self.open.len() + depth > MAX_DEPTH {
                    return Err(self.too_deep(span));
                }
                let Some(anchored) = self.anchors.get(&id) else { return Ok(()) };
                let node = Node { span, content: anchored.node.content.clone() };
                self.close(node, 0, nodes)
            }
            _ => Ok(()),
        }
    }

    fn open(
        &mut self,
        span: Span,
        flow: bool,
        anchor: usize,
        content: OpenContent,
    ) -> Result<(), Box<Diagnostic>> {
        self.count(span, 1)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        let before = self.nodes - 1;
        self.open.push(Open { start: span.start, flow, anchor, before, content });
        Ok(())
    }

    /// Puts a whole node where it belongs: into the list or map that is open, or to the root.
    fn close(&mut self, node: Node, anchor: usize, nodes: usize) -> Result<(), Box<Diagnostic>> {
        if anchor != 0 {
            let depth = depth(&node);
            self.anchors.insert(anchor, Anchored { node: node.clone(), nodes, depth });
        }
        let written = slice(self.text, self.base, node.span);
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.content {
            OpenContent::Sequence(list) => list.push(node),
            OpenContent::Mapping { entries, key, seen } => match key.take() {
                Some((key, key_span)) => {
                    if let Some(first) = seen.get(&key) {
                        self.duplicates.push(
                            Diagnostic::new(
                                Code::YamlSyntax,
                                format!("the key `{key}` stands twice"),
                            )
                            .at(self.file, key_span)
                            .label("again here")
                            .help("keep one of the two; the first counts until then")
                            .related(self.file, *first, "first here"),
                        );
                    } else {
                        seen.insert(key.clone(), key_span);
                        entries.push(Entry { key, key_span, value: node });
                    }
                }
                None => match node.content {
                    Content::Scalar { text, .. } => *key = Some((text, node.span)),
                    Content::Null if node.span.start < node.span.end => {
                        *key = Some((written.to_owned(), node.span));
                    }
                    Content::Null => {
                        return Err(self.error(
                            node.span,
                            "a key is missing here",
                            "write a key before the colon",
                        ));
                    }
                    Content::Sequence(_) | Content::Mapping(_) => {
                        return Err(self.error(
                            node.span,
                            "a key must be a text, not a list or a map",
                            "a text that begins with `{` or `[` must stand in quotes",
                        ));
                    }
                },
            },
        }
        Ok(())
    }

    fn count(&mut self, span: Span, nodes: usize) -> Result<(), Box<Diagnostic>> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES {
            return Err(self.error(
                span,
                "the file holds too many values",
                &format!("a settings file may hold {MAX_NODES} values, those of aliases included"),
            ));
        }
        Ok(())
    }

    fn too_deep(&self, span: Span) -> Box<Diagnostic> {
        let help = format!("{MAX_DEPTH} levels are the limit");
        self.error(span, "lists and maps are nested too deeply", &help)
    }

    fn error(&self, span: Span, message: &str, help: &str) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(Code::YamlSyntax, message).at(self.file, span).help(help))
    }

    /// The bytes between two marks in the file. Marks of errors know characters only.
    fn place(&self, start: &parser::Marker, end: &parser::Marker) -> Span {
        let byte = |mark: &parser::Marker| {
            let byte = mark.byte_offset().unwrap_or_else(|| {
                self.text.char_indices().nth(mark.index()).map_or(self.text.len(), |(at, _)| at)
            });
            self.base + byte.min(self.text.len())
        };
        Span::new(byte(start), byte(end))
    }

    /// The tab behind a place, where the parser stops before it.
    fn tab(&self, span: Span) -> Span {
        let (before, rest) = self.text.split_at_checked(span.start - self.base).unwrap_or_default();
        match rest.find('\t').filter(|_| !before.ends_with('\t')) {
            Some(at) => Span::new(span.start + at, span.start + at),
            None => span,
        }
    }

    /// A place between two characters as the character behind it, unless the line ends there.
    fn visible(&self, span: Span) -> Span {
        let rest = self.text.get(span.start - self.base..).unwrap_or_default();
        match rest.chars().next() {
            Some(next) if next != '\n' && next != '\r' => {
                Span::new(span.start, span.start + next.len_utf8())
            }
            _ => span,
        }
    }

    /// A block's range reaches over the blank lines below it: leaves out the white space at its end.
    fn trim(&self, span: Span, style: ScalarStyle) -> Span {
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            return span;
        }
        let part = slice(self.text, self.base, span);
        Span::new(span.start, span.start + part.trim_end().len())
    }
}

/// What stands at `span` of the file, of which `text` is the part that begins at `base`.
fn slice(text: &str, base: usize, span: Span) -> &str {
    text.get(span.start - base..span.end - base).unwrap_or_default()
}

/// How many lists and maps lie inside each other.
fn depth(node: &Node) -> usize {
    match &node.content {
        Content::Null | Content::Scalar { .. } => 0,
        Content::Sequence(nodes) => 1 + nodes.iter().map(depth).max().unwrap_or(0),
        Content::Mapping(entries) => {
            1 + entries.iter().map(|entry| depth(&entry.value)).max().unwrap_or(0)
        }
    }
}

/// The words for nothing in YAML 1.2.
fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
