//! Which file is what: a browser, an institution, a page, a step.
//!
//! An *edition* is what one institution publishes; `None` is the site without any. Its pages are the shared ones of
//! `content/pages/`, over which those of `content/institutions/<id>/pages/` lie, file by file. Steps are not laid over
//! anything here: which step a file replaces only `site` can say, once it has read the pages.

use super::Sources;
use crate::id::{BrowserId, InstitutionId, SourcePath};
use std::collections::BTreeMap;

pub(super) const BROWSERS: &str = "content/browsers";
pub(super) const INSTITUTIONS: &str = "content/institutions";
pub(super) const PROFILE: &str = "institution.yaml";
const PAGES: &str = "content/pages";

/// A file that replaces a step of a page, or adds one to it, in one institution's edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StepFile<'a> {
    /// The folder it stands in below `steps/`: the id of a page, if there is one. Empty at the top.
    pub(crate) page: &'a str,
    /// Its name without `.md`: the id of the step.
    pub(crate) step: &'a str,
    /// The file.
    pub(crate) path: &'a SourcePath,
}

impl Sources {
    /// The browsers that have a file, by id, with that file.
    pub(crate) fn browsers(&self) -> BTreeMap<BrowserId, &SourcePath> {
        self.below(BROWSERS)
            .filter_map(|(path, _)| {
                let id = path.below(BROWSERS)?.strip_suffix(".yaml")?;
                Some((BrowserId::parse(id)?, path))
            })
            .collect()
    }

    /// The folders in `content/institutions/` that have an `institution.yaml`, in order.
    pub fn institutions(&self) -> Vec<InstitutionId> {
        self.profiles().into_keys().collect()
    }

    /// The institutions by id, with their `institution.yaml`.
    pub(crate) fn profiles(&self) -> BTreeMap<InstitutionId, &SourcePath> {
        self.below(INSTITUTIONS)
            .filter_map(|(path, _)| {
                let id = path.below(INSTITUTIONS)?.strip_suffix(PROFILE)?.strip_suffix('/')?;
                Some((InstitutionId::parse(id)?, path))
            })
            .collect()
    }

    /// The pages of an edition and the files beside them, by their path below the folder of pages (`guides/create.md`,
    /// `guides/screen.png`). Paths with a part that begins with `_` are left out.
    ///
    /// An institution's file stands in place of the shared one of the same path; its `index.md` also in place of a
    /// shared `README.md`, and the other way round, since both are the folder's own page.
    pub(crate) fn page_files(
        &self,
        edition: Option<&InstitutionId>,
    ) -> BTreeMap<&str, &SourcePath> {
        let mut files = self.pages_in(PAGES);
        if let Some(id) = edition {
            let own = self.pages_in(&format!("{INSTITUTIONS}/{id}/pages"));
            for path in own.keys() {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                let twin = match name {
                    "index.md" => "README.md",
                    "README.md" => "index.md",
                    _ => continue,
                };
                let slash = if folder.is_empty() { "" } else { "/" };
                files.remove(format!("{folder}{slash}{twin}").as_str());
            }
            files.extend(own);
        }
        files
    }

    fn pages_in(&self, folder: &str) -> BTreeMap<&str, &SourcePath> {
        self.below(folder)
            .filter_map(|(path, _)| Some((path.below(folder)?, path)))
            .filter(|(path, _)| !path.split('/').any(|part| part.starts_with('_')))
            .collect()
    }

    /// The steps that an institution replaces or adds, in order of path. Nothing says that their pages exist.
    pub(crate) fn step_files(&self, edition: Option<&InstitutionId>) -> Vec<StepFile<'_>> {
        let Some(id) = edition else { return Vec::new() };
        let folder = format!("{INSTITUTIONS}/{id}/steps");
        self.below(&folder)
            .filter_map(|(path, _)| {
                let name = path.below(&folder)?.strip_suffix(".md")?;
                let (page, step) = name.rsplit_once('/').unwrap_or(("", name));
                Some(StepFile { page, step, path })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Sources {
        Sources::from_fixture(
            "
            //- /content/browsers/firefox.yaml
            //- /content/browsers/chrome.yaml
            //- /content/browsers/Bad Name.yaml
            //- /content/institutions/otago/institution.yaml
            //- /content/institutions/otago/pages/guides/create.md
            //- /content/institutions/otago/pages/guides/README.md
            //- /content/institutions/otago/pages/own.md
            //- /content/institutions/otago/steps/guides/create/open.md
            //- /content/institutions/otago/steps/lost.md
            //- /content/institutions/auckland/institution.yaml
            //- /content/institutions/auckland/deep/institution.yaml
            //- /content/institutions/otago-2/pages/guides/create.md
            //- /content/pages/guides/create.md
            //- /content/pages/guides/index.md
            //- /content/pages/guides/screen.png
            //- /content/pages/_draft.md
            //- /content/pages/_old/a.md
            ",
        )
    }

    #[test]
    fn browsers_and_institutions_are_files_and_folders() {
        let site = site();
        let browsers: Vec<_> = site.browsers().into_keys().map(|id| id.to_string()).collect();
        assert_eq!(browsers, ["chrome", "firefox"]);
        let institutions: Vec<_> =
            site.institutions().into_iter().map(|id| id.to_string()).collect();
        assert_eq!(institutions, ["auckland", "otago"]);
    }

    #[test]
    fn pages_without_an_edition_are_the_shared_ones() {
        let site = site();
        let pages = site.page_files(None);
        let paths: Vec<_> = pages.iter().map(|(path, file)| (*path, file.as_str())).collect();
        assert_eq!(
            paths,
            [
                ("guides/create.md", "content/pages/guides/create.md"),
                ("guides/index.md", "content/pages/guides/index.md"),
                ("guides/screen.png", "content/pages/guides/screen.png"),
            ]
        );
    }

    #[test]
    fn an_institutions_pages_lie_over_the_shared_ones() {
        let site = site();
        let pages = site.page_files(InstitutionId::parse("otago").as_ref());
        let paths: Vec<_> = pages.iter().map(|(path, file)| (*path, file.as_str())).collect();
        assert_eq!(
            paths,
            [
                ("guides/README.md", "content/institutions/otago/pages/guides/README.md"),
                ("guides/create.md", "content/institutions/otago/pages/guides/create.md"),
                ("guides/screen.png", "content/pages/guides/screen.png"),
                ("own.md", "content/institutions/otago/pages/own.md"),
            ]
        );
    }

    #[test]
    fn steps_name_their_page_and_step() {
        let site = site();
        let steps = site.step_files(InstitutionId::parse("otago").as_ref());
        let names: Vec<_> = steps.iter().map(|step| (step.page, step.step)).collect();
        assert_eq!(names, [("guides/create", "open"), ("", "lost")]);
        assert!(site.step_files(None).is_empty());
    }
}
