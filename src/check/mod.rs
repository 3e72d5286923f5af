//! A [`Site`] to what is wrong in it as a whole: each check a file.
//!
//! What is wrong within one file was reported where the file was read. Changes nothing, and nothing that is published depends on it.
//! Of a page it reads only what its [`View`] shows and notes.

mod html;
mod links;
mod outputs;

use crate::diagnostic::Diagnostic;
use crate::site::{Site, View};

/// Checks what no page can know by itself.
pub(crate) fn site(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = outputs::check(site);
    links::check_settings(site, &mut diagnostics);
    diagnostics
}

/// Checks a page.
pub(crate) fn page(view: &View, diagnostics: &mut Vec<Diagnostic>) {
    links::check(view, diagnostics);
    html::check(view, diagnostics);
}
