use super::*;
use crate::diagnostic::Code;
use crate::id::SourcePath;

fn path(path: &str) -> SourcePath {
    SourcePath::parse(path).unwrap()
}

/// A mistake in `a.md`.
fn mistake(span: std::ops::Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::UnknownKey, "no such key").at(&path("a.md"), span)
}

/// Shows diagnostics where `a.md` has this text and no other file has any.
fn show(text: &str, diagnostics: &[Diagnostic], settings: &Settings) -> String {
    human(diagnostics, &|path| (path.as_str() == "a.md").then_some(text), settings)
}

#[track_caller]
fn check(text: &str, diagnostic: Diagnostic, expected: &str) {
    let shown = show(text, &[diagnostic], &Settings::default());
    assert_eq!(shown.trim_end(), expected.trim(), "\n{shown}");
}

#[test]
fn a_question_is_the_title_of_its_edit() {
    check(
        "lang: en\ntitel: Printers\n",
        mistake(9..14).label("not a key of this file").did_you_mean("titel", ["title", "lang"]),
        "
error[unknown-key]: no such key
 --> a.md:2:1
  |
2 | titel: Printers
  | ^^^^^ not a key of this file
  |
  = help: known here: `title`, `lang`
help: did you mean `title`?
  |
2 - titel: Printers
2 + title: Printers
  |",
    );
}

#[test]
fn carriage_returns_and_tabs_move_no_caret() {
    check(
        "lang: en\r\n\ttitel: Printers\r\n",
        mistake(11..16).label("here").suggest("title").help("see the manual"),
        "
error[unknown-key]: no such key
 --> a.md:2:2
  |
2 |     titel: Printers
  |     ^^^^^ here
  |
  = help: see the manual
help: write `title`
  |
2 -     titel: Printers
2 +     title: Printers
  |",
    );
}

#[test]
fn wide_characters_take_two_columns_and_a_split_one_is_marked_whole() {
    check(
        "日本語 ok\n",
        mistake(4..5).label("here"),
        "
error[unknown-key]: no such key
 --> a.md:1:2
  |
1 | 日本語 ok
  |   ^^ here",
    );
}

#[test]
fn a_mark_over_several_lines_is_cut_to_the_first() {
    check(
        "one\ntwo\nthree\n",
        mistake(1..9),
        "
error[unknown-key]: no such key
 --> a.md:1:2
  |
1 | one
  |  ^^",
    );
}

#[test]
fn the_end_of_a_file_and_beyond_is_the_end_of_its_last_line() {
    let expected = "
error[unknown-key]: no such key
 --> a.md:2:4
  |
2 | two
  |    ^
  |
help: write this
  |
3 + :::
  |";
    check("one\ntwo\n", mistake(8..8).suggest(":::\n"), expected);
    check("one\ntwo\n", mistake(800..900).suggest(":::\n"), expected);
}

#[test]
fn related_places_share_a_drawing_when_near() {
    let lines = "a: 1\nb: 2\nc: 3\nd: 4\na: 5\n";
    check(
        lines,
        mistake(20..21).related(&path("a.md"), 0..1, "first here").related(
            &path("lost.md"),
            0..1,
            "and there",
        ),
        "
error[unknown-key]: no such key
 --> a.md:5:1
  |
1 | a: 1
  | - first here
...
5 | a: 5
  | ^
 ::: lost.md
  = note: and there",
    );
    let far = format!("{lines}{}\na: 6\n", "x".repeat(WINDOW));
    check(
        &far,
        mistake(0..1).related(&path("a.md"), far.len() - 5..far.len() - 4, "again here"),
        "
error[unknown-key]: no such key
 --> a.md:1:1
  |
1 | a: 1
  | ^
  |
 ::: a.md:7:1
  |
7 | a: 6
  | - again here",
    );
}

#[test]
fn without_a_place_or_a_text_the_words_remain() {
    check(
        "",
        Diagnostic::new(Code::NoPages, "the site has no pages").help("write one"),
        "
error[no-pages]: the site has no pages
 |
 = help: write one",
    );
    check(
        "",
        Diagnostic::new(Code::NotUtf8, "not UTF-8").at(&path("b.md"), 3..4).label("byte 0xff"),
        "
error[not-utf8]: not UTF-8
--> b.md
 = note: byte 0xff",
    );
}

#[test]
fn a_line_that_is_too_long_is_named_and_its_edit_said() {
    let text = "x".repeat(WINDOW + 1);
    check(
        &text,
        mistake(500..501).label("here").suggest("y"),
        "
error[unknown-key]: no such key
--> a.md:1:501
 = note: here
 = help: write `y`",
    );
}

#[test]
fn control_characters_are_made_visible() {
    let code = "\u{1b}[2J";
    let diagnostic = mistake(0..1).label(code).help(code).suggest(code).related(
        &path("\u{1b}[2J.md"),
        0..1,
        code,
    );
    let shown = show("x\u{1b}[31m", &[diagnostic], &Settings::default());
    assert!(!shown.contains('\u{1b}'), "{shown}");
    assert!(shown.contains("x␛[31m"), "{shown}");
}

#[test]
fn colours_and_prefix_are_settings() {
    let settings = Settings { colour: true, prefix: "docs/".into(), ..Settings::default() };
    let shown = show("a: 1", &[mistake(0..1)], &settings);
    assert!(shown.contains("\u{1b}[") && shown.contains("docs/a.md:1:1"), "{shown:?}");
}

#[test]
fn strict_says_once_why_warnings_are_errors() {
    let warning = Diagnostic::new(Code::MissingVariant, "Firefox has no text");
    let settings = Settings { strict: true, ..Settings::default() };
    let shown = show("", &[mistake(0..0), warning.clone(), warning], &settings);
    assert_eq!(shown.matches("error[missing-variant]").count(), 2, "{shown}");
    assert_eq!(shown.matches("--strict").count(), 1, "{shown}");
}

/// Every span of awkward texts, with awkward replacements, at narrow and wide terminals.
#[test]
fn no_span_makes_it_panic() {
    let texts = [
        "",
        "\n",
        "\r\n",
        "a",
        "\t\té\r\n\r\n日本\n",
        "e\u{301}\u{200d}👩‍💻\rx\n\n",
        "a\n\n\n  b  \n",
    ];
    for text in texts {
        for start in 0..text.len() + 3 {
            for end in start..text.len() + 3 {
                for new in ["", "x", "日\n", "\n\n", "\ta\r\nb\n", " "] {
                    for width in [0, 10, 140] {
                        let settings = Settings { width, ..Settings::default() };
                        let diagnostic = mistake(start..end)
                            .label("l")
                            .suggest(new)
                            .related(&path("a.md"), end..end + 1, "r")
                            .related(&path("a.md"), 0..start, "s");
                        assert!(!show(text, &[diagnostic], &settings).is_empty());
                    }
                }
            }
        }
    }
}
