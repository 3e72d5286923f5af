//! The drawing of `ARCHITECTURE.md` as a test: data flows one way, input and output happen at the ends, and what is known about
//! the first guide's subject stays out of the compiler.

use crate::files::{below, project, read};
use std::collections::BTreeSet;

/// Each module and those that it may use. A module stands below all that it uses, so there can be no circle.
const LAYERS: &[(&str, &[&str])] = &[
    // The ground floor.
    ("id", &[]),
    ("memory", &[]),
    ("highlight", &[]),
    ("diagnostic", &["id"]),
    ("config", &["id", "diagnostic"]),
    // The stages.
    ("source", &["id", "diagnostic", "config"]),
    ("snippet", &["id", "diagnostic"]),
    ("markup", &["id", "highlight", "diagnostic", "config", "source", "snippet"]),
    ("site", &["id", "memory", "highlight", "diagnostic", "config", "source", "markup", "snippet"]),
    ("check", &["id", "highlight", "diagnostic", "config", "source", "markup", "snippet", "site"]),
    ("search", &["id", "highlight", "diagnostic", "config", "source", "markup", "snippet", "site"]),
    (
        "render",
        &[
            "id",
            "memory",
            "highlight",
            "diagnostic",
            "config",
            "source",
            "markup",
            "snippet",
            "site",
            "search",
        ],
    ),
    // The one way through them.
    (
        "compile",
        &[
            "id",
            "highlight",
            "diagnostic",
            "config",
            "source",
            "markup",
            "snippet",
            "site",
            "check",
            "search",
            "render",
        ],
    ),
    // What the result is for: these may do input and output.
    ("output", &["id", "diagnostic", "source", "render", "compile"]),
    ("serve", &["id", "diagnostic", "config", "source", "render", "compile"]),
    ("cli", &["id", "diagnostic", "config", "source", "render", "compile", "output", "serve"]),
];

/// Where the lint against input and output may be lifted.
const DOORS: &[&str] = &["src/source/load/", "src/output/", "src/serve/", "src/cli/"];

/// What `clippy.toml` must ban at least.
const BANNED: &[&str] = &[
    "std::fs::read",
    "std::fs::read_to_string",
    "std::fs::read_dir",
    "std::fs::write",
    "std::fs::metadata",
    "std::fs::File::open",
    "std::fs::File::create",
    "std::path::Path::exists",
    "std::env::var",
    "std::env::var_os",
    "std::env::current_dir",
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "std::process::exit",
];

/// The Rust files of the compiler with their text, without what only tests see.
fn sources() -> Vec<(String, String)> {
    below(&project("src"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .filter(|(path, _)| !path.ends_with("/tests.rs") && !path.ends_with("/testing.rs"))
        .map(|(path, bytes)| (path, without_tests(&String::from_utf8(bytes).unwrap())))
        .collect()
}

/// Takes out comments and what stands behind `#[cfg(test)]` at the start of a line.
fn without_tests(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" {
            let opens = lines.next().is_some_and(|line| line.ends_with('{'));
            let _ = lines.by_ref().take_while(|_| opens).find(|line| *line == "}");
        } else if !line.trim_start().starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The module at the top that a file belongs to, and the path of modules inside of which its items stand.
fn modules(path: &str) -> Vec<&str> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').collect()
}

/// The modules at the top that a file uses: what follows `crate::`, or enough `super::` to reach the root.
fn uses<'a>(path: &str, text: &'a str) -> BTreeSet<&'a str> {
    let depth = modules(path).len();
    let root = "super::".repeat(depth);
    let mut found = BTreeSet::new();
    for start in ["crate::", root.as_str()] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let rest = &text[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(first_names(group)),
                None => found.extend(name(rest)),
            }
        }
    }
    found.remove("super");
    found
}

/// The first name of each path in a group `{a, b::c, d::{e, f}}`, of which the brace is already taken.
fn first_names(group: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.extend(name(group[start..at].trim_start()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

/// The arrows that the drawing does not have.
fn backward(path: &str, text: &str) -> Vec<String> {
    let own = modules(path)[0];
    if own == "lib" || own == "main" {
        return Vec::new();
    }
    let Some((_, allowed)) = LAYERS.iter().find(|(module, _)| *module == own) else {
        return vec![format!("src/{path}: `{own}` stands nowhere in LAYERS")];
    };
    let wrong = uses(path, text).into_iter().filter(|used| *used != own && !allowed.contains(used));
    wrong.map(|used| format!("src/{path}: `{own}` must not use `{used}`")).collect()
}

#[track_caller]
fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_layers_have_no_circle() {
    for (number, (module, allowed)) in LAYERS.iter().enumerate() {
        let above: BTreeSet<&str> = LAYERS[..number].iter().map(|(module, _)| *module).collect();
        assert!(allowed.iter().all(|used| above.contains(used)), "`{module}` uses what follows it");
    }
}

#[test]
fn every_use_follows_the_arrows() {
    let sources = sources();
    assert!(sources.len() > 50, "the sources are not found");
    let wrong: Vec<String> = sources.iter().flat_map(|(path, text)| backward(path, text)).collect();
    nothing(&wrong);
}

#[test]
fn an_arrow_that_runs_back_is_found_however_it_is_written() {
    for text in [
        "use crate::site::Page;",
        "use crate::{id::PageId, site};",
        "fn f() -> crate::site::Page {}",
        "let x = super::super::super::site::build();",
    ] {
        let wrong = backward("markup/fence/info.rs", text);
        assert_eq!(wrong, ["src/markup/fence/info.rs: `markup` must not use `site`"], "{text}");
    }
    for text in ["use super::site;", "use crate::markup::site;", "// crate::site", "my_crate::site"]
    {
        assert!(backward("markup/lower.rs", &without_tests(text)).is_empty(), "{text}");
    }
    let tests =
        "use crate::id;\n#[cfg(test)]\nmod tests {\n    use crate::site;\n}\nuse crate::render;\n";
    assert_eq!(backward("markup/lower.rs", &without_tests(tests)).len(), 1);
}

#[test]
fn input_and_output_stay_at_the_ends() {
    let clippy = read("clippy.toml");
    let banned: BTreeSet<&str> = clippy.split('"').collect();
    for function in BANNED {
        assert!(banned.contains(function), "`clippy.toml` no longer bans `{function}`");
    }
    let lifts = |text: &str| {
        ["expect", "allow"]
            .iter()
            .any(|how| text.contains(&format!("{how}(clippy::disallowed_methods")))
    };
    let open = sources()
        .into_iter()
        .filter(|(_, text)| lifts(text))
        .map(|(path, _)| format!("src/{path}"));
    let wrong: Vec<String> = open
        .filter(|path| !DOORS.iter().any(|door| path.starts_with(door)))
        .map(|path| format!("{path}: only {DOORS:?} may lift the lint against input and output"))
        .collect();
    nothing(&wrong);
}

#[test]
fn the_compiler_knows_nothing_of_the_first_guide() {
    let mut wrong = Vec::new();
    for folder in ["src", "themes"] {
        for (path, bytes) in below(&project(folder)) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            for (number, line) in
                text.lines().enumerate().filter(|(_, line)| line.contains("canvas"))
            {
                wrong.push(format!("{folder}/{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn every_dependency_is_explained() {
    let manifest = read("Cargo.toml");
    let section = manifest.split("[dependencies]").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    let lines = section.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    assert!(names.contains(&"pulldown-cmark"), "the dependencies are not found");
    let page = read("ARCHITECTURE.md");
    let wrong: Vec<String> = names
        .iter()
        .filter(|name| !page.contains(&format!("`{name}`")))
        .map(|name| format!("ARCHITECTURE.md does not say why there is `{name}`"))
        .collect();
    nothing(&wrong);
}

#[test]
fn modules_of_the_drawing_are_those_of_the_library() {
    let library = read("src/lib.rs");
    let library = library.lines().map(|line| line.strip_prefix("pub ").unwrap_or(line));
    let modules = library.filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(
            LAYERS.iter().any(|(known, _)| *known == module),
            "`{module}` stands nowhere in LAYERS"
        );
    }
}
