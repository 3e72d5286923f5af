//! YAML files to typed settings: `site.yaml`, `institution.yaml`, `content/browsers/*.yaml` and front matter, a file each.
//!
//! 1. [`yaml`] reads a text into a tree whose every key and value knows its place.
//! 2. [`reader`] and [`value`] take keys and typed values from the tree and report what is left over or of the wrong type.
//! 3. The four readers ([`site`], [`institution`], [`browser`], [`front_matter`]) are lists of keys and types; [`search`] is a part
//!    of the first, [`practice`] of the last.
//!
//! Never fails: a value that cannot be used is reported and its default stands in.

mod browser;
mod date;
mod editor;
mod field;
mod front_matter;
mod institution;
mod practice;
mod reader;
mod search;
mod site;
mod system;
#[cfg(test)]
mod testing;
mod value;
mod yaml;

pub(crate) use browser::Browser;
pub(crate) use date::Date;
pub(crate) use editor::Editor;
pub(crate) use field::{Field, FieldKind, Value};
pub(crate) use front_matter::{FrontMatter, PageKind};
pub(crate) use institution::Institution;
pub(crate) use practice::{Hiding, Practice, WORDS};
pub(crate) use search::SearchSettings;
pub(crate) use site::SiteSettings;
pub(crate) use system::System;
