//! `institution.token-policy = allowed, unknown and institution.help-url != ""`: when something is kept.
//!
//! Knows no values: `site` decides whether a condition holds.

use super::attributes::{Pair, Word};
use super::place::{At, Named};
use crate::diagnostic::{Code, Diagnostic, Span};

/// Tests that must all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) tests: Vec<Test>,
}

/// A variable and the values of which it must, or must not, have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Test {
    pub(crate) variable: Named,
    pub(crate) negated: bool,
    pub(crate) values: Vec<Named>,
}

/// A part that cannot be read, and what was expected there.
pub(crate) struct Unreadable {
    pub(crate) span: Span,
    pub(crate) expected: &'static str,
}

impl Unreadable {
    /// What is wrong, without a place.
    pub(crate) fn report(&self) -> Diagnostic {
        Diagnostic::new(Code::BadCondition, "this condition cannot be read")
            .label(format!("{} should stand here", self.expected))
            .help("a condition is `variable = value`, `variable = value, value` or `variable != value`; ` and ` joins several")
    }
}

impl Condition {
    /// Reads the text of `when="…"`.
    pub(crate) fn parse(text: &Word, add: &mut dyn FnMut(Span) -> At) -> Result<Self, Unreadable> {
        let mut tests = Vec::new();
        for (start, part) in split(&text.text, " and ") {
            let base = text.span.start + start;
            let Some((left, right)) = part.split_once('=') else {
                let span = trimmed(part, base).span;
                return Err(Unreadable { span, expected: "`variable = value`" });
            };
            tests.push(test(
                &trimmed(left, base),
                &Word {
                    text: right.to_owned(),
                    span: Span::new(base + left.len() + 1, base + part.len()),
                },
                add,
            )?);
        }
        Ok(Self { tests })
    }

    /// Reads the attributes of `:::when{variable=value}`.
    pub(crate) fn from_pairs(
        pairs: &[Pair],
        add: &mut dyn FnMut(Span) -> At,
    ) -> Result<Self, Unreadable> {
        let tests = pairs.iter().map(|pair| test(&pair.key, &pair.value, add));
        Ok(Self { tests: tests.collect::<Result<_, _>>()? })
    }
}

fn test(left: &Word, right: &Word, add: &mut dyn FnMut(Span) -> At) -> Result<Test, Unreadable> {
    let negated = left.text.ends_with('!');
    let variable = trimmed(left.text.trim_end_matches('!'), left.span.start);
    if !variable.text.contains('.') || variable.text.contains(char::is_whitespace) {
        return Err(Unreadable {
            span: left.span,
            expected: "a variable such as `institution.name`",
        });
    }
    let values = split(&right.text, ",").map(|(start, value)| {
        let word = trimmed(value, right.span.start + start);
        Named { text: word.text.trim_matches('"').to_owned(), at: add(word.span) }
    });
    let values = values.collect();
    Ok(Test { variable: Named { at: add(variable.span), text: variable.text }, negated, values })
}

/// Splits at `separator`; gives each part's first byte.
fn split<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    let mut at = 0;
    text.split(separator).map(move |part| {
        let start = at;
        at += part.len() + separator.len();
        (start, part)
    })
}

fn trimmed(text: &str, start: usize) -> Word {
    let lead = text.len() - text.trim_start().len();
    let text = text.trim();
    Word { text: text.to_owned(), span: Span::new(start + lead, start + lead + text.len()) }
}

#[cfg(test)]
mod tests {
    use super::super::place::Places;
    use super::*;

    fn parse(text: &str) -> Result<Condition, Unreadable> {
        let mut places = Places::default();
        let word = Word { text: text.to_owned(), span: Span::new(0, text.len()) };
        Condition::parse(&word, &mut |span| places.add(span))
    }

    #[test]
    fn several_values_and_several_tests() {
        let condition = parse("institution.a = x, y and institution.b != z").ok().unwrap();
        assert_eq!(condition.tests[0].variable.text, "institution.a");
        assert_eq!(condition.tests[0].values[1].text, "y");
        assert!(condition.tests[1].negated);
        assert_eq!(condition.tests[1].variable.text, "institution.b");
    }

    #[test]
    fn what_cannot_be_read_is_pointed_at() {
        assert_eq!(parse("institution.a").err().unwrap().span, Span::new(0, 13));
        assert!(parse("a = b").is_err());
    }
}
