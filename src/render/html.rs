//! Nodes to HTML.
//!
//! 1. What Guidepost adds (variants, keys, headings, code, constructs) becomes HTML here and in [`super::blocks`].
//! 2. That HTML goes, as events, into the stream of plain Markdown events, which pulldown-cmark's own writer turns into HTML: so plain
//!    Markdown is published exactly as the parser gives it.
//! 3. Footnotes are numbered over the whole page and collected at its end.
//!
//! Reads no place of a node, so that a blank line in the source changes nothing that is published.

use super::blocks;
use super::choices::Choices;
use super::code::code_block;
use super::page::Frame;
use super::variants::attribute;
use crate::highlight::Known;
use crate::id::{OutputPath, SourcePath};
use crate::site::{
    Block, BlockKind, Heading, Kind, Links, Node, PerReader, Readers, Site, Strings, Target, View,
    option_link, plain_text,
};
use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Tag, TagEnd};
use std::collections::BTreeMap;

/// Renders the nodes of one page.
pub(crate) struct Html<'a> {
    pub(crate) site: &'a Site,
    pub(crate) strings: &'a Strings,
    /// The page that shows the nodes.
    pub(crate) page: &'a SourcePath,
    pub(crate) output: OutputPath,
    links: &'a Links<'a>,
    pub(crate) highlighted: &'a Known,
    footnotes: Footnotes,
    /// How many groups of tabs the page has so far; their ids need a number.
    pub(crate) tabs: usize,
    /// How many panels the page has so far.
    pub(crate) panels: usize,
    /// Whether it has a picture that opens large.
    pub(crate) has_pictures: bool,
    /// Whether a panel has a film.
    pub(crate) has_films: bool,
    /// The decisions of the page so far.
    pub(super) choices: Choices,
}

/// The footnotes of a page. Labels are those of a file, since an included file has its own.
#[derive(Default)]
struct Footnotes {
    /// The numbers of labels, in the order of first use.
    numbers: BTreeMap<(SourcePath, String), usize>,
    /// How often each number has been used.
    uses: BTreeMap<usize, usize>,
    texts: BTreeMap<(SourcePath, String), String>,
}

impl<'a> Html<'a> {
    /// For the nodes of the page in `view`.
    pub(crate) fn new(frame: &Frame<'a>, view: &'a View<'a>) -> Self {
        Self {
            site: frame.site,
            strings: &frame.theme.strings,
            page: &view.page.source,
            output: view.page.id.output(),
            links: &view.links,
            highlighted: frame.highlighted,
            footnotes: Footnotes::default(),
            tabs: 0,
            panels: 0,
            has_pictures: false,
            has_films: false,
            choices: Choices::default(),
        }
    }

    /// Blocks as HTML.
    pub(crate) fn blocks(&mut self, nodes: &[Node]) -> String {
        let mut events = Vec::with_capacity(nodes.len());
        self.events(nodes, &mut events);
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, events.into_iter());
        html.trim_end().to_owned()
    }

    /// Inlines as HTML: a heading, a label.
    pub(crate) fn inlines(&mut self, nodes: &[Node]) -> String {
        self.blocks(nodes)
    }

    /// Inlines as HTML inside of a link or button, where there can be no other: their text and marks, without links and notes.
    pub(crate) fn label(&mut self, nodes: &[Node]) -> String {
        let is_link = |node: &&Node| {
            matches!(
                &node.kind,
                Kind::Markdown(
                    Event::Start(Tag::Link { .. })
                        | Event::End(TagEnd::Link)
                        | Event::FootnoteReference(_)
                        | Event::InlineHtml(_)
                )
            )
        };
        let nodes: Vec<Node> = nodes.iter().filter(|node| !is_link(node)).cloned().collect();
        self.inlines(&nodes)
    }

    /// The notes that the page's text refers to, in order; empty if there are none.
    pub(crate) fn footnotes(&mut self) -> String {
        let mut ordered: Vec<(usize, String)> = Vec::new();
        for (label, number) in &self.footnotes.numbers {
            if let Some(text) = self.footnotes.texts.get(label) {
                ordered.push((*number, text.clone()));
            }
        }
        if ordered.is_empty() {
            return String::new();
        }
        ordered.sort();
        let back = escape(&self.strings.get("footnote_back"));
        let mut html = format!(
            "<section class=\"footnotes\" aria-label=\"{}\">\n<ol>\n",
            escape(&self.strings.get("footnotes_title"))
        );
        for (number, text) in ordered {
            let link = format!(
                " <a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\"{back}\">↩</a>"
            );
            // The way back stands in the last paragraph, if the note ends with one.
            let text = match text.strip_suffix("</p>") {
                Some(text) => format!("{text}{link}</p>"),
                None => format!("{text}{link}"),
            };
            html.push_str(&format!("<li id=\"fn-{number}\" value=\"{number}\">{text}</li>\n"));
        }
        html.push_str("</ol></section>");
        html
    }

    fn events(&mut self, nodes: &[Node], out: &mut Vec<Event<'static>>) {
        let mut number = 0;
        let mut in_image = false;
        let mut in_zoom = false;
        let mut cells = Cells::default();
        while number < nodes.len() {
            let node = &nodes[number];
            number += 1;
            let file = &node.origin.file;
            match &node.kind {
                Kind::Markdown(Event::Start(Tag::FootnoteDefinition(label))) => {
                    let length = footnote_length(&nodes[number..]);
                    let text = self.blocks(&nodes[number..number + length]);
                    self.footnotes.texts.insert((file.clone(), label.to_string()), text);
                    number += length + 1;
                }
                Kind::Markdown(event) => {
                    match event {
                        Event::Start(Tag::Image { dest_url, .. }) => {
                            in_image = true;
                            if stands_alone(nodes, number - 1) {
                                self.has_pictures = true;
                                let href = escape(&self.href(file, dest_url));
                                out.push(inline(format!("<a class=\"zoom\" href=\"{href}\">")));
                                in_zoom = true;
                            }
                        }
                        Event::End(TagEnd::Image) => {
                            self.event(event, file, out);
                            in_image = false;
                            if std::mem::take(&mut in_zoom) {
                                out.push(inline("</a>".to_owned()));
                            }
                            continue;
                        }
                        _ => {}
                    }
                    match cells.tag(event, nodes.get(number)) {
                        Some(cell) => out.push(inline(cell)),
                        None => self.event(event, file, out),
                    }
                }
                // A picture's description holds no elements.
                _ if in_image => {
                    out.push(Event::Text(plain_text(std::slice::from_ref(node)).into()));
                }
                Kind::Text(values) => {
                    out.push(inline(self.per_reader(values, |text| escape(text))));
                }
                Kind::CodeSpan(values) => {
                    let code = |text: &String| format!("<code>{}</code>", escape(text));
                    out.push(inline(self.per_reader(values, code)));
                }
                Kind::Keys(values) => {
                    let or = escape(&self.strings.get("or"));
                    out.push(inline(self.per_reader(values, |keys| kbd(keys, &or))));
                }
                Kind::Heading(heading) => out.push(block(self.heading(heading))),
                Kind::Code(fence, code) => {
                    let label = |n: usize| {
                        let n = n.to_string();
                        self.strings.text("code_fold", &[("n", &n)]).unwrap_or(n)
                    };
                    out.push(block(code_block(fence, code, self.highlighted, label)));
                }
                Kind::Variant(readers, nodes) => {
                    let label = escape(&self.site.values.audience.label(readers));
                    let inner = self.blocks(nodes);
                    out.push(block(format!(
                        "<div class=\"variant\"{}><p class=\"variant-label\">{label}</p>\n{inner}\n</div>",
                        attribute(readers)
                    )));
                }
                Kind::Block(own) if matches!(own.kind, BlockKind::Choice { .. }) => {
                    let more = nodes[number..].iter().map_while(as_choice);
                    let run: Vec<&Block> = std::iter::once(own).chain(more).collect();
                    number += run.len() - 1;
                    out.push(block(blocks::options(self, &run, file)));
                }
                Kind::Block(own) => {
                    let html = blocks::block(self, own, file);
                    out.push(block(html));
                }
            }
        }
    }

    fn event(&mut self, event: &Event<'static>, file: &SourcePath, out: &mut Vec<Event<'static>>) {
        let event = match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = match link_type {
                    LinkType::Email => dest_url.clone(),
                    _ => CowStr::from(self.href(file, dest_url)),
                };
                let (link_type, title, id) = (*link_type, title.clone(), id.clone());
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = CowStr::from(self.href(file, dest_url));
                Event::Start(Tag::Image {
                    link_type: *link_type,
                    dest_url,
                    title: title.clone(),
                    id: id.clone(),
                })
            }
            Event::Start(Tag::Table(alignments)) => {
                // A wide table scrolls by itself, and so must be reached by keyboard. A group and not a region: landmarks would
                // need a name each.
                let label = escape(&self.strings.get("table_label"));
                out.push(block(format!(
                    "<div class=\"table\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\">"
                )));
                Event::Start(Tag::Table(alignments.clone()))
            }
            Event::TaskListMarker(is_done) => {
                let checked = if *is_done { " checked=\"\"" } else { "" };
                let class = "class=\"task\" disabled=\"\" type=\"checkbox\"";
                inline(format!("<input {class}{checked}/>\n"))
            }
            Event::End(TagEnd::Table) => {
                out.push(Event::End(TagEnd::Table));
                block("</div>".to_owned())
            }
            Event::FootnoteReference(label) => inline(self.reference(file, label)),
            event => event.clone(),
        };
        out.push(event);
    }

    fn reference(&mut self, file: &SourcePath, label: &str) -> String {
        let next = self.footnotes.numbers.len() + 1;
        let number =
            *self.footnotes.numbers.entry((file.clone(), label.to_owned())).or_insert(next);
        let uses = self.footnotes.uses.entry(number).or_default();
        *uses += 1;
        let id =
            if *uses == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{uses}") };
        format!(
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#fn-{number}\">{number}</a></sup>"
        )
    }

    /// The address of a link as it stands on this page; a broken one stays as it is.
    pub(crate) fn href(&self, file: &SourcePath, link: &str) -> String {
        href(self.links, self.page, file, &self.output, link)
    }

    /// The address that an option leads to.
    pub(crate) fn option_href(&self, file: &SourcePath, to: &str) -> String {
        self.href(file, &option_link(to))
    }

    fn heading(&mut self, heading: &Heading) -> String {
        let inner = self.inlines(&heading.nodes);
        let name = plain_text(&heading.nodes);
        let label = self.strings.text("anchor_label", &[("name", &name)]).unwrap_or(name);
        let class = classes(&heading.classes);
        format!(
            "<{0} id=\"{1}\"{class}>{inner} <a class=\"anchor\" href=\"#{2}\" aria-label=\"{3}\"></a></{0}>",
            heading.level,
            escape(&heading.id),
            fragment(&heading.id),
            escape(&label)
        )
    }

    /// Values of which each reader sees one.
    pub(crate) fn per_reader<T>(
        &self,
        values: &PerReader<T>,
        html: impl Fn(&T) -> String,
    ) -> String {
        if let [(Readers::All, value)] = values.as_slice() {
            return html(value);
        }
        let variants = values.iter().map(|(readers, value)| {
            let label = escape(&self.site.values.audience.label(readers));
            let value = html(value);
            // The name of a browser says itself whose it is.
            let label = if label == value {
                String::new()
            } else {
                format!("<span class=\"v-label\"> ({label})</span>")
            };
            format!("<span class=\"v\"{}>{value}{label}</span>", attribute(readers))
        });
        variants.collect::<Vec<_>>().join("<span class=\"v-or\"> / </span>")
    }
}

/// The address of a link on the page that is published at `output`.
pub(crate) fn href(
    links: &Links,
    page: &SourcePath,
    file: &SourcePath,
    output: &OutputPath,
    link: &str,
) -> String {
    if link.is_empty() {
        return String::new();
    }
    // `page.md?browser=firefox` chooses a variant, so what stands behind the question mark stays.
    let before_anchor = link.split('#').next().unwrap_or_default();
    let query = before_anchor.find('?').map_or("", |at| &before_anchor[at..]);
    let address = |to: &OutputPath, anchor: Option<&str>| {
        let path = if to == output { String::new() } else { encode(&output.relative(to)) };
        let path = format!("{path}{query}");
        match anchor {
            Some(anchor) => format!("{path}#{}", fragment(anchor)),
            None if path.is_empty() => encode(&output.relative(to)),
            None => path,
        }
    };
    match links.find(page, file, link) {
        Ok(Target::External) | Err(_) => link.to_owned(),
        Ok(Target::Asset(to)) => address(&to, None),
        Ok(Target::Page(id, anchor)) => address(&id.output(), anchor.as_deref()),
    }
}

/// Where in a table the events are. The tags of cells are written here: the parser's own writer would say `style="text-align: right"`, which
/// the policy of every page blocks, and would make a heading of an empty corner, which screen readers would announce.
#[derive(Default)]
struct Cells {
    alignments: Vec<Alignment>,
    in_head: bool,
    next: usize,
    /// The name of the element that is open.
    name: &'static str,
}

impl Cells {
    /// The tag of a cell, if the event is one; `after` is what follows it.
    fn tag(&mut self, event: &Event, after: Option<&Node>) -> Option<String> {
        match event {
            Event::Start(Tag::Table(alignments)) => self.alignments.clone_from(alignments),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                (self.in_head, self.next) = (matches!(event, Event::Start(Tag::TableHead)), 0);
            }
            Event::Start(Tag::TableCell) => {
                let class = match self.alignments.get(self.next) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    Some(Alignment::None) | None => "",
                };
                self.next += 1;
                let ends = |node: &Node| {
                    matches!(node.kind, Kind::Markdown(Event::End(TagEnd::TableCell)))
                };
                self.name = if self.in_head && !after.is_some_and(ends) { "th" } else { "td" };
                return Some(format!("<{}{class}>", self.name));
            }
            Event::End(TagEnd::TableCell) => return Some(format!("</{}>", self.name)),
            _ => {}
        }
        None
    }
}

/// Whether the picture that begins at `at` has a description, and is all that its paragraph holds: then it opens large. One in a line
/// of text is a part of the text.
fn stands_alone(nodes: &[Node], at: usize) -> bool {
    let event = |at: usize| match nodes.get(at).map(|node| &node.kind) {
        Some(Kind::Markdown(event)) => Some(event),
        _ => None,
    };
    let is_end = |node: &Node| matches!(node.kind, Kind::Markdown(Event::End(TagEnd::Image)));
    let Some(length) = nodes[at + 1..].iter().position(is_end) else { return false };
    let before = at.checked_sub(1).and_then(event);
    length > 0
        && matches!(before, Some(Event::Start(Tag::Paragraph)))
        && matches!(event(at + length + 2), Some(Event::End(TagEnd::Paragraph)))
}

fn as_choice(node: &Node) -> Option<&Block> {
    match &node.kind {
        Kind::Block(block) if matches!(block.kind, BlockKind::Choice { .. }) => Some(block),
        _ => None,
    }
}

/// How many nodes stand before the end of the footnote that has just begun.
fn footnote_length(nodes: &[Node]) -> usize {
    let is_end =
        |node: &Node| matches!(node.kind, Kind::Markdown(Event::End(TagEnd::FootnoteDefinition)));
    nodes.iter().position(is_end).unwrap_or(nodes.len())
}

fn inline(html: String) -> Event<'static> {
    Event::InlineHtml(html.into())
}

fn block(mut html: String) -> Event<'static> {
    html.push('\n');
    Event::Html(html.into())
}

/// `<kbd>` elements: alternatives of keys that are held together.
fn kbd(alternatives: &[Vec<String>], or: &str) -> String {
    let keys = alternatives.iter().map(|keys| {
        let keys: Vec<String> =
            keys.iter().map(|key| format!("<kbd>{}</kbd>", escape(key))).collect();
        format!("<span class=\"keys\">{}</span>", keys.join("+"))
    });
    keys.collect::<Vec<_>>().join(&format!(" {or} "))
}

/// ` class="…"`, or nothing.
pub(crate) fn classes(classes: &[String]) -> String {
    match classes {
        [] => String::new(),
        classes => format!(" class=\"{}\"", escape(&classes.join(" "))),
    }
}

/// Text between tags or in a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a String cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}

/// A path as it stands in an address: only what would mean something else there is encoded.
pub(crate) fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '"' | '<' | '>' | '%' | '#' | '?' | '\\' | '`' | '^' | '{' | '}' | '|' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            // A first part with a colon would be read as a scheme.
            ':' => out.push_str("%3A"),
            c => out.push(c),
        }
    }
    out
}

/// An id as it stands behind `#`.
fn fragment(id: &str) -> String {
    escape(&encode(id))
}
