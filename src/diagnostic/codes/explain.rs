//! A code's page to text for a terminal, and the first sentence of it.
//!
//! The page's Markdown is ours, so little of it is read: headings, four-backtick fences, `code`. In an example, a file's
//! `//- /path` line becomes the path and its content is indented below it.

use super::Code;
use crate::diagnostic::{Severity, nearest};
use annotate_snippets::renderer::{
    AnsiColor, DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_WARNING_STYLE, Style,
};

/// What opens and closes an example.
const FENCE: &str = "````";

impl Code {
    /// The page as text for a terminal, with ANSI colours or without. Ends with a line break.
    pub fn explain(self, colour: bool) -> String {
        let paint = |style: Style, text: &str| {
            if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
        };
        let mut out = String::new();
        let mut in_example = false;
        for line in self.page().lines() {
            if line.starts_with(FENCE) {
                in_example = !in_example;
                continue;
            }
            let shown = if in_example {
                match line.strip_prefix("//- /") {
                    Some(path) => format!("  {}", paint(AnsiColor::Cyan.on_default(), path)),
                    None if line.is_empty() => String::new(),
                    None => format!("    {line}"),
                }
            } else if let Some(title) = line.strip_prefix("# ") {
                let (style, word) = match self.severity() {
                    Severity::Error => (DEFAULT_ERROR_STYLE, "error"),
                    Severity::Warning => (DEFAULT_WARNING_STYLE, "warning"),
                };
                paint(style, &format!("{word}[{title}]"))
            } else if let Some(heading) = line.strip_prefix("## ") {
                paint(DEFAULT_EMPHASIS_STYLE, heading)
            } else {
                paint_code(line, &paint)
            };
            out.push_str(&shown);
            out.push('\n');
        }
        out
    }

    /// The first paragraph of the page, on one line: what the mistake is.
    pub fn summary(self) -> String {
        let paragraph = self.page().lines().skip(1).skip_while(|line| line.is_empty());
        paragraph.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The code whose name is nearest to one that does not exist, if one is near.
    pub fn nearest(name: &str) -> Option<Code> {
        nearest(name, Code::ALL.iter().map(|code| code.name())).and_then(Code::parse)
    }
}

/// Paints what stands between backticks; the backticks stay.
fn paint_code(line: &str, paint: &impl Fn(Style, &str) -> String) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, (code, after))) =
        rest.split_once('`').and_then(|(before, rest)| Some((before, rest.split_once('`')?)))
    {
        out.push_str(before);
        out.push_str(&paint(AnsiColor::Cyan.on_default(), &format!("`{code}`")));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_show_paths_and_indented_content() {
        let text = Code::UnknownKey.explain(false);
        assert!(text.starts_with("error[unknown-key]\n\n"), "{text}");
        assert!(text.contains("\nExample\n\n  site.yaml\n    titel: "), "{text}");
        assert!(!text.contains(FENCE) && !text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn colours_leave_the_words_alone() {
        for code in Code::ALL {
            let coloured = code.explain(true);
            let mut plain = String::new();
            for (index, part) in coloured.split('\u{1b}').enumerate() {
                plain.push_str(if index == 0 { part } else { part.split_once('m').unwrap().1 });
            }
            assert_eq!(plain, code.explain(false));
        }
    }

    #[test]
    fn every_page_has_a_summary_of_one_sentence() {
        for code in Code::ALL {
            let summary = code.summary();
            assert!(summary.ends_with('.') && summary.len() <= 200, "{}: {summary}", code.name());
        }
    }

    #[test]
    fn a_misspelt_code_has_a_nearest() {
        assert_eq!(Code::nearest("unkown-key"), Some(Code::UnknownKey));
        assert_eq!(Code::nearest("xyz"), None);
    }
}
