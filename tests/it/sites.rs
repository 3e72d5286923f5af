//! Whole small sites, a folder a case in `tests/sites/`: what an author would have, and in `expected/` what comes of it.
//!
//! - `expected/diagnostics.txt`: the report as a terminal shows it, without colours. Always there.
//! - `expected/files.txt`, if there: the paths of everything published save the search index, a `*` for each hash.
//! - `expected/lines.txt`, if there: written by hand, each line a path, a colon and a text that this file must hold, or after `!`
//!   must not hold. For what stands outside of `<main>`. A `*` in a path is a hash.
//! - any other file: an output; of a page what stands inside `<main>`, a block element a line.
//!
//! `UPDATE=1 cargo test` rewrites what is there and adds `diagnostics.txt`: to compare one more output, make an empty file of
//! its name. `options.yaml` beside `site.yaml` says how to build the case ([`Case`]).

use crate::files::{below, project, update, write};
use crate::html;
use guidepost::{
    Build, Compiled, Edition, InstitutionId, Options, Severity, SourcePath, Sources, compile,
    report,
};
use std::path::{Path, PathBuf};

/// How to build a case.
#[derive(Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    /// An institution, or `all`.
    institution: Option<String>,
    base_url: Option<String>,
    drafts: bool,
    /// Whether authors' own HTML in the case is not well-formed, so that the pages cannot be.
    broken_html: bool,
}

impl Case {
    fn options(&self) -> Options {
        let edition = match self.institution.as_deref() {
            None => Edition::Default,
            Some("all") => Edition::All,
            Some(id) => Edition::Of(InstitutionId::parse(id).unwrap()),
        };
        Options { edition, base_url: self.base_url.clone(), drafts: self.drafts }
    }
}

/// The folder of a case.
pub(crate) fn case(name: &str) -> PathBuf {
    project("tests/sites").join(name)
}

fn compile_case(folder: &Path) -> (Sources, Compiled, Case) {
    let options = below(folder).into_iter().find(|(path, _)| path == "options.yaml");
    let case: Case = options
        .map(|(_, bytes)| serde_yaml::from_str(std::str::from_utf8(&bytes).unwrap()).unwrap())
        .unwrap_or_default();
    let sources = Sources::load(folder).unwrap();
    let compiled = compile(&sources, &case.options());
    (sources, compiled, case)
}

/// The report as a terminal without colours shows it.
pub(crate) fn report(sources: &Sources, compiled: &Compiled) -> String {
    let texts = |path: &SourcePath| sources.text(path.as_str());
    report::render(
        report::Format::Human,
        &compiled.diagnostics,
        &texts,
        &report::Settings::default(),
    )
}

/// A path with a star for the hash of an asset.
fn star(path: &str) -> String {
    let is_hash = |part: &str| part.len() == 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let parts = path.split('.').map(|part| if is_hash(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// The paths of a build.
fn paths(build: &Build) -> String {
    // How the index is cut is no case's business; `tests/search/` is about what is found in it.
    let is_index = |path: &str| path.starts_with("search/") || path.contains("/search/");
    let files = build.iter().filter(|(path, _)| !is_index(path.as_str()));
    let mut paths: Vec<_> = files.map(|(path, _)| star(path.as_str()) + "\n").collect();
    // They came in the order of their hashes.
    paths.sort();
    paths.concat()
}

fn output<'a>(build: &'a Build, path: &str) -> Option<&'a [u8]> {
    let is_it = |own: &str| own == path || (path.contains('*') && star(own) == path);
    build.iter().find(|(own, _)| is_it(own.as_str())).map(|(_, bytes)| &**bytes)
}

/// What a file in `expected/` should hold; `None` if nothing of that name is published.
fn actual(sources: &Sources, compiled: &Compiled, path: &str) -> Option<Vec<u8>> {
    match path {
        "diagnostics.txt" => Some(report(sources, compiled).into_bytes()),
        "files.txt" => Some(paths(&compiled.build).into_bytes()),
        _ => {
            let bytes = output(&compiled.build, path)?;
            if !path.ends_with(".html") {
                return Some(bytes.to_vec());
            }
            let page = std::str::from_utf8(bytes).unwrap();
            Some(html::lines(html::inside_main(page)).into_bytes())
        }
    }
}

/// The lines of `lines.txt` that are not as they should be.
fn unlike(build: &Build, lines: &str) -> Vec<String> {
    let is_wrong = |line: &&str| {
        let (path, text) = line.split_once(": ").unwrap();
        let (path, wanted) = path.strip_prefix('!').map_or((path, true), |path| (path, false));
        let Some(bytes) = output(build, path) else { return true };
        String::from_utf8_lossy(bytes).contains(text) != wanted
    };
    lines
        .lines()
        .filter(|line| !line.is_empty())
        .filter(is_wrong)
        .map(|line| format!("lines.txt: {line}"))
        .collect()
}

fn check(folder: &Path, failures: &mut Vec<String>) {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let mut fail = |what: String| failures.push(format!("{name}: {what}"));
    let (sources, compiled, case) = compile_case(folder);
    let expected = folder.join("expected");
    let mut files = below(&expected);
    if !files.iter().any(|(path, _)| path == "diagnostics.txt") {
        files.push(("diagnostics.txt".to_owned(), Vec::new()));
        if !update() {
            fail(
                "there is no expected/diagnostics.txt; `UPDATE=1 cargo test` writes it".to_owned(),
            );
        }
    }
    for (path, bytes) in &files {
        if path == "lines.txt" {
            for line in unlike(&compiled.build, std::str::from_utf8(bytes).unwrap()) {
                fail(line);
            }
            continue;
        }
        let Some(actual) = actual(&sources, &compiled, path) else {
            fail(format!("expected/{path}: nothing of that name is published"));
            continue;
        };
        if update() {
            if actual != *bytes || bytes.is_empty() {
                write(&expected.join(path), &actual);
            }
        } else if actual != *bytes {
            fail(format!("expected/{path} differs:\n{}", difference(bytes, &actual)));
        }
    }
    let errors = compiled.diagnostics.iter().any(|d| d.severity() == Severity::Error);
    for problem in pages_problems(&compiled.build).iter().filter(|_| !case.broken_html) {
        fail(problem.clone());
    }
    for dead in html::dead_links(&compiled.build).iter().filter(|_| !errors) {
        fail(dead.clone());
    }
}

/// What is wrong with the HTML of every page.
pub(crate) fn pages_problems(build: &Build) -> Vec<String> {
    let pages = build.iter().filter(|(path, _)| path.as_str().ends_with(".html"));
    pages
        .flat_map(|(path, bytes)| {
            let problems = html::problems(std::str::from_utf8(bytes).unwrap());
            problems.into_iter().map(move |problem| format!("{path}: {problem}"))
        })
        .collect()
}

/// The first lines that differ, `-` expected, `+` actual.
fn difference(expected: &[u8], actual: &[u8]) -> String {
    let (expected, actual) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(actual));
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail =
        old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut out = format!("  line {}\n", same + 1);
    for line in old[same..old.len() - tail].iter().take(20) {
        out.push_str(&format!("  - {line}\n"));
    }
    for line in new[same..new.len() - tail].iter().take(20) {
        out.push_str(&format!("  + {line}\n"));
    }
    out
}

#[test]
fn every_site_comes_out_as_expected() {
    let mut failures = Vec::new();
    let mut folders: Vec<PathBuf> = walkdir::WalkDir::new(project("tests/sites"))
        .min_depth(1)
        .max_depth(1)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    for folder in &folders {
        check(folder, &mut failures);
    }
    assert!(
        failures.is_empty(),
        "{} wrong; `UPDATE=1` accepts:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
