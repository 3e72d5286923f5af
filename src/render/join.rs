//! A theme's style sheets and scripts, joined into few files.
//!
//! Modules and `@import`s need more requests, and modules do not work from disk, so what authors write as modules is published as one
//! classic script. The joining is by lines, for files written for it: it is no bundler. It makes nothing shorter.

use super::assets::Assets;
use super::shorten;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) type Text<'a, 'b> = &'b dyn Fn(&str) -> Option<&'a str>;

/// The style sheets that are published by themselves: those that no other one imports.
pub(super) fn style_roots(files: &BTreeMap<String, SourcePath>, text: Text) -> Vec<String> {
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
pub(super) fn script_names(files: &BTreeMap<String, SourcePath>) -> Vec<String> {
    let name = |path: &String| {
        let name = path.strip_prefix("assets/js/")?.strip_suffix("/main.js")?;
        (!name.contains('/')).then(|| name.to_owned())
    };
    files.keys().filter_map(name).collect()
}

/// Joins the style sheets that `main` imports: `@import "x.css" layer(name);` becomes `@layer name { … }`.
pub(super) fn join_styles(
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
    // Neighbours in one layer share its brackets.
    let mut open = None;
    let mut at = 0;
    for line in css.split_inclusive('\n') {
        let own = import(line);
        let layer = own.and_then(|(_, layer)| layer);
        if layer != open && !(own.is_none() && line.trim().is_empty()) {
            out.push_str(if open.is_some() { "}\n" } else { "" });
            out.push_str(&layer.map(|layer| format!("@layer {layer}{{\n")).unwrap_or_default());
            open = layer;
        }
        match own {
            None => out.push_str(&urls(line, assets)),
            Some((name, _)) => {
                let path = format!("{folder}/{name}");
                if let Some(part) = text(&path) {
                    out.push_str(&urls(part, assets));
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
    out.push_str(if open.is_some() { "}\n" } else { "" });
    shorten::css(&out)
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
        match assets.url(path) {
            Some(output) => out.push_str(output.as_str().trim_start_matches("assets/")),
            None => out.push_str(&rest[start..start + length]),
        }
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    out
}

/// A classic script, and where its lines come from.
#[derive(Default)]
pub(super) struct Script {
    pub(super) js: String,
    lines: Vec<Line>,
}

struct Line {
    /// Where it begins in the script, in bytes.
    start: usize,
    length: usize,
    file: SourcePath,
    /// Where it begins in its module.
    own: usize,
}

impl Script {
    /// The module of a place, and the place in it, which ends with the line that it begins on; nothing for what no module has written.
    pub(super) fn origin(&self, place: &Range<usize>) -> Option<(&SourcePath, Range<usize>)> {
        let number = self.lines.partition_point(|line| line.start <= place.start);
        let line = self.lines.get(number.checked_sub(1)?)?;
        let own = |at: usize| line.own + (at - line.start).min(line.length);
        Some((&line.file, own(place.start)..own(place.end)))
    }

    /// The modules in it.
    pub(super) fn modules(&self) -> BTreeSet<&SourcePath> {
        self.lines.iter().map(|line| &line.file).collect()
    }
}

/// Joins the modules `mains` and those that they import, each once and before its first use, into one classic script.
pub(super) fn join_scripts(
    mains: &[&str],
    files: &BTreeMap<String, SourcePath>,
    text: Text,
    diagnostics: &mut Vec<Diagnostic>,
) -> Script {
    let mut joiner = Joiner { files, text, done: Vec::new(), out: Script::default() };
    joiner.out.js.push_str("(() => {\n\"use strict\";\n");
    for main in mains {
        joiner.add(&format!("assets/js/{main}/main.js"), diagnostics);
    }
    joiner.out.js.push_str("})();\n");
    joiner.out
}

struct Joiner<'a, 'b> {
    files: &'b BTreeMap<String, SourcePath>,
    text: Text<'a, 'b>,
    done: Vec<String>,
    out: Script,
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
        let mut own = Vec::new();
        for line in js.split_inclusive('\n') {
            if let Some(name) = module(line.trim()) {
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
            } else {
                let code = line.strip_prefix("export ").unwrap_or(line);
                own.push((at + line.len() - code.len(), code));
            }
            at += line.len();
        }
        let file = self.files.get(path);
        for (own, code) in own {
            self.out.lines.extend(file.map(|file| Line {
                start: self.out.js.len(),
                length: code.len(),
                file: file.clone(),
                own,
            }));
            self.out.js.push_str(code);
        }
        // A comment in a last line without an end must not hide what follows.
        self.out.js.push('\n');
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
    use super::super::minify;
    use super::*;

    /// Joins what belongs to `main`, and counts what is missing.
    fn join(main: &str, files: &[(&str, &'static str)]) -> (String, usize) {
        let text = |path: &str| files.iter().find(|(name, _)| *name == path).map(|(_, text)| *text);
        let (known, mut wrong) = (BTreeMap::new(), Vec::new());
        let out = if main.ends_with(".css") {
            join_styles(main, &known, &text, &Assets::default(), &mut wrong)
        } else {
            let mains: Vec<&str> = main.split('+').collect();
            minify::script(&join_scripts(&mains, &known, &text, &mut wrong).js).unwrap().js.clone()
        };
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
            ("assets/js/d/main.js", "import { c } from \"../a/c.js\";\nd(c);\n"),
        ];
        let (js, wrong) = join("a", &files);
        assert_eq!(js, "(()=>{\"use strict\";const e=1;function t(e){}t(e)})();\n");
        assert_eq!(wrong, 0);
        let (js, _) = join("a+d", &files);
        assert_eq!(js, "(()=>{\"use strict\";const e=1;function t(e){}t(e);d(e)})();\n");
    }

    #[test]
    fn imported_styles_stand_in_their_layers() {
        let files = [
            (
                "assets/css/main.css",
                "@layer a;\n@import \"x.css\" layer(a);\n@import \"y.css\" layer(a);\n@import \"gone.css\" layer(a);\n@import \"x.css\" layer(b);\n@import \"y.css\";\n",
            ),
            ("assets/css/x.css", "/* a comment */\np {\n  color: red;\n}\n"),
            ("assets/css/y.css", "q { all: unset }\n"),
        ];
        let (css, wrong) = join("css/main.css", &files);
        assert_eq!(
            css,
            "@layer a;@layer a{p{color:red}q{all:unset}}@layer b{p{color:red}}q{all:unset}\n"
        );
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

    /// The joined modules share one function, in which the last of two functions of one name would silently win.
    #[test]
    fn the_themes_own_modules_share_no_name() {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for (path, bytes) in crate::source::embedded::THEME {
            let bundled = ["guide/", "steps/", "panel/", "practice/"]
                .iter()
                .any(|folder| path.starts_with(&format!("assets/js/{folder}")));
            for line in std::str::from_utf8(bytes).unwrap_or_default().lines().filter(|_| bundled) {
                let line = line.strip_prefix("export ").unwrap_or(line);
                let line = line.strip_prefix("async ").unwrap_or(line);
                let kinds = ["function ", "const ", "let ", "class "];
                let Some(rest) = kinds.iter().find_map(|kind| line.strip_prefix(kind)) else {
                    continue;
                };
                let head = rest.split(['(', '=']).next().unwrap_or_default();
                for name in
                    head.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty())
                {
                    if let Some(other) = known.insert(name.to_owned(), path) {
                        panic!("`{name}` is in {other} and in {path}");
                    }
                }
            }
        }
        assert!(known.len() > 30, "hardly a name was found: {known:?}");
    }

    #[test]
    fn addresses_in_styles_are_the_published_ones() {
        let mut assets = Assets::default();
        assets.add("icons/x.svg", b"<svg/>".to_vec());
        let url = assets.url("icons/x.svg").unwrap().as_str();
        let css = urls("a{b:url(\"../icons/x.svg\")}", &assets);
        assert_eq!(css, format!("a{{b:url(\"{}\")}}", &url["assets/".len()..]));
    }
}
