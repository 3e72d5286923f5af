//! A file of HTML with holes, for what is known only when other pages are: the navigation of a folder, and the addresses of style sheets.
//!
//! Templates write a mark where a hole goes. What is drawn once can so be filled again, with another navigation or other sheets.

use super::content::{Content, Piece};
use super::navigation::Navigation;
use super::sheets::Sheets;
use crate::id::PageId;
use std::sync::Arc;

/// What a mark stands between. Nobody writes it: it is a character that no text has.
const MARK: char = '\u{1}';

/// The hole of the navigation.
pub(super) const NAVIGATION: &str = "\u{1}navigation\u{1}";

/// The hole of the address of a bundle's style sheet, from the root.
pub(super) fn sheet(bundle: &str) -> String {
    format!("{MARK}sheet{bundle}{MARK}")
}

/// HTML with holes.
#[derive(Debug)]
pub(crate) struct Holed(Vec<Part>);

#[derive(Debug)]
enum Part {
    Html(Arc<[u8]>),
    Navigation,
    /// Of the bundle of that name.
    Sheet(String),
}

impl Holed {
    /// What a template has drawn.
    pub(super) fn new(html: &str) -> Self {
        let parts = html.split(MARK).enumerate().map(|(number, text)| {
            // Marks come in pairs, so every other part is the name of a hole.
            match text.strip_prefix("sheet").filter(|_| number % 2 == 1) {
                Some(bundle) => Part::Sheet(bundle.to_owned()),
                None if number % 2 == 1 => Part::Navigation,
                None => Part::Html(text.as_bytes().into()),
            }
        });
        Self(parts.collect())
    }

    /// The bundles whose sheets are asked for.
    pub(super) fn bundles(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Sheet(bundle) => Some(bundle.as_str()),
            _ => None,
        })
    }

    /// The whole file; `navigation` is that of the folder, and the page which it is for.
    pub(super) fn filled(
        &self,
        navigation: Option<(&Navigation, &PageId)>,
        sheets: &Sheets,
    ) -> Content {
        let mut pieces: Vec<Piece> = Vec::new();
        for part in &self.0 {
            match part {
                Part::Html(html) => pieces.push(html.clone().into()),
                Part::Sheet(bundle) => {
                    pieces.extend(sheets.get(bundle).map(|sheet| sheet.address.clone().into()));
                }
                Part::Navigation => {
                    let own = navigation.map(|(navigation, page)| navigation.for_page(page));
                    pieces.extend(own.into_iter().flatten());
                }
            }
        }
        Content::pieces(pieces)
    }
}
