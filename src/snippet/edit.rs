//! An edit of one element to the text as it is afterwards. Everything outside of what is changed stays as it was, byte for byte.

use super::Action;
use super::tree::{NodeId, Tree};
use std::ops::Range;

/// Why an edit changes nothing.
pub(super) struct Refused {
    pub(super) reason: String,
    /// Whether it is the attribute's fault, rather than the element's.
    pub(super) attribute: bool,
}

impl Refused {
    /// A refusal that is not about an attribute.
    pub(super) fn of_element(reason: String) -> Self {
        Self { reason, attribute: false }
    }
}

/// Applies an edit.
pub(super) fn apply(tree: &Tree, node: NodeId, action: &Action) -> Result<String, Refused> {
    let refused = |reason: &str, attribute| Err(Refused { reason: reason.to_owned(), attribute });
    let Some(tag) = tree.tag(node) else {
        return refused("the element is implied, and stands nowhere in the text", false);
    };
    let text = tree.text();
    let classes = || tree.attribute(node, "class").unwrap_or_default().split_ascii_whitespace();
    match action {
        Action::RemoveAttribute(name) => match attribute(tree, node, name) {
            Some(span) => Ok(replace(text, &with_space(text, &span), "")),
            None => refused(&format!("the element has no attribute `{name}`"), true),
        },
        Action::SetAttribute(name, value) => {
            if tree.attribute(node, name) == Some(value) {
                return refused("the attribute has that value already", true);
            }
            Ok(set(tree, node, name, value))
        }
        Action::AddClass(class) => {
            if classes().any(|known| known == class) {
                return refused("the element has that class already", true);
            }
            let all: Vec<&str> = classes().chain([class.as_str()]).collect();
            Ok(set(tree, node, "class", &all.join(" ")))
        }
        Action::RemoveClass(class) => {
            if !classes().any(|known| known == class) {
                return refused("the element does not have that class", true);
            }
            let rest: Vec<&str> = classes().filter(|known| known != class).collect();
            Ok(set(tree, node, "class", &rest.join(" ")))
        }
        Action::RemoveElement => {
            let whole = tree.extent(node).map_or(tag.span.clone(), |(_, whole)| whole);
            Ok(replace(text, &whole, ""))
        }
        Action::SetText(new) => {
            let inner = tree.extent(node).map_or(tag.span.end..tag.span.end, |(inner, _)| inner);
            let new = escape(new);
            if text.get(inner.clone()) == Some(new.as_str()) {
                return refused("the element has that text already", true);
            }
            Ok(replace(text, &inner, &new))
        }
    }
}

/// Sets an attribute, or adds it behind the others.
fn set(tree: &Tree, node: NodeId, name: &str, value: &str) -> String {
    let text = tree.text();
    let written = format!("{name}=\"{}\"", escape(value));
    if let Some(span) = attribute(tree, node, name) {
        return replace(text, &span, &written);
    }
    let end = tree.tag(node).map_or(0, |tag| tag.span.end);
    let at = if text[..end].ends_with("/>") { end - 2 } else { end.saturating_sub(1) };
    replace(text, &(at..at), &format!(" {written}"))
}

/// An attribute from its name to the end of its value and its quotes.
fn attribute(tree: &Tree, node: NodeId, name: &str) -> Option<Range<usize>> {
    let tag = tree.tag(node)?;
    let attribute = tag.attributes.iter().find(|attribute| attribute.name == name)?;
    let end = match &attribute.value_span {
        None => attribute.name_span.end,
        Some(value) => {
            let quoted = tree.text()[..value.start].ends_with(['"', '\''])
                && tree.text()[value.end..].starts_with(['"', '\'']);
            value.end + usize::from(quoted)
        }
    };
    Some(attribute.name_span.start..end)
}

/// The range with the white space before it.
fn with_space(text: &str, span: &Range<usize>) -> Range<usize> {
    let before = &text[..span.start];
    before.trim_end().len()..span.end
}

fn replace(text: &str, span: &Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..span.start], &text[span.end..])
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
