//! A style sheet to rules that can be left out, and back to a sheet of those that pages need.
//!
//! A rule is needed where the pages have every class that one of its selectors asks for. Nothing else of a selector is looked at, so what
//! is left out can match nothing, and some of what stays cannot either. Changes no rule and no order; all rules together are the sheet as it
//! was. What it cannot make out stays.

use cssparser::{ParseError, Parser, Token};
use std::collections::{BTreeSet, HashMap};

/// The class names that style sheets ask for, by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<String, usize>,
}

impl Names {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The numbers of those of `words` that are class names.
    pub(super) fn of<'a>(&self, words: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
        words.filter_map(|word| self.numbers.get(word).copied()).collect()
    }

    fn number(&mut self, name: &str) -> usize {
        let new = self.numbers.len();
        *self.numbers.entry(name.to_owned()).or_insert(new)
    }
}

/// The words in the values of `class` attributes. Takes text that looks like one for one.
pub(super) fn classes(html: &str) -> impl Iterator<Item = &str> {
    let is_class = |before: &str| {
        let before = before.trim_ascii_end().as_bytes();
        before.last_chunk::<5>().is_some_and(|name| name.eq_ignore_ascii_case(b"class"))
    };
    html.match_indices('=').filter(move |(at, _)| is_class(&html[..*at])).flat_map(|(at, _)| {
        let value = html[at + 1..].trim_ascii_start();
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let value = match quote {
            Some(quote) => value[1..].split(quote).next(),
            None => value.split([' ', '>', '\n']).next(),
        };
        value.unwrap_or_default().split_ascii_whitespace()
    })
}

/// The words of a script that can be class names.
pub(super) fn words(js: &str) -> impl Iterator<Item = &str> {
    js.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
}

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

/// Which classes have to be there for a selector to match.
#[derive(Debug)]
enum Need {
    Class(usize),
    All(Vec<Need>),
    Any(Vec<Need>),
}

impl Need {
    fn is_met(&self, has: &[bool]) -> bool {
        match self {
            Self::Class(number) => has.get(*number).copied().unwrap_or(true),
            Self::All(needs) => needs.iter().all(|need| need.is_met(has)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(has)),
        }
    }
}

impl Rules {
    /// Reads a sheet without comments; `names` learns the classes in it.
    pub(super) fn read(css: &str, names: &mut Names) -> Self {
        Self(items(&mut Parser::new(css), names))
    }

    /// Writes the rules of which something can match, where the pages have the classes of whose numbers `has` says so.
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
    let mut after_dot = false;
    loop {
        // Brackets are one token: the next one is where they end.
        let token = parser.next_including_whitespace_and_comments().cloned();
        if matches!(token, Err(_) | Ok(Token::Comma)) {
            let text = parser.slice_from(start);
            let selector = if token.is_ok() { &text[..text.len() - 1] } else { text };
            list.push((selector.to_owned(), Need::All(std::mem::take(&mut needs))));
        }
        let is_dot = matches!(token, Ok(Token::Delim('.')));
        match token {
            Err(_) => return list,
            Ok(Token::Comma) => start = parser.position(),
            Ok(Token::Ident(name)) if after_dot => needs.push(Need::Class(names.number(&name))),
            Ok(Token::Function(name))
                if name.eq_ignore_ascii_case("is") || name.eq_ignore_ascii_case("where") =>
            {
                let any = parser.parse_nested_block(|parser| {
                    Ok::<_, ParseError<()>>(self::list(parser, names))
                });
                let any = any.unwrap_or_default().into_iter().map(|(_, need)| need);
                needs.push(Need::Any(any.collect()));
            }
            Ok(_) => {}
        }
        after_dot = is_dot;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a sheet where pages have these classes.
    fn pruned(css: &str, classes: &str) -> String {
        let mut names = Names::default();
        let rules = Rules::read(css, &mut names);
        let mut has = vec![false; names.len()];
        for number in names.of(classes.split(' ')) {
            has[number] = true;
        }
        let mut out = String::new();
        rules.write(&has, &mut out);
        out
    }

    #[test]
    fn a_rule_stays_where_a_selector_of_it_can_match() {
        let sheets = [
            (".a{x:1}.b{x:2}p{x:3}", "a", ".a{x:1}p{x:3}"),
            (".a,.b,.c{x:1}", "a c", ".a,.c{x:1}"),
            (".a.b{x:1}.a .b{x:2}.a>.a{x:3}", "a", ".a>.a{x:3}"),
            // The alternatives stay as they are, since they decide how much a selector weighs.
            (":is(.a,.b) p{x:1}:where(.b,.c:hover) p{x:2}", "a", ":is(.a,.b) p{x:1}"),
            ("p:not(.b){x:1}:has(>.b){x:2}", "", "p:not(.b){x:1}:has(>.b){x:2}"),
            (
                "[class~=\".b\"]{x:1}#b{x:2}p::before{content:\".b{\"}",
                "",
                "[class~=\".b\"]{x:1}#b{x:2}p::before{content:\".b{\"}",
            ),
            (".a{x:1;.b{x:2}&:hover{x:3}}", "a", ".a{x:1;.b{x:2}&:hover{x:3}}"),
            (
                "[a],.b[c],[a=\"b\"] .b:not(.a),.a:not(.b,.c).a{x:1}",
                "a",
                "[a],.a:not(.b,.c).a{x:1}",
            ),
            (":not(.a).b{x:1}[c].a,:is(.a) .b{x:2}", "a", "[c].a{x:2}"),
            (".\\31 0{x:1}.10{x:2}", "10", ".\\31 0{x:1}.10{x:2}"),
        ];
        for (css, classes, expected) in sheets {
            assert_eq!(pruned(css, classes), expected, "{css}");
        }
    }

    #[test]
    fn groups_without_rules_go_and_layers_stay() {
        let css = "@layer x,y;@layer x{.a{x:1}@media (a:b){.b{x:2}}}@supports (a:b){.b{x:3}.c{x:4}}@layer y{.b{x:5}}";
        assert_eq!(pruned(css, "a"), "@layer x,y;@layer x{.a{x:1}}@layer y{}");
        let others = "@font-face{x:y}@keyframes a{from{x:1}.5%{x:2}}@import \"x.css\";@page{x:1}";
        assert_eq!(pruned(others, ""), others);
    }

    #[test]
    fn with_every_class_nothing_is_another() {
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
            ".a{x:\"}\"}\\{.a{}",
            "@",
            ".",
            ".a..b{}",
            "/* } */ .a{}",
        ];
        for css in sheets {
            assert_eq!(pruned(css, "a b"), css);
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

    #[test]
    fn classes_are_found_however_they_are_quoted() {
        let html = "<p class=\"a b\n c\"><p class='d \"e'><p class=f><p id=x class=g\nid=y><P CLASS\n= \"h\"><p class=";
        assert_eq!(classes(html).collect::<String>(), "abcd\"efgh");
        assert_eq!(
            words("e(\"a-b c\",`d${e}`)").filter(|word| !word.is_empty()).collect::<Vec<_>>(),
            ["e", "a-b", "c", "d", "e"]
        );
    }
}
