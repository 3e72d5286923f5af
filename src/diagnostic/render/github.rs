//! Diagnostics as workflow commands of GitHub Actions, which become annotations on the lines of a pull request:
//!
//! ```text
//! ::error file=site.yaml,line=1,col=1,endLine=1,endColumn=6,title=unknown-key::there is no key `titel`%0Ahelp: …
//! ```
//!
//! The format and its escapes: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands> and
//! `actions/toolkit`, `packages/core/src/command.ts`. Columns stand only where a place is within one line: GitHub refuses
//! others.

use super::{Files, Settings, Texts, message_and_help, word};
use crate::diagnostic::Diagnostic;
use std::fmt::Write as _;

/// Shows diagnostics as workflow commands, one a line.
pub fn github<'a>(diagnostics: &[Diagnostic], texts: &'a Texts<'a>, settings: &Settings) -> String {
    let mut files = Files::new(texts);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let mut properties = String::new();
        if let Some(place) = &diagnostic.place {
            properties.push_str("file=");
            properties.push_str(&property(&settings.path(&place.file)));
            if let Some(region) = files.shown(place) {
                let (start, end) = (region.start, region.end);
                let _ = if start.line == end.line {
                    // An empty region marks one character: GitHub draws none of no width.
                    let last = end.column.max(start.column + 1);
                    write!(
                        properties,
                        ",line={},col={},endLine={},endColumn={last}",
                        start.line, start.column, end.line
                    )
                } else {
                    write!(properties, ",line={},endLine={}", start.line, end.line)
                };
            }
            properties.push(',');
        }
        let mut message = message_and_help(diagnostic);
        for related in &diagnostic.related {
            let file = settings.path(&related.place.file);
            let line = files.shown(&related.place).map(|region| format!(":{}", region.start.line));
            let _ = write!(message, "\n{file}{}: {}", line.unwrap_or_default(), related.label);
        }
        let severity = word(settings.severity(diagnostic));
        let title = diagnostic.code.name();
        let _ = writeln!(out, "::{severity} {properties}title={title}::{}", data(&message));
    }
    out
}

/// Escapes what stands after the `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::id::SourcePath;

    #[test]
    fn separators_and_line_breaks_are_escaped() {
        let odd = SourcePath::parse("a,b:100%.md").unwrap();
        let diagnostics = [
            Diagnostic::new(Code::DeadLink, "no `50%,a::b`\r\nhere")
                .at(&odd, 2..2)
                .help("write it")
                .related(&odd, 4..5, "as here"),
            Diagnostic::new(Code::MissingVariant, "two lines").at(&odd, 0..5),
            Diagnostic::new(Code::NoPages, "the site has no pages"),
            Diagnostic::new(Code::NotUtf8, "not UTF-8")
                .at(&SourcePath::parse("b.md").unwrap(), 0..9),
        ];
        let texts = |path: &SourcePath| (path.as_str() == "a,b:100%.md").then_some("abc\nd\n");
        let expected = "\
::error file=a%2Cb%3A100%25.md,line=1,col=3,endLine=1,endColumn=4,title=dead-link::no `50%25,a::b`%0D%0Ahere%0Ahelp: write it%0Aa,b:100%25.md:2: as here
::warning file=a%2Cb%3A100%25.md,line=1,endLine=2,title=missing-variant::two lines
::error title=no-pages::the site has no pages
::error file=b.md,title=not-utf8::not UTF-8
";
        assert_eq!(github(&diagnostics, &texts, &Settings::default()), expected);
    }
}
