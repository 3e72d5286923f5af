//! Plain Markdown is published as pulldown-cmark gives it: every example of the `CommonMark` specification, and those of GFM below.
//!
//! What Guidepost adds is taken away before the two are compared ([`without_additions`]): ids and anchors of headings, the links of pictures, the figure
//! around code and its highlighting, the box around a table. Examples with front matter or a first heading are shown by the template,
//! so each example stands below a line of text.

use crate::files::project;
use crate::html::{self, Token};
use guidepost::{Options, Sources, compile};
use pulldown_cmark::{Event, Parser, Tag};

/// Above each example, so that its first heading is not the page's and its first `---` no front matter.
const BEFORE: &str = "Before.\n\n";

/// What a page's Markdown is read with; `src/markup/lower.rs` says the same.
const MARKDOWN: pulldown_cmark::Options = pulldown_cmark::Options::ENABLE_TABLES
    .union(pulldown_cmark::Options::ENABLE_FOOTNOTES)
    .union(pulldown_cmark::Options::ENABLE_STRIKETHROUGH)
    .union(pulldown_cmark::Options::ENABLE_TASKLISTS)
    .union(pulldown_cmark::Options::ENABLE_GFM)
    .union(pulldown_cmark::Options::ENABLE_DEFINITION_LIST);

/// What GFM adds, as the specification shows it (<https://github.github.com/gfm/>), and combinations of that.
const GFM: &[&str] = &[
    "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
    "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
    "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
    "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
    "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
    "| abc | def |\n| --- |\n| bar |\n",
    "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
    "| abc | def |\n| --- | --- |\n",
    "| `code` | *em* | [link](https://example.org) | ![img](x.png) |\n|:--|--:|:-:|---|\n| 1 | 2 | 3 | 4 |\n",
    "- | a |\n  |---|\n  | b |\n",
    "> | a |\n> |---|\n> | b |\n",
    "~~Hi~~ Hello, ~there~ world!\n",
    "This ~~has a\n\nnew paragraph~~.\n",
    "This will ~~~not~~~ strike.\n",
    "- [ ] foo\n- [x] bar\n",
    "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n",
    "1. [ ] one\n2. [X] two\n",
    "- [ ]\n- [x]no space\n- text [ ] later\n",
    "*a ~~b **c** d~~ e*\n",
    "Term\n: Definition\n: Another\n\nTerm 2\n: Definition 2\n",
    "a\n  b  \nc\\\nd\n",
    "<details>\n<summary>x</summary>\n\n*y*\n\n</details>\n",
    "# a\n\n## b\n\nSetext\n===\n\nSetext 2\n---\n",
    "Visit https://example.org and <https://example.org/?a=b&c=d> and <a@example.org>.\n",
];

/// The examples of the specification.
fn examples() -> Vec<(String, String)> {
    let path = project("tests/node_modules/commonmark-spec/spec.txt");
    #[expect(clippy::disallowed_methods, reason = "tests read the project's own folder")]
    let spec = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; run `npm ci` in tests/ (tests/run does it)", path.display())
    });
    let fence = "`".repeat(32);
    let start = format!("{fence} example\n");
    let examples: Vec<(String, String)> = spec
        .split(&start)
        .skip(1)
        .zip(1..)
        .map(|(rest, number): (&str, usize)| {
            let (markdown, _) =
                rest.split_once("\n.\n").unwrap_or_else(|| rest.split_once(".\n").unwrap());
            (format!("example {number}"), markdown.replace('→', "\t") + "\n")
        })
        .collect();
    assert_eq!(examples.len(), 652, "CommonMark 0.31 has 652 examples");
    examples
}

/// What pulldown-cmark alone gives, with what authors cannot switch off taken into account: tables have classes for alignments.
fn plain(markdown: &str) -> String {
    let mut html = String::new();
    let events = Parser::new_ext(markdown, MARKDOWN).map(|event| match event {
        // Callouts are Guidepost's.
        Event::Start(Tag::BlockQuote(_)) => Event::Start(Tag::BlockQuote(None)),
        event => event,
    });
    pulldown_cmark::html::push_html(&mut html, events);
    for (style, class) in
        [("left", "align-left"), ("center", "align-center"), ("right", "align-right")]
    {
        html =
            html.replace(&format!("style=\"text-align: {style}\""), &format!("class=\"{class}\""));
    }
    html
}

/// The contents of the pages that Guidepost makes of these texts, each a page of one site.
fn published(texts: &[String]) -> Vec<String> {
    let name = |number: usize| format!("example-{number}");
    let mut sources = Sources::from_fixture("//- /content/pages/index.md\n");
    for (number, text) in texts.iter().enumerate() {
        sources = sources.with_file(&format!("content/pages/{}.md", name(number)), text);
    }
    let compiled = compile(&sources, &Options::default());
    let content = |number| {
        let path = format!("{}.html", name(number));
        let (_, page) = compiled.build.iter().find(|(other, _)| other.as_str() == path).unwrap();
        let page = std::str::from_utf8(page).unwrap();
        let (_, content) = page.split_once("<div class=\"content prose\">\n").unwrap();
        let (content, _) = content.split_once("<nav class=\"pager\"").unwrap();
        content.trim_end().strip_suffix("</div>").unwrap().to_owned()
    };
    (0..texts.len()).map(content).collect()
}

/// HTML without what Guidepost adds to plain Markdown, and without white space between blocks.
fn without_additions(html: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    let mut in_zoom = false;
    let mut skip_until: Option<&str> = None;
    for token in html::tokens(html) {
        if let Some(name) = skip_until {
            if token == Token::Close(name) {
                skip_until = None;
            }
            continue;
        }
        match token {
            Token::Open("a", tag) if html::attribute(tag, "class") == Some("anchor") => {
                out.truncate(out.trim_end().len());
                skip_until = Some("a");
            }
            Token::Open("a", tag) if html::attribute(tag, "class") == Some("zoom") => {
                in_zoom = true;
            }
            Token::Close("a") if in_zoom => in_zoom = false,
            Token::Open("div", tag) if html::attribute(tag, "class") == Some("table") => {
                out.push_str("<!table>");
            }
            Token::Open("input", tag) => out.push_str(&tag.replace(" class=\"task\"", "")),
            Token::Open("figure", _) => {
                in_code = true;
            }
            Token::Close("figure") => in_code = false,
            Token::Open("span", _) | Token::Close("span") if in_code => {}
            Token::Open("pre", _) if in_code => out.push_str("<pre>"),
            Token::Open(name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6"), _) => {
                out.push_str(&format!("<{name}>"));
            }
            Token::Open(_, tag) => out.push_str(tag),
            Token::Close("div") if out.contains("<!table>") => out = out.replace("<!table>", ""),
            Token::Close(name) => out.push_str(&format!("</{name}>")),
            Token::Text(text) => out.push_str(text),
        }
    }
    out
}

/// Both in the form in which they are compared: a code block's language and last line end are Guidepost's to write.
fn comparable(html: &str) -> String {
    let mut out = String::new();
    let mut pre = false;
    for token in html::tokens(&without_additions(html)) {
        match token {
            Token::Open("pre", _) => {
                pre = true;
                out.push_str("\n<pre>");
            }
            Token::Close("pre") => {
                pre = false;
                out.push_str("</pre>\n");
            }
            Token::Open("code", _) if pre => out.push_str("<code>"),
            Token::Close("code") if pre => {
                out.truncate(out.trim_end_matches('\n').len());
                out.push_str("</code>");
            }
            Token::Open(_, tag) => out.push_str(tag),
            Token::Close(name) => out.push_str(&format!("</{name}>")),
            Token::Text(text) => out.push_str(&html::unescape(text)),
        }
    }
    let lines = out.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n").replace("<li>\n", "<li>")
}

/// The examples that come out otherwise. A name and its Markdown are an example.
fn differing(examples: &[(String, String)]) -> Vec<String> {
    let texts: Vec<String> = examples.iter().map(|(_, text)| format!("{BEFORE}{text}")).collect();
    let pages = published(&texts);
    let mut differing = Vec::new();
    for (((name, _), text), page) in examples.iter().zip(&texts).zip(&pages) {
        let (expected, actual) = (comparable(&plain(text)), comparable(page));
        if expected != actual {
            differing.push(format!(
                "--- {name}\n{text}--- pulldown-cmark\n{expected}\n--- Guidepost\n{actual}\n"
            ));
        }
    }
    differing
}

#[test]
fn the_examples_of_commonmark_come_out_as_the_parser_gives_them() {
    let differing = differing(&examples());
    assert!(differing.is_empty(), "{} of 652 differ\n{}", differing.len(), differing.join("\n"));
}

#[test]
fn gfm_comes_out_as_the_parser_gives_it() {
    let examples: Vec<(String, String)> = GFM
        .iter()
        .zip(1..)
        .map(|(text, n): (_, usize)| (format!("GFM {n}"), (*text).to_owned()))
        .collect();
    let differing = differing(&examples);
    assert!(differing.is_empty(), "{} differ\n{}", differing.len(), differing.join("\n"));
}
