//! Lines to pieces, each line that comes again by a look into what it was before.
//!
//! What a grammar makes of a line follows from the line and from the state that the lines before it left the grammar in. So each state keeps
//! the lines that have come after it, with their pieces and the state after each: an automaton whose letters are lines, built as they are read.
//! A `}`, an import, a prompt are looked up; so is all of a block but the line that its author edits.
//!
//! Each thread has its own, since syntect's states cannot leave theirs. Bounded: a full one is begun anew.

use super::scopes::{Cutter, LONGEST_LINE};
use super::{Class, Line, plain};
use std::cell::RefCell;
use std::collections::HashMap;
use syntect::parsing::SyntaxReference;

/// How much is kept: the bytes of all lines, and [`EACH`] for what belongs to one. One block more than this at most.
const LIMIT: usize = 2 << 20;
const EACH: usize = 150;

/// A new state is compared with this many of the last ones. A grammar comes back to few, so nearly all equal ones are found.
const COMPARED: usize = 64;

/// Cuts lines that follow one another into pieces. A grammar that fails leaves the rest plain.
pub(super) fn lines<'a>(
    grammar: &'static SyntaxReference,
    code: impl Iterator<Item = &'a str>,
) -> Vec<Line<'a>> {
    thread_local! {
        static SEEN: RefCell<Automaton> = RefCell::default();
    }
    SEEN.with_borrow_mut(|seen| seen.lines(grammar, code))
}

#[derive(Default)]
struct Automaton {
    states: Vec<State>,
    /// The number of the state that each grammar begins in, by its name.
    starts: HashMap<&'static str, usize>,
    /// What counts towards [`LIMIT`].
    size: usize,
}

struct State {
    cutter: Cutter,
    /// The lines that have come after it.
    lines: HashMap<Box<str>, Step>,
}

struct Step {
    /// The classes of the line's pieces and their lengths in bytes.
    pieces: Box<[(Class, usize)]>,
    /// The number of the state after the line.
    next: usize,
}

impl Automaton {
    fn lines<'a>(
        &mut self,
        grammar: &'static SyntaxReference,
        code: impl Iterator<Item = &'a str>,
    ) -> Vec<Line<'a>> {
        if self.size >= LIMIT {
            *self = Self::default();
        }
        let mut at = Some(self.start(grammar));
        let cut = |line: &'a str| match at {
            Some(state) if line.len() <= LONGEST_LINE => {
                let (pieces, next) = self.line(state, line);
                at = next;
                pieces
            }
            _ => plain(line),
        };
        code.map(cut).collect()
    }

    /// The pieces of a line that comes in a state, and the state after it; none if the grammar fails.
    fn line<'a>(&mut self, state: usize, line: &'a str) -> (Line<'a>, Option<usize>) {
        if let Some(step) = self.states[state].lines.get(line) {
            return (cut(line, &step.pieces), Some(step.next));
        }
        let mut cutter = self.states[state].cutter.clone();
        let Some(pieces) = cutter.cut(line) else { return (plain(line), None) };
        let next = self.number(cutter);
        let lengths = pieces.iter().map(|(class, text)| (*class, text.len())).collect();
        self.states[state].lines.insert(line.into(), Step { pieces: lengths, next });
        self.size += line.len() + EACH;
        (pieces, Some(next))
    }

    fn start(&mut self, grammar: &'static SyntaxReference) -> usize {
        self.starts.get(grammar.name.as_str()).copied().unwrap_or_else(|| {
            let start = self.number(Cutter::new(grammar));
            self.starts.insert(&grammar.name, start);
            start
        })
    }

    /// The number of a state.
    fn number(&mut self, cutter: Cutter) -> usize {
        let oldest = self.states.len().saturating_sub(COMPARED);
        let equal = self.states[oldest..].iter().rposition(|state| state.cutter == cutter);
        equal.map_or_else(
            || {
                self.states.push(State { cutter, lines: HashMap::new() });
                self.states.len() - 1
            },
            |at| oldest + at,
        )
    }
}

/// Cuts a line as an equal one was cut.
fn cut<'a>(line: &'a str, pieces: &[(Class, usize)]) -> Line<'a> {
    let mut rest = line;
    let cut = pieces.iter().map(|(class, length)| {
        let (piece, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
        rest = after;
        (*class, piece)
    });
    cut.collect()
}

#[cfg(test)]
mod tests {
    use super::super::language::{Language, find};
    use super::*;

    fn lines<'a>(seen: &mut Automaton, language: &str, code: &'a str) -> Vec<Line<'a>> {
        let Some(Language::Grammar(grammar)) = find(language) else { panic!("{language}") };
        seen.lines(grammar, code.lines())
    }

    #[test]
    fn a_line_is_cut_by_what_stands_before_it_and_by_its_language() {
        let mut seen = Automaton::default();
        for _ in 0..2 {
            let mut class = |language, code| lines(&mut seen, language, code).pop().unwrap()[0].0;
            assert_eq!(class("rust", "x\nlet"), Class::Keyword);
            assert_eq!(class("rust", "/* x\nlet"), Class::Comment);
            assert_eq!(class("rust", "/* x\n*/\nlet"), Class::Keyword);
            assert_eq!(class("python", "x\nlet"), Class::Plain);
        }
    }

    #[test]
    fn a_grammar_comes_back_to_few_states() {
        let mut seen = Automaton::default();
        for number in 0..1000 {
            lines(&mut seen, "rust", &format!("fn f() {{\n    g({number}) /* x\n*/ }}\n"));
        }
        assert!(seen.states.len() < 10, "{}", seen.states.len());
    }

    #[test]
    fn a_full_one_is_begun_anew() {
        let mut seen = Automaton::default();
        lines(&mut seen, "rust", "fn f() {}");
        seen.size = LIMIT;
        lines(&mut seen, "rust", "/* x");
        assert!(seen.size < 200 && seen.states.len() == 2, "{} {}", seen.size, seen.states.len());
    }
}
