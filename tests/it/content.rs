//! The shipped guide: nothing to report in any edition, and the steps that undo a hide are published only where they may be.

use crate::files::project;
use crate::sites::{pages_problems, report};
use crate::{html, sites};
use guidepost::{Edition, InstitutionId, Options, Severity, Sources, compile};

const POLICIES: &[&str] = &["allowed", "request", "staff-only", "not-allowed", "unknown"];
const BUTTONS: &[&str] = &["visible", "hidden", "greyed-out", "absent", "unknown"];

/// What only the steps that undo a hide say, in whatever form they are published: their ids and their titles.
const UNHIDING: &[&str] = &[
    "open-devtools",
    "find-link",
    "delete-style",
    "Find the hidden link",
    "Open the developer tools",
    "untick",
];

fn site() -> Sources {
    Sources::load(&project("")).unwrap()
}

fn of(institution: &str) -> Edition {
    Edition::Of(InstitutionId::parse(institution).unwrap())
}

#[test]
fn the_shipped_guide_has_nothing_to_report() {
    for edition in [Edition::Default, of("example"), Edition::All] {
        let sources = site();
        let options =
            Options { edition, base_url: Some("https://example.org/x".to_owned()), drafts: true };
        let compiled = compile(&sources, &options);
        assert!(compiled.diagnostics.is_empty(), "{}", sites::report(&sources, &compiled));
        let wrong = [pages_problems(&compiled.build), html::dead_links(&compiled.build)].concat();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// An institution with that policy and that button, and little else, or all that can be said.
fn synthetic(policy: &str, button: &str, full: bool) -> String {
    let mut profile = format!("name: Test\ntoken-policy: {policy}\ntoken-button: {button}\n");
    if full {
        profile += "policy-url: https://example.edu/policy\npolicy-checked: 2026-01-31\n\
            request-url: https://example.edu/request\nhelp-desk-url: https://example.edu/help\n\
            help-desk-email: help@example.edu\nlogin-note: Sign in.\nmanaged-devices-note: Off.\n\
            privacy-note: Private.\nacceptable-use-url: https://example.edu/use\n";
    }
    profile
}

#[test]
fn steps_that_undo_a_hide_are_published_only_where_they_may_be() {
    let mut failures = Vec::new();
    let mut published = 0;
    for policy in POLICIES {
        for button in BUTTONS {
            for full in [false, true] {
                let name = format!("{policy}, {button}, {}", if full { "full" } else { "bare" });
                let profile = synthetic(policy, button, full);
                let sources =
                    site().with_file("content/institutions/test/institution.yaml", profile);
                let options = Options { edition: of("test"), ..Options::default() };
                let compiled = compile(&sources, &options);
                if compiled.diagnostics.iter().any(|d| d.severity() == Severity::Error) {
                    failures.push(format!("{name}:\n{}", report(&sources, &compiled)));
                }
                let may = ["allowed", "unknown"].contains(policy)
                    && ["hidden", "unknown"].contains(button);
                published += usize::from(may);
                let texts =
                    compiled.build.iter().filter(|(path, _)| !path.as_str().starts_with("assets/"));
                for (path, bytes) in texts {
                    let text = String::from_utf8_lossy(bytes);
                    for part in UNHIDING.iter().filter(|part| !may && text.contains(*part)) {
                        failures.push(format!("{name}: {path} says `{part}`"));
                    }
                }
                let guide = compiled
                    .build
                    .iter()
                    .find(|(path, _)| path.as_str() == "guides/create-a-token.html");
                let guide = String::from_utf8_lossy(guide.unwrap().1).into_owned();
                if guide.contains("id=\"delete-style\"") != may {
                    failures
                        .push(format!("{name}: the guide has the steps exactly where it must not"));
                }
            }
        }
    }
    assert_eq!(published, 8);
    failures.sort();
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}
