//! The text of a page to the text that the Markdown parser reads: of the same length, byte for byte, so that places still fit.
//!
//! 1. A line that is a directive becomes an HTML block of one line, `<?xxx?>`: that kind interrupts a paragraph, needs no blank
//!    lines, and is left alone by everything else. The parser then decides whether it stands in a list, a quote or a piece of code.
//! 2. Variables are marked ([`template`]), and the brackets of `:keys[…]`, which could be a link's.
//! 3. The attributes at a heading's end become spaces, and colons that begin no definition are marked.
//!
//! Does not know what is code and what is not: whoever reads the parser's events takes code from the source by its place.

use super::attributes::{Attributes, closing_brace};
use super::directive::Line;
use super::template;
use std::collections::BTreeMap;

/// Stand for the brackets of an inline directive while the Markdown parser reads the text.
pub(crate) const OPEN: char = '\u{2}';
pub(crate) const CLOSE: char = '\u{3}';

/// Stands for a colon at a line's start that no white space follows. To the parser each such colon begins a definition, also that
/// of `:keys[F5]` and `:tada:`.
pub(crate) const COLON: char = '\u{4}';

/// A prepared text and what was taken out of it.
pub(crate) struct Prepared {
    /// What the Markdown parser reads.
    pub(crate) text: String,
    /// Each directive line by the place of its first colon.
    pub(crate) lines: BTreeMap<usize, Line>,
    /// The attributes of headings by the place of their brace.
    pub(crate) headings: BTreeMap<usize, Attributes>,
}

/// Prepares `text` from `start` on; what stands before it (the front matter) becomes spaces.
pub(crate) fn prepare(text: &str, start: usize) -> Prepared {
    let mut bytes = text.as_bytes().to_vec();
    let mut lines = BTreeMap::new();
    let mut headings = BTreeMap::new();

    for byte in bytes[..start].iter_mut().filter(|b| **b != b'\n') {
        *byte = b' ';
    }
    for found in template::find(text).filter(|found| found.start >= start) {
        template::mark(&mut bytes[found.start..found.end]);
    }
    mark_inline_directives(text, start, &mut bytes);

    let mut offset = start;
    let mut rest = text[start..].split_inclusive('\n').peekable();
    while let Some(line) = rest.next() {
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start_matches([' ', '\t', '>']).len();
        if let Some(directive) = Line::parse(&content[indent..], offset + indent) {
            fill(&mut bytes[offset + indent..offset + content.len()]);
            lines.insert(offset + indent, directive);
        } else if content[indent..].starts_with(':')
            && content[indent + 1..].starts_with(|c: char| !c.is_whitespace())
            // `:-: | --:` is the second line of a table.
            && !content[indent..].chars().all(|c| " \t:-|".contains(c))
        {
            bytes[offset + indent] = COLON as u8;
        } else if let Some((at, attributes)) =
            heading_attributes(content, offset, rest.peek().copied())
        {
            bytes[at..attributes.span.end].fill(b' ');
            headings.insert(at, attributes);
        }
        offset += line.len();
    }
    // Only whole ASCII characters, or whole lines, were replaced by ASCII.
    let text = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
    Prepared { text, lines, headings }
}

/// `<?`, filling, `?>`; the shortest is `<?>`.
fn fill(line: &mut [u8]) {
    line.fill(b'x');
    let last = line.len() - 1;
    line[0] = b'<';
    line[1] = b'?';
    line[last - usize::from(last > 2)] = b'?';
    line[last] = b'>';
}

/// Marks the brackets of `:name[…]` where it stands at the start of a word.
fn mark_inline_directives(text: &str, start: usize, bytes: &mut [u8]) {
    let mut from = start;
    while let Some(at) = text[from..].find(":keys[").map(|at| from + at) {
        let open = at + ":keys".len();
        from = open;
        let begins = text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && c != ':' && c != '/');
        let line = text[open..].split('\n').next().unwrap_or_default();
        // `:keys[Ctrl+]]` names the bracket's own key.
        let Some(mut close) = line.find(']') else { continue };
        if line[close..].starts_with("]]") && line[..close].ends_with('+') {
            close += 1;
        }
        if begins {
            bytes[open] = OPEN as u8;
            bytes[open + close] = CLOSE as u8;
        }
    }
}

/// The attributes at the end of a heading: of `## Title {#id}`, or of a line with `---` or `===` below it.
fn heading_attributes(
    line: &str,
    offset: usize,
    next: Option<&str>,
) -> Option<(usize, Attributes)> {
    let end = line.trim_end_matches([' ', '\t', '#']).len();
    if !line[..end].ends_with('}') {
        return None;
    }
    let underlined = |next: &str| {
        let next = next.trim_matches([' ', '\t', '>', '\r', '\n']);
        !next.is_empty() && (next.bytes().all(|b| b == b'=') || next.bytes().all(|b| b == b'-'))
    };
    if !is_atx(line) && !next.is_some_and(underlined) {
        return None;
    }
    // The last brace that opens outside quotes and reaches the end.
    let open = line[..end].match_indices('{').map(|(at, _)| at).find(|at| {
        line[..*at].ends_with([' ', '\t'])
            && closing_brace(&line[*at..end]).is_some_and(|length| at + length + 1 == end)
    })?;
    let attributes = Attributes::parse(&line[open + 1..end - 1], offset + open + 1);
    attributes.is_for_heading().then_some((offset + open, attributes))
}

/// Whether the line looks like `## Title`, also in a quote or list item.
fn is_atx(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| {
        c.is_ascii_whitespace()
            || c.is_ascii_digit()
            || matches!(c, '>' | '-' | '*' | '+' | '.' | ')')
    });
    let hashes = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_keeps_its_length() {
        let text =
            "a\n:::note[é]{#x}\n> :::\n## T {#id when=\"a = b\"}\n:keys[F12] {{ site.x }}\r\n";
        let prepared = prepare(text, 0);
        assert_eq!(prepared.text.len(), text.len());
        assert_eq!(prepared.lines.len(), 2);
        assert_eq!(prepared.headings.len(), 1);
        assert!(prepared.text.starts_with("a\n<?xxx"));
        assert!(prepared.text.contains("> <?>\n## T  "));
    }

    #[test]
    fn braces_that_are_no_attributes_stay() {
        for text in ["## GET /users/{id}\n", "## The {name} syntax {foo}\n", "text {#id}\n"] {
            assert_eq!(prepare(text, 0).text, text);
        }
    }
}
