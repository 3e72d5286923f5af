//! What the YAML parser found wrong, in an author's words.
//!
//! The parser's own sentences speak of tokens and indicators. The groups here follow the mistakes that people make:
//! tabs, open quotes and brackets, a colon or `@` in a text without quotes, and lines that do not line up.

use crate::diagnostic::{Code, Diagnostic};
use serde_yaml::granit_parser::ErrorKind as Kind;

/// Whether the mistake is a tab.
pub(super) fn is_tab(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::TabNotAllowed
            | Kind::TabInBlockIndentation
            | Kind::TabInIndentation
            | Kind::TabInPlainScalar
            | Kind::TabAtBlockScalarStart
    )
}

/// The diagnostic for a mistake, without its place.
pub(crate) fn explain(kind: &Kind) -> Diagnostic {
    let (message, help): (String, &str) = match kind {
        kind if is_tab(kind) => {
            ("a tab cannot indent YAML".into(), "use spaces in place of the tab")
        }
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => (
            "this quote is not closed".into(),
            "end the text with the same quote; inside of single quotes, write a quote twice",
        ),
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => (
            "something follows the closing quote".into(),
            "put the whole value in quotes; inside of single quotes, write a quote twice",
        ),
        Kind::UnclosedFlowCollection { open } => {
            (format!("this `{open}` is not closed"), "close the list with `]` or the map with `}`")
        }
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator => (
            "the list or map in brackets does not go on here".into(),
            "a comma or the closing bracket is missing",
        ),
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{close}` cannot close `{open}`"), "a list is closed by `]` and a map by `}`")
        }
        Kind::MisplacedFlowCollectionEnd => {
            ("this bracket closes nothing".into(), "remove it, or put the text in quotes")
        }
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => (
            "a colon cannot stand here".into(),
            "put a text that contains `: ` in quotes, and begin a key in the column of its neighbours",
        ),
        Kind::BomInsideDocument => invisible(),
        Kind::UnexpectedCharacter { character } if character.is_control() => invisible(),
        Kind::UnexpectedCharacter { character } => (
            format!("a text without quotes cannot begin with `{character}`"),
            "put the text in quotes",
        ),
        Kind::PlainScalarStartsWithDashFlowIndicator | Kind::UnexpectedEndOfPlainScalar => {
            ("a text without quotes cannot begin like this".into(), "put the text in quotes")
        }
        Kind::UnknownAnchor => (
            "this alias has no anchor above it".into(),
            "a text that begins with `*` must stand in quotes",
        ),
        Kind::MissingAnchorOrAliasName | Kind::UndeclaredTagHandle => (
            "a text without quotes cannot begin like this".into(),
            "a text that begins with `&`, `*` or `!` must stand in quotes",
        ),
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidUnicodeEscape => (
            "a backslash followed by this means nothing".into(),
            "write `\\\\` for a backslash, or use single quotes",
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => {
            ("this line is neither a key nor a value".into(), "a key is followed by `: `")
        }
        Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::ExpectedNodeContent
        | Kind::MappingKeyNotAllowed
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidFlowScalarIndent
        | Kind::InvalidBlockScalarIndent => (
            "this line does not fit the lines above it".into(),
            "keys of one map and items of one list begin in the same column",
        ),
        Kind::CommentNotSeparated | Kind::CommentInterceptedScalar => (
            "a comment cannot begin here".into(),
            "put a space before `#`, or the text in quotes if `#` belongs to it",
        ),
        Kind::RecursionLimitExceeded => {
            ("lists and maps are nested too deeply".into(), "32 levels are the limit")
        }
        _ => ("this is not YAML".into(), "a settings file has lines of the form `key: value`"),
    };
    Diagnostic::new(Code::YamlSyntax, message).help(help)
}

fn invisible() -> (String, &'static str) {
    (
        "an invisible character stands here".into(),
        "delete it and what is around it, and type that again",
    )
}
