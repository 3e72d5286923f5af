//! `guidepost explain`: the page about a code, or the list of them.

use super::args;
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{Code, Severity};

pub(super) fn run(args: &args::Explain, terminal: &Terminal) -> Result<Exit, Failure> {
    let Some(name) = &args.code else {
        terminal.print(&all());
        return Ok(Exit::Fine);
    };
    // As it is printed, `error[dead-link]`, it may be pasted whole.
    let name = name.rsplit_once('[').map_or(name.as_str(), |(_, code)| code).trim_end_matches(']');
    let Some(code) = Code::parse(name) else {
        let near = Code::nearest(name).map(|code| format!("; did you mean `{}`?", code.name()));
        return Err(Failure::usage(format!(
            "there is no code `{name}`{}",
            near.unwrap_or_else(|| "; `guidepost explain` lists them".into())
        )));
    };
    terminal.print(&code.explain(terminal.out_colour()));
    Ok(Exit::Fine)
}

fn all() -> String {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default();
    let line = |code: &Code| {
        let word = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!("{:width$}  {word:7}  {}\n", code.name(), code.summary())
    };
    Code::ALL.iter().map(line).collect()
}
