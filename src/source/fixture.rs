//! A site from one string, for tests: each file begins with a line `//- /path`.

use super::Sources;

/// What begins the line that names a file.
const MARK: &str = "//- /";

impl Sources {
    /// A site from one string: each file begins with a line `//- /path` and ends where the next one begins. If the first
    /// of these lines is indented, its indentation is cut from every line. The default theme lies below, as it does
    /// below a site on disk.
    ///
    /// ```
    /// let site = guidepost::Sources::from_fixture("
    ///     //- /site.yaml
    ///     title: Printers
    ///     //- /content/pages/index.md
    ///     Where they are.
    /// ");
    /// assert_eq!(site.text("site.yaml"), Some("title: Printers\n"));
    /// assert_eq!(site.text("content/pages/index.md"), Some("Where they are.\n"));
    /// ```
    ///
    /// # Panics
    /// When there is text before the first of these lines, a path that no site can have, or the same path twice. The
    /// string is part of a test, not of a site.
    pub fn from_fixture(text: &str) -> Self {
        let mut sources = Self::default();
        let indent = text
            .lines()
            .find(|line| line.trim_start().starts_with(MARK))
            .map_or("", |line| &line[..line.len() - line.trim_start().len()]);
        let mut file: Option<(&str, String)> = None;
        for line in text.split_inclusive('\n') {
            let line = line.strip_prefix(indent).unwrap_or_else(|| line.trim_start_matches(' '));
            if let Some(path) = line.strip_prefix(MARK) {
                sources.add(file.take());
                file = Some((path.trim_end(), String::new()));
            } else if let Some((_, content)) = &mut file {
                content.push_str(line);
            } else {
                assert!(line.trim().is_empty(), "text before the first `{MARK}`: {line}");
            }
        }
        sources.add(file);
        sources.lay_theme_below();
        sources
    }

    fn add(&mut self, file: Option<(&str, String)>) {
        if let Some((path, content)) = file {
            assert!(self.get(path).is_none(), "the path /{path} stands twice");
            self.put(path, content.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(sources: &Sources) -> Vec<(&str, &str)> {
        let files = sources.iter().filter(|(path, _)| path.below("themes/default").is_none());
        files.map(|(path, _)| (path.as_str(), sources.text(path.as_str()).unwrap())).collect()
    }

    #[test]
    fn files_end_where_the_next_begins() {
        let sources = Sources::from_fixture("\n//- /b.md\nx\n\n//- /a.md\n  y");
        assert_eq!(own(&sources), [("a.md", "  y"), ("b.md", "x\n\n")]);
    }

    #[test]
    fn indentation_of_the_first_mark_is_cut() {
        let sources =
            Sources::from_fixture("\n    //- /a.md\n    x\n      y\n\n    //- /b.md\n    ");
        assert_eq!(own(&sources), [("a.md", "x\n  y\n\n"), ("b.md", "")]);
    }

    #[test]
    #[should_panic(expected = "text before the first")]
    fn text_before_the_first_mark_is_refused() {
        Sources::from_fixture("lost\n//- /a.md\n");
    }
}
