//! `guidepost serve`: a site in the browser that follows every change.

use super::args;
use super::build::{pages, seconds};
use super::env::Env;
use super::exit::{Exit, Failure};
use super::open;
use super::problems::problems;
use super::report::Report;
use super::site;
use super::terminal::Terminal;
use crate::compile::{Compiled, Memory, Options};
use crate::config::Editor;
use crate::diagnostic::Diagnostic;
use crate::serve::{News, Problem, Settings, Workshop, serve};
use crate::source::{Changes, Sources};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) fn run(
    args: &args::Serve,
    env: &Env,
    terminal: &Arc<Terminal>,
) -> Result<Exit, Failure> {
    let dir = &args.site.dir;
    site::check(dir)?;
    let editor = env.editor.as_deref().and_then(Editor::parse);
    if env.editor.is_some() && editor.is_none() {
        return Err(Failure::usage(
            "`GUIDEPOST_EDITOR` is neither an editor that Guidepost knows, such as `vscode`, nor an address with `{file}` in it, \
             such as `vscode://file/{file}:{line}:{column}`"
                .to_owned(),
        ));
    }
    let settings =
        Settings { folder: dir.clone(), host: args.host.clone(), port: args.port, poll: args.poll };
    let studio = Studio {
        dir: dir.clone(),
        options: args.site.options(),
        memory: Mutex::default(),
        open: args.open,
        browser: env.browser.clone(),
        editor,
        report: Report::human(dir, terminal),
        terminal: terminal.clone(),
    };
    serve(&settings, Arc::new(studio)).map_err(|error| Failure::machine(error.to_string()))?;
    Ok(Exit::Fine)
}

/// The site in a folder, and its author at a terminal.
struct Studio {
    dir: PathBuf,
    options: Options,
    /// What the last compile made.
    memory: Mutex<Memory>,
    /// Whether to open the site.
    open: bool,
    /// The command to open it with, in place of the system's.
    browser: Option<OsString>,
    /// What opens a place in the author's editor, if the environment says.
    editor: Option<Editor>,
    report: Report,
    terminal: Arc<Terminal>,
}

impl Workshop for Studio {
    fn compile(&self, sources: &Sources) -> Compiled {
        // After a panic there is nothing in it.
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.compile(sources, &self.options)
    }

    fn explain(&self, sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<Problem> {
        problems(&self.dir, diagnostics, sources, self.editor.as_ref())
    }

    fn tell(&self, news: News<'_>) {
        let terminal = &self.terminal;
        match news {
            News::Listening { url, taken } => {
                if let Some(port) = taken {
                    terminal.note(&format!("port {port} is taken, so this is the next free one"));
                }
                // Also under `--quiet`: with `--port 0` nothing else says where the site is.
                terminal.print(&format!("{url}\n"));
                if self.open
                    && let Err(error) = open::open(url, self.browser.as_deref())
                {
                    terminal.note(&format!("cannot open a browser: {error}"));
                }
            }
            News::Polling { why } => {
                terminal.note(&format!("{why}, so the files are looked at several times a second"));
            }
            News::Built { changed, sources, compiled, took } => {
                self.report.show(&compiled.diagnostics, sources, terminal);
                // With errors it was not built; how many there are has just been said.
                if !self.report.has_errors(&compiled.diagnostics) {
                    let what = what_changed(changed);
                    terminal.result(&format!("{what}built {} in {}", pages(compiled), seconds(took)));
                }
            }
            News::Panicked { why } => terminal.error(&format!(
                "Guidepost itself failed and serves the pages as they were; please report this: {why}"
            )),
            News::Unreadable { why } => {
                terminal.error(&format!("cannot read {why}; trying again"));
            }
        }
    }
}

/// `content/pages/a.md changed: `, or nothing for the first build.
fn what_changed(changed: &Changes) -> String {
    let Some(first) = changed.first() else { return String::new() };
    match changed.len() - 1 {
        0 => format!("{first} changed: "),
        more => format!("{first} and {more} more changed: "),
    }
}
