//! HTML in Markdown that the page's security policy will not let work: scripts, styles in tags, things from other sites.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::site::{Kind, View, for_each_list, walk};
use pulldown_cmark::Event;

pub(super) fn check(view: &View, out: &mut Vec<Diagnostic>) {
    let documents = &view.documents;
    for_each_list(&view.page.body, &mut |nodes, _| {
        walk(nodes, &mut |node| {
            let Kind::Markdown(Event::Html(html) | Event::InlineHtml(html)) = &node.kind else {
                return;
            };
            for (part, message, help) in blocked(html) {
                let span = documents.span(&node.origin.file, node.origin.at);
                let text = documents.slice(&node.origin.file, span);
                let at = text.find(part).unwrap_or(0);
                let place = Span::new(
                    span.start + at,
                    span.start + (at + part.len()).min(text.len().max(at)),
                );
                out.push(
                    Diagnostic::new(Code::BlockedContent, message)
                        .at(&node.origin.file, place)
                        .label("blocked by the page's security policy")
                        .help(help),
                );
            }
        });
    });
}

/// What in a piece of HTML will not work: the part, what is wrong, what to do.
fn blocked(html: &str) -> Vec<(&str, &'static str, &'static str)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name.is_empty() {
            rest = &tag[1..];
            continue;
        }
        let tag = &tag[..tag.find('>').map_or(tag.len(), |end| end + 1)];
        rest = &rest[at + tag.len()..];
        match name.to_ascii_lowercase().as_str() {
            "script" => {
                found.push((
                    tag,
                    "a script in a page does not run",
                    "a theme's `assets/js/` is the place for scripts",
                ));
            }
            "style" => {
                found.push((
                    tag,
                    "styles in a page have no effect",
                    "put the rules into a style sheet of your theme",
                ));
            }
            "iframe" | "object" | "embed" => {
                found.push((tag, "a page shows nothing of other documents", "link to it instead"));
            }
            _ => {
                if let Some(style) = attribute(tag, "style") {
                    found.push((
                        style,
                        "`style` in a tag has no effect",
                        "write a class, and its rules in a style sheet of your theme",
                    ));
                }
                let source = attribute(tag, "src").filter(|src| src.contains("//"));
                if let Some(source) = source {
                    found.push((
                        source,
                        "this stands on another site, so the page will not load it",
                        "put the file beside the page and name it here",
                    ));
                }
            }
        }
    }
    found
}

/// An attribute of a tag, from its name to the end of its value.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    let (at, _) = lower.match_indices(name).find(|(at, _)| {
        lower[..*at].ends_with(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'')
            && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at..].find('=')? + 1;
    let rest = tag[at + value..].trim_start();
    let start = tag.len() - rest.len();
    let end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map_or(rest.len(), |end| end + 2),
        _ => rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len()),
    };
    Some(&tag[at..start + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(html: &str) -> Vec<&str> {
        blocked(html).into_iter().map(|(part, _, _)| part).collect()
    }

    #[test]
    fn what_the_policy_stops_is_found() {
        assert_eq!(parts(r#"<p STYLE="a: b">"#), [r#"STYLE="a: b""#]);
        assert_eq!(parts("<script src=x>"), ["<script src=x>"]);
        assert_eq!(
            parts("<img src='https://example.com/a.png' alt=x>"),
            ["src='https://example.com/a.png'"]
        );
    }

    #[test]
    fn what_works_is_left_alone() {
        for html in
            [r#"<p data-style="x" class="style">"#, "<img src=a.png>", "a < b", "<!-- style= -->"]
        {
            assert!(parts(html).is_empty(), "{html}");
        }
    }
}
