//! `search` in `site.yaml` and in front matter: whether readers can search, which words mean the same to them, and where those who find
//! nothing are helped.
//!
//! Whether that page exists, `site` finds out.

use super::practice::{Located, located};
use super::reader::{Report, Table};
use super::value;
use super::yaml::{Content, Node};
use crate::diagnostic::{Code, Span};

/// How a site is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SearchSettings {
    /// Whether there is an index.
    pub(crate) enabled: bool,
    /// Groups of words or names that mean the same, each of two at least.
    pub(crate) synonyms: Vec<Vec<String>>,
    /// The page for a reader who has found nothing: a link, as seen from `content/pages/`.
    pub(crate) help: Option<Located>,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self { enabled: true, synonyms: Vec::new(), help: None }
    }
}

impl SearchSettings {
    /// Reads `true`, `false` or a map.
    pub(crate) fn read(report: &Report<'_>, node: &Node) -> Option<Self> {
        if matches!(&node.content, Content::Scalar { text, quoted: false } if text == "true" || text == "false")
        {
            let enabled = value::flag(report, node)?;
            return Some(Self { enabled, ..Self::default() });
        }
        let mut table = Table::new(report, Some(node), "`search`", node.span);
        let synonyms = table.get("synonyms", value::list(synonym)).unwrap_or_default();
        let help = table.get("help", located);
        table.finish();
        Some(Self { enabled: true, synonyms, help })
    }
}

/// `search` of a page: `false` leaves it out, as does `exclude: true`, which Material for `MkDocs` has.
pub(crate) fn is_found(report: &Report<'_>, node: &Node) -> Option<bool> {
    if !matches!(node.content, Content::Mapping(_)) {
        return value::flag(report, node);
    }
    let mut table = Table::new(report, Some(node), "`search`", node.span);
    let exclude = table.get("exclude", value::flag).unwrap_or_default();
    table.ignore(&["boost"]);
    table.finish();
    Some(!exclude)
}

/// `keywords` of a page: words, or a list of them.
pub(crate) fn keywords(report: &Report<'_>, node: &Node) -> Option<String> {
    match node.content {
        Content::Sequence(_) => Some(value::list(value::text)(report, node)?.join(", ")),
        _ => value::text(report, node),
    }
}

/// `F12 = developer tools`, or a list of the same.
fn synonym(report: &Report<'_>, node: &Node) -> Option<Vec<String>> {
    let group = match &node.content {
        Content::Sequence(_) => value::list(value::text)(report, node)?,
        _ => value::text(report, node)?.split('=').map(|name| name.trim().to_owned()).collect(),
    };
    if group.len() < 2 || group.iter().any(String::is_empty) {
        missing(report, node.span);
        return None;
    }
    Some(group)
}

fn missing(report: &Report<'_>, span: Span) {
    let error =
        report.error(Code::WrongValue, span, "a synonym needs two names that mean the same");
    report.add(
        error
            .label("not two names")
            .help("write `F12 = developer tools` or `[F12, developer tools]`"),
    );
}

#[cfg(test)]
mod tests {
    use super::super::SiteSettings;
    use super::super::testing::show;
    use super::*;
    use crate::id::SourcePath;

    fn read(text: &str) -> (SearchSettings, Vec<String>) {
        let file = SourcePath::parse("site.yaml").unwrap();
        let (settings, diagnostics) = SiteSettings::read(&file, text);
        (settings.search, show(text, &diagnostics))
    }

    #[test]
    fn synonyms_are_written_in_two_ways() {
        let (search, mistakes) = read(
            "search:\n  synonyms:\n    - F12 = developer tools = devtools\n    - [inspect element, inspect]\n",
        );
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(
            search.synonyms,
            [vec!["F12", "developer tools", "devtools"], vec!["inspect element", "inspect"]]
        );
        assert!(search.enabled && !read("search: false\n").0.enabled);
    }

    #[test]
    fn a_name_alone_is_no_synonym() {
        let (search, mistakes) =
            read("search:\n  synonyms: [F12, 'a = ', [one], {a: b}, x = y]\n  stopwords: []\n");
        assert_eq!(search.synonyms, [["x", "y"]]);
        assert_eq!(
            mistakes,
            [
                "wrong-value `F12`: a synonym needs two names that mean the same",
                "wrong-value `'a = '`: a synonym needs two names that mean the same",
                "wrong-value `[one]`: a synonym needs two names that mean the same",
                "wrong-value `{a: b}`: a map stands where a text belongs",
                "unknown-key `stopwords`: `search` has no key `stopwords`",
            ]
        );
    }

    #[test]
    fn the_page_with_help_is_read() {
        let help = |text| read(text).0.help.map(|(help, _)| help);
        assert_eq!(help("search:\n"), None);
        assert_eq!(help("search: { help: a/b.md#c }\n"), Some("a/b.md#c".into()));
    }

    #[test]
    fn mistakes_are_reported() {
        let mistakes = |text| read(text).1;
        assert_eq!(
            mistakes("search: { hlep: a.md }\n"),
            ["unknown-key `hlep` -> `help`: `search` has no key `hlep`"]
        );
        assert_eq!(
            mistakes("search: a.md\n"),
            ["wrong-value `a.md`: `a.md` stands where a map belongs"]
        );
        assert_eq!(
            mistakes("search: { help: [a.md] }\n"),
            ["wrong-value `[a.md]`: a list stands where a text belongs"]
        );
    }
}
