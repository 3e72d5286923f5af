//! The names that style sheets know: classes, elements, attributes and custom properties; and those that HTML, templates and scripts have.
//!
//! A name gets its number when a sheet is read ([`prune`](super::prune)); all others are passed over. Where it cannot be known whether
//! something has a name, it has it.

use super::minify::Gives;
use std::collections::{BTreeSet, HashMap};

/// What style sheets know, by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    classes: HashMap<String, usize>,
    /// In small letters, as attributes are.
    elements: HashMap<String, usize>,
    attributes: HashMap<String, Attribute>,
    /// Custom properties that are declared.
    customs: HashMap<String, usize>,
    /// Attributes by what scripts call them.
    properties: HashMap<String, Vec<String>>,
    len: usize,
}

#[derive(Debug)]
struct Attribute {
    number: usize,
    /// The values that are asked for, in small letters.
    values: HashMap<String, usize>,
}

/// Elements that a browser makes where HTML has none.
const IMPLIED: [&str; 6] = ["html", "head", "body", "tbody", "tr", "colgroup"];

/// An attribute that the reader sets: of a fold, by opening it.
const OPEN: &str = "open";

impl Names {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// A class that is asked for.
    pub(super) fn class(&mut self, name: &str) -> usize {
        number(&mut self.classes, &mut self.len, name.to_owned())
    }

    /// An element that is asked for; nothing if every page has it.
    pub(super) fn element(&mut self, name: &str) -> Option<usize> {
        let name = name.to_ascii_lowercase();
        (!IMPLIED.contains(&&*name)).then(|| number(&mut self.elements, &mut self.len, name))
    }

    /// An attribute that is asked for, with this `value` or any; nothing if it can come at any time.
    pub(super) fn attribute(&mut self, name: &str, value: Option<&str>) -> Option<usize> {
        let name = name.to_ascii_lowercase();
        if name == OPEN {
            return None;
        }
        let len = &mut self.len;
        let attribute = self.attributes.entry(name.clone()).or_insert_with(|| {
            let squashed = name.replace('-', "");
            let other = match name.as_str() {
                "class" => Some("classname"),
                "for" => Some("htmlfor"),
                _ => squashed.strip_prefix("data"),
            };
            for property in other.into_iter().chain([&*squashed]) {
                self.properties.entry(property.to_owned()).or_default().push(name.clone());
            }
            *len += 1;
            Attribute { number: *len - 1, values: HashMap::new() }
        });
        Some(match value {
            Some(value) => number(&mut attribute.values, len, value.to_ascii_lowercase()),
            None => attribute.number,
        })
    }

    /// A custom property that is declared.
    pub(super) fn custom(&mut self, name: &str) -> usize {
        number(&mut self.customs, &mut self.len, name.to_owned())
    }

    /// The number of a custom property.
    pub(super) fn of_custom(&self, name: &str) -> Option<usize> {
        self.customs.get(name).copied()
    }

    /// The custom properties that a text names, wherever they stand.
    pub(super) fn in_styles(&self, text: &str) -> BTreeSet<usize> {
        let is_name = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let names = text.match_indices("--").map(|(at, _)| &text[at..]);
        let names =
            names.map(|text| &text[..text.chars().take_while(is_name).map(char::len_utf8).sum()]);
        names.filter_map(|name| self.of_custom(name)).collect()
    }

    /// What HTML has.
    pub(super) fn in_html(&self, html: &str) -> BTreeSet<usize> {
        let mut found = self.in_styles(html);
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                // `<!-->` and `<!--->` are whole ones, and `--!>` is an end too.
                let is_end = |at: usize| {
                    let before = &comment[..at];
                    matches!(before, "" | "-") || before.ends_with("--") || before.ends_with("--!")
                };
                let end = comment.match_indices('>').find(|(at, _)| is_end(*at));
                rest = end.map_or("", |(at, _)| &comment[at + 1..]);
                continue;
            }
            let is_end = rest.starts_with('/');
            let tag = rest.strip_prefix('/').unwrap_or(rest);
            if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let name = word(tag, &['>', '/']);
            // Browsers read the one as the other.
            let is_image = name.eq_ignore_ascii_case("image");
            found.extend(lookup(&self.elements, if is_image { "img" } else { name }));
            rest = self.attributes_of(&tag[name.len()..], &mut found);
            // What stands in these is text to its end tag.
            let raw = ["script", "style", "textarea", "title"];
            if let (false, Some(raw)) =
                (is_end, raw.iter().find(|raw| raw.eq_ignore_ascii_case(name)))
            {
                rest = after_text(rest, raw);
            }
        }
        found
    }

    /// What the attributes of a tag have, from behind its name on; returns what comes after the tag.
    fn attributes_of<'a>(&self, tag: &'a str, found: &mut BTreeSet<usize>) -> &'a str {
        let mut rest = tag;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return rest;
            }
            if let Some(after) = rest.strip_prefix('>') {
                return after;
            }
            // An equals sign can be a name's first letter.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let length = first + word(&rest[first..], &['>', '/', '=']).len();
            let name = &rest[..length];
            rest = rest[length..].trim_ascii_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_ascii_start();
                let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''));
                (value, rest) = match quote {
                    Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                    None => after.split_at(word(after, &['>']).len()),
                };
            }
            if name.eq_ignore_ascii_case("class") {
                let classes = value.split_ascii_whitespace();
                if classes.clone().any(|class| class.contains('&') && class != "&") {
                    found.extend(self.classes.values());
                }
                found.extend(classes.filter_map(|class| self.classes.get(class)));
            }
            if let Some(attribute) = lookup(&self.attributes, name) {
                found.insert(attribute.number);
                // A value with a reference may be any.
                if value.contains('&') {
                    found.extend(attribute.values.values());
                }
                found.extend(lookup(&attribute.values, value));
            }
        }
    }

    /// What a template can draw: what its HTML has, and what is in quotes in its code.
    pub(super) fn in_template(&self, template: &str) -> BTreeSet<usize> {
        let mut html = String::with_capacity(template.len());
        let mut code = Vec::new();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            let end = match rest.as_bytes().get(at + 1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                Some(b'#') => "#}",
                _ => {
                    html.push_str(&rest[..=at]);
                    rest = &rest[at + 1..];
                    continue;
                }
            };
            html.push_str(&rest[..at]);
            // A reference, of which nothing is known.
            html.push_str(" & ");
            let (inside, after) = rest[at + 2..].split_once(end).unwrap_or((&rest[at + 2..], ""));
            if end != "#}" {
                code.push(inside);
            }
            rest = after;
        }
        html.push_str(rest);
        let quoted = code.into_iter().flat_map(|code| {
            ['"', '\'', '`'].map(|quote| code.split(quote).skip(1).step_by(2)).into_iter().flatten()
        });
        let quoted = quoted.flat_map(|text| self.in_text(text));
        self.in_html(&html).into_iter().chain(quoted).collect()
    }

    /// What a script can give a page.
    pub(super) fn in_script(&self, gives: &Gives) -> BTreeSet<usize> {
        let texts = gives.texts.iter().flat_map(|text| {
            let mut found = self.in_styles(text);
            found.extend(if text.contains('<') { self.in_html(text) } else { self.in_text(text) });
            found
        });
        texts.chain(gives.names.iter().flat_map(|name| self.in_text(name))).collect()
    }

    /// The names that a text lists between spaces. A selector with more than the name of an element lists none: it asks for what is there.
    fn in_text(&self, text: &str) -> BTreeSet<usize> {
        let asks = |name: &str| {
            name.contains(['.', '#', '[', ',', ':']) && !self.classes.contains_key(name)
        };
        let mut found = BTreeSet::new();
        if text.split_ascii_whitespace().any(asks) {
            return found;
        }
        for name in text.split_ascii_whitespace() {
            found.extend(self.classes.get(name));
            found.extend(self.customs.get(name));
            found.extend(lookup(&self.elements, name));
            let property = name.replace('-', "").to_ascii_lowercase();
            for attribute in self.properties.get(&property).into_iter().flatten() {
                if let Some(attribute) = self.attributes.get(attribute) {
                    found.insert(attribute.number);
                    found.extend(attribute.values.values());
                }
            }
        }
        found
    }
}

fn number(numbers: &mut HashMap<String, usize>, len: &mut usize, name: String) -> usize {
    *numbers.entry(name).or_insert_with(|| {
        *len += 1;
        *len - 1
    })
}

/// What stands under a name, whatever letters it is written in.
fn lookup<'a, T>(map: &'a HashMap<String, T>, name: &str) -> Option<&'a T> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return map.get(&name.to_ascii_lowercase());
    }
    map.get(name)
}

/// What stands before the first white space or one of `ends`.
fn word<'a>(text: &'a str, ends: &[char]) -> &'a str {
    text.split(|c: char| c.is_ascii_whitespace() || ends.contains(&c)).next().unwrap_or_default()
}

/// What comes from the end tag on of an element in which there are no tags.
fn after_text<'a>(text: &'a str, name: &str) -> &'a str {
    let ends = text.match_indices("</").find(|(at, _)| {
        let after = text.as_bytes().get(at + 2..at + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
    });
    ends.map_or("", |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::super::minify;
    use super::*;

    /// What is found of everything that these tests ask for.
    fn found(find: impl Fn(&Names) -> BTreeSet<usize>) -> String {
        let mut names = Names::default();
        let mut known = Vec::new();
        for class in ["a", "b", "c", "d\"e", "f", "g:h"] {
            known.push((Some(names.class(class)), format!(".{class}")));
        }
        for element in ["p", "table", "tbody", "b", "img"] {
            known.push((names.element(element), element.to_owned()));
        }
        let attributes = [("open", None), ("x", None), ("dir", Some("rtl")), ("data-on-it", None)];
        let more = [("aria-busy", Some("true")), ("for", None)];
        for (name, value) in attributes.into_iter().chain(more) {
            known.push((names.attribute(name, value), format!("[{name}]")));
        }
        known.push((Some(names.custom("--k")), "--k".to_owned()));
        let found = find(&names);
        let known =
            known.into_iter().filter(|(number, _)| number.is_some_and(|n| found.contains(&n)));
        known.map(|(_, name)| name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn html_has_the_names_that_a_browser_reads() {
        let cases = [
            ("", ""),
            ("a < b > c", ""),
            ("<p class=\"a b\n c\"><i class='d\"e a'><i class=f>", ".a .b .c .d\"e .f p"),
            ("<P CLASS\n= \"b\"><Table X>", ".b p table [x]"),
            ("<i dir=RTL><i data-on-it>", "[dir] [data-on-it]"),
            ("<i dir=ltr><i dir><i y='dir=rtl'>", ""),
            ("<i dir=&#114;tl>", "[dir]"),
            // A stray end tag makes an element.
            ("</p>", "p"),
            ("<Image>", "img"),
            ("<i/x/class=a>", ".a [x]"),
            ("<i =x =class=a>", ""),
            ("<i style='x:var(--k,1)'>", "--k"),
            ("<!-- <p y=\" --><b>", "b"),
            ("<!--><b><!---><p>", "p b"),
            ("<!-- --!><p><!-- <b> -->", "p"),
            ("<i class='a&#98;'>", ".a .b .c .d\"e .f .g:h"),
            ("<i class='a g:h'>", ".a .g:h"),
            ("<title><p y=\"</title><b>", "b"),
            ("<script>'<p>'</SCRIPT ><b>", "b"),
            ("<i class=\"a", ".a"),
            ("<i class=", ""),
            ("<", ""),
            ("</", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(found(|names| names.in_html(html)), expected, "{html}");
        }
    }

    #[test]
    fn scripts_have_the_names_that_they_can_give() {
        let cases = [
            ("e(\"a-b c\",`b ${e}`)", ".b .c b"),
            ("a.map(b); q.table = { c };", ".c table"),
            ("x.dataset.onIt = node.dir", "[data-on-it]"),
            ("n.ariaBusy=!0;make(\"table\")", "table [aria-busy]"),
            ("setAttribute('data-on-it', '')", "[data-on-it]"),
            ("setProperty(\"--k\", 1)", "--k"),
            ("one(\".a\");all(\"p b[x]\");all(\"#a p\");all(\"p, b\");on(\"a:b\")", ""),
            ("add(\"a g:h\")", ".a .g:h"),
            ("on(`var(--k)`)", "--k"),
            ("x.innerHTML = `<${p} class=\"${x} a\" dir=${x} x><p>`", ".a p [x] [dir]"),
            ("q.dataset.onIt++; q.htmlFor = x", "[data-on-it] [for]"),
            ("at.innerHTML = \"<p class='a'>.b</p>\"", ".a p"),
        ];
        for (js, expected) in cases {
            let script = minify::script(js).unwrap();
            assert_eq!(found(|names| names.in_script(&script.gives)), expected, "{js}");
        }
    }

    #[test]
    fn templates_have_the_names_that_they_can_draw() {
        let cases = [
            ("<p class=\"{% if x > y %}b{% endif %} a\">", ".a .b p"),
            ("<i title=\"{{ t(key=\"x y\") }}\" class=c dir=\"{{ dir }}\">", ".c [x] [dir]"),
            ("{# <table> #}{ {{ \"a\" if b else 'c' }}", ".a .c"),
            ("{{ \"a", ".a"),
            ("{{ \"it's\" }}{{ 'a' }}", ".a"),
            ("<p {", "p"),
        ];
        for (template, expected) in cases {
            assert_eq!(found(|names| names.in_template(template)), expected, "{template}");
        }
    }
}
