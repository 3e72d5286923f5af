//! Template values, told apart by whether they are text to be escaped or finished HTML.

use tera::{Map, Value};

/// A map for a template.
pub(crate) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let map: Map = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
    Value::from(map)
}

/// Text; a template escapes it.
pub(crate) fn text(text: &str) -> Value {
    Value::normal_string(text)
}

/// Finished HTML; a template leaves it as it is.
pub(crate) fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// Text or nothing.
pub(crate) fn optional(value: Option<&str>) -> Value {
    value.map_or_else(Value::none, text)
}
