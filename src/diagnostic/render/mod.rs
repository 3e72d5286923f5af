//! Diagnostics to text.
//!
//! [`render`] takes a list of diagnostics and a way to look up the text of a file, and gives one of four formats: [`human`] for
//! a terminal, [`json`] for programs, [`github`] for the log of a workflow, [`sarif`] for code scanners. [`summary`] is the last
//! word of a run in a terminal.
//!
//! Pure: opens no file, asks no terminal for its width, prints nothing. Shows diagnostics in the order given and leaves none out.
//! A span that does not fit its file is moved, a file without text is named without a line: nothing here can fail.

mod files;
mod github;
mod human;
mod json;
mod sarif;
mod summary;

use super::{Diagnostic, Severity};
use crate::id::SourcePath;
use files::Files;
pub use github::github;
pub use human::human;
pub use json::json;
pub use sarif::sarif;
pub use summary::summary;

/// Looks up the text of a file; `None` if it is not there or not UTF-8.
pub type Texts<'a> = dyn Fn(&SourcePath) -> Option<&'a str> + 'a;

/// The formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As rustc shows them: the marked line, help, a suggestion.
    #[default]
    Human,
    /// JSON Lines: one object a line.
    Json,
    /// Workflow commands of GitHub Actions: annotations on the lines of a pull request.
    Github,
    /// SARIF 2.1.0, one document.
    Sarif,
}

/// How to show diagnostics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether warnings count, and are shown, as errors.
    pub strict: bool,
    /// Whether [`human`] may use ANSI colours.
    pub colour: bool,
    /// How wide [`human`] may be, in columns. Only source lines are cut; sentences are the terminal's to wrap.
    pub width: usize,
    /// What stands before each path: the site's folder as seen from where the paths are used, empty or with a slash at its
    /// end. A terminal wants it from the current folder, GitHub from the repository's root.
    pub prefix: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { strict: false, colour: false, width: 140, prefix: String::new() }
    }
}

impl Settings {
    /// How much a diagnostic matters under these settings.
    pub fn severity(&self, diagnostic: &Diagnostic) -> Severity {
        if self.strict { Severity::Error } else { diagnostic.severity() }
    }

    /// A file's path with the prefix.
    fn path(&self, file: &SourcePath) -> String {
        format!("{}{file}", self.prefix)
    }
}

/// Shows diagnostics in a format. Ends with a line break unless it is empty.
pub fn render<'a>(
    format: Format,
    diagnostics: &[Diagnostic],
    texts: &'a Texts<'a>,
    settings: &Settings,
) -> String {
    match format {
        Format::Human => human(diagnostics, texts, settings),
        Format::Json => json(diagnostics, texts, settings),
        Format::Github => github(diagnostics, texts, settings),
        Format::Sarif => sarif(diagnostics, texts, settings),
    }
}

/// The word for a severity that every format uses.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The message and the help, one a line, for formats that show no more than one text.
fn message_and_help(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    for help in &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    text
}
