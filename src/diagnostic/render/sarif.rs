//! Diagnostics as one SARIF 2.1.0 document, for code scanners such as GitHub's.
//!
//! One run; a rule for each code that occurs, whose help is the code's page; a result for each diagnostic. The standard:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; section numbers below are of it.
//!
//! Carries no hash, time or machine name: the same diagnostics give the same bytes.

use super::{Files, Settings, Texts, message_and_help, word};
use crate::diagnostic::line_index::Region;
use crate::diagnostic::{Code, Diagnostic, Place};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Shows diagnostics as a SARIF document.
pub fn sarif<'a>(diagnostics: &[Diagnostic], texts: &'a Texts<'a>, settings: &Settings) -> String {
    let mut files = Files::new(texts);
    let codes: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> =
        diagnostics.iter().map(|d| result(d, &codes, &mut files, settings)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Guidepost",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            // §3.14.17: without it columns would be UTF-16 units.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.summary() },
        "help": { "text": code.explain(false), "markdown": code.page() },
        "defaultConfiguration": { "level": word(code.severity()) },
    })
}

fn result(
    diagnostic: &Diagnostic,
    codes: &[Code],
    files: &mut Files<'_>,
    settings: &Settings,
) -> Value {
    let main = match &diagnostic.place {
        Some(place) => location(place, files.shown(place), settings),
        // GitHub refuses a result without a location. What is about the whole site is about its settings, if about any file.
        None => json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(&format!("{}site.yaml", settings.prefix)) },
        }}),
    };
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": codes.binary_search(&diagnostic.code).unwrap_or_default(),
        "level": word(settings.severity(diagnostic)),
        "message": { "text": message_and_help(diagnostic) },
        "locations": [main],
    });
    if !diagnostic.label.is_empty() && diagnostic.place.is_some() {
        // §3.28.5: the message of a location.
        result["locations"][0]["message"] = json!({ "text": diagnostic.label });
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().zip(1..).map(|(related, id): (_, usize)| {
            let mut location = location(&related.place, files.shown(&related.place), settings);
            location["id"] = json!(id);
            location["message"] = json!({ "text": related.label });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(suggestion) = &diagnostic.suggestion
        && let Some(region) = files.exact(&suggestion.place)
    {
        result["fixes"] = json!([{
            "description": { "text": diagnostic.help.first().unwrap_or(&diagnostic.message) },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&settings.path(&suggestion.place.file)) },
                "replacements": [{
                    "deletedRegion": region_value(region),
                    "insertedContent": { "text": suggestion.replacement },
                }],
            }],
        }]);
    }
    result
}

fn location(place: &Place, region: Option<Region>, settings: &Settings) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&settings.path(&place.file)) } });
    if let Some(region) = region {
        physical["region"] = region_value(region);
    }
    json!({ "physicalLocation": physical })
}

/// Lines and columns from 1; `endColumn` is the one after the last character (§3.30).
fn region_value(region: Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}

/// A relative path as a URI reference (RFC 3986): all but unreserved characters and slashes percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SourcePath;

    #[test]
    fn results_rules_and_fixes_fit_together() {
        let page = SourcePath::parse("content/pages/été 1.md").unwrap();
        let diagnostics = [
            Diagnostic::new(Code::MissingVariant, "Firefox has no text"),
            Diagnostic::new(Code::UnknownKey, "there is no key `titel`")
                .at(&page, 4..9)
                .label("not a key")
                .did_you_mean("titel", ["title"])
                .related(&page, 0..3, "here it begins"),
        ];
        let texts = |_: &SourcePath| Some("---\ntitel: é\n---\n");
        let settings = Settings { strict: true, prefix: "docs/".into(), ..Settings::default() };
        let document: Value =
            serde_json::from_str(&sarif(&diagnostics, &texts, &settings)).unwrap();
        assert_eq!(document["version"], "2.1.0");
        let run = &document["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(
            rules.iter().map(|r| &r["id"]).collect::<Vec<_>>(),
            ["unknown-key", "missing-variant"]
        );
        assert_eq!(rules[1]["defaultConfiguration"]["level"], "warning");
        for rule in rules {
            assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("# "));
            assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
        }
        let uri = "docs/content/pages/%C3%A9t%C3%A9%201.md";
        let artifact = json!({ "uri": uri });
        let region = json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6 });
        let expected = json!([
            {
                "ruleId": "missing-variant", "ruleIndex": 1, "level": "error",
                "message": { "text": "Firefox has no text" },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "docs/site.yaml" } } }],
            },
            {
                "ruleId": "unknown-key", "ruleIndex": 0, "level": "error",
                "message": { "text": "there is no key `titel`\nhelp: did you mean `title`?\nhelp: known here: `title`" },
                "locations": [{
                    "physicalLocation": { "artifactLocation": artifact, "region": region },
                    "message": { "text": "not a key" },
                }],
                "relatedLocations": [{
                    "id": 1,
                    "message": { "text": "here it begins" },
                    "physicalLocation": {
                        "artifactLocation": artifact,
                        "region": { "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 4 },
                    },
                }],
                "fixes": [{
                    "description": { "text": "did you mean `title`?" },
                    "artifactChanges": [{
                        "artifactLocation": artifact,
                        "replacements": [{ "deletedRegion": region, "insertedContent": { "text": "title" } }],
                    }],
                }],
            },
        ]);
        assert_eq!(run["results"], expected);
    }

    #[test]
    fn an_empty_list_is_a_run_without_results() {
        let document = sarif(&[], &|_: &SourcePath| None, &Settings::default());
        let document: Value = serde_json::from_str(&document).unwrap();
        assert_eq!(document["runs"][0]["results"], json!([]));
    }
}
