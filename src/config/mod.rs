//! YAML files to typed settings: `site.yaml`, `institution.yaml`, `content/browsers/*.yaml` and front matter, a file each.
//!
//! 1. [`yaml`] reads a text into a tree whose every key and value knows its place.
//! 2. The four readers take what they know from the tree and report what is left over or of the wrong type, all of it in one run.
//!
//! Never fails: a value that cannot be used is reported and its default stands in.

mod browser;
mod date;
mod field;
mod front_matter;
mod institution;
mod site;
mod system;
mod yaml;
mod yaml_error;

pub use browser::{Browser, PerSystem};
pub use date::Date;
pub use field::{Field, FieldKind, Value};
pub use front_matter::{FrontMatter, PageKind};
pub use institution::Institution;
pub use site::SiteSettings;
pub use system::System;
