//! `guidepost build`: a site to its published folder.
//!
//! With errors nothing is written, as with a compiler: what is published is the last site that had none.

use super::args;
use super::env::Env;
use super::exit::{Exit, Failure};
use super::progress::Progress;
use super::report::Report;
use super::site;
use super::terminal::Terminal;
use crate::compile::{Compiled, compile};
use crate::output::{self, Written};
use crate::source::Sources;
use std::path::Path;
use std::time::{Duration, Instant};

pub(super) fn run(args: &args::Build, env: &Env, terminal: &Terminal) -> Result<Exit, Failure> {
    let start = now();
    let dir = &args.site.dir;
    site::check(dir)?;
    let folder = site::output_folder(dir, args.output_dir.as_deref())?;
    let report = Report::new(&args.report, dir, env, terminal);
    let progress = Progress::start("building", terminal);
    let sources = site::load(dir)?;
    let reading_ended = now();
    let compiled = compile(&sources, &args.site.options());
    drop(progress);
    let read = seconds(reading_ended.duration_since(start));
    terminal.detail(&format!("read in {read}, compiled in {}", seconds(reading_ended.elapsed())));
    let exit = publish(&compiled, &sources, &folder, &report, start, terminal);
    // The process ends now, which gives all of this back sooner than taking it apart would.
    std::mem::forget((sources, compiled));
    exit
}

/// Shows what is wrong, and writes the build if that is nothing.
fn publish(
    compiled: &Compiled,
    sources: &Sources,
    folder: &Path,
    report: &Report,
    start: Instant,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    report.show(&compiled.diagnostics, sources, terminal);
    if report.has_errors(&compiled.diagnostics) {
        terminal.note("nothing was written");
        return Ok(Exit::ContentErrors);
    }
    let mut waiting =
        || terminal.note(&format!("waiting for another build of `{}`", folder.display()));
    let begun = now();
    let written =
        output::write(&compiled.build, folder, &mut waiting).map_err(|error| Failure {
            exit: if error.is_disk() { Exit::Machine } else { Exit::Usage },
            message: error.to_string(),
        })?;
    let built = format!("built {} in {}", pages(compiled), seconds(start.elapsed()));
    match written {
        Written::Unchanged => {
            report.result(&format!("{built}; {} is unchanged", folder.display()), terminal);
        }
        Written::Changed { files, leftover } => {
            report.result(&format!("{built} → {}", folder.display()), terminal);
            let took = seconds(begun.elapsed());
            terminal.detail(&format!("{files} files are new or changed, written in {took}"));
            if let Some(leftover) = leftover {
                let leftover = leftover.display();
                terminal.note(&format!(
                    "the old site is still in `{leftover}`; the next build tries to delete it"
                ));
            }
        }
    }
    Ok(Exit::Fine)
}

#[expect(clippy::disallowed_methods, reason = "the author is told how long a build took")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// `24 pages`.
pub(super) fn pages(compiled: &Compiled) -> String {
    let count = compiled.build.named().filter(|path| path.extension() == Some("html")).count();
    format!("{count} page{}", if count == 1 { "" } else { "s" })
}

/// `0.12 s`, or `8 ms`.
pub(super) fn seconds(took: Duration) -> String {
    if took < Duration::from_millis(100) {
        format!("{} ms", took.as_millis())
    } else {
        format!("{:.2} s", took.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

    use super::*;
    use crate::cli::args::{FormatName, When};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::id::OutputPath;

    fn publish_with(codes: &[Code], strict: bool) -> (Exit, bool) {
        let temp = tempfile::TempDir::new().unwrap();
        let folder = temp.path().join("public");
        let env = Env::default();
        let terminal =
            Terminal::new(Box::new(std::io::sink()), Box::new(std::io::sink()), &env, When::Never);
        let args = args::Report { strict, format: Some(FormatName::Human) };
        let report = Report::new(&args, temp.path(), &env, &terminal);
        let mut compiled = Compiled::default();
        compiled.build.insert(OutputPath::parse("index.html").unwrap(), *b"page");
        compiled.diagnostics = codes.iter().map(|code| Diagnostic::new(*code, "x")).collect();
        let sources = Sources::default();
        let exit = publish(&compiled, &sources, &folder, &report, now(), &terminal).unwrap();
        (exit, folder.join("index.html").is_file())
    }

    #[test]
    fn a_site_with_errors_is_not_written() {
        assert_eq!(publish_with(&[], true), (Exit::Fine, true));
        assert_eq!(publish_with(&[Code::MissingVariant], false), (Exit::Fine, true));
        assert_eq!(publish_with(&[Code::MissingVariant], true), (Exit::ContentErrors, false));
        assert_eq!(publish_with(&[Code::DeadLink], false), (Exit::ContentErrors, false));
    }
}
