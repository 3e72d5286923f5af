//! The map `practice:` in the front matter of a page on which readers practise on a copy of a screen.
//!
//! Says which snippet is the screen, what is to be found on it, in which ways it may be hidden, and the words for what a reader may do. Whether
//! the snippets exist and the selectors match, `site` finds out.

use super::reader::{Report, Table};
use super::value;
use super::yaml::{Content, Node};
use crate::diagnostic::{Code, Span};

/// A text and its bytes in the file, without quotes.
pub(crate) type Located = (String, Span);

/// What a practice page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Practice {
    /// The screen: a file in `content/snippets/`, without its ending.
    pub(crate) snippet: Located,
    /// A selector of the element that is to appear.
    pub(crate) target: Located,
    /// What readers type to find it, if that is to be shown.
    pub(crate) find: Option<String>,
    /// At least one; the first is shown first.
    pub(crate) situations: Vec<Situation>,
    /// Selectors of what is hidden for a good reason.
    pub(crate) leave_alone: Vec<Located>,
    /// A snippet that opens when the target is used.
    pub(crate) dialog: Option<Located>,
    /// What the reader gets in the end; made up.
    pub(crate) token: Option<String>,
    /// A link to where readers come from.
    pub(crate) back: Option<Located>,
    /// What is said when, in Markdown, by the names of [`WORDS`].
    pub(crate) words: Vec<(&'static str, Located)>,
}

/// A way in which the target is out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Situation {
    pub(crate) id: String,
    pub(crate) label: Located,
    pub(crate) hide: Hiding,
    /// Another screen than that of the page.
    pub(crate) snippet: Option<Located>,
    /// What rests on the target's parent as its `title`.
    pub(crate) tip: Option<String>,
    /// What is said at first, in place of the task; that this is where readers stop, say.
    pub(crate) stop: Option<Located>,
}

/// How the target is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hiding {
    /// By `display: none` in its own `style`.
    Style,
    /// By a class with a rule in a style sheet.
    Class,
    /// It is shown, and has the attribute `disabled`.
    Disabled,
}

impl Hiding {
    /// As it is written.
    pub(crate) fn name(self) -> &'static str {
        HIDINGS.iter().find(|(_, hiding)| *hiding == self).map_or("", |(name, _)| name)
    }
}

const HIDINGS: &[(&str, Hiding)] =
    &[("style", Hiding::Style), ("class", Hiding::Class), ("disabled", Hiding::Disabled)];

/// The names of what a page can say; a theme has a text for each.
pub(crate) const WORDS: &[&str] = &[
    "task",
    "stop",
    "appeared",
    "removed-element",
    "wrong-attribute",
    "wrong-node",
    "left-alone",
    "undone",
    "refused",
    "done",
];

impl Practice {
    /// Reads the map at `node`. `None` if what it cannot do without is missing or wrong, which is reported.
    pub(super) fn read(report: &Report<'_>, node: &Node) -> Option<Self> {
        let mut table = Table::new(report, Some(node), "`practice`", node.span);
        let snippet = table.require("snippet", located);
        let target = table.require("target", located);
        let situations = table.require("situations", |report, node| {
            let situations = value::some(situation)(report, node)?;
            Some(unique(report, situations))
        });
        let find = table.get("find", value::text);
        let leave_alone = table.get("leave-alone", value::list(located)).unwrap_or_default();
        let dialog = table.get("dialog", located);
        let token = table.get("token", value::text);
        let back = table.get("back", located);
        let words =
            table.get("words", |report, node| Some(words(report, node))).unwrap_or_default();
        table.finish();
        Some(Self {
            snippet: snippet?,
            target: target?,
            find,
            situations: situations?,
            leave_alone,
            dialog,
            token,
            back,
            words,
        })
    }
}

fn situation(report: &Report<'_>, node: &Node) -> Option<(Situation, Span)> {
    let mut table = Table::new(report, Some(node), "a situation", node.span);
    let parse = |text: &str| value::is_name(text).then(|| text.to_owned());
    let id = table.require("id", |report, node| {
        let id = value::checked(report, node, "a name of letters, digits and hyphens", parse)?;
        Some((id, node.span))
    });
    let label = table.require("label", located);
    let hide = table.require("hide", value::choice(HIDINGS));
    let snippet = table.get("snippet", located);
    let tip = table.get("tip", value::text);
    let stop = table.get("stop", located);
    table.finish();
    let (id, span) = id?;
    Some((Situation { id, label: label?, hide: hide?, snippet, tip, stop }, span))
}

/// Reports situations of one name, and leaves the later ones out.
fn unique(report: &Report<'_>, situations: Vec<(Situation, Span)>) -> Vec<Situation> {
    let ids = situations.iter().map(|(situation, span)| (situation.id.clone(), *span)).collect();
    let kept: Vec<Span> = value::unique(report, ids).into_iter().map(|(_, span)| span).collect();
    situations.into_iter().filter(|(_, span)| kept.contains(span)).map(|(own, _)| own).collect()
}

fn words(report: &Report<'_>, node: &Node) -> Vec<(&'static str, Located)> {
    let mut table = Table::new(report, Some(node), "`words`", node.span);
    let words = WORDS.iter().filter_map(|name| Some((*name, table.get(name, located)?)));
    let words = words.collect();
    table.finish();
    words
}

/// A text with the place of what stands in its quotes.
pub(super) fn located(report: &Report<'_>, node: &Node) -> Option<Located> {
    let text = value::text(report, node)?;
    let inner = matches!(&node.content, Content::Scalar { quoted: true, .. })
        && node.span.end - node.span.start == text.len() + 2;
    let span = if inner { Span::new(node.span.start + 1, node.span.end - 1) } else { node.span };
    Some((text, span))
}

/// Reports what `kind` and `practice` say against each other.
pub(super) fn check_kind(report: &Report<'_>, is_kind: bool, key: Option<Span>, start: Span) {
    let wrong = match (is_kind, key) {
        (true, None) => report
            .error(Code::MissingKey, start, "a practice page needs the key `practice`")
            .label("not here")
            .help("add `practice:` with `snippet`, `target` and `situations`"),
        (false, Some(key)) => report
            .error(Code::WrongValue, key, "only a practice page can say what is practised")
            .label("not on a page of this kind")
            .help("add `kind: practice`"),
        _ => return,
    };
    report.add(wrong);
}

#[cfg(test)]
mod tests {
    use super::super::testing::show;
    use super::super::{FrontMatter, PageKind};
    use super::*;
    use crate::id::SourcePath;

    fn read(yaml: &str) -> (FrontMatter, Vec<String>) {
        let file = SourcePath::parse("content/pages/a.md").unwrap();
        let (matter, wrong) = FrontMatter::read(&file, yaml, Span::new(0, yaml.len()));
        (matter, show(yaml, &wrong))
    }

    #[test]
    fn every_key_is_read() {
        let (matter, wrong) = read(
            "kind: practice\npractice:\n  snippet: printer\n  target: \"#start\"\n  find: start\n  situations:\n  \
             - { id: a, label: Hidden, hide: style }\n  - { id: b, label: Grey, hide: disabled, snippet: old, tip: No, stop: Ask. }\n  \
             leave-alone: ['#x', .y]\n  dialog: window\n  token: '1'\n  back: ../a.md\n  words: { appeared: There. }\n",
        );
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(matter.kind, PageKind::Practice);
        let practice = matter.practice.unwrap();
        assert_eq!(practice.target, ("#start".to_owned(), Span::new(55, 61)));
        assert_eq!(practice.situations[1].hide, Hiding::Disabled);
        assert_eq!(practice.situations[1].hide.name(), "disabled");
        assert_eq!(practice.leave_alone.len(), 2);
        assert_eq!(practice.words[0].0, "appeared");
    }

    #[test]
    fn what_is_missing_unknown_or_twice_is_reported_at_its_place() {
        let (matter, wrong) = read(
            "kind: practice\npractice:\n  snipet: a\n  target: a\n  situations:\n  - { id: a, label: A, hide: styles }\n  \
             - { id: b, label: B, hide: style }\n  - { id: b, label: C, hide: class }\n  words: { apeared: x }\n",
        );
        let short: Vec<&str> = wrong.iter().map(|line| line.split(": ").next().unwrap()).collect();
        assert_eq!(short.len(), 5, "{wrong:#?}");
        assert!(wrong.iter().any(|line| line.starts_with("unknown-key `snipet` -> `snippet`")));
        assert!(wrong.iter().any(|line| line.starts_with("wrong-value `styles` -> `style`")));
        assert!(wrong.iter().any(|line| line.starts_with("wrong-value `b`: `b` stands twice")));
        assert!(wrong.iter().any(|line| line.starts_with("unknown-key `apeared` -> `appeared`")));
        assert!(wrong.iter().any(|line| line.contains("`practice` needs the key `snippet`")));
        assert_eq!(matter.practice, None);
    }

    #[test]
    fn kind_and_map_belong_together() {
        let (_, wrong) = read("kind: practice\n");
        assert_eq!(wrong, ["missing-key ``: a practice page needs the key `practice`"]);
        let (_, wrong) = read(
            "practice: { snippet: a, target: b, situations: [{ id: a, label: A, hide: class }] }\n",
        );
        assert_eq!(
            wrong,
            ["wrong-value `practice`: only a practice page can say what is practised"]
        );
    }
}
