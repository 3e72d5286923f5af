//! The index asked from both sides: by the Rust reference, and by the theme's script in node. Both must come to the same.

#![expect(clippy::disallowed_methods, reason = "cases stand on the disk, and node is a program")]

use super::reference::{Engine, Hit, Reader};
use super::words::{For, words};
use crate::compile::{Options, compile};
use crate::render::Build;
use crate::source::Sources;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of the index of a build, by their names without folder and ending.
fn index_files(build: &Build) -> BTreeMap<String, Vec<u8>> {
    let files = build.iter().filter_map(|(path, bytes)| {
        let name = path.as_str().strip_prefix("search/")?.strip_suffix(".js")?;
        Some((name.to_owned(), bytes.to_vec()))
    });
    files.collect()
}

/// The engine as the theme publishes it: its modules joined into one classic script.
fn script() -> String {
    let sources = Sources::from_fixture(
        "
        //- /site.yaml
        theme: probe
        //- /themes/probe/assets/js/probe/main.js
        import { openIndex } from \"../search/engine/index.js\";
        import { wordsOf } from \"../search/engine/words.js\";
        window.probe = { openIndex, wordsOf };
        //- /content/pages/index.md
        One page.
        ",
    );
    let build = compile(&sources, &Options::default()).build;
    let (_, bytes) =
        build.iter().find(|(path, _)| path.as_str().starts_with("assets/probe.")).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A question, with the reader who asks it.
#[derive(Clone, Debug, Default)]
struct Ask {
    text: String,
    reader: Reader,
    limit: usize,
}

impl Ask {
    /// `developer tools | firefox macos`
    fn parse(line: &str) -> Self {
        let (text, reader) = line.split_once(" | ").unwrap_or((line, ""));
        let mut words = reader.split(' ').filter(|word| !word.is_empty()).map(str::to_owned);
        let reader = Reader { browser: words.next(), os: words.next() };
        Self { text: text.to_owned(), reader, limit: 12 }
    }
}

#[derive(Deserialize)]
struct Answers {
    answers: Vec<Answer>,
    words: Vec<(Vec<Cut>, Vec<Cut>)>,
}

#[derive(Deserialize)]
struct Answer {
    results: Vec<Found>,
    suggestion: Option<String>,
    /// Of each answer before this one, how many results it had, and how many files had been fetched for it.
    early: Vec<(usize, usize)>,
    fetched: Vec<String>,
}

#[derive(Deserialize)]
struct Found {
    record: usize,
    score: usize,
    title: String,
    own: bool,
    excerpt: String,
    marks: Vec<(usize, usize)>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Cut {
    text: String,
    start: usize,
    end: usize,
    whole: bool,
}

/// Lets the script answer.
fn ask_script(files: &BTreeMap<String, Vec<u8>>, asks: &[Ask], texts: &[String]) -> Answers {
    let files: BTreeMap<&String, &str> =
        files.iter().map(|(name, bytes)| (name, std::str::from_utf8(bytes).unwrap())).collect();
    let asks: Vec<Value> = asks
        .iter()
        .map(|ask| {
            json!({ "text": ask.text, "browser": ask.reader.browser, "os": ask.reader.os, "limit": ask.limit })
        })
        .collect();
    let input = json!({ "script": script(), "files": files, "asks": asks, "texts": texts });
    let mut node = Command::new("node")
        .arg(project("tests/search/ask.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`node` runs the script of search; tests/run installs it");
    node.stdin
        .take()
        .unwrap()
        .write_all(input.to_string().replace("LONE", "\\ud800").as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "the script failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Asks both sides, and says what they agree on.
#[track_caller]
fn agree(build: &Build, asks: &[Ask]) -> (Vec<Vec<Hit>>, Vec<Answer>) {
    let files = index_files(build);
    let answers = ask_script(&files, asks, &[]).answers;
    let engine = Engine::open(files);
    let mut all = Vec::new();
    for (ask, answer) in asks.iter().zip(&answers) {
        let hits = engine.query(&ask.text, &ask.reader, ask.limit);
        let one: Vec<_> =
            hits.iter().map(|h| (h.record, h.score, h.title.as_str(), h.own)).collect();
        let found = answer.results.iter();
        let other: Vec<_> = found.map(|f| (f.record, f.score, f.title.as_str(), f.own)).collect();
        assert_eq!(one, other, "{ask:?}: in Rust, and in the script");
        all.push(hits);
    }
    (all, answers)
}

/// `\u{e9}` → `é`
fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

#[test]
fn texts_are_cut_into_the_same_words_on_both_sides() {
    let table = fs::read_to_string(project("tests/search/words.txt")).unwrap();
    let lines: Vec<(String, &str)> = table
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap())
        .map(|(text, words)| (unescape(text), words))
        .collect();
    assert!(lines.len() > 30);
    let texts: Vec<String> = lines.iter().map(|(text, _)| text.clone()).collect();
    let scripted = ask_script(&BTreeMap::new(), &[], &texts).words;
    for ((text, expected), (index, query)) in lines.iter().zip(scripted) {
        for (purpose, script) in [(For::Index, index), (For::Query, query)] {
            let wanted = expected.split(' ').filter(|word| !word.is_empty());
            let wanted: Vec<String> = wanted
                .filter(|word| purpose == For::Index || !word.starts_with('~'))
                .map(|word| word.trim_start_matches('~').to_owned())
                .collect();
            let own = words(text, purpose);
            let shown: Vec<String> = own
                .iter()
                .map(|w| format!("{}{}", if w.whole { "=" } else { "" }, w.text))
                .collect();
            assert_eq!(shown, wanted, "{text}");
            let place = |at: usize| text[..at].encode_utf16().count();
            let cut = |w: &super::words::Word| Cut {
                text: w.text.to_string(),
                start: place(w.start),
                end: place(w.end),
                whole: w.whole,
            };
            assert_eq!(own.iter().map(cut).collect::<Vec<_>>(), script, "{text}, in the script");
        }
    }
}

/// Every case in `tests/search/`: a site, `queries.txt`, and in `expected.txt` what both sides find. `UPDATE=1` writes it.
#[test]
fn cases_are_answered_as_expected() {
    let mut wrong = Vec::new();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(project("tests/search")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.join("queries.txt").is_file());
    folders.sort();
    assert!(!folders.is_empty());
    for folder in folders {
        let queries = fs::read_to_string(folder.join("queries.txt")).unwrap();
        let asks: Vec<Ask> =
            queries.lines().filter(|line| !line.is_empty()).map(Ask::parse).collect();
        let compiled = compile(&Sources::load(&folder).unwrap(), &Options::default());
        assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
        let (hits, answers) = agree(&compiled.build, &asks);
        let mut actual = String::new();
        for ((query, hits), answer) in
            queries.lines().filter(|l| !l.is_empty()).zip(hits).zip(answers)
        {
            actual.push_str(&format!("{query}\n"));
            if let Some(suggestion) = answer.suggestion {
                actual.push_str(&format!("  did you mean: {suggestion}\n"));
            }
            for (hit, found) in hits.iter().zip(answer.results).take(4) {
                let other = if hit.own { "" } else { " (of another reader)" };
                let marked = marked(&found.excerpt, &found.marks);
                actual.push_str(&format!("  {}: {}{other}\n    {marked}\n", hit.url, hit.title));
            }
        }
        let file = folder.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &actual).unwrap();
        } else if fs::read_to_string(&file).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "`UPDATE=1` accepts:\n{}", wrong.join("\n"));
}

/// An excerpt with its marked words in brackets.
fn marked(excerpt: &str, marks: &[(usize, usize)]) -> String {
    let units: Vec<u16> = excerpt.encode_utf16().collect();
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in marks {
        let text = |from: usize, to: usize| String::from_utf16(&units[from..to]).unwrap();
        out.push_str(&format!("{}[{}]", text(at, *start), text(*start, *end)));
        at = *end;
    }
    out + &String::from_utf16(&units[at..]).unwrap()
}

#[test]
fn the_projects_own_guide_is_searched_alike_on_both_sides() {
    let build = compile(&Sources::load(&project("")).unwrap(), &Options::default()).build;
    let asks = [
        "token",
        "t",
        "to",
        "tokn",
        "tkoen",
        "developer tools",
        "devloper tols",
        "delete attribut",
        "add_access_token_link",
        "F12 | firefox windows",
        "inspect | safari macos",
        "inspectr | chrome linux",
        "how do I open the developer tools in my browser and find the hidden link",
        "the",
        "the a of",
        "localstorage",
        "local-storage",
        "expiry date",
        "expires",
        "expiring",
        "100",
        "x",
        "curl python",
    ];
    let asks: Vec<Ask> = asks.map(Ask::parse).to_vec();
    let (hits, _) = agree(&build, &asks);
    assert!(hits.iter().filter(|hits| hits.is_empty()).count() < 3);
}

/// A site whose index does not fit into one file. Words and sentences follow from numbers.
fn large() -> Build {
    let mut seed = 7_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let syllables =
        ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "é"];
    let mut vocabulary = Vec::new();
    for _ in 0..4000 {
        let length = 2 + next(3);
        let word: String = (0..length)
            .map(|_| syllables[usize::try_from(next(syllables.len() as u64)).unwrap()])
            .collect();
        vocabulary.push(word);
    }
    let mut text = "//- /site.yaml\ntitle: Large\n".to_owned();
    for page in 0..160 {
        text.push_str(&format!(
            "//- /content/pages/p{page}.md\n# Page {page}\n\nCommon words here.\n"
        ));
        for section in 0..4 {
            let mut words = Vec::new();
            for _ in 0..70 {
                // Some words are much more common than others.
                let most = 1 + next(4000);
                words.push(vocabulary[usize::try_from(next(most)).unwrap()].as_str());
            }
            let (title, body) = words.split_at(2);
            text.push_str(&format!(
                "\n## {} {section}\n\nCommon {}.\n",
                title.join(" "),
                body.join(" ")
            ));
        }
    }
    compile(&Sources::from_fixture(&text), &Options::default()).build
}

#[test]
fn an_index_of_many_files_is_searched_alike_on_both_sides() {
    let build = large();
    let files = index_files(&build);
    assert!(files.len() > 60, "{} files are no test of shards", files.len());
    let engine = Engine::open(files);
    // Words that are there, their beginnings, and with a mistake in each place.
    let mut asks = vec![
        "common".to_owned(),
        "comon".into(),
        "b".into(),
        "ba".into(),
        "bac".into(),
        "é".into(),
    ];
    for seed in ["common words", "b c", "ba di"] {
        for hit in engine.query(seed, &Reader::default(), 8) {
            let word = hit.title.split(' ').next().unwrap().to_owned();
            // Left one letter shorter, it must still be long enough for mistakes to be forgiven.
            if word.chars().count() < 5 {
                continue;
            }
            let chars: Vec<char> = word.chars().collect();
            for at in 0..chars.len() {
                let mut wrong = chars.clone();
                wrong[at] = 'x';
                asks.push(wrong.iter().collect());
                wrong.remove(at);
                asks.push(wrong.iter().collect());
            }
            asks.push(hit.title.clone());
            asks.push(word);
        }
    }
    let asks: Vec<Ask> = asks.iter().map(|text| Ask::parse(text)).collect();
    let (hits, answers) = agree(&build, &asks);
    let empty = asks.iter().zip(&hits).filter(|(_, hits)| hits.is_empty());
    let empty: Vec<&str> = empty.map(|(ask, _)| ask.text.as_str()).collect();
    assert!(empty.len() * 10 < hits.len(), "{empty:?}");
    assert!(answers.iter().all(|answer| answer.fetched.len() < 30));
    // The first few results are there before the texts of the others are.
    let early = answers.iter().filter(|answer| !answer.early.is_empty());
    let early: Vec<&Answer> = early.collect();
    assert!(early.len() * 2 > answers.len());
    for Answer { early, results, fetched, .. } in early {
        assert!(early.len() == 1 && early[0].0 == 5 && results.len() > 5, "{early:?}");
        assert!(early[0].1 < fetched.len());
    }
}

/// A page's texts, each with the nodes that it stands in left out: what a reader sees in one piece.
fn texts_of(site: &crate::site::Site, number: usize) -> Vec<String> {
    use crate::site::{Body, Kind, walk};
    use pulldown_cmark::Event;
    let mut texts = Vec::new();
    let mut visit = |node: &crate::site::Node| match &node.kind {
        Kind::Markdown(Event::Text(text) | Event::Code(text)) => texts.push(text.to_string()),
        Kind::Text(values) | Kind::CodeSpan(values) => {
            texts.extend(values.iter().map(|(_, value)| value.clone()));
        }
        Kind::Keys(values) => {
            let keys = values.iter().flat_map(|(_, alternatives)| alternatives);
            texts.extend(keys.map(|keys| keys.join("+")));
        }
        Kind::Code(_, code) => texts.extend(code.lines().map(str::to_owned)),
        _ => {}
    };
    let page = &site.pages[number];
    match &page.body {
        Body::Prose(nodes) => walk(nodes, &mut visit),
        Body::Guide { intro, parts } => {
            walk(intro, &mut visit);
            for part in parts {
                walk(&part.section().heading.nodes, &mut visit);
                walk(&part.section().nodes, &mut visit);
            }
        }
    }
    texts.push(page.title.clone());
    texts.extend(page.description.clone());
    texts
}

#[test]
fn every_text_on_a_page_is_found_by_its_own_words() {
    for (folder, every) in [("", 31), ("tests/sites/printer-status", 5), ("tests/sites/unicode", 1)]
    {
        let sources = Sources::load(&project(folder)).unwrap();
        let (shared, _) = crate::site::Shared::read(&sources, crate::site::Shared::default());
        let options = crate::site::EditionOptions {
            institution: None,
            base_url: None,
            folder: None,
            drafts: false,
        };
        let (site, _) =
            crate::site::build(&sources, &shared, &options, &mut crate::site::Memory::default());
        let records: Vec<_> =
            (0..site.pages.len()).map(|number| super::records(&site, number)).collect();
        let files = super::index(&records, &super::Settings::of(&site)).into_iter();
        let files = files.filter_map(|(path, bytes)| {
            let name = path.as_str().strip_prefix("search/")?.strip_suffix(".js")?;
            Some((name.to_owned(), bytes))
        });
        let engine = Engine::open(files.collect());
        let mut lost = Vec::new();
        for (number, page) in site.pages.iter().enumerate() {
            let url = page.id.output().to_string();
            for text in texts_of(&site, number).into_iter().step_by(every) {
                if words(&text, For::Query).is_empty() {
                    continue;
                }
                let hits = engine.query(&text, &Reader::default(), usize::MAX);
                if !hits.iter().any(|hit| hit.url.starts_with(&url)) {
                    lost.push(format!("{url}: {text}"));
                }
            }
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
    }
}

#[test]
fn what_is_not_to_be_found_is_not() {
    let site = |settings: &str| {
        let text = format!(
            "//- /site.yaml\n{settings}\n//- /content/pages/index.md\n# First\n//- /content/pages/a.md\n---\nsearch: false\n---\n# Hidden\n\
             //- /content/pages/b.md\n---\ndraft: true\n---\n# Unfinished\n"
        );
        let options = Options { drafts: true, ..Options::default() };
        compile(&Sources::from_fixture(&text), &options).build
    };
    let engine = Engine::open(index_files(&site("title: x")));
    let found = |text: &str| !engine.query(text, &Reader::default(), 10).is_empty();
    assert!(found("first") && !found("hidden") && !found("unfinished"));
    let build = site("search: false");
    assert!(index_files(&build).is_empty() && build.get("search.html").is_none());
}

#[test]
fn half_a_character_neither_throws_nor_hangs() {
    // No text of Rust can hold one, so it is written into what the script is sent.
    let asks = ["LONE", "token LONE", "LONELONE a"].map(Ask::parse);
    let build = compile(
        &Sources::from_fixture("//- /content/pages/index.md\n# Token\n"),
        &Options::default(),
    )
    .build;
    let answers = ask_script(&index_files(&build), &asks, &[]).answers;
    assert_eq!(answers[1].results.len(), 1);
}

#[test]
fn hostile_queries_neither_throw_nor_hang() {
    let build = large();
    let small = compile(
        &Sources::from_fixture(
            "//- /content/pages/index.md\n# constructor\n\n__proto__ toString hasOwnProperty 🎉\n",
        ),
        &Options::default(),
    )
    .build;
    let texts = [
        "a".repeat(10_000),
        "ab ".repeat(4_000),
        "!?.,;:'\"<>[]{}()".repeat(600),
        "__proto__".into(),
        "constructor".into(),
        "toString hasOwnProperty valueOf".into(),
        "\u{0}\u{1}\u{7f}".into(),
        "\u{202e}\u{200f}abc\u{2066}".into(),
        "🎉".into(),
        "👩‍👩‍👧‍👦".into(),
        "e\u{301}\u{301}\u{301}".repeat(200),
        "</script><script>alert(1)</script>".into(),
        "\u{2028}\u{2029}".into(),
        "東京".repeat(5_000),
        "\u{ffff}\u{fffe}".into(),
        " ".repeat(10_000),
        "* ** s*".into(),
        String::new(),
    ];
    let asks: Vec<Ask> =
        texts.into_iter().map(|text| Ask { text, limit: 10, ..Ask::default() }).collect();
    agree(&build, &asks);
    let (hits, _) = agree(&small, &asks);
    let found = |number: usize| !hits[number].is_empty();
    assert!(found(3) && found(4) && found(5) && found(8), "{hits:?}");
}
