//! The style sheets beside snippets to one: each in the rules of its own class, so that it reaches nothing but its snippet.

use super::shorten::skip_comment;
use crate::source::Sources;

const SNIPPETS: &str = "content/snippets";

/// The joined styles; pages that show a snippet load them with the theme's. Empty if no snippet has any.
pub(crate) fn styles(sources: &Sources) -> String {
    let mut css = String::new();
    for (path, _) in sources.below(SNIPPETS) {
        let name = path.below(SNIPPETS).and_then(|path| path.strip_suffix(".css"));
        if let Some(name) = name.filter(|name| is_class(name))
            && let Some(own) = sources.text(path.as_str())
        {
            css.push_str(&format!(".snippet-{name}{{\n{}}}\n", balanced(own)));
        }
    }
    css
}

fn is_class(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// CSS without comments that ends where it begins, so that no brace of it can close or swallow what stands around it.
fn balanced(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut open = 0_usize;
    let mut quote = None;
    let mut chars = css.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (_, '\\') => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            (Some(mark), _) if c == mark || c == '\n' => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '/') if chars.peek() == Some(&'*') => {
                skip_comment(&mut chars);
                continue;
            }
            (None, '{') => open += 1,
            (None, '}') if open == 0 => continue,
            (None, '}') => open -= 1,
            _ => {}
        }
        out.push(c);
    }
    if quote.is_some() || !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(&"}".repeat(open));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_reaches_its_snippet_alone() {
        let sources = Sources::default()
            .with_file("content/snippets/a.css", "/* } */ b { c: '}' }\n")
            .with_file("content/snippets/a b.css", "lost {}")
            .with_file("content/snippets/z.css", "} d { e: \"\\\"");
        assert_eq!(
            styles(&sources),
            ".snippet-a{\n b { c: '}' }\n}\n.snippet-z{\n d { e: \"\\\"\n}}\n"
        );
        assert_eq!(styles(&Sources::default()), "");
    }
}
