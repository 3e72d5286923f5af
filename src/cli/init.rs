//! `guidepost init`: the starter site into a new or empty folder. Never writes over a file.

use super::args;
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// The starter site: path and content.
const STARTER: &[(&str, &[u8])] =
    &[("site.yaml", b"title: My guide\n"), ("content/pages/index.md", b"# My guide\n")];

pub(super) fn run(args: &args::Init, terminal: &Terminal) -> Result<Exit, Failure> {
    let dir = &args.dir;
    match first_file(dir) {
        Ok(None) => {}
        Ok(Some(name)) => {
            return Err(Failure::usage(format!(
                "`{}` is not empty (it has `{name}`); name a new folder, as in `guidepost init my-guide`",
                dir.display()
            )));
        }
        Err(error) => return Err(failed("read", dir, &error)),
    }
    write(dir, STARTER)?;
    let site = if dir == Path::new(".") { String::new() } else { format!(" {}", dir.display()) };
    terminal.result(&format!(
        "wrote {} files; now run `guidepost serve{site}` and open `content/pages` in an editor",
        STARTER.len()
    ));
    Ok(Exit::Fine)
}

/// The first file that would make the folder not ours to fill. Hidden ones do not count: `git init` may have come first.
#[expect(clippy::disallowed_methods, reason = "the new site is made on the disk")]
fn first_file(dir: &Path) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names.into_iter().min())
}

fn write(dir: &Path, files: &[(&str, &[u8])]) -> Result<(), Failure> {
    for (path, bytes) in files {
        let path = dir.join(path);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::File::create_new(&path).and_then(|mut file| file.write_all(bytes)));
        written.map_err(|error| failed("write", &path, &error))?;
    }
    Ok(())
}

fn failed(doing: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::machine(format!("cannot {doing} `{}`: {error}", path.display()))
}
