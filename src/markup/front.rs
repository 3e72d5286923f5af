//! Finds the front matter: YAML between a first line `---` and the next line `---` or `...`.

use crate::diagnostic::Span;

/// Where a file's front matter stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Front {
    /// The YAML between the lines, if there is any front matter.
    pub(crate) yaml: Option<Span>,
    /// Where the Markdown begins.
    pub(crate) length: usize,
}

/// Finds the front matter of `text`. Without a closing line there is none: the `---` is then a rule.
pub(crate) fn cut(text: &str) -> Front {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = Front { yaml: None, length: bom };
    let mut lines = text[bom..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return none };
    let start = bom + first.len();
    let mut at = start;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Front { yaml: Some(Span::new(start, at)), length: at + line.len() };
        }
        at += line.len();
    }
    none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_needs_both_lines() {
        assert_eq!(cut("---\na: 1\n---\n# T"), Front { yaml: Some(Span::new(4, 9)), length: 13 });
        assert_eq!(cut("---\r\na: 1\r\n---\r\n").yaml, Some(Span::new(5, 11)));
        assert_eq!(cut("---\n\ntext").yaml, None);
        assert_eq!(cut("# T\n---\n").yaml, None);
        assert_eq!(cut("\u{feff}---\n---\n").length, 11);
    }
}
