//! HTML for tests: a form in which it can be compared line by line, and what is wrong with it.
//!
//! Reads what the compiler writes, not what the web has: every element is closed, every value is quoted.

use guidepost::Build;
use std::collections::{BTreeMap, BTreeSet};

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name …>`: the name and the whole tag.
    Open(&'a str, &'a str),
    /// `</name>`
    Close(&'a str),
    /// Anything else: text, a comment, the contents of a script.
    Text(&'a str),
}

const VOID: &[&str] =
    &["br", "hr", "img", "input", "link", "meta", "wbr", "source", "col", "path", "circle"];

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that hold text and inline elements only.
const PHRASING: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "em",
    "strong",
    "code",
    "kbd",
    "del",
    "sup",
    "label",
    "button",
    "summary",
    "figcaption",
    "dt",
    "a",
    "pre",
    "legend",
];

/// Cuts HTML into tags and what stands between them.
pub(crate) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (token, length) = token(rest);
        if let Token::Open(name @ ("script" | "style"), _) = token {
            tokens.push(token);
            rest = &rest[length..];
            let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            tokens.push(Token::Text(&rest[..end]));
            rest = &rest[end..];
            continue;
        }
        tokens.push(token);
        rest = &rest[length..];
    }
    tokens
}

fn token(rest: &str) -> (Token<'_>, usize) {
    let starts_tag =
        |text: &str| text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
        return (Token::Text(&rest[..end]), end);
    }
    if rest.starts_with('<') && starts_tag(rest) {
        let end = tag_end(rest);
        let tag = &rest[..end];
        let closes = tag.starts_with("</");
        let name =
            tag[1 + usize::from(closes)..].split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = name.into_iter().next().unwrap_or_default();
        return (if closes { Token::Close(name) } else { Token::Open(name, tag) }, end);
    }
    let end = rest
        .match_indices('<')
        .map(|(at, _)| at)
        .find(|at| *at > 0 && (starts_tag(&rest[*at..]) || rest[*at..].starts_with("<!--")))
        .unwrap_or(rest.len());
    (Token::Text(&rest[..end]), end)
}

fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + 1,
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// What stands between `<main …>` and `</main>`; the whole if there is none.
pub(crate) fn inside_main(html: &str) -> &str {
    let Some(start) = html.find("<main") else { return html };
    let start = start + tag_end(&html[start..]);
    let end = html.rfind("</main>").unwrap_or(html.len());
    html.get(start..end).unwrap_or_default()
}

/// A block element a line, indented by its depth; what is in `<pre>` as it is. White space between elements does not count.
pub(crate) fn lines(html: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    let mut depth: usize = 0;
    // Whether an open block has blocks inside, so that its end stands on a line of its own.
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut pre = false;
    let flush = |out: &mut String, line: &mut String| {
        let text = line.trim_end();
        if !text.trim().is_empty() {
            out.push_str(text);
            out.push('\n');
        }
        line.clear();
    };
    for token in tokens(html) {
        match token {
            Token::Open(name, tag) if BLOCKS.contains(&name) => {
                if let Some((_, inside)) = open.last_mut() {
                    *inside = true;
                }
                flush(&mut out, &mut line);
                line = " ".repeat(depth);
                line.push_str(tag);
                if !VOID.contains(&name) {
                    open.push((name, false));
                    depth += 1;
                }
                pre |= name == "pre";
            }
            Token::Close(name) if BLOCKS.contains(&name) => {
                depth = depth.saturating_sub(1);
                let (_, inside) = open.pop().unwrap_or((name, false));
                if inside {
                    flush(&mut out, &mut line);
                    line = " ".repeat(depth);
                } else if !pre {
                    line.truncate(line.trim_end().len());
                }
                line.push_str(&format!("</{name}>"));
                if name == "pre" {
                    pre = false;
                }
                flush(&mut out, &mut line);
            }
            Token::Open(_, text) | Token::Text(text) if pre => line.push_str(text),
            Token::Open(_, tag) => {
                if line.trim().is_empty() {
                    line = " ".repeat(depth);
                }
                line.push_str(tag);
            }
            Token::Close(name) => line.push_str(&format!("</{name}>")),
            Token::Text(text) => push_text(&mut line, text, depth),
        }
    }
    flush(&mut out, &mut line);
    out
}

fn push_text(line: &mut String, text: &str, depth: usize) {
    let words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let space = |c: Option<char>| c.is_some_and(|c| c.is_ascii_whitespace());
    let after_block = line.trim().is_empty();
    if after_block && !words.is_empty() {
        *line = " ".repeat(depth);
    } else if space(text.chars().next()) && !line.ends_with([' ', '\n']) && !ends_with_block(line) {
        line.push(' ');
    }
    line.push_str(&words);
    if !words.is_empty() && space(text.chars().next_back()) {
        line.push(' ');
    }
}

/// Whether a block has just been opened: white space there does not count.
fn ends_with_block(line: &str) -> bool {
    let tag = line.rfind('<').map(|at| &line[at..]).unwrap_or_default();
    let name = tag.get(1..).unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric()).next();
    tag.ends_with('>') && name.is_some_and(|name| BLOCKS.contains(&name))
}

/// The value of an attribute of a tag; what is in it stays escaped.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(&tag[start..start + tag[start..].find('"')?])
}

/// What is wrong with a page by itself: elements that do not fit into one another, ids that stand twice or nowhere, what the
/// security policy forbids.
pub(crate) fn problems(html: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut open: Vec<(&str, &str)> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut wanted = Vec::new();
    for token in tokens(html) {
        match token {
            Token::Open(name, tag) => {
                if let Some(reason) = misplaced(name, &open) {
                    wrong.push(format!("{tag} {reason}"));
                }
                // What stands in a `<template>` is no part of the page until a script makes it so.
                let in_page = !open.iter().any(|(name, _)| *name == "template");
                if let Some(id) = attribute(tag, "id").filter(|_| in_page)
                    && !ids.insert(id)
                {
                    wrong.push(format!("{tag}: the id stands twice"));
                }
                for key in ["aria-controls", "aria-labelledby", "aria-describedby", "for"] {
                    wanted.extend(attribute(tag, key).filter(|_| in_page).map(|id| (id, tag)));
                }
                if attribute(tag, "style").is_some()
                    || attribute(tag, "onclick").is_some()
                    || name == "style"
                {
                    wrong.push(format!("{tag}: the policy forbids it"));
                }
                if !VOID.contains(&name) && !tag.ends_with("/>") {
                    open.push((name, tag));
                }
            }
            Token::Close(name) => match open.pop() {
                Some((opened, _)) if opened == name => {}
                Some((opened, tag)) => {
                    wrong.push(format!("</{name}> closes {tag}"));
                    if !open.iter().any(|(other, _)| *other == name) {
                        open.push((opened, tag));
                    }
                }
                None => wrong.push(format!("</{name}> closes nothing")),
            },
            Token::Text(text) => {
                let inside = open.last().map(|(name, _)| *name);
                if matches!(inside, Some("ul" | "ol" | "table" | "tr" | "tbody" | "thead" | "dl"))
                    && !text.trim().is_empty()
                {
                    wrong
                        .push(format!("text directly in <{}>: {text}", inside.unwrap_or_default()));
                }
            }
        }
    }
    wrong.extend(open.iter().map(|(_, tag)| format!("{tag} is never closed")));
    wrong.extend(
        wanted
            .iter()
            .filter(|(id, _)| !ids.contains(id))
            .map(|(id, tag)| format!("{tag}: there is no id {id}")),
    );
    wrong
}

fn misplaced(name: &str, open: &[(&str, &str)]) -> Option<String> {
    let parent = open.last().map_or("", |(name, _)| *name);
    let within = |outer: &str| open.iter().any(|(name, _)| *name == outer);
    let is_block = BLOCKS.contains(&name);
    if is_block
        && let Some((outer, _)) = open.iter().rev().find(|(outer, _)| PHRASING.contains(outer))
    {
        return Some(format!("stands in <{outer}>"));
    }
    let fits = match name {
        "li" => matches!(parent, "ul" | "ol"),
        "dt" | "dd" => matches!(parent, "dl" | "div"),
        "a" | "button" => !within("a") && !within("button"),
        "summary" => parent == "details",
        "figcaption" => parent == "figure",
        "td" | "th" => parent == "tr",
        _ => match parent {
            "ul" | "ol" => false,
            "dl" => matches!(name, "dt" | "dd" | "div"),
            "table" => matches!(name, "thead" | "tbody" | "tr" | "caption" | "tfoot"),
            _ => true,
        },
    };
    (!fits).then(|| format!("stands in <{parent}>"))
}

/// Links that lead to no file of the build, or to no id in it.
pub(crate) fn dead_links(build: &Build) -> Vec<String> {
    let pages: BTreeMap<&str, &str> = build
        .iter()
        .filter(|(path, _)| path.as_str().ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, html)| {
            let tags = tokens(html).into_iter().filter_map(|token| match token {
                Token::Open(_, tag) => {
                    attribute(tag, "id").or_else(|| attribute(tag, "name")).map(unescape)
                }
                _ => None,
            });
            (*path, tags.collect())
        })
        .collect();
    let mut wrong = Vec::new();
    for (path, html) in &pages {
        if path.ends_with("404.html") {
            continue;
        }
        for token in tokens(html) {
            let Token::Open(_, tag) = token else { continue };
            for link in
                [attribute(tag, "href"), attribute(tag, "src")].into_iter().flatten().map(unescape)
            {
                if link.contains(':') || link.starts_with("//") {
                    continue;
                }
                let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
                let file = decode(file.split('?').next().unwrap_or_default());
                let target =
                    if file.is_empty() { Some((*path).to_owned()) } else { join(path, &file) };
                let Some(target) =
                    target.filter(|target| build.iter().any(|(p, _)| p.as_str() == *target))
                else {
                    wrong.push(format!("{path}: {link} leads nowhere"));
                    continue;
                };
                let anchor = decode(anchor);
                if !anchor.is_empty()
                    && anchor != "top"
                    && ids.get(target.as_str()).is_some_and(|ids| !ids.contains(&anchor))
                {
                    wrong.push(format!("{path}: {link} leads to no id"));
                }
            }
        }
    }
    wrong
}

fn join(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Gives back what HTML escapes.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let hex = (*first == b'%').then(|| more.get(..2)).flatten();
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &more[2..] } else { more };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[test]
fn blocks_stand_on_lines_of_their_own() {
    let html =
        "<div class=\"a\">\n<p>One <em>two</em>\nthree</p><pre><code>x\n  y</code></pre>\n</div>";
    assert_eq!(
        lines(html),
        "<div class=\"a\">\n <p>One <em>two</em> three</p>\n <pre><code>x\n  y</code></pre>\n</div>\n"
    );
}

#[test]
fn wrong_html_is_seen() {
    for (html, expected) in [
        ("<p>a<div>b</div></p>", "<div> stands in <p>"),
        ("<ul><p>a</p></ul>", "<p> stands in <ul>"),
        ("<p>a", "<p> is never closed"),
        ("<em><strong>a</em></strong>", "</em> closes <strong>"),
        ("<p id=\"a\"></p><p id=\"a\"></p>", "<p id=\"a\">: the id stands twice"),
    ] {
        assert_eq!(problems(html).first().map(String::as_str), Some(expected), "{html}");
    }
    assert!(problems("<ul><li><p>a <img src=\"x\"></p></li></ul>").is_empty());
}
