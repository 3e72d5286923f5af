//! The names of languages to grammars.
//!
//! two-face bundles bat's grammars, which know languages by file ending and title. Here stand the names that authors write
//! after a fence beside those, and the languages of other tools that have no grammar but are no mistake.

use std::collections::HashMap;
use std::sync::LazyLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// The grammars, read from the binary once (1 to 6 ms). Each compiles its expressions when it first needs them.
pub(super) static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// How a language is highlighted.
#[derive(Clone, Copy)]
pub(super) enum Language {
    /// By a grammar.
    Grammar(&'static SyntaxReference),
    /// As a terminal session: commands after prompts, and what they print.
    Console,
    /// Not at all.
    Plain,
}

/// The language of that name, whatever the case of its letters.
pub(super) fn find(name: &str) -> Option<Language> {
    static KNOWN: LazyLock<HashMap<String, Language>> = LazyLock::new(table);
    KNOWN.get(&name.to_lowercase()).copied()
}

/// Whether `language` (the first word of a fence) has highlighting, or is known to be plain text.
pub(crate) fn knows(language: &str) -> bool {
    find(language).is_some()
}

/// The names to suggest for one that is not known: one a language, as authors usually write it.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    COMMON.iter().copied()
}

/// Every name, endings and titles of the grammars as well; a later entry of one name replaces an earlier one.
fn table() -> HashMap<String, Language> {
    let mut table = HashMap::new();
    // syntect's own look-up prefers the last of its list, and an ending to a title.
    for grammar in GRAMMARS.syntaxes().iter().filter(|grammar| !grammar.hidden) {
        table.insert(grammar.name.to_lowercase(), Language::Grammar(grammar));
    }
    for grammar in GRAMMARS.syntaxes().iter().filter(|grammar| !grammar.hidden) {
        for ending in &grammar.file_extensions {
            table.insert(ending.to_lowercase(), Language::Grammar(grammar));
        }
    }
    for (title, names) in ALIASES {
        if let Some(grammar) = GRAMMARS.find_syntax_by_name(title) {
            for name in names.split(' ') {
                table.insert(name.to_owned(), Language::Grammar(grammar));
            }
        }
    }
    for name in CONSOLE.split(' ') {
        table.insert(name.to_owned(), Language::Console);
    }
    for name in PLAIN.split(' ') {
        table.entry(name.to_owned()).or_insert(Language::Plain);
    }
    for name in ["plain text", "text", "txt"] {
        table.insert(name.to_owned(), Language::Plain);
    }
    table
}

/// A grammar's title, and names for it that are neither that title nor one of its file endings, or that stand for another
/// grammar's file ending.
const ALIASES: &[(&str, &str)] = &[
    ("AppleScript", "osascript"),
    ("ARM Assembly", "arm armasm"),
    ("Apache Conf", "apache apacheconf"),
    ("AsciiDoc (Asciidoctor)", "asciidoctor"),
    ("Batch File", "batch dos winbatch batchfile"),
    ("Bourne Again Shell (bash)", "shell shellscript ksh dash posix"),
    ("C", "h"),
    ("C#", "csharp"),
    ("C++", "arduino ino cu cuda"),
    ("Crontab", "cron"),
    ("CoffeeScript", "coffee-script"),
    ("Comma Separated Values", "csv"),
    ("D", "dlang"),
    ("Diff", "udiff"),
    ("Dockerfile", "docker containerfile"),
    ("DotENV", "dotenv"),
    ("F#", "fs fsharp"),
    ("Fortran (Modern)", "fortran"),
    ("Git Commit", "git-commit gitcommit"),
    ("Git Config", "git-config"),
    ("Git Ignore", "ignore dockerignore npmignore"),
    ("Git Rebase Todo", "git-rebase"),
    ("Go", "golang"),
    ("Gomod", "go-mod gomod"),
    ("Graphviz (DOT)", "graphviz"),
    ("HTML", "xhtml angular angular-html"),
    ("HTTP Request and Response", "https"),
    ("INI", "conf cnf config dosini systemd service editorconfig"),
    (
        "JSON",
        "jsonc json5 jsonl jsonlines ndjson hjson json-with-comments geojson topojson webmanifest jsonld json-ld har",
    ),
    ("Java Properties", "java-properties"),
    ("JavaScript (Babel)", "javascript node ecmascript"),
    ("Jinja2", "django nunjucks njk liquid tera"),
    ("Julia", "jldoctest"),
    ("LaTeX", "latex context"),
    ("Lisp", "scheme elisp emacs-lisp common-lisp commonlisp"),
    ("MATLAB", "octave"),
    ("Makefile", "make mf gnumake"),
    ("Markdown", "mdx qmd rmd rmarkdown mkd gfm"),
    ("Objective-C", "objc objectivec objective-c obj-c"),
    ("Objective-C++", "objcpp objective-cpp objective-c++"),
    ("Pascal", "delphi object-pascal"),
    ("PowerShell", "pwsh posh ps powershell-console"),
    ("Private Key", "pem"),
    ("Protocol Buffer", "protocol-buffers"),
    ("Python", "python3 python2 py2 pycon ipython ipython3 starlark sage gyp"),
    ("R", "rlang rscript splus"),
    ("Regular Expression", "regex regexp"),
    ("Ruby", "jruby"),
    ("Rust", "rustdoc"),
    (
        "SQL",
        "mysql postgres postgresql pgsql plpgsql plsql tsql psql sqlite sqlite3 mariadb duckdb bigquery",
    ),
    ("SSH Config", "ssh-config sshconfig"),
    ("Terraform", "terraform opentofu tofu"),
    ("TypeScriptReact", "typescriptreact"),
    ("VimL", "vimscript"),
    ("XML", "rss atom svg wsdl plist mathml xsl"),
    ("YAML", "yaml-frontmatter openapi"),
    ("x86_64 Assembly", "assembly asm6502 masm gas"),
];

/// Names of a terminal session.
const CONSOLE: &str = "console terminal shell-session shellsession sh-session bash-session bashsession zsh-session session";

/// Known, and without a grammar: text, what other tools draw as pictures, and languages that two-face does not have. They are
/// no mistakes of the author.
const PLAIN: &str = "plain plaintext none nohighlight raw output stdout stderr ansi ascii tree filetree file-tree directory \
    mermaid math katex tex-math asciimath plantuml puml uml ditaa d2 vega vega-lite vegalite chart chartjs wavedrom bytefield \
    structurizr blockdiag seqdiag nomnoml pikchr svgbob typograms markmap mindmap flowchart flow sequence stl abc excalidraw \
    ebnf bnf abnf peg antlr wasm wat wast webassembly prolog cobol abap apl nushell nu astro handlebars hbs mustache ejs pug \
    jade prisma sparql turtle cypher xquery bicep reason cue gleam rescript haxe hack hy fennel janet carbon mojo move cairo sas \
    stata spss vb vbnet vb.net vba vbscript basic autohotkey ahk autoit kusto kql promql logql splunk spl gherkin feature \
    cucumber caddy caddyfile mathematica wolfram maple qsharp hlsl metal cuda-ptx smalltalk tla coq agda isabelle forth \
    pony ballerina crystal-lang webvtt vtt srt ics vcf hex hexdump dns zone bind nroff just justfile earthfile jsonpath \
    jmespath xpath cel openscad gcode g-code scratch blocks latex-math haml-lint mjml edge blade smarty velocity ftl";

/// What is suggested.
const COMMON: &[&str] = &[
    "apache",
    "asciidoc",
    "awk",
    "bash",
    "batch",
    "c",
    "clojure",
    "cmake",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "dart",
    "diff",
    "dockerfile",
    "elixir",
    "elm",
    "erlang",
    "fish",
    "fortran",
    "fsharp",
    "go",
    "graphql",
    "groovy",
    "haskell",
    "hcl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "jinja",
    "jq",
    "json",
    "jsonc",
    "jsx",
    "julia",
    "kotlin",
    "latex",
    "less",
    "lisp",
    "lua",
    "makefile",
    "markdown",
    "matlab",
    "mermaid",
    "nginx",
    "nix",
    "objective-c",
    "ocaml",
    "pascal",
    "perl",
    "php",
    "plaintext",
    "powershell",
    "properties",
    "protobuf",
    "python",
    "r",
    "regex",
    "rst",
    "ruby",
    "rust",
    "sass",
    "scala",
    "scss",
    "shell",
    "sql",
    "svelte",
    "swift",
    "terraform",
    "text",
    "toml",
    "tsx",
    "twig",
    "typescript",
    "typst",
    "vim",
    "vue",
    "xml",
    "yaml",
    "zig",
];

/// Every name in order, for tests that try them all.
#[cfg(test)]
pub(super) fn all() -> Vec<&'static str> {
    let mut all: Vec<&str> = GRAMMARS.syntaxes().iter().map(|grammar| &*grammar.name).collect();
    all.extend(CONSOLE.split(' ').take(1));
    all.push("text");
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_guides_are_known_by_their_usual_names() {
        let names = "html css javascript js jsx mjs typescript ts tsx json jsonc yaml yml toml bash sh shell zsh console \
            powershell ps1 pwsh python py r R rust rs diff http markdown md xml svg sql ini dockerfile Dockerfile docker c h \
            cpp c++ C# java go text plain txt plaintext JavaScript HTML mermaid math plantuml dot vue svelte php ruby rb";
        for name in names.split_whitespace() {
            assert!(knows(name), "{name}");
        }
        assert!(!knows("klingon"));
        assert!(!knows(""));
    }

    #[test]
    fn every_alias_names_a_grammar_and_every_suggestion_is_known() {
        for (title, _) in ALIASES {
            assert!(GRAMMARS.find_syntax_by_name(title).is_some(), "{title}");
        }
        for name in names() {
            assert!(knows(name), "{name}");
        }
    }

    #[test]
    fn names_of_several_grammars_go_to_the_likely_one() {
        let title = |name: &str| match find(name) {
            Some(Language::Grammar(grammar)) => grammar.name.clone(),
            Some(Language::Console) => "console".to_owned(),
            Some(Language::Plain) => "plain".to_owned(),
            None => "unknown".to_owned(),
        };
        assert_eq!(title("c"), "C");
        assert_eq!(title("h"), "C");
        assert_eq!(title("js"), "JavaScript (Babel)");
        assert_eq!(title("javascript"), "JavaScript (Babel)");
        assert_eq!(title("fs"), "F#");
        assert_eq!(title("R"), "R");
        assert_eq!(title("json"), "JSON");
        assert_eq!(title("html"), "HTML");
        assert_eq!(title("text"), "plain");
        assert_eq!(title("dot"), "Graphviz (DOT)");
    }
}
