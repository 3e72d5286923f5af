use super::*;

const CODE: &str = "one\ntwo\nthree\nfour\nfive\n";

/// What is wrong with an info string: code, marked text and message of each.
fn wrong(info: &str, code: &str) -> Vec<String> {
    let file = SourcePath::parse("content/pages/a.md").unwrap();
    let (_, diagnostics) = parse(info, code, &file, 100);
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.place.as_ref().unwrap().span;
        let marked = &info[span.start - 100..span.end - 100];
        format!("{} [{marked}] {}", diagnostic.code.name(), diagnostic.message)
    };
    diagnostics.iter().map(line).collect()
}

/// The fence of an info string with which nothing is wrong.
#[track_caller]
fn fence(info: &str) -> Fence {
    assert_eq!(wrong(info, CODE), Vec::<String>::new(), "{info}");
    parse(info, CODE, &SourcePath::parse("a.md").unwrap(), 0).0
}

fn lines(ranges: &[(usize, usize)]) -> LineSet {
    LineSet::new(ranges.iter().copied())
}

fn words(mark: Mark, text: &str) -> Words {
    Words { mark, text: text.to_owned() }
}

#[test]
fn every_option_in_our_own_spelling() {
    let all = "html title=\"settings page\" {1,3-5} ins={2} del={4} \"one\" ins=\"two\" del='three' \
        showLineNumbers startLineNumber=10 collapse={1-5} no-copy wrap";
    assert_eq!(
        fence(all),
        Fence {
            language: Some("html".to_owned()),
            title: Some("settings page".to_owned()),
            marked: lines(&[(1, 1), (3, 5)]),
            inserted: lines(&[(2, 2)]),
            deleted: lines(&[(4, 4)]),
            collapsed: lines(&[(1, 5)]),
            words: vec![
                words(Mark::Marked, "one"),
                words(Mark::Inserted, "two"),
                words(Mark::Deleted, "three"),
            ],
            first_number: Some(10),
            wrap: true,
            no_copy: true,
        }
    );
    assert_eq!(fence(""), Fence::default());
}

#[test]
fn other_tools_spellings_mean_the_same() {
    let marked = lines(&[(1, 1), (3, 4)]);
    for info in [
        "js mark={1,3-4}",
        "js{1,3-4}",
        "js hl_lines=\"1 3-4\"",
        "js,hl_lines=1 3-4,hl_lines=3-4",
        "js {hl_lines=[1,\"3-4\"]}",
        "js {linenos=false hl_lines=[1,\"3-4\"]}",
        "js highlight={1, 3-4}",
        "js {\"A\":1,3-4}",
        "js mark={1,3–4}",
    ] {
        assert_eq!(fence(info).marked, marked, "{info}");
    }
    for info in
        ["js name=a.js", "js filename=\"a.js\"", "js [a.js]", "js,name=a.js", "{.js file=a.js}"]
    {
        assert_eq!(fence(info).title.as_deref(), Some("a.js"), "{info}");
    }
    for info in [
        "js showLineNumbers=7",
        "js linenos,linenostart=7",
        "js linenums=\"7\"",
        "js:line-numbers=7",
        "{.js .numberLines startFrom=7}",
        "js startLineNumber=7 showLineNumbers",
    ] {
        assert_eq!(fence(info).first_number, Some(7), "{info}");
    }
    assert_eq!(fence("js showLineNumbers=false").first_number, None);
    assert_eq!(fence("js:no-line-numbers").first_number, None);
    assert!(fence("js copy=false").no_copy);
    assert!(fence("{ .js .no-copy }").no_copy);
}

#[test]
fn info_strings_of_other_tools_are_no_mistakes() {
    for (info, language) in [
        ("rust,ignore", "rust"),
        ("rust,should_panic,edition2021", "rust"),
        ("{.python}", "python"),
        ("{r}", "r"),
        ("{r, echo=FALSE, fig.cap=\"It's\"}", "r"),
        ("{.bash .numberLines}", "bash"),
        ("js {cmd=node}", "js"),
        ("mermaid", "mermaid"),
        ("vue:line-numbers", "vue"),
        ("bash -e", "bash"),
        ("js frame=\"none\"", "js"),
        ("ts twoslash", "ts"),
        ("sh is a shell", "sh"),
        ("JavaScript", "javascript"),
    ] {
        assert_eq!(fence(info).language.as_deref(), Some(language), "{info}");
    }
    assert_eq!(fence("title=x").language, None);
    assert_eq!(fence("showLineNumbers").language, None);
}

#[test]
fn unknown_languages_are_reported_with_a_suggestion() {
    assert_eq!(
        wrong("  pyhton {1}", CODE),
        ["unknown-language [pyhton] there are no colours for `pyhton`"]
    );
    let file = SourcePath::parse("a.md").unwrap();
    let (fence, diagnostics) = parse("pyhton", CODE, &file, 0);
    let suggestion = diagnostics[0].suggestion.as_ref().unwrap();
    assert_eq!(suggestion, "python");
    assert_eq!(fence.language.as_deref(), Some("pyhton"));
}

#[test]
fn words_that_look_like_options_are_reported() {
    for (info, expected) in [
        ("js tilte=\"x\"", "unknown-code-option [tilte] code blocks have no option `tilte`"),
        ("js colour=red", "unknown-code-option [colour] code blocks have no option `colour`"),
        (
            "js showLineNumber",
            "unknown-code-option [showLineNumber] `showLineNumber` means nothing after a language",
        ),
        ("js title", "unknown-code-option [title] `title` has no value"),
        ("js title=\"x", "unknown-code-option [title=\"x] this is never closed"),
        ("js {1,3", "unknown-code-option [{1,3] this is never closed"),
        ("js /a b/", "unknown-code-option [/a b/] regular expressions cannot choose what to mark"),
        ("js ins=/a/", "unknown-code-option [/a/] regular expressions cannot choose what to mark"),
    ] {
        assert_eq!(wrong(info, CODE), [expected], "{info}");
    }
}

#[test]
fn lines_and_words_that_the_code_lacks_are_reported_where_they_stand() {
    for (info, expected) in [
        ("js {1,9}", "bad-code-mark [9] the code has no line 9"),
        ("js ins={4-7}", "bad-code-mark [4-7] the code has no line 6"),
        ("js {0}", "bad-code-mark [0] the code has no line 0"),
        ("js {5-3}", "bad-code-mark [5-3] the lines `5-3` run backwards"),
        ("js {1, x}", "bad-code-mark [x] `x` is not a line number"),
        ("js hl_lines=\"1 3-\"", "bad-code-mark [3-] `3-` is not a line number"),
        ("js startLineNumber=x", "bad-code-mark [x] `x` is not a line number"),
        ("js \"six\"", "bad-code-mark [six] `six` does not occur in the code"),
        (
            "js del=\"one\\ntwo\"",
            "bad-code-mark [one\\ntwo] `one\\ntwo` does not occur in the code",
        ),
    ] {
        assert_eq!(wrong(info, CODE), [expected], "{info}");
    }
    assert_eq!(wrong("js {1}", ""), ["bad-code-mark [1] the code has no line 1"]);
}

#[test]
fn words_are_not_missed_in_code_with_variables() {
    assert!(wrong("js \"Auckland\"", "{{ institution.name }}").is_empty());
}

#[test]
fn ranges_are_cut_to_the_code() {
    let file = SourcePath::parse("a.md").unwrap();
    let (fence, _) = parse("js {0-2} ins={4-99} del={5-4} collapse={7-9}", CODE, &file, 0);
    assert_eq!(fence.marked, lines(&[(1, 2)]));
    assert_eq!(fence.inserted, lines(&[(4, 5)]));
    assert_eq!(fence.deleted, lines(&[(4, 5)]));
    assert_eq!(fence.collapsed, LineSet::default());
}

#[test]
fn quotations_may_hold_quotes() {
    let file = SourcePath::parse("a.md").unwrap();
    let info = r#"js title="a \"b\" C:\Users" '"x"'"#;
    let (fence, wrong) = parse(info, "say \"x\"", &file, 0);
    assert_eq!(fence.title.as_deref(), Some(r#"a "b" C:\Users"#));
    assert_eq!(fence.words, [words(Mark::Marked, "\"x\"")]);
    assert_eq!(wrong, []);
}

#[test]
fn a_line_in_several_sets_goes_before_it_comes() {
    let fence = fence("js {1-3} ins={2-3} del={3}");
    let marks: Vec<Option<Mark>> = (1..=4).map(|line| fence.line_mark(line)).collect();
    assert_eq!(marks, [Some(Mark::Marked), Some(Mark::Inserted), Some(Mark::Deleted), None]);
}

#[test]
fn no_info_string_panics() {
    let file = SourcePath::parse("a.md").unwrap();
    let signs = ["{", "}", "\"", "'", "=", ",", "/", "[", "ü", "1", " ", "-", ":", ".", "\\", "a"];
    for first in signs {
        for second in signs {
            for third in signs {
                let info = format!("{first}{second}{third}");
                parse(&info, CODE, &file, 0);
                parse(&format!("js ins={info}"), CODE, &file, 0);
            }
        }
    }
}
