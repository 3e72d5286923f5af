//! Diagnostics as JSON Lines: one object a line, in the order given.
//!
//! ```json
//! {"code":"unknown-key","severity":"error","message":"…","file":"site.yaml","line":1,"column":1,"end_line":1,
//!  "end_column":6,"span":[0,5],"label":"…","help":["…"],"suggestion":null,"related":[]}
//! ```
//!
//! - `severity` is `error` or `warning`; under `--strict` always `error`.
//! - Lines and columns count from 1, columns in Unicode characters; `end_column` is the one after the last character.
//! - `span` is the first byte and the byte after the last.
//! - A diagnostic about the site as a whole has `null` from `file` to `span`; one about a file that has no text, only in the
//!   lines and columns.
//! - `suggestion` has `file` to `span` of what to replace, and `replacement`; each of `related` has `file` to `span` and `label`.
//!
//! Keys may be added; those here keep their meaning.

use super::{Files, Settings, Texts, word};
use crate::diagnostic::line_index::Region;
use crate::diagnostic::{Diagnostic, Place};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'d> {
    code: &'static str,
    severity: &'static str,
    message: &'d str,
    #[serde(flatten)]
    location: Location,
    label: &'d str,
    help: &'d [String],
    suggestion: Option<Suggestion<'d>>,
    related: Vec<Related<'d>>,
}

#[derive(Serialize)]
struct Suggestion<'d> {
    #[serde(flatten)]
    location: Location,
    replacement: &'d str,
}

#[derive(Serialize)]
struct Related<'d> {
    #[serde(flatten)]
    location: Location,
    label: &'d str,
}

#[derive(Default, Serialize)]
struct Location {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    span: Option<[usize; 2]>,
}

impl Location {
    fn new(place: &Place, region: Option<Region>, settings: &Settings) -> Self {
        let span = region.map_or(place.span, |region| region.span);
        Self {
            file: Some(settings.path(&place.file)),
            line: region.map(|region| region.start.line),
            column: region.map(|region| region.start.column),
            end_line: region.map(|region| region.end.line),
            end_column: region.map(|region| region.end.column),
            span: Some([span.start, span.end]),
        }
    }
}

/// Shows diagnostics as JSON Lines.
#[expect(clippy::missing_panics_doc, reason = "texts and numbers are always JSON")]
pub fn json<'a>(diagnostics: &[Diagnostic], texts: &'a Texts<'a>, settings: &Settings) -> String {
    let mut files = Files::new(texts);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let mut shown = |place: &Place| Location::new(place, files.shown(place), settings);
        let location = diagnostic.place.as_ref().map(&mut shown).unwrap_or_default();
        let related = diagnostic.related.iter();
        let related =
            related.map(|r| Related { location: shown(&r.place), label: &r.label }).collect();
        let suggestion = diagnostic.suggestion.as_ref().map(|s| Suggestion {
            location: Location::new(&s.place, files.exact(&s.place), settings),
            replacement: &s.replacement,
        });
        let record = Record {
            code: diagnostic.code.name(),
            severity: word(settings.severity(diagnostic)),
            message: &diagnostic.message,
            location,
            label: &diagnostic.label,
            help: &diagnostic.help,
            suggestion,
            related,
        };
        out.push_str(&serde_json::to_string(&record).expect("always JSON"));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::id::SourcePath;

    #[test]
    fn one_object_a_line_with_every_key() {
        let site = SourcePath::parse("site.yaml").unwrap();
        let lost = SourcePath::parse("lost.md").unwrap();
        let diagnostics = [
            Diagnostic::new(Code::UnknownKey, "\"tïtle\" is\nno key")
                .at(&site, 6..12)
                .did_you_mean("tïtle", ["title"])
                .related(&lost, 3..4, "here"),
            Diagnostic::new(Code::NoPages, "the site has no pages"),
            Diagnostic::new(Code::MissingVariant, "Firefox has no text").at(&site, 90..91),
        ];
        let texts =
            |path: &SourcePath| (path.as_str() == "site.yaml").then_some("é: x\ntïtle: y\n");
        let settings = Settings { prefix: "docs/".into(), strict: true, ..Settings::default() };
        let expected = concat!(
            r#"{"code":"unknown-key","severity":"error","message":"\"tïtle\" is\nno key","file":"docs/site.yaml","line":2,"#,
            r#""column":1,"end_line":2,"end_column":6,"span":[6,12],"label":"","help":["did you mean `title`?","known here: `title`"],"#,
            r#""suggestion":{"file":"docs/site.yaml","line":2,"column":1,"end_line":2,"end_column":6,"span":[6,12],"replacement":"title"},"#,
            r#""related":[{"file":"docs/lost.md","line":null,"column":null,"end_line":null,"end_column":null,"span":[3,4],"label":"here"}]}"#,
            "\n",
            r#"{"code":"no-pages","severity":"error","message":"the site has no pages","file":null,"line":null,"column":null,"#,
            r#""end_line":null,"end_column":null,"span":null,"label":"","help":[],"suggestion":null,"related":[]}"#,
            "\n",
            r#"{"code":"missing-variant","severity":"error","message":"Firefox has no text","file":"docs/site.yaml","line":2,"#,
            r#""column":9,"end_line":2,"end_column":9,"span":[15,15],"label":"","help":[],"suggestion":null,"related":[]}"#,
            "\n",
        );
        assert_eq!(json(&diagnostics, &texts, &settings), expected);
    }
}
