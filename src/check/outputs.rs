//! No two sources may be published as one file.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{OutputPath, SourcePath};
use crate::site::Site;
use std::collections::BTreeMap;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<OutputPath, SourcePath> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let pages =
        site.pages.iter().map(|page| (page.id.output(), page.source.clone(), Span::new(0, 0)));
    let assets = site
        .assets
        .iter()
        .map(|(output, source)| (output.clone(), source.clone(), Span::new(0, 0)));
    let aliases = site.pages.iter().flat_map(|page| {
        page.aliases.iter().map(|(output, span)| (output.clone(), page.source.clone(), *span))
    });
    for (output, source, span) in pages.chain(assets).chain(aliases) {
        match taken.get(&output) {
            Some(other) => diagnostics.push(
                Diagnostic::new(
                    Code::OutputConflict,
                    format!("`{output}` would be published twice"),
                )
                .at(&source, span)
                .label("the second source")
                .help(format!("`{other}` is the first; rename one of them")),
            ),
            None => {
                taken.insert(output, source);
            }
        }
    }
    diagnostics
}
