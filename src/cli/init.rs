//! `guidepost init`: the starter site into a new or empty folder. Never writes over a file.

use super::args;
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::source::embedded::STARTER;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

pub(super) fn run(args: &args::Init, terminal: &Terminal) -> Result<Exit, Failure> {
    let dir = &args.dir;
    fill(dir, STARTER)?;
    let site = if dir == Path::new(".") { String::new() } else { format!(" {}", dir.display()) };
    terminal.result(&format!(
        "wrote {} files; now run `guidepost serve{site}` and open `content/pages` in an editor",
        STARTER.len()
    ));
    Ok(Exit::Fine)
}

/// Writes the files into the folder, if it is new or empty.
fn fill(dir: &Path, files: &[(&str, &[u8])]) -> Result<(), Failure> {
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

fn failed(doing: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::machine(format!("cannot {doing} `{}`: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests make folders to fill")]

    use super::*;

    #[test]
    fn fills_a_new_or_empty_folder_and_no_other() {
        let temp = tempfile::TempDir::new().unwrap();
        fs::create_dir(temp.path().join(".git")).unwrap();
        let files: &[(&str, &[u8])] =
            &[("site.yaml", b"title: A"), ("content/pages/index.md", b"A")];
        fill(temp.path(), files).unwrap();
        assert_eq!(fs::read(temp.path().join("content/pages/index.md")).unwrap(), b"A");
        let failure = fill(temp.path(), files).unwrap_err();
        assert_eq!(failure.exit, Exit::Usage);
        assert!(failure.message.contains("not empty (it has `content`)"), "{}", failure.message);
        fill(&temp.path().join("new/site"), files).unwrap();
    }
}
