//! `{chrome edge key="a b" #id .class}`: the attributes of a directive or heading.
//!
//! Never fails: what cannot be read becomes a word, which the construct then reports as unknown.

use crate::diagnostic::Span;

/// The attributes in the order in which they are written, each with its place in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    /// `chrome`
    pub(crate) words: Vec<Word>,
    /// `key=value`; the key may end with `!` (from `key!=value`).
    pub(crate) pairs: Vec<Pair>,
    /// `#id`
    pub(crate) id: Option<Word>,
    /// `.class`
    pub(crate) classes: Vec<Word>,
    /// From `{` to `}`, or an empty place where they would stand.
    pub(crate) span: Span,
}

/// A word and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// A key with a value; places of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) key: Word,
    pub(crate) value: Word,
}

impl Attributes {
    /// Reads what stands between the braces; `base` is the place of `inner`'s first byte.
    pub(crate) fn parse(inner: &str, base: usize) -> Self {
        let mut attributes = Self {
            span: Span::new(base.saturating_sub(1), base + inner.len() + 1),
            ..Self::default()
        };
        for (start, token) in tokens(inner) {
            let word = |from: usize, text: &str| Word {
                text: text.to_owned(),
                span: Span::new(base + start + from, base + start + from + text.len()),
            };
            if let Some(id) = token.strip_prefix('#') {
                attributes.id = Some(word(1, id));
            } else if let Some(class) = token.strip_prefix('.') {
                attributes.classes.push(word(1, class));
            } else if let Some((key, value)) = token.split_once('=') {
                let from = key.len() + 1;
                let bare =
                    value.strip_prefix('"').map_or(value, |v| v.strip_suffix('"').unwrap_or(v));
                let quote = usize::from(value.starts_with('"'));
                attributes.pairs.push(Pair { key: word(0, key), value: word(from + quote, bare) });
            } else {
                attributes.words.push(word(0, token));
            }
        }
        attributes
    }

    /// Takes the value of `key` out.
    pub(crate) fn take(&mut self, key: &str) -> Option<Word> {
        let at = self.pairs.iter().position(|pair| pair.key.text == key)?;
        Some(self.pairs.remove(at).value)
    }

    /// Takes the word `word` out; says whether it was there.
    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let at = self.words.iter().position(|w| w.text == word);
        at.map(|at| self.words.remove(at)).is_some()
    }

    /// Whether nothing but `#id`, `.class` and `key=value` stands there, and at least one: what a heading's attributes look like.
    pub(crate) fn is_for_heading(&self) -> bool {
        self.words.is_empty()
            && (self.id.is_some() || !self.classes.is_empty() || !self.pairs.is_empty())
    }
}

/// Splits at white space outside of double quotes; gives each token's first byte.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && !quoted {
            if let Some(start) = start.take() {
                tokens.push((start, &text[start..at]));
            }
            continue;
        }
        start = start.or(Some(at));
        quoted ^= c == '"';
    }
    if let Some(start) = start {
        tokens.push((start, &text[start..]));
    }
    tokens
}

/// The place of the brace that closes the one at the start of `text`; braces in quotes do not count.
pub(crate) fn closing_brace(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '}' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_pairs_ids_and_classes_know_their_places() {
        let attributes = Attributes::parse(r#"chrome key="a b" #x .y n=1"#, 10);
        assert_eq!(attributes.words[0].span, Span::new(10, 16));
        assert_eq!(attributes.pairs[0].value.text, "a b");
        assert_eq!(attributes.pairs[0].value.span, Span::new(22, 25));
        assert_eq!(attributes.id.as_ref().unwrap().text, "x");
        assert_eq!(attributes.classes[0].text, "y");
        assert_eq!(attributes.pairs[1].key.text, "n");
    }

    #[test]
    fn a_heading_takes_no_bare_words() {
        assert!(!Attributes::parse("id", 0).is_for_heading());
        assert!(!Attributes::parse("", 0).is_for_heading());
        assert!(Attributes::parse("#id", 0).is_for_heading());
    }
}
