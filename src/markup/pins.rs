//! The contents of `:::snippet` to notes and edits.
//!
//! A note is a list item: `` `selector` — text ``, `` `selector @attribute` — text `` or ``not `selector` — text``. An edit is a line that begins
//! with `edit:`. A block of HTML code is the snippet itself. Does not look at the HTML.

use super::context::Context;
use super::node::{Kind, Node, Pin};
use super::place::{At, Named};
use super::template;
use crate::diagnostic::Code;
use crate::snippet::Action;
use pulldown_cmark::{Event, Tag, TagEnd};

/// What stands in a snippet.
pub(super) struct Contents {
    /// HTML that is written on the page itself.
    pub(super) html: Option<Named>,
    pub(super) pins: Vec<Pin>,
}

/// Reads the nodes inside of a snippet.
pub(super) fn read(nodes: Vec<Node>, context: &mut Context) -> Contents {
    let mut contents = Contents { html: None, pins: Vec::new() };
    let mut nodes = nodes.into_iter().peekable();
    while let Some(node) = nodes.next() {
        match node.kind {
            Kind::Markdown(Event::Start(Tag::List(_)) | Event::End(TagEnd::List(_))) => {}
            Kind::Markdown(Event::Start(Tag::Item)) => {
                let inner = until(&mut nodes, &Event::End(TagEnd::Item));
                contents.pins.extend(note(node.at, inner, context));
            }
            Kind::Markdown(Event::Start(Tag::Paragraph)) => {
                let inner = until(&mut nodes, &Event::End(TagEnd::Paragraph));
                for line in lines(inner) {
                    contents.pins.extend(edit(node.at, &line, context));
                }
            }
            Kind::Code(_, html) if contents.html.is_none() => {
                contents.html = Some(Named { text: template::unmark(&html), at: node.at });
            }
            _ => unreadable(context, node.at),
        }
    }
    contents
}

/// The nodes before the event that ends what has begun.
fn until(nodes: &mut impl Iterator<Item = Node>, end: &Event<'static>) -> Vec<Node> {
    let mut depth = 0usize;
    let mut inner = Vec::new();
    for node in nodes {
        if let Kind::Markdown(event) = &node.kind {
            if event == end && depth == 0 {
                break;
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        inner.push(node);
    }
    inner
}

fn lines(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let mut lines = vec![Vec::new()];
    for node in nodes {
        if matches!(node.kind, Kind::Markdown(Event::SoftBreak | Event::HardBreak)) {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(node);
        }
    }
    lines
}

fn note(at: At, mut nodes: Vec<Node>, context: &mut Context) -> Option<Pin> {
    // A loose list has its items' text in paragraphs.
    if matches!(nodes.first().map(|n| &n.kind), Some(Kind::Markdown(Event::Start(Tag::Paragraph))))
    {
        nodes.remove(0);
        let end = nodes
            .iter()
            .position(|n| matches!(n.kind, Kind::Markdown(Event::End(TagEnd::Paragraph))));
        if let Some(end) = end {
            nodes.remove(end);
        }
    }
    let mut not = false;
    if let Some(Kind::Markdown(Event::Text(text))) = nodes.first().map(|n| &n.kind)
        && text.trim() == "not"
    {
        not = true;
        nodes.remove(0);
    }
    let Some((Kind::Markdown(Event::Code(code)), place)) = nodes.first().map(|n| (&n.kind, n.at))
    else {
        unreadable(context, at);
        return None;
    };
    let (selector, attribute) = named(code, place, context);
    nodes.remove(0);
    if let Some(Node { kind: Kind::Markdown(Event::Text(text)), .. }) = nodes.first_mut() {
        let rest = text.trim_start().trim_start_matches(['—', '–', '-', ':']).trim_start();
        *text = rest.to_owned().into();
    }
    for pair in nodes.windows(2) {
        if let [
            Node { kind: Kind::Markdown(Event::SoftBreak), .. },
            Node { kind: Kind::Markdown(Event::Text(text)), at },
        ] = pair
            && text.trim_start().starts_with("edit:")
        {
            let span = context.places.span(*at);
            let wrong = context
                .wrong(Code::BadNote, span, "this edit is read as part of the note above it")
                .label("not an edit")
                .help("leave an empty line between the notes and the edits");
            context.push(wrong);
        }
    }
    Some(Pin::Note { selector, attribute, not, nodes })
}

/// `a.button @style` is an element and its attribute.
fn named(code: &str, at: At, context: &mut Context) -> (Named, Option<Named>) {
    let span = context.places.span(at);
    // Inside the backticks, if there is one on each side.
    let padding = span.end.saturating_sub(span.start).saturating_sub(code.len()) / 2;
    let start = span.start + padding;
    match code.rsplit_once(" @") {
        Some((selector, attribute)) if !attribute.contains(char::is_whitespace) => {
            let from = start + selector.len() + 2;
            let attribute = Named {
                text: attribute.to_owned(),
                at: context.places.add(from..from + attribute.len()),
            };
            let selector = selector.trim_end();
            let at = context.places.add(start..start + selector.len());
            (Named { text: template::unmark(selector), at }, Some(attribute))
        }
        _ => {
            let at = context.places.add(start..start + code.len());
            (Named { text: template::unmark(code), at }, None)
        }
    }
}

/// A word, a code span or a text in quotes of an edit.
enum Token {
    Word(String),
    Value(Named),
}

fn edit(at: At, line: &[Node], context: &mut Context) -> Option<Pin> {
    let tokens = tokens(line, context);
    let action = match &tokens[..] {
        [Token::Word(edit), rest @ ..] if edit == "edit:" => parse(rest),
        _ => {
            unreadable(context, at);
            return None;
        }
    };
    let Some((action, value_at, selector)) = action else {
        let place = line.first().map_or(at, |node| node.at);
        let span = context.places.span(place);
        let wrong = context
            .wrong(Code::BadNote, span, "this edit cannot be read")
            .label("not one of the edits that there are")
            .help("remove `style` from `selector` · set `title` of `selector` to \"…\" · add class `x` to `selector` · remove class `x` from `selector` · remove `selector` · set text of `selector` to \"…\"");
        context.push(wrong);
        return None;
    };
    Some(Pin::Edit { selector, action, value_at })
}

/// The words after `edit:`; gives the action, the place of the name that it uses, and the selector.
fn parse(tokens: &[Token]) -> Option<(Action, Option<At>, Named)> {
    use Token::{Value, Word};
    let word = |token: &Token, wanted: &str| matches!(token, Word(word) if word == wanted);
    Some(match tokens {
        [a, Value(name), from, Value(sel)] if word(a, "remove") && word(from, "from") => {
            (Action::RemoveAttribute(name.text.to_lowercase()), Some(name.at), sel.clone())
        }
        [a, class, Value(name), from, Value(sel)]
            if word(a, "remove") && word(class, "class") && word(from, "from") =>
        {
            (Action::RemoveClass(name.text.clone()), Some(name.at), sel.clone())
        }
        [a, class, Value(name), to, Value(sel)]
            if word(a, "add") && word(class, "class") && word(to, "to") =>
        {
            (Action::AddClass(name.text.clone()), Some(name.at), sel.clone())
        }
        [a, Value(sel)] if word(a, "remove") => (Action::RemoveElement, None, sel.clone()),
        [a, text, of, Value(sel), to, Value(value)]
            if word(a, "set") && word(text, "text") && word(of, "of") && word(to, "to") =>
        {
            (Action::SetText(value.text.clone()), Some(value.at), sel.clone())
        }
        [a, Value(name), of, Value(sel), to, Value(value)]
            if word(a, "set") && word(of, "of") && word(to, "to") =>
        {
            (
                Action::SetAttribute(name.text.to_lowercase(), value.text.clone()),
                Some(name.at),
                sel.clone(),
            )
        }
        _ => return None,
    })
}

fn tokens(line: &[Node], context: &mut Context) -> Vec<Token> {
    let mut tokens = Vec::new();
    // What stands in quotes so far, if a quote is open.
    let mut quoted: Option<String> = None;
    for node in line {
        match (&node.kind, &mut quoted) {
            (Kind::Markdown(Event::Text(text)), _) => {
                for (number, part) in text.split('"').enumerate() {
                    if number > 0 {
                        quoted = match quoted.take() {
                            Some(text) => {
                                tokens.push(Token::Value(Named { text, at: node.at }));
                                None
                            }
                            None => Some(String::new()),
                        };
                    }
                    match &mut quoted {
                        Some(quoted) => quoted.push_str(part),
                        None => tokens
                            .extend(part.split_whitespace().map(|w| Token::Word(w.to_owned()))),
                    }
                }
            }
            (Kind::Variable(path), Some(quoted)) => quoted.push_str(&format!("{{{{ {path} }}}}")),
            (Kind::Markdown(Event::Code(code)), None) => {
                let (named, attribute) = named(code, node.at, context);
                // An edit names an attribute by itself; `@` belongs to notes.
                let text =
                    attribute.map_or(named.text.clone(), |a| format!("{} @{}", named.text, a.text));
                tokens.push(Token::Value(Named { text, at: named.at }));
            }
            _ => tokens.push(Token::Word(String::new())),
        }
    }
    if quoted.is_some() {
        tokens.push(Token::Word("\"".to_owned()));
    }
    tokens
}

fn unreadable(context: &mut Context, at: At) {
    let span = context.places.span(at);
    let wrong = context
        .wrong(Code::BadNote, span, "this is neither a note nor an edit")
        .label("a snippet holds only these")
        .help("a note is a list item, `- `selector` — text`; an edit is a line, `edit: remove `style` from `selector``");
    context.push(wrong);
}
