//! A site of any number of pages, the same every time: 25 pages a folder, each of some 4 KB with prose, lists, a table, three pieces of
//! code and five links, most of them to pages of the same folder.

use guidepost::Sources;
use std::fmt::Write;

const NOUNS: [&str; 24] = [
    "server", "page", "index", "file", "build", "cache", "token", "request", "user", "field",
    "record", "queue", "schema", "theme", "folder", "link", "table", "header", "module", "package",
    "release", "branch", "event", "stream",
];
const VERBS: [&str; 12] = [
    "reads", "writes", "sends", "returns", "stores", "loads", "checks", "rejects", "opens",
    "closes", "creates", "updates",
];
const JOINS: [&str; 6] = ["because", "when", "unless", "before", "after", "while"];

/// Numbers that only look random.
struct Words(u64);

impl Words {
    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list[usize::try_from(self.0 >> 33).unwrap_or_default() % list.len()]
    }

    fn clause(&mut self) -> String {
        format!("the {} {} each {}", self.of(&NOUNS), self.of(&VERBS), self.of(&NOUNS))
    }

    fn prose(&mut self, sentences: usize) -> String {
        let sentence = |_| {
            let code = format!("`{}_{}`", self.of(&NOUNS), self.of(&NOUNS));
            format!(
                "First {} {} {}, as {code} does.",
                self.clause(),
                self.of(&JOINS),
                self.clause()
            )
        };
        (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
    }
}

/// The site.
pub(crate) fn site(pages: usize) -> Sources {
    let mut sources = Sources::from_fixture(
        "//- /site.yaml\ntitle: Bench\n//- /content/pages/index.md\n# Bench\nWelcome.\n",
    );
    for number in 0..pages {
        sources = add(sources, number, pages);
    }
    sources
}

/// The path of a page.
pub(crate) fn path(number: usize) -> String {
    format!("content/pages/part-{:03}/page-{number:05}.md", number / 25)
}

fn add(mut sources: Sources, number: usize, pages: usize) -> Sources {
    let text = page(number, pages);
    if let Some(path) = guidepost::SourcePath::parse(&path(number)) {
        sources.insert(path, text.into_bytes());
    }
    sources
}

/// The text of a page.
pub(crate) fn page(number: usize, pages: usize) -> String {
    let mut words = Words(number as u64 + 1);
    let link = |far: usize| {
        let to = if far > 0 { (number * 7 + far * 31) % pages } else { number / 25 * 25 };
        format!("[page {to}](../part-{:03}/page-{to:05}.md)", to / 25)
    };
    let (near, far, other) = (link(0), link(1), link(2));
    let mut out =
        format!("---\ntitle: Use the {} {number}\n---\n\n{}\n\n", words.of(&NOUNS), words.prose(4));
    for (part, language) in ["bash", "python", "json"].into_iter().enumerate() {
        let (a, b) = (words.of(&NOUNS), words.of(&NOUNS));
        let code = match language {
            "bash" => format!(
                "# {a}\nset -eu\nfor f in {a}/*.txt; do\n  grep -n '{b}' \"$f\" | sort -u > \"out.$n\"\ndone\n"
            ),
            "python" => format!(
                "import json\n\ndef load_{a}(path: str, limit: int = {number}) -> dict:\n    \"\"\"Load the {b}.\"\"\"\n    return {{k: v for k, v in json.load(open(path)).items()}}\n"
            ),
            _ => format!(
                "{{\n  \"{a}\": \"{b}\",\n  \"limit\": {number},\n  \"tags\": [true, null]\n}}\n"
            ),
        };
        _ = write!(
            out,
            "## The {a} and the {b} {part}\n\n{}\n\n```{language}\n{code}```\n\n- {}\n- {}\n- {}\n\nSee {near}, {far} and {other}.\n\n",
            words.prose(3),
            words.clause(),
            words.clause(),
            words.clause(),
        );
        _ = write!(
            out,
            "### More on the {a}\n\n| Name | Meaning |\n|:--|--:|\n| `{a}` | {} |\n| `{b}` | {} |\n\n",
            words.clause(),
            words.clause()
        );
    }
    out
}
