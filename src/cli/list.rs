//! `guidepost list`: the editions of a site, for people and for a CI system's matrix.
//!
//! The JSON is an array of `{"id": "otago", "name": "University of Otago", "default": false}` in order of id.

use super::args::{self, ListFormat};
use super::exit::{Exit, Failure};
use super::site;
use super::terminal::Terminal;
use crate::config::{Institution, SiteSettings};
use crate::id::SourcePath;
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
        ListFormat::Json => format!("{}\n", serde_json::json!(editions)),
        ListFormat::Human => human(&editions),
    });
    Ok(Exit::Fine)
}

/// What is wrong with the files is for `check` to say; an edition without a readable name has its id.
fn editions(sources: &Sources) -> Vec<Edition> {
    let settings = settings(sources);
    let default = settings.institution.as_ref().map(|(id, _)| id.clone());
    let edition = |id: crate::InstitutionId| {
        let path = format!("content/institutions/{id}/institution.yaml");
        let text = sources.text(&path).unwrap_or_default();
        let name = SourcePath::parse(&path)
            .map(|path| Institution::read(id.clone(), &path, text, &settings).0.name);
        Edition {
            default: default.as_ref() == Some(&id),
            name: name.unwrap_or_else(|| id.to_string()),
            id: id.to_string(),
        }
    };
    sources.institutions().into_iter().map(edition).collect()
}

/// The site's settings, without what is wrong with them.
pub(super) fn settings(sources: &Sources) -> SiteSettings {
    match (SourcePath::parse("site.yaml"), sources.text("site.yaml")) {
        (Some(path), Some(text)) => SiteSettings::read(&path, text).0,
        _ => SiteSettings::default(),
    }
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
    fn editions_stand_in_columns() {
        let edition =
            |id: &str, default| Edition { id: id.into(), name: id.to_uppercase(), default };
        assert_eq!(
            human(&[edition("a", false), edition("bcd", true)]),
            "a    A\nbcd  BCD (default)\n"
        );
    }
}
