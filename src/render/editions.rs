//! The page that lists the editions, where one build holds those of several institutions.

use super::build::Build;
use super::page::Frame;
use super::theme::Theme;
use super::values::{map, text};
use crate::diagnostic::Diagnostic;
use crate::id::OutputPath;
use crate::site::Site;
use std::collections::BTreeMap;
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
pub(crate) fn editions(site: &Site, theme: &Theme, list: &[Listed]) -> (Build, Vec<Diagnostic>) {
    let mut build = Build::default();
    let Some(output) = OutputPath::parse("index.html") else { return (build, Vec::new()) };
    for (path, bytes) in theme.assets.ordinary() {
        build.insert(path.clone(), bytes.clone());
    }
    if theme.broken {
        return (build, Vec::new());
    }
    let frame = Frame { site, theme, navigation: BTreeMap::new(), footer_html: String::new() };
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
    match theme.tera.render("editions.html", &context) {
        Ok(html) => build.insert(output, html.into_bytes()),
        Err(error) => diagnostics.push(theme.template_error(&error)),
    }
    diagnostics.extend(super::add_not_found(&frame, &mut build));
    (build, diagnostics)
}
