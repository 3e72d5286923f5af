//! Diagnostics as short lines, for the tests of the readers.

use crate::diagnostic::Diagnostic;

/// One line a diagnostic: its code, the text at its place, what it suggests, and its message.
pub(crate) fn show(text: &str, diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let span = diagnostic.place.as_ref().unwrap().span;
            let at = &text[span.start..span.end];
            let suggestion = diagnostic.suggestion.as_ref();
            let suggestion = suggestion.map(|s| format!(" -> `{s}`")).unwrap_or_default();
            format!("{} `{at}`{suggestion}: {}", diagnostic.code.name(), diagnostic.message)
        })
        .collect()
}
