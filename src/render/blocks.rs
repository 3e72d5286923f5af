//! Guidepost's constructs to HTML. The classes are what a theme's style sheets go by; the manual lists them.
//!
//! Labels stand in a `<span>` of their own, so that a theme can set them beside an icon and their words still flow.
//!
//! Everything works without scripts: answers are links, tabs stand one under the other with their labels, folds are `<details>`.

use super::html::{Html, classes, escape};
use crate::id::SourcePath;
use crate::site::{Block, BlockKind, Kind, Node};
use std::collections::BTreeMap;

/// A construct as HTML.
pub(super) fn block(html: &mut Html, block: &Block, file: &SourcePath) -> String {
    match &block.kind {
        BlockKind::Choose { question } => {
            let question = html.inlines(question);
            let id = block.id.as_ref().map(|(id, _)| id.as_str());
            let (name, before) = html.choices.begin(id);
            let options = html.blocks(&block.nodes);
            html.choices.end(before);
            format!(
                "<section{} data-choice=\"{}\"><p class=\"choose-question\">{question}</p>\n{options}\n</section>",
                attributes(block, "choose"),
                escape(&name)
            )
        }
        BlockKind::Choice { .. } => options(html, &[block], file),
        BlockKind::Expect => {
            let title = escape(&html.strings.get("expect_title"));
            let inner = html.blocks(&block.nodes);
            format!(
                "<div{}><p class=\"expect-title\">{title}</p>\n{inner}\n</div>",
                attributes(block, "expect")
            )
        }
        BlockKind::Trouble { label } => {
            let prefix = escape(&html.strings.get("trouble_label"));
            let label = html.inlines(label);
            let inner = html.blocks(&block.nodes);
            format!(
                "<details{}><summary><span><span class=\"trouble-label\">{prefix}</span> {label}</span></summary><div class=\"trouble-body\">\n{inner}\n</div></details>",
                attributes(block, "trouble")
            )
        }
        BlockKind::Callout { kind, title } => {
            let title = if title.is_empty() {
                escape(&html.strings.get(&format!("callout_{}", kind.name())))
            } else {
                html.inlines(title)
            };
            let inner = html.blocks(&block.nodes);
            let class = format!("callout callout-{}", kind.name());
            format!(
                "<div{} role=\"note\"><p class=\"callout-title\"><span>{title}</span></p>\n{inner}\n</div>",
                attributes(block, &class)
            )
        }
        BlockKind::Details { summary } => {
            let summary = if summary.is_empty() {
                escape(&html.strings.get("details_title"))
            } else {
                html.inlines(summary)
            };
            let inner = html.blocks(&block.nodes);
            format!(
                "<details{}><summary><span>{summary}</span></summary><div class=\"fold-body\">\n{inner}\n</div></details>",
                attributes(block, "fold")
            )
        }
        BlockKind::Snippet(own) => super::panel::panel(html, block, own, file),
        BlockKind::Tabs { sync } => tabs(html, block, sync.as_deref()),
        BlockKind::Tab { label, .. } => {
            // Outside of `tabs`, which is reported; its text still stands.
            let label = html.inlines(label);
            let inner = html.blocks(&block.nodes);
            format!(
                "<section{}><p class=\"tab-label\">{label}</p>\n{inner}\n</section>",
                attributes(block, "tab")
            )
        }
    }
}

/// Options that stand together, as one list. An answer is a link; one that stops folds out its text.
pub(super) fn options(html: &mut Html, options: &[&Block], file: &SourcePath) -> String {
    let mut list = "<ul class=\"options\" role=\"list\">".to_owned();
    for option in options {
        let BlockKind::Choice { answer, leads } = &option.kind else { continue };
        let answer = match leads {
            Some(_) => html.label(answer),
            None => html.inlines(answer),
        };
        let id = option.id.as_ref().map(|(id, _)| id.as_str());
        let name = html.choices.answer(id, leads.as_ref().map(|leads| leads.to.as_str()));
        let name = format!(" data-answer=\"{}\"", escape(&name));
        let inner = html.blocks(&option.nodes);
        if let Some(leads) = leads {
            let href = escape(&html.option_href(file, &leads.to));
            let body = match inner.as_str() {
                "" => String::new(),
                inner => format!("<div class=\"option-body\">\n{inner}\n</div>"),
            };
            list.push_str(&format!(
                "\n<li{}{name}><a class=\"option-go\" href=\"{href}\"><span>{answer}</span></a>{body}</li>",
                attributes(option, "option")
            ));
        } else {
            let label = escape(&html.strings.get("stop_label"));
            list.push_str(&format!(
                "\n<li{}{name}><details><summary><span>{answer}</span></summary><div class=\"option-body\"><p class=\"option-stop-label\">{label}</p>\n{inner}\n</div></details></li>",
                attributes(option, "option option-stop")
            ));
        }
    }
    list + "</ul>"
}

/// Tabs: buttons for scripts, and sections that stand one under the other without them.
fn tabs(html: &mut Html, block: &Block, sync: Option<&str>) -> String {
    html.tabs += 1;
    let group = html.tabs;
    let sync = sync.map(|sync| format!(" data-sync=\"{}\"", escape(sync))).unwrap_or_default();
    let mut ids = BTreeMap::new();
    let mut buttons = String::new();
    let mut sections = String::new();
    let mut number = 0;
    while number < block.nodes.len() {
        let Some((tab, label, key)) = as_tab(&block.nodes[number]) else {
            // What stands between tabs; events of Markdown go together.
            let length =
                block.nodes[number..].iter().take_while(|node| as_tab(node).is_none()).count();
            sections.push_str(&html.blocks(&block.nodes[number..number + length]));
            sections.push('\n');
            number += length;
            continue;
        };
        number += 1;
        let label = html.label(label);
        let key = escape(key);
        let id = match &tab.id {
            Some((id, _)) => escape(id),
            None => own_id(&mut ids, group, &key),
        };
        buttons.push_str(&format!(
            "<button role=\"tab\" type=\"button\" id=\"{id}-tab\" aria-controls=\"{id}\" data-key=\"{key}\">{label}</button>"
        ));
        let inner = html.blocks(&tab.nodes);
        let class = classes(&with("tab", &tab.classes));
        sections.push_str(&format!(
            "<section{class} id=\"{id}\" data-key=\"{key}\"><p class=\"tab-label\">{label}</p>\n{inner}\n</section>\n"
        ));
    }
    format!(
        "<div{}{sync}><div class=\"tablist js-only\" role=\"tablist\" aria-label=\"{}\">{buttons}</div>\n{sections}</div>",
        attributes(block, "tabs"),
        escape(&html.strings.get("tabs_label"))
    )
}

fn as_tab(node: &Node) -> Option<(&Block, &[Node], &str)> {
    match &node.kind {
        Kind::Block(block) => match &block.kind {
            BlockKind::Tab { label, key } => Some((block, label, key)),
            _ => None,
        },
        _ => None,
    }
}

/// An id of a tab's own: two tabs of one key are one choice, but two places. `known` counts the tabs of each key.
fn own_id(known: &mut BTreeMap<String, usize>, group: usize, key: &str) -> String {
    let number = known.entry(key.to_owned()).or_default();
    *number += 1;
    let again = if *number > 1 { format!("-{number}") } else { String::new() };
    format!("tabs-{group}-{}{again}", key.replace(char::is_whitespace, "-"))
}

/// The id and classes of a construct, its own first.
fn attributes(block: &Block, own: &str) -> String {
    let id = match &block.id {
        Some((id, _)) => format!(" id=\"{}\"", escape(id)),
        None => String::new(),
    };
    id + &classes(&with(own, &block.classes))
}

fn with(own: &str, classes: &[String]) -> Vec<String> {
    std::iter::once(own.to_owned()).chain(classes.iter().cloned()).collect()
}
