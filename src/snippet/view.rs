//! A tree to what a panel shows of it: open along the way to what matters, folded elsewhere.

use super::Action;
use super::tree::{NodeId, Tree, is_void};
use scraper::Node;
use std::collections::BTreeSet;

/// A text up to this many characters stands on one line with its element.
const SHORT: usize = 60;

/// What is pinned to the elements of one state.
#[derive(Clone, Debug, Default)]
pub(super) struct Pins {
    pub(super) focus: Option<NodeId>,
    pub(super) notes: Vec<Note>,
    /// What the next edit takes away.
    pub(super) going: Option<(NodeId, Action)>,
    /// What the last edit brought.
    pub(super) came: Option<(NodeId, Action)>,
}

impl Pins {
    /// The element that this state is about: the one in focus, else the one that an edit changes.
    pub(super) fn around(&self) -> Option<NodeId> {
        let changed = self.going.as_ref().or(self.came.as_ref()).map(|(node, _)| *node);
        self.focus.or(changed)
    }
}

/// A note, its element and maybe its attribute.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) number: usize,
    pub(super) node: NodeId,
    pub(super) attribute: Option<String>,
}

/// How something differs from the state before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Deleted,
    Inserted,
}

/// A node of a panel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum View {
    Element(Element),
    Text(String, Option<Mark>),
    Comment(String),
}

/// An element of a panel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<Attribute>,
    /// The notes that are pinned to it.
    pub(crate) notes: Vec<usize>,
    /// It is the one in focus.
    pub(crate) hit: bool,
    /// It is not shown on the page.
    pub(crate) dim: bool,
    /// It is folded at first.
    pub(crate) folded: bool,
    pub(crate) mark: Option<Mark>,
    pub(crate) children: Vec<View>,
}

impl Element {
    /// Whether it has no end tag, as `<br>`.
    pub(crate) fn is_void(&self) -> bool {
        is_void(&self.name)
    }

    /// Its text, if it holds nothing else and that is short enough to stand on one line with it.
    pub(crate) fn short_text(&self) -> Option<(&str, Option<Mark>)> {
        match self.children.as_slice() {
            [View::Text(text, mark)] if text.chars().count() <= SHORT => Some((text, *mark)),
            _ => None,
        }
    }
}

/// An attribute of a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) notes: Vec<usize>,
    pub(crate) mark: Option<Mark>,
}

/// The panel of a tree.
pub(super) fn view(tree: &Tree, pins: &Pins) -> Vec<View> {
    let mut open = BTreeSet::new();
    let pinned = pins.notes.iter().map(|note| note.node).chain(pins.focus);
    let changed = pins.going.iter().chain(&pins.came).map(|(node, _)| *node);
    for node in pinned.chain(changed) {
        if let Some(node) = tree.html().tree.get(node) {
            open.insert(node.id());
            open.extend(node.ancestors().map(|node| node.id()));
        }
    }
    let drawing = Drawing { tree, pins, open };
    drawing.children(tree.html().tree.root().id())
}

struct Drawing<'a> {
    tree: &'a Tree,
    pins: &'a Pins,
    /// The elements on the way to what matters.
    open: BTreeSet<NodeId>,
}

impl Drawing<'_> {
    /// Trees nest at most a few hundred deep ([`Tree::parse`]).
    fn children(&self, node: NodeId) -> Vec<View> {
        let Some(node) = self.tree.html().tree.get(node) else { return Vec::new() };
        let mut views = Vec::new();
        for child in node.children() {
            match child.value() {
                Node::Element(element) => {
                    let implied = self.tree.tag(child.id()).is_none();
                    // What the parser adds around every piece of HTML is not what the author wrote.
                    if implied && matches!(element.name(), "html" | "head" | "body") {
                        views.extend(self.children(child.id()));
                    } else {
                        views.push(View::Element(self.element(child.id())));
                    }
                }
                Node::Text(text) if text.trim().is_empty() => {}
                Node::Text(text) => {
                    let words: Vec<&str> = text.split_whitespace().collect();
                    let mark = self.text_mark(node.id());
                    views.push(View::Text(words.join(" "), mark));
                }
                Node::Comment(comment) => views.push(View::Comment(comment.trim().to_owned())),
                Node::Fragment | Node::Document => views.extend(self.children(child.id())),
                _ => {}
            }
        }
        views
    }

    fn element(&self, node: NodeId) -> Element {
        let name = self.tree.name(node).to_owned();
        let changed = |change: &Option<(NodeId, Action)>| {
            change.as_ref().filter(|(at, _)| *at == node).map(|(_, action)| action.clone())
        };
        let going = changed(&self.pins.going);
        let came = changed(&self.pins.came);
        let attributes = self
            .tree
            .attributes(node)
            .into_iter()
            .map(|(attribute, value)| Attribute {
                name: attribute.to_owned(),
                value: value.to_owned(),
                notes: self.notes(node, Some(attribute)),
                mark: match (&going, &came) {
                    (Some(action), _) if touches(action, attribute) => Some(Mark::Deleted),
                    (_, Some(action)) if touches(action, attribute) => Some(Mark::Inserted),
                    _ => None,
                },
            })
            .collect();
        let children = self.children(node);
        let mut element = Element {
            attributes,
            notes: self.notes(node, None),
            hit: self.pins.focus == Some(node),
            dim: is_hidden(self.tree, node),
            folded: false,
            mark: matches!(going, Some(Action::RemoveElement)).then_some(Mark::Deleted),
            name,
            children,
        };
        let foldable = !element.children.is_empty() && element.short_text().is_none();
        element.folded = foldable && !self.open.contains(&node);
        element
    }

    fn notes(&self, node: NodeId, attribute: Option<&str>) -> Vec<usize> {
        let fits = |note: &&Note| note.node == node && note.attribute.as_deref() == attribute;
        self.pins.notes.iter().filter(fits).map(|note| note.number).collect()
    }

    fn text_mark(&self, parent: NodeId) -> Option<Mark> {
        let is_text = |change: &Option<(NodeId, Action)>| matches!(change, Some((node, Action::SetText(_))) if *node == parent);
        match (is_text(&self.pins.going), is_text(&self.pins.came)) {
            (true, _) => Some(Mark::Deleted),
            (_, true) => Some(Mark::Inserted),
            _ => None,
        }
    }
}

/// Whether an edit changes that attribute.
fn touches(action: &Action, attribute: &str) -> bool {
    match action {
        Action::RemoveAttribute(name) | Action::SetAttribute(name, _) => name == attribute,
        Action::AddClass(_) | Action::RemoveClass(_) => attribute == "class",
        Action::RemoveElement | Action::SetText(_) => false,
    }
}

/// Whether an element itself says that it is not to be shown.
pub(super) fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    let style =
        tree.attribute(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    tree.attribute(node, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || matches!(
            tree.name(node),
            "head" | "script" | "style" | "template" | "title" | "meta" | "link"
        )
}

/// The elements from the outermost to the focus, as developer tools name them: `a.btn.btn-primary`.
pub(super) fn trail(tree: &Tree, pins: &Pins) -> Vec<String> {
    let Some(node) = pins.focus.and_then(|node| tree.html().tree.get(node)) else {
        return Vec::new();
    };
    let mut trail: Vec<String> = std::iter::once(node)
        .chain(node.ancestors())
        .filter(|node| node.value().is_element())
        .map(|node| {
            let id = tree.attribute(node.id(), "id").map(|id| format!("#{id}")).unwrap_or_default();
            let classes = tree.attribute(node.id(), "class").unwrap_or_default();
            let classes: Vec<String> =
                classes.split_ascii_whitespace().map(|class| format!(".{class}")).collect();
            format!("{}{id}{}", tree.name(node.id()), classes.concat())
        })
        .collect();
    trail.reverse();
    trail
}
