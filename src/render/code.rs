//! A code block to HTML: `<figure class="code">` with a `<span class="line">` a line.
//!
//! 1. Highlighting cuts each line into pieces; marked words cut across them, and their elements stand around the pieces.
//! 2. Lines to fold away stand in `<details>` of their own, so that the figure has several `<pre>`.
//!
//! Between two lines of a `<pre>` stands exactly one line end, after the last none: the text of a block that folds nothing is the
//! code, and what is copied from it ends in no line end that a shell would take for Enter. Everything is escaped. Has no
//! button to copy and no style: the theme and its scripts add them.

use crate::highlight::{Class, Known, Line};
use crate::markup::{Fence, Mark, Words};
use std::fmt::Write;

/// The HTML of a code block. `fold_label` says how many lines a fold hides, in the language of the page.
///
/// A numbered block has the number of its first line in `data-start`, and each line its own in `data-n`, for CSS to show: numbers
/// in the text would be copied, and a CSS counter cannot start at an attribute's value.
pub(super) fn code_block(
    fence: &Fence,
    code: &str,
    known: &Known,
    fold_label: impl Fn(usize) -> String,
) -> String {
    let lines = known.lines(fence.language.as_deref().unwrap_or("text"), code);
    let mut html = String::with_capacity(code.len() * 3 + 200);
    open_figure(&mut html, fence);

    let mut done = 0;
    while done < lines.len() || done == 0 {
        let folded = fence.collapsed.contains(done + 1);
        let run = lines[done..]
            .iter()
            .zip(done + 1..)
            .take_while(|(_, number)| fence.collapsed.contains(*number) == folded)
            .count();
        if folded {
            html.push_str("<details class=\"code-fold\"><summary>");
            push_text(&mut html, &fold_label(run));
            html.push_str("</summary>");
        }
        push_lines(&mut html, fence, &lines[done..done + run], done + 1);
        if folded {
            html.push_str("</details>");
        }
        done += run.max(1);
    }
    html.push_str("</figure>");
    html
}

fn open_figure(html: &mut String, fence: &Fence) {
    html.push_str("<figure class=\"code");
    if fence.wrap {
        html.push_str(" code-wrap");
    }
    if fence.first_number.is_some() {
        html.push_str(" code-numbered");
    }
    html.push('"');
    if let Some(language) = &fence.language {
        html.push_str(" data-lang=\"");
        push_attribute(html, language);
        html.push('"');
    }
    if let Some(first) = fence.first_number {
        _ = write!(html, " data-start=\"{first}\"");
    }
    if fence.no_copy {
        html.push_str(" data-no-copy");
    }
    html.push('>');
    if let Some(title) = &fence.title {
        html.push_str("<figcaption>");
        push_text(html, title);
        html.push_str("</figcaption>");
    }
}

/// One `<pre>`; `first` is the number of its first line in the code, counted from 1.
fn push_lines(html: &mut String, fence: &Fence, lines: &[Line<'_>], first: usize) {
    // It may scroll sideways, so it can take the focus of a keyboard.
    html.push_str("<pre tabindex=\"0\"><code");
    if let Some(language) = &fence.language {
        html.push_str(" class=\"language-");
        push_attribute(html, language);
        html.push('"');
    }
    html.push('>');
    for (line, number) in lines.iter().zip(first..) {
        if number > first {
            html.push('\n');
        }
        html.push_str(match fence.line_mark(number) {
            None => "<span class=\"line\"",
            Some(Mark::Marked) => "<span class=\"line line-mark\"",
            Some(Mark::Inserted) => "<span class=\"line line-ins\"",
            Some(Mark::Deleted) => "<span class=\"line line-del\"",
        });
        if let Some(start) = fence.first_number {
            _ = write!(html, " data-n=\"{}\"", start.saturating_add(number - 1));
        }
        html.push('>');
        push_line(html, line, &found(&fence.words, line));
        html.push_str("</span>");
    }
    html.push_str("</code></pre>");
}

/// Words found in a line.
struct Found {
    start: usize,
    end: usize,
    mark: Mark,
}

/// Where the words stand in the line, in order. Where several overlap, the one that begins first counts, and of those the
/// one that the fence names first.
fn found(words: &[Words], line: &[(Class, &str)]) -> Vec<Found> {
    if words.is_empty() {
        return Vec::new();
    }
    let text: String = line.iter().map(|(_, text)| *text).collect();
    let mut all: Vec<Found> = Vec::new();
    for Words { mark, text: words } in words {
        let places = text.match_indices(&**words);
        all.extend(places.map(|(start, _)| Found { start, end: start + words.len(), mark: *mark }));
    }
    all.sort_by_key(|found| found.start);
    let mut free = 0;
    all.retain(|found| {
        let kept = found.start >= free && found.start < found.end;
        if kept {
            free = found.end;
        }
        kept
    });
    all
}

/// The pieces of a line, cut where the found words begin and end.
fn push_line(html: &mut String, line: &[(Class, &str)], found: &[Found]) {
    let mut found = found.iter().peekable();
    let mut open: Option<&Found> = None;
    let mut at = 0;
    for (class, piece) in line {
        let mut rest = *piece;
        while !rest.is_empty() {
            let cut = match (open, found.peek()) {
                (Some(open), _) => open.end,
                (None, Some(next)) => next.start,
                (None, None) => usize::MAX,
            };
            if cut > at {
                let (text, after) = rest.split_at(rest.len().min(cut - at));
                push_piece(html, *class, text);
                at += text.len();
                rest = after;
            } else if let Some(closed) = open.take() {
                html.push_str(tags(closed.mark).1);
            } else {
                open = found.next();
                html.push_str(open.map_or("", |opened| tags(opened.mark).0));
            }
        }
    }
    if let Some(closed) = open {
        html.push_str(tags(closed.mark).1);
    }
}

/// The element around marked words.
fn tags(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Marked => ("<mark>", "</mark>"),
        Mark::Inserted => ("<ins>", "</ins>"),
        Mark::Deleted => ("<del>", "</del>"),
    }
}

fn push_piece(html: &mut String, class: Class, text: &str) {
    let Some(css) = class.css() else { return push_text(html, text) };
    html.push_str("<span class=\"");
    html.push_str(css);
    html.push_str("\">");
    push_text(html, text);
    html.push_str("</span>");
}

/// Escapes text. A carriage return written as it is would be read as a line end, and a NUL would vanish: it becomes U+FFFD, as in
/// `CommonMark`.
fn push_text(html: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\r' => "&#13;",
            0 => "\u{fffd}",
            _ => continue,
        };
        html.push_str(&text[done..at]);
        html.push_str(escaped);
        done = at + 1;
    }
    html.push_str(&text[done..]);
}

/// Escapes the value of an attribute in double quotes.
fn push_attribute(html: &mut String, value: &str) {
    for (index, part) in value.split('"').enumerate() {
        if index > 0 {
            html.push_str("&quot;");
        }
        push_text(html, part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SourcePath;
    use crate::markup::fence;

    fn html(info: &str, code: &str) -> String {
        let file = SourcePath::parse("a.md").unwrap();
        let (fence, _) = fence::parse(info, code, &file, 0);
        code_block(&fence, code, &Known::default(), |lines| format!("{lines} lines"))
    }

    /// What a browser takes for the text of each `<pre>`.
    fn text(html: &str) -> Vec<String> {
        let block = |pre: &str| {
            let pre = &pre[pre.find('>').unwrap() + 1..pre.find("</pre>").unwrap()];
            let mut text = String::new();
            for part in pre.split('<') {
                text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
            }
            [("&lt;", "<"), ("&gt;", ">"), ("&#13;", "\r"), ("&amp;", "&")]
                .iter()
                .fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
        };
        html.split("<pre").skip(1).map(block).collect()
    }

    #[test]
    fn a_plain_block_has_no_language_and_no_colour() {
        assert_eq!(
            html("", "a < b\n\n\tc\n"),
            "<figure class=\"code\"><pre tabindex=\"0\"><code><span class=\"line\">a &lt; b</span>\n\
             <span class=\"line\"></span>\n\
             <span class=\"line\">\tc</span></code></pre></figure>"
        );
        assert_eq!(
            html("", ""),
            "<figure class=\"code\"><pre tabindex=\"0\"><code></code></pre></figure>"
        );
    }

    #[test]
    fn title_language_and_colours() {
        assert_eq!(
            html("bash title=\"a & b\"", "ls # x\n"),
            "<figure class=\"code\" data-lang=\"bash\"><figcaption>a &amp; b</figcaption>\
             <pre tabindex=\"0\"><code class=\"language-bash\"><span class=\"line\">\
             <span class=\"hl-function\">ls</span> <span class=\"hl-comment\"># x</span>\
             </span></code></pre></figure>"
        );
    }

    #[test]
    fn switches_are_on_the_figure_and_numbers_on_the_lines() {
        assert_eq!(
            html("text wrap no-copy startLineNumber=9", "a\nb\n"),
            "<figure class=\"code code-wrap code-numbered\" data-lang=\"text\" data-start=\"9\" \
             data-no-copy><pre tabindex=\"0\"><code class=\"language-text\">\
             <span class=\"line\" data-n=\"9\">a</span>\n\
             <span class=\"line\" data-n=\"10\">b</span></code></pre></figure>"
        );
    }

    #[test]
    fn lines_are_marked_by_class() {
        let marked = html("text {1} ins={2} del={3}", "a\nb\nc\nd\n");
        for line in ["line line-mark\">a", "line line-ins\">b", "line line-del\">c", "line\">d"] {
            assert!(marked.contains(&format!("<span class=\"{line}</span>")), "{marked}");
        }
    }

    #[test]
    fn folded_lines_stand_in_details_of_their_own() {
        assert_eq!(
            html("text collapse={2-3}", "a\nb\nc\nd\n"),
            "<figure class=\"code\" data-lang=\"text\">\
             <pre tabindex=\"0\"><code class=\"language-text\"><span class=\"line\">a</span></code></pre>\
             <details class=\"code-fold\"><summary>2 lines</summary>\
             <pre tabindex=\"0\"><code class=\"language-text\"><span class=\"line\">b</span>\n\
             <span class=\"line\">c</span></code></pre></details>\
             <pre tabindex=\"0\"><code class=\"language-text\"><span class=\"line\">d</span></code></pre>\
             </figure>"
        );
        assert_eq!(text(&html("text collapse={1-4}", "a\nb\nc\nd\n")), ["a\nb\nc\nd"]);
        assert_eq!(
            text(&html("text collapse={1,4}", "a\nb\nc\nd\n")),
            ["a", "b\nc", "d"].map(String::from)
        );
    }

    /// The inside of the only line.
    fn line(info: &str, code: &str) -> String {
        let html = html(info, code);
        let start = html.find("<span class=\"line\">").unwrap() + 19;
        html[start..html.find("</span></code>").unwrap()].to_owned()
    }

    #[test]
    fn marked_words_cut_across_colours() {
        assert_eq!(
            line("html \"a b=\"", "<a b=\"c\">"),
            "&lt;<mark><span class=\"hl-tag\">a</span> <span class=\"hl-attr\">b</span>=</mark>\
             <span class=\"hl-string\">\"c\"</span>&gt;"
        );
        assert_eq!(
            line("html ins='\"c'", "<a b=\"c\">"),
            "&lt;<span class=\"hl-tag\">a</span> <span class=\"hl-attr\">b</span>=\
             <ins><span class=\"hl-string\">\"c</span></ins><span class=\"hl-string\">\"</span>&gt;"
        );
    }

    #[test]
    fn words_are_marked_wherever_they_stand_in_a_line() {
        assert_eq!(
            line("text \"ab\" del=\"c\"", "ab ab c"),
            "<mark>ab</mark> <mark>ab</mark> <del>c</del>"
        );
        assert_eq!(line("text \"ü\" ins=\"e\"", "üeü"), "<mark>ü</mark><ins>e</ins><mark>ü</mark>");
        assert_eq!(line("text \"aa\"", "aaaaa"), "<mark>aa</mark><mark>aa</mark>a");
    }

    #[test]
    fn of_overlapping_words_the_first_is_marked() {
        assert_eq!(line("text \"bcd\" ins=\"abc\"", "abcd"), "<ins>abc</ins>d");
        assert_eq!(line("text \"abc\" ins=\"ab\"", "abcd"), "<mark>abc</mark>d");
        assert_eq!(line("text ins=\"ab\" \"abc\"", "abcd"), "<ins>ab</ins>cd");
    }

    #[test]
    fn nothing_an_author_writes_is_markup() {
        let html = html("\"><x title='<b>&\"'", "</code></pre><script>\n");
        assert!(
            !html.contains("<x") && !html.contains("<b>") && !html.contains("<script>"),
            "{html}"
        );
        let quoted = code_block(
            &Fence { language: Some("a\"b<".to_owned()), ..Fence::default() },
            "",
            &Known::default(),
            |_| String::new(),
        );
        assert!(quoted.contains("data-lang=\"a&quot;b&lt;\""), "{quoted}");
    }

    #[test]
    fn the_text_is_the_code() {
        for code in ["a", "a\n", "\n\na\n\n", "a\rb\n", "\t<&>\"'\n", "let a = `${b}`; // &amp;\n"]
        {
            for info in ["", "js", "html {1} \"a\"", "console showLineNumbers"] {
                let expected = code.strip_suffix('\n').unwrap_or(code);
                assert_eq!(text(&html(info, code)), [expected], "{info} {code:?}");
            }
        }
        assert_eq!(text(&html("js", "a\r\nb\r\n")), ["a\nb"]);
        assert_eq!(text(&html("js", "a\0")), ["a\u{fffd}"]);
    }

    #[test]
    fn ten_thousand_marked_lines_take_no_time() {
        let code = "a b c d\n".repeat(10_000);
        let info = format!("text \"b\" ins=\"d\" {{{}}}", "1,3,".repeat(10_000));
        assert_eq!(html(&info, &code).matches("<mark>").count(), 10_000);
    }
}
