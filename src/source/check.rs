//! Files that nothing can read: texts that are not UTF-8, and files in `browsers/` and `institutions/` whose name or
//! place means nothing, so that they would be passed over in silence.

use super::Sources;
use super::layout::{BROWSERS, INSTITUTIONS, PROFILE};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{BrowserId, InstitutionId, SourcePath};
use std::collections::BTreeSet;

/// The endings of files that Guidepost reads as text.
const TEXTS: [&str; 3] = ["md", "yaml", "html"];

impl Sources {
    /// What is wrong with the files as such, in order of path.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = self
            .iter()
            .filter(|(_, file)| !file.is_text())
            .filter_map(|(path, file)| not_utf8(path, &file.bytes))
            .collect();
        found.extend(self.below(BROWSERS).filter_map(|(path, _)| misnamed_browser(path)));
        found.extend(self.misplaced_profiles());
        found.sort();
        found
    }

    /// Folders in `institutions/` that are no institution's.
    fn misplaced_profiles(&self) -> Vec<Diagnostic> {
        let mut seen = BTreeSet::new();
        let files = self.below(INSTITUTIONS).filter_map(|(path, _)| {
            let (folder, _) = path.below(INSTITUTIONS)?.split_once('/')?;
            seen.insert(folder).then_some((path, folder))
        });
        files
            .filter_map(|(path, folder)| {
                if InstitutionId::parse(folder).is_none() {
                    let message = format!("`{folder}` cannot be the id of an institution");
                    return Some(misnamed(path, message, "the folder"));
                }
                let profile = format!("{INSTITUTIONS}/{folder}/{PROFILE}");
                self.get(&profile).is_none().then(|| {
                    Diagnostic::new(
                        Code::UnknownInstitution,
                        format!("the folder `{folder}` has no `{PROFILE}`"),
                    )
                    .at(path, Span::default())
                    .help(format!("write `{profile}` with the line `name: …`"))
                })
            })
            .collect()
    }
}

fn misnamed_browser(path: &SourcePath) -> Option<Diagnostic> {
    let name = path.below(BROWSERS).filter(|name| *name != "README.md")?;
    let Some(id) = name.strip_suffix(".yaml") else {
        let message = format!("`{name}` is not the file of a browser");
        return Some(
            Diagnostic::new(Code::WrongValue, message)
                .at(path, Span::default())
                .help("a browser's file is called by its id: `firefox.yaml`"),
        );
    };
    let message = format!("`{id}` cannot be the id of a browser");
    BrowserId::parse(id).is_none().then(|| misnamed(path, message, "the file"))
}

fn misnamed(path: &SourcePath, message: String, what: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongValue, message)
        .at(path, Span::default())
        .help(format!("give {what} a name of small letters, digits and hyphens"))
}

fn not_utf8(path: &SourcePath, bytes: &[u8]) -> Option<Diagnostic> {
    let (_, ending) = path.file_name().rsplit_once('.')?;
    if !TEXTS.contains(&ending) {
        return None;
    }
    let error = std::str::from_utf8(bytes).err()?;
    let start = error.valid_up_to();
    let end = error.error_len().map_or(bytes.len(), |len| start + len);
    let line = bytes[..start].split(|byte| *byte == b'\n').count();
    // The file cannot be shown as text, so the words must say where it is.
    Some(
        Diagnostic::new(Code::NotUtf8, format!("line {line} is not UTF-8 text"))
            .at(path, Span::new(start, end))
            .label("no character in UTF-8")
            .help("save the file as UTF-8"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(sources: &Sources) -> Vec<String> {
        let found = sources.diagnostics();
        let lines = found.iter().map(|diagnostic| {
            let place = diagnostic.place.as_ref().unwrap();
            let (start, end) = (place.span.start, place.span.end);
            format!("{} {start}..{end}: {}", place.file, diagnostic.message)
        });
        lines.collect()
    }

    #[test]
    fn texts_must_be_utf8_and_other_files_need_not() {
        let sources = Sources::default()
            .with_file("content/pages/a.md", b"\xc3\xa9\nb \xe9c")
            .with_file("content/pages/b.md", "é")
            .with_file("content/pages/c.png", b"\xff")
            .with_file("site.yaml", b"a\xc3");
        assert_eq!(
            show(&sources),
            [
                "content/pages/a.md 5..6: line 2 is not UTF-8 text",
                "site.yaml 1..2: line 1 is not UTF-8 text",
            ]
        );
    }

    #[test]
    fn names_that_mean_nothing_are_reported() {
        let sources = Sources::from_fixture(
            "
            //- /content/browsers/firefox.yml
            //- /content/browsers/Chrome.yaml
            //- /content/browsers/edge.yaml
            //- /content/browsers/README.md
            //- /content/institutions/README.md
            //- /content/institutions/Otago/institution.yaml
            //- /content/institutions/auckland/institution.yml
            //- /content/institutions/auckland/pages/a.md
            ",
        );
        assert_eq!(
            show(&sources),
            [
                "content/browsers/Chrome.yaml 0..0: `Chrome` cannot be the id of a browser",
                "content/browsers/firefox.yml 0..0: `firefox.yml` is not the file of a browser",
                "content/institutions/Otago/institution.yaml 0..0: `Otago` cannot be the id of an institution",
                "content/institutions/auckland/institution.yml 0..0: the folder `auckland` has no `institution.yaml`",
            ]
        );
    }
}
