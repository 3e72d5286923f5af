//! `guidepost list`: the editions of a site, for people and for a CI system's matrix.
//!
//! The JSON is an array of `{"id": "otago", "name": "University of Otago", "default": false}` in order of id.

use super::args::{self, ListFormat};
use super::exit::{Exit, Failure};
use super::site;
use super::terminal::Terminal;
use crate::config::{Institution, SiteSettings};
use crate::id::{InstitutionId, SourcePath};
use crate::source::Sources;
use serde::Serialize;

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Edition {
    id: String,
    name: String,
    default: bool,
}

pub(super) fn run(args: &args::List, terminal: &Terminal) -> Result<Exit, Failure> {
    let editions = editions(&site::load(&args.dir)?);
    terminal.print(&match args.format {
        ListFormat::Json => json(&editions),
        ListFormat::Human => human(&editions),
    });
    Ok(Exit::Fine)
}

/// What is wrong with the files is for `check` to say; an edition without a readable name has its id.
fn editions(sources: &Sources) -> Vec<Edition> {
    let settings = settings(sources);
    let default = settings.institution.as_ref().map(|(id, _)| id.clone());
    let profiles = sources.profiles().into_iter();
    let edition = |(id, path): (InstitutionId, &SourcePath)| {
        let text = sources.text(path.as_str()).unwrap_or_default();
        let institution = Institution::read(id, path, text, &settings).0;
        Edition {
            default: default.as_ref() == Some(&institution.id),
            id: institution.id.to_string(),
            name: institution.name,
        }
    };
    profiles.map(edition).collect()
}

/// The site's settings, without what is wrong with them.
pub(super) fn settings(sources: &Sources) -> SiteSettings {
    match (sources.entry("site.yaml"), sources.text("site.yaml")) {
        (Some((path, _)), Some(text)) => SiteSettings::read(path, text).0,
        _ => SiteSettings::default(),
    }
}

fn json(editions: &[Edition]) -> String {
    // Only a map with keys that are no text could fail.
    serde_json::to_string(editions).unwrap_or_default() + "\n"
}

fn human(editions: &[Edition]) -> String {
    let width = editions.iter().map(|edition| edition.id.len()).max().unwrap_or_default();
    let line = |edition: &Edition| {
        let default = if edition.default { " (default)" } else { "" };
        format!("{:width$}  {}{default}\n", edition.id, edition.name)
    };
    editions.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_an_edition() {
        let sources = Sources::default()
            .with_file("site.yaml", "institution: b")
            .with_file("content/institutions/b/institution.yaml", "name: Bee")
            .with_file("content/institutions/a/institution.yaml", "nothing: to read")
            .with_file("content/institutions/c/pages/index.md", "no profile");
        let edition =
            |id: &str, name: &str, default| Edition { id: id.into(), name: name.into(), default };
        assert_eq!(editions(&sources), [edition("a", "a", false), edition("b", "Bee", true)]);
    }

    #[test]
    fn editions_stand_in_columns() {
        let edition =
            |id: &str, default| Edition { id: id.into(), name: id.to_uppercase(), default };
        assert_eq!(
            human(&[edition("a", false), edition("bcd", true)]),
            "a    A\nbcd  BCD (default)\n"
        );
    }
}
