//! A YAML text to a tree in which every key and value knows its place in the file.
//!
//! 1. The parser cuts the text into events with byte ranges; what it refuses, [`error`] says in an author's words.
//! 2. [`build`] joins the events to [`Node`]s on a stack of open lists and maps; an alias is replaced by a copy of what its anchor marks.
//!
//! Goes below serde, to the parser that `serde_yaml` (serde-saphyr) is built on and re-exports. A tree by `Spanned` and
//! `deserialize_any` was tried: it has taken `yes`, `0x1F` and `1_000` for booleans and numbers before a reader says which
//! type it wants, does not know where a list or map ends, and has a sentence for a syntax error but not its kind.
//!
//! Never fails and never panics: a text that is not YAML is one diagnostic and no tree. Depth and size have limits, also
//! for aliases of aliases. Knows no key and no type: `12` is the text `12`.

mod build;
mod error;

use crate::diagnostic::Span;
pub(crate) use build::parse;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its bytes in the file, quotes and brackets included. An alias stands for its anchor's value, at the place of the
    /// alias; what is inside it keeps the place where it is written.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) content: Content,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing, `~` or `null`.
    Null,
    /// A text, number or date, not yet told apart.
    Scalar {
        /// The text as meant: as it stands if it has no quotes, with escapes resolved if it has.
        text: String,
        /// Whether it has quotes or is a block (`|`, `>`), so that it can only be a text.
        quoted: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A map in the order of the file; keys are unique.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The key's text.
    pub(crate) key: String,
    /// The key's bytes in the file.
    pub(crate) key_span: Span,
    /// Its value.
    pub(crate) value: Node,
}

impl Node {
    /// Whether it is nothing, `~` or `null`.
    pub(crate) fn is_null(&self) -> bool {
        self.content == Content::Null
    }
}

#[cfg(test)]
mod tests {
    use super::build::MAX_NODES;
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::id::SourcePath;

    fn file() -> SourcePath {
        SourcePath::parse("site.yaml").unwrap()
    }

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        parse(&file(), text, Span::new(0, text.len()))
    }

    /// The tree as one line, each node with the text at its span.
    fn show(text: &str, node: &Node) -> String {
        let at = &text[node.span.start..node.span.end];
        match &node.content {
            Content::Null => format!("null<{at}>"),
            Content::Scalar { text, quoted } => {
                format!("{}{text:?}<{at}>", if *quoted { "q" } else { "" })
            }
            Content::Sequence(nodes) => {
                let nodes: Vec<_> = nodes.iter().map(|node| show(text, node)).collect();
                format!("[{}]<{at}>", nodes.join(" "))
            }
            Content::Mapping(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|e| {
                        format!(
                            "{}<{}>:{}",
                            e.key,
                            &text[e.key_span.start..e.key_span.end],
                            show(text, &e.value)
                        )
                    })
                    .collect();
                format!("{{{}}}<{at}>", entries.join(" "))
            }
        }
    }

    fn tree(text: &str) -> String {
        let (node, diagnostics) = read(text);
        assert_eq!(diagnostics, [], "{text}");
        show(text, &node.unwrap())
    }

    /// The message and the text at the place of the only diagnostic.
    fn error(text: &str) -> String {
        let (node, diagnostics) = read(text);
        assert!(node.is_none(), "{text}");
        assert_eq!(diagnostics.len(), 1, "{text}");
        let place = diagnostics[0].place.clone().unwrap();
        assert_eq!(diagnostics[0].code, Code::YamlSyntax);
        let line = text[..place.span.start].matches('\n').count() + 1;
        format!("{line}: {}<{}>", diagnostics[0].message, &text[place.span.start..place.span.end])
    }

    #[test]
    fn scalars_keep_their_text_and_place() {
        assert_eq!(
            tree("é: 12\nb: yes\nc: 2026-01-01\nd: 012\ne: \"q\\n\"\nf: '~'\ng: x y # c\n"),
            "{é<é>:\"12\"<12> b<b>:\"yes\"<yes> c<c>:\"2026-01-01\"<2026-01-01> d<d>:\"012\"<012> \
             e<e>:q\"q\\n\"<\"q\\n\"> f<f>:q\"~\"<'~'> g<g>:\"x y\"<x y>}\
             <é: 12\nb: yes\nc: 2026-01-01\nd: 012\ne: \"q\\n\"\nf: '~'\ng: x y>"
        );
    }

    #[test]
    fn lists_and_maps_end_with_their_last_value() {
        assert_eq!(
            tree("a:\n  - 1\n  - x: 2\n\n# c\nb: [3, {c: d}, ]\n"),
            "{a<a>:[\"1\"<1> {x<x>:\"2\"<2>}<x: 2>]<- 1\n  - x: 2> \
             b<b>:[\"3\"<3> {c<c>:\"d\"<d>}<{c: d}>]<[3, {c: d}, ]>}\
             <a:\n  - 1\n  - x: 2\n\n# c\nb: [3, {c: d}, ]>"
        );
    }

    #[test]
    fn blocks_are_texts() {
        assert_eq!(tree("a: |\n  x\n  y\n\n\n"), "{a<a>:q\"x\\ny\\n\"<x\n  y>}<a: |\n  x\n  y>");
    }

    #[test]
    fn line_ends_and_byte_order_marks_do_not_shift_places() {
        assert_eq!(tree("\u{feff}a: 1\r\nb: 2\r\n"), "{a<a>:\"1\"<1> b<b>:\"2\"<2>}<a: 1\r\nb: 2>");
        assert_eq!(error("\u{feff}é:\r\n\tü: 1\r\n"), "2: a tab cannot indent YAML<ü>");
    }

    #[test]
    fn a_part_of_a_file_has_places_in_the_whole() {
        let text = "---\né: 1\n---\n";
        let (node, _) = parse(&file(), text, Span::new(4, 10));
        assert_eq!(show(text, &node.unwrap()), "{é<é>:\"1\"<1>}<é: 1>");
    }

    #[test]
    fn aliases_copy_what_their_anchor_marks() {
        assert_eq!(
            tree("a: &x [1]\nb: *x\n"),
            "{a<a>:[\"1\"<1>]<[1]> b<b>:[\"1\"<1>]<*x>}<a: &x [1]\nb: *x>"
        );
        assert_eq!(error("a: &x [*x]"), "1: this alias stands inside of what it refers to<*x>");
    }

    #[test]
    fn nothing_is_no_tree_and_no_mistake() {
        for text in ["", "\n\n", "# only this\n", "---\n", "\u{feff}", "\u{feff}# c", "~", "\r\n"] {
            assert_eq!(read(text), (None, Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_counts_once() {
        let (node, diagnostics) = read("a: 1\nb: 2\na: 3\n");
        let Some(Node { content: Content::Mapping(entries), .. }) = node else { panic!() };
        assert_eq!(entries.len(), 2);
        assert_eq!(diagnostics[0].message, "the key `a` stands twice");
        assert_eq!(diagnostics[0].place.clone().unwrap().span, Span::new(10, 11));
        assert_eq!(diagnostics[0].related[0].place.span, Span::new(0, 1));
    }

    #[test]
    fn syntax_errors_stand_at_their_place_in_plain_words() {
        for (text, expected) in [
            ("a:\n\tb: 1\n", "2: a tab cannot indent YAML<b>"),
            ("a: 'x\n", "1: this quote is not closed<'>"),
            ("a: 'x'y\n", "1: something follows the closing quote<y>"),
            ("a: [1\n", "1: this `[` is not closed<[>"),
            ("a: {b]\n", "1: `]` cannot close `{`<{>"),
            ("a: ]\n", "1: this bracket closes nothing<]>"),
            ("é: b: c\n", "1: a colon cannot stand here<:>"),
            ("é: @x\n", "1: a text without quotes cannot begin with `@`<@>"),
            ("a: *x\n", "1: this alias has no anchor above it<*>"),
            ("a: {{ x }}\n", "1: a key must be a text, not a list or a map<{ x }>"),
            ("a: 1\nfoo\nb: 1\n", "2: this line is neither a key nor a value<f>"),
            ("- a\nb: 1\n", "2: this line does not fit the lines above it<b>"),
            ("a: \"C:\\Users\"\n", "1: a backslash followed by this means nothing<\">"),
            ("a: \"x\"# c\n", "1: a comment cannot begin here<#>"),
            ("a: 1\n---\nb: 1\n", "2: a second YAML document begins here<--->"),
            (": x\n", "1: a key is missing here<>"),
            ("a\u{0}: 1\n", "1: an invisible character stands here<\u{0}>"),
        ] {
            assert_eq!(error(text), expected);
        }
    }

    #[test]
    fn deep_and_wide_files_are_refused() {
        for text in ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000)] {
            let message = &read(&text).1[0].message;
            assert_eq!(message, "lists and maps are nested too deeply");
        }
        let wide = "- a\n".repeat(MAX_NODES + 1);
        assert_eq!(read(&wide).1[0].message, "the file holds too many values");
    }

    #[test]
    fn aliases_of_aliases_cannot_grow_without_end() {
        let chain = |item: fn(usize) -> String| {
            let lines = (1..100).map(|n| format!("a{n}: &a{n} [{}]\n", item(n - 1)));
            std::iter::once("a0: &a0 [x]\n".to_owned()).chain(lines).collect::<String>()
        };
        let wide = chain(|n| format!("*a{n}, *a{n}"));
        let deep = chain(|n| format!("*a{n}"));
        assert_eq!(read(&wide).1[0].message, "the file holds too many values");
        assert_eq!(read(&deep).1[0].message, "lists and maps are nested too deeply");
    }

    #[test]
    fn no_cut_of_a_file_panics() {
        let text = "\u{feff}é: [1, {b: 'c'}, \"\\u00e9\"] # c\r\nx: |+\n  y\n\n? &a k\n: *a\nz: !t >-\n\tq\n...\n";
        for start in 0..text.len() {
            for end in start..=text.len() {
                parse(&file(), text, Span::new(start, end));
            }
        }
    }
}
