//! The values of variables in one edition.
//!
//! `institution`, `site` and `page` are known when the site is built; `browser` and `os` only to the reader, so they have a value for each
//! pair of them.

use super::content::PerReader;
use super::readers::{Audience, Pair, Set};
use super::strings::Dates;
use crate::config::{Browser, FieldKind, Institution, SiteSettings, System, Value};
use crate::diagnostic::{Code, Diagnostic};
use std::sync::Arc;

/// All that variables of an edition may say, save for `page`.
#[derive(PartialEq)]
pub(crate) struct Values {
    pub(crate) settings: Arc<SiteSettings>,
    pub(crate) institution: Option<Institution>,
    pub(crate) browsers: Arc<Vec<Browser>>,
    pub(crate) audience: Audience,
    /// How days are written for readers.
    pub(super) dates: Dates,
}

/// What a page's variables say: `(name, value)`.
pub(crate) type PageValues = Vec<(&'static str, Value)>;

/// Whether a variable is known only to the reader.
pub(crate) fn is_for_reader(path: &str) -> bool {
    path.starts_with("browser.") || path.starts_with("os.")
}

impl Values {
    /// The value of a variable that is known when the site is built; a day as `2026-11-23`.
    ///
    /// # Errors
    /// A diagnostic without a place if there is no such variable.
    pub(crate) fn value(&self, path: &str, page: &PageValues) -> Result<String, Diagnostic> {
        self.said(path, page, &Value::to_text)
    }

    /// The same in a text, where a day is written as readers write it.
    pub(crate) fn in_text(&self, path: &str, page: &PageValues) -> Result<String, Diagnostic> {
        self.said(path, page, &|value| self.written(value))
    }

    fn written(&self, value: &Value) -> String {
        match value {
            Value::Date(Some(date)) => self.dates.write(*date),
            Value::List(values) => {
                values.iter().map(|value| self.written(value)).collect::<Vec<_>>().join(", ")
            }
            _ => value.to_text(),
        }
    }

    fn said(
        &self,
        path: &str,
        page: &PageValues,
        say: &dyn Fn(&Value) -> String,
    ) -> Result<String, Diagnostic> {
        let (namespace, name) = path.split_once('.').unwrap_or((path, ""));
        match namespace {
            "site" => {
                let site = [
                    ("title", Some(&self.settings.title)),
                    ("description", self.settings.description.as_ref()),
                    ("lang", Some(&self.settings.lang)),
                    ("base-url", self.settings.base_url.as_ref()),
                ];
                let found = site.iter().find(|(known, _)| *known == name);
                let text =
                    |(_, value): &(&str, Option<&String>)| value.cloned().unwrap_or_default();
                found.map(text).ok_or_else(|| unknown(path, site.iter().map(|(known, _)| *known)))
            }
            "page" => {
                let found = page.iter().find(|(known, _)| *known == name);
                found
                    .map(|(_, value)| say(value))
                    .ok_or_else(|| unknown(path, page.iter().map(|(known, _)| *known)))
            }
            _ => self.field(name).map(|value| say(&value)).map_err(|wrong| {
                wrong.unwrap_or_else(|| {
                    let names = self.names();
                    unknown(path, names.iter().map(String::as_str))
                })
            }),
        }
    }

    /// The value of a field of the institution; its parts are reached by dots. `Err(None)`: there is no such field.
    fn field(&self, name: &str) -> Result<Value, Option<Diagnostic>> {
        let (name, key) =
            name.split_once('.').map_or((name, None), |(name, key)| (name, Some(key)));
        if BUILT_IN.contains(&name) && key.is_none() {
            let Some(institution) = &self.institution else {
                return Err(Some(
                    Diagnostic::new(
                        Code::UnknownVariable,
                        format!(
                            "`institution.{name}` has no value in an edition without an institution"
                        ),
                    )
                    .label("no institution is chosen")
                    .help("name one in `site.yaml`, as in `institution: example`"),
                ));
            };
            let text = match name {
                "id" => institution.id.to_string(),
                "name" => institution.name.clone(),
                "short-name" => institution.short_name.clone(),
                "lang" => institution.lang.clone().unwrap_or_else(|| self.settings.lang.clone()),
                _ => institution.base_url.clone().unwrap_or_default(),
            };
            return Ok(Value::Text(text));
        }
        let default = || self.settings.fields.iter().find(|f| f.name == name).map(|f| &f.default);
        let value = self.institution.as_ref().and_then(|i| i.fields.get(name)).or_else(default);
        match (value, key) {
            (Some(Value::Map(values)), Some(key)) => values.get(key).cloned().ok_or_else(|| {
                let path = format!("institution.{name}.{key}");
                let known: Vec<String> = values.keys().map(|key| format!("{name}.{key}")).collect();
                Some(unknown(&path, known.iter().map(String::as_str)))
            }),
            (Some(Value::Map(values)), None) => Err(Some(
                Diagnostic::new(
                    Code::UnknownVariable,
                    format!("`institution.{name}` has several values"),
                )
                .label("a key should follow")
                .help(match values.keys().next() {
                    Some(key) => format!("write `institution.{name}.{key}`, for example"),
                    None => "it is a map without keys".to_owned(),
                }),
            )),
            (Some(value), None) => Ok(value.clone()),
            _ => Err(None),
        }
    }

    /// What may follow `institution.`
    fn names(&self) -> Vec<String> {
        let own = self.settings.fields.iter().flat_map(|field| match &field.default {
            Value::Map(values) => {
                values.keys().map(|key| format!("{}.{key}", field.name)).collect()
            }
            _ => vec![field.name.clone()],
        });
        BUILT_IN.iter().map(|name| (*name).to_owned()).chain(own).collect()
    }

    /// The words that a variable in a condition can be compared with, if it is a choice.
    pub(crate) fn choices(&self, path: &str) -> Option<&[String]> {
        let name = path.strip_prefix("institution.")?;
        match &self.settings.fields.iter().find(|field| field.name == name)?.kind {
            FieldKind::Choice(choices) => Some(choices),
            _ => None,
        }
    }

    /// What a variable of the reader says to each of the readers in `within`.
    ///
    /// # Errors
    /// A diagnostic without a place if there is no such variable, or if some of these browsers lack it.
    pub(crate) fn for_readers(
        &self,
        path: &str,
        within: &Set,
    ) -> Result<PerReader<String>, Diagnostic> {
        let (namespace, name) = path.split_once('.').unwrap_or((path, ""));
        if namespace == "os" {
            if name != "name" {
                return Err(unknown(path, ["name"]));
            }
            return Ok(self.group(within, |(_, system)| Some(system.name().to_owned())));
        }
        if name == "name" && !self.browsers.is_empty() {
            return Ok(
                self.group(within, |(browser, _)| Some(self.browsers.get(browser)?.name.clone()))
            );
        }
        let known = self.browsers.iter().flat_map(|browser| browser.names.keys());
        if !known.clone().any(|known| known == name) {
            let mut known: Vec<&str> = known.map(String::as_str).chain(["name"]).collect();
            known.sort_unstable();
            known.dedup();
            return Err(unknown(path, known));
        }
        let value = |(browser, system): Pair| {
            self.browsers.get(browser)?.names.get(name)?.get(system).cloned()
        };
        self.complete(
            within,
            &format!("the name `{name}`"),
            &format!("names: {{ {name}: … }}"),
            &value,
        )?;
        Ok(self.group(within, value))
    }

    /// What the panel of each browser says: the first of `words` that its file has, else `otherwise`.
    pub(crate) fn panel_words(&self, words: &[&str], otherwise: &str) -> PerReader<String> {
        self.group(self.audience.all(), |(browser, system)| {
            let said = self.browsers.get(browser).map(|browser| &browser.panel);
            let own = words.iter().find_map(|word| said?.get(*word)?.get(system));
            Some(own.map_or(otherwise, String::as_str).to_owned())
        })
    }

    /// The keys of `:keys[name]`: a name of the browser files, or keys of a keyboard.
    ///
    /// # Errors
    /// A diagnostic without a place if there are none such.
    pub(crate) fn keys(
        &self,
        name: &str,
        within: &Set,
    ) -> Result<PerReader<Vec<Vec<String>>>, Diagnostic> {
        let split = |combination: &String| split_keys(combination);
        if self.browsers.iter().any(|browser| browser.keys.contains_key(name)) {
            let value = |(browser, system): Pair| {
                let keys = self.browsers.get(browser)?.keys.get(name)?.get(system)?;
                Some(keys.iter().map(split).collect())
            };
            self.complete(
                within,
                &format!("the keys `{name}`"),
                &format!("keys: {{ {name}: … }}"),
                &value,
            )?;
            return Ok(self.group(within, value));
        }
        let keys = split_keys(name);
        if keys.iter().all(|key| is_key(key)) {
            return Ok(vec![(super::readers::Readers::All, vec![keys])]);
        }
        let mut known: Vec<&str> =
            self.browsers.iter().flat_map(|b| b.keys.keys()).map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        let message = if name.is_empty() {
            "no keys stand in the brackets".to_owned()
        } else {
            format!("`{name}` names no keys")
        };
        Err(Diagnostic::new(Code::UnknownKeys, message)
            .label("neither in the browser files nor on a keyboard")
            .help("write a name from `content/browsers/`, or keys such as `Ctrl+Shift+I`, `F12`, `Enter`")
            .did_you_mean(name, known))
    }

    /// Reports the browsers among `within` for which there is no value.
    fn complete<T>(
        &self,
        within: &Set,
        what: &str,
        example: &str,
        value: &dyn Fn(Pair) -> Option<T>,
    ) -> Result<(), Diagnostic> {
        let missing: Set = within.iter().copied().filter(|pair| value(*pair).is_none()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let who = self.audience.label(&self.audience.describe(&missing, self.audience.all()));
        let browser = missing.iter().next().and_then(|(n, _)| self.browsers.get(*n));
        let file = browser
            .map_or("content/browsers".to_owned(), |b| format!("content/browsers/{}.yaml", b.id));
        Err(Diagnostic::new(Code::MissingBrowserName, format!("{what} is missing for {who}"))
            .label("not known for every reader of this place")
            .help(format!("add `{example}` to `{file}`")))
    }

    /// Readers with the same value stand together, in the order of the first of each.
    fn group<T: PartialEq>(&self, within: &Set, value: impl Fn(Pair) -> Option<T>) -> PerReader<T> {
        let mut groups: Vec<(Set, T)> = Vec::new();
        for pair in within {
            let Some(value) = value(*pair) else { continue };
            match groups.iter_mut().find(|(_, known)| *known == value) {
                Some((set, _)) => {
                    set.insert(*pair);
                }
                None => groups.push(([*pair].into(), value)),
            }
        }
        let describe = |(set, value)| (self.audience.describe(&set, within), value);
        groups.into_iter().map(describe).collect()
    }
}

/// The built-in variables of an institution.
const BUILT_IN: &[&str] = &["id", "name", "short-name", "lang", "base-url"];

/// There is no such variable.
pub(super) fn unknown<'a>(path: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let (namespace, name) = path.split_once('.').unwrap_or((path, ""));
    let known: Vec<&str> = known.into_iter().collect();
    let near = crate::diagnostic::nearest(name, known.iter().copied());
    let full: Vec<String> = known.iter().map(|known| format!("{namespace}.{known}")).collect();
    let wrong = Diagnostic::new(Code::UnknownVariable, format!("there is no variable `{path}`"))
        .label(format!("`{namespace}` has no `{name}`"));
    // Only the name may be a slip of the pen; with what stands before it, every name would be near.
    let near = near.map(|near| format!("{namespace}.{near}"));
    wrong.did_you_mean(near.as_deref().unwrap_or_default(), full.iter().map(String::as_str))
}

/// `Ctrl+Shift+I` → `Ctrl`, `Shift`, `I`; the last key may be `+` itself.
fn split_keys(combination: &str) -> Vec<String> {
    let combination = combination.trim();
    let (body, plus) = match combination.strip_suffix("++") {
        Some(body) => (body, true),
        None if combination == "+" => ("", true),
        None => (combination, false),
    };
    let parts = body.split('+').map(str::trim).filter(|part| !part.is_empty() || !plus);
    let mut keys: Vec<String> = parts.map(str::to_owned).collect();
    if plus {
        keys.push("+".to_owned());
    }
    keys
}

/// Whether `key` is printed on a keyboard.
fn is_key(key: &str) -> bool {
    const KEYS: &[&str] = &[
        "Ctrl",
        "Shift",
        "Alt",
        "AltGr",
        "Cmd",
        "Command",
        "Option",
        "Opt",
        "Win",
        "Super",
        "Meta",
        "Fn",
        "Search",
        "Launcher",
        "Control",
        "Enter",
        "Return",
        "Esc",
        "Escape",
        "Tab",
        "Space",
        "Backspace",
        "Delete",
        "Del",
        "Insert",
        "Home",
        "End",
        "Page Up",
        "Page Down",
        "Up",
        "Down",
        "Left",
        "Right",
        "Caps Lock",
        "Print Screen",
        "Menu",
    ];
    let function = key.strip_prefix('F').and_then(|n| n.parse::<u8>().ok());
    key.chars().count() == 1
        || KEYS.contains(&key)
        || function.is_some_and(|n| (1..=24).contains(&n))
}

/// The systems of `within`, in order.
pub(crate) fn systems(within: &Set) -> Vec<System> {
    let mut systems: Vec<System> = within.iter().map(|(_, system)| *system).collect();
    systems.sort_unstable();
    systems.dedup();
    systems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_key_may_be_plus() {
        assert_eq!(split_keys("Ctrl+Shift+I"), ["Ctrl", "Shift", "I"]);
        assert_eq!(split_keys("Ctrl++"), ["Ctrl", "+"]);
        assert_eq!(split_keys("+"), ["+"]);
    }

    #[test]
    fn keys_of_a_keyboard() {
        for key in ["Ctrl", "F12", "I", "ß", "Page Up"] {
            assert!(is_key(key), "{key}");
        }
        for key in ["devtools", "F25", "", "Contrl"] {
            assert!(!is_key(key), "{key}");
        }
    }
}
