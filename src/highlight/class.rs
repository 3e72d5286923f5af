//! Sublime Text's scopes to [`Class`]es, by a list of rules.
//!
//! The scope names are those of the grammars that two-face bundles; they follow
//! <https://www.sublimetext.com/docs/scope_naming.html>, with the exceptions that the list shows.

use std::sync::LazyLock;
use syntect::parsing::Scope;

/// What a piece of code is, as far as colour goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// No colour of its own: names of no special meaning, operators, brackets.
    Plain,
    /// A comment.
    Comment,
    /// A word of the language.
    Keyword,
    /// A string with its quotes.
    String,
    /// A number or another constant.
    Number,
    /// The name of a function or command.
    Function,
    /// The name of a type.
    Type,
    /// The name of an HTML or XML element.
    Tag,
    /// A name in front of its value: an attribute, a key, a header, a command's option.
    Attr,
    /// A variable where the language marks it (`$HOME`).
    Variable,
    /// Signs that only mark up: `**` in Markdown, `---` in YAML.
    Punct,
    /// The prompt of a terminal, which nobody types.
    Prompt,
    /// A line that a diff adds.
    Inserted,
    /// A line that a diff takes away.
    Deleted,
    /// A heading, the name of a section, the file names of a diff.
    Heading,
    /// Emphasised text.
    Emph,
    /// The address of a link.
    Link,
}

impl Class {
    /// Every class, for tests that try them all.
    #[cfg(test)]
    pub(crate) const ALL: &[Class] = &[
        Class::Plain,
        Class::Comment,
        Class::Keyword,
        Class::String,
        Class::Number,
        Class::Function,
        Class::Type,
        Class::Tag,
        Class::Attr,
        Class::Variable,
        Class::Punct,
        Class::Prompt,
        Class::Inserted,
        Class::Deleted,
        Class::Heading,
        Class::Emph,
        Class::Link,
    ];

    /// The value of the HTML attribute `class`; `None` for plain text, which needs no element. A prompt is also punctuation,
    /// so that a theme may do without a rule for it.
    pub(crate) fn css(self) -> Option<&'static str> {
        Some(match self {
            Class::Plain => return None,
            Class::Comment => "hl-comment",
            Class::Keyword => "hl-keyword",
            Class::String => "hl-string",
            Class::Number => "hl-number",
            Class::Function => "hl-function",
            Class::Type => "hl-type",
            Class::Tag => "hl-tag",
            Class::Attr => "hl-attr",
            Class::Variable => "hl-variable",
            Class::Punct => "hl-punct",
            Class::Prompt => "hl-punct hl-prompt",
            Class::Inserted => "hl-inserted",
            Class::Deleted => "hl-deleted",
            Class::Heading => "hl-heading",
            Class::Emph => "hl-emph",
            Class::Link => "hl-link",
        })
    }
}

/// What a scope does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Gives it a class.
    Set(Class),
    /// Nothing: it stays what it is outside.
    Inherit,
    /// An operator: a keyword if it is a word, else as outside.
    Operator,
    /// The text is a key: what would be a string in it is a name.
    Key,
}

/// What `scope` does: the first rule whose scope it lies in; [`Effect::Inherit`] if there is none.
pub(super) fn effect(scope: Scope) -> Effect {
    static PARSED: LazyLock<Vec<(Scope, Effect)>> = LazyLock::new(|| {
        let parse = |(name, effect): &(&str, Effect)| Some((Scope::new(name).ok()?, *effect));
        RULES.iter().filter_map(parse).collect()
    });
    PARSED
        .iter()
        .find(|(rule, _)| rule.is_prefix_of(scope))
        .map_or(Effect::Inherit, |(_, effect)| *effect)
}

/// The first that fits counts, so the special stand before the general.
const RULES: &[(&str, Effect)] = {
    use Class::{
        Attr, Comment, Deleted, Emph, Function, Heading, Inserted, Keyword, Link, Number, Plain,
        Punct, String, Tag, Type, Variable,
    };
    use Effect::{Inherit, Key, Operator, Set};
    &[
        // Code inside other code begins anew; a regular expression inside a string does not.
        ("source.regexp", Inherit),
        ("source", Set(Plain)),
        ("text", Set(Plain)),
        ("meta.interpolation", Set(Plain)),
        ("meta.template.expression", Set(Plain)),
        ("meta.group.expansion.parameter", Set(Variable)),
        ("meta.group.expansion", Set(Plain)),
        ("comment", Set(Comment)),
        // Keywords, and what the grammars call so.
        ("keyword.operator", Operator),
        ("keyword.accessor", Inherit),
        ("keyword.name.ini", Set(Attr)),
        ("keyword.other.http-header", Set(Attr)),
        ("keyword.other.substitution", Set(Plain)),
        ("keyword.other.template", Inherit),
        ("keyword.other.unit", Inherit),
        ("keyword.other.hashtable", Set(Plain)),
        ("keyword", Set(Keyword)),
        ("storage.type.string", Set(String)),
        ("storage", Set(Keyword)),
        // Values.
        ("string", Set(String)),
        ("constant.character.escape", Inherit),
        ("constant.other.object.key", Key),
        ("meta.mapping.key", Key),
        ("constant", Set(Number)),
        ("support.constant", Set(Number)),
        // Names.
        ("entity.name.function", Set(Function)),
        ("entity.name.macro", Set(Function)),
        ("entity.name.tag.yaml", Set(Attr)),
        ("entity.name.tag.toml", Set(Attr)),
        ("entity.name.tag", Set(Tag)),
        ("entity.name.section", Set(Heading)),
        ("entity.name.table", Set(Heading)),
        ("entity.section", Set(Heading)),
        ("entity.name.other", Set(Variable)),
        ("entity.name.constant", Set(Number)),
        ("entity.name", Set(Type)),
        ("entity.other.attribute-name", Set(Attr)),
        ("entity.other.pseudo-class", Set(Attr)),
        ("entity.other.pseudo-element", Set(Attr)),
        ("entity.other.inherited-class", Set(Type)),
        ("entity.other.document", Set(Punct)),
        ("support.type.property-name", Set(Attr)),
        ("support.type.custom-property", Set(Attr)),
        ("support.type", Set(Type)),
        ("support.class", Set(Type)),
        ("support.function.test", Set(Plain)),
        ("support.function", Set(Function)),
        ("support.macro", Set(Function)),
        ("support.variable", Set(Variable)),
        ("variable.function", Set(Function)),
        ("variable.annotation", Set(Function)),
        ("punctuation.definition.annotation.rust", Inherit),
        ("punctuation.definition.annotation", Set(Function)),
        ("variable.language.star", Inherit),
        ("variable.language", Set(Variable)),
        // Only where a variable is marked as one: with every name coloured, nothing stands out.
        ("variable.parameter.option", Set(Attr)),
        ("variable.other.readwrite.shell", Set(Variable)),
        ("variable.other.readwrite.assignment.shell", Set(Variable)),
        ("variable.other.readwrite.powershell", Set(Variable)),
        ("variable.other.readwrite.dosbatch", Set(Variable)),
        ("variable.other.php", Set(Variable)),
        // Markup and data.
        ("punctuation.separator.key-value.http-request-response", Set(Plain)),
        ("punctuation.definition.table", Set(Heading)),
        ("punctuation.separator.table", Set(Heading)),
        ("meta.tag.section.ini", Set(Heading)),
        ("markup.heading", Set(Heading)),
        ("markup.bold", Set(Emph)),
        ("markup.italic", Set(Emph)),
        ("markup.raw", Set(String)),
        ("markup.underline.link", Set(Link)),
        ("punctuation.definition.heading", Set(Punct)),
        ("punctuation.definition.bold", Set(Punct)),
        ("punctuation.definition.italic", Set(Punct)),
        ("punctuation.definition.raw", Set(Punct)),
        ("punctuation.definition.list_item", Set(Punct)),
        ("punctuation.definition.blockquote", Set(Punct)),
        ("punctuation.definition.block.sequence", Set(Punct)),
        ("markup.inserted", Set(Inserted)),
        ("markup.deleted", Set(Deleted)),
        ("meta.diff.header", Set(Heading)),
        ("meta.diff.range", Set(Comment)),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_a_scope_and_none_hides_behind_another() {
        for (index, (name, effect_)) in RULES.iter().enumerate() {
            let scope = Scope::new(name).unwrap();
            assert_eq!(effect(scope), *effect_, "rule {index}, {name}, is never reached");
        }
    }

    #[test]
    fn only_plain_text_has_no_class() {
        for class in Class::ALL {
            assert_eq!(class.css().is_none(), *class == Class::Plain);
        }
    }
}
