//! What an edition shows: the nodes of documents with includes put in, conditions decided and variables filled in.
//!
//! What differs by reader is still there, each with its readers. Every node knows where it was written ([`Origin`]), which may be another
//! file than its page's; what is published never depends on that.

use super::readers::Readers;
use crate::id::SourcePath;
use crate::markup::{At, Callout, Fence, PanelView};
use crate::snippet::{Action, Snippet};
use pulldown_cmark::{Event, HeadingLevel};

/// Where something was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) file: SourcePath,
    pub(crate) at: At,
}

/// A node and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) origin: Origin,
    pub(crate) kind: Kind,
}

/// The kinds of nodes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// An event of the Markdown parser.
    Markdown(Event<'static>),
    /// A text that differs by reader.
    Text(PerReader<String>),
    /// A code span that differs by reader.
    CodeSpan(PerReader<String>),
    /// Keys to press: alternatives, each a list of keys to hold together.
    Keys(PerReader<Vec<Vec<String>>>),
    /// A heading.
    Heading(Heading),
    /// A piece of code.
    Code(Fence, String),
    /// What only some readers see.
    Variant(Readers, Vec<Node>),
    /// Any other construct.
    Block(Block),
}

/// Values, each for some readers; together they are for everyone who sees the place.
pub(crate) type PerReader<T> = Vec<(Readers, T)>;

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heading {
    pub(crate) level: HeadingLevel,
    /// Empty until [`super::anchors`] has given it one, save where the author did.
    pub(crate) id: String,
    /// Where the author wrote the id, if so.
    pub(crate) id_at: Option<At>,
    pub(crate) classes: Vec<String>,
    /// Other words for it, for search.
    pub(crate) keywords: String,
    pub(crate) nodes: Vec<Node>,
}

/// A construct that holds other nodes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    pub(crate) id: Option<(String, At)>,
    pub(crate) classes: Vec<String>,
    pub(crate) nodes: Vec<Node>,
}

/// The kinds of constructs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BlockKind {
    Choose { question: Vec<Node> },
    Choice { answer: Vec<Node>, leads: Option<Leads> },
    Expect,
    Trouble { label: Vec<Node> },
    Callout { kind: Callout, title: Vec<Node> },
    Details { summary: Vec<Node> },
    Tabs { sync: Option<String> },
    Tab { label: Vec<Node>, key: String },
    Snippet(Box<Panel>),
}

/// A panel that shows a piece of HTML, with what is pinned to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Panel {
    /// The name of the snippet's file without its ending; its style sheet goes by it.
    pub(crate) name: Option<String>,
    pub(crate) view: PanelView,
    pub(crate) caption: Vec<Node>,
    pub(crate) snippet: Snippet,
    pub(crate) notes: Vec<PanelNote>,
    /// What each edit does, and what it names.
    pub(crate) edits: Vec<Action>,
    /// A page to practise on.
    pub(crate) practice: Option<Leads>,
}

/// A note of a panel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PanelNote {
    pub(crate) number: usize,
    /// The element is to be left alone.
    pub(crate) not: bool,
    /// The selector, and the attribute if it is about one: `a.button @style`.
    pub(crate) pinned_to: String,
    pub(crate) nodes: Vec<Node>,
}

/// Where an answer leads, as written; `super::links` finds the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leads {
    pub(crate) to: String,
    pub(crate) at: At,
}

impl Node {
    /// The lists of nodes inside this one, in reading order.
    pub(crate) fn children(&self) -> Vec<&[Node]> {
        match &self.kind {
            Kind::Heading(heading) => vec![&heading.nodes],
            Kind::Variant(_, nodes) => vec![nodes],
            Kind::Block(block) => {
                let mut lists: Vec<&[Node]> = vec![block.kind.label(), &block.nodes];
                if let BlockKind::Snippet(panel) = &block.kind {
                    lists.extend(panel.notes.iter().map(|note| note.nodes.as_slice()));
                }
                lists
            }
            _ => Vec::new(),
        }
    }
}

impl BlockKind {
    /// The nodes of the construct's label.
    pub(crate) fn label(&self) -> &[Node] {
        match self {
            BlockKind::Choose { question: label }
            | BlockKind::Choice { answer: label, .. }
            | BlockKind::Trouble { label }
            | BlockKind::Callout { title: label, .. }
            | BlockKind::Details { summary: label }
            | BlockKind::Tab { label, .. } => label,
            BlockKind::Snippet(panel) => &panel.caption,
            BlockKind::Expect | BlockKind::Tabs { .. } => &[],
        }
    }
}

/// A value that is the same for everyone needs no readers.
pub(super) fn simplest<T>(
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

/// Calls `visit` for every node, those inside others after them.
pub(crate) fn walk<'a>(nodes: &'a [Node], visit: &mut dyn FnMut(&'a Node)) {
    for node in nodes {
        visit(node);
        for children in node.children() {
            walk(children, visit);
        }
    }
}

/// The text of nodes without any marks, as the first readers see it.
pub(crate) fn plain_text(nodes: &[Node]) -> String {
    let mut text = String::new();
    collect_text(nodes, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect_text(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match &node.kind {
            Kind::Markdown(Event::Text(t) | Event::Code(t)) => text.push_str(t),
            Kind::Markdown(Event::SoftBreak | Event::HardBreak | Event::End(_)) => {
                // Words of neighbouring paragraphs and cells must not run together; inline ends do no harm before a space.
                if !matches!(&node.kind, Kind::Markdown(Event::End(end)) if is_inline(*end)) {
                    text.push(' ');
                }
            }
            Kind::Text(values) | Kind::CodeSpan(values) => {
                text.push_str(values.first().map_or("", |(_, value)| value));
            }
            Kind::Keys(values) => {
                if let Some((_, alternatives)) = values.first() {
                    let keys: Vec<String> =
                        alternatives.iter().map(|keys| keys.join("+")).collect();
                    text.push_str(&keys.join(" / "));
                }
            }
            _ => {
                for children in node.children() {
                    collect_text(children, text);
                }
                text.push(' ');
            }
        }
    }
}

/// Whether an element stands within a line, so that the text on either side of it may be one word.
pub(crate) fn is_inline(end: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
