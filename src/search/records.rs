//! One page to its records: what can be found there, a record for each step or section and, where its readers see different things,
//! for each set of them.
//!
//! 1. [`Walker`] goes through the page and gives every visible text to the record of those who see it: what is for everyone to the
//!    section's common record, a variant to a record of its own.
//! 2. Each record's words are counted by [`Field`].
//!
//! Reads this page alone, so an unchanged page's records can be kept. Knows no ranks: what a word is worth is decided by all pages.

use super::words::{For, words};
use crate::markup::Fence;
use crate::site::{
    Block, BlockKind, Body, Heading, Kind, Node, Page, Part, Readers, Set, Site, is_inline,
    plain_text,
};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a word is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// The heading of the step or section.
    Title,
    /// Headings inside, defined terms, captions and labels.
    Headings,
    /// The titles above: the page's, and the section's that this one is part of.
    Above,
    /// What authors say that readers may call it.
    Keywords,
    /// Keys to press.
    Keys,
    /// Everything that is read, headings and keys included.
    Body,
    /// Code in blocks and the HTML of panels.
    Code,
}

impl Field {
    pub(crate) const COUNT: usize = 7;
}

/// How often a word stands in each field.
pub(crate) type Counts = [u16; Field::COUNT];

/// What can be found on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Records {
    /// The address from the site's root.
    pub(crate) url: String,
    pub(crate) title: String,
    #[expect(clippy::struct_field_names, reason = "that is what they are")]
    pub(crate) records: Vec<Record>,
}

/// A step, a section, or what some readers see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) title: String,
    /// The heading of the section that this one is part of; empty if of none.
    pub(crate) under: String,
    /// Empty for the page's beginning.
    pub(crate) anchor: String,
    /// Its number, if it is a step.
    pub(crate) step: Option<usize>,
    /// Who sees it; `None` for everyone.
    pub(crate) readers: Option<Set>,
    /// Whom it is about, though everyone sees it: the readers with the browsers that the titles name.
    pub(crate) about: Option<Set>,
    /// What is read, as one line.
    pub(crate) text: String,
    /// Its words and how often each stands in which field, by word.
    pub(crate) words: Vec<(String, Counts)>,
    /// How many words each field has.
    pub(crate) lengths: [u32; Field::COUNT],
}

/// The records of page number `number`; none if the page is a draft or asks not to be found.
pub(crate) fn records(site: &Site, number: usize) -> Records {
    let page = &site.pages[number];
    let mut walker =
        Walker { site, page, records: Vec::new(), drafts: Vec::new(), title: Title::default() };
    if !page.unlisted && !page.draft {
        walker.page();
    }
    Records {
        url: page.id.output().to_string(),
        title: page.title.clone(),
        records: walker.records,
    }
}

/// Where the walker is: the section whose texts come next.
#[derive(Clone, Default)]
struct Title {
    text: String,
    under: String,
    anchor: String,
    step: Option<usize>,
}

/// The texts of a record while it is being made.
#[derive(Default)]
struct Draft {
    text: String,
    headings: String,
    keywords: String,
    keys: String,
    code: String,
}

struct Walker<'a> {
    site: &'a Site,
    page: &'a Page,
    records: Vec<Record>,
    /// The drafts of the present section by their readers, the common one first.
    drafts: Vec<(Option<Set>, Draft)>,
    title: Title,
}

impl Walker<'_> {
    fn page(&mut self) {
        let page = self.page;
        let anchor = page.heading.as_ref().map(|heading| heading.id.clone()).unwrap_or_default();
        self.begin(Title { text: page.title.clone(), anchor, ..Title::default() });
        if let Some(heading) = &page.heading {
            self.draft(None).keywords(&heading.keywords);
            // Where the front matter has a title of its own, the heading may say something else.
            if plain_text(&heading.nodes) != page.title {
                self.label(&heading.nodes, None);
            }
        }
        self.draft(None).keywords(&page.keywords);
        if let Some(description) = &page.description {
            self.draft(None).say(description);
        }
        match &page.body {
            Body::Prose(nodes) => self.sections(nodes, HeadingLevel::H3),
            Body::Guide { intro, parts } => {
                self.sections(intro, HeadingLevel::H3);
                for part in parts {
                    let section = part.section();
                    let step = match part {
                        Part::Step(step) => Some(step.number),
                        Part::Aside(_) => None,
                    };
                    self.heading(&section.heading, String::new(), step);
                    match step {
                        Some(_) => self.nodes(&section.nodes, None),
                        None => self.sections(&section.nodes, HeadingLevel::H3),
                    }
                }
            }
        }
        if let Some(practice) = &page.practice {
            let words =
                practice.situations.iter().flat_map(|own| [Some(&own.label), own.stop.as_ref()]);
            for words in words.flatten() {
                let mut line = Line::default();
                for event in &words.events {
                    line.event(event);
                }
                self.finish_line(&line, None);
            }
        }
        self.end();
    }

    /// Nodes at a page's top level: a heading begins a section.
    fn sections(&mut self, nodes: &[Node], deepest: HeadingLevel) {
        let mut from = 0;
        let mut section = String::new();
        for (at, node) in nodes.iter().enumerate() {
            let Kind::Heading(heading) = &node.kind else { continue };
            if heading.level > deepest {
                continue;
            }
            self.nodes(&nodes[from..at], None);
            from = at + 1;
            let under = if heading.level >= HeadingLevel::H3 {
                section.clone()
            } else {
                section = plain_text(&heading.nodes);
                String::new()
            };
            self.heading(heading, under, None);
        }
        self.nodes(&nodes[from..], None);
    }

    fn heading(&mut self, heading: &Heading, under: String, step: Option<usize>) {
        self.end();
        let text = plain_text(&heading.nodes);
        self.begin(Title { text, under, anchor: heading.id.clone(), step });
        self.draft(None).keywords(&heading.keywords);
        // A heading may differ by reader.
        let all = all_texts(&heading.nodes);
        if all != self.title.text {
            self.draft(None).heading(&all);
        }
    }

    fn begin(&mut self, title: Title) {
        self.title = title;
        self.drafts = vec![(None, Draft::default())];
    }

    /// Makes records of the drafts.
    fn end(&mut self) {
        for (readers, draft) in std::mem::take(&mut self.drafts) {
            if readers.is_some() && draft.is_empty() {
                continue;
            }
            let about = if readers.is_none() { self.about() } else { None };
            self.records
                .push(Record { about, ..record(&self.page.title, &self.title, readers, draft) });
        }
    }

    /// The readers with the browsers whose names stand in the titles, if those are not all.
    fn about(&self) -> Option<Set> {
        let values = &self.site.values;
        let titles = [&self.page.title, &self.title.under, &self.title.text];
        let is_named = |name: &str| {
            titles.iter().any(|title| {
                title.match_indices(name).any(|(at, _)| {
                    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                    outside(title[..at].chars().next_back())
                        && outside(title[at + name.len()..].chars().next())
                })
            })
        };
        let named: Vec<bool> = values.browsers.iter().map(|own| is_named(&own.name)).collect();
        let has = |(browser, _): &&_| named.get(*browser).copied().unwrap_or_default();
        let everyone = values.audience.all();
        let set: Set = everyone.iter().filter(has).copied().collect();
        (!set.is_empty() && set != *everyone).then_some(set)
    }

    fn draft(&mut self, readers: Option<&Set>) -> &mut Draft {
        let known = self.drafts.iter().position(|(own, _)| own.as_ref() == readers);
        let at = known.unwrap_or_else(|| {
            self.drafts.push((readers.cloned(), Draft::default()));
            self.drafts.len() - 1
        });
        &mut self.drafts[at].1
    }

    /// Gives texts to the record of `readers`.
    fn nodes(&mut self, nodes: &[Node], readers: Option<&Set>) {
        let mut line = Line::default();
        for node in nodes {
            match &node.kind {
                Kind::Markdown(event) => {
                    if line.event(event) {
                        self.finish_line(&std::mem::take(&mut line), readers);
                    }
                }
                Kind::Text(values) | Kind::CodeSpan(values) => {
                    let values: Vec<&str> =
                        values.iter().map(|(_, value)| value.as_str()).collect();
                    line.push(&values.join(" / "));
                }
                Kind::Keys(values) => {
                    let mut all: Vec<String> = Vec::new();
                    for keys in values.iter().flat_map(|(_, alternatives)| alternatives) {
                        let keys = keys.join("+");
                        if !all.contains(&keys) {
                            all.push(keys);
                        }
                    }
                    let all = all.join(" / ");
                    line.push(&all);
                    self.draft(readers).keys(&all);
                }
                Kind::Heading(heading) => {
                    self.finish_line(&std::mem::take(&mut line), readers);
                    self.label(&heading.nodes, readers);
                }
                Kind::Code(fence, code) => {
                    self.finish_line(&std::mem::take(&mut line), readers);
                    self.code(fence, code, readers);
                }
                Kind::Variant(own, nodes) => {
                    self.finish_line(&std::mem::take(&mut line), readers);
                    let own = self.within(own, readers);
                    self.nodes(nodes, own.as_ref());
                }
                Kind::Block(block) => {
                    self.finish_line(&std::mem::take(&mut line), readers);
                    self.block(block, readers);
                }
            }
        }
        self.finish_line(&line, readers);
    }

    fn block(&mut self, block: &Block, readers: Option<&Set>) {
        self.label(block.kind.label(), readers);
        self.nodes(&block.nodes, readers);
        if let BlockKind::Snippet(panel) = &block.kind {
            for note in &panel.notes {
                self.nodes(&note.nodes, readers);
            }
            let draft = self.draft(readers);
            for state in &panel.snippet.states {
                draft.code(&state.html);
            }
            // What readers type.
            if let Some(find) = &panel.snippet.find {
                draft.keys(&find.query);
            }
        }
    }

    fn code(&mut self, fence: &Fence, code: &str, readers: Option<&Set>) {
        let draft = self.draft(readers);
        if let Some(title) = &fence.title {
            draft.heading(title);
        }
        // One line is an address, a name or a command, and read as part of the text.
        if code.trim().lines().count() == 1 {
            draft.say(code);
        } else {
            draft.code(code);
        }
    }

    /// A heading inside a section, or the label of a construct.
    fn label(&mut self, nodes: &[Node], readers: Option<&Set>) {
        let text = all_texts(nodes);
        if !text.is_empty() {
            let draft = self.draft(readers);
            draft.say(&text);
            draft.heading(&text);
        }
    }

    fn finish_line(&mut self, line: &Line, readers: Option<&Set>) {
        if !line.text.is_empty() {
            let draft = self.draft(readers);
            draft.say(&line.text);
            draft.heading(&line.terms);
        }
    }

    /// Those of `outer` who are meant by `own`; `None` for everyone.
    fn within(&self, own: &Readers, outer: Option<&Set>) -> Option<Set> {
        let audience = &self.site.values.audience;
        let outer_set = outer.unwrap_or(audience.all());
        let set = audience.members(own, outer_set);
        (set != *audience.all()).then_some(set)
    }
}

impl Draft {
    fn is_empty(&self) -> bool {
        [&self.text, &self.headings, &self.keywords, &self.keys, &self.code]
            .iter()
            .all(|text| text.is_empty())
    }

    fn say(&mut self, text: &str) {
        add(&mut self.text, text);
    }

    fn heading(&mut self, text: &str) {
        add(&mut self.headings, text);
    }

    fn keywords(&mut self, text: &str) {
        add(&mut self.keywords, text);
    }

    fn keys(&mut self, text: &str) {
        add(&mut self.keys, text);
    }

    fn code(&mut self, text: &str) {
        add(&mut self.code, text);
    }
}

/// Adds words of white space to a line.
fn add(line: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
}

/// The text of a paragraph, a cell, an item, while its events come.
#[derive(Default)]
struct Line {
    text: String,
    /// The terms that are defined.
    terms: String,
    in_term: bool,
}

impl Line {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        if self.in_term {
            self.terms.push_str(text);
        }
    }

    /// Takes an event; whether the line has ended.
    fn event(&mut self, event: &Event) -> bool {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.push(text);
            }
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            Event::Html(html) => self.push(&format!(" {} ", visible(html))),
            Event::InlineHtml(html) => self.push(&visible(html)),
            Event::Start(Tag::DefinitionListTitle) => self.in_term = true,
            Event::Start(tag) => return !is_inline(tag.to_end()),
            Event::End(end) => {
                if *end == TagEnd::DefinitionListTitle {
                    self.terms.push(' ');
                    self.in_term = false;
                }
                return !is_inline(*end);
            }
            Event::Rule => return true,
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        false
    }
}

/// The text of nodes with all that any reader sees.
fn all_texts(nodes: &[Node]) -> String {
    let mut line = Line::default();
    collect(nodes, &mut line);
    let mut out = String::new();
    add(&mut out, &line.text);
    out
}

fn collect(nodes: &[Node], line: &mut Line) {
    for node in nodes {
        match &node.kind {
            Kind::Markdown(event) => {
                if line.event(event) {
                    line.push(" ");
                }
            }
            Kind::Text(values) | Kind::CodeSpan(values) => {
                let values: Vec<&str> = values.iter().map(|(_, value)| value.as_str()).collect();
                line.push(&values.join(" / "));
            }
            Kind::Keys(values) => {
                let keys = values.iter().flat_map(|(_, alternatives)| alternatives);
                let keys: Vec<String> = keys.map(|keys| keys.join("+")).collect();
                line.push(&keys.join(" / "));
            }
            _ => {
                for children in node.children() {
                    collect(children, line);
                }
                line.push(" ");
            }
        }
    }
}

/// Elements that do not end a word.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "code", "em", "i", "kbd", "mark", "s", "small", "span", "strong", "sub",
    "sup", "u", "wbr",
];

/// What is read of a piece of HTML: without tags, comments, and what stands in scripts and styles.
fn visible(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    let mut without_end = Vec::new();
    while let Some(at) = rest.find('<') {
        out.push_str(&entities(&rest[..at]));
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else {
            rest.find('>').map(|end| end + 1)
        };
        let Some(mut end) = end else { return out };
        let name = rest[1..end].trim_end_matches('>').split_ascii_whitespace().next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style" | "template") && !without_end.contains(&name)
        {
            match rest.match_indices("</").find(|(at, _)| starts_with(&rest[at + 2..], &name)) {
                Some((close, _)) => end = close,
                None => without_end.push(name.clone()),
            }
        }
        if !INLINE.contains(&name.trim_start_matches('/')) {
            out.push(' ');
        }
        rest = &rest[end..];
    }
    out.push_str(&entities(rest));
    out
}

/// Whether a text begins with a name, whatever letters it is written in.
fn starts_with(text: &str, name: &str) -> bool {
    text.as_bytes().get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
}

/// Text with the character references that authors use most replaced.
fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

fn record(page: &str, title: &Title, readers: Option<Set>, draft: Draft) -> Record {
    // What only some readers see is a part of the section, as a section is of the page.
    let own = if readers.is_none() { Field::Title } else { Field::Above };
    let texts = [
        (own, title.text.as_str()),
        (Field::Above, &title.under),
        (Field::Above, if title.text == page { "" } else { page }),
        (Field::Headings, &draft.headings),
        (Field::Keywords, &draft.keywords),
        (Field::Keys, &draft.keys),
        (Field::Body, &draft.text),
        (Field::Code, &draft.code),
    ];
    let (words, lengths) = count(&texts);
    Record {
        title: title.text.clone(),
        under: title.under.clone(),
        anchor: title.anchor.clone(),
        step: title.step,
        readers,
        about: None,
        text: draft.text,
        words,
        lengths,
    }
}

/// The words of texts and how often each stands in which field, by word; and how many words each field has.
fn count(texts: &[(Field, &str)]) -> (Vec<(String, Counts)>, [u32; Field::COUNT]) {
    // About every twelfth letter begins a new word.
    let size = texts.iter().map(|(_, text)| text.len()).sum::<usize>() / 12;
    let mut counts: HashMap<Cow<str>, Counts> = HashMap::with_capacity(size);
    let mut lengths = [0; Field::COUNT];
    for (field, text) in texts {
        let at = *field as usize;
        for word in words(text, For::Index) {
            // Nobody looks for `self.value` as one word, and code is full of that.
            let name = &text[word.start..word.end];
            let is_name = || name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            if word.whole && *field == Field::Code && !is_name() {
                continue;
            }
            lengths[at] += 1;
            let count = &mut counts.entry(word.text).or_default()[at];
            *count = count.saturating_add(1);
        }
    }
    let mut counts: Vec<(String, Counts)> =
        counts.into_iter().map(|(word, counts)| (word.into_owned(), counts)).collect();
    counts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    (counts, lengths)
}
