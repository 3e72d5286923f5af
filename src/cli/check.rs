//! `guidepost check`: what is wrong with a site. Writes nothing.

use super::args;
use super::build::{now, pages, seconds};
use super::env::Env;
use super::exit::{Exit, Failure};
use super::progress::Progress;
use super::report::Report;
use super::site;
use super::terminal::Terminal;
use crate::compile::compile;

pub(super) fn run(args: &args::Check, env: &Env, terminal: &Terminal) -> Result<Exit, Failure> {
    let start = now();
    let dir = &args.site.dir;
    site::check(dir)?;
    let report = Report::new(&args.report, dir, env, terminal);
    let progress = Progress::start("checking", terminal);
    let sources = site::load(dir)?;
    let compiled = compile(&sources, &args.site.options());
    drop(progress);
    report.show(&compiled.diagnostics, &sources, terminal);
    if report.has_errors(&compiled.diagnostics) {
        return Ok(Exit::ContentErrors);
    }
    let checked = format!("checked {} in {}", pages(&compiled), seconds(start.elapsed()));
    let all_well = if compiled.diagnostics.is_empty() { ": nothing wrong" } else { ": no errors" };
    report.result(&format!("{checked}{all_well}"), terminal);
    Ok(Exit::Fine)
}
