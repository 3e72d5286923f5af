//! The types of single values: each function reads one node, or reports what was expected and returns `None`.
//!
//! They fit [`Table::get`](super::reader::Table::get): `table.get("weight", value::number)`. [`list`], [`spanned`] and
//! [`choice`] make such functions from others.

use super::reader::Report;
use super::yaml::{Content, Node};
use super::{Date, System};
use crate::diagnostic::{Code, Span};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Any text; a number or date without quotes is one too, as written. Not empty.
pub(crate) fn text(report: &Report<'_>, node: &Node) -> Option<String> {
    match &node.content {
        Content::Scalar { text, .. } if !text.trim().is_empty() => Some(text.clone()),
        Content::Scalar { .. } => {
            let error = report.error(Code::WrongValue, node.span, "the text is empty");
            report.add(error.label("expected a text").help("remove the key if it is not needed"));
            None
        }
        _ => {
            report.add(report.wrong(node, "a text"));
            None
        }
    }
}

/// `true` or `false`, without quotes.
pub(crate) fn flag(report: &Report<'_>, node: &Node) -> Option<bool> {
    let expected = "`true` or `false`";
    let Content::Scalar { text, quoted } = &node.content else {
        report.add(report.wrong(node, expected));
        return None;
    };
    let meant = match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    };
    if !quoted && matches!(text.as_str(), "true" | "false") {
        return meant;
    }
    let mut error = report.wrong(node, expected);
    if let Some(meant) = meant {
        error = error.help(format!("write `{meant}` without quotes")).suggest(meant.to_string());
    }
    report.add(error);
    None
}

/// A whole number, without quotes.
pub(crate) fn number(report: &Report<'_>, node: &Node) -> Option<i64> {
    let parsed = match &node.content {
        Content::Scalar { text, .. } => text.parse::<i64>().ok(),
        _ => None,
    };
    match (&node.content, parsed) {
        (Content::Scalar { quoted: false, .. }, Some(number)) => Some(number),
        (_, parsed) => {
            let mut error = report.wrong(node, "a whole number");
            if let Some(number) = parsed {
                error = error.help("remove the quotes").suggest(number.to_string());
            }
            report.add(error);
            None
        }
    }
}

/// A whole number from 1.
pub(crate) fn count(report: &Report<'_>, node: &Node) -> Option<u32> {
    let number = number(report, node)?;
    let count = u32::try_from(number).ok().filter(|count| *count > 0);
    if count.is_none() {
        report.add(report.wrong(node, "a number from 1"));
    }
    count
}

/// A day, `YYYY-MM-DD`.
pub(crate) fn date(report: &Report<'_>, node: &Node) -> Option<Date> {
    checked(report, node, "a day such as `2026-11-23`", Date::parse)
}

/// An absolute address: `https://…`, `http://…` or `mailto:…`.
pub(crate) fn url(report: &Report<'_>, node: &Node) -> Option<String> {
    let text = text(report, node)?;
    let mail = text.strip_prefix("mailto:").is_some_and(|to| {
        to.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
    });
    if is_web(&text) || (mail && is_clean(&text)) {
        return Some(text);
    }
    let mut error = report.wrong(node, "an absolute address");
    let with_scheme =
        if text.contains('@') { format!("mailto:{text}") } else { format!("https://{text}") };
    error = if is_clean(&text) && !text.contains(':') && text.contains('.') {
        error.help(format!("did you mean `{with_scheme}`?")).suggest(with_scheme)
    } else {
        error.help("an address begins with `https://`, `http://` or `mailto:` and has no spaces")
    };
    report.add(error);
    None
}

/// Where a site is published: `https://…` or `http://…`, without query or fragment. Slashes at its end are cut.
pub(crate) fn base_url(report: &Report<'_>, node: &Node) -> Option<String> {
    let text = url(report, node)?;
    if is_web(&text) && !text.contains(['?', '#']) {
        return Some(text.trim_end_matches('/').to_owned());
    }
    report.add(
        report
            .wrong(node, "a site's address")
            .help("it begins with `https://` and has no `?` and no `#`"),
    );
    None
}

/// A colour, `#rrggbb` or `#rgb`; returned as the former in small letters.
pub(crate) fn colour(report: &Report<'_>, node: &Node) -> Option<String> {
    let parse = |text: &str| {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let digits = digits.to_ascii_lowercase();
        match digits.len() {
            6 => Some(format!("#{digits}")),
            3 => Some(digits.chars().fold("#".to_owned(), |mut all, digit| {
                all.extend([digit, digit]);
                all
            })),
            _ => None,
        }
    };
    checked(report, node, "a colour such as `\"#0b5394\"`", parse)
}

/// A language, in the form of a BCP 47 tag: `en`, `en-GB`, `zh-Hant-TW`.
pub(crate) fn lang(report: &Report<'_>, node: &Node) -> Option<String> {
    let text = text(report, node)?;
    let mut parts = text.split('-');
    let first = parts
        .next()
        .is_some_and(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    if first
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        return Some(text);
    }
    let mut error = report.wrong(node, "a language tag such as `en-GB`");
    if text.contains('_') {
        error = error.suggest(text.replace('_', "-"));
    }
    report.add(error);
    None
}

/// A name in small letters, digits and hyphens: the id of a browser or institution.
pub(crate) fn id<T>(parse: impl Fn(&str) -> Option<T>) -> impl Fn(&Report<'_>, &Node) -> Option<T> {
    move |report, node| {
        checked(report, node, "an id of small letters, digits and hyphens", |text| parse(text))
    }
}

/// An operating system that Guidepost knows.
pub(crate) fn system(report: &Report<'_>, node: &Node) -> Option<System> {
    let text = text(report, node)?;
    let system = System::parse(&text);
    if system.is_none() {
        unknown_system(report, node.span, &text, &[]);
    }
    system
}

/// Reports a system that does not exist; `also` are other words that may stand there.
pub(crate) fn unknown_system(report: &Report<'_>, span: Span, text: &str, also: &[&str]) {
    let known = System::ALL.iter().map(|system| system.id()).chain(also.iter().copied());
    report.add(
        report
            .error(Code::UnknownSystem, span, format!("there is no system `{text}`"))
            .label("unknown system")
            .did_you_mean(text, known),
    );
}

/// One of these words.
pub(crate) fn choice<T: Copy>(words: &[(&str, T)]) -> impl Fn(&Report<'_>, &Node) -> Option<T> {
    move |report, node| {
        let text = text(report, node)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            not_a_choice(report, node, &text, words.iter().map(|(word, _)| *word));
        }
        found.map(|(_, value)| *value)
    }
}

/// Reports a word that is not among the choices.
pub(crate) fn not_a_choice<'a>(
    report: &Report<'_>,
    node: &Node,
    text: &str,
    choices: impl Iterator<Item = &'a str>,
) {
    let error = report.error(Code::WrongValue, node.span, format!("`{text}` is not a choice here"));
    report.add(error.label("not among the choices").did_you_mean(text, choices));
}

/// A list of values of one type. Wrong ones are reported and left out.
pub(crate) fn list<T>(
    read: impl Fn(&Report<'_>, &Node) -> Option<T>,
) -> impl Fn(&Report<'_>, &Node) -> Option<Vec<T>> {
    move |report, node| match &node.content {
        Content::Sequence(nodes) => {
            Some(nodes.iter().filter_map(|node| read(report, node)).collect())
        }
        Content::Scalar { .. } => {
            let error = report.wrong(node, "a list");
            report.add(error.help("put it in brackets: `[one, two]`"));
            None
        }
        _ => {
            report.add(report.wrong(node, "a list"));
            None
        }
    }
}

/// As [`list`], and of at least one value: an empty list is reported, and `None` if no value is right.
pub(crate) fn some<T>(
    read: impl Fn(&Report<'_>, &Node) -> Option<T>,
) -> impl Fn(&Report<'_>, &Node) -> Option<Vec<T>> {
    let list = list(read);
    move |report, node| {
        if matches!(&node.content, Content::Sequence(nodes) if nodes.is_empty()) {
            let error = report.error(Code::WrongValue, node.span, "the list is empty");
            report.add(error.label("expected at least one"));
        }
        list(report, node).filter(|values| !values.is_empty())
    }
}

/// Reports values of a list that stand in it twice, and leaves the later ones out.
pub(crate) fn unique<T: Ord + Clone + Display>(
    report: &Report<'_>,
    values: Vec<(T, Span)>,
) -> Vec<(T, Span)> {
    let mut first: BTreeMap<T, Span> = BTreeMap::new();
    let mut kept = Vec::new();
    for (value, span) in values {
        if let Some(first) = first.get(&value) {
            let error = report.error(Code::WrongValue, span, format!("`{value}` stands twice"));
            report.add(error.label("again here").related(report.file, *first, "first here"));
        } else {
            first.insert(value.clone(), span);
            kept.push((value, span));
        }
    }
    kept
}

/// A value together with its place.
pub(crate) fn spanned<T>(
    read: impl Fn(&Report<'_>, &Node) -> Option<T>,
) -> impl Fn(&Report<'_>, &Node) -> Option<(T, Span)> {
    move |report, node| read(report, node).map(|value| (value, node.span))
}

/// A text that `parse` accepts; `expected` has its article.
pub(crate) fn checked<T>(
    report: &Report<'_>,
    node: &Node,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let value = match &node.content {
        Content::Scalar { text, .. } => parse(text),
        _ => None,
    };
    if value.is_none() {
        report.add(report.wrong(node, expected));
    }
    value
}

/// Whether a key can be part of a variable: letters, digits, `-` and `_`.
pub(crate) fn is_name(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether `text` is `https://` or `http://` and a host.
fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#', '.', ':']))
        && is_clean(text)
}

/// Whether `text` has nothing that cannot stand in an address.
fn is_clean(text: &str) -> bool {
    !text.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`')
    })
}
