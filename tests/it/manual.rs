//! The manual in `docs/` tells the truth: it compiles without a mistake, and its lists of codes, settings and flags are those of the
//! program. `UPDATE=1` writes the list of codes anew.

#![expect(clippy::disallowed_methods, reason = "the manual is read from the disk")]

use guidepost::{Code, Options, Severity, Sources, compile};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn docs(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(docs(path)).unwrap()
}

#[test]
fn the_manual_has_no_mistakes() {
    let sources = Sources::load(&docs("")).unwrap();
    let compiled = compile(&sources, &Options::default());
    assert_eq!(compiled.diagnostics, []);
}

#[test]
fn the_list_of_codes_is_that_of_the_program() {
    let mut list = "| Code | Severity | What it is |\n|---|---|---|\n".to_owned();
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = writeln!(list, "| `{}` | {severity} | {} |", code.name(), code.summary());
    }
    let path = "content/parts/codes.md";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(docs(path), &list).unwrap();
    }
    assert_eq!(read(path), list, "`UPDATE=1 cargo test --test it manual` writes docs/{path}");
}

/// The keys that a file may have: what is known where one is not.
fn keys(file: &str, text: &str) -> Vec<String> {
    // A profile is read only for an edition.
    let sources = Sources::default()
        .with_file("site.yaml", "institution: a\n")
        .with_file("content/institutions/a/institution.yaml", "name: A\n")
        .with_file("content/pages/index.md", "# A\n")
        .with_file(file, text);
    let compiled = compile(&sources, &Options::default());
    let unknown = compiled.diagnostics.iter().find(|d| d.code == Code::UnknownKey).unwrap();
    let known = unknown.help.iter().find_map(|help| help.strip_prefix("known here: ")).unwrap();
    known.split(", ").map(|key| key.trim_matches('`').to_owned()).collect()
}

#[test]
fn every_setting_is_in_the_manual() {
    let manual = read("content/pages/reference/settings.md");
    let files = [
        ("## site.yaml", "site.yaml", "zzz: 1\n"),
        ("## institution.yaml", "content/institutions/a/institution.yaml", "zzz: 1\n"),
        ("## Browsers", "content/browsers/a.yaml", "zzz: 1\n"),
        ("## Front matter", "content/pages/index.md", "---\nzzz: 1\n---\n"),
        ("## Search", "site.yaml", "search: { zzz: 1 }\n"),
        ("## Fields", "site.yaml", "institution-fields: { a: { type: text, zzz: 1 } }\n"),
    ];
    for (heading, file, text) in files {
        let (_, section) = manual.split_once(heading).unwrap();
        let section = section.split("\n## ").next().unwrap();
        for key in keys(file, text) {
            assert!(section.contains(&format!("\n| `{key}` |")), "{heading}: {key}");
        }
    }
}

#[test]
fn every_command_and_flag_is_in_the_manual() {
    let manual = read("content/pages/reference/command-line.md");
    let help = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_guidepost")).args(args).arg("--help").output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let all = help(&[]);
    let commands = all.split_once("Commands:\n").unwrap().1.split("\n\n").next().unwrap();
    for command in commands.lines().filter_map(|line| line.split_whitespace().next()) {
        if command == "help" {
            continue;
        }
        assert!(manual.contains(&format!("\n## {command} {{#{command}}}")), "{command}");
        let text = help(&[command]);
        let options = text.split_once("Options:\n").unwrap().1;
        // `  -p, --port <PORT>  The port`, or the flag alone on its line.
        let flags = options.lines().filter(|line| line.trim_start().starts_with('-'));
        for flag in
            flags.flat_map(|line| line.split([' ', ',', ']']).filter(|w| w.starts_with("--")))
        {
            assert!(manual.contains(&format!("`{flag}")), "{command} {flag}");
        }
    }
}
