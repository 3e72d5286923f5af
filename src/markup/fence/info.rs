//! An info string to its language and the words after it, without knowing what any of them means.
//!
//! Reads in one pass, so that no info string takes more than linear time. What is never closed goes on to the end.

use std::ops::Range;

/// An info string, cut up. All places are bytes of the info string.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Info {
    /// Where the language stands.
    pub(super) language: Option<Range<usize>>,
    /// What stands after it, in order.
    pub(super) items: Vec<Item>,
}

/// One word, option, quotation or group.
#[derive(Debug, PartialEq)]
pub(super) struct Item {
    /// All of it.
    pub(super) at: Range<usize>,
    /// The name before `=`, or the bare word; empty for a quotation or a group without a name.
    pub(super) name: Range<usize>,
    /// What stands after `=`, or alone.
    pub(super) value: Option<Value>,
    /// Whether it belongs to another tool if we do not know it: it stands after a comma as in rustdoc's `rust,ignore`, after
    /// a colon as in `vue:line-numbers`, or among attributes in braces.
    pub(super) foreign: bool,
}

/// A value; the place is that of its inside.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) shape: Shape,
    pub(super) at: Range<usize>,
    /// Whether its closing sign is there.
    pub(super) closed: bool,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `value`
    Bare,
    /// `"value"` or `'value'`
    Quoted,
    /// `{value}`
    Braces,
    /// `[value]`
    Brackets,
    /// `/value/`
    Regex,
}

/// Cuts up `info`. `is_option` tells an option that stands first from a language.
pub(super) fn read(info: &str, is_option: impl Fn(&str) -> bool) -> Info {
    let mut reader = Reader { text: info, at: 0, end: info.trim_end().len(), regex: true };
    reader.skip(char::is_whitespace);
    let mut read = Info::default();
    if let Some(inside) = reader.attributes() {
        reader.at = inside.end + 1;
        let first = first_word(info, inside.clone());
        let word = &info[first.clone()];
        // Pandoc's `{.python .numberLines}` has options after the language, knitr's `{r, echo=FALSE}` nothing for us.
        if word.starts_with('.') {
            read.language = Some(first.start + 1..first.end);
            let rest = Reader { at: first.end, end: inside.end, ..reader };
            rest.items(true, &mut read.items);
        } else {
            read.language = Some(first);
        }
    } else {
        let word = reader.peek(|c| c.is_whitespace() || ",:;{[(=\"'".contains(c));
        if !word.is_empty() && !is_option(&info[word.clone()]) {
            reader.at = word.end;
            read.language = Some(word);
        }
    }
    reader.items(false, &mut read.items);
    read
}

/// The options inside the braces at `inside`.
pub(super) fn read_attributes(info: &str, inside: Range<usize>) -> Vec<Item> {
    let mut items = Vec::new();
    let reader = Reader { text: info, at: inside.start, end: inside.end, regex: true };
    reader.items(true, &mut items);
    items
}

fn first_word(info: &str, inside: Range<usize>) -> Range<usize> {
    let text = &info[inside.clone()];
    let start = inside.start + text.len() - text.trim_start().len();
    let length = info[start..inside.end].find(|c: char| c.is_whitespace() || c == ',');
    start..length.map_or(inside.end, |length| start + length)
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Whether a `/` may still be closed by another; once none is found, none need be looked for.
    regex: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(skipped).len();
        self.at += length;
        &rest[..length]
    }

    /// The place from here up to the first character that ends it.
    fn peek(&self, ends: impl Fn(char) -> bool) -> Range<usize> {
        let rest = self.rest();
        self.at..self.at + rest.find(ends).unwrap_or(rest.len())
    }

    /// The inside of braces that begin here, if they name a language: `{.python}`, `{r}`.
    fn attributes(&self) -> Option<Range<usize>> {
        let inside = self.rest().strip_prefix('{')?;
        let length = inside.find('}')?;
        let inside = self.at + 1..self.at + 1 + length;
        let word = &self.text[first_word(self.text, inside.clone())];
        let named = word.strip_prefix('.').unwrap_or(word);
        (named.starts_with(char::is_alphabetic) && !named.contains(['=', '{'])).then_some(inside)
    }

    /// Reads to the end. Inside attributes everything unknown is another tool's.
    fn items(mut self, attributes: bool, items: &mut Vec<Item>) {
        loop {
            let before = self.skip(|c| c.is_whitespace() || c == ',');
            if self.rest().is_empty() {
                return;
            }
            let start = self.at;
            let marked = self.skip(|c| c == ':' || (attributes && c == '.'));
            let foreign = attributes || before.contains(',') || !marked.is_empty();
            let (name, value) = match self.value() {
                Some(value) => (start..start, Some(value)),
                None => self.option(),
            };
            items.push(Item { at: start..self.at, name, value, foreign });
        }
    }

    /// A bare word, or `name=value`. Takes at least one character.
    fn option(&mut self) -> (Range<usize>, Option<Value>) {
        let mut name = self.peek(|c| c.is_whitespace() || ",={[\"".contains(c));
        if name.is_empty() {
            // A sign that begins nothing, such as a `=` with nothing before it.
            name.end += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        self.at = name.end;
        let assigned = !name.is_empty() && self.rest().starts_with('=');
        if !assigned {
            return (name, None);
        }
        self.at += 1;
        let value = self.value().unwrap_or_else(|| {
            let at = self.peek(|c| c.is_whitespace() || c == ',');
            self.at = at.end;
            Value { shape: Shape::Bare, at, closed: true }
        });
        (name, Some(value))
    }

    /// A value with signs around it, if one begins here.
    fn value(&mut self) -> Option<Value> {
        let rest = self.rest();
        let (shape, length) = match rest.chars().next()? {
            '"' => (Shape::Quoted, closing_quote(rest, '"')),
            // Alone it is an apostrophe.
            '\'' => (Shape::Quoted, Some(closing_quote(rest, '\'')?)),
            '{' => (Shape::Braces, closing_brace(rest)),
            '[' => (Shape::Brackets, rest.find(']')),
            '/' if self.regex => {
                let length = closing_slash(rest);
                self.regex = length.is_some();
                (Shape::Regex, Some(length?))
            }
            _ => return None,
        };
        let start = self.at + 1;
        let end = length.map_or(self.end, |length| self.at + length);
        self.at = length.map_or(self.end, |_| end + 1);
        Some(Value { shape, at: start..end, closed: length.is_some() })
    }
}

/// Where the quotation that `text` begins with ends.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().skip(1).find_map(|(at, c)| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// Where the group that `text` begins with ends; a brace in double quotes does not end it.
fn closing_brace(text: &str) -> Option<usize> {
    let mut quoted = false;
    let outside = text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == '}' && !quoted).then_some(at)
    });
    outside.or_else(|| text.find('}'))
}

/// Where the expression that `text` begins with ends: a slash at the end of a word. `/usr/bin` is none.
fn closing_slash(text: &str) -> Option<usize> {
    let ends = |at: usize| text[at + 1..].chars().next().is_none_or(char::is_whitespace);
    text.match_indices('/').map(|(at, _)| at).skip(1).find(|at| *at > 1 && ends(*at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// The language, then each item as `name=shape(inside)`; `~` marks what is foreign, `…` what is not closed.
    #[track_caller]
    fn check(info: &str, expected: &str) {
        let read = read(info, |word| ["wrap", "title"].contains(&word));
        let mut text = read.language.map_or("-", |at| &info[at]).to_owned();
        for item in read.items {
            text.push_str(if item.foreign { " ~" } else { " " });
            text.push_str(&info[item.name]);
            if let Some(value) = item.value {
                _ = write!(text, "={:?}({})", value.shape, &info[value.at]);
                text += if value.closed { "" } else { "…" };
            }
        }
        assert_eq!(text, expected, "{info}");
    }

    #[test]
    fn the_language_ends_at_a_space_comma_colon_or_bracket() {
        check("", "-");
        check("  js  ", "js");
        check("c++", "c++");
        check("js{1,3}", "js =Braces(1,3)");
        check("js [a b]", "js =Brackets(a b)");
        check("rust,ignore", "rust ~ignore");
        check("rust, should_panic,edition2021", "rust ~should_panic ~edition2021");
        check("vue:line-numbers=2", "vue ~line-numbers=Bare(2)");
        check("bash -e", "bash -e");
        check("js it's", "js it's");
        check("js 'tis", "js 'tis");
    }

    #[test]
    fn a_fence_may_have_options_only() {
        check("title=\"x y\"", "- title=Quoted(x y)");
        check("wrap", "- wrap");
        check("{1,3-5}", "- =Braces(1,3-5)");
        check("\"word\"", "- =Quoted(word)");
    }

    #[test]
    fn attributes_of_pandoc_and_knitr_name_a_language() {
        check("{.python}", "python");
        check("{.bash .numberLines #id from=2} x", "bash ~numberLines ~#id ~from=Bare(2) x");
        check("{r}", "r");
        check("{r, echo=FALSE}", "r");
        check("{title=\"x\"}", "- =Braces(title=\"x\")");
    }

    #[test]
    fn values_may_hold_their_own_signs() {
        check(r#"js "a\"b" 'c"d'"#, r#"js =Quoted(a\"b) =Quoted(c"d)"#);
        check("js ins={\"}\":1}", "js ins=Braces(\"}\":1)");
        check("js /a b/ ins=/x/ /usr/bin", "js =Regex(a b) ins=Regex(x) /usr/bin");
    }

    #[test]
    fn what_is_not_closed_goes_on_to_the_end() {
        check("js title=\"x y", "js title=Quoted(x y)…");
        check("js {1,2 ", "js =Braces(1,2)…");
        check("js a= =b ,=", "js a=Bare() = b ~=");
    }

    #[test]
    fn nothing_takes_more_than_linear_time() {
        for part in ["{", "{{} ", "\" ", "' ", "/a ", "a=/ ", "[", "=", ":", "a=\"", "{\"} ", "ü="]
        {
            let info = part.repeat(200_000);
            let read = read(&info, |_| false);
            assert!(read.items.len() <= 400_000, "{part}");
        }
    }
}
