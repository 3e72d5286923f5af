//! A style sheet to rules that can be left out, and back to a sheet of those that pages need.
//!
//! A rule is needed where the pages have every class, element and attribute that one of its selectors asks for. Nothing else of a selector is
//! looked at, so what is left out can match nothing, and some of what stays cannot either. Changes no rule and no order; all rules together
//! are the sheet as it was. What it cannot make out stays.

use super::names::Names;
use cssparser::{ParseError, Parser, Token};

/// A style sheet as rules.
#[derive(Debug, Default)]
pub(super) struct Rules(Vec<Item>);

#[derive(Debug)]
enum Item {
    /// What always stays.
    Text(String),
    Rule {
        selectors: Vec<(String, Need)>,
        /// With its brackets.
        block: String,
    },
    /// Rules with a condition.
    Group {
        /// Up to the opening bracket.
        head: String,
        items: Vec<Item>,
        /// Nothing if the sheet ends first.
        end: String,
        /// Layers have their order from where they are named, so an empty one is not nothing.
        is_layer: bool,
    },
}

/// Which names have to be there for a selector to match.
#[derive(Debug)]
enum Need {
    Name(usize),
    All(Vec<Need>),
    Any(Vec<Need>),
}

impl Need {
    fn is_met(&self, has: &[bool]) -> bool {
        match self {
            Self::Name(number) => has.get(*number).copied().unwrap_or(true),
            Self::All(needs) => needs.iter().all(|need| need.is_met(has)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(has)),
        }
    }
}

impl Rules {
    /// Reads a sheet without comments; `names` learns what it asks for.
    pub(super) fn read(css: &str, names: &mut Names) -> Self {
        Self(items(&mut Parser::new(css), names))
    }

    /// Writes the rules of which something can match, where the pages have the names of whose numbers `has` says so.
    pub(super) fn write(&self, has: &[bool], out: &mut String) {
        self.0.iter().for_each(|item| item.write(has, out));
    }
}

impl Item {
    fn write(&self, has: &[bool], out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Rule { selectors, block } => {
                let start = out.len();
                for (selector, _) in selectors.iter().filter(|(_, need)| need.is_met(has)) {
                    if out.len() > start {
                        out.push(',');
                    }
                    out.push_str(selector);
                }
                if out.len() > start {
                    out.push_str(block);
                }
            }
            Self::Group { head, items, end, is_layer } => {
                let start = out.len();
                out.push_str(head);
                let empty = out.len();
                for item in items {
                    item.write(has, out);
                }
                if out.len() == empty && !is_layer {
                    out.truncate(start);
                } else {
                    out.push_str(end);
                }
            }
        }
    }
}

/// What kind of token stands next, as far as it matters here.
enum Next {
    End,
    Block,
    Semicolon,
    Other,
}

fn next(parser: &mut Parser) -> Next {
    match parser.next_including_whitespace_and_comments() {
        Err(_) => Next::End,
        Ok(Token::CurlyBracketBlock) => Next::Block,
        Ok(Token::Semicolon) => Next::Semicolon,
        Ok(_) => Next::Other,
    }
}

fn items(parser: &mut Parser, names: &mut Names) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = parser.position();
    loop {
        match next(parser) {
            Next::Other => {}
            Next::End => {
                items.push(Item::Text(parser.slice_from(start).to_owned()));
                return items;
            }
            Next::Semicolon => {
                items.push(Item::Text(parser.slice_from(start).to_owned()));
                start = parser.position();
            }
            Next::Block => {
                let head = parser.slice_from(start).to_owned();
                items.push(block(parser, head, names));
                start = parser.position();
            }
        }
    }
}

/// A rule or a group, from behind its opening bracket on; `head` is its prelude with that.
fn block(parser: &mut Parser, head: String, names: &mut Names) -> Item {
    let prelude = head.strip_suffix('{').unwrap_or(&head);
    let is_group = group(prelude);
    let from = parser.position();
    let mut inside = from;
    let inner = parser.parse_nested_block(|parser| {
        let inner = is_group.map(|_| self::items(parser, names));
        while parser.next().is_ok() {}
        inside = parser.position();
        Ok::<_, ParseError<()>>(inner)
    });
    let text = parser.slice_from(from).to_owned();
    let end = parser.slice_from(inside).to_owned();
    match (inner.ok().flatten(), is_group) {
        (Some(items), Some(is_layer)) => Item::Group { head, items, end, is_layer },
        _ if prelude.trim_start().starts_with('@') => Item::Text(head + &text),
        _ => {
            let block = format!("{}{text}", &head[prelude.len()..]);
            Item::Rule { selectors: selectors(prelude, names), block }
        }
    }
}

/// Whether what begins like this holds rules; and if so, whether it is a layer.
fn group(prelude: &str) -> Option<bool> {
    match Parser::new(prelude).next() {
        Ok(Token::AtKeyword(name)) => match &*name.to_ascii_lowercase() {
            "layer" => Some(true),
            "media" | "supports" | "container" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn selectors(prelude: &str, names: &mut Names) -> Vec<(String, Need)> {
    list(&mut Parser::new(prelude), names)
}

/// A list of selectors, up to its end.
fn list(parser: &mut Parser, names: &mut Names) -> Vec<(String, Need)> {
    let mut list = Vec::new();
    let mut needs = Vec::new();
    let mut start = parser.position();
    let mut before = Before::Start;
    loop {
        // Brackets are one token: the next one is where they end.
        let token = parser.next_including_whitespace_and_comments().cloned();
        if matches!(token, Err(_) | Ok(Token::Comma)) {
            let text = parser.slice_from(start);
            let selector = if token.is_ok() { &text[..text.len() - 1] } else { text };
            list.push((selector.to_owned(), Need::All(std::mem::take(&mut needs))));
        }
        let mut next = Before::Start;
        match token {
            Err(_) => return list,
            Ok(Token::Comma) => start = parser.position(),
            Ok(Token::Delim('.')) => next = Before::Dot,
            Ok(Token::Colon) => next = Before::Colon,
            Ok(Token::Ident(name)) => match before {
                Before::Dot => needs.push(Need::Name(names.class(&name))),
                Before::Start => needs.extend(names.element(&name).map(Need::Name)),
                Before::Colon => {}
            },
            // A namespace: its name is no element's.
            Ok(Token::Delim('|')) => drop(needs.pop()),
            Ok(Token::SquareBracketBlock) => {
                let need = parser.parse_nested_block(|parser| attribute(parser, names));
                needs.extend(need.ok().flatten().map(Need::Name));
            }
            Ok(Token::Function(name))
                if ["is", "where", "has"].iter().any(|any| name.eq_ignore_ascii_case(any)) =>
            {
                let any = parser.parse_nested_block(|parser| {
                    Ok::<_, ParseError<()>>(self::list(parser, names))
                });
                let any = any.unwrap_or_default().into_iter().map(|(_, need)| need);
                needs.push(Need::Any(any.collect()));
            }
            Ok(_) => {}
        }
        before = next;
    }
}

/// What stands before a name and says what it is the name of.
enum Before {
    Dot,
    Colon,
    Start,
}

/// The attribute that a selector asks for, from behind its bracket on.
fn attribute(parser: &mut Parser, names: &mut Names) -> Result<Option<usize>, ParseError<()>> {
    let name = parser.expect_ident_cloned()?;
    let value = match parser.next() {
        Ok(Token::Delim('=')) => match parser.next()? {
            Token::Ident(value) | Token::QuotedString(value) => Some(value.clone()),
            _ => None,
        },
        Ok(Token::Delim('|')) => return Ok(None),
        _ => None,
    };
    while parser.next().is_ok() {}
    Ok(names.attribute(&name, value.as_deref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a sheet for a page.
    fn pruned(css: &str, html: &str) -> String {
        let mut names = Names::default();
        let rules = Rules::read(css, &mut names);
        let mut has = vec![false; names.len()];
        for number in names.in_html(html) {
            has[number] = true;
        }
        let mut out = String::new();
        rules.write(&has, &mut out);
        out
    }

    #[test]
    fn a_rule_stays_where_a_selector_of_it_can_match() {
        let sheets = [
            (".a{x:1}.b{x:2}p{x:3}", ".a{x:1}p{x:3}"),
            (".a,.b,.c{x:1}", ".a,.c{x:1}"),
            (".a.b{x:1}.a .b{x:2}.a>.a{x:3}", ".a>.a{x:3}"),
            ("p{x:1}dl{x:2}DL,P{x:3}:root dt{x:4}*{x:5}tr{x:6}", "p{x:1}P{x:3}*{x:5}tr{x:6}"),
            // The alternatives stay as they are, since they decide how much a selector weighs.
            (":is(.a,.b) p{x:1}:where(.b,.d:hover) p{x:2}", ":is(.a,.b) p{x:1}"),
            (":is(dl,p)>p{x:1}:is(dl,ol)>p{x:2}", ":is(dl,p)>p{x:1}"),
            (
                "p:not(.b,dl){x:1}:has(>.b){x:2}:has(+ p .c){x:3}",
                "p:not(.b,dl){x:1}:has(+ p .c){x:3}",
            ),
            (
                "[x=\".b\"]{x:1}#b{x:2}p::before{content:\".b{\"}",
                "#b{x:2}p::before{content:\".b{\"}",
            ),
            (".a{x:1;.b{x:2}&:hover{x:3}}", ".a{x:1;.b{x:2}&:hover{x:3}}"),
            ("[x],.b[x],[x=\"b\"] .b:not(.a),.a:not(.b,.c).a{x:1}", "[x],.a:not(.b,.c).a{x:1}"),
            (
                "[x=y]{x:1}[x=\"z\"]{x:2}[X]{x:3}[x^=z]{x:4}[z]{x:5}",
                "[x=y]{x:1}[X]{x:3}[x^=z]{x:4}",
            ),
            ("[open] p{x:1}[open]>dl{x:2}", "[open] p{x:1}"),
            ("s|p{x:1}*|dl{x:2}p s|*{x:3}[s|x]{x:4}", "s|p{x:1}p s|*{x:3}[s|x]{x:4}"),
            (":not(.a).b{x:1}[x].a,:is(.a) .b{x:2}", "[x].a{x:2}"),
            (".\\31 0{x:1}.10{x:2}", ".\\31 0{x:1}.10{x:2}"),
        ];
        for (css, expected) in sheets {
            assert_eq!(pruned(css, "<p class='a c 10' x=y>"), expected, "{css}");
        }
    }

    #[test]
    fn groups_without_rules_go_and_layers_stay() {
        let css = "@layer x,y;@layer x{.a{x:1}@media (a:b){.b{x:2}}}@supports (a:b){.b{x:3}.c{x:4}}@layer y{.b{x:5}}";
        assert_eq!(pruned(css, "<p class=a>"), "@layer x,y;@layer x{.a{x:1}}@layer y{}");
        let others = "@font-face{x:y}@keyframes a{from{x:1}.5%{x:2}}@import \"x.css\";@page{x:1}";
        assert_eq!(pruned(others, ""), others);
    }

    #[test]
    fn with_every_name_nothing_is_another() {
        let sheets = [
            "",
            "}",
            "a{",
            ".a{x:1",
            "@media x{.a{",
            "@media x{.a{}}}.a{}",
            ".a:is(.b{x:1}",
            "a;b{}",
            "\"",
            ".a{x:url(}.b{y:1}",
            ".a,{x:1}",
            "[a],[b=\"c\"] .a,:not(.a,[b]),:is([a],.b)>.a{x:1}",
            "@media (a:b){[a],[b]{x:1}}",
            "@media (a:b){[a,.b{x:1}}",
            "<!--.a{}-->",
            "@layer a{}\n.a{}\n",
            ".a{x:\"}\"}#\\{.a{}",
            "@",
            ".",
            ".a..b{}",
            "/* } */ .a{}",
        ];
        for css in sheets {
            assert_eq!(pruned(css, "<a class='a b' a b=c><b>"), css);
        }
    }

    #[test]
    fn of_the_default_theme_too() {
        for (path, bytes) in crate::source::embedded::THEME {
            let css = std::str::from_utf8(bytes).unwrap_or_default();
            if !path.ends_with(".css") {
                continue;
            }
            let css = crate::render::shorten::css(css);
            let mut names = Names::default();
            let rules = Rules::read(&css, &mut names);
            let (mut all, mut none) = (String::new(), String::new());
            rules.write(&vec![true; names.len()], &mut all);
            rules.write(&vec![false; names.len()], &mut none);
            assert_eq!(all, css, "{path}");
            // What is left is rules that can be read again.
            let mut again = String::new();
            Rules::read(&none, &mut names).write(&vec![true; names.len()], &mut again);
            assert_eq!(again, none, "{path}");
            assert!(none.len() <= css.len());
        }
    }
}
