//! HTML text to a tree of elements that know where they stand in the text.
//!
//! `lol_html` alone builds no tree (an unclosed `<li>` would swallow its neighbours), and html5ever alone knows no places. So the first writes
//! a number into every start tag that it sees, and the second reads the numbered text as a browser would. An element without a number was implied
//! by the parser, as `<tbody>` is.

use scraper::{Html, Node};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// The attribute that carries an element's number while the two parsers talk.
const NUMBER: &str = "data-guidepost-number";

/// The largest text that is read; a page of developer tools shows less.
const LARGEST: usize = 1 << 20;

/// How deep elements may nest: deeper ones make the tree builder's work quadratic, and no panel could show them.
const DEEPEST: usize = 200;

/// An element, by its number in the tree.
pub(crate) type NodeId = ego_tree::NodeId;

/// HTML text and its tree.
pub(crate) struct Tree {
    text: String,
    html: Html,
    tags: Vec<Tag>,
}

/// A start tag as it stands in the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tag {
    /// The whole start tag.
    pub(crate) span: Range<usize>,
    pub(crate) attributes: Vec<Attribute>,
    /// The tag that ends the element, with its name; it may be that of an outer element.
    end: Option<(String, Range<usize>)>,
}

/// An attribute as it stands in the text.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    /// In small letters.
    pub(crate) name: String,
    pub(crate) name_span: Range<usize>,
    /// Without quotes; `None` for an attribute without a value.
    pub(crate) value_span: Option<Range<usize>>,
}

impl Tree {
    /// Parses a text.
    ///
    /// # Errors
    /// A few words that say why it cannot be read: it is too large, nests too deep, or carries our own mark.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        check(text)?;
        if text.contains(NUMBER) {
            return Err(format!("it uses the attribute `{NUMBER}`, which Guidepost needs"));
        }
        let (numbered, tags) = number(text)?;
        Ok(Self { text: text.to_owned(), html: Html::parse_document(&numbered), tags })
    }

    /// The text that was parsed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The tree.
    pub(crate) fn html(&self) -> &Html {
        &self.html
    }

    /// Where an element's start tag stands; `None` for one that the parser implied.
    pub(crate) fn tag(&self, node: NodeId) -> Option<&Tag> {
        let element = self.html.tree.get(node)?;
        let number = element.value().as_element()?.attr(NUMBER)?;
        self.tags.get(number.parse::<usize>().ok()?)
    }

    /// An attribute's value with entities resolved.
    pub(crate) fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        if name == NUMBER {
            return None;
        }
        self.html.tree.get(node)?.value().as_element()?.attr(name)
    }

    /// An element's attributes with their values, in the order of the text; those that the parser moved come last.
    pub(crate) fn attributes(&self, node: NodeId) -> Vec<(&str, &str)> {
        let Some(element) = self.html.tree.get(node).and_then(|node| node.value().as_element())
        else {
            return Vec::new();
        };
        let order: Vec<&str> = self
            .tag(node)
            .map(|tag| tag.attributes.iter().map(|a| a.name.as_str()).collect())
            .unwrap_or_default();
        let mut attributes: Vec<(&str, &str)> =
            element.attrs().filter(|(name, _)| *name != NUMBER).collect();
        attributes.sort_by_key(|(name, _)| {
            order.iter().position(|known| known == name).unwrap_or(usize::MAX)
        });
        attributes
    }

    /// An element's name.
    pub(crate) fn name(&self, node: NodeId) -> &str {
        let element = self.html.tree.get(node).and_then(|node| node.value().as_element());
        element.map_or("", scraper::node::Element::name)
    }

    /// What stands between an element's tags, and the whole of it. `None` for one that the parser implied.
    ///
    /// An element that is not closed ends where the next one that is not in it begins, or where an outer one is closed.
    pub(crate) fn extent(&self, node: NodeId) -> Option<(Range<usize>, Range<usize>)> {
        let tag = self.tag(node)?;
        let start = tag.span.end;
        if let Some((name, end)) = &tag.end
            && name == self.name(node)
            && end.start >= start
        {
            return Some((start..end.start, tag.span.start..end.end));
        }
        let outer = tag.end.as_ref().map_or(self.text.len(), |(_, end)| end.start);
        let inside: BTreeSet<NodeId> =
            self.html.tree.get(node)?.descendants().map(|node| node.id()).collect();
        let next = self
            .html
            .tree
            .nodes()
            .filter(|other| !inside.contains(&other.id()))
            .filter_map(|other| self.tag(other.id()))
            .map(|other| other.span.start)
            .filter(|at| *at >= start)
            .min()
            .unwrap_or(self.text.len());
        let void = is_void(self.name(node));
        let end = if void { start } else { outer.min(next).max(start) };
        Some((start..end, tag.span.start..end))
    }

    /// The elements that stand in the text, in its order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = NodeId> + '_ {
        let root = self.html.tree.root();
        root.descendants()
            .filter(|node| matches!(node.value(), Node::Element(_)))
            .map(|node| node.id())
    }
}

/// Whether a text can be read at all.
///
/// # Errors
/// A few words that say why not: it is too large, or nests too deep.
pub(super) fn check(text: &str) -> Result<(), String> {
    if text.len() > LARGEST {
        return Err(format!("it is larger than {} KiB", LARGEST / 1024));
    }
    if depth(text) > DEEPEST {
        return Err(format!("its elements nest deeper than {DEEPEST}"));
    }
    Ok(())
}

/// Writes a number into every start tag, and remembers where each stands.
fn number(text: &str) -> Result<(String, Vec<Tag>), String> {
    let tags: Rc<RefCell<Vec<Tag>>> = Rc::default();
    let seen = Rc::clone(&tags);
    let handler = lol_html::element!("*", move |el: &mut lol_html::html_content::Element| {
        let attributes = el
            .attributes()
            .iter()
            .filter_map(|attribute| {
                Some(Attribute {
                    name: attribute.name(),
                    name_span: attribute.name_source_location()?.bytes(),
                    value_span: attribute.value_source_location().map(|place| place.bytes()),
                })
            })
            .collect();
        let mut tags = seen.borrow_mut();
        let number = tags.len();
        tags.push(Tag { span: el.source_location().bytes(), attributes, end: None });
        drop(tags);
        el.set_attribute(NUMBER, &number.to_string())?;
        let ends = Rc::clone(&seen);
        if let Some(handlers) = el.end_tag_handlers() {
            handlers.push(Box::new(move |end: &mut lol_html::html_content::EndTag| {
                if let Some(tag) = ends.borrow_mut().get_mut(number) {
                    tag.end = Some((end.name(), end.source_location().bytes()));
                }
                Ok(())
            }));
        }
        Ok(())
    });
    let settings = lol_html::RewriteStrSettings::new().append_element_content_handler(handler);
    let numbered = lol_html::rewrite_str(text, settings).map_err(|error| error.to_string())?;
    let tags = tags.borrow().clone();
    Ok((numbered, tags))
}

/// How deep elements nest at most, seen without a tree: an end tag closes one of its name.
fn depth(text: &str) -> usize {
    // Usually left open, and closed by the next of their kind; but not inside of a drawing.
    const LOOSE: &[&str] = &["li", "p", "dt", "dd", "option", "tr", "td", "th"];
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut depth = 0usize;
    let mut deepest = 0;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        if let Some(rest) = rest.strip_prefix('/') {
            if let Some(count) = open.get_mut(&name_of(rest)).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
            }
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = name_of(rest);
            let drawing =
                ["svg", "math"].iter().any(|name| open.get(*name).is_some_and(|count| *count > 0));
            if is_void(&name) || (LOOSE.contains(&name.as_str()) && !drawing) {
                continue;
            }
            *open.entry(name).or_default() += 1;
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The elements that hold nothing and have no end tag.
pub(super) fn is_void(name: &str) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    VOID.contains(&name)
}

fn name_of(rest: &str) -> String {
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
    name.to_ascii_lowercase()
}
