//! Nodes to plain Markdown: the `page.md` beside every page, and the text of steps for machines.
//!
//! What Guidepost adds becomes what any Markdown reader understands: callouts are GitHub's, variants stand under the names of their
//! readers, answers are links. pulldown-cmark-to-cmark writes the events.

use super::html::href;
use crate::id::{OutputPath, SourcePath};
use crate::markup::{Fence, Mark};
use crate::site::{
    Block, BlockKind, Body, Kind, Links, Node, Page, Panel, Part, PerReader, Readers, Site,
    Strings, option_link, plain_text,
};
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

/// Writes the Markdown of one page.
pub(crate) struct Markdown<'a> {
    site: &'a Site,
    strings: &'a Strings,
    page: &'a Page,
    output: OutputPath,
    links: &'a Links<'a>,
}

impl<'a> Markdown<'a> {
    /// Links are looked up in `links`.
    pub(crate) fn new(
        site: &'a Site,
        strings: &'a Strings,
        page: &'a Page,
        links: &'a Links<'a>,
    ) -> Self {
        Self { site, strings, page, output: page.id.output(), links }
    }

    /// The whole page.
    pub(crate) fn page(&self) -> String {
        let mut events = Vec::new();
        heading(HeadingLevel::H1, text(&self.page.title), &mut events);
        if let Some(description) = &self.page.description {
            paragraph(text(description), &mut events);
        }
        let mut facts = Vec::new();
        if let Some(checked) = self.page.checked {
            let date = self.strings.date(checked);
            facts.extend(self.strings.text("footer_checked", &[("name", &date)]));
        }
        if !facts.is_empty() {
            paragraph(text(&facts.join(" ")), &mut events);
        }
        match &self.page.body {
            Body::Prose(nodes) => self.events(nodes, &mut events),
            Body::Guide { intro, parts } => {
                self.events(intro, &mut events);
                for part in parts {
                    let mut title = Vec::new();
                    if let Part::Step(step) = part {
                        title.push(Event::Text(format!("{}. ", step.number).into()));
                    }
                    self.events(&part.section().heading.nodes, &mut title);
                    heading(HeadingLevel::H2, title, &mut events);
                    self.events(&part.section().nodes, &mut events);
                }
            }
        }
        write(&events)
    }

    /// Some nodes.
    pub(crate) fn nodes(&self, nodes: &[Node]) -> String {
        let mut events = Vec::new();
        self.events(nodes, &mut events);
        write(&events)
    }

    fn events(&self, nodes: &[Node], out: &mut Vec<Event<'static>>) {
        for node in nodes {
            let file = &node.origin.file;
            match &node.kind {
                Kind::Markdown(Event::Start(Tag::Link { link_type, dest_url, title, .. })) => {
                    // Every link is written out: definitions of references are not carried over.
                    let link_type = match link_type {
                        LinkType::Autolink | LinkType::Email => *link_type,
                        _ => LinkType::Inline,
                    };
                    let dest_url = if link_type == LinkType::Email {
                        dest_url.clone()
                    } else {
                        self.link(file, dest_url)
                    };
                    out.push(Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title: title.clone(),
                        id: "".into(),
                    }));
                }
                Kind::Markdown(Event::Start(Tag::Image { dest_url, title, .. })) => {
                    let dest_url = self.link(file, dest_url);
                    let link_type = LinkType::Inline;
                    out.push(Event::Start(Tag::Image {
                        link_type,
                        dest_url,
                        title: title.clone(),
                        id: "".into(),
                    }));
                }
                Kind::Markdown(event) => out.push(event.clone()),
                Kind::Text(values) => self.per_reader(values, out, |value, out| {
                    out.push(Event::Text(value.clone().into()));
                }),
                Kind::CodeSpan(values) => {
                    self.per_reader(values, out, |value, out| {
                        out.push(Event::Code(value.clone().into()));
                    });
                }
                Kind::Keys(values) => {
                    self.per_reader(values, out, |keys, out| self.keys(keys, out));
                }
                Kind::Heading(own) => {
                    let mut title = Vec::new();
                    self.events(&own.nodes, &mut title);
                    heading(own.level, title, out);
                }
                Kind::Code(fence, code) => {
                    let (language, code) = code_text(fence, code);
                    out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language.into()))));
                    out.push(Event::Text(code.into()));
                    out.push(Event::End(TagEnd::CodeBlock));
                }
                Kind::Variant(readers, nodes) => {
                    let label = self.site.values.audience.label(readers);
                    paragraph(strong(text(&format!("{label}:"))), out);
                    self.events(nodes, out);
                }
                Kind::Block(block) => self.block(file, block, out),
            }
        }
    }

    fn block(&self, file: &SourcePath, block: &Block, out: &mut Vec<Event<'static>>) {
        let label = |nodes: &[Node]| {
            let mut events = Vec::new();
            self.events(nodes, &mut events);
            events
        };
        match &block.kind {
            BlockKind::Choose { question } => {
                paragraph(strong(label(question)), out);
                self.events(&block.nodes, out);
            }
            BlockKind::Choice { answer, leads } => {
                let mut answer = label(answer);
                if let Some(leads) = leads {
                    let start = Tag::Link {
                        link_type: LinkType::Inline,
                        dest_url: self.link(file, &option_link(&leads.to)),
                        title: "".into(),
                        id: "".into(),
                    };
                    answer.insert(0, Event::Start(start));
                    answer.push(Event::End(TagEnd::Link));
                }
                out.push(Event::Start(Tag::List(None)));
                out.push(Event::Start(Tag::Item));
                paragraph(answer, out);
                if leads.is_none() {
                    paragraph(strong(text(&format!("{}:", self.strings.get("stop_label")))), out);
                }
                self.events(&block.nodes, out);
                out.push(Event::End(TagEnd::Item));
                out.push(Event::End(TagEnd::List(false)));
            }
            BlockKind::Expect => {
                paragraph(strong(text(&format!("{}:", self.strings.get("expect_title")))), out);
                self.events(&block.nodes, out);
            }
            BlockKind::Trouble { label: what } => {
                let mut title = text(&self.strings.get("trouble_label"));
                if !what.is_empty() {
                    title.extend(text(" "));
                    title.extend(label(what));
                }
                paragraph(strong(title), out);
                self.events(&block.nodes, out);
            }
            BlockKind::Callout { kind, title } => {
                let quote = match kind.name() {
                    "tip" => BlockQuoteKind::Tip,
                    "important" => BlockQuoteKind::Important,
                    "warning" => BlockQuoteKind::Warning,
                    "caution" => BlockQuoteKind::Caution,
                    _ => BlockQuoteKind::Note,
                };
                out.push(Event::Start(Tag::BlockQuote(Some(quote))));
                if !title.is_empty() {
                    paragraph(strong(label(title)), out);
                }
                self.events(&block.nodes, out);
                out.push(Event::End(TagEnd::BlockQuote(Some(quote))));
            }
            BlockKind::Details { summary } | BlockKind::Tab { label: summary, .. } => {
                if !summary.is_empty() {
                    paragraph(strong(label(summary)), out);
                }
                self.events(&block.nodes, out);
            }
            BlockKind::Tabs { .. } => self.events(&block.nodes, out),
            BlockKind::Snippet(panel) => self.panel(panel, out),
        }
    }

    /// A snippet: what is searched for, the HTML around the focus in each state, and the notes with what they are pinned to.
    fn panel(&self, panel: &Panel, out: &mut Vec<Event<'static>>) {
        if !panel.caption.is_empty() {
            let mut caption = Vec::new();
            self.events(&panel.caption, &mut caption);
            paragraph(strong(caption), out);
        }
        if let Some(find) = &panel.snippet.find {
            let mut line = text(&format!("{}: ", self.strings.get("panel_search")));
            line.push(Event::Code(find.query.clone().into()));
            let (n, total) = (find.current.unwrap_or(1).to_string(), find.matches.to_string());
            let count = self.strings.text("panel_count", &[("n", &n), ("total", &total)]);
            line.push(Event::Text(format!(" ({})", count.unwrap_or_default()).into()));
            paragraph(line, out);
        }
        for (number, state) in panel.snippet.states.iter().enumerate() {
            if panel.snippet.states.len() > 1 {
                let label =
                    super::panel::state_label(self.strings, number, panel.snippet.states.len());
                paragraph(strong(text(&format!("{label}:"))), out);
            }
            out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("html".into()))));
            out.push(Event::Text(format!("{}\n", state.excerpt.trim_end()).into()));
            out.push(Event::End(TagEnd::CodeBlock));
        }
        if panel.notes.is_empty() {
            return;
        }
        out.push(Event::Start(Tag::List(Some(1))));
        for note in &panel.notes {
            out.push(Event::Start(Tag::Item));
            if note.not {
                out.push(Event::Text(format!("{} ", self.strings.get("panel_leave")).into()));
            }
            out.push(Event::Code(note.pinned_to.clone().into()));
            out.push(Event::Text(" — ".into()));
            self.events(&note.nodes, out);
            out.push(Event::End(TagEnd::Item));
        }
        out.push(Event::End(TagEnd::List(true)));
    }

    fn keys(&self, alternatives: &[Vec<String>], out: &mut Vec<Event<'static>>) {
        for (number, keys) in alternatives.iter().enumerate() {
            if number > 0 {
                out.push(Event::Text(format!(" {} ", self.strings.get("or")).into()));
            }
            out.push(Event::Code(keys.join("+").into()));
        }
    }

    fn per_reader<T>(
        &self,
        values: &PerReader<T>,
        out: &mut Vec<Event<'static>>,
        one: impl Fn(&T, &mut Vec<Event<'static>>),
    ) {
        for (number, (readers, value)) in values.iter().enumerate() {
            if number > 0 {
                out.push(Event::Text(" / ".into()));
            }
            one(value, out);
            let label = self.site.values.audience.label(readers);
            // The name of a browser says itself whose it is.
            let is_said = matches!(out.last(), Some(Event::Text(text)) if **text == *label);
            if *readers != Readers::All && !is_said {
                out.push(Event::Text(format!(" ({label})").into()));
            }
        }
    }

    /// Links lead to the pages, so that they work for people and machines alike.
    fn link(&self, file: &SourcePath, link: &str) -> CowStr<'static> {
        href(self.links, &self.page.source, file, &self.output, link).into()
    }
}

/// The text of nodes as one line, for places that take no Markdown.
pub(crate) fn line(nodes: &[Node]) -> String {
    plain_text(nodes)
}

/// The language and text of a code block. Lines that are new or to go would stand there like any other, so such a block is a diff.
fn code_text(fence: &Fence, code: &str) -> (String, String) {
    let mark = |number| fence.line_mark(number).filter(|mark| *mark != Mark::Marked);
    if (1..=code.lines().count()).all(|number| mark(number).is_none()) {
        return (fence.language.clone().unwrap_or_default(), code.to_owned());
    }
    let lines = code.lines().zip(1..).map(|(line, number)| {
        let sign = match mark(number) {
            Some(Mark::Inserted) => '+',
            Some(Mark::Deleted) => '-',
            _ => ' ',
        };
        format!("{sign}{line}\n")
    });
    ("diff".to_owned(), lines.collect())
}

fn text(text: &str) -> Vec<Event<'static>> {
    vec![Event::Text(text.to_owned().into())]
}

fn strong(mut inner: Vec<Event<'static>>) -> Vec<Event<'static>> {
    // Stars in stars would end them.
    inner.retain(|event| !matches!(event, Event::Start(Tag::Strong) | Event::End(TagEnd::Strong)));
    inner.insert(0, Event::Start(Tag::Strong));
    inner.push(Event::End(TagEnd::Strong));
    inner
}

fn paragraph(inner: Vec<Event<'static>>, out: &mut Vec<Event<'static>>) {
    out.push(Event::Start(Tag::Paragraph));
    out.extend(inner);
    out.push(Event::End(TagEnd::Paragraph));
}

fn heading(level: HeadingLevel, inner: Vec<Event<'static>>, out: &mut Vec<Event<'static>>) {
    let (id, classes, attrs) = (None, Vec::new(), Vec::new());
    out.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
    out.extend(inner);
    out.push(Event::End(TagEnd::Heading(level)));
}

fn write(events: &[Event<'static>]) -> String {
    let mut markdown = String::new();
    let options = pulldown_cmark_to_cmark::Options {
        code_block_token_count: pulldown_cmark_to_cmark::calculate_code_block_token_count(events)
            .unwrap_or(3),
        // Some readers show the numbers as they stand.
        increment_ordered_list_bullets: true,
        ..Default::default()
    };
    // It fails only on events that do not fit together; a page without a copy would be worse than a short one.
    let _ = pulldown_cmark_to_cmark::cmark_with_options(events.iter(), &mut markdown, options);
    markdown.push('\n');
    markdown
}
