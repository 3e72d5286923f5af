//! A directive's opening line and contents to what it means.
//!
//! The only place that knows directives by name. Reports what a directive lacks or does not take, and gives the best that can be
//! made of it; what has no meaning at all gives way to its contents.

use super::attributes::{Attributes, Pair, Word};
use super::condition::{Condition, Unreadable};
use super::context::Context;
use super::directive::Opening;
use super::node::{
    Axis, Callout, Directive, DirectiveKind, Heading, Kind, Leads, Node, PanelView, Readers,
    Snippet,
};
use super::pins;
use super::place::{At, Named};
use crate::diagnostic::Code;
use pulldown_cmark::HeadingLevel;

/// Every directive, for suggestions.
const NAMES: &[&str] = &[
    "browser",
    "os",
    "when",
    "choose",
    "option",
    "expect",
    "trouble",
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "details",
    "tabs",
    "tab",
    "include",
    "snippet",
];

/// What stands in which directive, for `option` and `tab`, which have just one place.
pub(super) fn construct(
    context: &mut Context,
    opening: Opening,
    label: Option<Vec<Node>>,
    nodes: Vec<Node>,
    parent: Option<&str>,
    leaf: bool,
) -> Vec<Node> {
    let Opening { name, label: label_word, mut attributes, rest } = opening;
    if let Some(rest) = rest {
        let wrong = context
            .wrong(
                Code::UnknownAttribute,
                rest.span,
                format!("`{}` has no meaning here", rest.text),
            )
            .label("not a part of the directive")
            .help("a directive is `:::name[label]{attributes}`; its text begins on the next line");
        context.push(wrong);
    }
    if matches!(name.text.as_str(), "browser" | "os" | "when" | "include") {
        // These leave no element of their own behind.
        for word in attributes.id.take().into_iter().chain(attributes.classes.drain(..)) {
            let wrong = context
                .wrong(
                    Code::UnknownAttribute,
                    word.span,
                    format!("`{}` takes neither an id nor a class", name.text),
                )
                .label("nothing would carry it")
                .help("put it on a directive or heading inside");
            context.push(wrong);
        }
    }
    let at = context.places.add(name.span);
    let id = attributes.id.take().map(|word| context.named(&word));
    let classes = attributes.classes.drain(..).map(|word| word.text).collect();
    let known = Known { name: &name, attributes };
    let wants_label = matches!(name.text.as_str(), "choose" | "option" | "tab");
    if wants_label && label.is_none() {
        let example = match name.text.as_str() {
            "choose" => ":::choose[What do you see?]",
            "option" => ":::option[A blue button]{go=next-step}",
            _ => ":::tab[Python]",
        };
        let wrong = context
            .wrong(Code::IncompleteDirective, name.span, format!("`{}` has no label", name.text))
            .label("a label in brackets should follow")
            .help(format!("write `{example}`"));
        context.push(wrong);
    }
    if leaf && name.text != "include" && NAMES.contains(&name.text.as_str()) {
        let wrong = context
            .wrong(
                Code::UnclosedDirective,
                name.span,
                format!("`{}` has contents, so it takes three colons", name.text),
            )
            .label("two colons make a directive without contents")
            .help(format!("write `:::{}`, and `:::` on a line below its contents", name.text));
        context.push(wrong);
    }
    let label = label.unwrap_or_default();
    let kind = match name.text.as_str() {
        "browser" => readers(context, Axis::Browser, known),
        "os" => readers(context, Axis::System, known),
        "when" => when(context, known),
        "choose" => {
            known.finish(context, &[]);
            DirectiveKind::Choose { question: label }
        }
        "option" => {
            misplaced(context, &name, parent, "choose");
            choice(context, known, label, &nodes)
        }
        "expect" => {
            known.finish(context, &[]);
            DirectiveKind::Expect
        }
        "trouble" => {
            known.finish(context, &[]);
            DirectiveKind::Trouble { label }
        }
        "details" => {
            known.finish(context, &[]);
            DirectiveKind::Details { summary: label }
        }
        "tabs" => {
            let mut known = known;
            let sync = known.attributes.take("sync").map(|word| word.text);
            known.finish(context, &["sync"]);
            DirectiveKind::Tabs { sync }
        }
        "tab" => {
            misplaced(context, &name, parent, "tabs");
            let mut known = known;
            let key = known.attributes.take("key").map(|word| word.text);
            known.finish(context, &["key"]);
            let key = key.unwrap_or_else(|| label_word.map(|w| kebab(&w.text)).unwrap_or_default());
            DirectiveKind::Tab { label, key }
        }
        "include" => match include(context, known) {
            Some(kind) => kind,
            None => return nodes,
        },
        "snippet" => {
            let kind = DirectiveKind::Snippet(snippet(context, known, label, nodes));
            let directive = Directive { kind, id, classes, nodes: Vec::new() };
            return vec![Node { at, kind: Kind::Directive(directive) }];
        }
        other => {
            if let Some(kind) = Callout::parse(other) {
                known.finish(context, &[]);
                DirectiveKind::Callout { kind, title: label }
            } else {
                let wrong = context
                    .wrong(
                        Code::UnknownDirective,
                        name.span,
                        format!("there is no directive `{other}`"),
                    )
                    .label("not a directive")
                    .did_you_mean(other, NAMES.iter().copied());
                context.push(wrong);
                return nodes;
            }
        }
    };
    vec![Node { at, kind: Kind::Directive(Directive { kind, id, classes, nodes }) }]
}

/// A directive whose name is known, with the attributes that nobody has taken yet.
struct Known<'a> {
    name: &'a Word,
    attributes: Attributes,
}

impl Known<'_> {
    /// Reports what is left.
    fn finish(self, context: &mut Context, known: &[&str]) {
        let words = self.attributes.words.iter();
        let keys = self.attributes.pairs.iter().map(|pair| &pair.key);
        for word in words.chain(keys) {
            let message = format!("`{}` takes no attribute `{}`", self.name.text, word.text);
            let mut wrong = context
                .wrong(Code::UnknownAttribute, word.span, message)
                .label("not known here")
                .did_you_mean(&word.text, known.iter().copied());
            if known.is_empty() {
                wrong = wrong.help("only `#id` and `.class` may stand here");
            }
            context.push(wrong);
        }
    }
}

fn misplaced(context: &mut Context, name: &Word, parent: Option<&str>, wanted: &str) {
    if parent != Some(wanted) {
        let message = format!("`{}` stands outside of `{wanted}`", name.text);
        let wrong = context
            .wrong(Code::MisplacedDirective, name.span, message)
            .label(format!("belongs directly in a `{wanted}`"))
            .help(format!("open `::::{wanted}` above it and close it with `::::` below"));
        context.push(wrong);
    }
}

fn readers(context: &mut Context, axis: Axis, mut known: Known) -> DirectiveKind {
    let otherwise = known.attributes.take_word("else");
    let only = known.attributes.take_word("only");
    let words = std::mem::take(&mut known.attributes.words);
    let names: Vec<Named> = words.iter().map(|word| context.named(word)).collect();
    if names.is_empty() && !otherwise {
        let example = if axis == Axis::Browser { "chrome edge" } else { "windows linux" };
        let wrong = context
            .wrong(
                Code::IncompleteDirective,
                known.name.span,
                format!("`{}` does not say for whom it is", axis.name()),
            )
            .label("names or `else` should follow in braces")
            .help(format!("write `:::{}{{{example}}}`, or `{{else}}` for the rest", axis.name()));
        context.push(wrong);
    }
    known.finish(context, &["else", "only"]);
    DirectiveKind::Readers(Readers { axis, names, otherwise, only })
}

fn when(context: &mut Context, mut known: Known) -> DirectiveKind {
    if known.attributes.take_word("else") {
        known.finish(context, &["else"]);
        return DirectiveKind::When(None);
    }
    let pairs: Vec<Pair> = std::mem::take(&mut known.attributes.pairs);
    let name = known.name.span;
    let is_empty = pairs.is_empty() && known.attributes.words.is_empty();
    known.finish(context, &["else"]);
    if is_empty {
        let wrong = context
            .wrong(Code::IncompleteDirective, name, "`when` has no condition")
            .label("a condition should follow in braces")
            .help("write `:::when{institution.field=value}`");
        context.push(wrong);
    }
    let places = &mut context.places;
    match Condition::from_pairs(&pairs, &mut |span| places.add(span)) {
        Ok(condition) => DirectiveKind::When(Some(condition)),
        Err(unreadable) => {
            bad_condition(context, &unreadable);
            DirectiveKind::When(Some(Condition { tests: Vec::new() }))
        }
    }
}

fn bad_condition(context: &mut Context, unreadable: &Unreadable) {
    let wrong = unreadable.report().at(context.file, unreadable.span);
    context.push(wrong);
}

fn choice(
    context: &mut Context,
    mut known: Known,
    answer: Vec<Node>,
    nodes: &[Node],
) -> DirectiveKind {
    let stop = known.attributes.take_word("stop");
    let go = known.attributes.take("go");
    let name = known.name.span;
    // `{goto=…}` is one mistake, not two.
    let is_slip = !known.attributes.pairs.is_empty() || !known.attributes.words.is_empty();
    known.finish(context, &["go", "stop"]);
    let leads = match go {
        Some(go) if !stop => Leads::To(context.named(&go)),
        go => {
            if let Some(go) = go {
                let wrong = context
                    .wrong(Code::UnknownAttribute, go.span, "an option either goes on or stops")
                    .label("this one says `stop` too")
                    .help("take away `stop` or `go=…`");
                context.push(wrong);
            } else if !stop && is_slip {
            } else if !stop {
                let wrong = context
                    .wrong(Code::DeadOption, name, "this option leads nowhere")
                    .label("`{go=…}` or `{stop}` is missing")
                    .help(
                        "write `{go=step-id}`, `{go=page.md#anchor}`, or `{stop}` if it ends here",
                    );
                context.push(wrong);
            } else if nodes.is_empty() {
                let wrong = context
                    .wrong(Code::DeadOption, name, "this option stops without a word")
                    .label("its text is missing")
                    .help("say below it why the way ends here and whom the reader can ask");
                context.push(wrong);
            }
            Leads::Stop
        }
    };
    DirectiveKind::Choice { answer, leads }
}

fn include(context: &mut Context, mut known: Known) -> Option<DirectiveKind> {
    let src = known.attributes.take("src");
    let name = known.name.span;
    let is_slip = !known.attributes.pairs.is_empty();
    known.finish(context, &["src"]);
    if src.is_none() && !is_slip {
        let wrong = context
            .wrong(Code::IncompleteDirective, name, "`include` does not say what to include")
            .label("`{src=…}` is missing")
            .help("write `::include{src=/parts/name.md}`; a leading slash stands for `content/`");
        context.push(wrong);
    }
    Some(DirectiveKind::Include { src: context.named(&src?) })
}

fn snippet(
    context: &mut Context,
    mut known: Known,
    caption: Vec<Node>,
    nodes: Vec<Node>,
) -> Snippet {
    let mut take = |key: &str| known.attributes.take(key).map(|word| context.named(&word));
    let (src, focus, find, practice) = (take("src"), take("focus"), take("find"), take("practice"));
    let view = known.attributes.take("view").map(|word| view(context, &word)).unwrap_or_default();
    let name = known.name.span;
    known.finish(context, &["src", "focus", "find", "practice", "view"]);
    let pins::Contents { mut html, pins } = pins::read(nodes, context);
    if src.is_some()
        && let Some(html) = html.take()
    {
        let span = context.places.span(html.at);
        let wrong = context
            .wrong(Code::BadNote, span, "this snippet has its HTML from a file")
            .label("not shown")
            .help("take away `src=…` to show this, or the block of code to show the file");
        context.push(wrong);
    }
    if src.is_none() && html.is_none() {
        let wrong = context
            .wrong(Code::IncompleteDirective, name, "`snippet` does not say which HTML it shows")
            .label("`{src=…}` is missing")
            .help("write `:::snippet{src=name}` for the file `content/snippets/name.html`, or put a block of HTML code inside");
        context.push(wrong);
    }
    Snippet { src, html, focus, find, practice, view, caption, pins }
}

fn view(context: &mut Context, word: &Word) -> PanelView {
    PanelView::parse(&word.text).unwrap_or_else(|| {
        let wrong = context
            .wrong(Code::WrongValue, word.span, format!("a snippet has no view `{}`", word.text))
            .label("not one of the views")
            .did_you_mean(&word.text, PanelView::NAMES);
        context.push(wrong);
        PanelView::default()
    })
}

/// A heading and the attributes at its end.
pub(super) fn heading(
    context: &mut Context,
    level: HeadingLevel,
    attributes: Option<Attributes>,
    nodes: Vec<Node>,
) -> Heading {
    let mut heading = Heading {
        level,
        id: None,
        aside: false,
        classes: Vec::new(),
        when: None,
        minutes: None,
        keywords: String::new(),
        nodes,
    };
    let Some(mut attributes) = attributes else { return heading };
    heading.id = attributes.id.take().map(|word| context.named(&word));
    heading.classes = attributes.classes.drain(..).map(|word| word.text).collect();
    heading.aside = heading.classes.iter().any(|class| class == "aside");
    if let Some(minutes) = attributes.take("minutes") {
        heading.minutes = minutes.text.parse().ok();
        if heading.minutes.is_none() {
            let wrong = context
                .wrong(
                    Code::WrongValue,
                    minutes.span,
                    format!("`{}` is not a number of minutes", minutes.text),
                )
                .label("a whole number should stand here");
            context.push(wrong);
        }
    }
    if let Some(when) = attributes.take("when") {
        let places = &mut context.places;
        match Condition::parse(&when, &mut |span| places.add(span)) {
            Ok(condition) => heading.when = Some(condition),
            Err(unreadable) => bad_condition(context, &unreadable),
        }
    }
    if let Some(keywords) = attributes.take("keywords") {
        heading.keywords = keywords.text;
    }
    for pair in &attributes.pairs {
        let wrong = context
            .wrong(
                Code::UnknownAttribute,
                pair.key.span,
                format!("a heading takes no attribute `{}`", pair.key.text),
            )
            .label("not known here")
            .did_you_mean(&pair.key.text, ["when", "minutes", "keywords"]);
        context.push(wrong);
    }
    heading
}

/// A heading or callout that stands as plain Markdown.
pub(super) fn node(at: At, kind: Kind) -> Node {
    Node { at, kind }
}

/// `Python 3` → `python-3`, for a tab without a key.
fn kebab(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
