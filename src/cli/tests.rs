//! Whole commands in a temporary folder: what they print where, and how they end.

use super::*;
use clap::CommandFactory;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// What a command wrote.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs a line of words; `DIR` stands for the folder.
fn guidepost(line: &str, dir: &Path) -> (Exit, String, String) {
    let words = ["guidepost"].into_iter().chain(line.split_whitespace());
    let args = words.map(|word| word.replace("DIR", dir.to_str().unwrap()).into()).collect();
    let (out, err) = (Sink::default(), Sink::default());
    let exit = invoke(args, &Env::default(), Box::new(out.clone()), Box::new(err.clone()));
    (exit, out.text(), err.text())
}

fn site() -> TempDir {
    let temp = TempDir::new().unwrap();
    std::fs::create_dir_all(temp.path().join("content/pages")).unwrap();
    std::fs::write(temp.path().join("content/pages/index.md"), "# Hello\n").unwrap();
    temp
}

#[test]
fn the_arguments_contradict_nothing() {
    Cli::command().debug_assert();
}

#[test]
fn help_and_version_are_results_and_a_wrong_flag_is_not() {
    let dir = Path::new(".");
    let (exit, out, err) = guidepost("--help", dir);
    assert_eq!((exit, err.as_str()), (Exit::Fine, ""));
    assert!(out.contains("serve"), "{out}");
    assert_eq!(guidepost("--version", dir).1, format!("guidepost {}\n", env!("CARGO_PKG_VERSION")));
    for wrong in [
        "",
        "biuld",
        "build --nothing",
        "build --all --institution a",
        "build --institution A!",
        "build --base-url guides",
    ] {
        let (exit, out, err) = guidepost(wrong, dir);
        assert_eq!((exit, out.as_str()), (Exit::Usage, ""), "{wrong}");
        assert!(!err.is_empty(), "{wrong}");
    }
}

#[test]
fn a_folder_that_is_no_site_is_a_wrong_usage() {
    let temp = TempDir::new().unwrap();
    for command in ["build DIR", "check DIR", "serve DIR", "list DIR", "fork a DIR", "check DIR/x"]
    {
        let (exit, out, err) = guidepost(command, temp.path());
        assert_eq!((exit, out.as_str()), (Exit::Usage, ""), "{command}");
        assert!(err.contains("is not a Guidepost site") && err.contains("guidepost init"), "{err}");
    }
}

#[test]
fn build_writes_public_in_the_site_and_says_so() {
    let temp = site();
    let (exit, out, err) = guidepost("build DIR", temp.path());
    assert_eq!((exit, err.as_str()), (Exit::Fine, ""));
    assert!(out.starts_with("built ") && out.contains(" → "), "{out}");
    assert!(temp.path().join("public").is_dir());
    let (_, out, _) = guidepost("build DIR", temp.path());
    assert!(out.contains("is unchanged"), "{out}");
    assert_eq!(guidepost("build DIR --quiet", temp.path()).1, "");
}

#[test]
fn build_refuses_a_folder_that_is_not_its_own() {
    let temp = site();
    std::fs::create_dir(temp.path().join("mine")).unwrap();
    std::fs::write(temp.path().join("mine/file"), "").unwrap();
    let (exit, _, err) = guidepost("build DIR --output-dir DIR/mine", temp.path());
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("mine") && err.contains("did not write"), "{err}");
}

#[test]
fn a_format_for_programs_has_stdout_to_itself() {
    let temp = site();
    let (exit, out, err) = guidepost("check DIR --format json", temp.path());
    assert_eq!((exit, out.as_str()), (Exit::Fine, ""));
    assert!(err.starts_with("checked "), "{err}");
    let (_, out, _) = guidepost("check DIR --format sarif", temp.path());
    assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{out}");
}

#[test]
fn init_leaves_a_full_folder_alone() {
    let temp = site();
    let (exit, out, err) = guidepost("init DIR", temp.path());
    assert_eq!((exit, out.as_str()), (Exit::Usage, ""));
    assert!(err.contains("not empty"), "{err}");
}

#[test]
fn fork_writes_a_profile_once() {
    let temp = site();
    let (exit, out, _) = guidepost("fork otago DIR", temp.path());
    assert_eq!(exit, Exit::Fine);
    assert!(out.contains("--institution otago"), "{out}");
    let path = temp.path().join("content/institutions/otago/institution.yaml");
    assert!(std::fs::read_to_string(&path).unwrap().contains("\nname: Otago\n"));
    std::fs::write(&path, "name: Mine\n").unwrap();
    assert_eq!(guidepost("fork otago DIR", temp.path()).0, Exit::Usage);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "name: Mine\n");
}

#[test]
fn list_is_json_for_a_matrix() {
    let temp = site();
    assert_eq!(guidepost("list DIR --format json", temp.path()).1, "[]\n");
    guidepost("fork otago DIR --name Otago!", temp.path());
    let (exit, out, _) = guidepost("list DIR --format json", temp.path());
    assert_eq!(exit, Exit::Fine);
    assert_eq!(out, "[{\"id\":\"otago\",\"name\":\"Otago!\",\"default\":false}]\n");
}

#[test]
fn explain_takes_a_code_as_it_is_printed() {
    let dir = Path::new(".");
    let (exit, out, _) = guidepost("explain error[dead-link]", dir);
    assert_eq!(exit, Exit::Fine);
    assert!(out.contains("dead-link"), "{out}");
    let (exit, _, err) = guidepost("explain daed-link", dir);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("did you mean `dead-link`?"), "{err}");
    let (_, out, _) = guidepost("explain", dir);
    assert_eq!(out.lines().count(), crate::Code::ALL.len());
}

#[test]
fn completions_are_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (exit, out, _) = guidepost(&format!("completions {shell}"), Path::new("."));
        assert_eq!(exit, Exit::Fine);
        assert!(out.contains("guidepost") && out.contains("output-dir"), "{shell}");
    }
}

#[test]
fn a_closed_pipe_is_fine() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let args = ["guidepost", "explain"].map(Into::into).to_vec();
    assert_eq!(invoke(args, &Env::default(), Box::new(Closed), Box::new(Closed)), Exit::Fine);
}

#[test]
fn a_github_workflow_gets_annotations_unless_asked_otherwise() {
    use crate::diagnostic::render::Format;
    let env = Env { github: true, ..Env::default() };
    let terminal =
        Terminal::new(Box::new(Sink::default()), Box::new(Sink::default()), &env, args::When::Auto);
    let format = |format| {
        let args = args::Report { strict: false, format };
        report::Report::new(&args, Path::new("."), &env, &terminal).format
    };
    assert_eq!(format(None), Format::Github);
    assert_eq!(format(Some(args::FormatName::Human)), Format::Human);
}
