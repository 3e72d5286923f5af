//! Where text goes.
//!
//! A closed pipe (`guidepost list | head -1`) is no failure: what comes after is not written.

use super::args::When;
use super::env::Env;
use super::exit::Exit;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// The two streams, and how to write to them.
pub(super) struct Terminal {
    out: Stream,
    err: Stream,
    /// Whether to leave out what is only good to know.
    pub(super) quiet: bool,
    /// Whether to tell more.
    pub(super) verbose: bool,
    /// How wide diagnostics may be, in columns.
    pub(super) width: usize,
    /// Whether someone may watch a moving line on stderr.
    pub(super) watched: bool,
}

struct Stream {
    /// `None` once the other end has closed it.
    to: Mutex<Option<Box<dyn Write + Send>>>,
    colour: bool,
}

impl Stream {
    fn write(&self, text: &str) {
        let mut to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stream) = to.as_mut() {
            let written = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
            if written.is_err() {
                *to = None;
            }
        }
    }
}

impl Terminal {
    pub(super) fn new(
        out: Box<dyn Write + Send>,
        err: Box<dyn Write + Send>,
        env: &Env,
        when: When,
    ) -> Self {
        let stream = |to, is_terminal| Stream {
            to: Mutex::new(Some(to)),
            colour: env.colour(when, is_terminal),
        };
        Self {
            out: stream(out, env.out_is_terminal),
            err: stream(err, env.err_is_terminal),
            quiet: false,
            verbose: false,
            width: env.columns.unwrap_or(140),
            watched: env.err_is_terminal && !env.ci && !env.color_off,
        }
    }

    /// Whether stdout takes colours.
    pub(super) fn out_colour(&self) -> bool {
        self.out.colour
    }

    /// Whether stderr takes colours.
    pub(super) fn err_colour(&self) -> bool {
        self.err.colour
    }

    /// Writes what was asked for to stdout, as it is.
    pub(super) fn print(&self, text: &str) {
        self.out.write(text);
    }

    /// Writes a line about what was done to stdout.
    pub(super) fn result(&self, text: &str) {
        if !self.quiet {
            self.out.write(&format!("{text}\n"));
        }
    }

    /// Writes diagnostics to stderr, as they are.
    pub(super) fn diagnostics(&self, text: &str) {
        self.err.write(text);
    }

    /// Writes a line that is good to know to stderr.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.err.write(&format!("{text}\n"));
        }
    }

    /// Writes a line for the curious to stderr.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            self.err.write(&format!("{text}\n"));
        }
    }

    /// Writes why the command failed to stderr.
    pub(super) fn error(&self, text: &str) {
        let word = if self.err.colour { "\x1b[1;31merror\x1b[0m" } else { "error" };
        self.err.write(&format!("{word}: {text}\n"));
    }

    /// Writes the help, the version, or what is wrong with the arguments.
    pub(super) fn usage(&self, error: &clap::Error) -> Exit {
        let (stream, exit) =
            if error.use_stderr() { (&self.err, Exit::Usage) } else { (&self.out, Exit::Fine) };
        let text = error.render();
        stream.write(&if stream.colour { text.ansi().to_string() } else { text.to_string() });
        exit
    }
}
