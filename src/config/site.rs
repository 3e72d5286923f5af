//! `site.yaml`: the settings of the whole site.

use super::{Field, System};
use crate::diagnostic::{Diagnostic, Span};
use crate::id::{BrowserId, InstitutionId, SourcePath};

/// The settings of the whole site. Every one has a default, so a site needs no `site.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteSettings {
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The language of the pages, a BCP 47 tag.
    pub lang: String,
    /// Where the site will be published, without a slash at its end; absolute.
    pub base_url: Option<String>,
    /// The edition that is built if none is asked for, and where the file says so.
    pub institution: Option<(InstitutionId, Span)>,
    /// The name of a folder in `themes/`.
    pub theme: String,
    /// The systems that readers may have, in the order of the switch.
    pub systems: Vec<System>,
    /// The browsers in the order of the switch, with their places; `None` for every file of `content/browsers/`.
    pub browsers: Option<Vec<(BrowserId, Span)>>,
    /// Where a page can be edited; `{path}` stands for its file.
    pub edit_url: Option<String>,
    /// A line of Markdown for every page's end.
    pub footer: Option<String>,
    /// The declared fields of institutions, in the order of the file.
    pub fields: Vec<Field>,
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
            systems: System::ALL.to_vec(),
            browsers: None,
            edit_url: None,
            footer: None,
            fields: Vec::new(),
        }
    }
}

impl SiteSettings {
    /// Reads `site.yaml`.
    pub fn read(file: &SourcePath, text: &str) -> (Self, Vec<Diagnostic>) {
        let _ = (file, text);
        (Self::default(), Vec::new())
    }
}
