//! One line, `:::name[label]{attributes}` or `:::`, taken apart.
//!
//! Knows no directive by name. Never fails: what it cannot read is `None`, and the line stays text.

use super::attributes::{Attributes, Word, closing_brace};
use crate::diagnostic::Span;

/// A directive line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// From the first colon to the end of the line, without white space.
    pub(crate) span: Span,
    /// How many colons: at least three, or two for a leaf.
    pub(crate) colons: usize,
    /// What it says.
    pub(crate) kind: LineKind,
}

/// What a directive line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// `:::name[label]{attributes}`
    Open(Opening),
    /// `::name[label]{attributes}`
    Leaf(Opening),
    /// `:::`
    Close,
}

/// The opening line of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    /// Its name; may be empty, which is then reported as unknown.
    pub(crate) name: Word,
    /// What stands in the brackets, or after the name in the spelling `::: tip Title`.
    pub(crate) label: Option<Word>,
    /// What stands in the braces.
    pub(crate) attributes: Attributes,
    /// What stands behind all that and means nothing.
    pub(crate) rest: Option<Word>,
}

impl Line {
    /// Reads a line that begins with a colon; `offset` is its place in the file.
    pub(crate) fn parse(line: &str, offset: usize) -> Option<Self> {
        let line = line.trim_end();
        let colons = line.len() - line.trim_start_matches(':').len();
        let rest = &line[colons..];
        let span = Span::new(offset, offset + line.len());
        match colons {
            0 | 1 => None,
            2 => {
                let opening = Opening::parse(rest, offset + colons)?;
                let is_leaf = rest.len() > opening.name.text.len() && opening.rest.is_none();
                is_leaf.then_some(Self { span, colons, kind: LineKind::Leaf(opening) })
            }
            _ if rest.is_empty() => Some(Self { span, colons, kind: LineKind::Close }),
            _ => {
                let gap = rest.len() - rest.trim_start().len();
                let opening = Opening::parse(&rest[gap..], offset + colons + gap)?;
                Some(Self { span, colons, kind: LineKind::Open(opening) })
            }
        }
    }
}

impl Opening {
    fn parse(text: &str, offset: usize) -> Option<Self> {
        let word = |from: usize, to: usize| Word {
            text: text[from..to].to_owned(),
            span: Span::new(offset + from, offset + to),
        };
        let name_end = text
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(text.len());
        if name_end == 0 && !text.starts_with('{') {
            return None;
        }
        let mut at = name_end;
        let mut label = None;
        if text[at..].starts_with('[')
            && let Some(length) = closing_bracket(&text[at..])
        {
            label = Some(word(at + 1, at + length));
            at += length + 1;
        }
        let mut attributes =
            Attributes { span: Span::new(offset + at, offset + at), ..Attributes::default() };
        // `::: tip {#id}` has a space before its braces.
        let gap = text[at..].len() - text[at..].trim_start().len();
        if text[at + gap..].starts_with('{')
            && let Some(length) = closing_brace(&text[at + gap..])
        {
            at += gap;
            attributes = Attributes::parse(&text[at + 1..at + length], offset + at + 1);
            at += length + 1;
        }
        let gap = text[at..].len() - text[at..].trim_start().len();
        let mut rest = (at + gap < text.len()).then(|| word(at + gap, text.len()));
        if label.is_none() && at == name_end && gap > 0 {
            label = rest.take();
        }
        Some(Self { name: word(0, name_end), label, attributes, rest })
    }
}

/// The place of the bracket that closes the one at the start of `text`; pairs nest, a backslash escapes.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(line: &str) -> Opening {
        match Line::parse(line, 0).unwrap().kind {
            LineKind::Open(opening) | LineKind::Leaf(opening) => opening,
            LineKind::Close => panic!("{line} closes"),
        }
    }

    #[test]
    fn name_label_and_attributes() {
        let opening = open(r"::::option[No [button] here]{go=a.md stop}");
        assert_eq!(opening.name.text, "option");
        assert_eq!(opening.label.unwrap().text, "No [button] here");
        assert_eq!(opening.attributes.pairs[0].value.text, "a.md");
        assert_eq!(opening.attributes.words[0].text, "stop");
        assert!(opening.rest.is_none());
    }

    #[test]
    fn a_title_may_follow_a_space() {
        let opening = open("::: tip Mind the gap");
        assert_eq!(opening.name.text, "tip");
        assert_eq!(opening.label.unwrap().text, "Mind the gap");
    }

    #[test]
    fn what_follows_the_braces_is_kept_to_be_reported() {
        assert_eq!(open(":::note{#a} oops").rest.unwrap().text, "oops");
    }

    #[test]
    fn colons_alone_close_and_other_text_stays_text() {
        assert_eq!(Line::parse("::::", 0).unwrap().kind, LineKind::Close);
        assert!(matches!(Line::parse("::include{src=a.md}", 0).unwrap().kind, LineKind::Leaf(_)));
        for text in ["::std", "::std::vec is a path", ": a definition", "a:::b", "text"] {
            assert!(Line::parse(text, 0).is_none(), "{text}");
        }
    }
}
