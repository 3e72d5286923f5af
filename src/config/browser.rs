//! `content/browsers/<id>.yaml`: what one browser calls things, and its keys.

use super::field::is_variable;
use super::reader::{Report, Table, entries};
use super::site::systems;
use super::yaml::{Content, Node};
use super::{SiteSettings, System, value};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{BrowserId, SourcePath};
use std::collections::BTreeMap;

/// What a browser's file may say in place of the theme's words about panels: the count beside the search box, what is done to select
/// what an edit changes (of any edit, or of one kind), and what the edit itself is.
const PANEL_WORDS: &[&str] = &[
    "count",
    "count-one",
    "select",
    "select-remove-attribute",
    "select-set-attribute",
    "select-add-class",
    "select-remove-class",
    "select-remove-element",
    "select-set-text",
    "remove-attribute",
    "set-attribute",
    "add-class",
    "remove-class",
    "remove-element",
    "set-text",
];

/// The word for all other systems in a map by system.
const ELSE: &str = "else";

/// One browser of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Browser {
    /// The name of its file.
    pub(crate) id: BrowserId,
    /// Its name as people know it.
    pub(crate) name: String,
    /// The systems that it exists for, a part of the site's, in their order; never empty.
    pub(crate) systems: Vec<System>,
    /// What marks it in a user agent: the browser whose mark stands last is the reader's.
    pub(crate) user_agent: Vec<String>,
    /// What it calls things: `{{ browser.inspect }}`.
    pub(crate) names: BTreeMap<String, PerSystem<String>>,
    /// Its keys, each with alternatives: `:keys[devtools]`.
    pub(crate) keys: BTreeMap<String, PerSystem<Vec<String>>>,
    /// What its own panel says, and what is done there, by the names of [`PANEL_WORDS`].
    pub(crate) panel: BTreeMap<String, PerSystem<String>>,
}

/// A value that may differ by system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PerSystem<T> {
    /// The value where no other is given; `None` if there is none.
    pub(crate) otherwise: Option<T>,
    /// The values of single systems.
    pub(crate) by_system: BTreeMap<System, T>,
}

impl<T> PerSystem<T> {
    /// The value on `system`.
    pub(crate) fn get(&self, system: System) -> Option<&T> {
        self.by_system.get(&system).or(self.otherwise.as_ref())
    }
}

impl Browser {
    /// Reads a browser's file.
    pub(crate) fn read(
        id: BrowserId,
        file: &SourcePath,
        text: &str,
        site: &SiteSettings,
    ) -> (Self, Vec<Diagnostic>) {
        let (report, root) = Report::open(file, text, Span::new(0, text.len()));
        let mut table = Table::new(&report, root.as_ref(), "a browser", Span::default());
        let own = table.get("systems", |report, node| {
            let own = systems(report, node)?;
            let common: Vec<System> =
                site.systems.iter().copied().filter(|system| own.contains(system)).collect();
            if common.is_empty() {
                let error = report.error(
                    Code::WrongValue,
                    node.span,
                    "the browser exists on none of the site's systems",
                );
                report.add(error.label("no system of the site").help(
                    "list the site's browsers under `browsers` in `site.yaml` without this one, \
                     or add a system there",
                ));
                return None;
            }
            Some(common)
        });
        let browser = Self {
            name: table.get("name", value::text).unwrap_or_else(|| id.to_string()),
            id,
            systems: own.unwrap_or_else(|| site.systems.clone()),
            user_agent: table.get("user-agent", value::list(value::text)).unwrap_or_default(),
            names: table
                .get("names", |report, node| Some(words(report, node, "name", value::text)))
                .unwrap_or_default(),
            keys: table
                .get("keys", |report, node| Some(words(report, node, "", alternatives)))
                .unwrap_or_default(),
            panel: table.get("panel", |report, node| Some(panel(report, node))).unwrap_or_default(),
        };
        table.finish();
        (browser, report.finish())
    }
}

/// Reads names or keys, each a value or a map by system; `reserved` is a name that Guidepost gives itself.
fn words<T>(
    report: &Report<'_>,
    node: &Node,
    reserved: &str,
    read: impl Fn(&Report<'_>, &Node) -> Option<T>,
) -> BTreeMap<String, PerSystem<T>> {
    let mut words = BTreeMap::new();
    for entry in entries(report, node) {
        if entry.key == reserved {
            let message = format!("`{reserved}` is what the browser itself is called");
            let error = report.error(Code::WrongValue, entry.key_span, message);
            report.add(error.label("built in").help("choose another word for this name"));
        } else if is_variable(report, entry)
            && let Some(value) = per_system(report, &entry.value, &read)
        {
            words.insert(entry.key.clone(), value);
        }
    }
    words
}

/// Reads what a panel says.
fn panel(report: &Report<'_>, node: &Node) -> BTreeMap<String, PerSystem<String>> {
    let mut table = Table::new(report, Some(node), "what a panel says", node.span);
    let mut words = BTreeMap::new();
    for word in PANEL_WORDS {
        let read = |report: &Report<'_>, node: &Node| per_system(report, node, value::text);
        if let Some(said) = table.get(word, read) {
            words.insert((*word).to_owned(), said);
        }
    }
    table.finish();
    words
}

/// A value, or a map by system with `else`.
fn per_system<T>(
    report: &Report<'_>,
    node: &Node,
    read: impl Fn(&Report<'_>, &Node) -> Option<T>,
) -> Option<PerSystem<T>> {
    let Content::Mapping(entries) = &node.content else {
        let otherwise = Some(read(report, node)?);
        return Some(PerSystem { otherwise, by_system: BTreeMap::new() });
    };
    let mut value = PerSystem { otherwise: None, by_system: BTreeMap::new() };
    for entry in entries {
        if entry.key == ELSE {
            value.otherwise = read(report, &entry.value);
        } else if let Some(system) = System::parse(&entry.key) {
            if let Some(read) = read(report, &entry.value) {
                value.by_system.insert(system, read);
            }
        } else {
            value::unknown_system(report, entry.key_span, &entry.key, &[ELSE]);
        }
    }
    Some(value)
}

/// Keys that do the same: one text or a list of at least one.
fn alternatives(report: &Report<'_>, node: &Node) -> Option<Vec<String>> {
    match &node.content {
        Content::Sequence(_) => value::some(value::text)(report, node),
        Content::Scalar { .. } => value::text(report, node).map(|text| vec![text]),
        Content::Null | Content::Mapping(_) => {
            report.add(report.wrong(node, "keys such as `Ctrl+F` or a list of these"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::show;
    use super::*;

    fn read(text: &str) -> (Browser, Vec<String>) {
        let site = SiteSettings {
            systems: vec![System::MacOs, System::Windows, System::Linux],
            ..SiteSettings::default()
        };
        let file = SourcePath::parse("content/browsers/firefox.yaml").unwrap();
        let id = BrowserId::parse("firefox").unwrap();
        let (browser, diagnostics) = Browser::read(id, &file, text, &site);
        (browser, show(text, &diagnostics))
    }

    #[test]
    fn names_and_keys_may_differ_by_system() {
        let (firefox, mistakes) = read(
            "name: Firefox\nsystems: [chromeos, linux, macos]\nuser-agent: [Firefox/, FxiOS/]\n\
             names:\n  inspect: Inspect\n  settings: { macos: Settings, else: Options }\n\
             keys:\n  devtools: { macos: Cmd+Option+I, else: [F12, Ctrl+Shift+I] }\n  find: Ctrl+F\n",
        );
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(firefox.systems, [System::MacOs, System::Linux]);
        assert_eq!(firefox.user_agent, ["Firefox/", "FxiOS/"]);
        let settings = &firefox.names["settings"];
        assert_eq!(settings.get(System::MacOs).unwrap(), "Settings");
        assert_eq!(settings.get(System::Linux).unwrap(), "Options");
        let devtools = &firefox.keys["devtools"];
        assert_eq!(devtools.get(System::MacOs).unwrap(), &["Cmd+Option+I"]);
        assert_eq!(devtools.get(System::Windows).unwrap(), &["F12", "Ctrl+Shift+I"]);
    }

    #[test]
    fn a_panel_says_what_the_browsers_own_says() {
        let (firefox, mistakes) = read(
            "panel:\n  count: \"{total} found\"\n  select: { macos: 'Hold {name}', else: 'Press {name}' }\n  cuont: x\n",
        );
        assert_eq!(firefox.panel["count"].otherwise.as_deref(), Some("{total} found"));
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(mistakes[0].contains("`cuont` -> `count`"), "{mistakes:?}");
    }

    #[test]
    fn an_empty_file_is_a_browser_of_every_system() {
        let (firefox, mistakes) = read("");
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(firefox.name, "firefox");
        assert_eq!(firefox.systems.len(), 3);
    }

    #[test]
    fn all_mistakes_of_a_browser_are_found_in_one_run() {
        let (firefox, mistakes) = read(
            "systems: [chromeos]\nuser_agent: x\nuser-agent: Firefox/\nnames:\n  name: x\n  \
             settings: { macs: Settings, esle: Options }\n  find me: x\n  empty:\nkeys:\n  a: []\n  b: 7\n",
        );
        assert_eq!(
            mistakes,
            [
                "wrong-value `[chromeos]`: the browser exists on none of the site's systems",
                "unknown-key `user_agent` -> `user-agent`: a browser has no key `user_agent`",
                "wrong-value `Firefox/`: `Firefox/` stands where a list belongs",
                "wrong-value `name`: `name` is what the browser itself is called",
                "unknown-system `macs` -> `macos`: there is no system `macs`",
                "unknown-system `esle` -> `else`: there is no system `esle`",
                "wrong-value `find me`: `find me` cannot be the name of a variable",
                "wrong-value ``: nothing stands where a text belongs",
                "wrong-value `[]`: the list is empty",
            ]
        );
        assert_eq!(firefox.keys["b"].otherwise, Some(vec!["7".to_owned()]));
    }
}
