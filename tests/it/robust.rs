//! Nothing that an author writes may panic, point out of its file, or take time out of proportion to its size.
//!
//! Mutants are made from a seed, which a failure names: `GUIDEPOST_SEED=7 cargo test robust` runs that one alone.
//! `GUIDEPOST_ROUNDS=100` makes more of them.

#![allow(clippy::format_collect, reason = "texts are made once")]

use crate::files::{below, number, project};
use crate::html;
use crate::random::Random;
use crate::sites::case;
use guidepost::{
    Compiled, Diagnostic, Edition, Options, Place, SourcePath, Sources, compile, report,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pieces that mean something to one of the readers.
const TOKENS: &[&str] = &[
    ":::",
    "::::",
    "\n:::\n",
    ":::note",
    "\n:::note[x]{#a .b}\n",
    ":::browser{firefox}",
    ":::browser{else}",
    ":::os{macos only}",
    "\n::::choose[Q]\n:::option[A]{go=open}\n:::\n::::\n",
    ":::tabs\n",
    ":::tab[x]{key=y}",
    ":::when{institution.page=open}",
    "::include{src=/parts/safety.md}",
    "::include{src=index.md}",
    ":::details[",
    "{{",
    "}}",
    "{{ browser.find }}",
    "{{ site.title }}",
    "{%site.title%}",
    "\\{{ site.title }}",
    ":keys[",
    ":keys[find]",
    ":keys[]]",
    "]",
    "[",
    "](",
    "[x](guides/check.md#open)",
    "[^a]",
    "\n[^a]: x\n",
    "{",
    "}",
    "{#id}",
    "{#id when=\"institution.page = open\"}",
    "`",
    "```",
    "\n```html title=\"x\" {1}\n",
    "\n~~~\n",
    "|",
    "\n|---|\n",
    "<",
    ">",
    "<?",
    "?>",
    "<?x?>",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<details>",
    "<a id=\"x\">",
    "&amp;",
    "&#0;",
    "\u{0}",
    "\r",
    "\r\n",
    "\n",
    "\t",
    "\u{2}",
    "\u{3}",
    "\u{4}",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\u{202e}",
    "é",
    "日本",
    "👩‍👩‍👧",
    "\u{301}",
    "---\n",
    "\n---\n",
    "+++\n",
    "#",
    "\n## ",
    "\n# x {#y}\n",
    "\n===\n",
    "> ",
    "\n> [!NOTE]\n> ",
    "- ",
    "\n- [ ] ",
    "1. ",
    "\n    ",
    ": ",
    "\n: x",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "\"",
    "'",
    "!",
    "&",
    "*x",
    "&x ",
    "title: ",
    "kind: guide\n",
    "- a\n",
    "[a, b]",
    "{ a: b }",
    ">-\n",
    "|\n",
    "{{ page.title }}",
    "{% block x %}",
    "{% endblock %}",
    "{% for x in y %}",
    "{% include \"base.html\" %}",
    "{{ t(key=\"or\") }}",
    "%}",
    "{#-",
];

/// A mutant: bytes cut, lines repeated, swapped and dropped, tokens and bytes of another text put in.
fn mutant(random: &mut Random, text: &str, other: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(8) {
        let at = boundary(&text, random.below(text.len() + 1));
        match random.below(7) {
            0 => {
                let end = boundary(&text, at + random.below(40));
                text.replace_range(at.min(end)..end.max(at), "");
            }
            1 => text.truncate(at),
            2 => {
                let lines: Vec<&str> = other.split_inclusive('\n').collect();
                let line = random.of(&lines).to_owned();
                let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
                text.insert_str(start, line);
            }
            3 => {
                let mut lines: Vec<String> =
                    text.split_inclusive('\n').map(str::to_owned).collect();
                if lines.len() > 1 {
                    let (one, two) = (random.below(lines.len()), random.below(lines.len()));
                    lines.swap(one, two);
                }
                text = lines.concat();
            }
            4 => {
                let end = boundary(&text, at + random.below(200));
                let part = text[at.min(end)..end.max(at)].to_owned();
                text.insert_str(at, &part);
            }
            _ => text.insert_str(at, TOKENS[random.below(TOKENS.len())]),
        }
    }
    text
}

fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// The seeds of a run: one if the environment names it.
fn seeds(count: u64) -> std::ops::Range<u64> {
    match number("GUIDEPOST_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..count * number("GUIDEPOST_ROUNDS").unwrap_or(1),
    }
}

fn compile_site(sources: &Sources) -> Option<Compiled> {
    let options = Options { edition: Edition::Default, base_url: None, drafts: true };
    catch_unwind(AssertUnwindSafe(|| compile(sources, &options))).ok()
}

/// Places out of their file, and what no renderer may choke on.
fn wrong_places(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<String> {
    let fits = |place: &Place| match sources.get(place.file.as_str()) {
        None => false,
        Some(file) => {
            let text = std::str::from_utf8(&file.bytes);
            let on_characters = |text: &str| {
                text.is_char_boundary(place.span.start) && text.is_char_boundary(place.span.end)
            };
            place.span.start <= place.span.end
                && place.span.end <= file.bytes.len()
                && text.is_ok_and(on_characters)
        }
    };
    let places = |d: &Diagnostic| {
        let related = d.related.iter().map(|related| related.place.clone());
        d.place.clone().into_iter().chain(related).collect::<Vec<_>>()
    };
    let mut wrong: Vec<String> = diagnostics
        .iter()
        .flat_map(|d| places(d).into_iter().map(move |place| (d, place)))
        .filter(|(_, place)| !fits(place))
        .map(|(d, place)| format!("{} at {:?}", d.message, place))
        .collect();
    let texts = |path: &SourcePath| sources.text(path.as_str());
    for format in
        [report::Format::Human, report::Format::Json, report::Format::Github, report::Format::Sarif]
    {
        let settings = report::Settings::default();
        let render = || report::render(format, diagnostics, &texts, &settings).len();
        if catch_unwind(AssertUnwindSafe(render)).is_err() {
            wrong.push(format!("{format:?} panics"));
        }
    }
    wrong
}

/// The Markdown of the second site and of the shipped guide.
fn markdown() -> Vec<String> {
    let mut texts = Vec::new();
    for folder in
        [case("printer-status"), project(""), case("variables-everywhere"), case("decisions")]
    {
        for (path, bytes) in below(&folder.join("content")) {
            if path.ends_with(".md") {
                texts.push(String::from_utf8(bytes).unwrap());
            }
        }
    }
    texts
}

fn printers() -> Sources {
    Sources::load(&case("printer-status")).unwrap()
}

const PER_SITE: u64 = 50;

fn page(seed: u64) -> String {
    format!("content/pages/mutants/m{seed}.md")
}

/// The second site with the mutants of some seeds as pages.
fn with_mutants(texts: &[String], seeds: std::ops::Range<u64>, without: &[char]) -> Sources {
    seeds.fold(printers(), |sources, seed| {
        let random = &mut Random::new(seed);
        let (text, other) = (random.of(texts).clone(), random.of(texts).clone());
        let text = mutant(random, &text, &other).replace(without, "(");
        sources.with_file(&page(seed), text)
    })
}

#[test]
fn pages_of_any_text_compile() {
    let texts = markdown();
    let mut failures = Vec::new();
    let all = seeds(1000);
    for start in all.clone().step_by(usize::try_from(PER_SITE).unwrap()) {
        let some = start..(start + PER_SITE).min(all.end);
        let sources = with_mutants(&texts, some.clone(), &[]);
        if let Some(compiled) = compile_site(&sources) {
            failures.extend(wrong_places(&sources, &compiled.diagnostics));
        } else {
            let panics =
                |seed: &u64| compile_site(&with_mutants(&texts, *seed..seed + 1, &[])).is_none();
            failures
                .extend(some.filter(panics).map(|seed| format!("GUIDEPOST_SEED={seed} panics")));
        }
    }
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

/// Without an author's own HTML every element of a page is closed where it must be.
#[test]
fn pages_of_any_text_are_whole_html() {
    let texts = markdown();
    let mut failures = Vec::new();
    let all = seeds(500);
    for start in all.clone().step_by(usize::try_from(PER_SITE).unwrap()) {
        let some = start..(start + PER_SITE).min(all.end);
        let sources = with_mutants(&texts, some.clone(), &['<']);
        let Some(compiled) = compile_site(&sources) else { continue };
        for seed in some {
            let path = format!("mutants/m{seed}.html");
            let page = compiled.build.iter().find(|(other, _)| other.as_str() == path);
            let Some((_, page)) = page else { continue };
            let problems = html::problems(std::str::from_utf8(page).unwrap());
            // Two ids of an author's are reported, and stand.
            let problems =
                problems.iter().filter(|problem| !problem.ends_with("the id stands twice"));
            failures.extend(problems.map(|problem| format!("GUIDEPOST_SEED={seed}: {problem}")));
        }
    }
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn settings_and_templates_of_any_text_compile() {
    let whole = printers();
    let is_read = |path: &str| {
        path.ends_with(".yaml")
            || path.starts_with("themes/") && path.ends_with(".html")
            || path.ends_with(".css")
            || path.ends_with(".js")
    };
    let files: Vec<(String, String)> = whole
        .iter()
        .filter(|(path, _)| is_read(path.as_str()))
        .map(|(path, file)| (path.to_string(), String::from_utf8_lossy(&file.bytes).into_owned()))
        .collect();
    // The rest of the site costs time and adds nothing.
    let mut site = whole.clone();
    for path in [
        "content/pages/guides/index.md",
        "content/pages/help/README.md",
        "content/pages/help/faults.md",
    ] {
        site.remove(path);
    }
    let mut failures = Vec::new();
    for seed in seeds(150) {
        let random = &mut Random::new(seed);
        let ((path, text), (_, other)) = (random.of(&files).clone(), random.of(&files).clone());
        let sources = site.clone().with_file(&path, mutant(random, &text, &other));
        match compile_site(&sources) {
            Some(compiled) => {
                let wrong = wrong_places(&sources, &compiled.diagnostics);
                failures.extend(
                    wrong.into_iter().map(|wrong| format!("GUIDEPOST_SEED={seed} {path}: {wrong}")),
                );
            }
            None => failures.push(format!("GUIDEPOST_SEED={seed} {path} panics")),
        }
    }
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

/// A text that grows with `n`.
type Growing = fn(usize) -> String;

/// Texts that a careless reader takes the square of their length for. Quotes in quotes are not among them: the Markdown copy
/// repeats the mark of each, so it is a square itself.
const LARGE: &[(&str, Growing)] = &[
    ("directives", |n| ":::note\nx\n:::\n".repeat(n)),
    ("directives that are never closed", |n| ":::note\n\nx\n\n".repeat(n)),
    ("closes that close nothing", |n| ":::\n\n".repeat(n)),
    ("nested directives", |n| {
        (0..n).map(|i| format!("{}note\n", ":".repeat(3 + (n - i) % 40))).collect()
    }),
    ("variants", |n| ":::browser{chrome}\nx\n:::\n:::browser{else}\ny\n:::\n".repeat(n)),
    ("variables", |n| "{{ site.title }} {{ browser.find }} ".repeat(n)),
    ("open variables", |n| "{{ ".repeat(n)),
    ("open variables and an end", |n| format!("{}}}}}", "{{ ".repeat(n))),
    ("marked variables", |n| "{% ".repeat(n)),
    ("escaped variables in code", |n| format!("`{}`", "\\{{ ".repeat(n))),
    ("keys", |n| ":keys[F1] ".repeat(n)),
    ("open keys", |n| ":keys[".repeat(n)),
    ("brackets", |n| "[".repeat(n)),
    ("closed brackets", |n| "a]".repeat(n)),
    ("words before brackets", |n| ":keyz[".repeat(n)),
    ("braces in a heading", |n| format!("## a{} }}\n", " {".repeat(n))),
    ("labels", |n| format!(":::note[{}\nx\n:::\n", "[".repeat(n))),
    ("attributes", |n| format!(":::note{{{}}}\nx\n:::\n", "a ".repeat(n))),
    ("quotes in attributes", |n| format!(":::note{{{}}}\nx\n:::\n", "\" ".repeat(n))),
    ("one long line", |n| "x".repeat(n * 10)),
    ("one long word of a directive", |n| format!(":::{}\n", "x".repeat(n))),
    ("headings of the same words", |n| "## Same\n\n".repeat(n)),
    ("headings with the same id", |n| "## Same {#same}\n\n".repeat(n)),
    ("links", |n| "[x](guides/check.md#open) ".repeat(n)),
    ("dead links", |n| "[x](nothing.md) ".repeat(n)),
    ("dead anchors", |n| "[x](#nothing) ".repeat(n)),
    ("reference links", |n| format!("{}\n\n[x]: index.md\n", "[x] ".repeat(n))),
    ("footnotes", |n| (0..n).map(|i| format!("a[^{i}]\n\n[^{i}]: b\n\n")).collect()),
    ("uses of one footnote", |n| format!("{}\n\n[^1]: b\n", "a[^1] ".repeat(n))),
    ("lists in lists", |n| {
        (0..n.min(2000)).map(|i| format!("{}- x\n", "  ".repeat(i % 100))).collect()
    }),
    ("emphasis", |n| "*a **b ".repeat(n)),
    ("code spans", |n| (1..n / 20).map(|i| "`".repeat(i % 50) + "a").collect()),
    ("code", |n| format!("```html {{1-{n}}} \"x\"\n{}```\n", "<p class=\"x\">x</p>\n".repeat(n))),
    ("fence options", |n| format!("```html {}\nx\n```\n", "ins={1} \"x\" ".repeat(n))),
    ("unknown fence options", |n| format!("```html {}\nx\n```\n", "titel=\"x\" ".repeat(n))),
    ("table rows", |n| format!("|a|b|\n|---|---|\n{}", "|1|2|\n".repeat(n))),
    ("table columns", |n| {
        format!("{}|\n{}|\n{}|\n", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n))
    }),
    ("html", |n| "<div id=\"x\" style=\"y\">\n\n".repeat(n)),
    ("html on one line", |n| "<b id=\"x\">".repeat(n)),
    ("open tags", |n| "<a ".repeat(n)),
    ("options", |n| format!("::::choose[Q]\n{}::::\n", ":::option[A]{go=x}\n:::\n".repeat(n))),
    ("tabs", |n| format!("::::tabs\n{}::::\n", ":::tab[A]\nx\n:::\n".repeat(n))),
    ("front matter", |n| format!("---\ntags: [{}]\n---\n", "a, ".repeat(n))),
    ("front matter nested deep", |n| format!("---\ntags: {}\n---\n", "[".repeat(n))),
    ("front matter keys", |n| {
        format!("---\n{}---\n", (0..n).map(|i| format!("k{i}: x\n")).collect::<String>())
    }),
    ("steps", |n| {
        format!(
            "---\nkind: guide\n---\n{}",
            (0..n).map(|i| format!("## S{i} {{#s{i}}}\nx\n")).collect::<String>()
        )
    }),
    ("callouts in callouts", |n| {
        (0..n.min(200)).map(|i| format!("{}[!NOTE]\n", "> ".repeat(i + 1))).collect()
    }),
    ("includes of one part", |n| "::include{src=/parts/part.md}\n\n".repeat(n)),
    ("definitions", |n| "Term\n: x\n\n".repeat(n)),
    ("carriage returns", |n| "a\r".repeat(n)),
    ("NUL", |n| "\u{0}\n".repeat(n)),
];

/// How long this thread has been at work, in seconds. Other programs do not count where the system tells.
fn worked() -> f64 {
    use std::sync::LazyLock;
    use std::time::Instant;
    #[expect(clippy::disallowed_methods, reason = "the test measures how long a build takes")]
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    #[expect(clippy::disallowed_methods, reason = "the test measures how long a build takes")]
    let linux = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = linux.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

/// How long a thread of its own works to compile a site with that page.
fn seconds(text: &str) -> f64 {
    let sources = Sources::from_fixture("//- /content/parts/part.md\nx\n")
        .with_file("content/pages/index.md", text)
        .with_file("content/pages/guides/check.md", "## Open {#open}\n")
        .with_file("content/browsers/chrome.yaml", "names: { find: Find }\n")
        .with_file("content/browsers/firefox.yaml", "names: { find: Search }\n");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        let start = worked();
        assert!(compile_site(&sources).is_some(), "it panics");
        worked() - start
    })
}

/// Four times the text may take ten times as long: a square would take sixteen times.
#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    const SMALL: usize = 1000;
    const LARGER: usize = 4 * SMALL;
    /// What a build takes at least, whatever it builds.
    const FLOOR: f64 = 0.05;
    let mut failures = Vec::new();
    for (name, text) in LARGE {
        let (small, large) = (text(SMALL), text(LARGER));
        let ratio = || seconds(&large).max(FLOOR) / seconds(&small).max(FLOOR);
        // Another program may have taken the time, so a bad result must come twice.
        if ratio() > 10.0 && ratio() > 10.0 {
            failures.push(format!(
                "{name}: {:.2} s for {SMALL}, {:.2} s for {LARGER}",
                seconds(&small),
                seconds(&large)
            ));
        }
    }
    assert!(failures.is_empty(), "{} grow too fast:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn very_deep_and_very_long_texts_end() {
    for (name, text) in [
        ("quotes", "> ".repeat(10_000) + "x"),
        ("lists", "- ".repeat(10_000) + "x"),
        ("numbers", "1. ".repeat(10_000) + "x"),
        ("emphasis", "*".repeat(10_000) + "x" + &"*".repeat(10_000)),
        ("links", "[".repeat(10_000) + "x" + &"](a)".repeat(10_000)),
        ("directives", (0..2_000).map(|n| format!("{}note\n", ":".repeat(2_100 - n))).collect()),
        ("colons", ":".repeat(1_000_000)),
        ("a line", "word ".repeat(200_000)),
        ("a word", "x".repeat(1_000_000)),
        ("a heading", "# ".to_owned() + &"x ".repeat(100_000)),
        ("tags", "<div>".repeat(10_000)),
        ("many directives", ":::note[*x*]\ny\n:::\n".repeat(5_000)),
    ] {
        assert!(seconds(&text) < 60.0, "{name}");
    }
}
