//! Byte offsets of one text to lines and columns.
//!
//! 1. [`LineIndex::new`] notes once where each line begins; a look-up is a binary search and a count within the line.
//! 2. [`LineIndex::exact`] answers for the bytes as given: for replacements, where a line's ending counts.
//! 3. [`LineIndex::shown`] answers for a reader: a place is never on the empty line after the last ending.
//!
//! Takes any span: what lies past the end or inside a character is moved to the nearest character. Never panics.

use super::Span;

/// Where the lines of a text begin. A line ends with `\n`; a `\r` before it belongs to the ending.
#[derive(Debug)]
pub(crate) struct LineIndex<'a> {
    text: &'a str,
    /// The first byte of each line; never empty, ascending.
    starts: Vec<usize>,
}

/// A place in a text as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in Unicode characters, from 1. A line's ending has the column after its last character.
    pub(crate) column: usize,
}

/// A range of a text: what a [`Span`] is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// The bytes; inside the text, on the edges of characters.
    pub(crate) span: Span,
    /// The first character.
    pub(crate) start: Position,
    /// The place after the last character.
    pub(crate) end: Position,
}

impl<'a> LineIndex<'a> {
    /// Notes the lines of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The region of exactly these bytes.
    pub(crate) fn exact(&self, span: Span) -> Region {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end).max(start);
        let span = Span::new(start, end);
        Region { span, start: self.position(start), end: self.position(end) }
    }

    /// The region to show for these bytes: without line endings at its end, and on a line that exists in every editor.
    pub(crate) fn shown(&self, span: Span) -> Region {
        let span = self.exact(span).span;
        let last_line = without_ending(self.text).len();
        let start = span.start.min(last_line);
        let marked = self.text[start..span.end.max(start)].trim_end_matches(['\r', '\n']);
        self.exact(Span::new(start, start + marked.len()))
    }

    /// The bytes of a line, counted from 1, without its ending. Empty past the last line.
    pub(crate) fn line(&self, number: usize) -> Span {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or(self.text.len());
        let (start, end) = (at(number.saturating_sub(1)), at(number));
        Span::new(start, start + without_ending(&self.text[start..end]).len())
    }

    /// The text of a span that came from this index.
    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The place of an offset on the edge of a character.
    fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset);
        let bytes = self.line(line);
        let before = &self.text[bytes.start..offset.min(bytes.end)];
        Position { line, column: before.chars().count() + 1 }
    }
}

fn without_ending(line: &str) -> &str {
    line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, start: usize, end: usize) -> (usize, usize, usize, usize) {
        let region = LineIndex::new(text).shown(Span::new(start, end));
        (region.start.line, region.start.column, region.end.line, region.end.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(at("a\nāé😀b", 10, 11), (2, 4, 2, 5));
    }

    #[test]
    fn a_carriage_return_belongs_to_the_ending() {
        assert_eq!(at("ab\r\ncd\r\n", 4, 6), (2, 1, 2, 3));
        assert_eq!(at("ab\r\ncd", 3, 3), (1, 3, 1, 3));
        assert_eq!(at("ab\r\ncd", 0, 4), (1, 1, 1, 3));
    }

    #[test]
    fn the_end_of_a_file_is_the_end_of_its_last_line() {
        assert_eq!(at("ab\n", 3, 3), (1, 3, 1, 3));
        assert_eq!(at("ab", 2, 2), (1, 3, 1, 3));
        assert_eq!(at("", 0, 0), (1, 1, 1, 1));
        assert_eq!(at("ab\n", 0, 3), (1, 1, 1, 3));
    }

    #[test]
    fn an_exact_region_keeps_the_ending() {
        let region = LineIndex::new("ab\ncd\n").exact(Span::new(0, 3));
        assert_eq!(region.span, Span::new(0, 3));
        assert_eq!(region.end, Position { line: 2, column: 1 });
    }

    #[test]
    fn spans_past_the_end_or_inside_a_character_are_moved() {
        assert_eq!(at("ab", 5, 9), (1, 3, 1, 3));
        assert_eq!(at("é", 1, 1), (1, 1, 1, 2));
        assert_eq!(LineIndex::new("ab").line(7), Span::new(2, 2));
    }
}
