//! Finds the front matter: YAML between a first line `---` and the next line `---` or `...`.
//!
//! A page may also begin with a rule. Then a blank line follows, and after it no key.

use crate::diagnostic::Span;

/// Where a file's front matter stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Front {
    /// The YAML between the lines, if there is any front matter.
    pub(crate) yaml: Option<Span>,
    /// Where the Markdown begins.
    pub(crate) length: usize,
    /// Whether it is the TOML of other tools, between lines `+++`, instead.
    pub(crate) is_toml: bool,
}

/// Finds the front matter of `text`. Without a closing line there is none: the `---` is then a rule.
pub(crate) fn cut(text: &str) -> Front {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let none = Front { yaml: None, length: bom, is_toml: false };
    if let Some(length) = toml(&text[bom..]) {
        return Front { yaml: None, length: bom + length, is_toml: true };
    }
    let mut lines = text[bom..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return none };
    let start = bom + first.len();
    let mut at = start;
    let rest = &text[start..];
    let is_blank = |line: &str| line.trim().is_empty();
    if rest.lines().next().is_some_and(is_blank)
        && rest.lines().find(|line| !is_blank(line)).is_some_and(|line| !is_key(line))
    {
        return none;
    }
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            let yaml = Some(Span::new(start, at));
            return Front { yaml, length: at + line.len(), is_toml: false };
        }
        at += line.len();
    }
    none
}

/// The length of the TOML front matter at the start of `text`.
fn toml(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let mut length = lines.next().filter(|line| line.trim_end() == "+++")?.len();
    for line in lines {
        length += line.len();
        if line.trim_end() == "+++" {
            return Some(length);
        }
    }
    None
}

/// Whether a line of YAML holds a key, a comment, or the end.
fn is_key(line: &str) -> bool {
    let line = line.trim_end();
    let key = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
    matches!(line, "---" | "...")
        || line.starts_with('#')
        || key.is_some_and(|(key, _)| !key.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_needs_both_lines() {
        let front = cut("---\na: 1\n---\n# T");
        assert_eq!((front.yaml, front.length), (Some(Span::new(4, 9)), 13));
        assert_eq!(cut("---\r\na: 1\r\n---\r\n").yaml, Some(Span::new(5, 11)));
        assert_eq!(cut("---\n\ntext").yaml, None);
        assert_eq!(cut("---\n\ntext\n\n---\n").yaml, None);
        assert!(cut("---\n\ntitle: x\n---\n").yaml.is_some());
        assert_eq!(cut("# T\n---\n").yaml, None);
        assert_eq!(cut("\u{feff}---\n---\n").length, 11);
    }
}
