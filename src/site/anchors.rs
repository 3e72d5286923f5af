//! Gives every heading of a page its id, and finds every id that a link can lead to.
//!
//! An author's `{#id}` stands as it is; other headings get the id that GitHub would give them. Two elements that an author gave the same
//! id are reported.

use super::Body;
use super::content::{Heading, Kind, Node, Origin, plain_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::markup::At;
use pulldown_cmark::Event;
use std::collections::BTreeMap;

/// The ids of a page and where each was written.
pub(crate) type Anchors = BTreeMap<String, Origin>;

/// A diagnostic about a node, before it has a place.
pub(crate) type AtNode = (Diagnostic, Origin, Option<Origin>);

/// Numbers the headings of a page; `title` is the one that its text begins with.
pub(crate) fn assign(
    title: Option<(&mut Heading, Origin)>,
    body: &mut Body,
) -> (Anchors, Vec<AtNode>) {
    let mut anchors = Anchors::new();
    let mut wrong = Vec::new();
    let mut add = |id: &str, origin: Origin| {
        if let Some(first) = anchors.get(id) {
            let duplicate = Diagnostic::new(
                Code::DuplicateId,
                format!("the id `{id}` stands twice on this page"),
            )
            .label("used again here")
            .help("give one of them another id, as in `{#another-id}`; links lead to the first");
            wrong.push((duplicate, origin, Some(first.clone())));
        } else {
            anchors.insert(id.to_owned(), origin);
        }
    };
    if let Some((heading, origin)) = &title
        && !heading.id.is_empty()
    {
        add(&heading.id, spot(origin, heading.id_at));
    }
    for_each_list(body, &mut |nodes, heading| {
        if let Some((heading, origin)) = heading
            && !heading.id.is_empty()
        {
            add(&heading.id, spot(origin, heading.id_at));
        }
        explicit(nodes, &mut add);
    });
    let mut free = Free { anchors: &mut anchors, last: BTreeMap::new() };
    if let Some((heading, origin)) = title
        && heading.id.is_empty()
    {
        heading.id = free.take(&heading.nodes, origin);
    }
    for_each_list_mut(body, &mut |nodes| generated(nodes, &mut free));
    (anchors, wrong)
}

/// The lists of nodes of a page, each with the heading of the part that it belongs to.
pub(crate) fn for_each_list<'a>(
    body: &'a Body,
    visit: &mut dyn FnMut(&'a [Node], Option<(&'a super::content::Heading, &'a Origin)>),
) {
    match body {
        Body::Prose(nodes) => visit(nodes, None),
        Body::Guide { intro, parts } => {
            visit(intro, None);
            for part in parts {
                let section = part.section();
                visit(&section.nodes, Some((&section.heading, &section.origin)));
            }
        }
    }
}

fn for_each_list_mut(body: &mut Body, visit: &mut dyn FnMut(&mut [Node])) {
    match body {
        Body::Prose(nodes) => visit(nodes),
        Body::Guide { intro, parts } => {
            visit(intro);
            for part in parts {
                visit(&mut part.section_mut().nodes);
            }
        }
    }
}

fn spot(origin: &Origin, at: Option<At>) -> Origin {
    Origin { file: origin.file.clone(), at: at.unwrap_or(origin.at) }
}

/// Adds the ids that authors wrote.
fn explicit(nodes: &[Node], add: &mut impl FnMut(&str, Origin)) {
    for node in nodes {
        match &node.kind {
            Kind::Heading(heading) if !heading.id.is_empty() => {
                add(&heading.id, spot(&node.origin, heading.id_at));
            }
            Kind::Block(block) => {
                if let Some((id, at)) = &block.id {
                    add(id, spot(&node.origin, Some(*at)));
                }
            }
            Kind::Markdown(Event::Html(html) | Event::InlineHtml(html)) => {
                for id in html_ids(html) {
                    add(id, node.origin.clone());
                }
            }
            _ => {}
        }
        for children in node.children() {
            explicit(children, add);
        }
    }
}

/// Gives ids to the headings that have none.
fn generated(nodes: &mut [Node], free: &mut Free) {
    for node in nodes {
        match &mut node.kind {
            Kind::Heading(heading) if heading.id.is_empty() => {
                heading.id = free.take(&heading.nodes, node.origin.clone());
            }
            Kind::Variant(_, nodes) => generated(nodes, free),
            Kind::Block(block) => generated(&mut block.nodes, free),
            _ => {}
        }
    }
}

/// The ids that are not taken yet.
struct Free<'a> {
    anchors: &'a mut Anchors,
    /// The last number behind each id, so that a thousand headings of the same words are not counted a thousand times.
    last: BTreeMap<String, usize>,
}

impl Free<'_> {
    /// The id of a heading of that text, which is now taken.
    fn take(&mut self, heading: &[Node], origin: Origin) -> String {
        let slug = slug(&plain_text(heading));
        let last = self.last.entry(slug.clone()).or_default();
        let mut id = if *last == 0 { slug.clone() } else { format!("{slug}-{last}") };
        while self.anchors.contains_key(&id) {
            *last += 1;
            id = format!("{slug}-{last}");
        }
        self.anchors.insert(id.clone(), origin);
        id
    }
}

/// The id that GitHub gives a heading of this text: small letters, hyphens for spaces, no punctuation.
pub(crate) fn slug(text: &str) -> String {
    let keep = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    };
    let slug: String = text.trim().to_lowercase().chars().filter_map(keep).collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// The values of `id="…"` and `<a name="…">` in a piece of HTML.
fn html_ids(html: &str) -> Vec<&str> {
    let mut ids = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("id=").into_iter().chain(rest.find("name=")).min() {
        let begins = rest[..at].ends_with(|c: char| c.is_ascii_whitespace());
        let key = if rest[at..].starts_with("id=") { 3 } else { 5 };
        let in_link =
            key == 3 || rest[..at].rfind('<').is_some_and(|tag| rest[tag..].starts_with("<a"));
        rest = &rest[at + key..];
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (from, end) = match quote {
            Some(quote) => (1, rest[1..].find(quote).map(|end| end + 1)),
            None => (0, rest.find(|c: char| c.is_ascii_whitespace() || c == '>')),
        };
        if let Some(end) = end.filter(|_| begins && in_link)
            && end > from
        {
            ids.push(&rest[from..end]);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        assert_eq!(slug("Open the developer tools!"), "open-the-developer-tools");
        assert_eq!(slug("A & B"), "a--b");
        assert_eq!(slug("snake_case Größe"), "snake_case-größe");
        assert_eq!(slug("?"), "section");
    }

    #[test]
    fn ids_in_html_are_found_however_they_are_quoted() {
        let html = r#"<p id="a" data-id="no"><a name='b'></a><i id=c><input name="d">"#;
        assert_eq!(html_ids(html), ["a", "b", "c"]);
    }
}
