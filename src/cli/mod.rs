//! The command line: arguments to one command, its result to text and an exit code.
//!
//! 1. [`args`] is what can be typed; clap makes help and completions from it.
//! 2. [`env`] is what the environment and the terminal say; [`terminal`] is where text goes.
//! 3. A file a command: each returns an [`Exit`], or a [`Failure`](exit::Failure) that says why it could not do its work.
//!
//! Results go to stdout and diagnostics to stderr, but in a format for programs the diagnostics are the result. Only this
//! module reads the environment, and only `main` ends the process.

mod args;
mod build;
mod check;
mod completions;
mod env;
mod exit;
mod explain;
mod fork;
mod init;
mod list;
mod open;
mod problems;
mod progress;
mod report;
mod serve;
mod site;
mod terminal;

use args::{Cli, Command};
use clap::Parser;
use env::Env;
use exit::Exit;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use terminal::Terminal;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let out = Box::new(std::io::stdout());
    let err = Box::new(std::io::stderr());
    invoke(std::env::args_os().collect(), &Env::read(), out, err).into()
}

/// Runs a command with everything that it may read or write to given from outside.
fn invoke(
    args: Vec<OsString>,
    env: &Env,
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let terminal = Terminal::new(out, err, env, args::When::Auto);
            return terminal.usage(&error);
        }
    };
    let mut terminal = Terminal::new(out, err, env, cli.color);
    terminal.quiet = cli.quiet;
    terminal.verbose = cli.verbose;
    let terminal = Arc::new(terminal);
    let result = match &cli.command {
        Command::Init(args) => init::run(args, &terminal),
        Command::Build(args) => build::run(args, env, &terminal),
        Command::Serve(args) => serve::run(args, env, &terminal),
        Command::Check(args) => check::run(args, env, &terminal),
        Command::Fork(args) => fork::run(args, &terminal),
        Command::List(args) => list::run(args, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
        Command::Completions(args) => Ok(completions::run(args, &terminal)),
    };
    result.unwrap_or_else(|failure| {
        terminal.error(&failure.message);
        failure.exit
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests make folders to run in")]
mod tests;
