//! A page is never stale: after any edits a compile with a memory gives the bytes and the diagnostics of one without.
//!
//! An author at work is played: [`edits`] makes random changes of every kind to a site that uses every feature. After each edit the whole
//! build is compared, with what is made only when it is asked for, and everything that is wrong. A failure names its seed:
//! `GUIDEPOST_SEED=7 cargo test incremental` runs that day of work alone, `GUIDEPOST_EDITS=100000` makes the run longer.

mod edits;

use crate::files::number;
use edits::Author;
use guidepost::{Build, Compiled, Content, Memory, Options, OutputPath, Sources, compile};
use std::sync::Arc;

/// The edits of one day: then the author goes home, and the memory with them.
const DAY: u64 = 250;

/// The edits of an ordinary run.
const EDITS: u64 = 1000;

/// A build with a memory is that without, after edits of the even days.
#[test]
fn after_any_edits_of_even_days_a_memory_changes_nothing() {
    a_memory_changes_nothing(0);
}

/// And of the odd ones: two tests run at once.
#[test]
fn after_any_edits_of_odd_days_a_memory_changes_nothing() {
    a_memory_changes_nothing(1);
}

#[expect(clippy::print_stdout, reason = "a long run says how far it is")]
fn a_memory_changes_nothing(half: u64) {
    let days = match number("GUIDEPOST_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("GUIDEPOST_EDITS").unwrap_or(EDITS).div_ceil(DAY),
    };
    let mut made = 0;
    for seed in days.filter(|seed| seed % 2 == half) {
        let mut author = Author::new(seed);
        let mut memory = Memory::default();
        for number in 0..DAY {
            let what = author.edit();
            let warm = memory.compile(&author.sources, &author.options);
            let cold = compile(&author.sources, &author.options);
            if let Some(difference) = difference(&warm, &cold) {
                panic!("seed {seed}, edit {number} ({what}): {difference}");
            }
            made += 1;
        }
        if seed % 40 > 37 {
            println!("{made} edits, the last seed {seed}");
        }
    }
    println!("{made} edits, {DAY} with each seed");
}

/// The first thing that is not as it should be.
fn difference(warm: &Compiled, cold: &Compiled) -> Option<String> {
    let mut files = warm.build.iter().map(|(path, _)| path).collect::<Vec<_>>();
    files.extend(cold.build.iter().map(|(path, _)| path));
    files.sort();
    files.dedup();
    for path in files {
        let file = |build: &Build| build.get(path.as_str()).map(Content::bytes);
        let (warm, cold) = (file(&warm.build), file(&cold.build));
        if warm != cold {
            let show = |bytes: Option<Arc<[u8]>>| match bytes {
                Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                None => "no file".to_owned(),
            };
            return Some(format!("{path}: {}", unlike(&show(warm), &show(cold))));
        }
    }
    if warm.build != cold.build {
        return Some("the builds differ, and no file does".to_owned());
    }
    let (warm, cold) = (&warm.diagnostics, &cold.diagnostics);
    let stale = warm.iter().find(|wrong| !cold.contains(wrong));
    let missing = cold.iter().find(|wrong| !warm.contains(wrong));
    (warm != cold).then(|| format!("diagnostics: stale {stale:#?}, missing {missing:#?}"))
}

/// The first line in which two texts differ.
fn unlike(warm: &str, cold: &str) -> String {
    let lines = warm.lines().zip(cold.lines());
    match lines.into_iter().find(|(warm, cold)| warm != cold) {
        Some((warm, cold)) => format!("with a memory\n{warm}\nwithout\n{cold}"),
        None => format!(
            "{} lines with a memory, {} without",
            warm.lines().count(),
            cold.lines().count()
        ),
    }
}

/// A site of a few pages, and what a compile makes of it after an edit.
struct Bench {
    sources: Sources,
    memory: Memory,
    build: Build,
}

impl Bench {
    fn new() -> Self {
        let sources = Sources::from_fixture(
            "
            //- /site.yaml
            title: Printers
            footer: Made by the team.
            //- /content/pages/index.md
            # Start
            [A](a.md#one), [B](b.md)
            //- /content/pages/a.md
            # A
            ## One
            ::include{src=/parts/part.md}
            //- /content/pages/b.md
            # B
            {{ site.title }} <b style='x'>
            //- /content/pages/more/c.md
            # C
            Text.
            //- /content/parts/part.md
            A part.
            ",
        );
        let mut memory = Memory::default();
        let build = memory.compile(&sources, &Options::default()).build;
        Self { sources, memory, build }
    }

    /// Edits a file; then: whose text changed, and which pages were drawn again.
    #[track_caller]
    fn check(&mut self, file: &str, from: &str, to: &str, changed: &[&str], drawn: &[&str]) {
        let text = self.sources.text(file).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        self.sources = self.sources.clone().with_file(file, text.replace(from, to));
        let build = self.memory.compile(&self.sources, &Options::default()).build;
        let pages = |path: &&str| path.ends_with(".html");
        let changes = build.changes(&self.build);
        let changes: Vec<&str> = changes.iter().map(OutputPath::as_str).filter(pages).collect();
        assert_eq!(changes, changed, "changed");
        // The copy in Markdown is one piece, which stays where it is if the page is not drawn.
        let drawn_again: Vec<&str> = build
            .iter()
            .filter(|(path, own)| {
                path.as_str().ends_with(".md")
                    && self
                        .build
                        .get(path.as_str())
                        .is_none_or(|old| !Arc::ptr_eq(&old.bytes(), &own.bytes()))
            })
            .map(|(path, _)| path.as_str())
            .collect();
        assert_eq!(drawn_again, drawn, "drawn");
        self.build = build;
    }
}

#[test]
fn an_edit_draws_again_what_shows_it() {
    let mut site = Bench::new();
    // Prose is its page's own.
    site.check("content/pages/b.md", "# B\n", "# B\nNew.\n", &["b.html"], &["b.md"]);
    // A blank line is nothing, also where it moves the place of a mistake.
    site.check("content/pages/a.md", "# A\n", "\n# A\n\n", &[], &[]);
    site.check("content/pages/b.md", "# B\n", "\n\n# B\n", &[], &["b.md"]);
    // A part is drawn where it is included.
    site.check("content/parts/part.md", "A part", "The part", &["a.html"], &["a.md"]);
    // The id of a heading matters to those who link to the page.
    site.check(
        "content/pages/a.md",
        "## One",
        "## Two",
        &["a.html", "index.html"],
        &["a.md", "index.md"],
    );
    // A title stands in the navigation of every page, and beside it; those that do not show it otherwise only get a new navigation.
    let all = ["a.html", "b.html", "index.html", "more/c.html", "search.html"];
    site.check("content/pages/more/c.md", "# C", "# See", &all, &["b.md", "more/c.md"]);
    site.check("site.yaml", "Made by", "By", &all, &["a.md", "b.md", "index.md", "more/c.md"]);
}
