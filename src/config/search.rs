//! The map `search:` of `site.yaml`: what readers who search are helped with.
//!
//! Whether the page exists, `site` finds out.

use super::practice::{Located, located};
use super::reader::{Report, Table};
use super::yaml::Node;

/// How the site is searched.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SearchSettings {
    /// The page for a reader who has found nothing: a link, as seen from `content/pages/`.
    pub(crate) help: Option<Located>,
}

impl SearchSettings {
    /// Reads the map at `node`.
    pub(super) fn read(report: &Report<'_>, node: &Node) -> Self {
        let mut table = Table::new(report, Some(node), "`search`", node.span);
        let help = table.get("help", located);
        table.finish();
        Self { help }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SiteSettings;
    use super::super::testing::show;
    use crate::id::SourcePath;

    fn read(text: &str) -> (Option<String>, Vec<String>) {
        let file = SourcePath::parse("site.yaml").unwrap();
        let (settings, diagnostics) = SiteSettings::read(&file, text);
        (settings.search.help.map(|(help, _)| help), show(text, &diagnostics))
    }

    #[test]
    fn the_page_with_help_is_read() {
        assert_eq!(read("search:\n"), (None, Vec::new()));
        assert_eq!(read("search: { help: a/b.md#c }\n"), (Some("a/b.md#c".into()), Vec::new()));
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
