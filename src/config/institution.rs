//! `content/institutions/<id>/institution.yaml`: what differs at one institution.

use super::reader::{Report, Table};
use super::yaml::Node;
use super::{SiteSettings, Value, value};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{InstitutionId, SourcePath};
use std::collections::BTreeMap;

/// The profile of an institution, with the defaults of `site.yaml` filled in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Institution {
    /// The name of its folder.
    pub(crate) id: InstitutionId,
    /// Its full name.
    pub(crate) name: String,
    /// The name that its people use; the full one if not set.
    pub(crate) short_name: String,
    /// The language of its edition, if it differs from the site's.
    pub(crate) lang: Option<String>,
    /// Where its edition will be published, without a slash at its end.
    pub(crate) base_url: Option<String>,
    /// Its accent colour, `#rrggbb`.
    pub(crate) accent: Option<String>,
    /// Its logo, a file in its folder, and where the profile names it. Nothing says that the file exists.
    pub(crate) logo: Option<(SourcePath, Span)>,
    /// The declared fields by name; every declared field is there.
    pub(crate) fields: BTreeMap<String, Value>,
}

impl Institution {
    /// Reads a profile against the fields that the site declares.
    pub(crate) fn read(
        id: InstitutionId,
        file: &SourcePath,
        text: &str,
        site: &SiteSettings,
    ) -> (Self, Vec<Diagnostic>) {
        let (report, root) = Report::open(file, text, Span::new(0, text.len()));
        let mut table = Table::new(&report, root.as_ref(), "an institution", Span::default());
        let name = table.require("name", value::text).unwrap_or_else(|| id.to_string());
        let institution = Self {
            short_name: table.get("short-name", value::text).unwrap_or_else(|| name.clone()),
            id,
            name,
            lang: table.get("lang", value::lang),
            base_url: table.get("base-url", value::base_url),
            accent: table.entry("colours").and_then(|entry| accent(&report, &entry.value)),
            logo: table.get("logo", value::spanned(logo)),
            fields: site
                .fields
                .iter()
                .map(|field| {
                    let read = |report: &Report<'_>, node: &Node| {
                        if field.broken {
                            return None;
                        }
                        field.kind.read(report, node, Some(&field.default))
                    };
                    let value = table.get(&field.name, read);
                    (field.name.clone(), value.unwrap_or_else(|| field.default.clone()))
                })
                .collect(),
        };
        table.finish();
        (institution, report.finish())
    }
}

/// The accent of `colours: { accent: … }`.
fn accent(report: &Report<'_>, node: &Node) -> Option<String> {
    let mut table = Table::new(report, Some(node), "`colours`", node.span);
    let entry = table.entry_or_null("accent");
    let accent = entry.and_then(|entry| {
        if entry.value.is_null() {
            // `accent: #0b5394` is a key without a value and a comment.
            let error = report.error(Code::WrongValue, entry.key_span, "the colour is missing");
            report.add(
                error
                    .label("no value")
                    .help("put it in quotes, `accent: \"#0b5394\"`: a bare `#` begins a comment"),
            );
            return None;
        }
        value::colour(report, &entry.value)
    });
    table.finish();
    accent
}

/// A file in the profile's own folder.
fn logo(report: &Report<'_>, node: &Node) -> Option<SourcePath> {
    let parse = |text: &str| {
        let inside = !text.starts_with('/') && !text.contains([':', '\\', '?', '#']);
        let path = inside.then(|| report.file.join(text)).flatten()?;
        path.below(report.file.folder()).is_some().then_some(path)
    };
    value::checked(report, node, "a file in the institution's folder", parse)
}

#[cfg(test)]
mod tests {
    use super::super::testing::show;
    use super::*;

    const SITE: &str = "institution-fields:\n  product: { type: text, default: Desk }\n  \
        help-url: { type: url, default: https://example.org }\n  \
        button: { type: choice, choices: [visible, hidden], default: visible }\n  \
        days: { type: number, default: 120 }\n  on: { type: date }\n  \
        labels: { type: map, of: text, default: { heading: H, button: B } }\n  \
        hosts: { type: list, of: text }\n  odd: { type: lst, of: text }\n";

    fn read(text: &str) -> (Institution, Vec<String>) {
        let (site, _) = SiteSettings::read(&SourcePath::parse("site.yaml").unwrap(), SITE);
        let file = SourcePath::parse("content/institutions/otago/institution.yaml").unwrap();
        let id = InstitutionId::parse("otago").unwrap();
        let (institution, diagnostics) = Institution::read(id, &file, text, &site);
        (institution, show(text, &diagnostics))
    }

    fn fields(institution: &Institution) -> String {
        let fields: Vec<_> = institution
            .fields
            .iter()
            .map(|(name, value)| match value {
                Value::Map(map) => {
                    let map: Vec<_> = map
                        .iter()
                        .map(|(key, value)| format!("{key}={}", value.to_text()))
                        .collect();
                    format!("{name}: {}", map.join("+"))
                }
                value => format!("{name}: {}", value.to_text()),
            })
            .collect();
        fields.join("; ")
    }

    #[test]
    fn a_silent_profile_takes_every_default() {
        let (otago, mistakes) = read("name: University of Otago\n");
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(otago.short_name, "University of Otago");
        assert_eq!(
            fields(&otago),
            "button: visible; days: 120; help-url: https://example.org; hosts: ; \
             labels: button=B+heading=H; odd: ; on: ; product: Desk"
        );
    }

    #[test]
    fn a_profile_overrides_what_it_names() {
        let (otago, mistakes) = read(
            "name: University of Otago\nshort-name: Otago\nlang: mi\nbase-url: https://example.org/o/\n\
             colours: { accent: '#0BF' }\nlogo: img/logo.svg\nproduct: 012\nhelp-url: ''\n\
             button: hidden\ndays: 90\non: 2026-11-23\nlabels: { button: New }\nhosts: [a, b]\nodd: [1]\n",
        );
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(otago.short_name, "Otago");
        assert_eq!(otago.base_url.as_deref(), Some("https://example.org/o"));
        assert_eq!(otago.accent.as_deref(), Some("#00bbff"));
        assert_eq!(
            otago.logo.as_ref().unwrap().0.as_str(),
            "content/institutions/otago/img/logo.svg"
        );
        assert_eq!(
            fields(&otago),
            "button: hidden; days: 90; help-url: ; hosts: a, b; labels: button=New+heading=H; odd: ; \
             on: 2026-11-23; product: 012"
        );
    }

    #[test]
    fn all_mistakes_of_a_profile_are_found_in_one_run() {
        let (otago, mistakes) = read(
            "short_name: Otago\ncolours: { accent: blue, acent: x }\nlogo: ../b/logo.svg\nprodct: x\n\
             button: hiden\ndays: soon\non: 2026-02-30\nlabels: { botton: New, heading: [x] }\nhosts: a\n",
        );
        assert_eq!(
            mistakes,
            [
                "missing-key ``: an institution needs the key `name`",
                "unknown-key `short_name` -> `short-name`: an institution has no key `short_name`",
                "wrong-value `blue`: `blue` stands where a colour such as `\"#0b5394\"` belongs",
                "unknown-key `acent` -> `accent`: `colours` has no key `acent`",
                "wrong-value `../b/logo.svg`: `../b/logo.svg` stands where a file in the institution's folder belongs",
                "unknown-key `prodct` -> `product`: an institution has no key `prodct`",
                "wrong-value `hiden` -> `hidden`: `hiden` is not a choice here",
                "wrong-value `soon`: `soon` stands where a whole number belongs",
                "wrong-value `2026-02-30`: `2026-02-30` stands where a day such as `2026-11-23` belongs",
                "unknown-key `botton` -> `button`: this map has no key `botton`",
                "wrong-value `[x]`: a list stands where a text belongs",
                "wrong-value `a`: `a` stands where a list belongs",
            ]
        );
        assert_eq!(otago.name, "otago");
        assert_eq!(fields(&otago).split(';').next(), Some("button: visible"));
    }

    #[test]
    fn a_colour_without_quotes_is_not_lost_as_a_comment() {
        let (_, mistakes) = read("name: x\ncolours:\n  accent: #0b5394\n");
        assert_eq!(mistakes, ["wrong-value `accent`: the colour is missing"]);
    }
}
