//! `Sources` to a `Build` and diagnostics: the one way through the compiler.

use crate::check;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{InstitutionId, SourcePath};
use crate::render::{self, Build, Listed};
use crate::site::{self, EditionOptions, Shared};
use crate::source::Sources;

/// What to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which edition; `site.yaml` decides if it is not set.
    pub edition: Edition,
    /// Where the site will be published, in place of what `site.yaml` says.
    pub base_url: Option<String>,
    /// Whether drafts are built too.
    pub drafts: bool,
}

/// Which edition to build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// The one that `site.yaml` names, or none.
    #[default]
    Default,
    /// That of one institution.
    Of(InstitutionId),
    /// Every one, each in its own folder, and a page that lists them.
    All,
}

/// What comes out: the site as far as it can be built, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The published site.
    pub build: Build,
    /// Everything that is wrong, ordered by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a site. Pure: the same sources and options give the same bytes.
pub fn compile(sources: &Sources, options: &Options) -> Compiled {
    let (shared, mut diagnostics) = Shared::read(sources);
    let mut build = Build::default();
    match &options.edition {
        Edition::Default => {
            let chosen = shared.settings.institution.clone();
            let institution = chosen.and_then(|(id, span)| {
                let found = sources.institutions().contains(&id);
                if !found {
                    let wrong = unknown_institution(sources, &id);
                    let file = SourcePath::parse("site.yaml");
                    diagnostics.push(file.map_or(wrong.clone(), |file| wrong.at(&file, span)));
                }
                found.then_some(id)
            });
            build = edition(sources, &shared, options, institution, &mut diagnostics).0;
        }
        Edition::Of(id) if sources.institutions().contains(id) => {
            build = edition(sources, &shared, options, Some(id.clone()), &mut diagnostics).0;
        }
        Edition::Of(id) => diagnostics.push(unknown_institution(sources, id)),
        Edition::All => all(sources, &shared, options, &mut build, &mut diagnostics),
    }
    // Editions share pages, and so what is wrong with them.
    diagnostics.sort();
    diagnostics.dedup();
    Compiled { build, diagnostics }
}

/// Every edition in its own folder, and the page that lists them.
fn all(
    sources: &Sources,
    shared: &Shared,
    options: &Options,
    build: &mut Build,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut listed = Vec::new();
    for id in sources.institutions() {
        let (own, name, lang) = edition(sources, shared, options, Some(id.clone()), diagnostics);
        build.merge_into(id.as_str(), own);
        listed.push(Listed { folder: id.to_string(), name, lang });
    }
    let edition = EditionOptions {
        institution: None,
        base_url: base_url(options),
        folder: None,
        drafts: false,
    };
    // The list shows no page, so what pages lack without an institution does not matter.
    let (site, _) = site::build(sources, shared, &edition);
    let (theme, mut wrong) = render::theme(&site, sources);
    diagnostics.append(&mut wrong);
    let (list, mut wrong) = render::editions(&site, &theme, &listed);
    diagnostics.append(&mut wrong);
    build.merge(list);
}

/// One edition, with the institution's name and language.
fn edition(
    sources: &Sources,
    shared: &Shared,
    options: &Options,
    institution: Option<InstitutionId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Build, String, String) {
    let folder =
        institution.as_ref().filter(|_| options.edition == Edition::All).map(ToString::to_string);
    let own =
        EditionOptions { institution, base_url: base_url(options), folder, drafts: options.drafts };
    let (site, mut wrong) = site::build(sources, shared, &own);
    diagnostics.append(&mut wrong);
    diagnostics.append(&mut check::check(&site, &shared.documents));
    let (theme, mut wrong) = render::theme(&site, sources);
    diagnostics.append(&mut wrong);
    let (build, mut wrong) = render::render(&site, &theme, sources);
    diagnostics.append(&mut wrong);
    let name = site.values.institution.as_ref().map_or_else(String::new, |i| i.name.clone());
    (build, name, site.lang)
}

/// What was asked for in place of the settings' `base-url`, without a slash at its end.
fn base_url(options: &Options) -> Option<String> {
    options.base_url.as_ref().map(|url| url.trim_end_matches('/').to_owned())
}

fn unknown_institution(sources: &Sources, id: &InstitutionId) -> Diagnostic {
    let known = sources.institutions();
    let wrong =
        Diagnostic::new(Code::UnknownInstitution, format!("there is no institution `{id}`"))
            .label("has no folder")
            .did_you_mean(id.as_str(), known.iter().map(InstitutionId::as_str));
    wrong.help(format!("an institution is a file `content/institutions/{id}/institution.yaml`"))
}
