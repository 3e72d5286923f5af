//! Fields of an institution that `site.yaml` declares, and the values that profiles give them.

use super::Date;
use std::collections::BTreeMap;

/// A declared field: what may stand in `institution.yaml` besides the built-in keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// What it may hold.
    pub kind: FieldKind,
    /// What it holds where the profile is silent.
    pub default: Value,
    /// One line that says what it is for.
    pub help: String,
}

/// The type of a declared field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text of one line or more.
    Text,
    /// An absolute address, `https://…` or `mailto:…`.
    Url,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Number,
    /// One of these words.
    Choice(Vec<String>),
    /// Several values of one type.
    List(Box<FieldKind>),
    /// Named values of one type; the names are those of the default.
    Map(Box<FieldKind>),
}

/// What a field holds. A text, address or choice that is not set is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
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
    pub fn to_text(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.map(|date| date.to_string()).unwrap_or_default(),
            Value::List(values) => values.iter().map(Value::to_text).collect::<Vec<_>>().join(", "),
            Value::Map(_) => String::new(),
        }
    }
}
