//! A YAML text to a tree in which every key and value knows its place in the file.
//!
//! 1. The parser cuts the text into events with byte ranges.
//! 2. A stack of open lists and maps joins them to [`Node`]s; an alias is replaced by a copy of what its anchor marks.
//!
//! Goes below serde, to the parser that `serde_yaml` (serde-saphyr) is built on and re-exports. serde's data model would
//! do three things that settings cannot have: it stops at the first mistake of a file, it turns `012`, `yes` or
//! `1_000` into numbers and booleans before a reader has said which type it wants, and it knows neither where a list
//! ends nor what kind of syntax error it was, only a sentence.
//!
//! Never fails and never panics: a text that is not YAML is one diagnostic and no tree. Depth and size have limits, also
//! for aliases of aliases. Knows no key and no type: `12` is the text `12`.

use super::yaml_error;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use serde_yaml::granit_parser::{self as parser, Event, Parser, ScalarStyle};
use std::collections::{BTreeMap, HashMap};

/// How deep lists and maps may nest. The deepest setting of a site stands at 4.
const MAX_DEPTH: usize = 32;

/// How many values a file may hold, copies made by aliases included.
const MAX_NODES: usize = 200_000;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its bytes in the file, quotes and brackets included. An alias stands for its anchor's value, at the place of the
    /// alias; what is inside it keeps the place where it is written.
    pub span: Span,
    /// What it is.
    pub content: Content,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing, `~` or `null`.
    Null,
    /// A text, number or date, not yet told apart.
    Scalar {
        /// The text as meant: as it stands if it has no quotes, with escapes resolved if it has.
        text: String,
        /// Whether it has quotes or is a block (`|`, `>`), so that it can only be a text.
        quoted: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A map in the order of the file; keys are unique.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's bytes in the file.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// Whether it is nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.content == Content::Null
    }
}

/// Reads the YAML at `span` of `text`, the whole file. `None` for the tree means that nothing stands there (no value at
/// all, comments only), or that it is not YAML, which is then reported.
///
/// A key that stands twice is reported and the first one counts.
pub fn parse(file: &SourcePath, text: &str, span: Span) -> (Option<Node>, Vec<Diagnostic>) {
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
            Err(error) => {
                let at = builder.place(error.marker(), error.marker());
                Err(yaml_error::explain(error.kind()).at(file, builder.visible(at)))
            }
        };
        if let Err(diagnostic) = result {
            return (None, vec![diagnostic]);
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
    fn take(&mut self, event: Event<'_>, at: parser::Span) -> Result<(), Diagnostic> {
        let span = self.place(&at.start, &at.end);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.error(span, "a second YAML document begins here").help(
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
                    return Err(self.error(span, "this alias stands inside of what it refers to"));
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
    ) -> Result<(), Diagnostic> {
        self.count(span, 1)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        let before = self.nodes - 1;
        self.open.push(Open { start: span.start, flow, anchor, before, content });
        Ok(())
    }

    /// Puts a whole node where it belongs: into the list or map that is open, or to the root.
    fn close(&mut self, node: Node, anchor: usize, nodes: usize) -> Result<(), Diagnostic> {
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
                    Content::Null => return Err(self.error(node.span, "a key is missing here")),
                    Content::Sequence(_) | Content::Mapping(_) => {
                        return Err(self
                            .error(node.span, "a key must be a text, not a list or a map")
                            .help("a text that begins with `{` or `[` must stand in quotes"));
                    }
                },
            },
        }
        Ok(())
    }

    fn count(&mut self, span: Span, nodes: usize) -> Result<(), Diagnostic> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES {
            return Err(self.error(span, "the file holds too many values").help(format!(
                "a settings file may hold {MAX_NODES} values, those of aliases included"
            )));
        }
        Ok(())
    }

    fn too_deep(&self, span: Span) -> Diagnostic {
        self.error(span, "lists and maps are nested too deeply")
            .help(format!("{MAX_DEPTH} levels are the limit"))
    }

    fn error(&self, span: Span, message: &str) -> Diagnostic {
        Diagnostic::new(Code::YamlSyntax, message).at(self.file, span)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> SourcePath {
        SourcePath::parse("site.yaml").unwrap()
    }

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        parse(&file(), text, Span::new(0, text.len()))
    }

    /// The tree as one line, each node with the text at its span.
    fn show(text: &str, node: &Node) -> String {
        let at = &text[node.span.start..node.span.end];
        match &node.content {
            Content::Null => format!("null<{at}>"),
            Content::Scalar { text, quoted } => {
                format!("{}{text:?}<{at}>", if *quoted { "q" } else { "" })
            }
            Content::Sequence(nodes) => {
                let nodes: Vec<_> = nodes.iter().map(|node| show(text, node)).collect();
                format!("[{}]<{at}>", nodes.join(" "))
            }
            Content::Mapping(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|e| {
                        format!(
                            "{}<{}>:{}",
                            e.key,
                            &text[e.key_span.start..e.key_span.end],
                            show(text, &e.value)
                        )
                    })
                    .collect();
                format!("{{{}}}<{at}>", entries.join(" "))
            }
        }
    }

    fn tree(text: &str) -> String {
        let (node, diagnostics) = read(text);
        assert_eq!(diagnostics, [], "{text}");
        show(text, &node.unwrap())
    }

    /// The message and the text at the place of the only diagnostic.
    fn error(text: &str) -> String {
        let (node, diagnostics) = read(text);
        assert!(node.is_none(), "{text}");
        assert_eq!(diagnostics.len(), 1, "{text}");
        let place = diagnostics[0].place.clone().unwrap();
        assert_eq!(diagnostics[0].code, Code::YamlSyntax);
        let line = text[..place.span.start].matches('\n').count() + 1;
        format!("{line}: {}<{}>", diagnostics[0].message, &text[place.span.start..place.span.end])
    }

    #[test]
    fn scalars_keep_their_text_and_place() {
        assert_eq!(
            tree("é: 12\nb: yes\nc: 2026-01-01\nd: 012\ne: \"q\\n\"\nf: '~'\ng: x y # c\n"),
            "{é<é>:\"12\"<12> b<b>:\"yes\"<yes> c<c>:\"2026-01-01\"<2026-01-01> d<d>:\"012\"<012> \
             e<e>:q\"q\\n\"<\"q\\n\"> f<f>:q\"~\"<'~'> g<g>:\"x y\"<x y>}\
             <é: 12\nb: yes\nc: 2026-01-01\nd: 012\ne: \"q\\n\"\nf: '~'\ng: x y>"
        );
    }

    #[test]
    fn lists_and_maps_end_with_their_last_value() {
        assert_eq!(
            tree("a:\n  - 1\n  - x: 2\n\n# c\nb: [3, {c: d}, ]\n"),
            "{a<a>:[\"1\"<1> {x<x>:\"2\"<2>}<x: 2>]<- 1\n  - x: 2> \
             b<b>:[\"3\"<3> {c<c>:\"d\"<d>}<{c: d}>]<[3, {c: d}, ]>}\
             <a:\n  - 1\n  - x: 2\n\n# c\nb: [3, {c: d}, ]>"
        );
    }

    #[test]
    fn blocks_are_texts() {
        assert_eq!(tree("a: |\n  x\n  y\n\n\n"), "{a<a>:q\"x\\ny\\n\"<x\n  y>}<a: |\n  x\n  y>");
    }

    #[test]
    fn line_ends_and_byte_order_marks_do_not_shift_places() {
        assert_eq!(tree("\u{feff}a: 1\r\nb: 2\r\n"), "{a<a>:\"1\"<1> b<b>:\"2\"<2>}<a: 1\r\nb: 2>");
        assert_eq!(error("\u{feff}é:\r\n\tü: 1\r\n"), "2: a tab cannot indent YAML<ü>");
    }

    #[test]
    fn a_part_of_a_file_has_places_in_the_whole() {
        let text = "---\né: 1\n---\n";
        let (node, _) = parse(&file(), text, Span::new(4, 10));
        assert_eq!(show(text, &node.unwrap()), "{é<é>:\"1\"<1>}<é: 1>");
    }

    #[test]
    fn aliases_copy_what_their_anchor_marks() {
        assert_eq!(
            tree("a: &x [1]\nb: *x\n"),
            "{a<a>:[\"1\"<1>]<[1]> b<b>:[\"1\"<1>]<*x>}<a: &x [1]\nb: *x>"
        );
        assert_eq!(error("a: &x [*x]"), "1: this alias stands inside of what it refers to<*x>");
    }

    #[test]
    fn nothing_is_no_tree_and_no_mistake() {
        for text in ["", "\n\n", "# only this\n", "---\n", "\u{feff}", "\u{feff}# c", "~", "\r\n"] {
            assert_eq!(read(text), (None, Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_counts_once() {
        let (node, diagnostics) = read("a: 1\nb: 2\na: 3\n");
        let Some(Node { content: Content::Mapping(entries), .. }) = node else { panic!() };
        assert_eq!(entries.len(), 2);
        assert_eq!(diagnostics[0].message, "the key `a` stands twice");
        assert_eq!(diagnostics[0].place.clone().unwrap().span, Span::new(10, 11));
        assert_eq!(diagnostics[0].related[0].place.span, Span::new(0, 1));
    }

    #[test]
    fn syntax_errors_stand_at_their_place_in_plain_words() {
        for (text, expected) in [
            ("a:\n\tb: 1\n", "2: a tab cannot indent YAML<b>"),
            ("a: 'x\n", "1: this quote is not closed<'>"),
            ("a: 'x'y\n", "1: something follows the closing quote<y>"),
            ("a: [1\n", "1: this `[` is not closed<[>"),
            ("a: {b]\n", "1: `]` cannot close `{`<{>"),
            ("a: ]\n", "1: this bracket closes nothing<]>"),
            ("é: b: c\n", "1: a colon cannot stand here<:>"),
            ("é: @x\n", "1: a text without quotes cannot begin with `@`<@>"),
            ("a: *x\n", "1: this alias has no anchor above it<*>"),
            ("a: {{ x }}\n", "1: a key must be a text, not a list or a map<{ x }>"),
            ("a: 1\nfoo\nb: 1\n", "2: this line is neither a key nor a value<f>"),
            ("- a\nb: 1\n", "2: this line does not fit the lines above it<b>"),
            ("a: \"C:\\Users\"\n", "1: a backslash followed by this means nothing<\">"),
            ("a: \"x\"# c\n", "1: a comment cannot begin here<#>"),
            ("a: 1\n---\nb: 1\n", "2: a second YAML document begins here<--->"),
            (": x\n", "1: a key is missing here<>"),
            ("a\u{0}: 1\n", "1: an invisible character stands here<\u{0}>"),
        ] {
            assert_eq!(error(text), expected);
        }
    }

    #[test]
    fn deep_and_wide_files_are_refused() {
        for text in ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000)] {
            let message = &read(&text).1[0].message;
            assert_eq!(message, "lists and maps are nested too deeply");
        }
        let wide = "- a\n".repeat(MAX_NODES + 1);
        assert_eq!(read(&wide).1[0].message, "the file holds too many values");
    }

    #[test]
    fn aliases_of_aliases_cannot_grow_without_end() {
        let mut wide = String::from("a0: &a0 [x, x]\n");
        let mut deep = String::from("a0: &a0 [x]\n");
        for n in 1..100 {
            let last = n - 1;
            wide += &format!("a{n}: &a{n} [*a{last}, *a{last}]\n");
            deep += &format!("a{n}: &a{n} [*a{last}]\n");
        }
        assert_eq!(read(&wide).1[0].message, "the file holds too many values");
        assert_eq!(read(&deep).1[0].message, "lists and maps are nested too deeply");
    }

    #[test]
    fn no_cut_of_a_file_panics() {
        let text = "\u{feff}é: [1, {b: 'c'}, \"\\u00e9\"] # c\r\nx: |+\n  y\n\n? &a k\n: *a\nz: !t >-\n\tq\n...\n";
        for start in 0..text.len() {
            for end in start..=text.len() {
                parse(&file(), text, Span::new(start, end));
            }
        }
    }
}
