//! The table of contents of a page: its headings of the second and third level, or a guide's steps.

use super::html::Html;
use super::values::{map, safe, text};
use super::variants::attribute;
use crate::site::{Body, Kind, Node, Page, Part, plain_text};
use pulldown_cmark::HeadingLevel;
use tera::Value;

/// A line of the contents.
struct Entry {
    id: String,
    title: String,
    title_html: String,
    level: u8,
    number: Option<usize>,
    readers: String,
    children: Vec<Entry>,
}

/// The contents as a template sees them.
pub(super) fn contents(html: &mut Html, page: &Page) -> Value {
    let mut entries = Vec::new();
    match &page.body {
        Body::Prose(nodes) => headings(html, nodes, "", &mut entries),
        Body::Guide { parts, .. } => {
            for part in parts {
                let section = part.section();
                let mut children = Vec::new();
                headings(html, &section.nodes, "", &mut children);
                entries.push(Entry {
                    id: section.heading.id.clone(),
                    title: plain_text(&section.heading.nodes),
                    title_html: html.label(&section.heading.nodes),
                    level: 2,
                    number: match part {
                        Part::Step(step) => Some(step.number),
                        Part::Aside(_) => None,
                    },
                    readers: String::new(),
                    children,
                });
            }
        }
    }
    let values: Vec<Value> = nest(entries).iter().map(value).collect();
    Value::from(values.as_slice())
}

fn headings(html: &mut Html, nodes: &[Node], readers: &str, out: &mut Vec<Entry>) {
    for node in nodes {
        match &node.kind {
            Kind::Heading(heading) => {
                let level = match heading.level {
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    _ => continue,
                };
                out.push(Entry {
                    id: heading.id.clone(),
                    title: plain_text(&heading.nodes),
                    title_html: html.label(&heading.nodes),
                    level,
                    number: None,
                    readers: readers.to_owned(),
                    children: Vec::new(),
                });
            }
            Kind::Variant(own, nodes) => {
                // An element carries an attribute once, so of two alike the inner one counts: it names fewer readers.
                let own = attribute(own);
                let name = own.split('=').next().unwrap_or_default();
                let both = if readers.contains(name) { own } else { format!("{readers}{own}") };
                headings(html, nodes, &both, out);
            }
            Kind::Block(block) => headings(html, &block.nodes, readers, out),
            _ => {}
        }
    }
}

/// Puts headings of the third level below the second-level heading that they follow.
fn nest(flat: Vec<Entry>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for entry in flat {
        match entries.last_mut() {
            Some(last) if entry.level > last.level => last.children.push(entry),
            _ => entries.push(entry),
        }
    }
    entries
}

fn value(entry: &Entry) -> Value {
    let children: Vec<Value> = entry.children.iter().map(value).collect();
    map([
        ("id", text(&entry.id)),
        ("title", text(&entry.title)),
        ("title_html", safe(&entry.title_html)),
        ("level", Value::from(u32::from(entry.level))),
        ("number", entry.number.map_or_else(Value::none, Value::from)),
        ("for_attr", safe(&entry.readers)),
        ("children", Value::from(children.as_slice())),
    ])
}
