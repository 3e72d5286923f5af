//! Fields of an institution that `site.yaml` declares, and the values that profiles give them.
//!
//! 1. [`Field::read`] reads a declaration: `{ type: choice, choices: [a, b], default: a, help: … }`.
//! 2. [`FieldKind::read`] reads a value of that type, for the declaration's own default as for a profile.
//!
//! A field without a default is *not set* where the profile is silent: its value is the empty text, no day or the empty
//! list. Two types must have one: a choice, because conditions ask for it and must get an answer, and a map,
//! because it says which keys there are.

use super::reader::{Report, Table, entries};
use super::yaml::{Content, Entry, Node};
use super::{Date, value};
use crate::diagnostic::Code;
use std::collections::BTreeMap;

/// The keys of `institution.yaml` that Guidepost itself knows. No field may be called like one.
pub(crate) const BUILT_IN: &[&str] = &["name", "short-name", "lang", "base-url", "colours", "logo"];

/// A declared field: what may stand in `institution.yaml` besides the built-in keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// Its key.
    pub(crate) name: String,
    /// What it may hold.
    pub(crate) kind: FieldKind,
    /// What it holds where the profile is silent.
    pub(crate) default: Value,
    /// One line that says what it is for.
    pub(crate) help: String,
    /// Whether the declaration is wrong, so that what profiles say cannot be judged and is left alone.
    pub(crate) broken: bool,
}

/// The type of a declared field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// Any text of one line or more.
    Text,
    /// An absolute address, `https://…` or `mailto:…`.
    Url,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A whole number, also below 0.
    Number,
    /// One of these words.
    Choice(Vec<String>),
    /// Several values of one type.
    List(Box<FieldKind>),
    /// Named values of one type; the names are those of the default.
    Map(Box<FieldKind>),
}

/// What a field holds. A text, address, number or choice that is not set is the empty text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Value {
    /// A text, an address or a choice.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day; `None` if not set.
    Date(Option<Date>),
    /// Several values.
    List(Vec<Value>),
    /// Named values.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// The value as text for a page: a list joined by commas, a map as nothing.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.map(|date| date.to_string()).unwrap_or_default(),
            Value::List(values) => values.iter().map(Value::to_text).collect::<Vec<_>>().join(", "),
            Value::Map(_) => String::new(),
        }
    }
}

/// A type by name, before what it is made of is known.
#[derive(Clone, Copy)]
enum Word {
    Text,
    Url,
    Date,
    Number,
    Choice,
    List,
    Map,
}

const SINGLE: &[(&str, Word)] = &[
    ("text", Word::Text),
    ("url", Word::Url),
    ("date", Word::Date),
    ("number", Word::Number),
    ("choice", Word::Choice),
];

const ALL: &[(&str, Word)] = &[
    ("text", Word::Text),
    ("url", Word::Url),
    ("date", Word::Date),
    ("number", Word::Number),
    ("choice", Word::Choice),
    ("list", Word::List),
    ("map", Word::Map),
];

impl Field {
    /// Reads one entry of `institution-fields`. `None` if it cannot have this name.
    pub(crate) fn read(report: &Report<'_>, entry: &Entry) -> Option<Self> {
        if !is_free_name(report, entry) {
            return None;
        }
        let mut field = Self {
            name: entry.key.clone(),
            kind: FieldKind::Text,
            default: Value::Text(String::new()),
            help: String::new(),
            broken: true,
        };
        if let Content::Scalar { .. } | Content::Sequence(_) = entry.value.content {
            let error = report.wrong(&entry.value, "a map");
            report.add(error.help("write `{ type: text, help: What it is for }`"));
            return Some(field);
        }
        let mut table = Table::new(report, Some(&entry.value), "a field", entry.key_span);
        let word = table.require("type", value::choice(ALL));
        let kind = word.and_then(|word| match word {
            Word::List => item(&mut table).map(|kind| FieldKind::List(Box::new(kind))),
            Word::Map => item(&mut table).map(|kind| FieldKind::Map(Box::new(kind))),
            word => single(&mut table, word),
        });
        field.help = table.get("help", value::text).unwrap_or_default();
        if let Some(kind) = kind {
            let needs_default = matches!(kind, FieldKind::Choice(_) | FieldKind::Map(_));
            let read = |report: &Report<'_>, node: &Node| kind.read(report, node, None);
            let default = if needs_default {
                table.require("default", read)
            } else {
                table.get("default", read)
            };
            field.broken = needs_default && default.is_none();
            field.default = default.unwrap_or_else(|| kind.unset());
            field.kind = kind;
        } else {
            // What else it says cannot be judged without its type.
            table.ignore(&["of", "choices", "default"]);
        }
        table.finish();
        Some(field)
    }
}

/// The type of the values of a list or map.
fn item(table: &mut Table<'_>) -> Option<FieldKind> {
    let word = table.require("of", value::choice(SINGLE))?;
    single(table, word)
}

fn single(table: &mut Table<'_>, word: Word) -> Option<FieldKind> {
    match word {
        Word::Text => Some(FieldKind::Text),
        Word::Url => Some(FieldKind::Url),
        Word::Date => Some(FieldKind::Date),
        Word::Number => Some(FieldKind::Number),
        Word::Choice => {
            let words = table.require("choices", |report, node| {
                let words = value::some(value::spanned(choice_word))(report, node)?;
                Some(value::unique(report, words))
            })?;
            Some(FieldKind::Choice(words.into_iter().map(|(word, _)| word).collect()))
        }
        Word::List | Word::Map => None,
    }
}

/// A word that a condition can name. Conditions part their words by commas.
fn choice_word(report: &Report<'_>, node: &Node) -> Option<String> {
    let fits = |text: &str| {
        (!text.is_empty() && !text.contains([',', '"', '=', '\n']) && text.trim() == text)
            .then(|| text.to_owned())
    };
    value::checked(report, node, "a word without commas, quotes and equals signs", fits)
}

fn is_free_name(report: &Report<'_>, entry: &Entry) -> bool {
    let key = entry.key.as_str();
    if BUILT_IN.contains(&key) {
        let message = format!("`{key}` is a key of every institution and cannot be declared again");
        report.add(
            report
                .error(Code::WrongValue, entry.key_span, message)
                .label("built in")
                .help("choose another name"),
        );
        return false;
    }
    is_variable(report, entry)
}

/// Reports a key that could not be part of `{{ institution.key }}`.
pub(crate) fn is_variable(report: &Report<'_>, entry: &Entry) -> bool {
    let fits = value::is_name(&entry.key);
    if !fits {
        let message = format!("`{}` cannot be the name of a variable", entry.key);
        report.add(
            report
                .error(Code::WrongValue, entry.key_span, message)
                .label("not a name")
                .help("use letters, digits and hyphens"),
        );
    }
    fits
}

impl FieldKind {
    /// What a field of this type holds if nothing says more.
    pub(crate) fn unset(&self) -> Value {
        match self {
            Self::Text | Self::Url | Self::Number | Self::Choice(_) => Value::Text(String::new()),
            Self::Date => Value::Date(None),
            Self::List(_) => Value::List(Vec::new()),
            Self::Map(_) => Value::Map(BTreeMap::new()),
        }
    }

    /// Reads a value of this type. A map takes the keys that `default` has and what it leaves out from there; without
    /// `default`, its keys are free. Items that are wrong are reported and left out.
    pub(crate) fn read(
        &self,
        report: &Report<'_>,
        node: &Node,
        default: Option<&Value>,
    ) -> Option<Value> {
        match self {
            // An empty text is how a profile unsets a default.
            Self::Text | Self::Url if is_empty_text(node) => Some(Value::Text(String::new())),
            Self::Text => value::text(report, node).map(Value::Text),
            Self::Url => value::url(report, node).map(Value::Text),
            Self::Date => value::date(report, node).map(|date| Value::Date(Some(date))),
            Self::Number => value::number(report, node).map(Value::Number),
            Self::Choice(words) => {
                let text = value::text(report, node)?;
                if words.contains(&text) {
                    return Some(Value::Text(text));
                }
                value::not_a_choice(report, node, &text, words.iter().map(String::as_str));
                None
            }
            Self::List(kind) => {
                value::list(|report, node| kind.read(report, node, None))(report, node)
                    .map(Value::List)
            }
            Self::Map(kind) => Some(Value::Map(read_map(kind, report, node, default))),
        }
    }
}

fn read_map(
    kind: &FieldKind,
    report: &Report<'_>,
    node: &Node,
    default: Option<&Value>,
) -> BTreeMap<String, Value> {
    let Some(Value::Map(default)) = default else {
        return entries(report, node)
            .iter()
            .filter(|entry| is_variable(report, entry))
            .filter_map(|e| Some((e.key.clone(), kind.read(report, &e.value, None)?)))
            .collect();
    };
    let mut map = default.clone();
    let mut table = Table::new(report, Some(node), "this map", node.span);
    for key in default.keys() {
        if let Some(value) = table.get(key, |report, node| kind.read(report, node, None)) {
            map.insert(key.clone(), value);
        }
    }
    table.finish();
    map
}

fn is_empty_text(node: &Node) -> bool {
    matches!(&node.content, Content::Scalar { text, .. } if text.is_empty())
}
