//! Every code has a page, and the page tells the truth: its example gives exactly that code, its correction gives nothing.

use guidepost::{Code, Compiled, Options, Sources, compile};
use std::fmt::Write as _;

/// Codes whose example cannot be a text fixture, with the reason.
const NOT_IN_TEXT: &[(Code, &str)] =
    &[(Code::NotUtf8, "a fixture is a Rust string, which is UTF-8 always")];

const FENCE: &str = "````";

fn is_text_fixture(code: Code) -> bool {
    NOT_IN_TEXT.iter().all(|(other, _)| *other != code)
}

/// The body of a section, without the headings that stand in examples.
fn section(page: &str, heading: &str) -> Option<String> {
    let mut body: Option<String> = None;
    let mut in_fence = false;
    for line in page.lines() {
        in_fence ^= line.starts_with(FENCE);
        if !in_fence && let Some(name) = line.strip_prefix("## ") {
            if body.is_some() {
                break;
            }
            body = (name == heading).then(String::new);
        } else if let Some(body) = &mut body {
            body.push_str(line);
            body.push('\n');
        }
    }
    body
}

/// The site in a section's one fence.
fn fixture(page: &str, heading: &str) -> Option<String> {
    let body = section(page, heading)?;
    let (_, site) = body.split_once("````text\n")?;
    let (site, after) = site.split_once("````\n")?;
    (!after.contains(FENCE)).then(|| site.to_owned())
}

/// All that an example gave, to be read in a failure.
fn describe(compiled: &Compiled) -> String {
    let mut text = String::new();
    for diagnostic in &compiled.diagnostics {
        let place = diagnostic.place.as_ref();
        let place = place.map(|p| format!(" at {}:{:?}", p.file, p.span)).unwrap_or_default();
        let _ = writeln!(text, "      {}: {}{place}", diagnostic.code.name(), diagnostic.message);
        for help in &diagnostic.help {
            let _ = writeln!(text, "        help: {help}");
        }
    }
    if text.is_empty() { "      nothing\n".to_owned() } else { text }
}

#[track_caller]
fn no_failures(failures: &[String]) {
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_page_has_its_sections() {
    let mut failures = Vec::new();
    for &code in Code::ALL {
        let (name, page) = (code.name(), code.page());
        if !page.starts_with(&format!("# {name}\n\n")) {
            failures.push(format!("  {name}: begins with `# {name}`"));
        }
        for heading in ["Why it matters", "Example", "Instead"] {
            if section(page, heading).is_none_or(|body| body.trim().is_empty()) {
                failures.push(format!("  {name}: has no `## {heading}`"));
            }
        }
        for heading in ["Example", "Instead"] {
            if fixture(page, heading).is_some() != is_text_fixture(code) {
                failures.push(format!("  {name}: `{heading}` has one fence of four backticks"));
            }
        }
    }
    no_failures(&failures);
}

#[test]
fn every_page_of_codes_belongs_to_a_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/codes");
    #[expect(clippy::disallowed_methods, reason = "reads the project's own folder")]
    let entries = std::fs::read_dir(folder).unwrap();
    let mut failures = Vec::new();
    for entry in entries {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(code) = name.strip_suffix(".md")
            && Code::parse(code).is_none()
        {
            failures.push(format!("  {name}"));
        }
    }
    no_failures(&failures);
}

#[test]
fn examples_give_their_code_and_corrections_give_nothing() {
    let mut failures = Vec::new();
    for &code in Code::ALL.iter().filter(|code| is_text_fixture(**code)) {
        let name = code.name();
        for (heading, expected) in [("Example", &[code][..]), ("Instead", &[])] {
            let Some(site) = fixture(code.page(), heading) else {
                failures.push(format!("  {name}, {heading}: no fixture"));
                continue;
            };
            let compiled = compile(&Sources::from_fixture(&site), &Options::default());
            let codes: Vec<Code> = compiled.diagnostics.iter().map(|d| d.code).collect();
            if codes != expected {
                failures.push(format!("  {name}, {heading}: gives\n{}", describe(&compiled)));
            }
        }
    }
    no_failures(&failures);
}
