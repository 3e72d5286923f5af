//! `guidepost completions`: a script for a shell.

use super::args::{self, Cli};
use super::exit::Exit;
use super::terminal::Terminal;
use clap::CommandFactory;

pub(super) fn run(args: &args::Completions, terminal: &Terminal) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "guidepost", &mut script);
    terminal.print(&String::from_utf8_lossy(&script));
    Exit::Fine
}
