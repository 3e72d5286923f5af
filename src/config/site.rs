//! `site.yaml`: the settings of the whole site.

use super::reader::{Report, Table, entries};
use super::yaml::Node;
use super::{Editor, Field, SearchSettings, System, value};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{BrowserId, InstitutionId, SourcePath};

/// The settings of the whole site. Every one has a default, so a site needs no `site.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SiteSettings {
    /// The site's name.
    pub(crate) title: String,
    /// One sentence about it.
    pub(crate) description: Option<String>,
    /// The language of the pages, a BCP 47 tag.
    pub(crate) lang: String,
    /// Where the site will be published, without a slash at its end; absolute.
    pub(crate) base_url: Option<String>,
    /// The edition that is built if none is asked for, and where the file says so.
    pub(crate) institution: Option<(InstitutionId, Span)>,
    /// The name of a folder in `themes/`.
    pub(crate) theme: String,
    /// The systems that readers may have, in the order of the switch.
    pub(crate) systems: Vec<System>,
    /// The browsers in the order of the switch, with their places; `None` for every file of `content/browsers/`.
    pub(crate) browsers: Option<Vec<(BrowserId, Span)>>,
    /// Where a page can be edited; `{path}` stands for its file.
    pub(crate) edit_url: Option<String>,
    /// What opens a place in the author's editor. Of use to `serve` only.
    pub(crate) editor: Option<Editor>,
    /// A line of Markdown for every page's end.
    pub(crate) footer: Option<String>,
    /// How it is searched.
    pub(crate) search: SearchSettings,
    /// The declared fields of institutions, in the order of the file.
    pub(crate) fields: Vec<Field>,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            title: "Guide".into(),
            description: None,
            lang: "en".into(),
            base_url: None,
            institution: None,
            theme: "default".into(),
            systems: System::COMPUTERS.to_vec(),
            browsers: None,
            edit_url: None,
            editor: None,
            footer: None,
            search: SearchSettings::default(),
            fields: Vec::new(),
        }
    }
}

impl SiteSettings {
    /// Reads `site.yaml`.
    pub(crate) fn read(file: &SourcePath, text: &str) -> (Self, Vec<Diagnostic>) {
        let (report, root) = Report::open(file, text, Span::new(0, text.len()));
        let mut table = Table::new(&report, root.as_ref(), "`site.yaml`", Span::default());
        let default = Self::default();
        let settings = Self {
            title: table.get("title", value::text).unwrap_or(default.title),
            description: table.get("description", value::text),
            lang: table.get("lang", value::lang).unwrap_or(default.lang),
            base_url: table.get("base-url", value::base_url),
            institution: table.get("institution", value::spanned(value::id(InstitutionId::parse))),
            theme: table.get("theme", theme).unwrap_or(default.theme),
            systems: table.get("systems", systems).unwrap_or(default.systems),
            browsers: table.get("browsers", browsers),
            edit_url: table.get("edit-url", edit_url),
            editor: table.get("editor", editor),
            footer: table.get("footer", value::text),
            search: table.get("search", SearchSettings::read).unwrap_or_default(),
            fields: table
                .entry("institution-fields")
                .map(|entry| fields(&report, &entry.value))
                .unwrap_or_default(),
        };
        table.finish();
        (settings, report.finish())
    }
}

/// The name of a folder in `themes/`.
fn theme(report: &Report<'_>, node: &Node) -> Option<String> {
    let fits = |text: &str| {
        (!text.is_empty() && !text.starts_with('.') && !text.contains(['/', '\\']))
            .then(|| text.to_owned())
    };
    value::checked(report, node, "the name of a folder in `themes/`", fits)
}

/// At least one system, each once.
pub(crate) fn systems(report: &Report<'_>, node: &Node) -> Option<Vec<System>> {
    let systems = value::some(value::spanned(value::system))(report, node)?;
    Some(value::unique(report, systems).into_iter().map(|(system, _)| system).collect())
}

fn browsers(report: &Report<'_>, node: &Node) -> Option<Vec<(BrowserId, Span)>> {
    let browsers = value::list(value::spanned(value::id(BrowserId::parse)))(report, node)?;
    Some(value::unique(report, browsers))
}

/// An address with `{path}` in it.
fn edit_url(report: &Report<'_>, node: &Node) -> Option<String> {
    let url = value::url(report, node)?;
    if !url.contains("{path}") {
        let error =
            report.error(Code::WrongValue, node.span, "the address is the same for all pages");
        report.add(
            error.label("no `{path}` in it").help(
                "put `{path}` where the file belongs: `https://example.org/edit/main/{path}`",
            ),
        );
        return None;
    }
    Some(url)
}

/// The name or the address of an editor.
fn editor(report: &Report<'_>, node: &Node) -> Option<Editor> {
    let what = "the name of an editor, such as `vscode`, or an address such as `vscode://file/{file}:{line}:{column}`,";
    value::checked(report, node, what, Editor::parse)
}

fn fields(report: &Report<'_>, node: &Node) -> Vec<Field> {
    entries(report, node).iter().filter_map(|entry| Field::read(report, entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::show;
    use super::super::{Date, FieldKind, Value};
    use super::*;

    fn read(text: &str) -> (SiteSettings, Vec<String>) {
        let file = SourcePath::parse("site.yaml").unwrap();
        let (settings, diagnostics) = SiteSettings::read(&file, text);
        (settings, show(text, &diagnostics))
    }

    #[test]
    fn an_empty_file_is_all_defaults() {
        for text in ["", "# later\n", "title:\nsystems: ~\n"] {
            assert_eq!(read(text), (SiteSettings::default(), Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn every_setting_is_read() {
        let (site, mistakes) = read(
            "title: 2026\ndescription: All about it\nlang: en-GB\nbase-url: https://example.org/a//\n\
             institution: otago\ntheme: plain\nsystems: [macos, windows]\nbrowsers: [firefox, chrome]\n\
             edit-url: https://example.org/edit/{path}\neditor: zed\nfooter: '**Fin**'\n",
        );
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(site.title, "2026");
        assert_eq!(site.base_url.as_deref(), Some("https://example.org/a"));
        assert_eq!(site.institution.unwrap().0.as_str(), "otago");
        assert_eq!(site.systems, [System::MacOs, System::Windows]);
        let browsers: Vec<_> =
            site.browsers.unwrap().into_iter().map(|(id, _)| id.to_string()).collect();
        assert_eq!(browsers, ["firefox", "chrome"]);
        assert_eq!(site.footer.as_deref(), Some("**Fin**"));
        assert_eq!(site.editor, Editor::parse("zed"));
    }

    #[test]
    fn all_mistakes_of_a_file_are_found_in_one_run() {
        let (site, mistakes) = read(
            "titel: x\nbase_url: https://example.org\nlang: en_GB\nbase-url: example.org\n\
             institution: Otago Uni\nsystems: [windows, macso, windows]\nbrowsers: firefox\n\
             edit-url: https://example.org\neditor: javascript:{file}\ntheme: ../x\nfooter: [a]\ndescription: ''\n",
        );
        assert_eq!(
            mistakes,
            [
                "unknown-key `titel` -> `title`: `site.yaml` has no key `titel`",
                "unknown-key `base_url` -> `base-url`: `site.yaml` has no key `base_url`",
                "wrong-value `en_GB` -> `en-GB`: `en_GB` stands where a language tag such as `en-GB` belongs",
                "wrong-value `example.org` -> `https://example.org`: `example.org` stands where an absolute address belongs",
                "wrong-value `Otago Uni`: `Otago Uni` stands where an id of small letters, digits and hyphens belongs",
                "unknown-system `macso` -> `macos`: there is no system `macso`",
                "wrong-value `windows`: `windows` stands twice",
                "wrong-value `firefox`: `firefox` stands where a list belongs",
                "wrong-value `https://example.org`: the address is the same for all pages",
                "wrong-value `javascript:{file}`: `javascript:{file}` stands where the name of an editor, such as `vscode`, \
                 or an address such as `vscode://file/{file}:{line}:{column}`, belongs",
                "wrong-value `../x`: `../x` stands where the name of a folder in `themes/` belongs",
                "wrong-value `[a]`: a list stands where a text belongs",
                "wrong-value `''`: the text is empty",
            ]
        );
        assert_eq!(site.systems, [System::Windows]);
        assert_eq!(site.title, "Guide");
    }

    #[test]
    fn a_file_that_is_not_yaml_gives_the_defaults() {
        let (site, mistakes) = read("title: a: b\nlang: de\n");
        assert_eq!(mistakes, ["yaml-syntax `:`: a colon cannot stand here"]);
        assert_eq!(site, SiteSettings::default());
        assert_eq!(read("- a\n").1, ["wrong-value `- a`: a list stands where a map belongs"]);
    }

    #[test]
    fn fields_keep_their_order_types_and_defaults() {
        let (site, mistakes) = read(
            "institution-fields:\n  product: { type: text, default: 12, help: What it is }\n  \
             help-url: { type: url }\n  button: { type: choice, choices: [visible, no], default: no }\n  \
             days: { type: number, default: -1 }\n  max: { type: number }\n  \
             on: { type: date, default: 2026-01-01 }\n  \
             labels: { type: map, of: text, default: { heading: H } }\n  hosts: { type: list, of: url }\n",
        );
        assert_eq!(mistakes, Vec::<String>::new());
        let text = |text: &str| Value::Text(text.into());
        let fields: Vec<_> =
            site.fields.into_iter().map(|field| (field.name, field.kind, field.default)).collect();
        assert_eq!(
            fields,
            [
                ("product".into(), FieldKind::Text, text("12")),
                ("help-url".into(), FieldKind::Url, text("")),
                (
                    "button".into(),
                    FieldKind::Choice(vec!["visible".into(), "no".into()]),
                    text("no")
                ),
                ("days".into(), FieldKind::Number, Value::Number(-1)),
                ("max".into(), FieldKind::Number, text("")),
                ("on".into(), FieldKind::Date, Value::Date(Date::parse("2026-01-01"))),
                (
                    "labels".into(),
                    FieldKind::Map(Box::new(FieldKind::Text)),
                    Value::Map([("heading".to_owned(), text("H"))].into())
                ),
                ("hosts".into(), FieldKind::List(Box::new(FieldKind::Url)), Value::List(vec![])),
            ]
        );
    }

    #[test]
    fn declarations_are_checked_against_their_own_type() {
        let (site, mistakes) = read(
            "institution-fields:\n  name: { type: text }\n  a b: { type: text }\n  \
             a: { type: txt, default: [1] }\n  b: { help: x }\n  c: { type: number, default: '12' }\n  \
             d: { type: choice, choices: [visible], default: visibel }\n  e: { type: choice, choices: [x] }\n  \
             f: { type: map, of: text }\n  g: { type: list }\n  h: { type: list, of: date, default: [x] }\n  \
             i: text\n  j: { type: text, of: url, hlep: x }\n  k: { type: choice, choices: ['a,b'], default: a }\n  l: { type: choice, choices: [] }\n",
        );
        assert_eq!(
            mistakes,
            [
                "wrong-value `name`: `name` is a key of every institution and cannot be declared again",
                "wrong-value `a b`: `a b` cannot be the name of a variable",
                "wrong-value `txt` -> `text`: `txt` is not a choice here",
                "missing-key `b`: a field needs the key `type`",
                "wrong-value `'12'` -> `12`: `12` stands where a whole number belongs",
                "wrong-value `visibel` -> `visible`: `visibel` is not a choice here",
                "missing-key `e`: a field needs the key `default`",
                "missing-key `f`: a field needs the key `default`",
                "missing-key `g`: a field needs the key `of`",
                "wrong-value `x`: `x` stands where a day such as `2026-11-23` belongs",
                "wrong-value `text`: `text` stands where a map belongs",
                "unknown-key `of`: a field has no key `of`",
                "unknown-key `hlep` -> `help`: a field has no key `hlep`",
                "wrong-value `'a,b'`: `a,b` stands where a word without commas, quotes and equals signs belongs",
                "wrong-value `[]`: the list is empty",
            ]
        );
        let broken: Vec<_> =
            site.fields.iter().filter(|f| f.broken).map(|f| f.name.as_str()).collect();
        assert_eq!(broken, ["a", "b", "d", "e", "f", "g", "i", "k", "l"]);
    }
}
