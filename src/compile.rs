//! `Sources` to a `Build` and diagnostics: the one way through the compiler.

use crate::diagnostic::Diagnostic;
use crate::id::InstitutionId;
use crate::render::Build;
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
    let _ = (sources, options);
    Compiled::default()
}
