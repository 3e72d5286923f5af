//! What the search box of developer tools finds.
//!
//! As Chromium's `InspectorDOMAgent::performSearch` counts: each node once, if its name, one of its attributes' names or values, its
//! text or its comment holds the query, whatever the case of letters; and each element that the query matches as a selector.

use super::tree::{NodeId, Tree};
use scraper::{Node, Selector};

/// The nodes that a query finds, in the order of the document.
pub(super) fn find(tree: &Tree, query: &str) -> Vec<NodeId> {
    let wanted = query.trim().to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let selector = Selector::parse(query).ok();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let root = tree.html().tree.root();
    let nodes = root.descendants().filter(|node| match node.value() {
        Node::Element(element) => {
            holds(element.name())
                || tree
                    .attributes(node.id())
                    .iter()
                    .any(|(name, value)| holds(name) || holds(value))
                || selector.as_ref().is_some_and(|selector| {
                    scraper::ElementRef::wrap(*node)
                        .is_some_and(|element| selector.matches(&element))
                })
        }
        Node::Text(text) => holds(text),
        Node::Comment(comment) => holds(comment),
        _ => false,
    });
    nodes.map(|node| node.id()).collect()
}
