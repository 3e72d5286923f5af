//! What one Markdown file says: a list of nodes, blocks and inlines in reading order.
//!
//! Plain Markdown stays as the parser's own events, so that it is published just as the parser gives it; only what Guidepost adds has
//! types of its own. Nodes carry no places, only numbers ([`At`]) that [`Places`] knows, so that a blank line above changes no node.

use super::condition::Condition;
use super::fence::Fence;
use super::place::{At, Named};
use crate::snippet::Action;
use pulldown_cmark::{Event, HeadingLevel};

/// A node and its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) at: At,
    pub(crate) kind: Kind,
}

/// The kinds of nodes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// An event of the Markdown parser; texts in it may hold marked variables, save for `Text`.
    Markdown(Event<'static>),
    /// A variable in text.
    Variable(String),
    /// `:keys[…]`
    Keys(String),
    /// A heading with all that stands in it.
    Heading(Heading),
    /// A fenced or indented piece of code, with marked variables.
    Code(Fence, String),
    /// A directive with all that stands in it.
    Directive(Directive),
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heading {
    pub(crate) level: HeadingLevel,
    pub(crate) id: Option<Named>,
    /// `{.aside}`: not a step.
    pub(crate) aside: bool,
    pub(crate) classes: Vec<String>,
    pub(crate) when: Option<Condition>,
    pub(crate) minutes: Option<u32>,
    /// Other words for it, for search.
    pub(crate) keywords: String,
    pub(crate) nodes: Vec<Node>,
}

/// A directive.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Directive {
    pub(crate) kind: DirectiveKind,
    pub(crate) id: Option<Named>,
    pub(crate) classes: Vec<String>,
    pub(crate) nodes: Vec<Node>,
}

/// What a directive is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DirectiveKind {
    /// `:::browser{…}` and `:::os{…}`
    Readers(Readers),
    /// `:::when{…}`; `None` for `{else}`.
    When(Option<Condition>),
    /// `:::choose[Question]`
    Choose { question: Vec<Node> },
    /// `:::option[Answer]{…}`
    Choice { answer: Vec<Node>, leads: Leads },
    /// `:::expect`
    Expect,
    /// `:::trouble[What went wrong]`
    Trouble { label: Vec<Node> },
    /// `:::note[Title]` and its like, or `> [!NOTE]`
    Callout { kind: Callout, title: Vec<Node> },
    /// `:::details[Summary]`
    Details { summary: Vec<Node> },
    /// `:::tabs{sync=…}`
    Tabs { sync: Option<String> },
    /// `:::tab[Label]{key=…}`
    Tab { label: Vec<Node>, key: String },
    /// `::include{src=…}`
    Include { src: Named },
    /// `:::snippet{src=…}`
    Snippet(Snippet),
}

/// A panel that shows a piece of HTML.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Snippet {
    /// The name of a file in `content/snippets/`.
    pub(crate) src: Option<Named>,
    /// The HTML itself, where it is written on the page.
    pub(crate) html: Option<Named>,
    /// The element that the panel opens at, a selector.
    pub(crate) focus: Option<Named>,
    /// What is typed into the search box.
    pub(crate) find: Option<Named>,
    /// A page to practise on, a link.
    pub(crate) practice: Option<Named>,
    /// How the HTML is shown.
    pub(crate) view: PanelView,
    pub(crate) caption: Vec<Node>,
    pub(crate) pins: Vec<Pin>,
}

/// How a panel shows its HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PanelView {
    /// As the tree of developer tools.
    #[default]
    Tree,
    /// As it is written.
    Code,
    /// Both, the tree first.
    Both,
}

impl PanelView {
    /// The words for them in content.
    pub(crate) const NAMES: [&str; 3] = ["tree", "code", "both"];

    /// The view of that name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "tree" => Self::Tree,
            "code" => Self::Code,
            "both" => Self::Both,
            _ => return None,
        })
    }
}

/// A note or an edit of a snippet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pin {
    /// What is said of an element or an attribute; `not`: leave it alone.
    Note { selector: Named, attribute: Option<Named>, not: bool, nodes: Vec<Node> },
    /// A change; `value_at` is the place of the attribute or class that it names.
    Edit { selector: Named, action: Action, value_at: Option<At> },
}

/// Where an answer leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leads {
    /// To a step of this page, or to a page.
    To(Named),
    /// Nowhere: its text is the end.
    Stop,
}

/// For whom a variant is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Readers {
    pub(crate) axis: Axis,
    /// The browsers or systems named.
    pub(crate) names: Vec<Named>,
    /// `{else}`: everyone whom the group has not named.
    pub(crate) otherwise: bool,
    /// `{… only}`: the others need nothing.
    pub(crate) only: bool,
}

/// What variants differ by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Axis {
    Browser,
    System,
}

impl Axis {
    /// The directive's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Axis::Browser => "browser",
            Axis::System => "os",
        }
    }
}

/// The kinds of callouts, as GitHub has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Callout {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Callout {
    /// The name in content, in classes and in the keys of interface texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Callout::Note => "note",
            Callout::Tip => "tip",
            Callout::Important => "important",
            Callout::Warning => "warning",
            Callout::Caution => "caution",
        }
    }

    /// The kind of that name; `info` and `danger` are other tools' words.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "note" | "info" => Callout::Note,
            "tip" => Callout::Tip,
            "important" => Callout::Important,
            "warning" => Callout::Warning,
            "caution" | "danger" => Callout::Caution,
            _ => return None,
        })
    }
}
