//! Any HTML to HTML that a published page can hold: it looks the same, runs nothing, loads nothing and leads nowhere.
//!
//! 1. html5ever reads it as a browser would, so that the messiest HTML becomes a tree.
//! 2. The tree is written again without scripts, styles, frames, event attributes and addresses. `style` becomes `data-style`, since the
//!    policy of the pages lets a script set styles, but not HTML.
//!
//! Never fails and never recurses. Keeps ids, classes, comments and text, so that developer tools show what the author wrote.

use scraper::{Html, Node, Selector, node::Element};

/// Elements that go with all that is in them.
const GONE: &[&str] = &[
    "applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "noembed",
    "noframes", "noscript", "object", "param", "script", "style", "title",
];

/// Attributes that go: what they do would happen elsewhere, or by itself.
const SILENCED: &[&str] = &[
    "autofocus",
    "autoplay",
    "crossorigin",
    "data-style",
    "download",
    "enctype",
    "http-equiv",
    "integrity",
    "is",
    "manifest",
    "nonce",
    "ping",
    "referrerpolicy",
    "srcdoc",
    "target",
];

/// Attributes that hold addresses.
const ADDRESSES: &[&str] = &[
    "action",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "formaction",
    "href",
    "imagesrcset",
    "longdesc",
    "poster",
    "profile",
    "src",
    "srcset",
];

/// Elements without an end.
const VOID: &[&str] = &["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"];

/// Writes `html` so that a published page can hold it.
///
/// # Errors
/// A few words that say why not: it is too large, or nests too deep.
pub(crate) fn live(html: &str) -> Result<String, String> {
    super::tree::check(html)?;
    let tree = Html::parse_fragment(html);
    let root = tree.root_element();
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut gone = None;
    for edge in root.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) if gone.is_none() && node.id() != root.id() => {
                match node.value() {
                    Node::Element(element) if GONE.contains(&element.name()) => {
                        gone = Some(node.id());
                    }
                    Node::Element(element) => {
                        open(element, &mut out);
                        // A parser drops a line break here, so one that is meant needs another.
                        let first = node.first_child().and_then(|child| child.value().as_text());
                        if matches!(element.name(), "pre" | "listing" | "textarea")
                            && first.is_some_and(|text| text.starts_with('\n'))
                        {
                            out.push('\n');
                        }
                    }
                    Node::Text(text) => escape(text, false, &mut out),
                    Node::Comment(comment) => out.push_str(&format!("<!--{}-->", &**comment)),
                    _ => {}
                }
            }
            ego_tree::iter::Edge::Close(node) if gone == Some(node.id()) => gone = None,
            ego_tree::iter::Edge::Close(node) if gone.is_none() && node.id() != root.id() => {
                if let Node::Element(element) = node.value()
                    && !VOID.contains(&element.name())
                {
                    out.push_str(&format!("</{}>", name(element)));
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

/// How many elements of `html` a selector matches.
///
/// # Errors
/// What is wrong with the selector, if it is none.
pub(crate) fn count(html: &str, selector: &str) -> Result<usize, String> {
    let selector = Selector::parse(selector).map_err(|error| error.to_string())?;
    Ok(Html::parse_fragment(html).select(&selector).count())
}

/// Simple selectors for the elements of `html`: what a mistyped one may have meant.
pub(crate) fn selectors(html: &str) -> Vec<String> {
    let tree = Html::parse_fragment(html);
    let mut found = Vec::new();
    for element in tree.tree.values().filter_map(Node::as_element) {
        if let Some(id) = element.id() {
            found.extend([format!("#{id}"), format!("{}#{id}", element.name())]);
        }
        for class in element.classes() {
            found.extend([format!(".{class}"), format!("{}.{class}", element.name())]);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The name to write. Two old elements would swallow what follows them.
fn name(element: &Element) -> &str {
    match element.name() {
        "xmp" | "plaintext" => "pre",
        name => name,
    }
}

fn open(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(name(element));
    for (qualified, value) in &element.attrs {
        let local: &str = &qualified.local;
        let full = match &qualified.prefix {
            Some(prefix) if !prefix.is_empty() => format!("{}:{local}", &**prefix),
            _ => local.to_owned(),
        };
        let plain =
            |c: char| !c.is_control() && !matches!(c, '"' | '\'' | '<' | '>' | '=' | '/' | '`');
        if SILENCED.contains(&local) || local.starts_with("on") || !full.chars().all(plain) {
            continue;
        }
        match local {
            "style" => attribute("data-style", value, out),
            _ if ADDRESSES.contains(&local) => {
                if stays(value) {
                    attribute(&full, value, out);
                } else if local == "href" && matches!(element.name(), "a" | "area") {
                    // Without any address it would no longer be a link.
                    attribute(&full, "#", out);
                }
            }
            _ => attribute(&full, value, out),
        }
    }
    out.push('>');
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push_str(&format!(" {name}"));
    if !value.is_empty() {
        out.push_str("=\"");
        escape(value, true, out);
        out.push('"');
    }
}

/// Whether an address is of the page itself or of a picture that it holds.
fn stays(address: &str) -> bool {
    let address = address.trim();
    let data = address.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("data:image/"));
    address.starts_with('#') || data
}

fn escape(text: &str, quoted: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quoted => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live(html: &str) -> String {
        super::live(html).unwrap()
    }

    #[test]
    fn inline_styles_wait_for_a_script() {
        assert_eq!(
            live(r#"<a class="b c" id=x style="display: none;">A &amp; B</a>"#),
            r#"<a class="b c" id="x" data-style="display: none;">A &amp; B</a>"#
        );
    }

    #[test]
    fn nothing_runs_and_nothing_is_loaded() {
        for (html, expected) in [
            ("<script>a</script><p onclick=x ONLOAD='y'>b", "<p>b</p>"),
            ("<iframe src=x><p>a</p></iframe>b", "b"),
            ("<style>p{}</style><link rel=x href=y><base href=z><meta charset=q>a", "a"),
            ("<a href=/profile target=_blank>a</a>", r##"<a href="#">a</a>"##),
            ("<a href=' JavaScript:x'>a</a><a href=#b>", r##"<a href="#">a</a><a href="#b"></a>"##),
            ("<img src=https://x.org/a.png alt=a srcset='b 2x'>", r#"<img alt="a">"#),
            ("<img src='data:image/png;base64,AA=='>", r#"<img src="data:image/png;base64,AA==">"#),
            (
                "<form action=/x method=post><input autofocus name=a>",
                r#"<form method="post"><input name="a"></form>"#,
            ),
            ("<svg><use xlink:href='x.svg#a'/><script>b</script></svg>", "<svg><use></use></svg>"),
            ("<noscript><img src=x></noscript><object data=x>a</object>b", "b"),
        ] {
            assert_eq!(live(html), expected, "{html}");
        }
    }

    #[test]
    fn messy_html_becomes_what_a_browser_makes_of_it() {
        for (html, expected) in [
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
            ("<table><tr><td>a", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
            ("<!doctype html><html><head><title>t</title><body class=x><p>a\r\nb", "<p>a\nb</p>"),
            ("<!-- a --><p>&nbsp;&lt;é</p>", "<!-- a --><p>&nbsp;&lt;é</p>"),
            ("<pre>\n\na</pre>", "<pre>\n\na</pre>"),
            ("<template><b>a</b></template>", "<template><b>a</b></template>"),
            ("a\0b<xmp><i></xmp>", "ab<pre>&lt;i&gt;</pre>"),
            ("<p a\"b=c d='\"<'>", "<p d=\"&quot;&lt;\"></p>"),
            ("</p></div>", "<p></p>"),
        ] {
            assert_eq!(live(html), expected, "{html}");
        }
    }

    #[test]
    fn written_once_is_written_for_good() {
        for html in [
            "<pre>\n\na</pre>",
            "<a style='x:\"&quot;'>&amp;amp;",
            "<svg viewBox='0 0 1 1'><path d=M0/>",
        ] {
            let once = live(html);
            assert_eq!(
                live(&once).replace("data-style", "style"),
                once.replace(" data-style=\"x:&quot;&quot;\"", "")
            );
        }
    }

    #[test]
    fn html_that_is_too_deep_or_too_large_is_refused() {
        for html in ["<div>".repeat(100_000), "<svg>".repeat(201), "a".repeat((1 << 20) + 1)] {
            assert!(super::live(&html).is_err());
        }
        let wide = format!("<p title='{}'>{}", "a&".repeat(200_000), "<li>a<b>c</b>".repeat(5_000));
        assert!(live(&wide).len() > 600_000);
    }

    #[test]
    fn selectors_are_counted_and_mistakes_in_them_said() {
        let html = "<p class=a><b id=c></b><p class=a>";
        assert_eq!(count(html, "p.a"), Ok(2));
        assert_eq!(count(html, "p:has(#c)"), Ok(1));
        assert!(count(html, "p[").is_err());
        assert_eq!(selectors(html), ["#c", ".a", "b#c", "p.a"]);
    }
}
