//! A part of a tree as it looks on the page: HTML that shows and does nothing.
//!
//! Only elements and attributes that cannot act are kept; ids would clash with the page's own, and `style` has no effect under its security
//! policy, so what an element hides by itself becomes a class.

use super::tree::{NodeId, Tree};
use super::view::is_hidden;
use scraper::Node;

/// What may stand in a preview; of other elements only the contents are kept, or nothing where those are no text.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "br",
    "button",
    "caption",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
];

/// What is left out with all that it holds.
const DROPPED: &[&str] = &[
    "script", "style", "template", "iframe", "object", "embed", "link", "meta", "title", "head",
    "svg", "math", "noscript", "audio", "video",
];

/// The part of the tree around `focus` as HTML: the element two levels above it, or all if there is none.
pub(super) fn preview(tree: &Tree, focus: Option<NodeId>) -> String {
    let mut out = String::new();
    match above(tree, focus, 2) {
        Some(node) => element(tree, node, &mut out),
        None => children(tree, tree.html().tree.root().id(), &mut out),
    }
    out
}

/// The text of the element directly above `focus`, or all if there is none.
pub(super) fn excerpt(tree: &Tree, focus: Option<NodeId>) -> String {
    let extent = above(tree, focus, 1).and_then(|node| tree.extent(node));
    extent.map_or(tree.text(), |(_, whole)| &tree.text()[whole]).to_owned()
}

/// The element that stands at most so many levels above `focus` and in the text.
fn above(tree: &Tree, focus: Option<NodeId>, levels: usize) -> Option<NodeId> {
    let node = tree.html().tree.get(focus?)?;
    let above = node.ancestors().filter(|node| tree.tag(node.id()).is_some());
    Some(above.take(levels).last().unwrap_or(node).id())
}

fn children(tree: &Tree, node: NodeId, out: &mut String) {
    let Some(node) = tree.html().tree.get(node) else { return };
    for child in node.children() {
        match child.value() {
            Node::Element(_) => element(tree, child.id(), out),
            Node::Text(text) => out.push_str(&escape(text)),
            _ => {}
        }
    }
}

fn element(tree: &Tree, node: NodeId, out: &mut String) {
    let name = tree.name(node);
    if DROPPED.contains(&name) {
        return;
    }
    if !ELEMENTS.contains(&name) {
        return children(tree, node, out);
    }
    // Headings and forms of the picture are no headings and forms of the page.
    let shown = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "main" | "nav" | "header" | "footer"
        | "aside" | "section" | "article" | "form" => "div",
        name => name,
    };
    let mut classes = vec![format!("pv-{name}")];
    classes.extend(
        tree.attribute(node, "class")
            .unwrap_or_default()
            .split_ascii_whitespace()
            .map(str::to_owned),
    );
    if is_hidden(tree, node) {
        classes.push("pv-none".to_owned());
    }
    out.push_str(&format!("<{shown} class=\"{}\"", escape(&classes.join(" "))));
    for (attribute, value) in tree.attributes(node) {
        if matches!(
            attribute,
            "title"
                | "value"
                | "placeholder"
                | "colspan"
                | "rowspan"
                | "disabled"
                | "checked"
                | "selected"
                | "type"
        ) {
            out.push_str(&format!(" {attribute}=\"{}\"", escape(value)));
        }
    }
    out.push('>');
    if matches!(name, "br" | "hr" | "input") {
        return;
    }
    children(tree, node, out);
    out.push_str(&format!("</{shown}>"));
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
