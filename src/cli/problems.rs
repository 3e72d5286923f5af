//! Diagnostics to what a served page shows of them: the text of the terminal, the place, and an address that opens it.

use super::site;
use crate::config::{Editor, SiteSettings};
use crate::diagnostic::render::{Format, Settings, render};
use crate::diagnostic::{Diagnostic, LineIndex, Severity};
use crate::id::SourcePath;
use crate::serve::Problem;
use crate::source::Sources;
use std::path::Path;

/// A page shows no more; nobody mends a hundred mistakes at once.
const MOST: usize = 100;

/// The problems of the site in `dir`, errors first. `editor` is what the environment says; else `site.yaml` does.
pub(super) fn problems(
    dir: &Path,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    editor: Option<&Editor>,
) -> Vec<Problem> {
    if diagnostics.is_empty() {
        return Vec::new();
    }
    let editor = editor.cloned().or_else(|| editor_of(sources));
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by_key(|diagnostic| diagnostic.severity() != Severity::Error);
    let shown = ordered.iter().take(MOST);
    let mut problems: Vec<Problem> =
        shown.map(|diagnostic| problem(dir, diagnostic, sources, editor.as_ref())).collect();
    if let Some(more) = ordered.len().checked_sub(MOST).filter(|more| *more > 0) {
        problems.push(Problem {
            error: false,
            place: None,
            editor: None,
            text: format!("and {more} more, which the terminal shows"),
        });
    }
    problems
}

fn editor_of(sources: &Sources) -> Option<Editor> {
    let (file, _) = sources.entry("site.yaml")?;
    SiteSettings::read(file, sources.text("site.yaml")?).0.editor
}

fn problem(
    dir: &Path,
    diagnostic: &Diagnostic,
    sources: &Sources,
    editor: Option<&Editor>,
) -> Problem {
    let settings = Settings { prefix: site::prefix(dir), ..Settings::default() };
    let texts = |path: &SourcePath| sources.text(path.as_str());
    let text = render(Format::Human, std::slice::from_ref(diagnostic), &texts, &settings);
    let place = diagnostic.place.as_ref().map(|place| {
        let text = sources.text(place.file.as_str()).unwrap_or_default();
        (&place.file, LineIndex::new(text).shown(place.span).start)
    });
    let editor = place.zip(editor).and_then(|((file, at), editor)| {
        // A file of the default theme is nowhere to be opened.
        let path = dir.join(file.as_str()).canonicalize().ok()?;
        Some(editor.address(path.to_str()?, at.line, at.column))
    });
    Problem {
        error: diagnostic.severity() == Severity::Error,
        place: place
            .map(|(file, at)| format!("{}{file}:{}:{}", settings.prefix, at.line, at.column)),
        editor,
        text: text.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the test makes a file to be opened")]

    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn a_problem_says_where_it_is_and_how_to_get_there() {
        let temp = tempfile::TempDir::new().unwrap();
        let dir = temp.path().canonicalize().unwrap();
        std::fs::create_dir_all(dir.join("content")).unwrap();
        std::fs::write(dir.join("content/a b.md"), "one\ntwo three\n").unwrap();
        let sources = Sources::load(&dir).unwrap().with_file("site.yaml", "editor: zed\n");
        let (file, _) = sources.entry("content/a b.md").unwrap();
        let found = [
            Diagnostic::new(Code::MissingVariant, "later"),
            Diagnostic::new(Code::DeadLink, "wrong").at(file, 8..13),
        ];
        let shown = problems(&dir, &found, &sources, None);
        assert!(shown[0].error && !shown[1].error, "errors come first");
        assert!(shown[0].place.as_deref().unwrap().ends_with("content/a b.md:2:5"));
        assert!(shown[0].text.contains("two three"), "{}", shown[0].text);
        let path = dir.to_str().unwrap();
        assert_eq!(
            shown[0].editor.as_deref(),
            Some(format!("zed://file{path}/content/a%20b.md:2:5").as_str())
        );
        assert_eq!((shown[1].place.as_deref(), shown[1].editor.as_deref()), (None, None));

        let own = Editor::parse("e:{file}");
        let shown = problems(&dir, &found, &sources, own.as_ref());
        assert!(shown[0].editor.as_deref().unwrap().starts_with("e:/"), "{:?}", shown[0].editor);
        let many = vec![found[0].clone(); MOST + 3];
        let last = problems(&dir, &many, &sources, None).pop().unwrap();
        assert_eq!(last.text, "and 3 more, which the terminal shows");
    }
}
