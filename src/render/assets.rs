//! A theme's style sheets and scripts, joined into few files; and every asset under a name that holds the hash of its content.
//!
//! Modules and `@import`s need more requests, and modules do not work from disk, so what authors write as modules is published as one
//! classic script. The joining is by lines, for files written for it: it is no bundler.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{OutputPath, SourcePath};
use std::collections::{BTreeMap, BTreeSet};

/// Published assets by their path in the theme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assets {
    files: BTreeMap<String, (OutputPath, Vec<u8>)>,
}

impl Assets {
    /// Adds a file; its published name holds the first eight digits of the BLAKE3 hash of its bytes.
    pub(crate) fn add(&mut self, path: &str, bytes: Vec<u8>) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let stem = if path == "css/main.css" { "guide" } else { stem };
        let hash = blake3::hash(&bytes).to_hex();
        if let Some(output) = OutputPath::parse(&format!("assets/{stem}.{}.{ending}", &hash[..8])) {
            self.files.insert(path.to_owned(), (output, bytes));
        }
    }

    /// Where each file is published, from the root.
    pub(crate) fn urls(&self) -> BTreeMap<String, String> {
        self.files.iter().map(|(path, (output, _))| (path.clone(), output.to_string())).collect()
    }

    /// Every file and its bytes.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&OutputPath, &[u8])> {
        self.files.values().map(|(output, bytes)| (output, bytes.as_slice()))
    }
}

type Text<'a, 'b> = &'b dyn Fn(&str) -> Option<&'a str>;

/// The style sheets that are published by themselves: those that no other one imports.
pub(crate) fn style_roots(files: &BTreeMap<String, SourcePath>, text: Text) -> Vec<String> {
    let sheets = || {
        files.keys().filter(|path| {
            path.strip_prefix("assets/css/").is_some_and(|name| name.ends_with(".css"))
        })
    };
    let mut imported = BTreeSet::new();
    for path in sheets() {
        for (name, _) in text(path).unwrap_or_default().lines().filter_map(import) {
            imported.insert(format!("assets/css/{name}"));
        }
    }
    let roots = sheets().filter(|path| !imported.contains(*path));
    roots.filter_map(|path| Some(path.strip_prefix("assets/")?.to_owned())).collect()
}

/// The scripts of a theme: the names of the folders in `assets/js/` with a `main.js`.
pub(crate) fn script_names(files: &BTreeMap<String, SourcePath>) -> Vec<String> {
    let name = |path: &String| {
        let name = path.strip_prefix("assets/js/")?.strip_suffix("/main.js")?;
        (!name.contains('/')).then(|| name.to_owned())
    };
    files.keys().filter_map(name).collect()
}

/// Joins the style sheets that `main` imports: `@import "x.css" layer(name);` becomes `@layer name { … }`.
pub(crate) fn join_styles(
    main: &str,
    files: &BTreeMap<String, SourcePath>,
    text: Text,
    assets: &Assets,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let full = format!("assets/{main}");
    let Some(css) = text(&full) else { return String::new() };
    let folder = full.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut out = String::new();
    let mut at = 0;
    for line in css.split_inclusive('\n') {
        match import(line) {
            None => out.push_str(&urls(line, assets)),
            Some((name, layer)) => {
                let path = format!("{folder}/{name}");
                if let Some(part) = text(&path) {
                    let part = urls(part, assets);
                    match layer {
                        Some(layer) => out.push_str(&format!("@layer {layer}{{\n{part}}}\n")),
                        None => out.push_str(&part),
                    }
                } else {
                    let start = at + line.find(name).unwrap_or(0);
                    diagnostics.push(missing(
                        files.get(&full),
                        &path,
                        Span::new(start, start + name.len()),
                    ));
                }
            }
        }
        at += line.len();
    }
    shorten_css(&out)
}

/// The file and the layer of an `@import` line.
fn import(line: &str) -> Option<(&str, Option<&str>)> {
    let rest = line.trim().strip_prefix("@import \"")?;
    let (name, rest) = rest.split_once('"')?;
    let layer = rest
        .trim()
        .strip_prefix("layer(")
        .and_then(|rest| rest.split_once(')'))
        .map(|(name, _)| name);
    Some((name, layer))
}

/// Puts published names into `url("../icons/x.svg")`. The joined style sheet stands in `assets/`, as they do.
fn urls(css: &str, assets: &Assets) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(\"../") {
        let start = at + "url(\"".len();
        let Some(length) = rest[start..].find('"') else { break };
        let path = &rest[start + 3..start + length];
        out.push_str(&rest[..start]);
        match assets.files.get(path) {
            Some((output, _)) => out.push_str(output.as_str().trim_start_matches("assets/")),
            None => out.push_str(&rest[start..start + length]),
        }
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    out
}

/// Takes out comments, indentation and empty lines; what is in quotes stays.
fn shorten_css(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find("*/").map_or("", |end| &rest[at + end + 2..]);
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

/// Joins the module `main` and those that it imports, each once and before its first use, into one classic script. Lines that are
/// comments and white space around lines are left out, so a string must not go over several lines.
pub(crate) fn join_scripts(
    main: &str,
    files: &BTreeMap<String, SourcePath>,
    text: Text,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let mut joiner = Joiner { files, text, done: Vec::new(), out: String::new() };
    joiner.add(&format!("assets/{main}"), diagnostics);
    format!("(()=>{{\"use strict\";\n{}}})();\n", joiner.out)
}

struct Joiner<'a, 'b> {
    files: &'b BTreeMap<String, SourcePath>,
    text: Text<'a, 'b>,
    done: Vec<String>,
    out: String,
}

impl Joiner<'_, '_> {
    fn add(&mut self, path: &str, diagnostics: &mut Vec<Diagnostic>) {
        if self.done.iter().any(|done| done == path) {
            return;
        }
        self.done.push(path.to_owned());
        let Some(js) = (self.text)(path) else { return };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut at = 0;
        let mut own = String::new();
        for line in js.split_inclusive('\n') {
            let code = line.trim();
            if let Some(name) = module(code) {
                let target = SourcePath::parse(&format!("{folder}/{name}"))
                    .map(|p| p.to_string())
                    .unwrap_or_default();
                if (self.text)(&target).is_none() {
                    let start = at + line.find(name).unwrap_or(0);
                    diagnostics.push(missing(
                        self.files.get(path),
                        &target,
                        Span::new(start, start + name.len()),
                    ));
                }
                self.add(&target, diagnostics);
            } else if !code.is_empty() && !code.starts_with("//") {
                own.push_str(code.strip_prefix("export ").unwrap_or(code));
                own.push('\n');
            }
            at += line.len();
        }
        self.out.push_str(&own);
    }
}

/// The file that a line imports.
fn module(line: &str) -> Option<&str> {
    let line = line.strip_prefix("import ")?.trim_end_matches(';');
    let line = line.trim_end_matches(['"', '\'']);
    let at = line.rfind(['"', '\''])?;
    Some(&line[at + 1..])
}

fn missing(file: Option<&SourcePath>, path: &str, span: Span) -> Diagnostic {
    let wrong = Diagnostic::new(Code::MissingThemeFile, format!("the theme has no file `{path}`"))
        .label("not found")
        .help("a site's own theme has its files in `themes/<name>/`; what is not there is taken from the default theme");
    match file {
        Some(file) => wrong.at(file, span),
        None => wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(
        which: fn(&str, &BTreeMap<String, SourcePath>, Text, &mut Vec<Diagnostic>) -> String,
        main: &str,
        files: &[(&str, &'static str)],
    ) -> (String, usize) {
        let text = |path: &str| files.iter().find(|(name, _)| *name == path).map(|(_, text)| *text);
        let mut wrong = Vec::new();
        let out = which(main, &BTreeMap::new(), &text, &mut wrong);
        (out, wrong.len())
    }

    #[test]
    fn modules_come_before_those_that_import_them_and_once() {
        let files = [
            (
                "assets/js/a/main.js",
                "import { b } from \"./b.js\";\nimport { c } from \"./c.js\";\nb(c);\n",
            ),
            ("assets/js/a/b.js", "import { c } from \"./c.js\";\nexport function b(x) {}\n"),
            ("assets/js/a/c.js", "// why\nexport const c = 1;\n"),
        ];
        let (js, wrong) = join(join_scripts, "js/a/main.js", &files);
        assert_eq!(js, "(()=>{\"use strict\";\nconst c = 1;\nfunction b(x) {}\nb(c);\n})();\n");
        assert_eq!(wrong, 0);
    }

    #[test]
    fn imported_styles_stand_in_their_layers() {
        let files = [
            (
                "assets/css/main.css",
                "@layer a;\n@import \"x.css\" layer(a);\n@import \"gone.css\" layer(a);\n",
            ),
            ("assets/css/x.css", "/* a comment */\np {\n  color: red;\n}\n"),
        ];
        let styles = |main: &str,
                      files: &BTreeMap<String, SourcePath>,
                      text: Text,
                      wrong: &mut Vec<Diagnostic>| {
            join_styles(main, files, text, &Assets::default(), wrong)
        };
        let (css, wrong) = join(styles, "css/main.css", &files);
        assert_eq!(css, "@layer a;\n@layer a{\np {\ncolor: red;\n}\n}\n");
        assert_eq!(wrong, 1);
    }

    #[test]
    fn every_sheet_and_script_that_nothing_imports_is_a_file_of_its_own() {
        let file = SourcePath::parse("x").unwrap();
        let names = [
            "assets/css/main.css",
            "assets/css/a.css",
            "assets/css/panel.css",
            "assets/css/tree.css",
            "assets/js/boot/main.js",
            "assets/js/panel/main.js",
            "assets/js/panel/tree.js",
            "assets/js/panel/deep/main.js",
        ];
        let files = names.iter().map(|name| ((*name).to_owned(), file.clone())).collect();
        let text = |path: &str| match path {
            "assets/css/main.css" => Some("@layer x;\n@import \"a.css\" layer(x);\n"),
            "assets/css/panel.css" => Some("@import \"tree.css\";\n"),
            _ => Some(""),
        };
        assert_eq!(style_roots(&files, &text), ["css/main.css", "css/panel.css"]);
        assert_eq!(script_names(&files), ["boot", "panel"]);
    }

    #[test]
    fn names_hold_the_hash_of_the_content() {
        let mut assets = Assets::default();
        assets.add("icons/x.svg", b"<svg/>".to_vec());
        let url = &assets.urls()["icons/x.svg"];
        assert!(url.starts_with("assets/x.") && url.ends_with(".svg"), "{url}");
        assert!(urls("a{b:url(\"../icons/x.svg\")}", &assets).contains(&url["assets/".len()..]));
    }
}
