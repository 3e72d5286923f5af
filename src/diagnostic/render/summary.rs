//! A list of diagnostics to the last lines of a run: how many there are, and where to read on.

use super::{Settings, word};
use crate::diagnostic::{Code, Diagnostic, Severity};
use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_WARNING_STYLE, Style,
};
use std::collections::BTreeSet;

/// Says how many errors and warnings there are, and how to learn more about them. Empty if there are none.
///
/// ```text
/// 3 errors, 1 warning
/// run `guidepost explain CODE` to learn more: `unknown-key`, `dead-link`
/// ```
pub fn summary(diagnostics: &[Diagnostic], settings: &Settings) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let count = |severity| diagnostics.iter().filter(|d| settings.severity(d) == severity).count();
    let counts: Vec<String> = [Severity::Error, Severity::Warning]
        .into_iter()
        .map(|severity| (severity, count(severity)))
        .filter(|(_, n)| *n > 0)
        .map(|(severity, n)| {
            let style = match severity {
                Severity::Error => DEFAULT_ERROR_STYLE,
                Severity::Warning => DEFAULT_WARNING_STYLE,
            };
            let plural = if n == 1 { "" } else { "s" };
            paint(&format!("{n} {}{plural}", word(severity)), style, settings)
        })
        .collect();
    let codes: BTreeSet<Code> = diagnostics.iter().map(|d| d.code).collect();
    let name = |code: &Code| paint(&format!("`{}`", code.name()), DEFAULT_EMPHASIS_STYLE, settings);
    let more = match codes.first() {
        Some(code) if codes.len() == 1 => {
            let command = format!("`guidepost explain {}`", code.name());
            format!("run {} to learn more", paint(&command, DEFAULT_EMPHASIS_STYLE, settings))
        }
        _ => {
            let names: Vec<String> = codes.iter().map(name).collect();
            format!("run `guidepost explain CODE` to learn more: {}", names.join(", "))
        }
    };
    format!("{}\n{more}\n", counts.join(", "))
}

fn paint(text: &str, style: Style, settings: &Settings) -> String {
    if settings.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_codes_are_named_once() {
        let errors = || Diagnostic::new(Code::UnknownKey, "x");
        let warning = Diagnostic::new(Code::MissingVariant, "y");
        let settings = Settings::default();
        assert_eq!(summary(&[], &settings), "");
        assert_eq!(
            summary(&[errors(), errors()], &settings),
            "2 errors\nrun `guidepost explain unknown-key` to learn more\n"
        );
        assert_eq!(
            summary(&[warning, errors()], &settings),
            "1 error, 1 warning\nrun `guidepost explain CODE` to learn more: `unknown-key`, `missing-variant`\n"
        );
    }

    #[test]
    fn strict_counts_warnings_as_errors() {
        let warning = Diagnostic::new(Code::MissingVariant, "y");
        let settings = Settings { strict: true, ..Settings::default() };
        assert!(summary(&[warning], &settings).starts_with("1 error\n"));
    }
}
