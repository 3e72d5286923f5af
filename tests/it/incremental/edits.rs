//! An author who changes a site in every way that there is, at random.

use crate::random::Random;
use crate::sites::case;
use guidepost::{Edition, InstitutionId, Options, SourcePath, Sources};

/// Lines that make pages depend on one another, and some that are wrong.
const LINES: &[&str] = &[
    "Words.",
    "",
    "# A title",
    "## Open the page {#open minutes=2}",
    "## Another step",
    "## Not always {#maybe when=\"institution.page = locked\"}",
    "### A heading",
    "### A heading {#jam}",
    "Aside {.aside}\n----",
    "[The guide](../guides/check.md) and [a step](../guides/check.md#read).",
    "[The guide](guides/check.md#warning), [faults](help/faults.md#jam), [help](help/).",
    "[Nowhere](lost.md), [no heading](index.md#lost), [out](../../site.yaml)",
    "[Practice](practice.md), [a situation](practice.md#old), [sizes](sizes.csv)",
    "![Panel](panel.svg)",
    "::include{src=/parts/safety.md}",
    "::include{src=/parts/hot.md}",
    "::include{src=/parts/new.md}",
    "::include{src=index.md}",
    "{{ institution.name }} in {{ institution.printer }}, {{ site.title }}, {{ page.title }}, {{ page.minutes }}",
    "{{ browser.name }} {{ browser.address-bar }} {{ os.name }} {{ institution.labels.status }}",
    "{{ institution.lost }} {{ browser.lost }} {{ snippet.matches }}",
    ":keys[address] :keys[reload] :keys[lost] :keys[Ctrl+F]",
    ":::browser{firefox}\nFor some.\n:::\n:::browser{else}\nFor others.\n:::",
    ":::os{windows}\nFor few.\n:::",
    ":::when{institution.page=open}\nOpen [faults](help/faults.md).\n:::\n:::when{else}\nClosed.\n:::",
    "::::choose[What?]\n:::option[This]{go=read}\n:::\n:::option[That]{go=help/faults.md#jam}\n:::\n::::",
    ":::snippet{src=menu focus=\"a.go\" find=\"go\"}\n- `a.go` — here\n\nedit: remove `style` from `a.go`\n:::",
    ":::snippet{src=new find=\"p\" practice=practice.md}\n- `p` — here\n:::",
    ":::snippet{src=lost}\n:::",
    "```rust title=\"{{ institution.printer }}\"\nfn main() {}\n```",
    "```klingon {2}\nx\ny\n```",
    "<b style=\"color: red\">bold</b>",
    "<script>x</script> <a name=\"jam\"></a>",
    "A note[^n].\n\n[^n]: Which is *here*.",
    "| a | b |\n|--|--:|\n| 1 | 2 |",
    ":::note[A title]\nInside.\n:::",
    "::::tabs{sync=x}\n:::tab[One]{key=one}\n1\n:::\n::::",
    ":::",
    ":::lost",
    "- [x] done\n- list",
    "title: Another",
];

/// Lines of front matter.
const FRONT: &[&str] = &[
    "title: A new title",
    "title: \"{{ institution.printer }}\"",
    "nav-title: Short",
    "weight: 3",
    "weight: -1",
    "draft: true",
    "kind: guide",
    "kind: landing",
    "kind: page",
    "when: \"institution.page = open\"",
    "when: \"institution.page != open\"",
    "aliases: [old.html, check.html]",
    "description: For {{ institution.name }}",
    "minutes: 9",
    "checked: 2026-10-10",
    "lost: true",
];

/// Lines of settings, each right in some file.
const SETTINGS: &[&str] = &[
    "title: Printers",
    "title: \"{{\"",
    "description: Another",
    "lang: mi",
    "base-url: https://else.example.org",
    "theme: default",
    "theme: paper",
    "theme: lost",
    "institution: harbour",
    "institution: lost",
    "search: false",
    "search: { help: help/faults.md#ask, synonyms: [[toner, powder]] }",
    "systems: [windows, macos]",
    "browsers: [chrome]",
    "edit-url: https://x.example.org/{path}",
    "footer: A *footer* of {{ institution.short-name }} {{ institution.lost }}",
    "name: A name",
    "short-name: N",
    "printer: machine",
    "page: locked",
    "page: none",
    "page: lost",
    "logo: logo.svg",
    "logo: lost.svg",
    "colours: { accent: \"#123456\" }",
    "accent: \"#123456\"",
    "labels: { status: State }",
    "names: { address-bar: the bar }",
    "keys: { address: Ctrl+L }",
    "skip_to_content: Skip",
    "footer_checked: \"Seen {name}\"",
    "replaces: 0123456789abcdef",
    "after: open",
    "x: [",
];

/// Lines of templates, styles, scripts and HTML.
const CODE: &[&str] = &[
    "<p>{{ page.title }}</p>",
    "{{ nav_html }}",
    "{{ lost }}",
    "{% if page.next %}{{ page.next.title }}{% endif %}",
    "{% for crumb in page.breadcrumbs %}{{ crumb.title }}{% endfor %}",
    "{% if",
    "{# a comment #}",
    "<p class=\"x\">text</p>",
    "<a class=\"go\" style=\"display: none\">Go to {{ institution.printer }}</a>",
    "<a class=\"go\">Go again</a>",
    ".x { color: red }",
    "@import \"lost.css\";",
    "export const x = 1;",
    "import { x } from \"./lost.js\";",
    "<!-- a comment -->",
];

/// Where files may be made or moved to.
const PLACES: &[&str] = &[
    "content/pages/new.md",
    "content/pages/practice.md",
    "content/pages/guides/new.md",
    "content/pages/guides/check.md",
    "content/pages/guides/README.md",
    "content/pages/guides/deep/down/new.md",
    "content/pages/help/index.md",
    "content/pages/help/faults.md",
    "content/pages/help/new.markdown",
    "content/pages/help/new.md",
    "content/pages/new.svg",
    "content/pages/steps.json",
    "content/pages/check.html",
    "content/pages/_hidden.md",
    "content/pages/404.md",
    "content/parts/new.md",
    "content/parts/hot.md",
    "content/snippets/new.html",
    "content/snippets/menu.html",
    "content/snippets/menu.css",
    "content/institutions/north/pages/index.md",
    "content/institutions/north/pages/guides/check.md",
    "content/institutions/north/pages/own.md",
    "content/institutions/north/steps/guides/check/open.md",
    "content/institutions/north/steps/guides/check/added.md",
    "content/institutions/north/steps/lost/open.md",
    "content/institutions/harbour/pages/index.md",
    "content/institutions/harbour/steps/guides/check/read.md",
    "content/institutions/new/institution.yaml",
    "content/institutions/new/pages/index.md",
    "content/browsers/edge.yaml",
    "content/browsers/chrome.yaml",
    "themes/paper/templates/page.html",
    "themes/paper/templates/nav.html",
    "themes/paper/templates/404.html",
    "themes/paper/templates/parts/footer.html",
    "themes/paper/assets/css/main.css",
    "themes/paper/assets/css/own.css",
    "themes/paper/assets/js/own/main.js",
    "themes/paper/assets/icons/icon.svg",
    "themes/paper/strings/de.yaml",
    "themes/lost/templates/page.html",
];

/// A page to practise on, with its snippet.
const PRACTICE: &str = "---
kind: practice
title: Practise
practice:
  snippet: menu
  target: a.go
  back: guides/check.md
  situations:
    - { id: old, label: On an old one, hide: style }
  words: { appeared: \"It is [there](help/faults.md).\" }
---
Try it at {{ institution.name }}.
";

/// Somebody who edits a site.
pub(super) struct Author {
    random: Random,
    /// The site now, and how it is compiled.
    pub(super) sources: Sources,
    pub(super) options: Options,
    /// As it was at first, when all was well.
    good: Sources,
    /// What has been committed to git.
    commits: Vec<Sources>,
}

impl Author {
    /// An author who has just begun.
    ///
    /// On three days of four the site is not searched: making the index twice after each edit takes longer than all the rest.
    pub(super) fn new(seed: u64) -> Self {
        let menu = "<ul><li><a class=\"go\" style=\"display: none\">Go</a></li></ul>\n";
        let good = Sources::load(&case("printer-status"))
            .unwrap()
            .with_file("content/pages/practice.md", PRACTICE)
            .with_file("content/snippets/menu.html", menu)
            .with_file("content/snippets/menu.css", "a { color: blue }\n");
        let settings = good.text("site.yaml").unwrap();
        let settings = format!("{settings}search: {}\n", seed.is_multiple_of(4));
        let good = good.with_file("site.yaml", settings);
        Self {
            random: Random::new(seed),
            sources: good.clone(),
            options: Options {
                base_url: Some("https://example.org".to_owned()),
                ..Options::default()
            },
            commits: vec![good.clone()],
            good,
        }
    }

    /// Makes one edit and says what it was.
    pub(super) fn edit(&mut self) -> String {
        match self.random.below(100) {
            0..50 => self.text(),
            50..60 => self.mend(),
            60..66 => self.add(),
            66..70 => self.remove(),
            70..76 => self.rename(),
            76..82 => self.git(),
            82..90 => self.options(),
            90..92 => self.bytes(),
            92..94 => "nothing".to_owned(),
            _ => {
                let count = 2 + self.random.below(6);
                let edits: Vec<String> = (0..count).map(|_| self.text()).collect();
                edits.join("; ")
            }
        }
    }

    /// A file of the site, seldom one of the default theme.
    fn file(&mut self) -> SourcePath {
        let theme = self.random.below(12) == 0;
        let files = self.sources.iter().map(|(path, _)| path);
        let files: Vec<&SourcePath> =
            files.filter(|path| path.below("themes/default").is_some() == theme).collect();
        (*self.random.of(&files)).clone()
    }

    fn put(&mut self, path: &str, text: impl AsRef<[u8]>) {
        self.sources = self.sources.clone().with_file(path, text);
    }

    /// Changes a line or two of a file.
    fn text(&mut self) -> String {
        let path = self.file();
        let Some(text) = self.sources.text(path.as_str()) else { return self.mend() };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let front = lines.first().is_some_and(|line| line == "---");
        let ending = path.file_name().rsplit('.').next().unwrap_or_default();
        let pool = match ending {
            "md" | "markdown" if front && self.random.below(3) == 0 => FRONT,
            "md" | "markdown" => LINES,
            "yaml" => SETTINGS,
            _ => CODE,
        };
        let line = (*self.random.of(pool)).to_owned();
        let at = if pool == FRONT { 1 } else { self.random.below(lines.len() + 1) };
        let how = self.random.below(6);
        let key = line.split(':').next().unwrap_or_default().to_owned();
        match how {
            // A key stands once.
            _ if pool == FRONT || pool == SETTINGS => {
                let old = lines.iter().position(|old| old.starts_with(&format!("{key}:")));
                match (old, how) {
                    (Some(old), 0) => drop(lines.remove(old)),
                    (Some(old), _) => lines[old] = line,
                    (None, _) => lines.insert(at.min(lines.len()), line),
                }
            }
            0 if at < lines.len() => drop(lines.remove(at)),
            1 => lines.insert(at, String::new()),
            2 if at < lines.len() => lines[at].push_str(" more"),
            3 if at < lines.len() => lines[at] = line,
            _ => lines.insert(at, line),
        }
        let mut text = lines.join("\n");
        if self.random.below(20) > 0 {
            text.push('\n');
        }
        // A site that only grows would make the test slow.
        if text.len() > 40_000 || lines.len() > 400 && ending == "md" {
            return self.mend();
        }
        self.put(path.as_str(), text);
        format!("{path} changed")
    }

    /// Takes one file back to what it was when all was well.
    fn mend(&mut self) -> String {
        let files: Vec<SourcePath> = self.good.iter().map(|(path, _)| path.clone()).collect();
        let differs =
            |path: &&SourcePath| self.sources.get(path.as_str()) != self.good.get(path.as_str());
        let wrong: Vec<&SourcePath> = files.iter().filter(differs).collect();
        if wrong.is_empty() {
            return "nothing to mend".to_owned();
        }
        let path = (*self.random.of(&wrong)).clone();
        let bytes = self.good.get(path.as_str()).unwrap().bytes.clone();
        self.put(path.as_str(), bytes);
        format!("{path} mended")
    }

    fn add(&mut self) -> String {
        let path = *self.random.of(PLACES);
        let count = self.random.below(5);
        let mut text = String::new();
        if path.ends_with(".md") && self.random.below(2) == 0 {
            text = format!("---\n{}\n---\n", self.random.of(FRONT));
        }
        let pool = if path.ends_with(".yaml") {
            SETTINGS
        } else if path.contains(".md") {
            LINES
        } else {
            CODE
        };
        for _ in 0..count {
            text.push_str(self.random.of::<&str>(pool));
            text.push_str("\n\n");
        }
        self.put(path, text);
        format!("{path} written anew")
    }

    fn remove(&mut self) -> String {
        let path = self.file();
        self.sources.remove(path.as_str());
        format!("{path} removed")
    }

    fn rename(&mut self) -> String {
        let from = self.file();
        let to = *self.random.of(PLACES);
        let Some(file) = self.sources.remove(from.as_str()) else { return "nothing".to_owned() };
        self.put(to, file.bytes);
        format!("{from} moved to {to}")
    }

    /// Commits, or checks out what was committed at some time: many files at once.
    fn git(&mut self) -> String {
        if self.random.below(3) == 0 {
            self.commits.push(self.sources.clone());
            return "nothing but a commit".to_owned();
        }
        let commit = self.random.below(self.commits.len());
        self.sources = self.commits[commit].clone();
        format!("commit {commit} checked out")
    }

    /// Another edition, address, or drafts.
    fn options(&mut self) -> String {
        match self.random.below(4) {
            0 => self.options.drafts = !self.options.drafts,
            1 => {
                self.options.base_url = match self.random.below(2) {
                    0 => None,
                    _ => Some("https://example.org/sub/".to_owned()),
                }
            }
            _ => {
                self.options.edition = match self.random.below(8) {
                    0 => Edition::All,
                    1 => Edition::Of(InstitutionId::parse("harbour").unwrap()),
                    2 => Edition::Of(InstitutionId::parse("north").unwrap()),
                    3 => Edition::Of(InstitutionId::parse("new").unwrap()),
                    _ => Edition::Default,
                }
            }
        }
        format!("{:?}", self.options)
    }

    /// Bytes that are no text, or a file without any.
    fn bytes(&mut self) -> String {
        let path = self.file();
        let bytes: &[u8] = if self.random.below(2) == 0 { b"a\xff\n" } else { b"" };
        self.put(path.as_str(), bytes);
        format!("{path} made {bytes:?}")
    }
}
