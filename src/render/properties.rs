//! A style sheet to the same without the custom properties that nothing uses.
//!
//! A property is used where something else than a property that is not used names it. Changes nothing but that.

use cssparser::{ParseError, Parser, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A sheet as its custom properties and what names them.
#[derive(Debug, Default)]
struct Properties<'a> {
    /// What each declaration of one is called, where it stands, and what its value names.
    declared: Vec<(&'a str, Range<usize>, BTreeSet<&'a str>)>,
    /// What all else names.
    named: BTreeSet<&'a str>,
}

/// The custom properties that a sheet declares.
pub(super) fn declared(css: &str) -> BTreeSet<&str> {
    read(css).declared.into_iter().map(|(name, ..)| name).collect()
}

/// What is left of a sheet without the custom properties that neither it nor anyone else uses.
pub(super) fn without_unused(css: &str, used_elsewhere: impl Fn(&str) -> bool) -> String {
    let properties = read(css);
    let mut values: BTreeMap<&str, Vec<&BTreeSet<&str>>> = BTreeMap::new();
    for (name, _, named) in &properties.declared {
        values.entry(name).or_default().push(named);
    }
    let elsewhere = values.keys().copied().filter(|name| used_elsewhere(name));
    let mut open: Vec<&str> = properties.named.iter().copied().chain(elsewhere).collect();
    let mut used = BTreeSet::new();
    while let Some(name) = open.pop() {
        if used.insert(name) {
            open.extend(values.get(name).into_iter().flatten().copied().flatten());
        }
    }
    let mut out = String::with_capacity(css.len());
    let mut at = 0;
    for (_, range, _) in properties.declared.iter().filter(|(name, ..)| !used.contains(name)) {
        out.push_str(&css[at..range.start]);
        at = range.end;
        // No semicolon is left in front of a bracket.
        if css[at..].starts_with('}') && out.ends_with(';') {
            out.pop();
        }
    }
    out + &css[at..]
}

fn read(css: &str) -> Properties<'_> {
    let mut properties = Properties::default();
    read_block(css, &mut Parser::new(css), &mut properties);
    properties
}

/// Reads declarations and rules, up to the end of their block.
fn read_block<'a>(css: &'a str, parser: &mut Parser, properties: &mut Properties<'a>) {
    let mut is_start = true;
    loop {
        parser.skip_whitespace();
        let start = parser.position().byte_index();
        let Ok(token) = parser.next().cloned() else { return };
        let text = &css[start..parser.position().byte_index()];
        let is_property = is_start && is_custom(&token);
        is_start = matches!(token, Token::Semicolon | Token::CurlyBracketBlock);
        if is_property && parser.try_parse(Parser::expect_colon).is_ok() {
            let mut named = BTreeSet::new();
            is_start = read_value(css, parser, &mut named);
            properties.declared.push((text, start..parser.position().byte_index(), named));
        } else if matches!(token, Token::CurlyBracketBlock) {
            let _ = parser.parse_nested_block(|parser| {
                read_block(css, parser, properties);
                Ok::<_, ParseError<()>>(())
            });
        } else {
            read_token(css, parser, &token, text, &mut properties.named);
        }
    }
}

/// Reads a value and the semicolon that ends it; whether there is one.
fn read_value<'a>(css: &'a str, parser: &mut Parser, named: &mut BTreeSet<&'a str>) -> bool {
    loop {
        parser.skip_whitespace();
        let start = parser.position().byte_index();
        let Ok(token) = parser.next().cloned() else { return false };
        if matches!(token, Token::Semicolon) {
            return true;
        }
        let text = &css[start..parser.position().byte_index()];
        read_token(css, parser, &token, text, named);
    }
}

/// Notes what a token names, and all in it if it is a bracket.
fn read_token<'a>(
    css: &'a str,
    parser: &mut Parser,
    token: &Token,
    text: &'a str,
    named: &mut BTreeSet<&'a str>,
) {
    use Token::{CurlyBracketBlock, Function, ParenthesisBlock, SquareBracketBlock};
    match token {
        CurlyBracketBlock | Function(_) | ParenthesisBlock | SquareBracketBlock => {
            let _ = parser.parse_nested_block(|parser| {
                while read_value(css, parser, named) {}
                Ok::<_, ParseError<()>>(())
            });
        }
        token if is_custom(token) => drop(named.insert(text)),
        _ => {}
    }
}

fn is_custom(token: &Token) -> bool {
    matches!(token, Token::Ident(name) if name.starts_with("--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_that_nothing_uses_go() {
        let sheets = [
            ("a{--x:1;b:c}", "a{b:c}"),
            ("a{b:c;--x:1}", "a{b:c}"),
            ("a{--x:1;b:var(--x)}", "a{--x:1;b:var(--x)}"),
            // What only what goes uses, goes.
            ("a{--x:var(--y);--y:var(--z);--z:1}b{--y:2;c:d}", "a{}b{c:d}"),
            (
                "a{--x:var(--y);--y:1;b:f(1 + g(var(--x,2)))}",
                "a{--x:var(--y);--y:1;b:f(1 + g(var(--x,2)))}",
            ),
            (
                "@layer l{@media (m){a{--x:1;--y:{;};c:var(--y)}}}",
                "@layer l{@media (m){a{--y:{;};c:var(--y)}}}",
            ),
            ("a{--x:url(\"--y;}\");&:hover{--z:1;--k:2;c:d}}", "a{&:hover{--k:2;c:d}}"),
            ("@property --x{syntax:\"*\"}a{--x:1;--y:1}", "@property --x{syntax:\"*\"}a{--x:1}"),
            ("a{--x", "a{--x"),
            ("a{--x:", "a{"),
        ];
        for (css, expected) in sheets {
            assert_eq!(without_unused(css, |name| name == "--k"), expected, "{css}");
        }
        assert_eq!(declared("a{--x:var(--y);b:var(--z)}"), BTreeSet::from(["--x"]));
    }
}
