//! A line to pieces, through syntect and its stack of scopes.
//!
//! Beside syntect's stack runs one of our own that says what each level means, so that every scope is looked up once, when it
//! is pushed.

use super::class::{Class, Effect, effect};
use super::language::GRAMMARS;
use super::{Line, push};
use syntect::parsing::{BasicScopeStackOp, ParseState, ScopeStack, SyntaxReference};

/// Longer lines, in bytes, stay plain: nobody reads them, and a grammar's expressions may take quadratic time on one line.
/// Measured: up to 13 µs a byte at this length (Markdown, all brackets), against 1 µs for ordinary code.
pub(super) const LONGEST_LINE: usize = 8 * 1024;

/// What the scopes so far make of the text.
#[derive(Clone, Copy, PartialEq)]
struct Level {
    class: Class,
    operator: bool,
    key: bool,
}

impl Level {
    const OUTSIDE: Level = Level { class: Class::Plain, operator: false, key: false };

    fn inside(self, effect: Effect) -> Level {
        let level = Level { operator: false, ..self };
        match effect {
            Effect::Inherit => self,
            Effect::Operator => Level { operator: true, ..self },
            Effect::Key => Level { key: true, ..level },
            Effect::Set(Class::String) if self.key => Level { class: Class::Attr, ..level },
            Effect::Set(class) => Level { class, ..level },
        }
    }

    fn class(self, text: &str) -> Class {
        // PowerShell's operators are words with a hyphen: `-eq`.
        let word = text.strip_prefix('-').unwrap_or(text).starts_with(char::is_alphabetic);
        if self.operator && word { Class::Keyword } else { self.class }
    }
}

/// syntect's state between two lines, and ours. Equal ones cut equal lines alike.
#[derive(Clone, PartialEq)]
pub(super) struct Cutter {
    state: ParseState,
    scopes: ScopeStack,
    levels: Vec<Level>,
}

impl Cutter {
    /// The state before the first line.
    pub(super) fn new(grammar: &SyntaxReference) -> Self {
        Self { state: ParseState::new(grammar), scopes: ScopeStack::new(), levels: Vec::new() }
    }

    /// Cuts the next line; `None` if the grammar fails.
    pub(super) fn cut<'a>(&mut self, line: &'a str) -> Option<Line<'a>> {
        // The grammars expect a line end.
        let changes = self.state.parse_line(&format!("{line}\n"), &GRAMMARS).ok()?;

        let mut joiner = Joiner::new(line);
        let mut done = 0;
        for (at, change) in changes {
            let at = at.min(line.len());
            if let Some(text) = line.get(done..at)
                && !text.is_empty()
            {
                joiner.add(self.level().class(text), done, text);
                done = at;
            }
            let levels = &mut self.levels;
            self.scopes
                .apply_with_hook(&change, |basic, _| match basic {
                    BasicScopeStackOp::Push(scope) => {
                        let outside = levels.last().copied().unwrap_or(Level::OUTSIDE);
                        levels.push(outside.inside(effect(scope)));
                    }
                    BasicScopeStackOp::Pop => {
                        levels.pop();
                    }
                })
                .ok()?;
        }
        let rest = line.get(done..).unwrap_or_default();
        joiner.add(self.level().class(rest), done, rest);
        Some(joiner.finish())
    }

    /// What the scopes at this place make of the text.
    fn level(&self) -> Level {
        self.levels.last().copied().unwrap_or(Level::OUTSIDE)
    }
}

/// Joins neighbours of one class. White space has no colour: it joins what it stands between, or else the plain neighbour.
struct Joiner<'a> {
    line: &'a str,
    pieces: Line<'a>,
    /// The class of the piece in hand, which is not yet in `pieces`.
    class: Class,
    /// Where the piece in hand begins.
    start: usize,
    /// Where the white space after it begins.
    end: usize,
}

impl<'a> Joiner<'a> {
    fn new(line: &'a str) -> Self {
        Self { line, pieces: Vec::new(), class: Class::Plain, start: 0, end: 0 }
    }

    /// `text` begins at `at`, where the one before it ended.
    fn add(&mut self, class: Class, at: usize, text: &str) {
        let inner = text.trim_start();
        let at = at + text.len() - inner.len();
        let inner = inner.trim_end();
        if inner.is_empty() {
            return;
        }
        if class != self.class {
            let end = if self.class == Class::Plain { at } else { self.end };
            push(&mut self.pieces, self.class, &self.line[self.start..end]);
            let start = if class == Class::Plain { end } else { at };
            push(&mut self.pieces, Class::Plain, &self.line[end..start]);
            self.class = class;
            self.start = start;
        }
        self.end = at + inner.len();
    }

    fn finish(mut self) -> Line<'a> {
        push(&mut self.pieces, self.class, &self.line[self.start..]);
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines;

    /// The code with each coloured piece as `[class|piece]`.
    #[track_caller]
    fn check(language: &str, code: &str, expected: &str) {
        let piece = |(class, text): &(super::Class, &str)| match class.css() {
            Some(css) => format!("[{}|{text}]", css.trim_start_matches("hl-")),
            None => (*text).to_owned(),
        };
        let marked: Vec<String> =
            lines(language, code).iter().map(|line| line.iter().map(piece).collect()).collect();
        assert_eq!(marked.join("\n"), expected);
    }

    #[test]
    fn html_has_tags_attributes_and_the_languages_inside() {
        check("html", "<a href=\"x\">y</a>", "<[tag|a] [attr|href]=[string|\"x\"]>y</[tag|a]>");
        check("html", "<script>let a</script>", "<[tag|script]>[keyword|let] a</[tag|script]>");
    }

    #[test]
    fn neighbours_of_one_class_are_one_piece_across_white_space() {
        check("rust", "pub fn f() {}", "[keyword|pub fn] [function|f]() {}");
    }

    #[test]
    fn keys_are_names_and_not_strings() {
        check("jsonc", "{\"a\": \"b\"} // c", "{[attr|\"a\"]: [string|\"b\"]} [comment|// c]");
        check("yaml", "a: b", "[attr|a]: [string|b]");
        check("toml", "[a.b]\nc = 1", "[heading|[a.b]]\n[attr|c] = [number|1]");
    }

    #[test]
    fn operators_are_coloured_only_if_they_are_words() {
        check("python", "a and b + c", "a [keyword|and] b + c");
        check("powershell", "$a -eq 1", "[variable|$a] [keyword|-eq] [number|1]");
    }

    #[test]
    fn what_is_filled_into_a_string_is_not_string() {
        check("bash", "echo \"a $B\"", "[function|echo] [string|\"a] [variable|$B][string|\"]");
        check("js", "`a ${b}`", "[string|`a] ${b}[string|`]");
    }

    #[test]
    fn requests_have_methods_and_headers() {
        check(
            "http",
            "GET /x HTTP/1.1\nAccept: */*",
            "[keyword|GET] /x [number|HTTP/1.1]\n[attr|Accept]: [string|*/*]",
        );
    }

    #[test]
    fn diffs_have_both_sides() {
        check("diff", "-a\n+b\n c", "[deleted|-a]\n[inserted|+b]\n c");
    }

    #[test]
    fn markdown_has_headings_emphasis_and_links() {
        check("md", "# *a*\n[b](c)", "[punct|# *][emph|a][punct|*]\n[b]([link|c])");
    }
}
