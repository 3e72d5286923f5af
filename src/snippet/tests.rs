//! What the parts of this module promise together.

use super::*;

const HTML: &str = "<ul>\r\n<li>one<li class='x y'>two\n</ul>\n<a HREF=# style=\"display: none;\" id=go>Gö &amp; <b>on</b></a><!-- end --><table><tr><td>cell</table>";

fn edit(selector: &str, action: Action) -> Pin {
    Pin::Edit { selector: selector.to_owned(), action }
}

fn built(pins: &[Pin]) -> (Snippet, Vec<Problem>) {
    let request = Request { html: HTML, focus: Some("#go"), find: None, pins };
    let (snippet, problems) = build(&request);
    (snippet.unwrap(), problems)
}

/// The text after one edit.
fn after(selector: &str, action: Action) -> String {
    let (snippet, problems) = built(&[edit(selector, action)]);
    assert!(problems.is_empty(), "{problems:?}");
    snippet.states[1].html.clone()
}

fn code(pins: &[Pin]) -> Code {
    built(pins).1.first().unwrap().diagnostic.code
}

#[test]
fn an_edit_changes_what_it_says_and_nothing_else() {
    use Action::{AddClass, RemoveAttribute, RemoveClass, RemoveElement, SetAttribute, SetText};
    let becomes = |selector: &str, action: Action, old: &str, new: &str| {
        assert_eq!(after(selector, action), HTML.replacen(old, new, 1));
    };
    becomes("#go", RemoveAttribute("style".into()), " style=\"display: none;\"", "");
    becomes("#go", RemoveAttribute("href".into()), " HREF=#", "");
    becomes(
        "#go",
        SetAttribute("style".into(), "a\"b".into()),
        "\"display: none;\"",
        "\"a&quot;b\"",
    );
    becomes("#go", SetAttribute("title".into(), "t".into()), "id=go>", "id=go title=\"t\">");
    becomes("li.x", RemoveClass("x".into()), "class='x y'", "class=\"y\"");
    becomes("li.x", AddClass("z".into()), "class='x y'", "class=\"x y z\"");
    becomes("li:first-child", RemoveElement, "<li>one", "");
    becomes(
        "#go",
        RemoveElement,
        "<a HREF=# style=\"display: none;\" id=go>Gö &amp; <b>on</b></a>",
        "",
    );
    becomes("b", SetText("<off>".into()), "<b>on</b>", "<b>&lt;off></b>");
}

#[test]
fn an_unclosed_element_ends_where_the_next_begins() {
    assert_eq!(after("li:first-child", Action::SetText("1".into())), HTML.replacen("one", "1", 1));
    assert_eq!(after("li.x", Action::SetText("2".into())), HTML.replacen("two\n", "2", 1));
}

#[test]
fn edits_follow_one_another() {
    let pins = [
        edit("#go", Action::RemoveAttribute("style".into())),
        edit("#go", Action::AddClass("done".into())),
        Pin::Note { selector: "a.done".into(), attribute: None },
    ];
    let (snippet, problems) = built(&pins);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(snippet.states.len(), 3);
    assert!(snippet.states[2].html.contains("id=go class=\"done\""));
}

#[test]
fn what_finds_nothing_or_too_much_is_reported() {
    let note = |selector: &str, attribute: Option<&str>| {
        [Pin::Note { selector: selector.into(), attribute: attribute.map(str::to_owned) }]
    };
    assert_eq!(code(&note("p", None)), Code::DeadSelector);
    assert_eq!(code(&note("li", None)), Code::AmbiguousSelector);
    assert_eq!(code(&note("li[", None)), Code::BadSelector);
    assert_eq!(code(&note("#go", Some("class"))), Code::DeadSelector);
    assert_eq!(code(&[edit("#go", Action::RemoveAttribute("class".into()))]), Code::IdleEdit);
    assert_eq!(code(&[edit("li.x", Action::AddClass("x".into()))]), Code::IdleEdit);
    assert_eq!(code(&[edit("tbody", Action::RemoveElement)]), Code::IdleEdit);
}

#[test]
fn a_note_about_what_an_edit_took_away_is_reported() {
    let note = Pin::Note { selector: "#go".into(), attribute: Some("style".into()) };
    let edit = edit("#go", Action::RemoveAttribute("style".into()));
    assert!(built(&[note.clone(), edit.clone()]).1.is_empty());
    assert_eq!(code(&[edit, note]), Code::DeadSelector);
}

#[test]
fn selectors_of_level_four_work() {
    for selector in [
        "li:not(.x)",
        "a:has(b)",
        ":is(a, p)#go",
        "[href^='#']",
        "ul > li:nth-child(2)",
        "li + li",
        "tbody td",
    ] {
        let tree = Tree::parse(HTML).unwrap();
        let mut problems = Vec::new();
        assert!(
            selector::one(&tree, selector, Part::Focus, &mut problems).is_some(),
            "{selector}: {problems:?}"
        );
        assert!(problems.is_empty(), "{selector}");
    }
}

#[test]
fn the_search_counts_as_developer_tools_do() {
    // By selector, by text whatever its case, by name and value of attributes, by name of elements, in comments.
    for (query, count) in [
        ("a#go", 1),
        ("li", 2),
        ("TWO", 1),
        ("display: NONE", 1),
        ("end", 1),
        ("style", 1),
        ("x y", 1),
        ("zzz", 0),
        ("  ", 0),
    ] {
        assert_eq!(matches(HTML, query), Some(count), "{query}");
    }
}

#[test]
fn the_nearest_selector_is_suggested() {
    let (_, problems) = built(&[Pin::Note { selector: "ul li.xx".into(), attribute: None }]);
    assert_eq!(problems[0].diagnostic.suggestion.as_deref(), Some("ul li.x"));
}

#[test]
fn the_panel_opens_where_something_is_pinned() {
    let (snippet, _) = built(&[]);
    let folded = |view: &View| matches!(view, View::Element(element) if element.folded);
    assert_eq!(snippet.states[0].view.iter().filter(|view| folded(view)).count(), 2);
    assert_eq!(snippet.states[0].trail.last().unwrap(), "a#go");
}

#[test]
fn a_preview_shows_and_does_nothing() {
    let html = "<div onclick=x><script>x</script><a id=go href=javascript:x style='display:none'>go</a><iframe src=x></iframe></div>";
    let request = Request { html, focus: Some("#go"), find: None, pins: &[] };
    let preview = build(&request).0.unwrap().states[0].preview.clone();
    assert_eq!(preview, "<div class=\"pv-div\"><a class=\"pv-a pv-none\">go</a></div>");
}

#[test]
fn hostile_html_gives_an_error_or_a_panel() {
    let deep = "<div>".repeat(100_000);
    let bogus = "</z><b>".repeat(100_000);
    let drawing = format!("<svg>{}", "<td>".repeat(100_000));
    for html in [&deep, &bogus, &drawing, &"x".repeat(2 << 20)] {
        assert!(Tree::parse(html).is_err());
    }
    let odd =
        format!("<p title=\"{}\">\0\u{fffe}<![CDATA[x]]></p ><<a <b></b>&#0;", "x".repeat(900_000));
    let tree = Tree::parse(&odd).unwrap();
    assert!(!view::view(&tree, &view::Pins::default()).is_empty());
    assert!(Tree::parse("").is_ok());
}

#[test]
fn five_thousand_elements_are_read_in_one_go() {
    let html: Vec<String> = (0..5_000).map(|n| format!("<p id=p{n}>text</p>")).collect();
    let html = html.concat();
    let request = Request {
        html: &html,
        focus: Some("#p4999"),
        find: Some("#p4999"),
        pins: &[edit("#p4999", Action::RemoveElement)],
    };
    let (snippet, problems) = build(&request);
    assert!(problems.is_empty());
    assert_eq!(snippet.unwrap().states.len(), 2);
}
