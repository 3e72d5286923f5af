//! The page that lists the editions, where one build holds those of several institutions.

use super::Dress;
use super::build::Build;
use super::navigation::Memory as Navigations;
use super::page::Frame;
use super::sheets::Sheets;
use super::values::{map, text};
use crate::diagnostic::Diagnostic;
use crate::highlight::Known;
use crate::id::OutputPath;
use crate::site::Site;
use std::sync::Arc;
use tera::Value;

/// An edition in the list.
pub(crate) struct Listed {
    /// The folder it stands in.
    pub(crate) folder: String,
    /// The institution's name.
    pub(crate) name: String,
    /// Its language.
    pub(crate) lang: String,
}

/// The list and the assets that it needs; `site` is the site without any institution.
pub(crate) fn editions(site: &Site, dress: &Dress, list: &[Listed]) -> (Build, Vec<Diagnostic>) {
    let mut build = Build::default();
    let Some(output) = OutputPath::parse("index.html") else { return (build, Vec::new()) };
    let theme = &dress.theme;
    build.extend(dress.files.clone());
    if theme.broken {
        return (build, Vec::new());
    }
    let highlighted = Known::default();
    let frame = Frame { site, theme, footer_html: String::new(), highlighted: &highlighted };
    let mut context = frame.context(&output);
    let list: Vec<Value> = list
        .iter()
        .map(|edition| {
            map([
                ("url", text(&format!("{}/index.html", edition.folder))),
                ("name", text(&edition.name)),
                ("lang", text(&edition.lang)),
            ])
        })
        .collect();
    // Each edition has its own index; the list has none.
    context.insert("has_search", &false);
    context.insert_value("editions", Value::from(list.as_slice()));
    let mut diagnostics = Vec::new();
    let page = frame.draw("editions.html", &context).map(|html| (output, html));
    // None of the author's pages is there to need more.
    let sheets = Sheets::of(theme, [].into_iter(), &Navigations::default(), &Arc::default());
    build.extend(sheets.files().collect());
    for drawn in [Some(page), super::not_found(&frame, &build)].into_iter().flatten() {
        match drawn {
            Ok((path, html)) => build.insert(path, html.filled(None, &sheets)),
            Err(wrong) => diagnostics.push(wrong),
        }
    }
    (build, diagnostics)
}
