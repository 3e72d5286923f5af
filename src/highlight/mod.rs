//! A piece of code and the name of its language to lines of classed pieces.
//!
//! 1. [`language`] finds the grammar by any name or file ending that authors use, in two-face's set.
//! 2. [`repeats`] looks for each line among those before; [`scopes`] runs syntect over the others and follows its stack of scopes.
//! 3. [`class`] maps the scopes to about fifteen classes of our own; neighbours of one class are joined, since syntect's own
//!    HTML is 25 to 55 times the size of the code.
//! 4. [`console`] does this for the commands of a terminal session and leaves what they print alone.
//!
//! Pure; [`known`] keeps whole blocks for those who ask for the same again. Knows no page and writes no HTML. Never fails: an unknown
//! language is plain text, and so is a line too long to be read by anybody.

mod class;
mod console;
mod known;
mod language;
mod repeats;
mod scopes;

pub(crate) use class::Class;
pub(crate) use known::Known;
pub(crate) use language::{knows, names};

use language::Language;

/// The pieces of one line, in order, none of them empty and no two neighbours of one class.
pub(crate) type Line<'a> = Vec<(Class, &'a str)>;

/// Cuts `code` into lines as [`str::lines`] does, and each line into pieces of one class. The pieces of a line, joined, are the
/// line. `language` may be any name that [`knows`] accepts; with any other the code is plain.
pub(crate) fn lines<'a>(language: &str, code: &'a str) -> Vec<Line<'a>> {
    match language::find(language) {
        Some(Language::Grammar(grammar)) => repeats::lines(grammar, code.lines()),
        Some(Language::Console) => console::lines(code),
        Some(Language::Plain) | None => code.lines().map(plain).collect(),
    }
}

/// A line without colour.
fn plain(line: &str) -> Line<'_> {
    let mut pieces = Line::new();
    push(&mut pieces, Class::Plain, line);
    pieces
}

/// Adds a piece that stands directly after the last one, or is the first.
fn push<'a>(line: &mut Line<'a>, class: Class, text: &'a str) {
    if !text.is_empty() {
        line.push((class, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code that has broken highlighters before.
    fn odd() -> Vec<String> {
        let mut all: Vec<String> = [
            "",
            "\n",
            "\n\n\n",
            "no final newline",
            "a\r\nb\r\n",
            "a\rb\n\r\n\r",
            "\ttab\t\n  \t\n",
            "nul\0in\0side\n",
            "\u{feff}bom\n",
            "äöü — “quoted” 🦀\u{200d}🦀 e\u{301}\n",
            "<script>\n<!-- open\n'\"`${`${`${\n",
            "\"never closed\n/* never closed\n<<EOF\n'''\n",
            "(((((((((([[[[[[[[[[{{{{{{{{{{\n))))))))))]]]]]]]]]]}}}}}}}}}}\n",
            "$ ls\\\n> -l\n$\n$ \nout\nuser@host:~$ echo 'x\n",
            "GET / HTTP/1.1\nHost: x\n\n{\"a\": 1}\n",
            "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n",
            "# *a **b** `c\n```js\nlet a = `\n",
        ]
        .map(String::from)
        .into();
        all.push("[".repeat(500));
        all.push(format!("{}\n", "<a b='c'>".repeat(3000)));
        all
    }

    fn assert_whole(language: &str, code: &str) {
        let lines = lines(language, code);
        let joined: Vec<String> =
            lines.iter().map(|line| line.iter().map(|(_, text)| *text).collect()).collect();
        assert_eq!(joined, code.lines().collect::<Vec<_>>(), "{language}");
        for line in &lines {
            assert!(line.iter().all(|(_, text)| !text.is_empty()), "{language}: {code:?}");
            assert!(line.windows(2).all(|pair| pair[0].0 != pair[1].0), "{language}: {code:?}");
        }
    }

    #[test]
    fn pieces_join_to_the_code_in_every_language() {
        for language in language::all() {
            for code in odd() {
                assert_whole(language, &code);
            }
        }
    }

    #[test]
    fn pieces_join_to_the_code_cut_at_every_place() {
        let code = "<a b=\"ü\">\r\n\t'x' /* y\n*/ `${z}` <<E\n# $q \\\n@{1}--\n";
        for language in ["html", "js", "bash", "powershell", "python", "yaml", "console", "md"] {
            for (cut, _) in code.char_indices() {
                assert_whole(language, &code[cut..]);
                assert_whole(language, &code[..cut]);
            }
        }
    }

    #[test]
    fn ten_thousand_lines_are_coloured_to_the_last() {
        let code = "let a = \"b\"; // c\n".repeat(10_000);
        let lines = lines("rust", &code);
        assert_eq!(lines.len(), 10_000);
        assert_eq!(lines[0], lines[9_999]);
        assert!(lines[0].len() > 3);
    }

    #[test]
    fn a_line_too_long_is_plain_and_the_next_one_is_not() {
        let long = "x = 1; ".repeat(10_000);
        let code = format!("{long}\nlet a = 1;\n");
        let lines = lines("js", &code);
        assert_eq!(lines[0], [(Class::Plain, &*long)]);
        assert_eq!(lines[1][0], (Class::Keyword, "let"));
    }

    #[test]
    fn unknown_languages_are_plain() {
        assert_eq!(lines("klingon", "let a\n"), [[(Class::Plain, "let a")]]);
        assert_eq!(lines("text", "let a\n"), [[(Class::Plain, "let a")]]);
    }
}
