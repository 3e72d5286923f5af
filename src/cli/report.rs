//! Diagnostics to the right stream in the right format.

use super::args;
use super::env::Env;
use super::site;
use super::terminal::Terminal;
use crate::diagnostic::render::{Format, Settings, render, summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::id::SourcePath;
use crate::source::Sources;
use std::path::Path;

/// How a run shows and judges diagnostics.
pub(super) struct Report {
    pub(super) format: Format,
    settings: Settings,
}

impl Report {
    /// For `build` and `check` of the site in `dir`.
    pub(super) fn new(args: &args::Report, dir: &Path, env: &Env, terminal: &Terminal) -> Self {
        let format = match args.format {
            Some(name) => name.into(),
            None if env.github => Format::Github,
            None => Format::Human,
        };
        let prefix = match (&env.github_workspace, format) {
            // There, paths are looked up from the repository's root.
            (Some(root), Format::Github | Format::Sarif) => {
                below(dir, root).unwrap_or_else(|| site::prefix(dir))
            }
            _ => site::prefix(dir),
        };
        Self { format, settings: settings(args.strict, prefix, terminal) }
    }

    /// For `serve`.
    pub(super) fn human(dir: &Path, terminal: &Terminal) -> Self {
        let settings = settings(false, site::prefix(dir), terminal);
        Self { format: Format::Human, settings }
    }

    /// Whether one of them counts as an error.
    pub(super) fn has_errors(&self, diagnostics: &[Diagnostic]) -> bool {
        diagnostics.iter().any(|d| self.settings.severity(d) == Severity::Error)
    }

    /// Shows them: to stderr for people, to stdout for programs.
    pub(super) fn show(&self, diagnostics: &[Diagnostic], sources: &Sources, terminal: &Terminal) {
        let text = |path: &SourcePath| sources.text(path.as_str());
        let shown = render(self.format, diagnostics, &text, &self.settings);
        if self.format == Format::Human {
            terminal.diagnostics(&shown);
            if !terminal.quiet {
                terminal.diagnostics(&summary(diagnostics, &self.settings));
            }
        } else {
            terminal.print(&shown);
        }
    }

    /// A line about what was done: to stdout, unless the diagnostics are there.
    pub(super) fn result(&self, text: &str, terminal: &Terminal) {
        if self.format == Format::Human {
            terminal.result(text);
        } else {
            terminal.note(text);
        }
    }
}

fn settings(strict: bool, prefix: String, terminal: &Terminal) -> Settings {
    Settings { strict, colour: terminal.err_colour(), width: terminal.width, prefix }
}

/// The prefix of a site's paths as seen from `root`, if it is below.
fn below(dir: &Path, root: &Path) -> Option<String> {
    let dir = dir.canonicalize().ok()?;
    let inside = dir.strip_prefix(root.canonicalize().ok()?).ok()?;
    Some(site::prefix(inside))
}
