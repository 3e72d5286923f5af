//! What the environment says, read once.

use super::args::When;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

/// What the environment and the terminal say.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each variable that is on or off")]
pub(super) struct Env {
    pub(super) out_is_terminal: bool,
    pub(super) err_is_terminal: bool,
    /// The width of the terminal, if something says.
    pub(super) columns: Option<usize>,
    /// `NO_COLOR`, set and not empty (no-color.org).
    pub(super) no_color: bool,
    /// `CLICOLOR_FORCE`, set and neither empty nor 0 (bixense.com/clicolors).
    pub(super) color_forced: bool,
    /// `CLICOLOR=0`, or a terminal without colours.
    pub(super) color_off: bool,
    /// `CI`: nobody watches.
    pub(super) ci: bool,
    /// `GITHUB_ACTIONS`: the log of a workflow.
    pub(super) github: bool,
    /// `GITHUB_WORKSPACE`: the repository's folder there.
    pub(super) github_workspace: Option<PathBuf>,
    /// `BROWSER`: the command that opens a page.
    pub(super) browser: Option<OsString>,
    /// `GUIDEPOST_EDITOR`: what opens a place in the author's editor.
    pub(super) editor: Option<String>,
}

impl Env {
    /// Reads the process's own.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub(super) fn read() -> Self {
        let value = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let on = |name: &str| value(name).is_some_and(|value| value != "0" && value != "false");
        Self {
            out_is_terminal: std::io::stdout().is_terminal(),
            err_is_terminal: std::io::stderr().is_terminal(),
            columns: value("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok()),
            no_color: value("NO_COLOR").is_some(),
            color_forced: on("CLICOLOR_FORCE"),
            color_off: value("CLICOLOR").is_some_and(|value| value == "0")
                || value("TERM").is_some_and(|value| value == "dumb"),
            ci: on("CI"),
            github: on("GITHUB_ACTIONS"),
            github_workspace: value("GITHUB_WORKSPACE").map(PathBuf::from),
            browser: value("BROWSER"),
            editor: value("GUIDEPOST_EDITOR").map(|value| value.to_string_lossy().into_owned()),
        }
    }

    /// Whether to use colours on a stream. The flag decides, then `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, and last
    /// whether anyone sees them.
    pub(super) fn colour(&self, when: When, is_terminal: bool) -> bool {
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto if self.no_color => false,
            When::Auto => self.color_forced || (is_terminal && !self.color_off),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_then_no_color_then_force_decide_on_colours() {
        let all = Env { no_color: true, color_forced: true, color_off: true, ..Env::default() };
        assert!(all.colour(When::Always, false));
        assert!(!all.colour(When::Auto, true));
        let forced = Env { no_color: false, ..all };
        assert!(forced.colour(When::Auto, false));
        assert!(!forced.colour(When::Never, true));
        let off = Env { color_forced: false, ..forced };
        assert!(!off.colour(When::Auto, true));
        assert!(Env::default().colour(When::Auto, true));
        assert!(!Env::default().colour(When::Auto, false));
    }
}
