//! Variables in text: `{{ institution.name }}`.
//!
//! A link's address ends at a space, so before the Markdown parser sees the text each variable is marked, byte for byte:
//! `{{ site.url }}` becomes `{%.site.url.%}`. Only the known namespaces are variables; any other `{{` stays as it is written.
//! Knows no values: `site` fills them in.

/// What may stand before the first dot of a variable.
pub(crate) const NAMESPACES: &[&str] = &["browser", "os", "institution", "site", "page", "snippet"];

/// A piece of text that may hold variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment<'a> {
    /// Text as it is.
    Text(&'a str),
    /// The path of a variable: `institution.labels.heading`.
    Variable(&'a str),
}

/// Where a variable stands in a source text, and its path.
pub(crate) struct Found<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) path: &'a str,
}

/// Finds every variable of `text` as an author writes it. One with a backslash before it is not a variable.
pub(crate) fn find(text: &str) -> impl Iterator<Item = Found<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find("{{")?;
            let Some(length) = text[start + 2..].find("}}") else {
                from = text.len();
                return None;
            };
            let end = start + 2 + length + 2;
            let path = text[start + 2..end - 2].trim_matches(' ');
            if is_path(path) && !text[..start].ends_with('\\') {
                from = end;
                return Some(Found { start, end, path });
            }
            from = start + 2;
        }
    })
}

fn is_path(path: &str) -> bool {
    let Some((namespace, rest)) = path.split_once('.') else { return false };
    NAMESPACES.contains(&namespace)
        && !rest.is_empty()
        && rest.split('.').all(|part| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

/// Replaces a variable at `range` of `bytes` by its mark of the same length.
pub(crate) fn mark(bytes: &mut [u8]) {
    let last = bytes.len() - 1;
    for byte in bytes.iter_mut() {
        if *byte == b' ' {
            *byte = b'.';
        }
    }
    bytes[1] = b'%';
    bytes[last - 1] = b'%';
}

/// A text as an author writes it with every variable marked.
pub(crate) fn marked(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for found in find(text) {
        mark(&mut bytes[found.start..found.end]);
    }
    // Only ASCII was replaced by ASCII.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Cuts marked text at its variables.
pub(crate) fn segments(marked: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut rest = marked;
    let mut from = 0;
    while let Some(at) = rest[from..].find("{%").map(|at| from + at) {
        let Some(length) = rest[at + 2..].find("%}") else { break };
        let path = rest[at + 2..at + 2 + length].trim_matches('.');
        if is_path(path) {
            if at > 0 {
                segments.push(Segment::Text(&rest[..at]));
            }
            segments.push(Segment::Variable(path));
            rest = &rest[at + 2 + length + 2..];
            from = 0;
        } else {
            from = at + 2;
        }
    }
    if !rest.is_empty() {
        segments.push(Segment::Text(rest));
    }
    segments
}

/// Marked text as an author would write it: `{{ site.x }}`.
pub(crate) fn unmark(marked: &str) -> String {
    let segments = segments(marked).into_iter().map(|segment| match segment {
        Segment::Text(text) => text.to_owned(),
        Segment::Variable(path) => format!("{{{{ {path} }}}}"),
    });
    segments.collect()
}

/// Takes the backslash from `\{{ site.x }}`, for code, where the Markdown parser leaves it.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\{{") {
        let inner = &rest[at + 3..];
        let is_variable =
            inner.find("}}").is_some_and(|length| is_path(inner[..length].trim_matches(' ')));
        out.push_str(&rest[..at]);
        out.push_str(if is_variable { "{{" } else { "\\{{" });
        rest = inner;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_the_length_and_leave_no_space() {
        assert_eq!(marked("a {{ site.title }} b"), "a {%.site.title.%} b");
        assert_eq!(marked("{{site.title}}"), "{%site.title%}");
    }

    #[test]
    fn only_known_namespaces_are_variables() {
        for text in
            ["{{ user.name }}", "{{ site }}", "{{", "{{ }}", "\\{{ site.title }}", "{{ site.a b }}"]
        {
            assert_eq!(marked(text), text);
        }
    }

    #[test]
    fn segments_find_what_was_marked() {
        let text = marked("x {{ page.a }}{{ os.name }} {% y %}");
        assert_eq!(
            segments(&text),
            [
                Segment::Text("x "),
                Segment::Variable("page.a"),
                Segment::Variable("os.name"),
                Segment::Text(" {% y %}")
            ]
        );
    }

    #[test]
    fn a_backslash_escapes_in_code_too() {
        assert_eq!(unescape("\\{{ site.title }} \\{{ other }}"), "{{ site.title }} \\{{ other }}");
    }
}
