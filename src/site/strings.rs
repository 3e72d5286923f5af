//! The texts of the interface: `strings/<language>.yaml` of the theme, a flat map of key and text.
//!
//! A language takes what it lacks from its own base (`en-NZ` from `en`), then from English. A file takes what it lacks from the file
//! of the same name in the default theme, so that a site's own may hold a single text.

use crate::config::Date;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::source::{Sources, embedded};
use std::collections::BTreeMap;

/// The texts of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strings(BTreeMap<String, String>);

impl Strings {
    /// Reads the texts of `lang` for the theme of that name.
    pub(crate) fn read(
        lang: &str,
        sources: &Sources,
        theme: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let base = lang.split('-').next().unwrap_or(lang);
        let mut strings = Self::default();
        let mut read: Vec<String> = Vec::new();
        for language in ["en", base, lang] {
            let name = format!("strings/{language}.yaml");
            if let Some((_, yaml)) = embedded::THEME.iter().find(|(path, _)| *path == name) {
                // It is the project's own, so a test sees whether it can be read.
                let own: Option<BTreeMap<String, String>> =
                    std::str::from_utf8(yaml).ok().and_then(|yaml| serde_yaml::from_str(yaml).ok());
                strings.0.extend(own.unwrap_or_default());
            }
            for theme in ["default", theme] {
                let path = format!("themes/{theme}/{name}");
                if !read.contains(&path) {
                    strings.add(sources, &path, diagnostics);
                    read.push(path);
                }
            }
        }
        strings
    }

    /// Lays the texts of a file over those that are there.
    fn add(&mut self, sources: &Sources, path: &str, diagnostics: &mut Vec<Diagnostic>) {
        let (Some((file, _)), Some(yaml)) = (sources.entry(path), sources.text(path)) else {
            return;
        };
        match serde_yaml::from_str::<BTreeMap<String, String>>(yaml) {
            Ok(own) => self.0.extend(own),
            Err(error) => {
                let at =
                    error.location().map_or(0, |place| offset(yaml, place.line(), place.column()));
                diagnostics.push(
                    Diagnostic::new(Code::YamlSyntax, "these interface texts cannot be read")
                        .help(error.without_snippet().to_string())
                        .help("the file is a map of key and text; texts with a colon or braces need quotes")
                        .at(file, Span::new(at, at)),
                );
            }
        }
    }

    /// The text of a key, with `{name}` filled in. With a value `n`, the key is `<key>_one` or `<key>_other` if there are such.
    pub(crate) fn text(&self, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let number = values.iter().find(|(name, _)| *name == "n").map(|(_, value)| *value);
        let counted = number
            .and_then(|n| self.0.get(&format!("{key}_{}", if n == "1" { "one" } else { "other" })));
        let mut text = counted.or_else(|| self.0.get(key))?.clone();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        Some(text)
    }

    /// The texts whose keys begin with `prefix`, under the rest of their keys; for scripts.
    pub(crate) fn below(&self, prefix: &str) -> BTreeMap<&str, &str> {
        let own = self.0.iter();
        own.filter_map(|(key, text)| Some((key.strip_prefix(prefix)?, text.as_str()))).collect()
    }

    /// The text of a key that the compiler itself uses; the key where a theme has lost it.
    pub(crate) fn get(&self, key: &str) -> String {
        self.text(key, &[]).unwrap_or_else(|| key.to_owned())
    }

    /// A day as readers write it.
    pub(crate) fn date(&self, date: Date) -> String {
        self.dates().write(date)
    }

    /// How the language writes days.
    pub(super) fn dates(&self) -> Dates {
        let months = (1..=12).map(|month| self.get(&format!("months_{month}"))).collect();
        Dates { format: self.text("date_format", &[]), months }
    }
}

/// How a language writes days: the order, and the names of the months from January on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dates {
    format: Option<String>,
    months: Vec<String>,
}

impl Dates {
    /// A day as readers write it; `2026-11-23` where the language says nothing.
    pub(super) fn write(&self, date: Date) -> String {
        let month = usize::from(date.month).checked_sub(1).and_then(|month| self.months.get(month));
        let (Some(format), Some(month)) = (&self.format, month) else { return date.to_string() };
        format
            .replace("{day}", &date.day.to_string())
            .replace("{month}", month)
            .replace("{year}", &date.year.to_string())
    }
}

/// The byte at a line and column, both from 1.
fn offset(text: &str, line: u64, column: u64) -> usize {
    let before = |n: u64| usize::try_from(n.saturating_sub(1)).unwrap_or(0);
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(before(line)).map(str::len).sum();
    let own = lines.next().unwrap_or_default();
    start + own.char_indices().nth(before(column)).map_or(0, |(at, _)| at)
}
