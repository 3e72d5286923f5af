//! A [`Site`] to what is wrong in it as a whole: each check a file.
//!
//! What is wrong within one file was reported where the file was read. Changes nothing, and nothing that is published depends on it.

mod html;
mod links;
mod outputs;

use crate::diagnostic::Diagnostic;
use crate::site::{Documents, Site};

/// Checks an edition.
pub(crate) fn check(site: &Site, documents: &Documents) -> Vec<Diagnostic> {
    let mut diagnostics = outputs::check(site);
    links::check_settings(site, &mut diagnostics);
    for page in &site.pages {
        links::check(site, documents, page, &mut diagnostics);
        html::check(documents, page, &mut diagnostics);
    }
    diagnostics
}
