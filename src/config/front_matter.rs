//! The YAML between the `---` lines at the top of a Markdown file.
//!
//! Unknown keys are mistakes, with one exception: pages that come from another tool carry its keys ([`FOREIGN`]). They
//! mean nothing here and are accepted in silence, so that a folder of Markdown builds as it is. The list leaves
//! out every key whose neglect would change what is published: `published` and `hidden`, say.

use super::practice::{self, Located, Practice};
use super::reader::{Report, Table};
use super::yaml::Node;
use super::{Date, search, value};
use crate::diagnostic::{Diagnostic, Span};
use crate::id::{OutputPath, SourcePath, StepId};

/// Keys of Jekyll, Hugo, Zola, `VitePress`, Docusaurus, Starlight and `MkDocs` that are accepted and mean nothing.
const FOREIGN: &[&str] = &[
    "aside",
    "author",
    "authors",
    "banner",
    "cascade",
    "categories",
    "comments",
    "cover",
    "custom_edit_url",
    "date",
    "displayed_sidebar",
    "editLink",
    "editUrl",
    "excerpt",
    "extra",
    "features",
    "footer",
    "grand_parent",
    "has_children",
    "head",
    "hero",
    "hide",
    "hide_table_of_contents",
    "hide_title",
    "icon",
    "id",
    "image",
    "lang",
    "lastmod",
    "lastUpdated",
    "layout",
    "linkTitle",
    "math",
    "menu",
    "nav_order",
    "navbar",
    "next",
    "outline",
    "pagefind",
    "pagination_label",
    "pagination_next",
    "pagination_prev",
    "params",
    "parent",
    "permalink",
    "prev",
    "series",
    "sidebar",
    "sidebar_class_name",
    "sidebar_label",
    "sidebar_position",
    "slug",
    "status",
    "summary",
    "tableOfContents",
    "tags",
    "taxonomies",
    "template",
    "toc",
    "type",
    "updated",
];

/// What a page says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct FrontMatter {
    /// The page's title.
    pub(crate) title: Option<String>,
    /// A shorter title for the navigation.
    pub(crate) nav_title: Option<String>,
    /// One sentence about it.
    pub(crate) description: Option<String>,
    /// What sort of page it is.
    pub(crate) kind: PageKind,
    /// Its rank among its neighbours; low comes first.
    pub(crate) weight: Option<i64>,
    /// Other words for what it is about, for search.
    pub(crate) keywords: String,
    /// To be left out of the search index.
    pub(crate) unlisted: bool,
    /// Not to be published yet.
    pub(crate) draft: bool,
    /// The condition on which an edition has the page.
    pub(crate) when: Option<Located>,
    /// Old addresses that lead here, each with its place: paths below the site's root that end in `.html`, without
    /// a slash in front.
    pub(crate) aliases: Vec<(String, Span)>,
    /// How long it takes; at least 1.
    pub(crate) minutes: Option<u32>,
    /// When its facts were last checked.
    pub(crate) checked: Option<Date>,
    /// In a step that replaces another: the hash of the original when it was replaced, with its place.
    pub(crate) replaces: Option<(String, Span)>,
    /// In a step that is added: the step that it comes after, with its place.
    pub(crate) after: Option<(StepId, Span)>,
    /// What is practised on a practice page.
    pub(crate) practice: Option<Practice>,
}

/// What sort of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum PageKind {
    /// Prose.
    #[default]
    Page,
    /// Steps: every H2 is one.
    Guide,
    /// An entrance.
    Landing,
    /// A copy of a screen to practise on.
    Practice,
}

impl FrontMatter {
    /// Reads the YAML that stands at `span` of `text`, which is the whole file.
    pub(crate) fn read(file: &SourcePath, text: &str, span: Span) -> (Self, Vec<Diagnostic>) {
        let (report, root) = Report::open(file, text, span);
        let start = Span::new(span.start, span.start);
        let mut table = Table::new(&report, root.as_ref(), "front matter", start);
        let matter = Self {
            title: table.get("title", value::text),
            nav_title: table.get("nav-title", value::text),
            description: table.get("description", value::text),
            kind: table.get("kind", value::choice(KINDS)).unwrap_or_default(),
            weight: table.get("weight", value::number),
            keywords: table.get("keywords", search::keywords).unwrap_or_default(),
            unlisted: table.get("search", search::is_found).is_some_and(|found| !found),
            draft: table.get("draft", value::flag).unwrap_or_default(),
            when: table.get("when", practice::located),
            aliases: table
                .get("aliases", value::list(value::spanned(alias)))
                .map(|aliases| value::unique(&report, aliases))
                .unwrap_or_default(),
            minutes: table.get("minutes", value::count),
            checked: table.get("checked", value::date),
            replaces: table.get("replaces", value::spanned(value::text)),
            after: table.get("after", value::spanned(step)),
            practice: table.get("practice", Practice::read),
        };
        let key = table.entry("practice").map(|entry| entry.key_span);
        practice::check_kind(&report, matter.kind == PageKind::Practice, key, start);
        table.ignore(FOREIGN);
        table.finish();
        (matter, report.finish())
    }
}

const KINDS: &[(&str, PageKind)] = &[
    ("page", PageKind::Page),
    ("guide", PageKind::Guide),
    ("landing", PageKind::Landing),
    ("practice", PageKind::Practice),
];

/// An old address. A folder's (`old/`) is that of its index page.
fn alias(report: &Report<'_>, node: &Node) -> Option<String> {
    let parse = |text: &str| {
        let text = if text.ends_with('/') { format!("{text}index.html") } else { text.to_owned() };
        let path = OutputPath::parse(&text)?;
        let fits = path.extension() == Some("html") && !text.contains([':', '\\', '?', '#']);
        fits.then(|| path.as_str().to_owned())
    };
    value::checked(report, node, "an address of this site such as `old/page.html`", parse)
}

fn step(report: &Report<'_>, node: &Node) -> Option<StepId> {
    value::checked(report, node, "the id of a step", StepId::parse)
}

#[cfg(test)]
mod tests {
    use super::super::testing::show;
    use super::*;

    fn read(yaml: &str) -> (FrontMatter, Vec<String>) {
        let text = format!("---\n{yaml}---\n# é\n");
        let file = SourcePath::parse("content/pages/a.md").unwrap();
        let span = Span::new(4, 4 + yaml.len());
        let (matter, diagnostics) = FrontMatter::read(&file, &text, span);
        (matter, show(&text, &diagnostics))
    }

    #[test]
    fn every_key_is_read() {
        let (matter, mistakes) = read(
            "title: Create a token\nnav-title: Create\ndescription: How\nkind: guide\nweight: -3\n\
             draft: true\naliases: [old/a.html, /b/]\nminutes: 4\nchecked: 2026-11-23\n\
             replaces: 012ab\nafter: open\nwhen: \"site.lang = en\"\n",
        );
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(matter.kind, PageKind::Guide);
        assert_eq!(matter.weight, Some(-3));
        assert!(matter.draft);
        let aliases: Vec<_> = matter.aliases.iter().map(|(alias, _)| alias.as_str()).collect();
        assert_eq!(aliases, ["old/a.html", "b/index.html"]);
        assert_eq!(matter.minutes, Some(4));
        assert_eq!(matter.checked, Date::parse("2026-11-23"));
        assert_eq!(matter.replaces.unwrap().0, "012ab");
        assert_eq!(matter.after.unwrap().0.as_str(), "open");
        assert_eq!(matter.when.unwrap().0, "site.lang = en");
    }

    #[test]
    fn no_front_matter_is_no_mistake() {
        for yaml in ["", "\n", "# nothing yet\n", "title:\n"] {
            assert_eq!(read(yaml), (FrontMatter::default(), Vec::new()));
        }
    }

    #[test]
    fn keys_of_other_tools_are_accepted_and_mistyped_ones_are_not() {
        let (_, mistakes) = read(
            "layout: post\ntags: [a]\ndate: 2020-01-01\nsidebar_position: 2\nnav_title: x\npublished: no\n",
        );
        assert_eq!(
            mistakes,
            [
                "unknown-key `nav_title` -> `nav-title`: front matter has no key `nav_title`",
                "unknown-key `published`: front matter has no key `published`",
            ]
        );
    }

    #[test]
    fn all_mistakes_are_found_in_one_run_at_their_places_in_the_file() {
        let (matter, mistakes) = read(
            "title: [é]\nkind: gide\nweight: 1.5\ndraft: yes\naliases: [https://x.org/a.html, a.md, b.html, b.html]\n\
             minutes: 0\nchecked: yesterday\nafter: a b\n",
        );
        assert_eq!(
            mistakes,
            [
                "wrong-value `[é]`: a list stands where a text belongs",
                "wrong-value `gide` -> `guide`: `gide` is not a choice here",
                "wrong-value `1.5`: `1.5` stands where a whole number belongs",
                "wrong-value `yes` -> `true`: `yes` stands where `true` or `false` belongs",
                "wrong-value `https://x.org/a.html`: `https://x.org/a.html` stands where an address of this site such as `old/page.html` belongs",
                "wrong-value `a.md`: `a.md` stands where an address of this site such as `old/page.html` belongs",
                "wrong-value `b.html`: `b.html` stands twice",
                "wrong-value `0`: `0` stands where a number from 1 belongs",
                "wrong-value `yesterday`: `yesterday` stands where a day such as `2026-11-23` belongs",
                "wrong-value `a b`: `a b` stands where the id of a step belongs",
            ]
        );
        assert_eq!(matter.kind, PageKind::Page);
    }

    #[test]
    fn text_that_is_not_a_map_is_reported() {
        assert_eq!(read("hello\n").1, ["wrong-value `hello`: `hello` stands where a map belongs"]);
        assert_eq!(read("a: b: c\n").1, ["yaml-syntax `:`: a colon cannot stand here"]);
    }

    #[test]
    fn a_span_that_does_not_fit_the_text_is_no_panic() {
        let file = SourcePath::parse("content/pages/a.md").unwrap();
        for span in [Span::new(0, 99), Span::new(1, 2), Span::new(50, 60)] {
            FrontMatter::read(&file, "é", span);
        }
    }
}
