//! The elements that a note or an edit means, and what is said when they are not there.

use super::tree::{NodeId, Tree};
use super::{Part, Problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use scraper::Selector;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many places a report names.
const SHOWN: usize = 3;

/// The one element that `text` means. Reports a selector that cannot be read, or that means none or several.
pub(super) fn one(
    tree: &Tree,
    text: &str,
    part: Part,
    problems: &mut Vec<Problem>,
) -> Option<NodeId> {
    let Ok(selector) = Selector::parse(text) else {
        let diagnostic = Diagnostic::new(Code::BadSelector, format!("`{text}` is not a CSS selector"))
            .label("cannot be read")
            .help("a selector is `tag`, `.class`, `#id`, `[attribute]`, or several of these, as in `a.button`");
        problems.push(Problem { part, diagnostic, related: Vec::new() });
        return None;
    };
    let found = select(tree, &selector);
    match found.as_slice() {
        [] => {
            let diagnostic = Diagnostic::new(
                Code::DeadSelector,
                format!("`{text}` matches nothing in the snippet"),
            )
            .label("no such element");
            problems.push(with_near(tree, text, part, diagnostic));
            None
        }
        [node] => Some(*node),
        several => {
            let diagnostic = Diagnostic::new(
                Code::AmbiguousSelector,
                format!("`{text}` matches {} elements, and one is meant", several.len()),
            )
            .label("which of them?")
            .help("make it longer, as in `#id a.button` or `li:nth-child(2)`");
            let related = several.iter().take(SHOWN).flat_map(|node| place(tree, *node)).collect();
            problems.push(Problem { part, diagnostic, related });
            several.first().copied()
        }
    }
}

/// The first element that `text` means, if any.
pub(super) fn first(tree: &Tree, text: &str) -> Option<NodeId> {
    select(tree, &Selector::parse(text).ok()?).first().copied()
}

/// Every element that a selector means, once each.
///
/// Misnested formatting (`<b>` open across a `<div>`) is cloned by the tree builder: one tag of the text then has several elements.
pub(super) fn select(tree: &Tree, selector: &Selector) -> Vec<NodeId> {
    let mut starts = BTreeSet::new();
    tree.html()
        .select(selector)
        .map(|element| element.id())
        .filter(|node| tree.tag(*node).is_none_or(|tag| starts.insert(tag.span.start)))
        .collect()
}

/// Adds the nearest selector that does match, and where.
pub(super) fn with_near(tree: &Tree, text: &str, part: Part, diagnostic: Diagnostic) -> Problem {
    let Some(near) = near(tree, text) else {
        return Problem { part, diagnostic, related: Vec::new() };
    };
    let node = first(tree, &near);
    let related = node.map(|node| place(tree, node)).unwrap_or_default();
    let diagnostic = diagnostic.help(format!("did you mean `{near}`?")).suggest(near);
    Problem { part, diagnostic, related }
}

/// `text` with each name that the snippet does not have replaced by the nearest that it has, if that matches anything.
fn near(tree: &Tree, text: &str) -> Option<String> {
    let (mut classes, mut ids, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for node in tree.elements() {
        names.insert(tree.name(node).to_owned());
        ids.extend(tree.attribute(node, "id").map(str::to_owned));
        let own = tree.attribute(node, "class").unwrap_or_default();
        classes.extend(own.split_ascii_whitespace().map(str::to_owned));
    }
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length =
            rest.find(|c: char| c.is_alphanumeric() || c == '-' || c == '_').unwrap_or(rest.len());
        let (between, tail) = rest.split_at(length);
        out.push_str(between);
        let length = tail
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(tail.len());
        let (word, tail) = tail.split_at(length);
        let known = match between.chars().next_back() {
            Some('.') => &classes,
            Some('#') => &ids,
            Some('[' | '"' | '=' | '(' | ':' | '\'') => {
                out.push_str(word);
                rest = tail;
                continue;
            }
            _ => &names,
        };
        let found = known.contains(word) || word.is_empty();
        let nearest =
            if found { Some(word) } else { nearest(word, known.iter().map(String::as_str)) };
        out.push_str(nearest?);
        rest = tail;
    }
    (out != text && first(tree, &out).is_some()).then_some(out)
}

/// An attribute that the element does not have.
pub(super) fn no_attribute(
    tree: &Tree,
    node: NodeId,
    attribute: &str,
    part: Part,
    edited: bool,
) -> Problem {
    let attributes = tree.attributes(node);
    let known: Vec<&str> = attributes.iter().map(|(name, _)| *name).collect();
    let mut diagnostic =
        Diagnostic::new(Code::DeadSelector, format!("the element has no attribute `{attribute}`"))
            .label("not there")
            .did_you_mean(attribute, known);
    if edited {
        diagnostic = diagnostic.help("this note stands after an edit, so it is about the HTML as it is then; move it above the edit if it is about what was there before");
    }
    Problem { part, diagnostic, related: place(tree, node) }
}

/// Where an element's start tag stands, with the words for it.
pub(super) fn place(tree: &Tree, node: NodeId) -> Vec<(Range<usize>, String)> {
    tree.tag(node).map(|tag| (tag.span.clone(), "this element".to_owned())).into_iter().collect()
}
